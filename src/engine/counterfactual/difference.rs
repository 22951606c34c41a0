//! Two tracks' points beside each other, term by term, so that the gap between their scores is a sum.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::engine::{Contribution, Evidence, SignalKind};
use crate::pack::{ArtistId, TrackId, WordId};

/// What the points of a term rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// A seed, or companions that speak for it.
    Seed(TrackId),
    /// A word of the phrase.
    Word(WordId),
    /// An artist whose tracks the pack does not know.
    Artist(ArtistId),
    /// The track itself: how popular it is, that it was heard, what stands above it.
    Itself,
}

impl About {
    /// What a piece of evidence is about.
    #[must_use]
    pub fn of(evidence: &Evidence) -> Self {
        match evidence {
            Evidence::Lists { seed, .. }
            | Evidence::Artist { seed, .. }
            | Evidence::Tags { seed, .. }
            | Evidence::Alike { seed, .. }
            | Evidence::After { seed, .. } => Self::Seed(*seed),
            Evidence::Named { word, .. } => Self::Word(*word),
            Evidence::Near { from, .. } => Self::Artist(*from),
            Evidence::Count { .. } | Evidence::Heard { .. } | Evidence::Above { .. } => Self::Itself,
        }
    }
}

/// What one signal gives each of two tracks because of one thing, in units of 1/[`crate::engine::SCALE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The signal.
    pub signal: SignalKind,
    /// Because of what.
    pub about: About,
    /// What it gives the track asked about.
    pub own: i64,
    /// What it gives the other one.
    pub other: i64,
}

impl Term {
    /// How much more the other one gets.
    #[must_use]
    pub fn gap(&self) -> i64 {
        self.other - self.own
    }
}

/// Two tracks beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The track that the one asked about is held against.
    pub other: TrackId,
    /// The score of the track asked about.
    pub own_score: i64,
    /// The other one's.
    pub other_score: i64,
    /// All terms, the largest gap first, either way. Their gaps sum to the gap of the scores, exactly.
    pub terms: Vec<Term>,
}

impl Difference {
    /// How much more the other one has.
    #[must_use]
    pub fn gap(&self) -> i64 {
        self.other_score - self.own_score
    }
}

/// Matches two tracks' contributions by signal and by what they rest on.
#[must_use]
pub fn difference(own: &[Contribution], (other, others): (TrackId, &[Contribution])) -> Difference {
    let mut terms: BTreeMap<(SignalKind, About), (i64, i64)> = BTreeMap::new();
    for c in own {
        terms.entry((c.signal, About::of(&c.evidence))).or_default().0 += c.points;
    }
    for c in others {
        terms.entry((c.signal, About::of(&c.evidence))).or_default().1 += c.points;
    }
    let mut terms: Vec<Term> =
        terms.into_iter().map(|((signal, about), (own, other))| Term { signal, about, own, other }).collect();
    terms.sort_by_key(|t| Reverse(t.gap().unsigned_abs()));
    let (own_score, other_score) = (terms.iter().map(|t| t.own).sum(), terms.iter().map(|t| t.other).sum());
    Difference { other, own_score, other_score, terms }
}
