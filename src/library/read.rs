//! All audio files below a folder, read on all cores.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use thiserror::Error;
use walkdir::WalkDir;

use super::tags;
use crate::history::HeardTrack;
use crate::text::clean;

/// The most audio files that are read.
pub const MAX_AUDIO: usize = 1_000_000;

/// How deep below the folder files are looked for.
const MAX_DEPTH: usize = 24;

/// The audio files of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Library {
    /// Those whose tags name artist and title, by path.
    pub files: Vec<OwnFile>,
    /// How many name no artist or no title.
    pub untagged: usize,
    /// How many cannot be read, and folders that cannot.
    pub unreadable: usize,
}

/// An audio file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFile {
    /// Where it is; absolute.
    pub path: PathBuf,
    /// What its tags say. Cleaned.
    pub track: HeardTrack,
    /// How long it plays, in milliseconds.
    pub ms: Option<u64>,
}

/// Why a library cannot be read.
#[derive(Debug, Error)]
pub enum LibraryError {
    /// The folder does not open.
    #[error("{folder}: cannot be opened as a folder of audio files: {source}")]
    Folder {
        /// Which; cleaned.
        folder: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// More than [`MAX_AUDIO`] files.
    #[error("{folder}: more than {MAX_AUDIO} audio files; name a folder with fewer")]
    TooMany {
        /// Which; cleaned.
        folder: String,
    },
}

/// Reads the tags of all audio files below a folder. What cannot be read is counted. The order is that of the paths.
///
/// # Errors
/// When the folder cannot be opened, or holds too many files.
pub fn read(folder: &Path) -> Result<Library, LibraryError> {
    let shown = || clean(&folder.to_string_lossy()).into_owned();
    let unopened = |source| LibraryError::Folder { folder: shown(), source };
    let root = fs::canonicalize(folder).map_err(unopened)?;
    fs::read_dir(&root).map_err(unopened)?;
    let (mut paths, mut unreadable) = (Vec::new(), 0);
    // Links are followed: walkdir tells when one leads back to a folder above it.
    for entry in WalkDir::new(&root).follow_links(true).max_depth(MAX_DEPTH).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && tags::is_audio(entry.path()) => {
                paths.push(entry.into_path());
            }
            Ok(_) => {}
            Err(_) => unreadable += 1,
        }
        if paths.len() > MAX_AUDIO {
            return Err(LibraryError::TooMany { folder: shown() });
        }
    }
    let read: Vec<_> = paths.into_par_iter().map(|path| (tags::of_file(&path), path)).collect();
    let mut library = Library { unreadable, ..Library::default() };
    for (found, path) in read {
        match found {
            Ok(Some((track, ms))) => library.files.push(OwnFile { path, track, ms }),
            Ok(None) => library.untagged += 1,
            Err(_) => library.unreadable += 1,
        }
    }
    Ok(library)
}
