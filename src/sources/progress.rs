//! How a reader tells how far it is, and learns that it shall stop.

/// Told how far the reading is; asked whether to go on. Called from several threads, a few times a megabyte.
pub trait Progress: Sync {
    /// In `stage`, `done` bytes are through, of `total` where that is known (bytes as stored: an archive's entries count
    /// unpacked, a gzip file packed).
    fn at(&self, stage: &'static str, done: u64, total: Option<u64>);

    /// Says something that holds things up: a wait that was asked for, a second try.
    fn note(&self, _text: &str) {}

    /// True when the person no longer wants the result; the reading then ends with
    /// [`SourceError::Cancelled`](super::SourceError::Cancelled).
    fn cancelled(&self) -> bool {
        false
    }
}

/// Shows nothing and never stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiet;

impl Progress for Quiet {
    fn at(&self, _stage: &'static str, _done: u64, _total: Option<u64>) {}
}
