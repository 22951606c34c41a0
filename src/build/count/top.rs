//! The strongest of many candidates, and below what a further one need not be looked at.
//!
//! Candidates are held by an upper bound of their weight, which costs no look at the other track; only those that may be among
//! the strongest are weighed by the formula, at the end.

use super::rows::Found;
use super::scale::{Scale, counted};

/// See the module.
#[derive(Default)]
pub(super) struct Top {
    keep: usize,
    seed: f64,
    held: Vec<Candidate>,
    /// At so many candidates they are thinned out.
    full: usize,
    /// Pairs that cannot come to this are of no use.
    least: f64,
    found: Vec<Found>,
}

#[derive(Clone, Copy)]
struct Candidate {
    /// At least what the pair comes to.
    bound: f32,
    other: u32,
    packed: u64,
}

impl Top {
    /// Begins a row of which `keep` are kept.
    pub(super) fn begin(&mut self, keep: usize, seed: f64) {
        self.keep = keep;
        self.seed = seed;
        self.held.clear();
        self.full = 2 * keep;
        // A weight that rounds to 0 is no neighbour.
        self.least = Scale::least(seed, 1);
    }

    /// Pairs that cannot come to this need not be offered.
    pub(super) fn least(&self) -> f64 {
        self.least
    }

    /// Takes a pair that comes to `bound` at most.
    pub(super) fn offer(&mut self, bound: f64, packed: u64, other: u32) {
        self.held.push(Candidate { bound: bound as f32, other, packed });
        if self.held.len() >= self.full {
            self.thin_out();
        }
    }

    /// Makes the bound as good as what was offered allows.
    pub(super) fn thin_out(&mut self) {
        if self.keep == 0 || self.held.len() < self.keep {
            return;
        }
        let strongest = |a: &Candidate, b: &Candidate| b.bound.total_cmp(&a.bound);
        let (_, last, _) = self.held.select_nth_unstable_by(self.keep - 1, strongest);
        // So many come to this at least: what cannot have the same stored weight is of no use.
        self.least = self.least.max(Scale::least_beside(self.seed, f64::from(last.bound)));
        let at_least = self.least;
        self.held.retain(|c| Scale::may_reach(c.bound, at_least));
        self.full = self.held.len() + self.keep;
    }

    /// Adds those kept to `row`, strongest first.
    pub(super) fn finish(&mut self, scale: &Scale<'_>, row: &mut Vec<Found>) {
        self.thin_out();
        self.found.clear();
        for c in &self.held {
            let weight = scale.weight(self.seed, c.packed, c.other);
            if weight > 0 {
                self.found.push(Found::new(c.other, weight, counted(c.packed).both));
            }
        }
        if self.found.len() > self.keep && self.keep > 0 {
            self.found.select_nth_unstable_by(self.keep - 1, |a, b| b.cmp(a));
        }
        self.found.truncate(self.keep);
        self.found.sort_unstable_by(|a, b| b.cmp(a));
        row.extend_from_slice(&self.found);
    }
}
