//! The one track that, played once, brings a track into the list.
//!
//! Who can speak for a track: its neighbours, the tracks beside it in lists, and those of its artist. The likeliest are tried by ranking
//! again; no more is claimed than that one does it.

use std::collections::HashSet;

use crate::engine::Ranked;
use crate::history::SEED_ONE;
use crate::pack::TrackId;

use super::change::{Change, Of};
use super::{Case, Effort};

/// So many are tried at most.
const TRIED: usize = 40;

/// So many of the newest lists are looked at for tracks beside it.
const LISTS: usize = 20;

impl Case<'_> {
    /// A track that was not heard, with which the track is listed, the fewest others being gone.
    pub(super) fn adding(&self, track: TrackId, effort: Effort, before: &[Ranked]) -> Of {
        let changes = self.speakers(track).into_iter().map(|t| Change::Added { track: t, weight: SEED_ONE });
        self.best_of(changes.take(TRIED), track, effort, before).0.ok_or(false)
    }

    /// Tracks that were not heard and can speak for a track: its neighbours by weight, then those beside it, then its artist's.
    fn speakers(&self, track: TrackId) -> Vec<TrackId> {
        let mut known: HashSet<TrackId> = self.seeds.tracks.iter().map(|s| s.track).collect();
        known.insert(track);
        let near = self.pack.neighbours(track).map(|n| n.track);
        let beside = self.pack.newest_lists_with(track, LISTS).flat_map(|l| self.pack.list_tracks(l));
        let by_artist = self.pack.tracks_of(self.pack.artist(track));
        near.take(TRIED / 2)
            .chain(beside.take(TRIED))
            .chain(by_artist)
            .filter(|t| known.insert(*t))
            .take(TRIED)
            .collect()
    }
}
