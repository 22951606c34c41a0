//! `same-artist`: the candidate is by the artist of a seed.
//!
//! ```text
//! points = seed weight · mixer · 1/√(tracks of the artist in the pack)
//! ```
//!
//! An artist with hundreds of tracks says less about each of them. A seed does not speak for itself.

use crate::engine::score::Scores;
use crate::engine::{Context, Contribution, Evidence, Factors, SignalKind};
use crate::identify::Seed;
use crate::pack::{ArtistId, TrackId};

use super::Signal;

const KIND: SignalKind = SignalKind::SameArtist;

pub(super) struct SameArtist;

/// `1/√n` with 16 fractional bits, below 1: `⌊65535 / √n⌋` computed as `⌊√(65535² / n)⌋`, integers only.
fn weight(tracks: usize) -> u32 {
    let n = (tracks as u64).max(1);
    (65_535 * 65_535 / n).isqrt() as u32
}

fn artist_of(cx: &Context<'_>, seed: &Seed) -> (ArtistId, u32, u32) {
    let artist = cx.pack.artist(seed.track);
    let tracks = cx.pack.track_count_of(artist);
    (artist, tracks as u32, weight(tracks))
}

impl Signal for SameArtist {
    fn reach(&self, cx: &Context<'_>, scores: &mut Scores) {
        let mixer = cx.mixer.weight(KIND);
        if mixer == 0 {
            return;
        }
        for seed in cx.seeds.iter().filter(|s| s.weight > 0) {
            let (artist, _, weight) = artist_of(cx, seed);
            let points = i64::from(seed.weight) * i64::from(mixer) * i64::from(weight);
            for track in cx.pack.tracks_of(artist).filter(|t| *t != seed.track) {
                scores.add(track, points);
            }
        }
    }

    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>) {
        let own = cx.pack.artist(track);
        for seed in cx.seeds.iter().filter(|s| s.track != track && cx.pack.artist(s.track) == own) {
            let (artist, tracks, weight) = artist_of(cx, seed);
            let factors = Factors { seed: seed.weight, mixer: cx.mixer.weight(KIND), weight };
            let evidence = Evidence::Artist { seed: seed.track, artist, tracks };
            out.push(Contribution { signal: KIND, points: factors.points(), evidence, factors });
        }
    }
}
