//! A fuzzy finder over the whole catalogue: what an interface asks at every key.
//!
//! A [`Finder`] holds the catalogue's names, folded when they are first looked at; a [`Search`] is one line of input, which may
//! change at every key. It looks at tracks in portions, so that a thread can put it aside for a newer key, and has the best found
//! so far at any time. A longer line looks only at what the shorter one had found.
//!
//! Every word of the query must be found in the artist's name or in the title, in any order; `likeness` tells how well. Words with one wrong letter
//! are tried only when the strict search has found fewer tracks than are wanted, and stand behind it. Ties go to catalogue
//! order. Must not know histories or scores.

mod best;
mod likeness;
mod names;
mod search;
#[cfg(test)]
mod tests;

pub use search::{Found, Search};

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::pack::{ArtistId, Pack, TrackId};

use names::Folded;

/// So many titles are folded at once.
const PORTION: usize = 8192;

/// The names of a catalogue, ready to be searched. Shared between threads as it is.
#[derive(Debug)]
pub struct Finder {
    pack: Arc<Pack>,
    artists: Vec<Folded>,
    titles: Vec<OnceLock<Folded>>,
}

impl Finder {
    /// A finder for a pack. The artists' names are folded here (some milliseconds for a hundred thousand), titles as they are
    /// looked at.
    #[must_use]
    pub fn new(pack: Arc<Pack>) -> Self {
        let artists: Vec<ArtistId> = (0..pack.artist_count() as u32).map(ArtistId).collect();
        let fold = |ids: &[ArtistId]| Folded::of(ids.iter().map(|a| pack.artist_name(*a)));
        let artists = artists.par_chunks(PORTION).map(fold).collect();
        let titles = (0..pack.track_count().div_ceil(PORTION)).map(|_| OnceLock::new()).collect();
        Self { pack, artists, titles }
    }

    /// The tracks that a query finds, at most `limit`, best first: a [`Search`] from beginning to end.
    #[must_use]
    pub fn find(&self, query: &str, limit: usize) -> Vec<Found> {
        let mut search = Search::new(limit);
        search.ask(query);
        while !search.step(self, self.pack.track_count()) {}
        search.found().to_vec()
    }

    /// How many tracks there are to look at.
    #[must_use]
    pub fn track_count(&self) -> usize {
        self.pack.track_count()
    }

    fn artist_of(&self, track: TrackId) -> usize {
        self.pack.artist(track).0 as usize
    }

    /// All artists' names, in order.
    fn artists(&self) -> &[Folded] {
        &self.artists
    }

    fn artist(&self, n: usize) -> names::Name<'_> {
        self.artists.get(n / PORTION).map_or_else(names::Name::default, |f| f.get(n % PORTION))
    }

    fn title(&self, track: TrackId) -> names::Name<'_> {
        let (portion, within) = (track.0 as usize / PORTION, track.0 as usize % PORTION);
        let Some(cell) = self.titles.get(portion) else { return names::Name::default() };
        let fold = || {
            let first = (portion * PORTION) as u32;
            let last = (first + PORTION as u32).min(self.pack.track_count() as u32);
            Folded::of((first..last).map(|t| self.pack.title(TrackId(t))))
        };
        cell.get_or_init(fold).get(within)
    }
}
