//! Makes the pack's bytes.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use thiserror::Error;

use crate::pack::{Card, Counts, FORMAT, PackBytes, Parameters, SourceCard, digest_of};

use super::ages::ages;
use super::corpus::Corpus;
use super::count::{self, Keep};
use super::incidence::{Incidence, TooManyLists};
use super::words::words;
use super::{tables, weigh};

/// What the card says beside counts and parameters.
#[derive(Debug, Clone)]
pub struct PackAbout {
    /// The pack's name.
    pub name: String,
    /// One line about it.
    pub about: String,
    /// The licence of the whole: an SPDX expression, or `unknown`.
    pub licence: String,
    /// From what it is made.
    pub sources: Vec<SourceCard>,
}

/// Why a pack cannot be made or written.
#[derive(Debug, Error)]
pub enum BuildError {
    /// Arrow refused a table.
    #[error("cannot lay out the tables: {0}")]
    Layout(String),
    /// A track stands in more lists than can be counted.
    #[error(transparent)]
    Count(#[from] TooManyLists),
    /// The card could not be put in words.
    #[error("cannot write the card: {0}")]
    Card(String),
    /// The folder cannot be written.
    #[error("cannot write {path}: {source}")]
    Write {
        /// What was to be written.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The target exists and is no pack, so it is not replaced.
    #[error("{0} exists and is not a pack; choose another name or remove it")]
    InTheWay(PathBuf),
    /// Another build of the pack is running.
    #[error("another build of {0} is running")]
    Busy(PathBuf),
}

/// How far a build is, for who looks at it from another thread. Work is counted in pairs of tracks that stand in one list.
#[derive(Debug, Default)]
pub struct Done {
    /// Pairs counted.
    pub pairs: AtomicU64,
    /// Pairs to count in all; 0 until that is known.
    pub all_pairs: AtomicU64,
}

/// Counts, weighs and lays out a corpus.
pub fn build(corpus: &Corpus, about: &PackAbout, parameters: &Parameters) -> Result<PackBytes, BuildError> {
    build_watched(corpus, about, parameters, &Done::default())
}

/// As [`build`], telling how far it is.
pub fn build_watched(
    corpus: &Corpus,
    about: &PackAbout,
    parameters: &Parameters,
    done: &Done,
) -> Result<PackBytes, BuildError> {
    let incidence = incidence(corpus, parameters)?;
    done.all_pairs.store(incidence.all_pairs(), Ordering::Relaxed);
    let keep = Keep::all(parameters.neighbours as usize);
    let rows = count::neighbours(&incidence, parameters, keep, &done.pairs);
    let tables = tables::tables(corpus, &rows, parameters).map_err(|e| BuildError::Layout(e.to_string()))?;
    let card = Card {
        format: FORMAT,
        name: about.name.clone(),
        about: about.about.clone(),
        licence: about.licence.clone(),
        joined_by: corpus.joined_by(),
        counts: Counts {
            tracks: corpus.track_count() as u64,
            artists: corpus.artists().len() as u64,
            tags: corpus.tags().len() as u64,
            lists: corpus.list_count() as u64,
            entries: corpus.entry_count() as u64,
            neighbours: rows.total() as u64,
            fitted: 0,
            words: words(corpus.list_names().iter()).len() as u64,
        },
        parameters: *parameters,
        sources: about.sources.clone(),
        files: tables.iter().map(|(t, bytes)| (t.file().to_owned(), digest_of(bytes))).collect(),
    };
    let card = toml::to_string(&card).map_err(|e| BuildError::Card(e.to_string()))?;
    Ok(PackBytes { card, files: tables.into_iter().map(|(t, bytes)| (t.file(), bytes)).collect() })
}

/// The lists of a corpus, weighed by length and age.
fn incidence(corpus: &Corpus, parameters: &Parameters) -> Result<Incidence, TooManyLists> {
    let dates: Vec<&str> = corpus.list_dates().iter().collect();
    let weigh = |(list, age): (&[u32], f64)| {
        weigh::list_weight(list.len(), weigh::freshness(age, parameters), parameters)
    };
    let weights = corpus.lists().iter().zip(ages(&dates)).map(weigh).collect();
    Incidence::new(corpus.lists().iter(), corpus.track_count(), weights)
}
