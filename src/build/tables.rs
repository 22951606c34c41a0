//! From a counted corpus to the bytes of each table.

use std::sync::Arc;

use arrow_array::types::{ArrowPrimitiveType, UInt8Type, UInt16Type, UInt32Type, UInt64Type};
use arrow_array::{ArrayRef, ListArray, PrimitiveArray, RecordBatch, StringArray};
use arrow_buffer::{OffsetBuffer, ScalarBuffer};
use arrow_ipc::MetadataVersion;
use arrow_ipc::writer::{FileWriter, IpcWriteOptions};
use arrow_schema::{ArrowError, Field};

use crate::identify::normalise::{KeyKind, artist_key, full_key, key_hash, primary_artist, track_key};
use crate::identify::{MatchRule, Version, identifier_key};
use crate::pack::{Parameters, Table};

use super::corpus::Corpus;
use super::count::Neighbours;
use super::words::words;
use super::{ages, weigh};

/// The bytes of every table, in the order of [`Table::ALL`].
pub(super) fn tables(
    corpus: &Corpus,
    rows: &Neighbours,
    parameters: &Parameters,
) -> Result<Vec<(Table, Vec<u8>)>, ArrowError> {
    Table::ALL.into_iter().map(|t| Ok((t, file(t, columns(t, corpus, rows, parameters))?))).collect()
}

fn columns(table: Table, corpus: &Corpus, rows: &Neighbours, parameters: &Parameters) -> Vec<ArrayRef> {
    match table {
        Table::Tracks => track_columns(corpus, parameters),
        Table::Artists => {
            let mut columns =
                named(&corpus.artists, grouped(corpus.artists.len(), corpus, |t| vec![t.artist]));
            columns.push(lists::<UInt32Type>(corpus.artists.iter().map(|_| Vec::new())));
            columns.push(lists::<UInt16Type>(corpus.artists.iter().map(|_| Vec::new())));
            columns
        }
        Table::Tags => named(
            &corpus.tags,
            grouped(corpus.tags.len(), corpus, |t| t.tags.iter().map(|g| u32::from(*g)).collect()),
        ),
        Table::Lists => vec![
            strings(corpus.lists.iter().map(|l| l.name.as_str())),
            strings(corpus.lists.iter().map(|l| l.date.as_str())),
            numbers::<UInt16Type>(worths(corpus, parameters).into_iter()),
            lists::<UInt32Type>(corpus.lists.iter().map(|l| l.tracks.clone())),
        ],
        Table::Postings => vec![
            lists::<UInt32Type>(corpus.tracks.iter().map(|t| t.lists.clone())),
            lists::<UInt8Type>(corpus.tracks.iter().zip(rows.rows()).map(|(t, r)| both(t.lists.len(), r.both))),
        ],
        Table::Neighbours => vec![
            lists::<UInt32Type>(rows.rows().map(|r| r.tracks.to_vec())),
            lists::<UInt16Type>(rows.rows().map(|r| r.weights.to_vec())),
        ],
        Table::Fitted => vec![
            lists::<UInt32Type>(corpus.tracks.iter().map(|_| Vec::new())),
            lists::<UInt16Type>(corpus.tracks.iter().map(|_| Vec::new())),
        ],
        Table::Words => {
            let words = words(corpus.lists.iter().map(|l| l.name.as_str()));
            let all = corpus.lists.len() as u32;
            vec![
                strings(words.iter().map(|(w, _)| w.as_str())),
                numbers::<UInt16Type>(words.iter().map(|(_, l)| weigh::word_weight(l.len() as u32, all))),
                lists::<UInt32Type>(words.iter().map(|(_, l)| l.clone())),
            ]
        }
        Table::Keys => {
            let keys = keys(corpus);
            vec![
                numbers::<UInt64Type>(keys.iter().map(|k| k.0)),
                numbers::<UInt32Type>(keys.iter().map(|k| k.1)),
            ]
        }
    }
}

/// In how many lists a track stands with each of its neighbours; nothing where it can only be one.
fn both(lists: usize, row: &[u8]) -> Vec<u8> {
    if lists < 2 {
        return Vec::new();
    }
    row.to_vec()
}

fn worths(corpus: &Corpus, parameters: &Parameters) -> Vec<u16> {
    let dates: Vec<&str> = corpus.lists.iter().map(|l| l.date.as_str()).collect();
    let ages = ages::ages(&dates);
    let worth = |(l, age): (&super::corpus::CorpusList, f64)| {
        weigh::worth(l.tracks.len(), weigh::freshness(age, parameters), parameters)
    };
    corpus.lists.iter().zip(ages).map(worth).collect()
}

fn track_columns(corpus: &Corpus, parameters: &Parameters) -> Vec<ArrayRef> {
    let tracks = &corpus.tracks;
    let most = tracks.iter().map(|t| t.lists.len() as u32).max().unwrap_or(0);
    let mut tagged = vec![0u32; corpus.tags.len()];
    for g in tracks.iter().flat_map(|t| &t.tags) {
        tagged[usize::from(*g)] += 1;
    }
    let total = tracks.len() as u32;
    let tag_weights = |tags: &[u8]| {
        let counts: Vec<u32> = tags.iter().map(|g| tagged[usize::from(*g)]).collect();
        weigh::tag_weights(&counts, total)
    };
    vec![
        strings(tracks.iter().map(|t| t.title.as_str())),
        numbers::<UInt32Type>(tracks.iter().map(|t| t.artist)),
        numbers::<UInt16Type>(tracks.iter().map(|t| t.year)),
        numbers::<UInt32Type>(tracks.iter().map(|t| t.lists.len() as u32)),
        numbers::<UInt16Type>(tracks.iter().map(|t| weigh::popularity(t.lists.len() as u32, most))),
        numbers::<UInt16Type>(tracks.iter().map(|t| weigh::rarity(t.lists.len() as u32, parameters))),
        lists::<UInt8Type>(tracks.iter().map(|t| t.tags.clone())),
        lists::<UInt8Type>(tracks.iter().map(|t| tag_weights(&t.tags))),
        strings(tracks.iter().map(|t| t.isrc.as_str())),
        strings(tracks.iter().map(|t| t.mbid.as_str())),
        strings(tracks.iter().map(|t| t.uri.as_str())),
    ]
}

fn named(names: &[String], tracks: Vec<Vec<u32>>) -> Vec<ArrayRef> {
    vec![strings(names.iter().map(String::as_str)), lists::<UInt32Type>(tracks.into_iter())]
}

/// The tracks under each of `groups` keys, in catalogue order.
fn grouped(
    groups: usize,
    corpus: &Corpus,
    keys: impl Fn(&super::corpus::CorpusTrack) -> Vec<u32>,
) -> Vec<Vec<u32>> {
    let mut tracks = vec![Vec::new(); groups];
    for (n, t) in corpus.tracks.iter().enumerate() {
        for k in keys(t) {
            tracks[k as usize].push(n as u32);
        }
    }
    tracks
}

/// The hashes under which each track and artist can be found, ascending, ties by id.
fn keys(corpus: &Corpus) -> Vec<(u64, u32)> {
    let mut keys = Vec::with_capacity(corpus.tracks.len() * 2);
    for (n, t) in corpus.tracks.iter().enumerate() {
        let artist = &corpus.artists[t.artist as usize];
        let mut file = |kind, artist: &str| {
            let (key, version) = track_key(kind, artist, &t.title);
            keys.push((key_hash(&full_key(kind, &key, &version)), n as u32));
        };
        file(KeyKind::Folded, artist);
        file(KeyKind::Latin, artist);
        if let Some(first) = primary_artist(artist) {
            file(KeyKind::Primary, first);
        }
        for (rule, id) in [(MatchRule::Isrc, &t.isrc), (MatchRule::Mbid, &t.mbid), (MatchRule::Uri, &t.uri)] {
            if !id.is_empty() {
                keys.push((key_hash(&identifier_key(rule, id)), n as u32));
            }
        }
    }
    for (n, artist) in corpus.artists.iter().enumerate() {
        let key = full_key(KeyKind::Artist, &artist_key(artist), &Version::new());
        keys.push((key_hash(&key), n as u32));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn strings<'a>(texts: impl Iterator<Item = &'a str>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(texts))
}

fn numbers<T: ArrowPrimitiveType>(values: impl Iterator<Item = T::Native>) -> ArrayRef {
    Arc::new(PrimitiveArray::<T>::from_iter_values(values))
}

fn lists<T: ArrowPrimitiveType>(rows: impl Iterator<Item = Vec<T::Native>>) -> ArrayRef {
    let mut lengths = Vec::new();
    let mut values: Vec<T::Native> = Vec::new();
    for row in rows {
        lengths.push(row.len());
        values.extend(row);
    }
    let item = Arc::new(Field::new("item", T::DATA_TYPE, false));
    let values = Arc::new(PrimitiveArray::<T>::new(ScalarBuffer::from(values), None));
    Arc::new(ListArray::new(item, OffsetBuffer::from_lengths(lengths), values, None))
}

fn file(table: Table, columns: Vec<ArrayRef>) -> Result<Vec<u8>, ArrowError> {
    let schema = table.schema();
    debug_assert!(columns.iter().zip(schema.fields()).all(|(c, f)| c.data_type() == f.data_type()));
    let batch = RecordBatch::try_new(schema.clone(), columns)?;
    // 64 bytes: every column may be mapped and read in place.
    let options = IpcWriteOptions::try_new(64, false, MetadataVersion::V5)?;
    let mut writer = FileWriter::try_new_with_options(Vec::new(), &schema, options)?;
    writer.write(&batch)?;
    writer.into_inner()
}
