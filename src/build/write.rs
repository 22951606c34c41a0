//! Makes the pack's bytes.

use std::path::PathBuf;

use thiserror::Error;

use crate::pack::{Card, Counts, FORMAT, PackBytes, Parameters, SourceCard, digest_of};

use super::corpus::Corpus;
use super::words::words;
use super::{count, tables};

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

/// Counts, weighs and lays out a corpus.
pub fn build(corpus: &Corpus, about: &PackAbout, parameters: &Parameters) -> Result<PackBytes, BuildError> {
    let rows = count::neighbours(corpus, parameters);
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
            neighbours: rows.iter().map(|r| r.len() as u64).sum(),
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
