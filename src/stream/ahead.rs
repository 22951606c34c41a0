//! A stream whose beginning can be looked at without being used up.

use std::io::{self, Read};

/// Bytes whose beginning can be looked at before they are read.
pub(crate) struct Ahead<'a> {
    head: Vec<u8>,
    taken: usize,
    rest: Box<dyn Read + 'a>,
    /// An error met while looking ahead; given back once what came before it is read.
    failed: Option<io::Error>,
}

impl<'a> Ahead<'a> {
    pub(crate) fn new(rest: Box<dyn Read + 'a>) -> Self {
        Self { head: Vec::new(), taken: 0, rest, failed: None }
    }

    /// The next `size` bytes, or all there are; and whether that is all.
    pub(crate) fn look(&mut self, size: usize) -> (&[u8], bool) {
        let missing = (self.taken + size).saturating_sub(self.head.len());
        let mut whole = self.failed.is_some();
        if !whole {
            let before = self.head.len();
            let read = (&mut self.rest).take(missing as u64).read_to_end(&mut self.head);
            whole = read.is_err() || self.head.len() - before < missing;
            self.failed = read.err();
        }
        (&self.head[self.taken..], whole)
    }

    /// Leaves out the next `count` bytes, which have been looked at.
    pub(crate) fn skip(&mut self, count: usize) {
        self.taken += count;
    }

    /// The error that ended the look ahead, when there was one; reading on will not meet it again.
    pub(crate) fn take_error(&mut self) -> Option<io::Error> {
        self.failed.take()
    }
}

impl Read for Ahead<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.taken < self.head.len() {
            let n = out.len().min(self.head.len() - self.taken);
            out[..n].copy_from_slice(&self.head[self.taken..self.taken + n]);
            self.taken += n;
            return Ok(n);
        }
        (self.head, self.taken) = (Vec::new(), 0);
        self.failed.take().map_or_else(|| self.rest.read(out), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_ahead_comes_after_the_bytes_before_it() {
        struct Fails;
        impl Read for Fails {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::InvalidData.into())
            }
        }
        let mut ahead = Ahead::new(Box::new(b"abc".as_slice().chain(Fails)));
        assert_eq!(ahead.look(100), (b"abc".as_slice(), true));
        let mut out = Vec::new();
        assert_eq!(ahead.read_to_end(&mut out).unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert_eq!(out, b"abc");
    }
}
