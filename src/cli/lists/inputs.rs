//! Which files are read, and in which order: the same folders give the same order anywhere.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context as _, bail};
use walkdir::WalkDir;

use crate::cli::args::ListKind;
use crate::sources::files::{MAX_DEPTH, MAX_FILES};
use crate::text::clean;

/// A path that was named.
#[derive(Debug)]
pub(super) struct Source {
    /// Its own name, not where it lies: the same files give the same pack anywhere. Cleaned.
    pub(super) name: String,
    /// How it was named; cleaned.
    pub(super) shown: String,
    pub(super) folder: bool,
    pub(super) inputs: Vec<Input>,
}

/// A file to read.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) path: PathBuf,
    /// Its own name; cleaned.
    pub(super) name: String,
    /// How it is told: as it was named, or from its folder on; cleaned.
    pub(super) shown: String,
    /// Bytes.
    pub(super) size: u64,
    /// When it was last changed, in nanoseconds of UNIX time; 0 where that is not known.
    pub(super) changed: u128,
    /// The first playlist of a slice by its name; of other names the largest number.
    pub(super) slice: u64,
}

/// The files of all paths.
///
/// # Errors
/// When a path is no file (of tables) or cannot be listed, or when a folder holds nothing of the kind.
pub(super) fn gather(kind: ListKind, paths: &[PathBuf]) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in paths {
        let shown = clean(&path.to_string_lossy()).into_owned();
        sources.push(source(kind, path, &shown).context(shown)?);
    }
    Ok(sources)
}

fn source(kind: ListKind, path: &Path, shown: &str) -> anyhow::Result<Source> {
    if path == Path::new("-") {
        bail!(
            "lists are read from files, which are told by their names; save standard input to a file and name that"
        );
    }
    let meta = std::fs::metadata(path).context("cannot read it")?;
    let folder = meta.is_dir();
    if !(meta.is_file() || (folder && kind != ListKind::Csv)) {
        bail!("not a file; name the tables themselves");
    }
    let inputs = if folder { below(kind, path)? } else { vec![input(path, shown, &meta)] };
    if inputs.is_empty() {
        bail!("{}", if kind == ListKind::Mpd { "no mpd.slice.….json in it" } else { "no file in it" });
    }
    let whole = std::path::absolute(path).unwrap_or_default();
    Ok(Source { name: own_name(&whole), shown: shown.to_owned(), folder, inputs })
}

fn below(kind: ListKind, folder: &Path) -> anyhow::Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for entry in WalkDir::new(folder).follow_links(true).max_depth(MAX_DEPTH).sort_by_file_name() {
        let entry = entry.context("cannot list it")?;
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path();
        let shown = clean(&path.strip_prefix(folder).unwrap_or(path).to_string_lossy()).into_owned();
        let input = input(path, &shown, &entry.metadata().context("cannot read it")?);
        if kind != ListKind::Mpd || input.slice != u64::MAX {
            inputs.push(input);
        }
        if inputs.len() > MAX_FILES {
            bail!("more than {MAX_FILES} files");
        }
    }
    Ok(inputs)
}

fn input(path: &Path, shown: &str, meta: &Metadata) -> Input {
    let name = own_name(path);
    let slice = slice_number(&name).unwrap_or(u64::MAX);
    let since = meta.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok());
    let changed = since.map_or(0, |d| d.as_nanos());
    Input { path: path.to_owned(), name, shown: shown.to_owned(), size: meta.len(), changed, slice }
}

fn own_name(path: &Path) -> String {
    clean(&path.file_name().unwrap_or_default().to_string_lossy()).into_owned()
}

/// The first playlist of `mpd.slice.FIRST-LAST.json`, packed or not.
fn slice_number(name: &str) -> Option<u64> {
    let (first, rest) = name.strip_prefix("mpd.slice.")?.split_once('-')?;
    let (_, ending) = rest.split_once('.')?;
    if matches!(ending, "json" | "json.gz" | "json.zst") { first.parse().ok() } else { None }
}
