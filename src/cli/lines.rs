//! Lines of a stream in portions: as many as are there without waiting, in bounded memory.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

use memchr::memchr;

/// The longest line that is taken in.
pub(super) const LONGEST: usize = 64 << 20;

/// Bytes read at a time.
const READ_AHEAD: usize = 1 << 20;

/// A portion ends after so many lines.
const PORTION: usize = 1024;

/// A line and its number.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// From 1, blank lines counted.
    pub(super) number: u64,
    /// Without its end; `None` when it is longer than [`LONGEST`].
    pub(super) bytes: Option<Vec<u8>>,
}

/// Reads lines. `\n` and `\r\n` end them; the last one may lack its end.
#[derive(Debug)]
pub(super) struct Lines<R> {
    reader: BufReader<R>,
    number: u64,
    longest: usize,
}

impl<R: Read> Lines<R> {
    /// Lines of a stream.
    pub(super) fn new(stream: R) -> Self {
        Self { reader: BufReader::with_capacity(READ_AHEAD, stream), number: 0, longest: LONGEST }
    }

    /// The next lines that are not blank: waits for one, and takes what else has arrived. Empty at the end.
    pub(super) fn portion(&mut self) -> io::Result<Vec<Line>> {
        let mut lines = Vec::new();
        while let Some(bytes) = self.line()? {
            let blank = bytes.as_ref().is_some_and(|b| b.trim_ascii().is_empty());
            if !blank {
                lines.push(Line { number: self.number, bytes });
            }
            // A line that is not whole yet must not keep the answers to those before it waiting.
            let more = memchr(b'\n', self.reader.buffer()).is_some();
            if lines.len() == PORTION || (!lines.is_empty() && !more) {
                break;
            }
        }
        Ok(lines)
    }

    /// The next line, `Some(None)` when it is too long, `None` at the end.
    #[expect(clippy::option_option, reason = "the end, a line, and a line that is not kept are three things")]
    fn line(&mut self) -> io::Result<Option<Option<Vec<u8>>>> {
        let mut kept = Vec::new();
        let (mut length, mut any) = (0usize, false);
        loop {
            let there = match self.reader.fill_buf() {
                Err(e) if e.kind() == ErrorKind::Interrupted => continue,
                there => there?,
            };
            if there.is_empty() {
                break;
            }
            any = true;
            let end = memchr(b'\n', there);
            let part = &there[..end.unwrap_or(there.len())];
            length += part.len();
            if length <= self.longest {
                kept.extend_from_slice(part);
            } else {
                kept = Vec::new();
            }
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.number += 1;
        if length > self.longest {
            return Ok(Some(None));
        }
        if kept.last() == Some(&b'\r') {
            kept.pop();
        }
        if self.number == 1 && kept.starts_with("\u{feff}".as_bytes()) {
            kept.drain(..3);
        }
        Ok(Some(Some(kept)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, longest: usize) -> Vec<(u64, Option<String>)> {
        let mut lines = Lines { longest, ..Lines::new(text.as_bytes()) };
        let mut out = Vec::new();
        loop {
            let some = lines.portion().unwrap();
            if some.is_empty() {
                return out;
            }
            out.extend(some.into_iter().map(|l| (l.number, l.bytes.map(|b| String::from_utf8(b).unwrap()))));
        }
    }

    #[test]
    fn blank_lines_are_counted_and_ends_do_not_matter() {
        let found = all("\u{feff}a\r\n\n  \r\nb\nc", 10);
        let wanted = [(1, "a"), (4, "b"), (5, "c")].map(|(n, t)| (n, Some(t.to_owned())));
        assert_eq!(found, wanted);
        assert_eq!(all("", 10), []);
        assert_eq!(all("\n\n", 10), []);
    }

    #[test]
    fn a_line_too_long_is_told_and_the_next_one_read() {
        assert_eq!(all("12345\n1234\n", 4), [(1, None), (2, Some("1234".to_owned()))]);
    }

    /// Gives a few bytes at a time, as a pipe does.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let n = self.0.len().min(3).min(into.len());
            into[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    #[test]
    fn lines_are_given_as_they_arrive() {
        let mut lines = Lines::new(Drip(b"ab\ncd\nef"));
        assert_eq!(lines.portion().unwrap().len(), 1);
        assert_eq!(lines.portion().unwrap()[0].bytes.as_deref(), Some(&b"cd"[..]));
        assert_eq!(lines.portion().unwrap()[0].bytes.as_deref(), Some(&b"ef"[..]));
        assert!(lines.portion().unwrap().is_empty());
    }
}
