//! `together`: the candidate stands in lists with a seed.
//!
//! ```text
//! points = seed weight · mixer · w(seed→candidate)
//! ```
//!
//! with the stored, counted weight `w` of `build::weigh`: a cosine over lists with popularity discount, list-length discount
//! and shrinkage.

use crate::engine::score::Scores;
use crate::engine::{Context, Contribution, Evidence, Factors, SignalKind};
use crate::pack::TrackId;

use super::Signal;

const KIND: SignalKind = SignalKind::Together;

pub(super) struct Together;

impl Signal for Together {
    fn reach(&self, cx: &Context<'_>, scores: &mut Scores) {
        let mixer = cx.mixer.weight(KIND);
        if mixer == 0 {
            return;
        }
        for seed in cx.seeds.iter().filter(|s| s.weight > 0) {
            let strength = i64::from(seed.weight) * i64::from(mixer);
            for n in cx.pack.neighbours(seed.track) {
                scores.add(n.track, strength * i64::from(n.weight));
            }
        }
    }

    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>) {
        for seed in cx.seeds {
            let Some(n) = cx.pack.neighbours(seed.track).find(|n| n.track == track) else { continue };
            let factors =
                Factors { seed: seed.weight, mixer: cx.mixer.weight(KIND), weight: u32::from(n.weight) };
            let evidence = Evidence::Lists { seed: seed.track, both: cx.pack.both(seed.track, track) };
            out.push(Contribution { signal: KIND, points: factors.points(), evidence, factors });
        }
    }
}
