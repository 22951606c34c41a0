//! The bytes of one item as text: unpacked, decoded to UTF-8, counted for the progress, and bounded.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;
use thiserror::Error;

use super::ahead::Ahead;
use super::decode::Text;
use super::zipped::{Archive, MAX_RATIO, MAX_UNPACKED};
use crate::sources::progress::Progress;

/// Where the bytes of an item are.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// A file on disk.
    Disk(PathBuf),
    /// An entry of an archive.
    Entry(Arc<Archive>, usize),
    /// Compiled in.
    Memory(&'static str),
    /// One file that is in memory already.
    Bytes(Arc<[u8]>),
    /// Standard input.
    Stdin,
}

/// Why reading stops that is no fault of a file system; travels inside an [`io::Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum Stop {
    #[error("stopped by the person")]
    Cancelled,
    #[error("unpacks to hundreds of times its size")]
    Ratio,
    #[error("unpacks to more than is allowed")]
    Total,
    #[error("an archive within an archive")]
    Nested,
    #[error("a zip archive on standard input")]
    ZipFromPipe,
}

impl Stop {
    /// The stop inside an error, when there is one.
    pub(super) fn of(error: &io::Error) -> Option<Self> {
        error.get_ref().and_then(|e| e.downcast_ref::<Self>()).copied()
    }
}

impl From<Stop> for io::Error {
    fn from(stop: Stop) -> Self {
        Self::other(stop)
    }
}

/// Counts bytes for the progress, over all items.
pub(crate) struct Meter<'a> {
    progress: &'a dyn Progress,
    done: AtomicU64,
    total: Option<u64>,
}

impl<'a> Meter<'a> {
    pub(crate) fn new(progress: &'a dyn Progress, total: Option<u64>) -> Self {
        Self { progress, done: AtomicU64::new(0), total }
    }

    fn pass(&self, bytes: usize) -> io::Result<()> {
        if self.progress.cancelled() {
            return Err(Stop::Cancelled.into());
        }
        let done = self.done.fetch_add(bytes as u64, Ordering::Relaxed) + bytes as u64;
        self.progress.at("reading", done, self.total);
        Ok(())
    }
}

/// Passes bytes on, told to the meter.
struct Metered<'a, R> {
    inner: R,
    meter: &'a Meter<'a>,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.meter.pass(n)?;
        Ok(n)
    }
}

/// Passes unpacked bytes on, up to so many.
struct Bounded<'a, R> {
    inner: R,
    /// What is left for this item: [`MAX_RATIO`] times its packed size.
    left: u64,
    /// What is left for all items of the archive.
    shared: &'a AtomicU64,
}

impl<'a, R> Bounded<'a, R> {
    fn new(inner: R, packed: u64, shared: &'a AtomicU64) -> Self {
        Self { inner, left: allowance(packed), shared }
    }
}

/// How much an item may unpack to: [`MAX_RATIO`] times its size, and 16 MiB in any case.
fn allowance(packed: u64) -> u64 {
    packed.saturating_mul(MAX_RATIO).max(16 << 20)
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.left = self.left.checked_sub(n as u64).ok_or(Stop::Ratio)?;
        let enough = |left: u64| left.checked_sub(n as u64);
        self.shared.fetch_update(Ordering::Relaxed, Ordering::Relaxed, enough).map_err(|_| Stop::Total)?;
        Ok(n)
    }
}

/// Opens an item and hands its text to `use_it`.
pub(super) fn open<T>(
    place: &Place,
    meter: &Meter<'_>,
    use_it: impl FnOnce(Text<'_>) -> io::Result<T>,
) -> io::Result<T> {
    match place {
        Place::Memory(text) => use_it(Text::decoded(Ahead::new(Box::new(text.as_bytes())))),
        Place::Bytes(bytes) => {
            let mut raw = Ahead::new(Box::new(Metered { inner: &bytes[..], meter }));
            if starts_with_any(&mut raw, &[ZIP, ZIP_EMPTY]) {
                return Err(Stop::Nested.into());
            }
            unpack(raw, bytes.len() as u64, use_it)
        }
        Place::Disk(path) => {
            let file = File::open(path)?;
            let packed = file.metadata()?.len();
            unpack(Ahead::new(Box::new(Metered { inner: file, meter })), packed, use_it)
        }
        Place::Stdin => {
            let mut raw = Ahead::new(Box::new(Metered { inner: io::stdin().lock(), meter }));
            if starts_with_any(&mut raw, &[ZIP, ZIP_EMPTY]) {
                return Err(Stop::ZipFromPipe.into());
            }
            unpack(raw, u64::MAX, use_it)
        }
        Place::Entry(archive, index) => archive.with_entry(*index, |entry, packed| {
            let bounded = Bounded::new(Metered { inner: entry, meter }, packed, archive.left());
            let mut raw = Ahead::new(Box::new(bounded));
            if starts_with_any(&mut raw, &[ZIP, ZIP_EMPTY, GZIP]) {
                return Err(Stop::Nested.into());
            }
            use_it(Text::decoded(raw))
        }),
    }
}

const ZIP: &[u8] = b"PK\x03\x04";
const ZIP_EMPTY: &[u8] = b"PK\x05\x06";
const GZIP: &[u8] = b"\x1f\x8b";
const GLANCE: usize = 4096;

fn starts_with_any(raw: &mut Ahead<'_>, magics: &[&[u8]]) -> bool {
    let (head, _) = raw.look(GLANCE);
    magics.iter().any(|magic| head.starts_with(magic))
}

/// Takes one layer of gzip off, where there is one.
fn unpack<T>(
    mut raw: Ahead<'_>,
    packed: u64,
    use_it: impl FnOnce(Text<'_>) -> io::Result<T>,
) -> io::Result<T> {
    if !starts_with_any(&mut raw, &[GZIP]) {
        return use_it(Text::decoded(raw));
    }
    let total = AtomicU64::new(MAX_UNPACKED);
    let plain = MultiGzDecoder::new(io::BufReader::with_capacity(64 << 10, raw));
    use_it(Text::decoded(Ahead::new(Box::new(Bounded::new(plain, packed, &total)))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_may_unpack_to_so_much_only() {
        let total = AtomicU64::new(1 << 40);
        let bomb = Bounded::new(io::repeat(b' '), 1000, &total);
        let stopped = io::copy(&mut { bomb }, &mut io::sink()).unwrap_err();
        assert_eq!(Stop::of(&stopped), Some(Stop::Ratio));
        let total = AtomicU64::new(100);
        let stopped =
            io::copy(&mut Bounded::new(io::repeat(b' '), 1000, &total), &mut io::sink()).unwrap_err();
        assert_eq!(Stop::of(&stopped), Some(Stop::Total));
    }
}
