//! `popularity`: the candidate stands in many lists. It orders candidates; it makes none.
//!
//! ```text
//! points = 1 · mixer · ln(1 + lists) / ln(1 + most lists)
//! ```
//!
//! Above zero it lifts what is common, below zero what is rare.

use crate::engine::score::Scores;
use crate::engine::{Context, Contribution, Evidence, Factors, SignalKind};
use crate::history::SEED_ONE;
use crate::pack::TrackId;

use super::Signal;

const KIND: SignalKind = SignalKind::Popularity;

pub(super) struct Popularity;

fn factors(cx: &Context<'_>, track: TrackId) -> Factors {
    Factors {
        seed: SEED_ONE,
        mixer: cx.mixer.weight(KIND),
        weight: u32::from(cx.pack.popularity_weight(track)),
    }
}

impl Signal for Popularity {
    fn adjust(&self, cx: &Context<'_>, scores: &mut Scores<'_, '_>) {
        if cx.mixer.weight(KIND) != 0 {
            scores.adjust_each(|track| factors(cx, track).points());
        }
    }

    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>) {
        let factors = factors(cx, track);
        let evidence = Evidence::Count { lists: cx.pack.popularity(track) };
        out.push(Contribution { signal: KIND, points: factors.points(), evidence, factors });
    }
}
