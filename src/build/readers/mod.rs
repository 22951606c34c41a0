//! Readers of lists: one file a format, all filling one [`CorpusBuilder`](super::CorpusBuilder).
//!
//! Reading has two halves: `parse_…` makes parts of an input without knowing any other, so that many run at once; a filer
//! takes the parts in the order of the inputs, so that the corpus does not depend on the threads.
//!
//! A reader leaves out what it cannot use, counts it and says where the first of it stands; it fails only where the input is
//! of another kind, or cannot be read to its end. Must not know files and folders: it gets bytes.

mod csv_table;
mod jspf;
mod m3u;
mod mpd;
mod part;
mod playlist;
mod report;
mod rows;
mod unpack;
mod xspf;

pub use csv_table::{TableFiler, TablePart, parse_csv, read_csv};
pub use mpd::{MpdReader, parse_slice};
pub use part::{Part, PartFiler};
pub use playlist::{MAX_PLAYLIST, parse_playlist, read_playlist};
pub use report::{InputReport, SAMPLES};

use std::borrow::Cow;

/// The longest list that is taken, in entries: what stands with a hundred thousand others says nothing, and to count it would take
/// as long as a whole data set.
pub const MAX_LIST: usize = 100_000;

fn too_long() -> String {
    format!("longer than {MAX_LIST} entries")
}

/// Bytes as text, and whether they were no UTF-8: such are taken for Latin-1, as old programs wrote.
fn text_of(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (Cow::Owned(bytes.iter().map(|b| char::from(*b)).collect()), true),
    }
}
