//! Opens a pack from a folder (mapped) or from memory, and refuses what is damaged, with a reason.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use arrow_buffer::Buffer;
use arrow_ipc::reader::read_footer_length;
use arrow_ipc::{Footer, Type, root_as_footer, root_as_message};
use arrow_schema::DataType;
use thiserror::Error;

use super::columns::Columns;
use super::{
    ArtistTable, Card, FORMAT, KeyTable, ListTable, NeighbourTable, Pack, Table, TagTable, TrackTable,
    WordTable, digest_of, map,
};

/// The longest card that is read.
const MAX_CARD: u64 = 1 << 20;

/// Why a pack cannot be opened.
#[derive(Debug, Error)]
pub enum PackError {
    /// The folder or a file of it cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// There is no `card.toml`.
    #[error("{0} is not a pack: it has no card.toml")]
    NotAPack(PathBuf),
    /// The card is not one.
    #[error("the card of the pack is damaged: {0}")]
    Card(String),
    /// The pack is of another format version.
    #[error(
        "the pack has format {found}, this program reads format {FORMAT}; build it again, or use the program that made it"
    )]
    Format {
        /// The card's version.
        found: u32,
    },
    /// A table is not what the format says.
    #[error("the pack is damaged: {file}: {reason}")]
    Table {
        /// The file.
        file: &'static str,
        /// What is wrong with it.
        reason: String,
    },
}

/// A pack's files in memory: what `build` makes and writes, and what the starter pack is opened from.
#[derive(Debug, Clone, Default)]
pub struct PackBytes {
    /// The text of `card.toml`.
    pub card: String,
    /// The files by name.
    pub files: BTreeMap<&'static str, Vec<u8>>,
}

impl Pack {
    /// Opens a pack folder; its files are mapped, not read.
    pub fn open(folder: &Path) -> Result<Self, PackError> {
        let path = folder.join("card.toml");
        let read = |source| PackError::Read { path: path.clone(), source };
        match std::fs::metadata(&path) {
            Ok(meta) if meta.len() > MAX_CARD => {
                return Err(PackError::Card("it is longer than a megabyte".into()));
            }
            Ok(_) => {}
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && folder.is_dir() => {
                return Err(PackError::NotAPack(folder.to_owned()));
            }
            Err(e) => return Err(PackError::Read { path: folder.to_owned(), source: e }),
        }
        let card = std::fs::read_to_string(&path).map_err(read)?;
        Self::from_parts(&card, |table| {
            let path = folder.join(table.file());
            map::map_file(&path).map_err(|source| PackError::Read { path, source })
        })
    }

    /// Opens a pack that was built in memory.
    pub fn from_bytes(mut pack: PackBytes) -> Result<Self, PackError> {
        let card = std::mem::take(&mut pack.card);
        Self::from_parts(&card, |table| {
            let bytes = pack.files.remove(table.file());
            bytes
                .map(Buffer::from_vec)
                .ok_or_else(|| PackError::Table { file: table.file(), reason: "it is missing".into() })
        })
    }

    fn from_parts(
        card_text: &str,
        mut file: impl FnMut(Table) -> Result<Buffer, PackError>,
    ) -> Result<Self, PackError> {
        // The version first: another format's card may have other fields.
        let version: VersionOnly =
            toml::from_str(card_text).map_err(|e| PackError::Card(e.message().to_owned()))?;
        if version.format != FORMAT {
            return Err(PackError::Format { found: version.format });
        }
        let card: Card = toml::from_str(card_text).map_err(|e| PackError::Card(e.message().to_owned()))?;
        let digest = digest_of(card_text.as_bytes());
        let mut bytes = |t: Table| file(t).map(|b| (t, b));
        let (postings, both) = read(&bytes(Table::Postings)?, |c| Ok((c.lists()?, c.lists()?)))?;
        let pack = Self {
            tracks: read(&bytes(Table::Tracks)?, |c| {
                Ok(TrackTable {
                    title: c.strings()?,
                    artist: c.numbers()?,
                    year: c.numbers()?,
                    lists: c.numbers()?,
                    popularity: c.numbers()?,
                    rarity: c.numbers()?,
                    tags: c.lists()?,
                    tag_weights: c.lists()?,
                    isrc: c.strings()?,
                    mbid: c.strings()?,
                    uri: c.strings()?,
                })
            })?,
            artists: read(&bytes(Table::Artists)?, |c| {
                Ok(ArtistTable {
                    name: c.strings()?,
                    tracks: c.lists()?,
                    rarity: c.numbers()?,
                    near: c.lists()?,
                    near_weights: c.lists()?,
                })
            })?,
            tags: read(&bytes(Table::Tags)?, |c| Ok(TagTable { name: c.strings()?, tracks: c.lists()? }))?,
            lists: read(&bytes(Table::Lists)?, |c| {
                Ok(ListTable {
                    name: c.strings()?,
                    date: c.strings()?,
                    worth: c.numbers()?,
                    tracks: c.lists()?,
                })
            })?,
            postings,
            both,
            neighbours: read(&bytes(Table::Neighbours)?, neighbour_table)?,
            fitted: read(&bytes(Table::Fitted)?, neighbour_table)?,
            words: read(&bytes(Table::Words)?, |c| {
                Ok(WordTable { word: c.strings()?, weight: c.numbers()?, lists: c.lists()? })
            })?,
            keys: read(&bytes(Table::Keys)?, |c| Ok(KeyTable { hash: c.numbers()?, id: c.numbers()? }))?,
            counted_only: false,
            card,
            digest,
        };
        pack.check_lengths()?;
        Ok(pack)
    }

    /// The tables that speak of the same things must be of the same length, and as long as the card says.
    fn check_lengths(&self) -> Result<(), PackError> {
        let n = self.track_count();
        let counts = &self.card.counts;
        let same = [
            (Table::Postings, self.postings.len() as u64, n as u64),
            (Table::Neighbours, self.neighbours.track.len() as u64, n as u64),
            (Table::Fitted, self.fitted.track.len() as u64, n as u64),
            (Table::Words, self.words.word.len() as u64, counts.words),
            (Table::Tracks, n as u64, counts.tracks),
            (Table::Artists, self.artist_count() as u64, counts.artists),
            (Table::Tags, self.tag_count() as u64, counts.tags),
            (Table::Lists, self.list_count() as u64, counts.lists),
        ];
        for (table, found, wanted) in same {
            if found != wanted {
                let reason = format!("{found} rows where there should be {wanted}");
                return Err(PackError::Table { file: table.file(), reason });
            }
        }
        Ok(())
    }
}

fn neighbour_table(c: &mut Columns<'_>) -> Result<NeighbourTable, String> {
    Ok(NeighbourTable { track: c.lists()?, weight: c.lists()? })
}

#[derive(serde::Deserialize)]
struct VersionOnly {
    format: u32,
}

/// Reads the one batch of an Arrow IPC file without copying: the columns point into the file's bytes.
fn read<T>(
    file: &(Table, Buffer),
    columns: impl FnOnce(&mut Columns<'_>) -> Result<T, String>,
) -> Result<T, PackError> {
    let (table, bytes) = file;
    let damaged = |reason: String| PackError::Table { file: table.file(), reason };
    let batch = find_batch(*table, bytes).map_err(damaged)?;
    let message = root_as_message(batch.meta).map_err(|e| damaged(format!("its batch is damaged: {e}")))?;
    let header =
        message.header_as_record_batch().ok_or_else(|| damaged("its block holds no batch".into()))?;
    Columns::new(header, batch.body).and_then(|mut c| columns(&mut c)).map_err(damaged)
}

/// Where the one batch of a file lies.
struct BatchBytes<'a> {
    meta: &'a [u8],
    body: Buffer,
}

fn find_batch(table: Table, bytes: &Buffer) -> Result<BatchBytes<'_>, String> {
    const TRAILER: usize = 10;
    let body = bytes.len().checked_sub(TRAILER).ok_or("the file is too short")?;
    let trailer: [u8; TRAILER] = bytes[body..].try_into().map_err(|_| "the file is too short")?;
    let footer_len =
        read_footer_length(trailer).map_err(|_| "it does not end as an Arrow file does (cut off?)")?;
    let footer_at = body.checked_sub(footer_len).ok_or("the footer is longer than the file")?;
    let footer =
        root_as_footer(&bytes[footer_at..body]).map_err(|e| format!("the footer is damaged: {e}"))?;
    check_columns(table, &footer)?;
    let batches = footer.recordBatches().ok_or("it holds no batch")?;
    if batches.len() != 1 {
        return Err(format!("it holds {} batches where there should be one", batches.len()));
    }
    let block = batches.get(0);
    let number = |n: i64| usize::try_from(n).map_err(|_| "a block has a negative length");
    let (from, meta, len) =
        (number(block.offset())?, number(i64::from(block.metaDataLength()))?, number(block.bodyLength())?);
    let body_at = from.checked_add(meta).ok_or("a block is longer than memory")?;
    let to = body_at.checked_add(len).ok_or("a block is longer than memory")?;
    // The block's metadata begins with a continuation mark and its own length, four bytes each.
    if to > footer_at || meta < 8 {
        return Err("a block lies outside the file (cut off?)".into());
    }
    Ok(BatchBytes { meta: &bytes[from + 8..body_at], body: bytes.slice_with_length(body_at, len) })
}

/// Compares the file's schema with the format's, field by field, without building a schema from hostile bytes.
fn check_columns(table: Table, footer: &Footer<'_>) -> Result<(), String> {
    let fields = footer.schema().and_then(|s| s.fields()).ok_or("it has no schema")?;
    let wanted = table.schema();
    let same = fields.len() == wanted.fields().len()
        && fields.iter().zip(wanted.fields()).all(|(f, w)| is_field(&f, w));
    if same {
        return Ok(());
    }
    let names: Vec<&str> = wanted.fields().iter().map(|f| f.name().as_str()).collect();
    Err(format!("its columns are not those of format {FORMAT}: {}", names.join(", ")))
}

fn is_field(found: &arrow_ipc::Field<'_>, wanted: &arrow_schema::Field) -> bool {
    let is_uint = |bits: i32| found.type_as_int().is_some_and(|i| i.bitWidth() == bits && !i.is_signed());
    let kind = match wanted.data_type() {
        DataType::Utf8 => found.type_type() == Type::Utf8,
        DataType::UInt8 => is_uint(8),
        DataType::UInt16 => is_uint(16),
        DataType::UInt32 => is_uint(32),
        DataType::UInt64 => is_uint(64),
        DataType::List(item) => {
            let child = found.children().filter(|c| c.len() == 1).map(|c| c.get(0));
            found.type_type() == Type::List && child.is_some_and(|c| is_field(&c, item))
        }
        _ => false,
    };
    kind && found.dictionary().is_none() && found.name() == Some(wanted.name())
}
