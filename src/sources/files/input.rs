//! The bytes of one item as text: unpacked, decoded to UTF-8, counted for the progress, and bounded.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;
use thiserror::Error;

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
        Place::Memory(text) => use_it(Text::decoded(Box::new(text.as_bytes()), Vec::new())?),
        Place::Disk(path) => {
            let file = File::open(path)?;
            let packed = file.metadata()?.len();
            unpack(Metered { inner: file, meter }, packed, use_it)
        }
        Place::Stdin => unpack(Metered { inner: io::stdin().lock(), meter }, u64::MAX, |text| {
            if text.head.starts_with(ZIP) || text.head.starts_with(ZIP_EMPTY) {
                return Err(Stop::ZipFromPipe.into());
            }
            use_it(text)
        }),
        Place::Entry(archive, index) => archive.with_entry(*index, |entry, packed| {
            let mut bounded = Bounded::new(Metered { inner: entry, meter }, packed, archive.left());
            let head = read_up_to(&mut bounded, GLANCE)?;
            if [ZIP, ZIP_EMPTY, GZIP].iter().any(|magic| head.starts_with(magic)) {
                return Err(Stop::Nested.into());
            }
            use_it(Text::decoded(Box::new(bounded), head)?)
        }),
    }
}

const ZIP: &[u8] = b"PK\x03\x04";
const ZIP_EMPTY: &[u8] = b"PK\x05\x06";
const GZIP: &[u8] = b"\x1f\x8b";
const GLANCE: usize = 4096;

/// Takes one layer of gzip off, where there is one.
fn unpack<T>(
    mut raw: Metered<'_, impl Read>,
    packed: u64,
    use_it: impl FnOnce(Text<'_>) -> io::Result<T>,
) -> io::Result<T> {
    let head = read_up_to(&mut raw, GLANCE)?;
    if !head.starts_with(GZIP) {
        return use_it(Text::decoded(Box::new(raw), head)?);
    }
    let total = AtomicU64::new(MAX_UNPACKED);
    let plain = MultiGzDecoder::new(io::BufReader::with_capacity(64 << 10, head.as_slice().chain(raw)));
    let mut bounded = Bounded::new(plain, packed, &total);
    let head = read_up_to(&mut bounded, GLANCE)?;
    use_it(Text::decoded(Box::new(bounded), head)?)
}

/// Reads until there are `size` bytes, or the end.
fn read_up_to(input: &mut dyn Read, size: usize) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    input.take(size as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// A text in UTF-8 (or what claims to be) without a byte order mark, whose beginning can be looked at first.
pub(super) struct Text<'a> {
    head: Vec<u8>,
    taken: usize,
    rest: Box<dyn Read + 'a>,
}

impl<'a> Text<'a> {
    /// `head` and then `rest`; UTF-16 is told by its byte order mark, or by a NUL beside a first bracket, and decoded.
    fn decoded(rest: Box<dyn Read + 'a>, mut head: Vec<u8>) -> io::Result<Self> {
        let mut rest = rest;
        if head.is_empty() {
            head = read_up_to(&mut rest, GLANCE)?;
        }
        let big_endian = match head.get(..2) {
            Some(b"\xff\xfe" | b"[\0" | b"{\0") => Some(false),
            Some(b"\xfe\xff" | b"\0[" | b"\0{") => Some(true),
            _ => None,
        };
        if let Some(big_endian) = big_endian {
            let units = io::Cursor::new(head).chain(rest);
            let rest = Box::new(Utf16 {
                input: units,
                big_endian,
                raw: Vec::new(),
                text: Vec::new(),
                taken: 0,
                ended: false,
            });
            return Ok(Self { head: Vec::new(), taken: 0, rest });
        }
        let taken = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        Ok(Self { head, taken, rest })
    }

    /// The first `size` bytes, or all there are; and whether that is all. Only before anything else was read.
    pub(super) fn head(&mut self, size: usize) -> io::Result<(&[u8], bool)> {
        let missing = (size + self.taken).saturating_sub(self.head.len());
        let more = read_up_to(&mut self.rest, missing)?;
        let whole = more.len() < missing;
        self.head.extend_from_slice(&more);
        Ok((&self.head[self.taken..], whole))
    }
}

impl Read for Text<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.taken < self.head.len() {
            let n = out.len().min(self.head.len() - self.taken);
            out[..n].copy_from_slice(&self.head[self.taken..self.taken + n]);
            self.taken += n;
            return Ok(n);
        }
        self.head = Vec::new();
        self.taken = 0;
        self.rest.read(out)
    }
}

/// Decodes UTF-16; what is not a character becomes U+FFFD, a byte order mark goes.
struct Utf16<R> {
    input: R,
    big_endian: bool,
    raw: Vec<u8>,
    text: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl<R: Read> Utf16<R> {
    fn decode_more(&mut self) -> io::Result<()> {
        let more = read_up_to(&mut self.input, 64 << 10)?;
        self.ended = more.is_empty();
        self.raw.extend_from_slice(&more);
        let mut units: Vec<u16> = self
            .raw
            .chunks_exact(2)
            .map(|pair| {
                if self.big_endian {
                    u16::from_be_bytes([pair[0], pair[1]])
                } else {
                    u16::from_le_bytes([pair[0], pair[1]])
                }
            })
            .collect();
        // The first half of a character waits for the second.
        let is_first_half = |unit: &u16| (0xd800..0xdc00).contains(unit);
        if !self.ended && units.last().is_some_and(is_first_half) {
            units.pop();
        }
        self.raw.drain(..units.len() * 2);
        let text: String = char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .filter(|c| *c != '\u{feff}')
            .collect();
        self.text = text.into_bytes();
        self.taken = 0;
        Ok(())
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.text.len() && !self.ended {
            self.decode_more()?;
        }
        let n = out.len().min(self.text.len() - self.taken);
        out[..n].copy_from_slice(&self.text[self.taken..self.taken + n]);
        self.taken += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Vec<u8> {
        let mut text = Text::decoded(Box::new(bytes), Vec::new()).unwrap();
        text.head(7).unwrap();
        let mut out = Vec::new();
        text.read_to_end(&mut out).unwrap();
        out
    }

    fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if big_endian { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn byte_order_marks_go_and_unmarked_json_is_seen() {
        assert_eq!(read(b"\xef\xbb\xbfa,b"), b"a,b");
        assert_eq!(read(&utf16("[{\"é\":1}]", false)), "[{\"é\":1}]".as_bytes());
        assert_eq!(read(&utf16("{\"é\":1}", true)), "{\"é\":1}".as_bytes());
        assert_eq!(read(b""), b"");
        assert_eq!(read(b"\xff\xfea"), b"");
    }

    proptest! {
        #[test]
        fn utf16_comes_back(text in "(?s:.){0,40}", repeat in 1usize..2000, big_endian in any::<bool>()) {
            let text = text.replace('\u{feff}', "").repeat(repeat);
            prop_assert_eq!(read(&utf16(&format!("\u{feff}{text}"), big_endian)), text.into_bytes());
        }
    }

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
