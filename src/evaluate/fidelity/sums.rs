//! Contributions against scores, and against what becomes of a score without them.

use super::Asked;
use crate::engine::{Contribution, Ranking, SignalKind};
use crate::identify::Seeds;
use crate::pack::TrackId;

/// The signals in which every seed speaks for itself: what one gives does not depend on the others. In `lists-like-yours` and
/// `follows` it does: which lists are most alike, and which seeds are the latest, is decided by all of them together.
pub const LINEAR: [SignalKind; 4] =
    [SignalKind::Together, SignalKind::Fitted, SignalKind::SameArtist, SignalKind::Tags];

/// Listed tracks whose contributions were summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// Tracks.
    pub listed: u64,
    /// Their contributions.
    pub contributions: u64,
    /// Tracks whose contributions do not sum to the score.
    pub wrong: u64,
}

impl Sums {
    pub(super) fn of(ranking: &Ranking, traces: impl Iterator<Item = Vec<Contribution>>) -> Self {
        let mut sums = Self::default();
        for (ranked, all) in ranking.listed.iter().zip(traces) {
            sums.listed += 1;
            sums.contributions += all.len() as u64;
            sums.wrong += u64::from(all.iter().map(|c| c.points).sum::<i64>() != ranked.score);
        }
        sums
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.listed += other.listed;
        self.contributions += other.contributions;
        self.wrong += other.wrong;
    }
}

/// First tracks asked for again without the seed of their largest linear contribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// Tracks asked for again.
    pub tracks: u64,
    /// Of them those whose points from linear signals did not fall by exactly what that seed had given them.
    pub wrong: u64,
    /// Of them those whose whole score, signals that are not linear included, fell by exactly what that seed had given.
    pub whole: u64,
    /// Tracks without a linear contribution: nothing to take out.
    pub without: u64,
}

impl Taken {
    pub(super) fn add(&mut self, other: &Self) {
        self.tracks += other.tracks;
        self.wrong += other.wrong;
        self.whole += other.whole;
        self.without += other.without;
    }
}

/// What a track has of all signals, but for what diversity took.
pub(super) fn before_diversity(contributions: &[Contribution]) -> i64 {
    contributions.iter().filter(|c| c.signal != SignalKind::ArtistRepeat).map(|c| c.points).sum()
}

fn linear(contributions: &[Contribution]) -> impl Iterator<Item = &Contribution> {
    contributions.iter().filter(|c| LINEAR.contains(&c.signal))
}

pub(super) fn take_out(
    asked: Asked<'_>,
    seeds: &Seeds,
    track: TrackId,
    contributions: &[Contribution],
) -> Taken {
    // Largest first, as they are given.
    let Some(seed) = linear(contributions).find_map(|c| c.evidence.seed()) else {
        return Taken { without: 1, ..Taken::default() };
    };
    let after = asked.standing(seeds, &[seed], track).contributions;
    let points = |all: &[Contribution]| linear(all).map(|c| c.points).sum::<i64>();
    let of_seed = |c: &&Contribution| c.evidence.seed() == Some(seed);
    let given: i64 = linear(contributions).filter(of_seed).map(|c| c.points).sum();
    let given_in_all: i64 = contributions.iter().filter(of_seed).map(|c| c.points).sum();
    let exact = points(contributions) - points(&after) == given;
    let whole = before_diversity(contributions) - before_diversity(&after) == given_in_all;
    Taken { tracks: 1, wrong: u64::from(!exact), whole: u64::from(whole), without: 0 }
}
