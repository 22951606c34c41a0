//! Made-up playlists with the published shape of the Million Playlist Dataset, for measuring at full scale without it.
//!
//! A pure function of seed and size: playlist `n` can be had without those before it, so any number of threads writes the same
//! bytes, and only counts are kept in memory. Names are made of syllables; nothing here is a real song, person or list. Must
//! not know files: it fills memory with slices, and who asks writes them. `docs/quality.md` holds the shape against the
//! published one.

mod catalogue;
mod challenge;
mod names;
mod playlist;
mod shape;
mod slice;

pub use shape::Shape;

use catalogue::{Catalogue, album};
use names::{push_artist, push_title};
use playlist::Playlist;
use shape::Counted;
use slice::{number, text};

/// The playlists of a slice.
pub const SLICE: u64 = 1000;

/// The first line of the table.
pub const TABLE_HEAD: &str = "list_id,list_name,date,position,artist,title\n";

/// Makes playlists, and counts what it made.
#[derive(Debug)]
pub struct Generator {
    playlists: u64,
    seed: u64,
    catalogue: Catalogue,
    counted: Counted,
}

impl Generator {
    /// A data set of so many playlists. Up to 100,000 the same seed gives the first of the same lists; from there to a million
    /// the catalogue grows with them.
    #[must_use]
    pub fn new(playlists: u64, seed: u64) -> Self {
        let catalogue = Catalogue::new(playlists, seed);
        let counted = Counted::new(&catalogue);
        Self { playlists, seed, catalogue, counted }
    }

    /// How many slices there are.
    #[must_use]
    pub fn slices(&self) -> u64 {
        self.playlists.div_ceil(SLICE)
    }

    /// The file name of a slice.
    #[must_use]
    pub fn slice_name(&self, slice: u64) -> String {
        let (first, last) = self.range(slice);
        format!("mpd.slice.{first}-{last}.json")
    }

    /// Appends the whole JSON of a slice, and counts it.
    pub fn slice(&self, slice: u64, out: &mut Vec<u8>) {
        let playlists = self.drawn(slice);
        slice::push_slice(out, &self.catalogue, self.range(slice), playlists.iter());
    }

    /// Appends the rows of the table that the playlists of a slice have, and counts them.
    pub fn rows(&self, slice: u64, out: &mut Vec<u8>) {
        for p in self.drawn(slice) {
            let date = date(p.modified_at);
            for (position, track) in p.tracks.iter().enumerate() {
                number(out, p.pid);
                out.push(b',');
                out.extend_from_slice(&p.name);
                out.push(b',');
                text(out, &date);
                out.push(b',');
                number(out, position as u64);
                out.push(b',');
                push_artist(out, &self.catalogue, self.catalogue.artist(album(*track)));
                out.push(b',');
                push_title(out, &self.catalogue, *track);
                out.push(b'\n');
            }
        }
    }

    /// The lists of a slice, each of tracks with their artists, by number: for measuring what needs no names. Nothing is counted.
    pub fn numbers(&self, slice: u64) -> impl Iterator<Item = Vec<(u32, u32)>> {
        let (first, last) = self.range(slice);
        let with_artist = |track: u32| (track, self.catalogue.artist(album(track)));
        (first..=last).map(move |pid| {
            let p = Playlist::draw(&self.catalogue, self.seed, pid);
            p.tracks.into_iter().map(with_artist).collect()
        })
    }

    /// The shape of all that was made so far. A slice that was made twice counts twice.
    #[must_use]
    pub fn shape(&self) -> Shape {
        self.counted.shape(&self.catalogue)
    }

    fn range(&self, slice: u64) -> (u64, u64) {
        let first = slice * SLICE;
        (first, (first + SLICE).min(self.playlists) - 1)
    }

    fn drawn(&self, slice: u64) -> Vec<Playlist> {
        let (first, last) = self.range(slice);
        let draw = |pid| {
            let p = Playlist::draw(&self.catalogue, self.seed, pid);
            self.counted.add(&p);
            p
        };
        (first..=last).map(draw).collect()
    }
}

/// The day (UTC) of UNIX seconds.
fn date(seconds: u64) -> String {
    let at = jiff::Timestamp::from_second(seconds as i64).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    jiff::tz::Offset::UTC.to_datetime(at).date().to_string()
}
