//! From lists to a pack: read, intern, count, weigh, write.
//!
//! Deterministic: the same input gives the same bytes, on any number of threads. Must not know histories: what a person
//! listened to has no way in here.

mod ages;
mod corpus;
mod count;
mod readers;
mod starter;
mod tables;
mod weigh;
mod words;
mod write;

pub use corpus::{Corpus, CorpusBuilder, Groups, Join, NewTrack, Texts, TrackNo};
pub use readers::{
    InputReport, MAX_PLAYLIST, MpdReader, Part, PartFiler, SAMPLES, TableFiler, TablePart, parse_csv,
    parse_playlist, parse_slice, read_csv, read_playlist,
};
pub use starter::{STARTER_NAME, StarterError, starter_pack, starter_pack_bytes};
pub use write::{BuildError, PackAbout, build, write_pack};
