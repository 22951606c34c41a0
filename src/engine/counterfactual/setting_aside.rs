//! The one seed whose going brings a track into the list.

use crate::engine::Ranked;
use crate::pack::TrackId;

use super::additive::Additive;
use super::change::{Change, Of};
use super::{About, Case, Effort, Guarantee, difference};

impl Case<'_> {
    /// The seed without which the track is listed, the fewest others being gone.
    pub(super) fn setting_aside(&self, track: TrackId, effort: Effort, before: &[Ranked]) -> Of {
        let seeds = match Additive::of(self) {
            Some(sums) => match sums.find(track) {
                Some(target) => self.by_sums(&sums, target),
                None => return Err(true),
            },
            None => self.hopeful(track, before),
        };
        let changes = seeds.iter().map(|s| Change::Aside(*s));
        match self.best_of(changes, track, effort, before) {
            (Some(best), true) => Ok(super::Suggestion { guarantee: Guarantee::Smallest, ..best }),
            (Some(best), false) => Ok(best),
            (None, all) => Err(all),
        }
    }

    /// All seeds that do it, where the ranking is a sum over seeds.
    fn by_sums(&self, sums: &Additive, target: usize) -> Vec<TrackId> {
        let lists = |s: &usize| sums.rank_without(target, &[*s]).is_some_and(|r| r <= self.limit);
        (0..sums.seeds().len()).filter(lists).map(|s| sums.seeds()[s]).collect()
    }

    /// All seeds, those first that do more for the last listed track than for this one.
    fn hopeful(&self, track: TrackId, before: &[Ranked]) -> Vec<TrackId> {
        let mut seeds = self.speaking();
        let Some(last) = before.last() else { return seeds };
        let question = self.question();
        let own = crate::engine::score::explain(question.context(), track);
        let others = question.contributions(last);
        let terms = difference(&own, (last.track, &others)).terms;
        let gap = |seed: &TrackId| -> i64 {
            terms.iter().filter(|t| t.about == About::Seed(*seed)).map(super::Term::gap).sum()
        };
        seeds.sort_by_cached_key(|s| std::cmp::Reverse(gap(s)));
        seeds
    }
}
