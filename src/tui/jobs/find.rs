//! Finding, portion by portion: the best so far is told as soon as there is a screen of it, then as often as a person can see.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::What;
use crate::identify::{Finder, Search};
use crate::pack::Pack;

/// So many finds are kept.
const KEPT: usize = 200;

/// So many tracks are looked at before a newer query is looked for.
const PORTION: usize = 16_384;

/// What was found is told at most this often.
const EVERY: Duration = Duration::from_millis(30);

/// The finder of a pack and the newest search, which a longer query narrows.
#[derive(Debug, Default)]
pub(super) struct Finding {
    of: Option<(Arc<Pack>, Finder, Search)>,
}

impl Finding {
    /// Looks for a query until everything was looked at or it is no longer wanted.
    pub(super) fn find(
        &mut self,
        pack: &Arc<Pack>,
        query: &str,
        tell: &mut dyn FnMut(What) -> bool,
        wanted: &dyn Fn() -> bool,
    ) {
        let kept = self.of.take().filter(|(of, _, _)| Arc::ptr_eq(of, pack));
        let (_, finder, search) = self
            .of
            .insert(kept.unwrap_or_else(|| (pack.clone(), Finder::new(pack.clone()), Search::new(KEPT))));
        search.ask(query);
        let mut told: Option<Instant> = None;
        loop {
            let done = search.step(finder, PORTION);
            let due = told.is_none_or(|at| at.elapsed() >= EVERY);
            if done || (due && !search.found().is_empty()) {
                told = Some(Instant::now());
                if !tell(What::Found(search.found().to_vec(), search.matched(), done)) {
                    return;
                }
            }
            if done || !wanted() {
                return;
            }
        }
    }
}
