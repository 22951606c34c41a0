//! Names of the catalogue that look like what was asked for: what to offer when nothing was found.

use rayon::prelude::*;

use crate::identify::normalise::transliterate;
use crate::pack::{Pack, TrackId};

use super::Names;

/// Below this likeness (0 to 1) a name is no help.
const LIKE: f64 = 0.72;

/// The tracks whose title, or artist and title, look most like the query; best first, ties in catalogue order.
#[must_use]
pub fn near(pack: &Pack, query: &str, limit: usize) -> Vec<TrackId> {
    let wanted = transliterate(query);
    if wanted.is_empty() {
        return Vec::new();
    }
    let names = Names::new(pack);
    let ids: Vec<TrackId> = pack.tracks().collect();
    let mut found: Vec<(u32, TrackId)> = ids
        .into_par_iter()
        .filter_map(|t| {
            let title = transliterate(&names.title(t));
            let whole = transliterate(&names.artist_of(t)) + &title;
            let likeness = like(&wanted, &title).max(like(&wanted, &whole));
            // Whole thousandths, so that the order is one of integers.
            (likeness >= LIKE).then_some(((likeness * 1000.0) as u32, t))
        })
        .collect();
    found.sort_by_key(|(likeness, t)| (std::cmp::Reverse(*likeness), *t));
    found.into_iter().take(limit).map(|(_, t)| t).collect()
}

/// How alike two folded names are: by edits, where their lengths allow a likeness at all.
fn like(a: &str, b: &str) -> f64 {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if long == 0 || (short as f64) < LIKE * long as f64 {
        return 0.0;
    }
    strsim::normalized_damerau_levenshtein(a, b)
}
