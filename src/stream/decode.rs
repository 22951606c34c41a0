//! From bytes to UTF-8 text: byte order marks, and UTF-16.
//!
//! What claims to be UTF-8 is passed on as it is; a record that is none is a bad record, and the rest is read.

use std::io::{self, Read};

use super::ahead::Ahead;

/// How much is looked at to tell an encoding.
const GLANCE: usize = 4096;

/// A text in UTF-8 (or what claims to be) without a byte order mark, whose beginning can be looked at first.
pub(crate) struct Text<'a>(Ahead<'a>);

impl<'a> Text<'a> {
    pub(crate) fn decoded(mut raw: Ahead<'a>) -> Self {
        let (head, _) = raw.look(GLANCE);
        let big_endian = match head {
            [0xff, 0xfe, ..] => Some(false),
            [0xfe, 0xff, ..] => Some(true),
            [0xef, 0xbb, 0xbf, ..] => {
                raw.skip(3);
                None
            }
            _ => unmarked_utf16(head),
        };
        match big_endian {
            Some(big_endian) => Self(Ahead::new(Box::new(Utf16::new(raw, big_endian)))),
            None => Self(raw),
        }
    }

    /// The first `size` bytes, or all there are; and whether that is all. Only before anything else was read.
    pub(crate) fn head(&mut self, size: usize) -> (&[u8], bool) {
        self.0.look(size)
    }

    /// The error that ended the look ahead, when there was one; reading on would not meet it again.
    pub(crate) fn take_error(&mut self) -> Option<io::Error> {
        self.0.take_error()
    }
}

impl Read for Text<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.0.read(out)
    }
}

/// JSON in UTF-16 without a byte order mark: a bracket first, and every other byte zero for a while.
fn unmarked_utf16(head: &[u8]) -> Option<bool> {
    let glance = &head[..head.len().min(16)];
    let every_other_is_zero = |from: usize| glance.iter().skip(from).step_by(2).all(|b| *b == 0);
    match glance {
        [b'[' | b'{', 0, _, ..] if every_other_is_zero(1) => Some(false),
        [0, b'[' | b'{', _, ..] if every_other_is_zero(0) => Some(true),
        _ => None,
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
    fn new(input: R, big_endian: bool) -> Self {
        Self { input, big_endian, raw: Vec::new(), text: Vec::new(), taken: 0, ended: false }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        self.ended = (&mut self.input).take(64 << 10).read_to_end(&mut self.raw)? == 0;
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
        let mut text = Text::decoded(Ahead::new(Box::new(bytes)));
        text.head(7);
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
        assert_eq!(read(b"\0[\0{\"a"), b"\0[\0{\"a");
    }

    proptest! {
        #[test]
        fn utf16_comes_back(text in "(?s:.){0,40}", repeat in 1usize..2000, big_endian in any::<bool>()) {
            let text = text.replace('\u{feff}', "").repeat(repeat);
            prop_assert_eq!(read(&utf16(&format!("\u{feff}{text}"), big_endian)), text.into_bytes());
        }
    }
}
