//! Readers: from whatever holds listens to a [`History`](crate::history::History), with a report that accounts for every row.
//!
//! May touch files, and the network where a source is there (`spotify`). Must not know the pack, the engine or the screen.
//!
//! ```text
//! SourceSpec ──► places (walk, zip) ──► shape (told by content) ──► one reader a format ──► Batch ──► History
//!                                                                                             └─────► ReadReport
//! ```
//!
//! The rules, in short (`files/rules.rs` has the table): a row is a play from [`files::PLAY_MS`] on; below that it is a skip
//! when the person put the track away, a play when the track reached its end, and too short otherwise. Private sessions,
//! podcasts and audiobooks are dropped. A play that several rows or files tell of counts once
//! ([`HistoryBuilder::finish`](crate::history::HistoryBuilder::finish)). Every row that does not become a listen is counted
//! under a [`DropReason`]. What says where and who a person was (addresses, user agents, names, countries, devices) is never
//! read into a value.

mod error;
pub mod files;
mod progress;
mod read;
mod remote;
mod report;
mod spec;
pub mod spotify;
mod starter;

pub use error::SourceError;
pub use progress::{Progress, Quiet};
pub use read::{Reading, read, read_through};
pub use remote::Remote;
pub use report::{
    BAD_SHOWN, BadRecord, DropReason, Drops, FileOutcome, FileReport, PassReason, Position, ReadReport, Tally,
};
pub use spec::{SourceSpec, SpecError};
pub use spotify::Trouble;
pub use starter::{DEFAULT_STARTER, starter_names};
