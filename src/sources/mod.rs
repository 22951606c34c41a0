//! Readers: from whatever holds listens to a [`History`](crate::history::History), with a report that accounts for every row.
//!
//! May touch files. Must not know the pack, the engine or the screen.
//!
//! ```text
//! SourceSpec ──► places (walk, zip) ──► shape (told by content) ──► one reader a format ──► Batch ──► History
//!                                                                                             └─────► ReadReport
//! ```

mod error;
pub mod files;
mod progress;
mod read;
mod report;
mod spec;
mod starter;

pub use error::SourceError;
pub use progress::{Progress, Quiet};
pub use read::{Reading, read};
pub use report::{
    BAD_SHOWN, BadRecord, DropReason, Drops, FileOutcome, FileReport, PassReason, Position, ReadReport, Tally,
};
pub use spec::{SourceSpec, SpecError};
pub use starter::{DEFAULT_STARTER, starter_names};
