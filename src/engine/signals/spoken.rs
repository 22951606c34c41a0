//! What a signal worked out once for a question, kept by candidate: who speaks for it, how strongly, and in how many lists.

use std::collections::HashMap;

use crate::pack::TrackId;

/// One speaker for one track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spoken {
    pub track: TrackId,
    /// Which of the question's seeds (or words).
    pub speaker: u32,
    /// 16 fractional bits, below 1.
    pub weight: u32,
    /// The lists behind it.
    pub lists: u32,
}

/// All of them, by track, then by speaker.
#[derive(Debug, Clone, Default)]
pub(super) struct Table(Vec<Spoken>);

impl Table {
    /// From sums over lists: `(track, speaker)` with a sum and how many lists it is of. `share` makes a weight of a sum.
    pub(super) fn of(sums: HashMap<(TrackId, u32), (u64, u32)>, share: impl Fn(u32, u64) -> u32) -> Self {
        let mut all: Vec<Spoken> = sums
            .into_iter()
            .map(|((track, speaker), (sum, lists))| Spoken {
                track,
                speaker,
                weight: share(speaker, sum),
                lists,
            })
            .filter(|s| s.weight > 0)
            .collect();
        // The order of a hash map is nobody's business.
        all.sort_unstable_by_key(|s| (s.track, s.speaker));
        Self(all)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Spoken> {
        self.0.iter()
    }

    /// Who speaks for a track.
    pub(super) fn of_track(&self, track: TrackId) -> &[Spoken] {
        let from = self.0.partition_point(|s| s.track < track);
        let len = self.0[from..].partition_point(|s| s.track == track);
        &self.0[from..from + len]
    }
}

/// `⌊65536 · part / whole⌋`, below 65536.
pub(super) fn share(part: u64, whole: u64) -> u32 {
    ((u128::from(part) << 16) / u128::from(whole.max(1))).min(65_535) as u32
}
