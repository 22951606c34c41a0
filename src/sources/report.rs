//! What was read, kept and dropped, file by file, so that every row is accounted for.
//!
//! For every file and in total, also after duplicates were joined: `rows = kept + Σ dropped`.

use std::borrow::Cow;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::history::{Outcome, SourceKind};

/// So many bad records of a file are described; the others are only counted.
pub const BAD_SHOWN: usize = 5;

/// Why a row did not become a listen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DropReason {
    /// A podcast episode, heard or watched.
    Podcast,
    /// A chapter of an audiobook.
    Audiobook,
    /// Nothing says who or what was played (removed tracks).
    NoName,
    /// Not played at all, or for less than 30 s without a sign of why.
    TooShort,
    /// Played in a private session.
    PrivateSession,
    /// The same play as another row, of this file or another.
    Duplicate,
    /// A time that cannot be read, or that cannot be true.
    BadTime,
    /// A row that is not what its format asks for.
    BadRecord,
    /// A row longer than a megabyte (a table's: 64 KiB).
    RecordTooLong,
    /// The last row of a file that ends within it.
    CutOff,
}

impl DropReason {
    /// All reasons, in the order they are shown.
    pub const ALL: [Self; 10] = [
        Self::Podcast,
        Self::Audiobook,
        Self::NoName,
        Self::TooShort,
        Self::PrivateSession,
        Self::Duplicate,
        Self::BadTime,
        Self::BadRecord,
        Self::RecordTooLong,
        Self::CutOff,
    ];

    /// The name shown to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Podcast => "podcast",
            Self::Audiobook => "audiobook",
            Self::NoName => "no artist or title",
            Self::TooShort => "too short",
            Self::PrivateSession => "private session",
            Self::Duplicate => "duplicate",
            Self::BadTime => "bad time",
            Self::BadRecord => "bad record",
            Self::RecordTooLong => "record too long",
            Self::CutOff => "cut off",
        }
    }
}

/// How many rows were dropped, by reason. Written to JSON as an object of the reasons that occurred.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drops([u64; DropReason::ALL.len()]);

impl Drops {
    /// How many rows were dropped for this reason.
    #[must_use]
    pub fn of(&self, reason: DropReason) -> u64 {
        self.0[reason as usize]
    }

    /// How many rows were dropped.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// The reasons that occurred, with their counts, in the order of [`DropReason::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (DropReason, u64)> + '_ {
        DropReason::ALL.into_iter().map(|r| (r, self.of(r))).filter(|(_, n)| *n > 0)
    }

    fn add(&mut self, reason: DropReason, rows: u64) {
        self.0[reason as usize] += rows;
    }
}

impl Serialize for Drops {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (reason, rows) in self.iter() {
            map.serialize_entry(&reason, &rows)?;
        }
        map.end()
    }
}

/// The account of one file, or of all: `rows = kept + dropped.total()`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Rows read.
    pub rows: u64,
    /// Rows that became listens.
    pub kept: u64,
    /// Listens among the kept ones that are skips.
    pub skips: u64,
    /// Rows that did not, by reason.
    pub dropped: Drops,
}

impl Tally {
    pub(super) fn keep(&mut self, outcome: Outcome) {
        self.rows += 1;
        self.kept += 1;
        self.skips += u64::from(outcome == Outcome::Skipped);
    }

    pub(super) fn drop(&mut self, reason: DropReason) {
        self.rows += 1;
        self.dropped.add(reason, 1);
    }

    /// A kept row turned out to repeat another.
    pub(super) fn join(&mut self, outcome: Outcome) {
        self.kept -= 1;
        self.skips -= u64::from(outcome == Outcome::Skipped);
        self.dropped.add(DropReason::Duplicate, 1);
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        self.kept += other.kept;
        self.skips += other.skips;
        for (reason, rows) in other.dropped.iter() {
            self.dropped.add(reason, rows);
        }
    }
}

/// Where in a file a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Position {
    /// The line on which the row begins, from 1 (tables).
    Line(u64),
    /// The number of the item, from 1 (what came over the network).
    Item(u64),
    /// The byte at which the record begins, from 0, in the unpacked text, decoded to UTF-8 (JSON).
    Byte(u64),
}

/// A record that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BadRecord {
    /// Where it begins.
    pub position: Position,
    /// What is wrong with it. Quotes nothing of it: it may hold what nobody should see.
    pub what: String,
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", content = "detail", rename_all = "kebab-case")]
pub enum PassReason {
    /// No bytes, or no records.
    Empty,
    /// Text without listens, with what it seems to be.
    NotListens(&'static str),
    /// Not text, with what it seems to be.
    NotText(&'static str),
    /// An archive within an archive.
    NestedArchive,
    /// Encrypted.
    Encrypted,
    /// A pipe, device or socket.
    Special(&'static str),
    /// The system, or the archive's own check sums, would not let it be read.
    Unreadable(String),
    /// It unpacks to hundreds of times its size.
    Bomb,
}

impl PassReason {
    /// The reason as shown to people.
    #[must_use]
    pub fn text(&self) -> Cow<'static, str> {
        match self {
            Self::Empty => "nothing in it".into(),
            Self::NotListens(what) | Self::NotText(what) => (*what).into(),
            Self::NestedArchive => "an archive within an archive is not opened".into(),
            Self::Encrypted => "encrypted".into(),
            Self::Special(what) => format!("a {what}, not a file").into(),
            Self::Unreadable(why) => format!("could not be read: {why}").into(),
            Self::Bomb => "refused: it unpacks to hundreds of times its size".into(),
        }
    }
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileOutcome {
    /// It was read as this.
    Read(SourceKind),
    /// It was not read.
    PassedOver(PassReason),
}

/// The account of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// Which file: its path below what was named, or its name in the archive; cleaned.
    pub label: String,
    /// What became of it.
    pub outcome: FileOutcome,
    /// Its rows.
    #[serde(flatten)]
    pub tally: Tally,
    /// The first records that could not be read, at most [`BAD_SHOWN`].
    pub bad: Vec<BadRecord>,
    /// Why the reading ended before the file did, or that the file ends within a record. What came before was kept.
    pub stopped: Option<String>,
}

impl FileReport {
    pub(super) fn passed(label: String, reason: PassReason) -> Self {
        let outcome = FileOutcome::PassedOver(reason);
        Self { label, outcome, tally: Tally::default(), bad: Vec::new(), stopped: None }
    }
}

/// The account of a whole reading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReadReport {
    /// Every file that was looked at, in the order of the sources, by name within each.
    pub files: Vec<FileReport>,
    /// The sums over all files.
    pub totals: Tally,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_kept_or_dropped_also_after_joining() {
        let mut t = Tally::default();
        t.keep(Outcome::Skipped);
        t.keep(Outcome::Played);
        t.drop(DropReason::Podcast);
        t.join(Outcome::Skipped);
        assert_eq!((t.rows, t.kept, t.skips, t.dropped.total()), (3, 1, 0, 2));
        let json = serde_json::to_string(&t).unwrap();
        assert_eq!(json, r#"{"rows":3,"kept":1,"skips":0,"dropped":{"podcast":1,"duplicate":1}}"#);
    }

    #[test]
    fn reasons_stand_in_the_order_of_their_numbers() {
        for (n, r) in DropReason::ALL.into_iter().enumerate() {
            assert_eq!(r as usize, n, "{}", r.name());
        }
    }
}
