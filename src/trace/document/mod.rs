//! The trace as one self-contained document: everything that a list was computed from, and everything that was computed.
//!
//! ```text
//! history, seeds, settings ──► Inputs ──► write ──► bytes ──► Document ──► replay, compare
//!                         question, ranking ─┘
//! ```
//!
//! Written as a stream that borrows from the pack and the question; nothing of it is built in memory but one track at a time.
//! Must not know files, nor terms: whoever writes says whether the seeds are to be withheld.

mod checks;
mod inputs;
mod parts;
mod read;
mod rules;
mod tables;
mod write;

pub use checks::{Checks, checks};
pub use inputs::{Asked, Inputs, inputs};
pub use parts::*;
pub use read::{Document, MOST_BYTES, ReadError};
pub(super) use rules::{parts_of, rules_of};
pub use write::{Subject, write};
