//! `artists-together`: the candidate is by an artist who stands in lists with the artist of a track that was played but is not
//! in the pack. So a history speaks even where the pack does not know its tracks.
//!
//! ```text
//! points = weight of the unknown tracks · mixer · w(artist→candidate's artist) · lists(candidate) / most lists of the artist's tracks
//! ```
//!
//! with the stored, counted weight `w` between artists (the formula of `together`, over artists in lists); the artist's own
//! tracks count whole. The first [`TRACKS`] tracks of an artist are reached.

use crate::engine::score::Scores;
use crate::engine::{Context, Contribution, Evidence, Factors, SignalKind};
use crate::pack::{ArtistId, TrackId};

use super::Signal;
use super::spoken::share;

const KIND: SignalKind = SignalKind::ArtistsTogether;

/// So many tracks of an artist are reached.
const TRACKS: usize = 20;

/// What an artist says for its own tracks.
const OWN: u16 = u16::MAX;

pub(super) struct ArtistsTogether;

/// The artists for which an artist speaks: itself, and those near.
fn spoken_for(cx: &Context<'_>, artist: ArtistId) -> impl Iterator<Item = (ArtistId, u16)> {
    std::iter::once((artist, OWN)).chain(cx.pack.artists_near(artist).filter(move |(a, _)| *a != artist))
}

/// The part of an artist's weight that one of its tracks gets.
fn part(cx: &Context<'_>, artist: ArtistId, track: TrackId, weight: u16) -> u32 {
    let most = cx.pack.tracks_of(artist).next().map_or(0, |t| cx.pack.popularity(t));
    let share = share(u64::from(cx.pack.popularity(track)), u64::from(most));
    ((u64::from(weight) * u64::from(share)) >> 16) as u32
}

impl Signal for ArtistsTogether {
    fn reach(&self, cx: &Context<'_>, scores: &mut Scores<'_, '_>) {
        let mixer = cx.mixer.weight(KIND);
        if mixer == 0 {
            return;
        }
        for seed in cx.seeds.artists.iter().filter(|s| s.weight > 0) {
            let strength = i64::from(seed.weight) * i64::from(mixer);
            for (artist, weight) in spoken_for(cx, seed.artist) {
                for track in cx.pack.tracks_of(artist).take(TRACKS) {
                    scores.add(track, strength * i64::from(part(cx, artist, track, weight)));
                }
            }
        }
    }

    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>) {
        let mixer = cx.mixer.weight(KIND);
        let own = cx.pack.artist(track);
        if mixer == 0 || !cx.pack.tracks_of(own).take(TRACKS).any(|t| t == track) {
            return;
        }
        for seed in cx.seeds.artists.iter().filter(|s| s.weight > 0) {
            for (artist, weight) in spoken_for(cx, seed.artist).filter(|(a, _)| *a == own) {
                let weight = part(cx, artist, track, weight);
                let factors = Factors { seed: seed.weight, mixer, weight };
                let evidence = Evidence::Near { from: seed.artist, to: own, unknown: seed.tracks };
                out.push(Contribution { signal: KIND, points: factors.points(), evidence, factors });
            }
        }
    }
}
