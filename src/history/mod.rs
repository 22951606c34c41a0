//! What a person has listened to, in memory, newest first.
//!
//! Pure: no clock, no files, no pack. Must not know where listens come from beyond their provenance label, nor what any
//! of them will be matched to. Distinct tracks are kept once and listens point at them, so that a million listens fit
//! in tens of megabytes.

mod aside;
mod builder;
mod listen;
mod weight;

pub use aside::Aside;
pub use builder::{Added, HistoryBuilder, Join};
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
