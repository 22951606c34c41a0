//! From a counted corpus to the bytes of each table.

use std::io::Write;
use std::sync::Arc;

use arrow_array::types::{ArrowPrimitiveType, UInt8Type, UInt16Type, UInt32Type, UInt64Type};
use arrow_array::{ArrayRef, ListArray, PrimitiveArray, RecordBatch, StringArray};
use arrow_buffer::{OffsetBuffer, ScalarBuffer};
use arrow_ipc::MetadataVersion;
use arrow_ipc::writer::{FileWriter, IpcWriteOptions};
use arrow_schema::{ArrowError, Field};
use rayon::prelude::*;

use crate::identify::normalise::{KeyKind, artist_key, full_key, key_hash, primary_artist, track_key};
use crate::identify::{MatchRule, Version, identifier_key};
use crate::pack::{Parameters, Table};

use super::ages;
use super::corpus::{Corpus, Texts};
use super::counted::Counted;
use super::words::words;
use crate::pack::weigh;

/// Writes a table as an Arrow IPC file: one batch, every column aligned so that it may be mapped and read in place.
pub(super) fn write(
    table: Table,
    corpus: &Corpus,
    counted: &Counted,
    parameters: &Parameters,
    out: impl Write,
) -> Result<(), ArrowError> {
    let (schema, columns) = (table.schema(), columns(table, corpus, counted, parameters));
    debug_assert!(columns.iter().zip(schema.fields()).all(|(c, f)| c.data_type() == f.data_type()));
    let batch = RecordBatch::try_new(schema.clone(), columns)?;
    let options = IpcWriteOptions::try_new(64, false, MetadataVersion::V5)?;
    let mut writer = FileWriter::try_new_with_options(out, &schema, options)?;
    writer.write(&batch)?;
    writer.finish()?;
    writer.flush()
}

fn columns(table: Table, corpus: &Corpus, counted: &Counted, parameters: &Parameters) -> Vec<ArrayRef> {
    match table {
        Table::Tracks => track_columns(corpus, parameters),
        Table::Artists => {
            let artists = corpus.artists();
            let mut columns =
                named(artists, grouped(artists.len(), corpus, |t| std::iter::once(corpus.artist(t))));
            let held_by = artist_lists(corpus);
            columns.push(numbers::<UInt16Type>(held_by.iter().map(|n| weigh::rarity(*n, parameters))));
            columns.push(lists::<UInt32Type>(counted.artists.rows().map(|r| r.tracks)));
            columns.push(lists::<UInt16Type>(counted.artists.rows().map(|r| r.weights)));
            columns
        }
        Table::Tags => named(
            corpus.tags(),
            grouped(corpus.tags().len(), corpus, |t| corpus.tags_of(t).iter().map(|g| u32::from(*g))),
        ),
        Table::Lists => vec![
            strings(corpus.list_names().iter()),
            strings(corpus.list_dates().iter()),
            numbers::<UInt16Type>(worths(corpus, parameters).into_iter()),
            lists::<UInt32Type>(corpus.lists().iter()),
        ],
        Table::Postings => vec![
            lists::<UInt32Type>(corpus.postings().iter()),
            lists::<UInt8Type>(
                corpus.postings().iter().zip(counted.neighbours.rows()).map(|(l, r)| both(l.len(), r.both)),
            ),
        ],
        Table::Neighbours => vec![
            lists::<UInt32Type>(counted.neighbours.rows().map(|r| r.tracks)),
            lists::<UInt16Type>(counted.neighbours.rows().map(|r| r.weights)),
        ],
        Table::Fitted => vec![
            lists::<UInt32Type>(counted.fitted.rows().map(|(tracks, _)| tracks)),
            lists::<UInt16Type>(counted.fitted.rows().map(|(_, weights)| weights)),
        ],
        Table::Words => {
            let words = words(corpus.list_names().iter());
            let all = corpus.list_count() as u32;
            vec![
                strings(words.iter().map(|(w, _)| w.as_str())),
                numbers::<UInt16Type>(words.iter().map(|(_, l)| weigh::word_weight(l.len() as u32, all))),
                lists::<UInt32Type>(words.iter().map(|(_, l)| l)),
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
fn both(lists: usize, row: &[u8]) -> &[u8] {
    if lists < 2 { &[] } else { row }
}

fn worths(corpus: &Corpus, parameters: &Parameters) -> Vec<u16> {
    let dates: Vec<&str> = corpus.list_dates().iter().collect();
    let ages = ages::ages(&dates);
    let worth =
        |(l, age): (&[u32], f64)| weigh::worth(l.len(), weigh::freshness(age, parameters), parameters);
    corpus.lists().iter().zip(ages).map(worth).collect()
}

/// How many lists hold a track of each artist.
fn artist_lists(corpus: &Corpus) -> Vec<u32> {
    let mut lists = vec![0u32; corpus.artists().len()];
    let mut last = vec![u32::MAX; corpus.artists().len()];
    for (n, tracks) in corpus.lists().iter().enumerate() {
        for artist in tracks.iter().map(|t| corpus.artist(*t) as usize) {
            if last[artist] != n as u32 {
                last[artist] = n as u32;
                lists[artist] += 1;
            }
        }
    }
    lists
}

fn track_columns(corpus: &Corpus, parameters: &Parameters) -> Vec<ArrayRef> {
    let tracks = || 0..corpus.track_count() as u32;
    let held_by = |t: u32| corpus.lists_with(t).len() as u32;
    let most = tracks().map(held_by).max().unwrap_or(0);
    let mut tagged = vec![0u32; corpus.tags().len()];
    for g in tracks().flat_map(|t| corpus.tags_of(t)) {
        tagged[usize::from(*g)] += 1;
    }
    let total = corpus.track_count() as u32;
    let tag_weights = |tags: &[u8]| {
        let counts: Vec<u32> = tags.iter().map(|g| tagged[usize::from(*g)]).collect();
        weigh::tag_weights(&counts, total)
    };
    vec![
        strings(corpus.titles().iter()),
        numbers::<UInt32Type>(tracks().map(|t| corpus.artist(t))),
        numbers::<UInt16Type>(tracks().map(|t| corpus.year(t))),
        numbers::<UInt32Type>(tracks().map(held_by)),
        numbers::<UInt16Type>(tracks().map(|t| weigh::popularity(held_by(t), most))),
        numbers::<UInt16Type>(tracks().map(|t| weigh::rarity(held_by(t), parameters))),
        lists::<UInt8Type>(tracks().map(|t| corpus.tags_of(t))),
        lists::<UInt8Type>(tracks().map(|t| tag_weights(corpus.tags_of(t)))),
        strings(tracks().map(|t| corpus.isrc(t))),
        strings(tracks().map(|t| corpus.mbid(t))),
        strings(tracks().map(|t| corpus.uri(t))),
    ]
}

fn named(names: &Texts, tracks: Vec<Vec<u32>>) -> Vec<ArrayRef> {
    vec![strings(names.iter()), lists::<UInt32Type>(tracks.into_iter())]
}

/// The tracks under each of `groups` keys, in catalogue order.
fn grouped<K: Iterator<Item = u32>>(
    groups: usize,
    corpus: &Corpus,
    keys: impl Fn(u32) -> K,
) -> Vec<Vec<u32>> {
    let mut tracks = vec![Vec::new(); groups];
    for t in 0..corpus.track_count() as u32 {
        for k in keys(t) {
            tracks[k as usize].push(t);
        }
    }
    tracks
}

/// The hashes under which each track and artist can be found, ascending, ties by id.
fn keys(corpus: &Corpus) -> Vec<(u64, u32)> {
    let tracks = (0..corpus.track_count() as u32).into_par_iter();
    let mut keys: Vec<(u64, u32)> = tracks.flat_map_iter(|t| track_keys(corpus, t)).collect();
    keys.extend(corpus.artists().iter().enumerate().map(|(n, artist)| {
        let key = full_key(KeyKind::Artist, &artist_key(artist), &Version::new());
        (key_hash(&key), n as u32)
    }));
    keys.par_sort_unstable();
    keys.dedup();
    keys
}

fn track_keys(corpus: &Corpus, t: u32) -> impl Iterator<Item = (u64, u32)> {
    let artist = corpus.artist_name(corpus.artist(t));
    let by_name = |kind, artist: &str| {
        let (key, version) = track_key(kind, artist, corpus.title(t));
        full_key(kind, &key, &version)
    };
    let mut keys = vec![by_name(KeyKind::Folded, artist), by_name(KeyKind::Latin, artist)];
    keys.extend(primary_artist(artist).map(|first| by_name(KeyKind::Primary, first)));
    let ids = [
        (MatchRule::Isrc, corpus.isrc(t)),
        (MatchRule::Mbid, corpus.mbid(t)),
        (MatchRule::Uri, corpus.uri(t)),
    ];
    keys.extend(ids.into_iter().filter(|(_, id)| !id.is_empty()).map(|(rule, id)| identifier_key(rule, id)));
    keys.into_iter().map(move |key| (key_hash(&key), t))
}

fn strings<'a>(texts: impl Iterator<Item = &'a str>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(texts))
}

fn numbers<T: ArrowPrimitiveType>(values: impl Iterator<Item = T::Native>) -> ArrayRef {
    Arc::new(PrimitiveArray::<T>::from_iter_values(values))
}

fn lists<T: ArrowPrimitiveType>(rows: impl Iterator<Item = impl AsRef<[T::Native]>>) -> ArrayRef {
    let mut lengths = Vec::new();
    let mut values: Vec<T::Native> = Vec::new();
    for row in rows {
        lengths.push(row.as_ref().len());
        values.extend_from_slice(row.as_ref());
    }
    let item = Arc::new(Field::new("item", T::DATA_TYPE, false));
    let values = Arc::new(PrimitiveArray::<T>::new(ScalarBuffer::from(values), None));
    Arc::new(ListArray::new(item, OffsetBuffer::from_lengths(lengths), values, None))
}
