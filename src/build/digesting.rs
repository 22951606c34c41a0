//! Digests what is written or read on its way.

use std::io::{self, Read, Write};

use crate::pack::{Digest, DigestMaker};

/// Passes bytes on, and digests them.
pub(super) struct Digesting<T> {
    inner: T,
    digest: DigestMaker,
}

impl<T> Digesting<T> {
    pub(super) fn new(inner: T) -> Self {
        Self { inner, digest: DigestMaker::default() }
    }

    /// What the bytes went to or came from, and their digest.
    pub(super) fn finish(self) -> (T, Digest) {
        (self.inner, self.digest.finish())
    }
}

impl<T: Write> Write for Digesting<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.inner.write(bytes)?;
        self.digest.update(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<T: Read> Read for Digesting<T> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.digest.update(&out[..n]);
        Ok(n)
    }
}
