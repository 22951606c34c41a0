//! Cuts a text into lines, in constant memory.

use std::io::{self, Read};

use memchr::memchr;

/// The longest line that is read, in bytes: 64 KiB.
pub(crate) const MAX_LINE: usize = 64 << 10;

const CHUNK: usize = 64 << 10;

/// A line without its end, and its number from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line<'a> {
    /// A line that was read.
    Bytes {
        /// Its number.
        number: u64,
        /// Its bytes.
        bytes: &'a [u8],
    },
    /// A line longer than [`MAX_LINE`].
    TooLong {
        /// Its number.
        number: u64,
    },
}

/// The lines of a text; `\n` and `\r\n` end them, the last one may lack its end.
pub(crate) struct Lines<R> {
    input: R,
    buf: Vec<u8>,
    pos: usize,
    filled: usize,
    ended: bool,
    number: u64,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(input: R) -> Self {
        Self { input, buf: vec![0; MAX_LINE + CHUNK], pos: 0, filled: 0, ended: false, number: 0 }
    }

    /// The next line; `None` at the end.
    // Not an iterator: the line borrows the buffer.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        let (mut searched, mut too_long) = (0, false);
        loop {
            let ahead = &self.buf[self.pos..self.filled];
            if let Some(n) = memchr(b'\n', &ahead[searched..]) {
                let start = self.pos;
                self.pos += searched + n + 1;
                return Ok(Some(self.line(start, self.pos - 1, too_long)));
            }
            searched = ahead.len();
            if searched > MAX_LINE {
                too_long = true;
                (self.pos, searched) = (self.filled, 0);
            }
            if self.ended {
                let (start, end) = (self.pos, self.filled);
                self.pos = end;
                return Ok((end > start || too_long).then(|| self.line(start, end, too_long)));
            }
            self.fill()?;
        }
    }

    fn line(&mut self, start: usize, end: usize, too_long: bool) -> Line<'_> {
        self.number += 1;
        let number = self.number;
        let bytes = &self.buf[start..end];
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        if too_long || bytes.len() > MAX_LINE {
            Line::TooLong { number }
        } else {
            Line::Bytes { number, bytes }
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buf.copy_within(self.pos..self.filled, 0);
        (self.pos, self.filled) = (0, self.filled - self.pos);
        loop {
            match self.input.read(&mut self.buf[self.filled..]) {
                Ok(n) => {
                    self.filled += n;
                    self.ended = n == 0;
                    return Ok(());
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(input: impl Read) -> Vec<(u64, Option<Vec<u8>>)> {
        let mut lines = Lines::new(input);
        let mut out = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            out.push(match line {
                Line::Bytes { number, bytes } => (number, Some(bytes.to_vec())),
                Line::TooLong { number } => (number, None),
            });
        }
        out
    }

    #[test]
    fn a_line_too_long_is_passed_over() {
        let long = "x".repeat(5 * MAX_LINE);
        let found = all(format!("a\r\n{long}\n\nb").as_bytes());
        let line = |n, text: &str| (n, Some(text.as_bytes().to_vec()));
        assert_eq!(found, [line(1, "a"), (2, None), line(3, ""), line(4, "b")]);
        assert_eq!(all(long.as_bytes()), [(1, None)]);
        assert_eq!(all(&b""[..]), []);
        assert_eq!(all("x".repeat(MAX_LINE).as_bytes())[0].1.as_ref().map(Vec::len), Some(MAX_LINE));
    }

    proptest! {
        #[test]
        fn the_same_lines_as_the_standard_library_s(text in "[ab\r\n]{0,60}\n") {
            let wanted: Vec<Vec<u8>> = text.lines().map(|l| l.as_bytes().to_vec()).collect();
            let found: Vec<Vec<u8>> = all(text.as_bytes()).into_iter().map(|(_, l)| l.unwrap()).collect();
            prop_assert_eq!(found, wanted);
        }
    }
}
