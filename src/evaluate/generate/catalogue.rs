//! The made-up catalogue: which tracks there are, how often each is drawn, who made it and when it came out.
//!
//! Nothing is stored: a track is a number, and everything about it follows from that number and the seed. Tracks stand in the
//! order of how often they are drawn. A hit belongs to one of 8 genres, a better-known track to one of 64 styles, all others
//! to one of 512 scenes (8 to a style, 64 to a genre), so that lists of one scene share much, and those of one genre their hits.

use crate::evaluate::splitmix::{below, unit, word};

/// So many scenes there are.
pub(super) const SCENES: u32 = 512;

/// So many scenes are of one genre.
pub(super) const SCENES_OF_GENRE: u32 = 64;

/// So many scenes are of one style.
pub(super) const SCENES_OF_STYLE: u32 = 8;

/// Tracks of an album.
const ALBUM: u32 = 4;

/// The day from which ages count, in days since 1970: 2017-11-01, when the published lists end.
pub(super) const LAST_DAY: u32 = 17_471;

/// The oldest album came out so many days before the last day.
const OLDEST: f64 = 7000.0;

/// The size of scene `n` of 512 is `(n + 1)^e − n^e` of `512^e`, with this `e`: the first is four times the mean.
const SCENE_EXPONENT: f64 = 1.0 / 1.3;

/// An artist's place in a scene is this power of an even draw: few artists have many albums.
const ARTIST_POWER: f64 = 2.5;

/// What else than the tracks of a list is drawn by number. Each has a sequence of its own.
#[derive(Debug, Clone, Copy)]
pub(super) enum About {
    Artist = 1,
    Scene,
    Released,
    Duration,
    TrackUri,
    ArtistUri,
    AlbumUri,
    Title,
    ArtistName,
    AlbumName,
    ListWord,
}

/// A band of the catalogue: blocks of one track for each slot (a genre, a style or a scene).
#[derive(Debug, Clone, Copy)]
struct Band {
    first: u32,
    slots: u32,
}

/// 1024 hits, then 30,720 better-known tracks, then the rest.
const BANDS: [Band; 3] = [
    Band { first: 0, slots: SCENES / SCENES_OF_GENRE },
    Band { first: 1024, slots: SCENES / SCENES_OF_STYLE },
    Band { first: 31_744, slots: SCENES },
];

/// How often tracks are drawn: the one of rank `k` in proportion to `(k + offset)^−exponent`, up to a last rank. Found by
/// search, so that a data set of this many lists has as many tracks, and a first track in as many lists, as was published.
#[derive(Debug, Clone, Copy)]
struct Curve {
    lists: f64,
    exponent: f64,
    offset: f64,
    tracks: f64,
    /// Artists of a scene.
    artists: f64,
}

const CURVES: [Curve; 2] = [
    Curve { lists: 1e5, exponent: 1.05, offset: 373.0, tracks: 1.9e6, artists: 350.0 },
    Curve { lists: 1e6, exponent: 1.45, offset: 1330.0, tracks: 5.33e6, artists: 736.0 },
];

impl Curve {
    /// Between the two published sizes in proportion to the logarithm of the lists; beyond them that of the nearer one.
    fn of(lists: u64) -> Self {
        let [a, b] = CURVES;
        let t = libm::log(lists.max(1) as f64 / a.lists) / libm::log(b.lists / a.lists);
        let t = t.clamp(0.0, 1.0);
        let between = |x: f64, y: f64| x + t * (y - x);
        let by_ratio = |x: f64, y: f64| libm::exp(between(libm::log(x), libm::log(y)));
        Self {
            lists: lists as f64,
            exponent: between(a.exponent, b.exponent),
            offset: by_ratio(a.offset, b.offset),
            tracks: by_ratio(a.tracks, b.tracks),
            artists: by_ratio(a.artists, b.artists),
        }
    }
}

/// All there is to know of the catalogue.
#[derive(Debug)]
pub(super) struct Catalogue {
    seed: u64,
    curve: Curve,
    tracks: u32,
    /// Quantiles of the sizes of scenes.
    scenes: Vec<u16>,
}

impl Catalogue {
    /// The catalogue of a data set of so many lists.
    pub(super) fn new(lists: u64, seed: u64) -> Self {
        let curve = Curve::of(lists);
        let last = BANDS[2];
        let tracks = last.first + (curve.tracks as u32 - last.first) / last.slots * last.slots;
        let quantiles = 1 << 14;
        let scene = |q: u32| {
            let even = (f64::from(q) + 0.5) / f64::from(quantiles);
            (f64::from(SCENES) * libm::pow(even, 1.0 / SCENE_EXPONENT)) as u16
        };
        Self { seed, curve, tracks, scenes: (0..quantiles).map(scene).collect() }
    }

    /// How many tracks there are; not each need be drawn.
    pub(super) fn tracks(&self) -> u32 {
        self.tracks
    }

    /// How many artists there are; not each need have an album.
    pub(super) fn artists(&self) -> u32 {
        SCENES * self.curve.artists as u32
    }

    /// The number that a draw about something gives.
    pub(super) fn about(&self, what: About, of: u32) -> u64 {
        word(self.seed ^ (what as u64) << 56, u64::from(of))
    }

    /// A scene, large ones more often.
    pub(super) fn scene(&self, draw: u64) -> u32 {
        u32::from(self.scenes[below(draw, self.scenes.len() as u64) as usize])
    }

    /// A track that is heard in a scene: of a rank that `even` (from 0 to below 1) draws, the one of this scene that is nearest.
    pub(super) fn track(&self, scene: u32, even: f64) -> u32 {
        let Curve { exponent, offset, .. } = self.curve;
        let power = 1.0 - exponent;
        let (first, last) = (libm::pow(offset, power), libm::pow(f64::from(self.tracks) + offset, power));
        let rank = libm::pow(first - even * (first - last), 1.0 / power) - offset;
        let rank = (rank as u32).min(self.tracks - 1);
        let band = band(rank);
        let block = (rank - band.first) / band.slots;
        band.first + block * band.slots + scene / (SCENES / band.slots)
    }

    /// The track after this one on its album.
    pub(super) fn next_on_album(&self, track: u32) -> Option<u32> {
        let next = track + band(track).slots;
        (next < self.tracks && album(next) == album(track)).then_some(next)
    }

    /// Who made an album: an artist of a scene that the album's tracks are heard in.
    pub(super) fn artist(&self, album: u32) -> u32 {
        let band = band(album);
        let wide = SCENES / band.slots;
        let slot = (album - band.first) % band.slots;
        let scene = slot * wide + below(self.about(About::Scene, album), u64::from(wide)) as u32;
        let even = unit(self.about(About::Artist, album));
        let own = self.curve.artists as u32;
        scene * own + (f64::from(own) * libm::pow(even, ARTIST_POWER)) as u32
    }

    /// When an album came out, in days since 1970.
    pub(super) fn released(&self, album: u32) -> u32 {
        let even = unit(self.about(About::Released, album));
        LAST_DAY - (OLDEST * even * even) as u32
    }

    /// How long a track plays, in milliseconds.
    pub(super) fn duration(&self, track: u32) -> u32 {
        let draw = self.about(About::Duration, track);
        120_000 + (below(draw, 120_000) + below(draw << 32, 120_000)) as u32
    }
}

/// The album of a track, as the number of its first track.
pub(super) fn album(track: u32) -> u32 {
    let band = band(track);
    let (block, slot) = ((track - band.first) / band.slots, (track - band.first) % band.slots);
    band.first + block / ALBUM * ALBUM * band.slots + slot
}

fn band(track: u32) -> Band {
    let [hits, known, rest] = BANDS;
    if track < known.first {
        hits
    } else if track < rest.first {
        known
    } else {
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scene_has_its_own_tracks_and_shares_the_hits_of_its_genre() {
        let c = Catalogue::new(1000, 1);
        for even in [0.0, 0.2, 0.5, 0.9, 0.999_999] {
            let (a, near, far) = (c.track(0, even), c.track(1, even), c.track(511, even));
            assert!(a < c.tracks() && far < c.tracks());
            assert_ne!(a, far);
            assert_eq!(a == near, a < BANDS[2].first, "{even}");
        }
        assert_eq!(c.track(0, 0.0), 0);
    }

    #[test]
    fn albums_are_four_tracks_of_one_slot_and_one_artist() {
        let c = Catalogue::new(1000, 1);
        for first in [0, 7, 1024, 31_744, 32_000] {
            let mut tracks = vec![first];
            while let Some(next) = c.next_on_album(tracks[tracks.len() - 1]) {
                tracks.push(next);
            }
            assert_eq!(tracks.len(), ALBUM as usize);
            assert!(tracks.iter().all(|t| album(*t) == first));
            assert!(c.artist(first) < c.artists());
            assert!(c.released(first) <= LAST_DAY);
        }
    }

    #[test]
    fn large_scenes_are_drawn_more_often() {
        let c = Catalogue::new(1000, 1);
        let count = |s: u32| (0..20_000).filter(|n| c.scene(word(3, *n)) / SCENES_OF_GENRE == s).count();
        let counts: Vec<usize> = (0..8).map(count).collect();
        assert!(counts[0] > counts[7] * 5 / 4, "{counts:?}");
        assert!(counts.iter().all(|n| *n > 1000), "{counts:?}");
    }
}
