//! Sources that are not files: who reads sources brings somebody who can ask for them.

use super::error::SourceError;
use super::progress::Progress;
use super::spotify::{Account, Delivery, Shelf};
use crate::history::UnixSeconds;

/// Somebody who can ask the sources that are not files.
pub enum Remote<'a> {
    /// Nobody: only files are read.
    Nobody,
    /// A Spotify account.
    Spotify(&'a mut Account),
}

impl Remote<'_> {
    /// Reads a shelf of a Spotify account.
    pub(super) fn spotify(
        &mut self,
        what: Shelf,
        now: UnixSeconds,
        progress: &dyn Progress,
    ) -> Result<Vec<Delivery>, SourceError> {
        match self {
            Self::Nobody => Err(super::Trouble::Offline.into()),
            Self::Spotify(account) => Ok(account.read(what, now, progress)?),
        }
    }
}
