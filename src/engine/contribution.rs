//! What one signal gives one candidate because of one piece of evidence.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::history::UnixSeconds;
use crate::pack::{ArtistId, ListId, TagId, TrackId, WordId};

use super::SignalKind;

/// One term of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    /// The signal.
    pub signal: SignalKind,
    /// The points, in units of 1/[`super::SCALE`].
    pub points: i64,
    /// The evidence.
    pub evidence: Evidence,
    /// The numbers whose product the points are.
    pub factors: Factors,
}

/// The three integers whose product is a contribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factors {
    /// The seed's weight, in 1/1024; 1024 where the evidence is no seed.
    pub seed: u32,
    /// The mixer's weight, in 1/100.
    pub mixer: i32,
    /// The stored weight, or the sum of the parts that lists give, in 1/65536.
    pub weight: u32,
}

impl Factors {
    /// The product.
    #[must_use]
    pub fn points(&self) -> i64 {
        i64::from(self.seed) * i64::from(self.mixer) * i64::from(self.weight)
    }
}

/// Lists with the part of a weight that each gives. Those of one track's contributions lie side by side in one piece of memory,
/// since a track may have hundreds.
#[derive(Clone)]
pub struct Parts {
    all: Arc<[(ListId, u32)]>,
    own: Range<usize>,
}

impl Parts {
    /// Some of `all`; none where it does not reach so far.
    #[must_use]
    pub fn of(all: &Arc<[(ListId, u32)]>, own: Range<usize>) -> Self {
        Self { all: Arc::clone(all), own }
    }
}

impl Deref for Parts {
    type Target = [(ListId, u32)];

    fn deref(&self) -> &Self::Target {
        self.all.get(self.own.clone()).unwrap_or(&[])
    }
}

impl PartialEq for Parts {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Parts {}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Because of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// Lists that hold the candidate and a seed.
    Lists {
        /// The seed.
        seed: TrackId,
        /// How many such lists.
        both: u32,
    },
    /// A seed by the same artist.
    Artist {
        /// The seed.
        seed: TrackId,
        /// The artist.
        artist: ArtistId,
        /// How many tracks the pack has by the artist.
        tracks: u32,
    },
    /// A seed with the same tags.
    Tags {
        /// The seed.
        seed: TrackId,
        /// The tags that both carry.
        tags: Vec<TagId>,
    },
    /// Lists that are like the history, and hold the candidate and a seed, or a companion of it.
    Alike {
        /// The seed.
        seed: TrackId,
        /// The track in those lists that speaks for the seed, where it is not the seed itself.
        companion: Option<TrackId>,
        /// The lists, each with its part of the weight; the largest part first.
        lists: Parts,
    },
    /// Lists in which the candidate stands soon after a seed.
    After {
        /// The seed.
        seed: TrackId,
        /// How many such lists among the newest.
        lists: u32,
    },
    /// Lists that have a word of the phrase in their name, and hold the candidate.
    Named {
        /// The word.
        word: WordId,
        /// How many such lists among the newest.
        lists: u32,
    },
    /// Tracks of the history that the pack does not know, of whose artist it knows.
    Near {
        /// Their artist.
        from: ArtistId,
        /// The candidate's artist: near the other one, or the same.
        to: ArtistId,
        /// How many such tracks.
        unknown: u32,
    },
    /// The number of lists that hold the candidate.
    Count {
        /// How many.
        lists: u32,
    },
    /// The candidate was played before.
    Heard {
        /// How often.
        plays: u32,
        /// When last, where that is known.
        last: Option<UnixSeconds>,
    },
    /// The candidate's artist stands above it.
    Above {
        /// The artist's nearest track above.
        track: TrackId,
        /// How many of the artist's tracks stand above.
        count: u32,
    },
}

impl Evidence {
    /// The seed that this is about, if any.
    #[must_use]
    pub fn seed(&self) -> Option<TrackId> {
        match self {
            Self::Lists { seed, .. }
            | Self::Artist { seed, .. }
            | Self::Tags { seed, .. }
            | Self::Alike { seed, .. }
            | Self::After { seed, .. } => Some(*seed),
            Self::Named { .. }
            | Self::Near { .. }
            | Self::Count { .. }
            | Self::Heard { .. }
            | Self::Above { .. } => None,
        }
    }
}
