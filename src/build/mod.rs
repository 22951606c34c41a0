//! From lists to a pack: read, intern, count, weigh, write.
//!
//! Deterministic: the same input gives the same bytes, on any number of threads. Must not know histories: what a person
//! listened to has no way in here.

mod ages;
mod corpus;
mod count;
mod counted;
mod digesting;
mod fit;
mod incidence;
mod place;
mod readers;
mod starter;
mod tables;
mod words;
mod work;
mod write;

pub use corpus::{Corpus, CorpusBuilder, Groups, NewTrack, Texts, TrackNo};
pub use count::{Keep, Neighbours, Row, neighbours};
pub use counted::{Counted, Done, counting_memory};
pub use fit::{Fit, Fitted, MOST_SUPPORT, Split, fit, split};
pub use incidence::{Incidence, MOST_LISTS, TooManyLists, WHOLE};
pub use place::{may_replace, work_folder, write_pack};
pub use readers::{
    InputReport, MAX_LIST, MAX_PLAYLIST, MpdReader, Part, PartFiler, SAMPLES, TableFiler, TablePart,
    parse_csv, parse_playlist, parse_slice, read_csv, read_playlist,
};
pub use starter::{STARTER_NAME, StarterError, starter_pack, starter_pack_bytes};
pub use work::Work;
pub use write::{BuildError, Choice, PackAbout, build, lay_out, lay_out_at};
