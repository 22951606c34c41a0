//! Counts how often tracks stand in lists together, and keeps of each track the strongest neighbours by the published formula
//! (`weigh`). One track at a time, so that memory does not grow with the number of pairs, and each thread works alone.
//!
//! A track with many pairs is counted in an array over all tracks (`dense`), one with few in a small table of those that it
//! meets twice (`sparse`). Both find the same rows: which way is taken only costs time.

mod dense;
mod rows;
mod scale;
mod sparse;
#[cfg(test)]
mod tests;
mod top;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::pack::Parameters;

use super::incidence::Incidence;
use rows::Piece;
pub use rows::{Neighbours, Row};
use scale::Scale;
use top::Top;

/// How many neighbours are kept of which track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// Of every track.
    pub each: usize,
    /// Of tracks in many lists: no fewer than `each`.
    pub frequent: usize,
    /// In how many lists "many" begins.
    pub from_lists: usize,
}

impl Keep {
    /// The same for all tracks.
    #[must_use]
    pub fn all(each: usize) -> Self {
        Self { each, frequent: each, from_lists: 0 }
    }

    /// How many of a track in so many lists.
    pub(super) fn of(&self, lists: usize) -> usize {
        if lists >= self.from_lists { self.frequent.max(self.each) } else { self.each }
    }
}

/// The neighbours of every track, strongest first, ties in catalogue order; the same on any number of threads (those of the
/// rayon pool it is called in). `pairs_done` goes up to [`Incidence::all_pairs`].
pub fn neighbours(
    incidence: &Incidence,
    parameters: &Parameters,
    keep: Keep,
    pairs_done: &AtomicU64,
) -> Neighbours {
    let scale = Scale::new(incidence, parameters);
    let mut found = Neighbours::with_room(incidence, |lists| keep.of(lists));
    let pieces = Mutex::new(found.pieces(incidence).into_iter());
    rayon::broadcast(|_| {
        let mut worker = Worker::default();
        // A poisoned lock only says that another thread panicked, which rayon passes on.
        while let Some(mut piece) = pieces.lock().ok().and_then(|mut p| p.next()) {
            worker.count(incidence, &scale, &mut piece);
            pairs_done.fetch_add(piece.pairs, Ordering::Relaxed);
        }
    });
    found.close_gaps();
    found
}

/// What one thread works with.
#[derive(Default)]
struct Worker {
    top: Top,
    dense: dense::Counter,
    sparse: sparse::Counter,
}

impl Worker {
    fn count(&mut self, incidence: &Incidence, scale: &Scale<'_>, piece: &mut Piece<'_>) {
        piece.fill(|track, room, row| {
            let pairs = incidence.pairs(track) as usize;
            self.top.begin(room, scale.seed(track));
            // An array over all tracks pays when an eighth of it or more is met.
            if pairs * 8 >= incidence.track_count() {
                self.dense.count(incidence, scale, track, &mut self.top);
            } else {
                self.sparse.count(incidence, scale, track, pairs, &mut self.top);
            }
            self.top.finish(scale, row);
        });
    }
}
