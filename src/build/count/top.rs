//! The strongest of many candidates, and below what a further one need not be looked at.

use super::rows::Found;
use super::scale::{Scale, counted};

/// See the module. Holds up to twice as many as are kept, so that it seldom has to be thinned out.
#[derive(Default)]
pub(super) struct Top {
    keep: usize,
    seed: f64,
    found: Vec<Found>,
    /// The last of those kept when it was last thinned out: what is not above it is no use.
    last: Option<Found>,
    /// Pairs that cannot come to this are of no use.
    least: f64,
}

impl Top {
    /// Begins a row of which `keep` are kept.
    pub(super) fn begin(&mut self, keep: usize, seed: f64) {
        self.keep = keep;
        self.seed = seed;
        self.found.clear();
        self.last = None;
        // A weight that rounds to 0 is no neighbour.
        self.least = Scale::least(seed, 1);
    }

    /// Pairs that cannot come to this need not be offered.
    pub(super) fn least(&self) -> f64 {
        self.least
    }

    /// Takes a pair.
    pub(super) fn offer(&mut self, scale: &Scale<'_>, packed: u64, other: u32) {
        let weight = scale.weight(self.seed, packed, other);
        let one = Found::new(other, weight, counted(packed).both);
        if weight == 0 || self.last.is_some_and(|last| one < last) {
            return;
        }
        self.found.push(one);
        if self.found.len() >= 2 * self.keep {
            self.thin_out();
        }
    }

    /// Makes the bound as good as what was offered allows.
    pub(super) fn thin_out(&mut self) {
        if self.keep == 0 || self.found.len() < self.keep {
            return;
        }
        let (_, last, _) = self.found.select_nth_unstable_by(self.keep - 1, |a, b| b.cmp(a));
        let last = *last;
        self.found.truncate(self.keep);
        self.last = Some(last);
        self.least = Scale::least(self.seed, last.weight());
    }

    /// Adds those kept to `row`, strongest first.
    pub(super) fn finish(&mut self, row: &mut Vec<Found>) {
        self.thin_out();
        self.found.sort_unstable_by(|a, b| b.cmp(a));
        row.extend_from_slice(&self.found);
    }
}
