//! `together`: the candidate stands in lists with a seed.
//!
//! ```text
//! points = seed weight · mixer · w(seed→candidate)
//! ```
//!
//! with the stored, counted weight `w` of `pack::weigh`: a cosine over lists with popularity discount, list-length discount,
//! the age of lists, and shrinkage.

use crate::engine::score::Scores;
use crate::engine::{Context, Contribution, SignalKind};
use crate::pack::TrackId;

use super::{Signal, neighbours};

const KIND: SignalKind = SignalKind::Together;

pub(super) struct Together;

impl Signal for Together {
    fn reach(&self, cx: &Context<'_>, scores: &mut Scores<'_, '_>) {
        neighbours::reach(cx, KIND, scores, |seed| cx.pack.neighbours(seed));
    }

    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>) {
        neighbours::explain(cx, KIND, track, out, |seed| cx.pack.neighbours(seed));
    }
}
