//! What a person has listened to, in memory, newest first.
//!
//! Pure: no clock, no files, no pack. Must not know where listens come from beyond their provenance label, nor what any
//! of them will be matched to. Distinct tracks are kept once and listens point at them, so that a million listens fit
//! in tens of megabytes.

mod aside;
mod builder;
mod join;
mod listen;
mod weight;

use std::collections::BTreeMap;

pub use aside::Aside;
pub use builder::{Added, HistoryBuilder};
pub use join::Join;
pub use listen::{
    HeardId, HeardTrack, Listen, Outcome, RawListen, Source, SourceId, SourceKind, UnixSeconds, spotify_page,
};
pub use weight::{DAY, Plays, SEED_ONE, WeightSettings, seed_weight};

/// The listens in memory, newest first (listens without a time come last, in the order they were read).
#[derive(Debug, Clone, Default)]
pub struct History {
    tracks: Vec<HeardTrack>,
    listens: Vec<Listen>,
    sources: Vec<Source>,
    /// Places of listens, each with a further source that tells of the same play; sorted.
    also: Vec<(u32, SourceId)>,
}

impl History {
    /// The distinct tracks, in order of first appearance in the input.
    #[must_use]
    pub fn tracks(&self) -> &[HeardTrack] {
        &self.tracks
    }

    /// One distinct track.
    ///
    /// # Panics
    /// When the id is not of this history.
    #[must_use]
    pub fn track(&self, id: HeardId) -> &HeardTrack {
        &self.tracks[id.0 as usize]
    }

    /// All listens, newest first.
    #[must_use]
    pub fn listens(&self) -> &[Listen] {
        &self.listens
    }

    /// Where the listens came from; [`Listen::source`] points in here.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The further sources that tell of the play at this place of [`History::listens`], in their order.
    pub fn also(&self, place: usize) -> impl Iterator<Item = SourceId> + '_ {
        let from = self.also.partition_point(|(n, _)| (*n as usize) < place);
        self.also[from..].iter().take_while(move |(n, _)| *n as usize == place).map(|(_, source)| *source)
    }

    /// How many listens two sources tell of, for each pair: the source of the listen first. Most first.
    #[must_use]
    pub fn shared(&self) -> Vec<(SourceId, SourceId, usize)> {
        let mut pairs: BTreeMap<(SourceId, SourceId), usize> = BTreeMap::new();
        for (place, other) in &self.also {
            *pairs.entry((self.listens[*place as usize].source, *other)).or_default() += 1;
        }
        let mut shared: Vec<_> = pairs.into_iter().map(|((kept, other), n)| (kept, other, n)).collect();
        shared.sort_by_key(|(kept, other, n)| (std::cmp::Reverse(*n), *kept, *other));
        shared
    }

    /// The time of the newest listen: the "now" against which ages are counted, so that the same history gives the same
    /// ranking on any day. `None` when no listen has a time.
    #[must_use]
    pub fn as_of(&self) -> Option<UnixSeconds> {
        self.listens.iter().filter_map(|l| l.at).max()
    }

    /// True when nothing was heard.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.listens.is_empty()
    }

    /// The plays of every distinct track, indexed by [`HeardId`].
    #[must_use]
    pub fn plays(&self, as_of: UnixSeconds, settings: &WeightSettings) -> Vec<Plays> {
        self.speaking(as_of, settings, &Aside::default())
    }

    /// The plays of every distinct track, without what is set aside.
    #[must_use]
    pub fn speaking(&self, as_of: UnixSeconds, settings: &WeightSettings, aside: &Aside) -> Vec<Plays> {
        let mut plays = vec![Plays::default(); self.tracks.len()];
        for (n, l) in self.listens.iter().enumerate() {
            if !aside.silences(n, l.track) {
                plays[l.track.0 as usize].add(l, as_of, settings);
            }
        }
        plays
    }
}
