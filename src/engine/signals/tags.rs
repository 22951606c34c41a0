//! `tags`: the candidate shares tags with a seed.
//!
//! ```text
//! points = seed weight · mixer · Σ over shared tags of v_tag(seed) · v_tag(candidate)
//! ```
//!
//! where `v` are the stored tag weights: the rarer the tag the larger, and each track's of unit length, so that the sum is
//! the cosine of the two tracks' tags (Salton and Buckley 1988, tf-idf). A seed does not speak for itself.

use crate::engine::score::Scores;
use crate::engine::{Context, Contribution, Evidence, Factors, SignalKind};
use crate::pack::{TagId, TrackId};

use super::Signal;

const KIND: SignalKind = SignalKind::Tags;

pub(super) struct Tags;

impl Signal for Tags {
    fn reach(&self, cx: &Context<'_>, scores: &mut Scores<'_, '_>) {
        let mixer = cx.mixer.weight(KIND);
        if mixer == 0 || cx.pack.tag_count() == 0 {
            return;
        }
        // The sum over seeds first: then each track of a tag is visited once, however many seeds carry it.
        let mut strength = vec![0i64; cx.pack.tag_count()];
        for seed in cx.seeds.tracks.iter().filter(|s| s.weight > 0) {
            for (tag, v) in cx.pack.tags(seed.track) {
                strength[usize::from(tag.0)] += i64::from(seed.weight) * i64::from(mixer) * i64::from(v);
            }
        }
        for (n, s) in strength.iter().enumerate().filter(|(_, s)| **s != 0) {
            let tag = TagId(n as u16);
            for track in cx.pack.tagged(tag) {
                let own = cx.pack.tags(track).find(|(t, _)| *t == tag).map_or(0, |(_, v)| v);
                scores.add(track, s * i64::from(own));
            }
        }
        // What a seed said for itself is taken back: exactly what it gave.
        for seed in cx.seeds.tracks.iter().filter(|s| s.weight > 0) {
            let itself: i64 = cx.pack.tags(seed.track).map(|(_, v)| i64::from(v) * i64::from(v)).sum();
            if itself > 0 {
                scores.add(seed.track, -(i64::from(seed.weight) * i64::from(mixer) * itself));
            }
        }
    }

    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>) {
        if cx.mixer.weight(KIND) == 0 || cx.pack.tag_count() == 0 {
            return;
        }
        for seed in cx.seeds.tracks.iter().filter(|s| s.track != track) {
            let mut shared = Vec::new();
            let mut weight = 0;
            for (tag, v) in cx.pack.tags(seed.track) {
                if let Some((_, own)) = cx.pack.tags(track).find(|(t, _)| *t == tag) {
                    shared.push(tag);
                    weight += u32::from(v) * u32::from(own);
                }
            }
            if shared.is_empty() {
                continue;
            }
            let factors = Factors { seed: seed.weight, mixer: cx.mixer.weight(KIND), weight };
            let evidence = Evidence::Tags { seed: seed.track, tags: shared };
            out.push(Contribution { signal: KIND, points: factors.points(), evidence, factors });
        }
    }
}
