//! A row of an input that names a track, and a table of the rows met before: most rows are spelled as one before them.

use hashbrown::HashTable;
use twox_hash::XxHash3_128;

/// A track as a reader found it. Texts are cleaned by the builder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewTrack<'a> {
    /// The artist.
    pub artist: &'a str,
    /// The title.
    pub title: &'a str,
    /// The year of first release; 0 when unknown.
    pub year: u16,
    /// Tags.
    pub tags: Vec<&'a str>,
    /// ISRC, or empty.
    pub isrc: &'a str,
    /// `MusicBrainz` recording id, or empty.
    pub mbid: &'a str,
    /// URI, or empty.
    pub uri: &'a str,
}

/// What a row says, in 128 bits (XXH3 without a seed): rows of one hash are taken for the same. By chance two of ten million
/// different rows share one with a probability below 10⁻²⁴.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::build) struct RowHash([u32; 4]);

impl RowHash {
    /// The hash of a row; `scratch` is overwritten.
    pub(in crate::build) fn of(row: &NewTrack<'_>, scratch: &mut Vec<u8>) -> Self {
        scratch.clear();
        let texts = [row.artist, row.title, row.uri, row.isrc, row.mbid];
        for text in texts.into_iter().chain(row.tags.iter().copied()) {
            scratch.extend_from_slice(text.as_bytes());
            // No byte of UTF-8: rows whose texts are cut elsewhere differ.
            scratch.push(0xff);
        }
        scratch.extend_from_slice(&row.year.to_le_bytes());
        let hash = XxHash3_128::oneshot(scratch);
        Self([hash as u32, (hash >> 32) as u32, (hash >> 64) as u32, (hash >> 96) as u32])
    }

    /// 64 of its bits.
    fn short(self) -> u64 {
        u64::from(self.0[0]) << 32 | u64::from(self.0[1])
    }
}

/// Numbers by row: 21 bytes a place of the table, a few hundred megabytes for ten million rows.
#[derive(Debug, Default)]
pub(in crate::build) struct SeenRows {
    table: HashTable<(RowHash, u32)>,
}

impl SeenRows {
    /// The number of a row that came before.
    pub(in crate::build) fn find(&self, row: RowHash) -> Option<u32> {
        self.table.find(row.short(), |(other, _)| *other == row).map(|(_, n)| *n)
    }

    /// How many bytes of memory it holds, about.
    pub(in crate::build) fn memory(&self) -> usize {
        // An eighth of the places is always free.
        self.table.capacity() * 24
    }

    /// Forgets all, and keeps the room.
    pub(in crate::build) fn clear(&mut self) {
        self.table.clear();
    }

    /// Files a row that did not come before.
    pub(in crate::build) fn add(&mut self, row: RowHash, n: u32) {
        self.table.insert_unique(row.short(), (row, n), |(row, _)| row.short());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_another_field_is_another_row() {
        let mut seen = SeenRows::default();
        let rows = [
            NewTrack { artist: "ab", title: "c", ..NewTrack::default() },
            NewTrack { artist: "a", title: "bc", ..NewTrack::default() },
            NewTrack { artist: "ab", title: "c", isrc: "d", ..NewTrack::default() },
            NewTrack { artist: "ab", title: "c", mbid: "d", ..NewTrack::default() },
            NewTrack { artist: "ab", title: "c", tags: vec!["d"], ..NewTrack::default() },
            NewTrack { artist: "ab", title: "c", tags: vec!["d", "e"], ..NewTrack::default() },
            NewTrack { artist: "ab", title: "c", year: 1994, ..NewTrack::default() },
        ];
        for (n, row) in rows.iter().enumerate() {
            let hash = RowHash::of(row, &mut Vec::new());
            assert_eq!(seen.find(hash), None, "{row:?}");
            seen.add(hash, n as u32);
        }
        for (n, row) in rows.iter().enumerate() {
            assert_eq!(seen.find(RowHash::of(row, &mut Vec::new())), Some(n as u32));
        }
    }
}
