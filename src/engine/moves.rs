//! Two rankings held against each other: what rose, fell, came and went.

use std::collections::HashMap;

use crate::pack::TrackId;

use super::Ranked;

/// What became of a listed track since another ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// It kept its rank.
    Same,
    /// It rose by so many ranks.
    Up(u32),
    /// It fell by so many ranks.
    Down(u32),
    /// It was not listed.
    New,
}

/// The way from one ranking to the next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moves {
    /// What became of each track that is listed now, in the order of the list.
    pub marks: Vec<Move>,
    /// The tracks that are not listed any more, with the ranks they had (from 1), best first.
    pub gone: Vec<(TrackId, u32)>,
}

impl Moves {
    /// True when both lists are the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.marks.iter().all(|m| *m == Move::Same)
    }
}

/// Compares two lists; takes time in proportion to their lengths.
#[must_use]
pub fn moves(before: &[Ranked], now: &[Ranked]) -> Moves {
    let mut places: HashMap<TrackId, u32> = before.iter().zip(0u32..).map(|(r, n)| (r.track, n)).collect();
    let mark = |(ranked, now): (&Ranked, u32)| match places.remove(&ranked.track) {
        None => Move::New,
        Some(was) if was > now => Move::Up(was - now),
        Some(was) if was < now => Move::Down(now - was),
        Some(_) => Move::Same,
    };
    let marks = now.iter().zip(0u32..).map(mark).collect();
    let mut gone: Vec<(TrackId, u32)> = places.into_iter().map(|(t, n)| (t, n + 1)).collect();
    gone.sort_unstable_by_key(|(_, rank)| *rank);
    Moves { marks, gone }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(tracks: &[u32]) -> Vec<Ranked> {
        tracks.iter().map(|t| Ranked::plain(TrackId(*t), 0, 1)).collect()
    }

    #[test]
    fn every_track_of_both_lists_is_accounted_for() {
        let found = moves(&list(&[7, 3, 5, 9]), &list(&[3, 7, 5, 4]));
        assert_eq!(found.marks, [Move::Up(1), Move::Down(1), Move::Same, Move::New]);
        assert_eq!(found.gone, [(TrackId(9), 4)]);
        assert!(!found.is_empty());
    }

    #[test]
    fn nothing_moves_between_equal_lists_and_all_is_new_after_none() {
        let one = list(&[1, 2]);
        assert!(moves(&one, &one).is_empty());
        assert_eq!(moves(&[], &one).marks, [Move::New, Move::New]);
        assert_eq!(moves(&one, &[]).gone, [(TrackId(1), 1), (TrackId(2), 2)]);
    }
}
