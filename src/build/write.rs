//! Makes the pack's bytes.

use std::collections::BTreeMap;
use std::path::PathBuf;

use thiserror::Error;

use crate::pack::{Card, Counts, FORMAT, PackBytes, Parameters, SourceCard, digest_of};

use super::corpus::Corpus;
use super::counted::{Counted, Done};
use super::incidence::TooManyLists;
use super::tables;
use super::words::words;

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

/// Counts, weighs and lays out a corpus, with the published mix.
pub fn build(corpus: &Corpus, about: &PackAbout, parameters: &Parameters) -> Result<PackBytes, BuildError> {
    lay_out(
        corpus,
        &Counted::of(corpus, parameters, &Done::default())?,
        about,
        &Choice { parameters: *parameters, mix: BTreeMap::new() },
    )
}

/// What may be chosen for a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The parameters of stored weights, and of how lists are likened.
    pub parameters: Parameters,
    /// The weights of signals that differ from the published mix, by name, in hundredths.
    pub mix: BTreeMap<String, i32>,
}

/// Lays out what was counted of a corpus.
pub fn lay_out(
    corpus: &Corpus,
    counted: &Counted,
    about: &PackAbout,
    choice: &Choice,
) -> Result<PackBytes, BuildError> {
    let parameters = &choice.parameters;
    let tables =
        tables::tables(corpus, counted, parameters).map_err(|e| BuildError::Layout(e.to_string()))?;
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
            neighbours: counted.neighbours.total() as u64,
            fitted: counted.fitted.total() as u64,
            words: words(corpus.list_names().iter()).len() as u64,
        },
        parameters: *parameters,
        mix: choice.mix.clone(),
        sources: about.sources.clone(),
        files: tables.iter().map(|(t, bytes)| (t.file().to_owned(), digest_of(bytes))).collect(),
    };
    let card = toml::to_string(&card).map_err(|e| BuildError::Card(e.to_string()))?;
    Ok(PackBytes { card, files: tables.into_iter().map(|(t, bytes)| (t.file(), bytes)).collect() })
}
