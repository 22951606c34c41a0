//! From lists to a pack: read, intern, count, weigh, write.
//!
//! Deterministic: the same input gives the same bytes, on any number of threads. Must not know histories: what a person
//! listened to has no way in here.

mod ages;
mod corpus;
mod count;
mod fit;
mod incidence;
mod readers;
mod starter;
mod subset;
mod tables;
mod weigh;
mod words;
mod write;

pub use corpus::{Corpus, CorpusBuilder, NewTrack, TrackNo};
pub use count::{Keep, Neighbours, Row, neighbours};
pub use fit::{Fit, Fitted, MOST_SUPPORT, fit};
pub use incidence::{Incidence, MOST_LISTS, TooManyLists, WHOLE};
pub use readers::{InputReport, MAX_PLAYLIST, MpdReader, SAMPLES, read_csv, read_playlist};
pub use starter::{STARTER_NAME, StarterError, starter_pack, starter_pack_bytes};
pub use write::{BuildError, PackAbout, build, write_pack};
