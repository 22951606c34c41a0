//! Rows on their way from the thread that parses to the thread that files: each spelling once.

use crate::build::corpus::{CorpusBuilder, NewTrack, RowHash, SeenRows, Texts, TrackNo};
use crate::text::clean;

/// Texts kept of a row: artist, title, ISRC, MBID, URI, tags.
const FIELDS: usize = 6;

/// Between the tags of a row; the readers take it for a separator, so that no tag holds it.
pub(super) const BETWEEN_TAGS: char = '|';

/// Rows that name tracks, each spelling once, by number from 0.
#[derive(Debug, Default)]
pub(super) struct Rows {
    hashes: Vec<RowHash>,
    texts: Texts,
    years: Vec<u16>,
}

impl Rows {
    fn get(&self, n: u32) -> NewTrack<'_> {
        let field = |at: usize| self.texts.get(n as usize * FIELDS + at);
        NewTrack {
            artist: field(0),
            title: field(1),
            isrc: field(2),
            mbid: field(3),
            uri: field(4),
            tags: field(5).split(BETWEEN_TAGS).filter(|t| !t.is_empty()).collect(),
            year: self.years[n as usize],
        }
    }
}

/// Numbers rows.
#[derive(Debug, Default)]
pub(super) struct RowMaker {
    seen: SeenRows,
    scratch: Vec<u8>,
    rows: Rows,
}

impl RowMaker {
    /// The number of a row; `None` when artist or title is blank.
    pub(super) fn number(&mut self, row: &NewTrack<'_>) -> Option<u32> {
        let hash = RowHash::of(row, &mut self.scratch);
        if let Some(n) = self.seen.find(hash) {
            return Some(n);
        }
        if clean(row.artist).is_empty() || clean(row.title).is_empty() {
            return None;
        }
        let n = self.rows.hashes.len() as u32;
        self.seen.add(hash, n);
        self.rows.hashes.push(hash);
        self.rows.years.push(row.year);
        for text in [row.artist, row.title, row.isrc, row.mbid, row.uri] {
            self.rows.texts.push(text);
        }
        let between = BETWEEN_TAGS.encode_utf8(&mut [0; 4]).to_owned();
        self.rows.texts.push(&row.tags.join(&between));
        Some(n)
    }

    /// How many bytes of text the rows hold.
    pub(super) fn size(&self) -> usize {
        self.rows.texts.size()
    }

    /// The rows so far; the next begin at 0 again.
    pub(super) fn take(&mut self) -> Rows {
        self.seen.clear();
        std::mem::take(&mut self.rows)
    }
}

/// Rows on their way into a corpus: a row is filed when it is first asked for, so that the tracks are numbered in the order
/// in which the lists name them.
pub(super) struct Filing<'a> {
    rows: &'a Rows,
    numbers: Vec<Option<TrackNo>>,
}

impl<'a> Filing<'a> {
    pub(super) fn new(rows: &'a Rows) -> Self {
        Self { rows, numbers: vec![None; rows.hashes.len()] }
    }

    /// The track of a row.
    pub(super) fn track(&mut self, row: u32, corpus: &mut CorpusBuilder) -> Option<TrackNo> {
        let number = &mut self.numbers[row as usize];
        if number.is_none() {
            *number = corpus.hashed_track(self.rows.hashes[row as usize], &self.rows.get(row));
        }
        *number
    }
}
