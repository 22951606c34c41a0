//! Diversity, applied greedily after scoring: each further track of an artist loses a share of its score for every track of
//! that artist above it. The loss is a named, negative contribution like any other.
//!
//! ```text
//! points = −⌊ max(score, 0) · min(share · tracks above, 1) ⌋
//! ```
//!
//! (Greedy re-ranking in the manner of maximal marginal relevance, Carbonell and Goldstein 1998, with "same artist" as the
//! likeness.) The shares are hundredths; this is the one place where points are rounded, downwards.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use crate::pack::{ArtistId, Pack, TrackId};

use super::MIXER_ONE;

/// A track placed in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    pub track: TrackId,
    /// Its points before diversity.
    pub score: i64,
    /// What diversity took: zero or below.
    pub loss: i64,
    /// The artist's nearest track above, and how many stand above.
    pub above: Option<(TrackId, u32)>,
}

/// What is lost by a score when `above` tracks of the artist stand above.
pub(super) fn loss(score: i64, above: u32, share: i32) -> i64 {
    let lost = (i64::from(share) * i64::from(above)).clamp(0, i64::from(MIXER_ONE));
    // In 128 bits: the product of two bounded numbers, but not a bounded product.
    -((i128::from(score.max(0)) * i128::from(lost) / i128::from(MIXER_ONE)) as i64)
}

/// Places the first `limit` of the candidates. Ties go to catalogue order.
pub(super) fn place(
    pack: &Pack,
    candidates: impl Iterator<Item = (TrackId, i64)>,
    share: i32,
    limit: usize,
) -> Vec<Placed> {
    // Largest points first, then the earliest track; `above` is what the points were reckoned with.
    let mut heap: BinaryHeap<(i64, Reverse<TrackId>, i64, u32)> =
        candidates.map(|(t, score)| (score, Reverse(t), score, 0)).collect();
    let mut artists: HashMap<ArtistId, (TrackId, u32)> = HashMap::new();
    let mut placed = Vec::with_capacity(limit.min(heap.len()));
    while placed.len() < limit {
        let Some((points, Reverse(track), score, reckoned)) = heap.pop() else { break };
        let artist = pack.artist(track);
        let above = artists.get(&artist).copied();
        let count = above.map_or(0, |(_, n)| n);
        if count != reckoned {
            // The artist came up since: reckon again. Points only ever fall, so the top of the heap stays right.
            heap.push((score + loss(score, count, share), Reverse(track), score, count));
            continue;
        }
        placed.push(Placed { track, score, loss: points - score, above: above.filter(|_| points != score) });
        artists.insert(artist, (track, count + 1));
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_by_hand() {
        assert_eq!(loss(1000, 0, 15), 0);
        assert_eq!(loss(1000, 1, 15), -150);
        assert_eq!(loss(1000, 2, 15), -300);
        assert_eq!(loss(1000, 9, 15), -1000);
        assert_eq!(loss(-1000, 9, 15), 0);
        assert_eq!(loss(i64::MAX, 9, 100), -i64::MAX);
    }
}
