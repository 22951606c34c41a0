//! What became of an input: counts, and the first few things that were wrong.

use std::fmt::Display;

/// How many things that were wrong are told in words; all are counted.
pub const SAMPLES: usize = 5;

/// What became of an input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InputReport {
    /// Entries of lists that were met: rows of a table, tracks of a playlist.
    pub rows: u64,
    /// Entries left out: without artist or title, or not readable.
    pub bad: u64,
    /// Lists filed.
    pub lists: u64,
    /// Lists left out whole: not readable, or without a track.
    pub bad_lists: u64,
    /// Lists left out because one of the same id was read before.
    pub repeated: u64,
    /// Files that end too soon.
    pub cut_off: u64,
    /// Entries (of a playlist file: files) that are not UTF-8 and were read as Latin-1.
    pub recoded: u64,
    /// The first few things that were wrong: where, and what. Not cleaned.
    pub samples: Vec<(String, String)>,
}

impl InputReport {
    pub(super) fn bad_row(&mut self, at: impl Display, what: impl Into<String>) {
        self.bad += 1;
        self.tell(at, what);
    }

    pub(super) fn bad_list(&mut self, at: impl Display, what: impl Into<String>) {
        self.bad_lists += 1;
        self.tell(at, what);
    }

    pub(super) fn tell(&mut self, at: impl Display, what: impl Into<String>) {
        if self.samples.len() < SAMPLES {
            self.samples.push((at.to_string(), what.into()));
        }
    }

    /// Adds what became of `file`, a part of this input.
    pub fn add(&mut self, file: &str, mut part: Self) {
        for (at, _) in &mut part.samples {
            *at = format!("{file}, {at}");
        }
        self.merge(part);
    }

    /// Adds what became of more of this input.
    pub fn merge(&mut self, part: Self) {
        self.rows += part.rows;
        self.bad += part.bad;
        self.lists += part.lists;
        self.bad_lists += part.bad_lists;
        self.repeated += part.repeated;
        self.cut_off += part.cut_off;
        self.recoded += part.recoded;
        for (at, what) in part.samples {
            self.tell(at, what);
        }
    }
}
