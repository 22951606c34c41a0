//! The person's own music: audio files by their tags, and which tracks of a pack they hold.
//!
//! May read files. Must not know scores, reasons or the screen. Nothing is kept: a library is read anew in each run.

mod owned;
mod read;
mod tags;

pub use owned::Owned;
pub use read::{Library, LibraryError, MAX_AUDIO, OwnFile, read};
