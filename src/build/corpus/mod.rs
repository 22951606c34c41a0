//! All tracks and lists of a data set, with every spelling of a track joined, in catalogue order.
//!
//! Flat throughout: a million lists with 66 million entries and two million tracks are a few dozen allocations, so that
//! nothing is spent on headers of small ones, and the whole is written and read as it lies. Must not know files, nor what is
//! counted from it.

mod arena;
mod builder;
mod finished;
mod finishing;
mod order;
mod row;
mod saved;
mod subset;

pub use arena::{Groups, Texts};
pub use builder::{CorpusBuilder, TrackNo};
pub use finished::Corpus;
pub use row::NewTrack;
pub(in crate::build) use row::{RowHash, SeenRows};
