//! The rows that a document names, and the tables that give them their names.

use serde::ser::{Serialize, SerializeSeq, Serializer};

use crate::pack::{ArtistId, ListId, Pack, TagId, TrackId, WordId};
use crate::text::clean;

use super::parts::{ListPart, NamePart, TrackPart};

/// Rows in the order they are met, often repeated; put in order when the tables are written.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) tracks: Vec<u32>,
    pub(super) artists: Vec<u32>,
    pub(super) lists: Vec<u32>,
    pub(super) tags: Vec<u32>,
    pub(super) words: Vec<u32>,
}

impl Rows {
    /// Puts every row once and in order, and the artists of the tracks among the artists.
    pub(super) fn finish(&mut self, pack: &Pack) {
        once(&mut self.tracks);
        self.artists.extend(self.tracks.iter().map(|t| pack.artist(TrackId(*t)).0));
        for rows in [&mut self.artists, &mut self.lists, &mut self.tags, &mut self.words] {
            once(rows);
        }
    }
}

fn once(rows: &mut Vec<u32>) {
    rows.sort_unstable();
    rows.dedup();
}

/// A table, named row by row while it is written.
pub(super) struct Table<'a, F> {
    pub(super) rows: &'a [u32],
    pub(super) name: F,
}

impl<T: Serialize, F: Fn(u32) -> T> Serialize for Table<'_, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.rows.len()))?;
        for row in self.rows {
            seq.serialize_element(&(self.name)(*row))?;
        }
        seq.end()
    }
}

pub(super) fn track(pack: &Pack, row: u32) -> TrackPart<'_> {
    let track = TrackId(row);
    TrackPart { row, artist: pack.artist(track).0, title: clean(pack.title(track)) }
}

pub(super) fn artist(pack: &Pack, row: u32) -> NamePart<'_> {
    NamePart { row, name: clean(pack.artist_name(ArtistId(row))) }
}

pub(super) fn list(pack: &Pack, row: u32) -> ListPart<'_> {
    let list = ListId(row);
    ListPart {
        row,
        name: clean(pack.list_name(list)),
        date: pack.list_date(list).map(clean),
        size: pack.list_tracks(list).count() as u32,
    }
}

pub(super) fn tag(pack: &Pack, row: u32) -> NamePart<'_> {
    // Rows of tags have eight bits in a pack.
    NamePart { row, name: clean(pack.tag_name(TagId(row as u16))) }
}

pub(super) fn word(pack: &Pack, row: u32) -> NamePart<'_> {
    NamePart { row, name: clean(pack.word_text(WordId(row))) }
}
