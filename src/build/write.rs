//! Lays a pack out: in memory, or on the disk.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use arrow_schema::ArrowError;
use thiserror::Error;

use crate::pack::{Card, Counts, Digest, FORMAT, PackBytes, Parameters, SourceCard, Table, digest_of};

use super::corpus::Corpus;
use super::counted::{Counted, Done};
use super::digesting::Digesting;
use super::incidence::TooManyLists;
use super::place::{CARD, replace, write_file};
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

/// Lays out what was counted of a corpus, in memory.
pub fn lay_out(
    corpus: &Corpus,
    counted: &Counted,
    about: &PackAbout,
    choice: &Choice,
) -> Result<PackBytes, BuildError> {
    let (mut files, mut digests) = (BTreeMap::new(), BTreeMap::new());
    for table in Table::ALL {
        let mut bytes = Vec::new();
        tables::write(table, corpus, counted, &choice.parameters, &mut bytes)
            .map_err(|e| BuildError::Layout(e.to_string()))?;
        digests.insert(table.file().to_owned(), digest_of(&bytes));
        files.insert(table.file(), bytes);
    }
    Ok(PackBytes { card: card(corpus, counted, about, choice, digests)?, files })
}

/// Lays out what was counted of a corpus on the disk, one table after another, as `replace` puts it there: the pack is never
/// whole in memory.
pub fn lay_out_at(
    corpus: &Corpus,
    counted: &Counted,
    about: &PackAbout,
    choice: &Choice,
    target: &Path,
) -> Result<(), BuildError> {
    replace(target, |folder| {
        let mut digests = BTreeMap::new();
        for table in Table::ALL {
            let path = folder.join(table.file());
            let fail = |source| BuildError::Write { path: path.clone(), source };
            let file = BufWriter::new(File::create(&path).map_err(fail)?);
            let mut out = Digesting::new(file);
            tables::write(table, corpus, counted, &choice.parameters, &mut out).map_err(|e| match e {
                ArrowError::IoError(_, source) => fail(source),
                other => BuildError::Layout(other.to_string()),
            })?;
            let (file, digest) = out.finish();
            file.into_inner()
                .map_err(std::io::IntoInnerError::into_error)
                .and_then(|f| f.sync_all())
                .map_err(fail)?;
            digests.insert(table.file().to_owned(), digest);
        }
        let card = card(corpus, counted, about, choice, digests)?;
        write_file(&folder.join(CARD), card.as_bytes())
    })
}

fn card(
    corpus: &Corpus,
    counted: &Counted,
    about: &PackAbout,
    choice: &Choice,
    files: BTreeMap<String, Digest>,
) -> Result<String, BuildError> {
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
        parameters: choice.parameters,
        mix: choice.mix.clone(),
        sources: about.sources.clone(),
        files,
    };
    toml::to_string(&card).map_err(|e| BuildError::Card(e.to_string()))
}
