//! Zip archives, read in place: nothing is written, so that an entry's name can do no harm; entries are unpacked as they
//! are read, several at once.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};

use zip::ZipArchive;
use zip::result::ZipError;

use super::input::Place;
use super::walk::{Found, Item, MAX_FILES, shown};
use crate::sources::error::SourceError;
use crate::sources::report::{FileReport, PassReason};
use crate::text::clean;

/// All entries of an archive together may unpack to so many bytes: 32 GiB, some sixty times a very large export.
pub const MAX_UNPACKED: u64 = 32 << 30;

/// One entry may unpack to so many times its packed size. True exports come to 10 to 30.
pub const MAX_RATIO: u64 = 300;

/// An open archive. Entries can be read from several threads.
#[derive(Debug)]
pub(crate) struct Archive {
    zip: ZipArchive<SharedFile>,
    left: AtomicU64,
}

impl Archive {
    /// How many more bytes may be unpacked.
    pub(super) fn left(&self) -> &AtomicU64 {
        &self.left
    }

    /// Hands an entry's bytes, and their packed size, to `use_it`.
    pub(super) fn with_entry<T>(
        &self,
        index: usize,
        use_it: impl FnOnce(&mut dyn Read, u64) -> io::Result<T>,
    ) -> io::Result<T> {
        let mut zip = self.zip.clone();
        let mut entry = zip.by_index(index).map_err(io_error)?;
        let packed = entry.compressed_size();
        use_it(&mut entry, packed)
    }
}

fn io_error(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(e) => e,
        other => io::Error::new(io::ErrorKind::InvalidData, other.to_string()),
    }
}

/// The entries of an archive, by name. `folder` is put before their names where the archive lies in a folder.
pub(super) fn entries(path: &Path, label: &str, folder: Option<&str>) -> Result<Vec<Found>, SourceError> {
    let file = File::open(path).map_err(|e| SourceError::opening(path, e))?;
    let damaged = |e: ZipError| SourceError::DamagedZip {
        label: label.to_owned(),
        why: clean(&e.to_string()).into_owned(),
    };
    let shared = SharedFile::new(file).map_err(|e| SourceError::opening(path, e))?;
    let mut zip = ZipArchive::new(shared).map_err(damaged)?;
    if zip.len() > MAX_FILES {
        return Err(SourceError::TooManyFiles { label: label.to_owned(), limit: MAX_FILES });
    }
    // Entries upon each other are how a small file unpacks to petabytes. (An archive too damaged to tell shows itself below.)
    if zip.has_overlapping_files().unwrap_or(false) {
        return Err(SourceError::Bomb {
            label: label.to_owned(),
            why: "its entries lie upon each other".to_owned(),
        });
    }
    let (mut listed, mut declared) = (Vec::new(), 0_u64);
    for index in 0..zip.len() {
        let entry = zip.by_index_data(index).map_err(damaged)?;
        if entry.is_dir() {
            continue;
        }
        let name = entry.name().unwrap_or_else(|_| String::from_utf8_lossy(entry.name_raw()));
        let name = shown(folder, &name);
        declared = declared.saturating_add(entry.size());
        listed.push((name, index, entry.size(), entry.encrypted()));
    }
    if declared > MAX_UNPACKED {
        let why = format!("it says that it unpacks to {} GiB", declared >> 30);
        return Err(SourceError::Bomb { label: label.to_owned(), why });
    }
    if !listed.is_empty() && listed.iter().all(|(_, _, _, encrypted)| *encrypted) {
        return Err(SourceError::Encrypted { label: label.to_owned() });
    }
    listed.sort();
    let archive = Arc::new(Archive { zip, left: AtomicU64::new(MAX_UNPACKED) });
    Ok(listed
        .into_iter()
        .map(|(label, index, size, encrypted)| {
            if encrypted {
                return Found::Passed(FileReport::passed(label, PassReason::Encrypted));
            }
            Found::Item(Item { label, place: Place::Entry(Arc::clone(&archive), index), size: Some(size) })
        })
        .collect())
}

/// One open file that several readers share, each with a place of its own.
#[derive(Debug, Clone)]
struct SharedFile {
    file: Arc<Mutex<File>>,
    at: u64,
    length: u64,
}

impl SharedFile {
    fn new(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        Ok(Self { file: Arc::new(Mutex::new(file)), at: 0, length })
    }
}

impl Read for SharedFile {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // A panic elsewhere leaves nothing half done: the place is set before every read.
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let n = file.read(out)?;
        self.at += n as u64;
        Ok(n)
    }
}

impl Seek for SharedFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
