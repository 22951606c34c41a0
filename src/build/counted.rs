//! All that is counted and fitted of a corpus: what takes long, and does not depend on how lists are likened.

use std::sync::atomic::AtomicU64;

use crate::pack::Parameters;

use super::ages::ages;
use super::corpus::Corpus;
use super::count::{self, Keep, Neighbours};
use super::fit::{Fit, Fitted, fit};
use super::incidence::{Incidence, TooManyLists};
use crate::pack::weigh;

/// What was counted and fitted.
#[derive(Debug, Clone)]
pub struct Counted {
    pub(super) neighbours: Neighbours,
    pub(super) fitted: Fitted,
    pub(super) artists: Neighbours,
}

/// How far counting is, for whoever watches.
#[derive(Debug, Default)]
pub struct Done {
    /// Of how many pairs; 0 until that is known.
    pub all_pairs: AtomicU64,
    /// Pairs counted.
    pub pairs: AtomicU64,
    /// Of how many tracks.
    pub all_tracks: AtomicU64,
    /// Tracks fitted.
    pub tracks: AtomicU64,
}

impl Counted {
    /// Counts which tracks and which artists stand in lists together, and fits how strongly tracks speak for each other.
    ///
    /// # Errors
    /// When a track stands in more lists than can be counted.
    pub fn of(corpus: &Corpus, parameters: &Parameters, done: &Done) -> Result<Self, TooManyLists> {
        use std::sync::atomic::Ordering::Relaxed;
        let weights = list_weights(corpus, parameters);
        let incidence = Incidence::new(corpus.lists().iter(), corpus.track_count(), weights.clone())?;
        done.all_pairs.store(incidence.all_pairs(), Relaxed);
        done.all_tracks.store(incidence.track_count() as u64, Relaxed);
        let each = parameters.neighbours as usize;
        let fitting = Fit::of(parameters);
        let keep = fitting.map_or(Keep::all(each), |f| f.keep(each));
        let mut neighbours = count::neighbours(&incidence, parameters, keep, &done.pairs);
        let fitted = match fitting {
            Some(fitting) => fit(&incidence, &neighbours, &fitting, &done.tracks),
            None => Fitted::none(incidence.track_count()),
        };
        neighbours.truncate(each);
        drop(incidence);
        let keep = Keep::all(parameters.artist_neighbours as usize);
        let artists = artist_incidence(corpus, weights)?;
        let artists = count::neighbours(&artists, parameters, keep, &AtomicU64::new(0));
        Ok(Self { neighbours, fitted, artists })
    }
}

/// The most bytes of memory that [`Counted::of`] takes beside the corpus, about, on so many threads: the incidence of tracks
/// and lists, the rows that are counted, and what is fitted on them.
#[must_use]
pub fn counting_memory(corpus: &Corpus, parameters: &Parameters, threads: usize) -> u64 {
    let (tracks, lists) = (corpus.track_count() as u64, corpus.list_count() as u64);
    let fitting = Fit::of(parameters);
    let keep =
        fitting.map_or(Keep::all(parameters.neighbours as usize), |f| f.keep(parameters.neighbours as usize));
    let lengths: Vec<u64> = corpus.lists().iter().map(|l| l.len() as u64).collect();
    let rows = corpus.postings().iter().map(|held| {
        let others: u64 = held.iter().map(|l| lengths[*l as usize].saturating_sub(1)).sum();
        others.min(keep.of(held.len()) as u64)
    });
    let neighbours: u64 = rows.sum();
    // Both sides of the incidence, with where rows begin, and the weights of lists.
    let incidence = corpus.entry_count() as u64 * 8 + (tracks + lists) * 16;
    // Of each row its start and length, of each track its parts of the formula.
    let counted = neighbours * 7 + tracks * 32;
    // Coefficients by target, by seed, and the rows kept.
    let fitted = if fitting.is_some() { neighbours * (2 + 6 + 6) + tracks * 24 } else { 0 };
    let working = threads as u64 * tracks * 8;
    incidence + counted + fitted + working
}

/// What each list weighs, by length and age.
fn list_weights(corpus: &Corpus, parameters: &Parameters) -> Vec<u32> {
    let dates: Vec<&str> = corpus.list_dates().iter().collect();
    let weigh = |(length, age): (usize, f64)| {
        weigh::list_weight(length, weigh::freshness(age, parameters), parameters)
    };
    corpus.lists().iter().map(<[u32]>::len).zip(ages(&dates)).map(weigh).collect()
}

/// The artists in each list: each once, however many of its tracks stand there.
fn artist_incidence(corpus: &Corpus, weights: Vec<u32>) -> Result<Incidence, TooManyLists> {
    let mut items = Vec::with_capacity(corpus.entry_count());
    let mut ends = Vec::with_capacity(corpus.list_count());
    for tracks in corpus.lists().iter() {
        items.extend(tracks.iter().map(|t| corpus.artist(*t)));
        ends.push(items.len());
    }
    let lists = (0..ends.len()).map(|n| {
        let from = if n == 0 { 0 } else { ends[n - 1] };
        &items[from..ends[n]]
    });
    Incidence::new(lists, corpus.artists().len(), weights)
}
