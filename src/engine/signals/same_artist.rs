//! `same-artist`: the candidate is by the artist of a seed.
//!
//! ```text
//! points = seed weight · mixer · 1/√(tracks of the artist in the pack)
//! ```
//!
//! An artist with hundreds of tracks says less about each of them, and only the [`TRACKS`] in most lists are reached. A seed
//! does not speak for itself.

use std::collections::BTreeMap;

use crate::engine::score::Scores;
use crate::engine::{Context, Contribution, Evidence, Factors, SignalKind};
use crate::identify::Seed;
use crate::pack::{ArtistId, TrackId};

use super::Signal;

const KIND: SignalKind = SignalKind::SameArtist;

/// So many tracks of an artist are reached.
const TRACKS: usize = 100;

pub(super) struct SameArtist;

/// `1/√n` with 16 fractional bits, below 1: `⌊65535 / √n⌋` computed as `⌊√(65535² / n)⌋`, integers only.
fn weight(tracks: usize) -> u32 {
    let n = (tracks as u64).max(1);
    (65_535 * 65_535 / n).isqrt() as u32
}

/// What a seed says for each of its artist's tracks.
fn factors(cx: &Context<'_>, seed: &Seed, artist: ArtistId) -> Factors {
    let weight = weight(cx.pack.track_count_of(artist));
    Factors { seed: seed.weight, mixer: cx.mixer.weight(KIND), weight }
}

/// The tracks of an artist that are reached.
fn reached(cx: &Context<'_>, artist: ArtistId) -> impl Iterator<Item = TrackId> {
    cx.pack.tracks_of(artist).take(TRACKS)
}

impl Signal for SameArtist {
    fn reach(&self, cx: &Context<'_>, scores: &mut Scores<'_, '_>) {
        if cx.mixer.weight(KIND) == 0 {
            return;
        }
        // Together first: then the tracks of an artist are visited once, however many of them are seeds.
        let mut artists: BTreeMap<ArtistId, i64> = BTreeMap::new();
        for seed in cx.seeds.tracks.iter().filter(|s| s.weight > 0) {
            let artist = cx.pack.artist(seed.track);
            let points = factors(cx, seed, artist).points();
            *artists.entry(artist).or_default() += points;
            if reached(cx, artist).any(|t| t == seed.track) {
                scores.add(seed.track, -points);
            }
        }
        for (artist, points) in artists {
            for track in reached(cx, artist) {
                scores.add(track, points);
            }
        }
    }

    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>) {
        let artist = cx.pack.artist(track);
        if !reached(cx, artist).any(|t| t == track) {
            return;
        }
        let tracks = cx.pack.track_count_of(artist) as u32;
        for seed in cx.seeds.tracks.iter().filter(|s| s.track != track && cx.pack.artist(s.track) == artist) {
            let factors = factors(cx, seed, artist);
            let evidence = Evidence::Artist { seed: seed.track, artist, tracks };
            out.push(Contribution { signal: KIND, points: factors.points(), evidence, factors });
        }
    }
}
