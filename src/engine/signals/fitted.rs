//! `fitted`: the candidate's presence in lists is told by the seed's, with what other tracks tell already taken out.
//!
//! ```text
//! points = seed weight · mixer · w(seed→candidate)
//! ```
//!
//! with the stored weight `w` of `build::fit`: ridge regression of each track's presence on its strongest neighbours (Steck,
//! *Embarrassingly shallow autoencoders*, 2019, restricted to a neighbourhood), negative weights dropped.

use crate::engine::score::Scores;
use crate::engine::{Context, Contribution, SignalKind};
use crate::pack::TrackId;

use super::{Signal, neighbours};

const KIND: SignalKind = SignalKind::Fitted;

pub(super) struct Fitted;

impl Signal for Fitted {
    fn reach(&self, cx: &Context<'_>, scores: &mut Scores<'_, '_>) {
        neighbours::reach(cx, KIND, scores, |seed| cx.pack.fitted(seed));
    }

    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>) {
        neighbours::explain(cx, KIND, track, out, |seed| cx.pack.fitted(seed));
    }
}
