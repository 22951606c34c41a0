//! `heard-before`: the person has played (or skipped) the candidate already.
//!
//! ```text
//! points = 1 · mixer · 65535/65536
//! ```
//!
//! By default a rule sets heard tracks aside altogether; this signal places them where they are let in: below zero for those
//! who want the new, above zero for those who want the familiar.

use crate::engine::score::Scores;
use crate::engine::{Context, Contribution, Evidence, Factors, SignalKind};
use crate::history::SEED_ONE;
use crate::pack::TrackId;

use super::Signal;

const KIND: SignalKind = SignalKind::HeardBefore;

pub(super) struct HeardBefore;

fn factors(cx: &Context<'_>) -> Factors {
    Factors { seed: SEED_ONE, mixer: cx.mixer.weight(KIND), weight: 65_535 }
}

impl Signal for HeardBefore {
    fn adjust(&self, cx: &Context<'_>, scores: &mut Scores<'_, '_>) {
        let points = factors(cx).points();
        if points == 0 {
            return;
        }
        for seed in &cx.seeds.tracks {
            // Being heard makes no candidate; it only moves one.
            if let Some(candidate) = scores.candidate(seed.track) {
                candidate.points += points;
            }
        }
    }

    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>) {
        let Some(seed) = cx.seeds.tracks.iter().find(|s| s.track == track) else { return };
        let factors = factors(cx);
        let evidence = Evidence::Heard { plays: seed.plays.plays, last: seed.plays.last };
        out.push(Contribution { signal: KIND, points: factors.points(), evidence, factors });
    }
}
