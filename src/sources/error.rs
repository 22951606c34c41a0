//! Why a source could not be read: what, where, and what to do.

use std::io;
use std::path::Path;

use thiserror::Error;

use super::spotify::Trouble;
use crate::text::clean;

/// A source could not be read at all. (What is wrong within a file that can be read is counted in the report instead.)
/// Every `label` is a cleaned path or name.
#[derive(Debug, Error)]
pub enum SourceError {
    /// The path does not exist.
    #[error("{label}: there is no such file or folder; check the spelling")]
    Missing {
        /// The path.
        label: String,
    },
    /// The system does not let this user read it.
    #[error("{label}: not allowed to read it; change its permissions or copy it to where you may")]
    NoPermission {
        /// The path.
        label: String,
    },
    /// A pipe, device or socket, which could block for ever or never end.
    #[error(
        "{label}: is a {what}, not a file; to read from a pipe, pass `-` and send the data to standard input"
    )]
    Special {
        /// The path.
        label: String,
        /// What it is.
        what: &'static str,
    },
    /// A file without a single byte.
    #[error("{label}: the file is empty; download or export it again")]
    Empty {
        /// The file.
        label: String,
    },
    /// One file was named, and it holds no listens.
    #[error(
        "{label}: no listens in it: {why}; a Spotify export, a CSV table or JSON lines with artist and title can be read"
    )]
    NotListens {
        /// The file.
        label: String,
        /// What it is instead.
        why: String,
    },
    /// A folder or archive was named, and no file in it holds listens.
    #[error(
        "{label}: {looked_at} files were looked at and none holds listens{example}; name the folder or zip of the export itself"
    )]
    NothingReadable {
        /// The folder or archive.
        label: String,
        /// How many files it holds.
        looked_at: usize,
        /// The first of them and why it was passed over, as ` (first: …)`; empty when there is none.
        example: String,
    },
    /// A zip archive whose directory cannot be read.
    #[error(
        "{label}: the zip archive is damaged ({why}); download it again, or unpack it and name the folder"
    )]
    DamagedZip {
        /// The archive.
        label: String,
        /// What is wrong.
        why: String,
    },
    /// Every file of the archive is encrypted.
    #[error("{label}: the zip archive is encrypted; unpack it with its password and name the folder")]
    Encrypted {
        /// The archive.
        label: String,
    },
    /// The archive unpacks to more than any history holds, or its entries lie upon each other.
    #[error("{label}: refused: {why}; if it is a true export, unpack it and name the folder")]
    Bomb {
        /// The archive.
        label: String,
        /// What gave it away.
        why: String,
    },
    /// More files than [`super::files::MAX_FILES`].
    #[error("{label}: more than {limit} files; name the folder or zip of the export itself")]
    TooManyFiles {
        /// The folder or archive.
        label: String,
        /// The limit.
        limit: usize,
    },
    /// A zip archive on standard input, where one cannot go back and forth.
    #[error("a zip archive cannot be read from standard input; save it to a file and name that")]
    ZipFromPipe,
    /// The system failed while reading.
    #[error("{label}: could not be read: {source}")]
    Io {
        /// The path.
        label: String,
        /// What the system said.
        source: io::Error,
    },
    /// What is to be asked of Spotify cannot be had.
    #[error(transparent)]
    Spotify(Trouble),
    /// The person stopped it.
    #[error("reading was stopped")]
    Cancelled,
}

impl From<Trouble> for SourceError {
    fn from(trouble: Trouble) -> Self {
        if matches!(trouble, Trouble::Cancelled) { Self::Cancelled } else { Self::Spotify(trouble) }
    }
}

impl SourceError {
    /// The error for a path that the system would not open.
    pub(super) fn opening(path: &Path, source: io::Error) -> Self {
        let label = clean(&path.to_string_lossy()).into_owned();
        match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing { label },
            io::ErrorKind::PermissionDenied => Self::NoPermission { label },
            _ => Self::Io { label, source },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_s_kinds_become_ours() {
        let denied = SourceError::opening(Path::new("a\u{1b}b"), io::ErrorKind::PermissionDenied.into());
        assert!(matches!(&denied, SourceError::NoPermission { label } if label == "a b"));
        assert!(denied.to_string().contains("permissions"));
        let gone = SourceError::opening(Path::new("x"), io::ErrorKind::NotFound.into());
        assert!(matches!(gone, SourceError::Missing { .. }));
    }
}
