//! What a path holds: a file, the files below a folder, or the entries of an archive; sorted, bounded, safe from loops.

use std::fs::{self, File, FileType};
use std::io::Read;
use std::path::Path;

use walkdir::WalkDir;

use super::input::Place;
use super::zipped;
use crate::sources::error::SourceError;
use crate::sources::report::{FileReport, PassReason};
use crate::text::clean;

/// The most files that one source may hold.
pub const MAX_FILES: usize = 20_000;

/// How deep below a folder files are looked for.
pub const MAX_DEPTH: usize = 8;

/// Something to read.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// How it is shown; cleaned.
    pub(crate) label: String,
    pub(crate) place: Place,
    /// How many bytes it holds, where that is known.
    pub(crate) size: Option<u64>,
}

/// A file, or the account of one that is not read.
#[derive(Debug)]
pub(crate) enum Found {
    Item(Item),
    Passed(FileReport),
}

/// What a path named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    /// One file.
    File,
    /// A folder or an archive.
    Many,
}

/// Lists what a path holds.
pub(crate) fn walk(path: &Path) -> Result<(Holder, Vec<Found>), SourceError> {
    let about = fs::metadata(path).map_err(|e| SourceError::opening(path, e))?;
    let label = clean(&path.to_string_lossy()).into_owned();
    if about.is_dir() {
        return Ok((Holder::Many, folder(path, &label)?));
    }
    if !about.is_file() {
        return Err(SourceError::Special { label, what: special(about.file_type()) });
    }
    if about.len() == 0 {
        return Err(SourceError::Empty { label });
    }
    if is_zip(path).map_err(|e| SourceError::opening(path, e))? {
        return Ok((Holder::Many, zipped::entries(path, &label, None)?));
    }
    let name = path.file_name().unwrap_or(path.as_os_str());
    let item = Item {
        label: shown(None, &name.to_string_lossy()),
        place: Place::Disk(path.to_owned()),
        size: Some(about.len()),
    };
    Ok((Holder::File, vec![Found::Item(item)]))
}

fn folder(root: &Path, label: &str) -> Result<Vec<Found>, SourceError> {
    // The folder itself must open; what is below it may fail one by one.
    fs::read_dir(root).map_err(|e| SourceError::opening(root, e))?;
    let mut found = Vec::new();
    // Links are followed: walkdir tells when one leads back to a folder above it.
    for entry in WalkDir::new(root).follow_links(true).max_depth(MAX_DEPTH).sort_by_file_name() {
        if found.len() > MAX_FILES {
            return Err(SourceError::TooManyFiles { label: label.to_owned(), limit: MAX_FILES });
        }
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => found.extend(in_folder(root, entry.path(), entry.file_type())),
            Err(error) => {
                let below = error.path().map_or_else(String::new, |p| below(root, p));
                let why = match (error.loop_ancestor(), error.io_error()) {
                    (Some(_), _) => "a link that leads back to a folder above it".to_owned(),
                    (None, Some(e)) => clean(&e.to_string()).into_owned(),
                    (None, None) => "the folder cannot be listed".to_owned(),
                };
                found.push(Found::Passed(FileReport::passed(below, PassReason::Unreadable(why))));
            }
        }
    }
    Ok(found)
}

/// One thing below a folder. An archive there that cannot be opened is passed over.
fn in_folder(root: &Path, path: &Path, kind: FileType) -> Vec<Found> {
    let label = below(root, path);
    if !kind.is_file() {
        return vec![Found::Passed(FileReport::passed(label, PassReason::Special(special(kind))))];
    }
    let unreadable =
        |why: String| vec![Found::Passed(FileReport::passed(label.clone(), PassReason::Unreadable(why)))];
    match is_zip(path) {
        Err(error) => unreadable(clean(&error.to_string()).into_owned()),
        Ok(true) => zipped::entries(path, &label, Some(&label)).unwrap_or_else(|e| unreadable(e.to_string())),
        Ok(false) => {
            let size = fs::metadata(path).ok().map(|m| m.len());
            vec![Found::Item(Item { label, place: Place::Disk(path.to_owned()), size })]
        }
    }
}

fn is_zip(path: &Path) -> std::io::Result<bool> {
    let mut magic = Vec::new();
    File::open(path)?.take(4).read_to_end(&mut magic)?;
    Ok(magic == b"PK\x03\x04" || magic == b"PK\x05\x06")
}

fn below(root: &Path, path: &Path) -> String {
    shown(None, &path.strip_prefix(root).unwrap_or(path).to_string_lossy())
}

/// A name as it is shown: cleaned, parts that lead nowhere or upwards left out.
pub(super) fn shown(folder: Option<&str>, name: &str) -> String {
    let parts = name.split(['/', '\\']).filter(|p| !matches!(*p, "" | "." | ".."));
    let name = folder.into_iter().chain(parts).collect::<Vec<_>>().join("/");
    clean(&name).into_owned()
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "pipe"
    } else if kind.is_socket() {
        "socket"
    } else {
        "device"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "device"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shown_without_their_tricks() {
        assert_eq!(shown(None, "../../etc/./passwd"), "etc/passwd");
        assert_eq!(shown(Some("a.zip"), "..\\b\u{1b}[2J\u{202e}.json"), "a.zip/b [2J.json");
    }
}
