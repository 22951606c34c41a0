//! Cuts a table (RFC 4180 and its relatives) into rows in constant memory, on top of `csv-core`.
//!
//! A row longer than [`MAX_ROW`], as a missing quote makes one, is passed over: its line is given up, and reading begins
//! anew on the next one that is at hand.

use std::io::{self, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::{memchr, memchr_iter};

/// The longest row that is read, in bytes: 64 KiB.
pub const MAX_ROW: usize = 64 << 10;

/// The most columns.
const MAX_COLUMNS: usize = 256;

const CHUNK: usize = 64 << 10;

/// A row, and the line on which it begins (from 1).
#[derive(Debug)]
pub(super) enum Row<'a> {
    Fields { line: u64, fields: Fields<'a> },
    TooLong { line: u64 },
}

/// The fields of a row, unquoted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a> {
    bytes: &'a [u8],
    ends: &'a [usize],
}

impl<'a> Fields<'a> {
    /// All fields as text; `None` when they are not UTF-8.
    pub(super) fn texts(&self) -> Option<Texts<'a>> {
        let text = std::str::from_utf8(self.bytes).ok()?;
        Some(Texts { text, ends: self.ends })
    }
}

/// The fields of a row as text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Texts<'a> {
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Texts<'a> {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field; `None` when the row has fewer, or when it is cut within a character (two fields of odd bytes may be UTF-8
    /// only together).
    pub(super) fn get(&self, place: usize) -> Option<&'a str> {
        let end = *self.ends.get(place)?;
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        self.text.get(start..end)
    }

    pub(super) fn iter(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).map(move |n| self.get(n).unwrap_or(""))
    }
}

/// The rows of a table.
pub(super) struct Rows<R> {
    input: R,
    core: Reader,
    buf: Vec<u8>,
    pos: usize,
    filled: usize,
    ended: bool,
    /// Lines that ended so far.
    lines: u64,
    out: Vec<u8>,
    ends: Vec<usize>,
}

impl<R: Read> Rows<R> {
    /// Reads rows from `input`.
    pub(super) fn new(input: R, delimiter: u8) -> Self {
        Self {
            input,
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            buf: vec![0; CHUNK],
            pos: 0,
            filled: 0,
            ended: false,
            lines: 0,
            out: vec![0; MAX_ROW],
            ends: vec![0; MAX_COLUMNS],
        }
    }

    /// The next row; `None` at the end. Empty lines are no rows.
    pub(super) fn next(&mut self) -> io::Result<Option<Row<'_>>> {
        self.skip_empty_lines()?;
        let line = self.lines + 1;
        let (mut bytes, mut fields) = (0, 0);
        loop {
            self.fill()?;
            let input = &self.buf[self.pos..self.filled];
            let (result, read, wrote, ended) =
                self.core.read_record(input, &mut self.out[bytes..], &mut self.ends[fields..]);
            self.lines += memchr_iter(b'\n', &input[..read]).count() as u64;
            self.pos += read;
            bytes += wrote;
            fields += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    self.skip_line()?;
                    self.core.reset();
                    return Ok(Some(Row::TooLong { line }));
                }
                ReadRecordResult::Record => {
                    let fields = Fields { bytes: &self.out[..bytes], ends: &self.ends[..fields] };
                    return Ok(Some(Row::Fields { line, fields }));
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// Reads on when all is used up.
    fn fill(&mut self) -> io::Result<()> {
        while self.pos == self.filled && !self.ended {
            match self.input.read(&mut self.buf) {
                Ok(n) => {
                    (self.pos, self.filled) = (0, n);
                    self.ended = n == 0;
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    fn skip_empty_lines(&mut self) -> io::Result<()> {
        loop {
            self.fill()?;
            match self.buf[self.pos..self.filled].first() {
                Some(b'\n') => self.lines += 1,
                Some(b'\r') => {}
                _ => return Ok(()),
            }
            self.pos += 1;
        }
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            self.fill()?;
            let rest = &self.buf[self.pos..self.filled];
            if rest.is_empty() {
                return Ok(());
            }
            if let Some(n) = memchr(b'\n', rest) {
                self.pos += n + 1;
                self.lines += 1;
                return Ok(());
            }
            self.pos = self.filled;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &[u8]) -> Vec<(u64, Vec<String>)> {
        let mut rows = Rows::new(text, b',');
        let mut out = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            out.push(match row {
                Row::Fields { line, fields } => {
                    (line, fields.texts().map_or(vec!["?".into()], |t| t.iter().map(str::to_owned).collect()))
                }
                Row::TooLong { line } => (line, vec!["too long".into()]),
            });
        }
        out
    }

    #[test]
    fn rows_know_their_lines() {
        let found = all(b"a,b\r\n\r\n\n\"x\ny\",\"\"\"q\"\"\"\nlast,\xff\nend,z");
        let row = |line, fields: &[&str]| (line, fields.iter().map(|f| (*f).to_owned()).collect::<Vec<_>>());
        assert_eq!(
            found,
            [row(1, &["a", "b"]), row(4, &["x\ny", "\"q\""]), row(6, &["?"]), row(7, &["end", "z"])]
        );
    }

    #[test]
    fn a_row_too_long_is_passed_over_and_its_line_given_up() {
        let long = "x".repeat(3 * MAX_ROW);
        let found = all(format!("a,b\n{long},y\nc,d\n").as_bytes());
        assert_eq!(
            found.iter().map(|(line, f)| (*line, f[0].as_str())).collect::<Vec<_>>(),
            [(1, "a"), (2, "too long"), (3, "c")]
        );
        // A quote that is never closed takes 64 KiB and the rest of its line, no more.
        let rows = "c,d\n".repeat(2 * MAX_ROW);
        let found = all(format!("a,\"b\n{rows}").as_bytes());
        assert_eq!(found[0].1[0], "too long");
        assert!(found.len() > MAX_ROW && found.last().unwrap().1 == ["c", "d"]);
        let commas = ",".repeat(1000);
        assert_eq!(all(format!("{commas}\nc,d").as_bytes())[0].1[0], "too long");
    }

    proptest! {
        #[test]
        fn any_bytes_end_without_a_panic(bytes in prop::collection::vec(prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), any::<u8>()], 0..300)) {
            let rows = all(&bytes);
            prop_assert!(rows.windows(2).all(|w| w[0].0 <= w[1].0));
        }
    }
}
