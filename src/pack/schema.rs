//! The tables of a pack: file names, columns, types. `docs/pack-format.md` says the same in prose.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema};

/// The version of the format that this code writes, and the only one it reads.
pub const FORMAT: u32 = 2;

/// A table of a pack; each is one Arrow IPC file with one record batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// The catalogue.
    Tracks,
    /// The artists.
    Artists,
    /// The tags.
    Tags,
    /// The lists, each with its tracks.
    Lists,
    /// For each track the lists that hold it.
    Postings,
    /// For each track its counted neighbours.
    Neighbours,
    /// For each track its fitted neighbours; empty rows where nothing was fitted.
    Fitted,
    /// The words of the lists' names, each with the lists that have it.
    Words,
    /// Hashes of folded names and identifiers, ascending, each with the id it leads to.
    Keys,
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 9] = [
        Self::Tracks,
        Self::Artists,
        Self::Tags,
        Self::Lists,
        Self::Postings,
        Self::Neighbours,
        Self::Fitted,
        Self::Words,
        Self::Keys,
    ];

    /// The table's file name.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Tracks => "tracks.arrow",
            Self::Artists => "artists.arrow",
            Self::Tags => "tags.arrow",
            Self::Lists => "lists.arrow",
            Self::Postings => "postings.arrow",
            Self::Neighbours => "neighbours.arrow",
            Self::Fitted => "fitted.arrow",
            Self::Words => "words.arrow",
            Self::Keys => "keys.arrow",
        }
    }

    /// The table's columns. None is nullable: a missing year is 0, a missing text is empty.
    #[must_use]
    pub fn schema(self) -> Arc<Schema> {
        let fields = match self {
            Self::Tracks => vec![
                plain("title", DataType::Utf8),
                plain("artist", DataType::UInt32),
                plain("year", DataType::UInt16),
                plain("lists", DataType::UInt32),
                plain("popularity", DataType::UInt16),
                plain("rarity", DataType::UInt16),
                list("tags", DataType::UInt8),
                list("tag_weights", DataType::UInt8),
                plain("isrc", DataType::Utf8),
                plain("mbid", DataType::Utf8),
                plain("uri", DataType::Utf8),
            ],
            Self::Artists => vec![
                plain("name", DataType::Utf8),
                list("tracks", DataType::UInt32),
                plain("rarity", DataType::UInt16),
                list("near", DataType::UInt32),
                list("near_weights", DataType::UInt16),
            ],
            Self::Tags => vec![plain("name", DataType::Utf8), list("tracks", DataType::UInt32)],
            Self::Lists => {
                vec![
                    plain("name", DataType::Utf8),
                    plain("date", DataType::Utf8),
                    plain("worth", DataType::UInt16),
                    list("tracks", DataType::UInt32),
                ]
            }
            Self::Postings => vec![list("lists", DataType::UInt32), list("both", DataType::UInt8)],
            Self::Neighbours | Self::Fitted => {
                vec![list("track", DataType::UInt32), list("weight", DataType::UInt16)]
            }
            Self::Words => vec![
                plain("word", DataType::Utf8),
                plain("weight", DataType::UInt16),
                list("lists", DataType::UInt32),
            ],
            Self::Keys => vec![plain("hash", DataType::UInt64), plain("id", DataType::UInt32)],
        };
        Arc::new(Schema::new(fields))
    }
}

fn plain(name: &str, kind: DataType) -> Field {
    Field::new(name, kind, false)
}

fn list(name: &str, of: DataType) -> Field {
    Field::new(name, DataType::List(Arc::new(Field::new("item", of, false))), false)
}
