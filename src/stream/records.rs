//! Cuts the JSON objects out of a stream, one at a time, in constant memory.
//!
//! A file of listens is an array of objects, or objects one after another, with or without line breaks. [`Records`] finds
//! where each begins and ends and hands out its bytes; it must not know what is in them. It reads just enough grammar to
//! notice a broken object soon and to find the next one:
//!
//! - a string ends at its quote (escapes are respected); a raw line break within one is not JSON, so the object is broken;
//! - after a string comes one of `: , } ]`, or the object is broken (a missing quote shows itself here at once);
//! - an object begins after `:`, `,` or `[` within another, or the outer one is broken;
//! - a broken object is given up, and the next one begins at the next `}` `,` `{`, or at a line that begins with `{`;
//! - an object longer than [`MAX_RECORD`] is passed over without being held in memory.
//!
//! What it finds depends on the bytes alone, not on the chunks they arrive in.
//!
//! Some files wrap their objects: `{"about": …, "listens": [{…}, {…}]}`. [`Records::within`] reads those of the lists of one
//! name, and passes over what lies around them.

mod around;

use std::io::{self, Read};

use memchr::memchr3;

use around::Around;

/// The longest record that is read, in bytes: a megabyte. True ones are below 2 KB.
pub const MAX_RECORD: usize = 1 << 20;

/// How deep objects may nest; true records nest to about five.
const MAX_DEPTH: u32 = 32;

/// How much is asked of the input at once.
const CHUNK: usize = 256 << 10;

/// How many of the longest records the buffer holds when it is looked ahead in: the more, the less is moved.
const WINDOWS: usize = 4;

/// What was found, and at which byte of the stream it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// A whole object. Its braces match; whether it is JSON the parser tells.
    Record {
        /// Where it begins.
        at: u64,
        /// From brace to brace.
        bytes: &'a [u8],
    },
    /// An object longer than [`MAX_RECORD`].
    TooLong {
        /// Where it begins.
        at: u64,
    },
    /// Something that is no object, or an object that is broken.
    Broken {
        /// Where it begins.
        at: u64,
        /// What is wrong.
        why: &'static str,
    },
    /// The stream ended within an object.
    CutOff {
        /// Where the object begins.
        at: u64,
    },
}

/// Where the scanner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between objects.
    Between,
    /// Within a value that is no object, up to the next comma, bracket or line.
    Stray,
    /// Within an object, outside strings; `last` is the last byte that was no blank (`"` for a string).
    Inside { last: u8 },
    /// Within a string of an object.
    Text,
    /// After a backslash within a string.
    Escape,
    /// Looking for the next object after a broken one.
    Lost(Clue),
    /// Outside the lists of the name that is read.
    Outside,
}

/// What was last seen that may announce an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clue {
    None,
    Line,
    Close,
}

/// What [`Records::advance`] found; becomes a [`Piece`].
enum Found {
    Record { start: usize, end: usize },
    TooLong,
    Broken(&'static str),
    CutOff,
}

/// The objects of a JSON stream.
pub(crate) struct Records<R> {
    input: R,
    buf: Vec<u8>,
    /// Bytes of `buf` that are filled.
    filled: usize,
    /// The next byte to look at, in `buf`.
    pos: usize,
    /// The stream position of `buf[0]`.
    base: u64,
    /// The stream position where the current object begins.
    begin: u64,
    state: State,
    depth: u32,
    ended: bool,
    /// What finds the lists that are read, where not the whole is.
    around: Option<Around>,
    /// The stream position where the current text of an object begins.
    text: u64,
    /// The last text of the object was the name of the lists that are read.
    named: bool,
}

impl<R: Read> Records<R> {
    /// Reads objects from `input`: UTF-8 without a byte order mark.
    pub(crate) fn new(input: R) -> Self {
        Self {
            input,
            buf: Vec::new(),
            filled: 0,
            pos: 0,
            base: 0,
            begin: 0,
            state: State::Between,
            depth: 0,
            ended: false,
            around: None,
            text: 0,
            named: false,
        }
    }

    /// Reads the objects of all lists of this name, wherever they stand, and nothing else. The name is plain: no escapes.
    pub(crate) fn within(input: R, list: &'static str) -> Self {
        Self { state: State::Outside, around: Some(Around::new(list)), ..Self::new(input) }
    }

    /// The next piece; `None` at the end. An error of the input is final.
    // Not an iterator: the piece borrows the buffer.
    pub(crate) fn next(&mut self) -> io::Result<Option<Piece<'_>>> {
        loop {
            let found = self.advance();
            let at = self.begin;
            match found {
                Some(Found::Record { start, end }) => {
                    return Ok(Some(Piece::Record { at, bytes: &self.buf[start..end] }));
                }
                Some(Found::TooLong) => return Ok(Some(Piece::TooLong { at })),
                Some(Found::Broken(why)) => return Ok(Some(Piece::Broken { at, why })),
                Some(Found::CutOff) => return Ok(Some(Piece::CutOff { at })),
                None if self.ended => return Ok(None),
                None => self.fill()?,
            }
        }
    }

    /// What lies ahead, from the brace that begins the next object on: [`MAX_RECORD`] bytes, or all there are, and where it
    /// begins. `None` where no object begins next, and what comes is for [`Self::next`] to judge.
    ///
    /// Who knows the object's end by parsing it goes on with [`Self::take`], and spares the search for it.
    pub(crate) fn window(&mut self) -> io::Result<Option<(u64, &[u8])>> {
        loop {
            if self.state != State::Between {
                return Ok(None);
            }
            let ahead = &self.buf[self.pos..self.filled];
            self.pos += ahead.iter().take_while(|b| is_between(**b)).count();
            if self.pos < self.filled || self.ended {
                break;
            }
            self.fill_window()?;
        }
        if self.filled - self.pos < MAX_RECORD {
            self.fill_window()?;
        }
        let ahead = &self.buf[self.pos..self.filled.min(self.pos + MAX_RECORD)];
        Ok(ahead.starts_with(b"{").then(|| (self.here(), ahead)))
    }

    /// Passes over an object of the [window](Self::window), which has so many bytes.
    pub(crate) fn take(&mut self, length: usize) {
        self.pos += length;
    }

    /// Reads until the buffer is full, so that each byte is moved once at most.
    fn fill_window(&mut self) -> io::Result<()> {
        self.move_to_front(self.pos);
        self.buf.resize(self.buf.len().max(WINDOWS * MAX_RECORD), 0);
        while !self.ended && self.filled < self.buf.len() {
            self.read_on()?;
        }
        Ok(())
    }

    fn here(&self) -> u64 {
        self.base + self.pos as u64
    }

    /// How many bytes of the current object lie before `pos`.
    fn length(&self) -> u64 {
        self.here() - self.begin
    }

    /// Makes room and reads on. Keeps the current object as long as it may still become a record.
    fn fill(&mut self) -> io::Result<()> {
        let inside = matches!(self.state, State::Inside { .. } | State::Text | State::Escape);
        let keep_from = if inside && self.length() <= MAX_RECORD as u64 {
            (self.begin - self.base) as usize
        } else {
            self.pos
        };
        self.move_to_front(keep_from);
        if self.buf.len() < self.filled + CHUNK {
            self.buf.resize(self.filled + CHUNK, 0);
        }
        self.read_on()
    }

    fn move_to_front(&mut self, from: usize) {
        self.buf.copy_within(from..self.filled, 0);
        self.filled -= from;
        self.pos -= from;
        self.base += from as u64;
    }

    fn read_on(&mut self) -> io::Result<()> {
        loop {
            match self.input.read(&mut self.buf[self.filled..]) {
                Ok(0) => {
                    self.ended = true;
                    return Ok(());
                }
                Ok(n) => {
                    self.filled += n;
                    return Ok(());
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
    }

    /// Scans what is in the buffer; `None` when it needs more, or when all is done.
    fn advance(&mut self) -> Option<Found> {
        while self.pos < self.filled {
            let found = match self.state {
                State::Between => self.between(),
                State::Stray => self.stray(),
                State::Inside { last } => self.inside(last),
                State::Text | State::Escape => self.text(),
                State::Lost(clue) => self.lost(clue),
                State::Outside => self.outside(),
            };
            if found.is_some() {
                return found;
            }
        }
        if !self.ended {
            return None;
        }
        match self.state {
            State::Inside { .. } | State::Text | State::Escape => Some(self.give_up(Found::CutOff)),
            State::Stray => {
                self.state = State::Between;
                Some(Found::Broken(NOT_AN_OBJECT))
            }
            State::Between | State::Lost(_) | State::Outside => None,
        }
    }

    /// Looks for the next list of the name that is read.
    fn outside(&mut self) -> Option<Found> {
        let ahead = &self.buf[self.pos..self.filled];
        let begins = self.around.as_mut().and_then(|around| around.find(ahead));
        match begins {
            Some(after) => {
                self.pos += after;
                self.state = State::Between;
            }
            None => self.pos = self.filled,
        }
        None
    }

    fn between(&mut self) -> Option<Found> {
        while self.pos < self.filled {
            match self.buf[self.pos] {
                b'{' => {
                    self.begin_object();
                    return None;
                }
                b']' if self.around.is_some() => {
                    self.pos += 1;
                    self.state = State::Outside;
                    return None;
                }
                byte if is_between(byte) => self.pos += 1,
                _ => {
                    self.begin = self.here();
                    self.state = State::Stray;
                    return None;
                }
            }
        }
        None
    }

    fn begin_object(&mut self) {
        self.begin = self.here();
        self.depth = 1;
        self.pos += 1;
        self.state = State::Inside { last: b'{' };
    }

    fn stray(&mut self) -> Option<Found> {
        while self.pos < self.filled {
            if matches!(self.buf[self.pos], b',' | b'[' | b']' | b'\n' | b'{') {
                self.state = State::Between;
                return Some(Found::Broken(NOT_AN_OBJECT));
            }
            self.pos += 1;
        }
        None
    }

    fn inside(&mut self, mut last: u8) -> Option<Found> {
        while self.pos < self.filled {
            let byte = self.buf[self.pos];
            if matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                self.pos += 1;
                continue;
            }
            if last == b'"' && !matches!(byte, b':' | b',' | b'}' | b']') {
                return Some(
                    self.give_up(Found::Broken("no `:`, `,` or end after a text: a quote is missing")),
                );
            }
            match byte {
                b'"' => {
                    self.pos += 1;
                    self.text = self.here();
                    self.state = State::Text;
                    return None;
                }
                b'[' if last == b':' && self.named => {
                    // No record: what wraps the list that is read.
                    self.pos += 1;
                    self.state = State::Between;
                    return None;
                }
                b'{' if !matches!(last, b':' | b',' | b'[') => {
                    return Some(
                        self.give_up(Found::Broken("an object begins where none can be: a brace is missing")),
                    );
                }
                b'{' if self.depth == MAX_DEPTH => {
                    return Some(self.give_up(Found::Broken("objects nested too deeply")));
                }
                b'{' => self.depth += 1,
                b'}' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        self.pos += 1;
                        self.state = State::Between;
                        if self.length() > MAX_RECORD as u64 {
                            return Some(Found::TooLong);
                        }
                        return Some(Found::Record {
                            start: (self.begin - self.base) as usize,
                            end: self.pos,
                        });
                    }
                }
                _ => {}
            }
            last = byte;
            self.pos += 1;
        }
        self.state = State::Inside { last };
        None
    }

    fn text(&mut self) -> Option<Found> {
        if self.state == State::Escape {
            self.pos += 1;
            self.state = State::Text;
            return None;
        }
        let Some(n) = memchr3(b'"', b'\\', b'\n', &self.buf[self.pos..self.filled]) else {
            self.pos = self.filled;
            return None;
        };
        self.pos += n;
        match self.buf[self.pos] {
            b'"' => {
                self.named = self.is_named();
                self.state = State::Inside { last: b'"' };
            }
            b'\\' => self.state = State::Escape,
            _ => return Some(self.give_up(Found::Broken("a line ends within a text: a quote is missing"))),
        }
        self.pos += 1;
        None
    }

    /// Whether the text that ends here is the name of the lists that are read.
    fn is_named(&self) -> bool {
        let Some(around) = &self.around else { return false };
        // What is no longer at hand belongs to an object that is too long.
        let start = self.text.checked_sub(self.base).map(|n| n as usize);
        start.and_then(|start| self.buf.get(start..self.pos)) == Some(around.list())
    }

    /// The current object is no good: look for the next one, from right after its brace where that is still at hand.
    fn give_up(&mut self, as_what: Found) -> Found {
        self.state = State::Lost(Clue::None);
        if self.length() <= MAX_RECORD as u64 {
            self.pos = (self.begin - self.base) as usize + 1;
            as_what
        } else {
            Found::TooLong
        }
    }

    fn lost(&mut self, mut clue: Clue) -> Option<Found> {
        while self.pos < self.filled {
            clue = match (self.buf[self.pos], clue) {
                (b'{', Clue::Line | Clue::Close) => {
                    self.begin_object();
                    return None;
                }
                (b'}', _) | (b' ' | b'\t' | b'\r' | b'\n' | b',', Clue::Close) => Clue::Close,
                (b'\n', _) => Clue::Line,
                _ => Clue::None,
            };
            self.pos += 1;
        }
        self.state = State::Lost(clue);
        None
    }
}

/// What parts values. A NUL or a record separator (RFC 7464) does so like a blank.
fn is_between(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']' | 0 | 0x1e)
}

/// Why something is broken that does not begin as an object does.
pub(crate) const NOT_AN_OBJECT: &str = "not an object";

#[cfg(test)]
mod tests;
