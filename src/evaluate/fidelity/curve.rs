//! Deletion and insertion: what the first track keeps when the seeds that give it most are removed, or when only they are left,
//! beside as many seeds drawn at random.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::Asked;
use super::sums::before_diversity;
use crate::engine::{Contribution, Place};
use crate::evaluate::bootstrap::{Interval, interval};
use crate::evaluate::splitmix::Draws;
use crate::identify::Seeds;
use crate::pack::TrackId;

/// So many seeds are removed, or left.
pub const KEPT: [usize; 5] = [1, 2, 3, 5, 10];

/// What the first track of one list keeps in the four ways, of its points and of its rank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kept {
    /// How many seeds were removed, or left; fewer than there are.
    pub seeds: usize,
    /// Its points divided by those with all seeds, one for each of [`Point::WAYS`].
    pub share: [f64; 4],
    /// 1 / its rank by points; 0 when nothing reaches it.
    pub rank: [f64; 4],
}

/// The means over lists.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// How many seeds were removed, or left.
    pub seeds: usize,
    /// The lists with more seeds than that.
    pub lists: usize,
    /// See [`Kept::share`].
    pub share: [Interval; 4],
    /// See [`Kept::rank`].
    pub rank: [Interval; 4],
}

impl Point {
    /// The four ways, in the order of the arrays: the seeds that give most or as many at random, removed or alone left.
    pub const WAYS: [&'static str; 4] = ["largest removed", "random removed", "largest left", "random left"];
}

pub(super) fn kept(
    asked: Asked<'_>,
    seeds: &Seeds,
    track: TrackId,
    contributions: &[Contribution],
    (seed, case): (u64, u64),
) -> Vec<Kept> {
    let largest = largest_first(seeds, contributions);
    let random = shuffled(&largest, seed, case);
    let whole = before_diversity(contributions) as f64;
    let ask = |silent: &[TrackId]| {
        let standing = asked.standing(seeds, silent, track);
        let rank = match standing.place {
            Place::Rank(_, before) => 1.0 / f64::from(before.max(1)),
            Place::Heard(_) | Place::Ruled(..) | Place::Unreached => 0.0,
        };
        (before_diversity(&standing.contributions) as f64 / whole, rank)
    };
    let counts = KEPT.into_iter().filter(|k| *k < largest.len());
    counts
        .map(|k| {
            let four = [ask(&largest[..k]), ask(&random[..k]), ask(&largest[k..]), ask(&random[k..])];
            Kept { seeds: k, share: four.map(|(share, _)| share), rank: four.map(|(_, rank)| rank) }
        })
        .collect()
}

/// The seeds by what they give the track, all signals together; ties in the order of the seeds.
fn largest_first(seeds: &Seeds, contributions: &[Contribution]) -> Vec<TrackId> {
    let mut given: HashMap<TrackId, i64> = HashMap::new();
    for c in contributions {
        if let Some(seed) = c.evidence.seed() {
            *given.entry(seed).or_default() += c.points;
        }
    }
    let mut order: Vec<TrackId> = seeds.tracks.iter().filter(|s| s.weight > 0).map(|s| s.track).collect();
    order.sort_by_key(|t| Reverse(given.get(t).copied().unwrap_or(0)));
    order
}

/// Every order is equally likely; the same for one seed and list.
fn shuffled(tracks: &[TrackId], seed: u64, case: u64) -> Vec<TrackId> {
    let mut order = tracks.to_vec();
    order.sort_unstable();
    let mut draws = Draws::new(seed, case << 32);
    for n in (1..order.len()).rev() {
        order.swap(n, draws.below(n as u64 + 1) as usize);
    }
    order
}

pub(super) fn points(lists: &[&[Kept]], seed: u64) -> Vec<Point> {
    let point = |k: usize| {
        let kept: Vec<&Kept> = lists.iter().flat_map(|l| l.iter()).filter(|p| p.seeds == k).collect();
        let mean =
            |of: &dyn Fn(&Kept) -> f64| interval(&kept.iter().map(|p| of(p)).collect::<Vec<_>>(), seed);
        Point {
            seeds: k,
            lists: kept.len(),
            share: std::array::from_fn(|way| mean(&|p| p.share[way])),
            rank: std::array::from_fn(|way| mean(&|p| p.rank[way])),
        }
    };
    KEPT.into_iter().map(point).filter(|p| p.lists > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_drawn_anew_for_each_list_and_lose_nothing() {
        let tracks: Vec<TrackId> = (0..40).map(TrackId).collect();
        let a = shuffled(&tracks, 1, 0);
        assert_eq!(a, shuffled(&tracks, 1, 0));
        assert_ne!(a, shuffled(&tracks, 1, 1));
        assert_ne!(a, tracks);
        let mut sorted = a;
        sorted.sort_unstable();
        assert_eq!(sorted, tracks);
    }
}
