//! One made-up playlist: its taste, its length, its tracks and its name.

use super::catalogue::{Catalogue, LAST_DAY, SCENES, SCENES_OF_GENRE, SCENES_OF_STYLE, album};
use super::names::push_list_word;
use crate::evaluate::splitmix::Draws;

/// Lengths, both included; the middle of their logarithms and its spread. Quartiles 26, 49 and 91, mean 66, deviation 54.
const LENGTHS: (usize, usize) = (5, 250);
const MIDDLE: f64 = 3.975;
const SPREAD: f64 = 1.0;

/// So many draws a playlist may use: its number times this is where its sequence begins.
const DRAWS: u64 = 1 << 20;

/// The last published playlists were changed on the last day, the first so many days before.
const DAYS: f64 = 2680.0;

/// How often the album goes on after a track of it.
const ALBUM_GOES_ON: f64 = 0.25;

/// The first draws of an entry are turned down when the track came out after the list was changed.
const DRAWS_IN_TIME: u32 = 3;

/// After so many draws that stand in the list already, any track of the catalogue will do.
const DRAWS_BY_TASTE: u32 = 12;

/// A playlist; tracks are numbers of the catalogue, each once.
#[derive(Debug)]
pub(super) struct Playlist {
    pub(super) pid: u64,
    pub(super) name: Vec<u8>,
    pub(super) collaborative: bool,
    /// UNIX seconds of the day it was changed last.
    pub(super) modified_at: u64,
    pub(super) followers: u64,
    pub(super) edits: u64,
    pub(super) tracks: Vec<u32>,
}

/// What a list draws from: mostly its own scene, some from a second one of the genre, the rest from anywhere.
struct Taste {
    scene: u32,
    second: u32,
    own: f64,
    either: f64,
}

impl Playlist {
    /// The playlist of a number.
    pub(super) fn draw(c: &Catalogue, seed: u64, pid: u64) -> Self {
        let mut draws = Draws::new(seed, pid.wrapping_mul(DRAWS));
        let length = length(&mut draws);
        let scene = c.scene(draws.word());
        let second =
            scene / SCENES_OF_GENRE * SCENES_OF_GENRE + draws.below(u64::from(SCENES_OF_GENRE)) as u32;
        let either = 0.5 + 0.45 * draws.unit();
        let taste = Taste { scene, second, own: either * (0.5 + 0.5 * draws.unit()), either };
        let age = draws.unit();
        let day = LAST_DAY - (DAYS * age * age * age) as u32;
        let mut tracks: Vec<u32> = Vec::with_capacity(length);
        while tracks.len() < length {
            let next = tracks.last().and_then(|t| c.next_on_album(*t)).filter(|t| !tracks.contains(t));
            let track = match next.filter(|_| draws.chance(ALBUM_GOES_ON)) {
                Some(next) => next,
                None => entry(c, &mut draws, &taste, day, &tracks),
            };
            tracks.push(track);
        }
        let name = name(c, &mut draws, scene);
        let followers = 1 + (-libm::log(1.0 - draws.unit()) * 1.2) as u64;
        let edits = 1 + draws.below(length as u64);
        let collaborative = draws.chance(0.023);
        Self { pid, name, collaborative, modified_at: u64::from(day) * 86_400, followers, edits, tracks }
    }
}

/// A log-normal draw, again where it leaves the bounds.
fn length(draws: &mut Draws) -> usize {
    loop {
        // Box and Muller's way to a normal draw; 1 − unit is never 0.
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - draws.unit()));
        let normal = radius * libm::cos(std::f64::consts::TAU * draws.unit());
        let length = libm::exp(MIDDLE + SPREAD * normal) as usize;
        if (LENGTHS.0..=LENGTHS.1).contains(&length) {
            return length;
        }
    }
}

/// A track that the list does not have yet.
fn entry(c: &Catalogue, draws: &mut Draws, taste: &Taste, day: u32, tracks: &[u32]) -> u32 {
    for attempt in 0.. {
        if attempt == DRAWS_BY_TASTE {
            break;
        }
        let whose = draws.unit();
        let scene = if whose < taste.own {
            taste.scene
        } else if whose < taste.either {
            taste.second
        } else {
            c.scene(draws.word())
        };
        let track = c.track(scene, draws.unit());
        let in_time = attempt >= DRAWS_IN_TIME || c.released(album(track)) <= day;
        if in_time && !tracks.contains(&track) {
            return track;
        }
    }
    loop {
        let track = draws.below(u64::from(c.tracks())) as u32;
        if !tracks.contains(&track) {
            return track;
        }
    }
}

/// Up to three words: most lists have one of their scene, style or genre, many one that any list may have.
fn name(c: &Catalogue, draws: &mut Draws, scene: u32) -> Vec<u8> {
    // Kinds are numbered one after another: any list, genres, styles, scenes.
    let (genres, styles) = (SCENES / SCENES_OF_GENRE, SCENES / SCENES_OF_STYLE);
    let genre = 1 + scene / SCENES_OF_GENRE;
    let style = 1 + genres + scene / SCENES_OF_STYLE;
    let own = 1 + genres + styles + scene;
    let mut out = Vec::new();
    for (kind, words, probability) in [(0, 16, 0.4), (genre, 8, 0.3), (style, 6, 0.35), (own, 4, 0.4)] {
        if draws.chance(probability) {
            if !out.is_empty() {
                out.push(b' ');
            }
            // The first words are the most used.
            let even = draws.unit();
            push_list_word(&mut out, c, kind, (f64::from(words) * even * even) as u32);
        }
    }
    if out.is_empty() {
        push_list_word(&mut out, c, 0, draws.below(16) as u32);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sound_and_lists_of_one_scene_share_tracks() {
        let c = Catalogue::new(1000, 1);
        for pid in 0..500 {
            let p = Playlist::draw(&c, 1, pid);
            assert!((LENGTHS.0..=LENGTHS.1).contains(&p.tracks.len()));
            let mut distinct = p.tracks.clone();
            distinct.sort_unstable();
            distinct.dedup();
            assert_eq!(distinct.len(), p.tracks.len(), "pid {pid}");
            assert!(p.tracks.iter().all(|t| *t < c.tracks()));
            assert!(!p.name.is_empty());
        }
        assert_eq!(Playlist::draw(&c, 1, 7).tracks, Playlist::draw(&c, 1, 7).tracks);
        assert_ne!(Playlist::draw(&c, 1, 7).tracks, Playlist::draw(&c, 2, 7).tracks);
    }
}
