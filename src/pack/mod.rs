//! A pack: an open model on disk or in memory — catalogue, lists, neighbour table, licence card.
//!
//! A folder of Arrow IPC files and `card.toml` (`docs/pack-format.md`). Pure reading: the files are mapped, not loaded, and
//! nothing is computed on opening. Must not know histories, seeds or scores. A pack comes from outside, so nothing in it is
//! believed: tables are checked for shape on opening, every index is checked on use, and [`verify`] checks the rest.

mod age;
mod card;
mod columns;
mod common_lists;
mod ids;
mod map;
mod open;
mod schema;
mod search;
mod verify;
pub(crate) mod weigh;

pub use card::{Card, Counts, Digest, DigestMaker, Join, Parameters, SourceCard, digest_of};
pub use common_lists::CommonList;
pub use ids::{ArtistId, ListId, TagId, TrackId, WordId};
pub use open::{PackBytes, PackError};
pub use schema::{FORMAT, Table};
pub use search::{Hit, lists_named, search};
pub use verify::{Problem, verify};

pub(crate) use age::is_date;

use std::collections::BTreeMap;

use columns::{Lists, Numbers, Strings};

use crate::identify::MatchRule;

/// So many tags of a track are kept and read; it bounds what a hostile pack can make of a sum over them.
pub const MAX_TAGS: usize = 64;

/// An opened pack. Cheap to share behind an `Arc`; all reading is lock-free.
#[derive(Debug, Clone)]
pub struct Pack {
    card: Card,
    digest: Digest,
    tracks: TrackTable,
    artists: ArtistTable,
    tags: TagTable,
    lists: ListTable,
    postings: Lists<u32>,
    both: Lists<u8>,
    neighbours: NeighbourTable,
    fitted: NeighbourTable,
    words: WordTable,
    keys: KeyTable,
    /// Whether the fitted table is closed.
    counted_only: bool,
}

#[derive(Debug, Clone)]
struct TrackTable {
    title: Strings,
    artist: Numbers<u32>,
    year: Numbers<u16>,
    lists: Numbers<u32>,
    popularity: Numbers<u16>,
    rarity: Numbers<u16>,
    tags: Lists<u8>,
    tag_weights: Lists<u8>,
    isrc: Strings,
    mbid: Strings,
    uri: Strings,
}

#[derive(Debug, Clone)]
struct ArtistTable {
    name: Strings,
    tracks: Lists<u32>,
    rarity: Numbers<u16>,
    near: Lists<u32>,
    near_weights: Lists<u16>,
}

#[derive(Debug, Clone)]
struct TagTable {
    name: Strings,
    tracks: Lists<u32>,
}

#[derive(Debug, Clone)]
struct WordTable {
    word: Strings,
    weight: Numbers<u16>,
    lists: Lists<u32>,
}

#[derive(Debug, Clone)]
struct ListTable {
    name: Strings,
    date: Strings,
    worth: Numbers<u16>,
    tracks: Lists<u32>,
}

#[derive(Debug, Clone)]
struct NeighbourTable {
    track: Lists<u32>,
    weight: Lists<u16>,
}

#[derive(Debug, Clone)]
struct KeyTable {
    hash: Numbers<u64>,
    id: Numbers<u32>,
}

/// One row entry of a neighbour table: how strongly a track speaks for another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbour {
    /// The other track.
    pub track: TrackId,
    /// The weight, 16 fractional bits (65535 is just below 1).
    pub weight: u16,
}

impl Pack {
    /// Name, licence, parameters, sources.
    #[must_use]
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// The same tables under other parameters and another mix: for trying out those that no table depends on. The digest
    /// stays that of the card it was opened with.
    #[must_use]
    pub fn under(&self, parameters: &Parameters, mix: &BTreeMap<String, i32>) -> Self {
        let mut pack = self.clone();
        pack.card.parameters = *parameters;
        pack.card.mix.clone_from(mix);
        pack
    }

    /// SHA-256 of the card, which holds the digest of every file: names the pack exactly.
    #[must_use]
    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// How many tracks the catalogue has. Track ids run from 0 to this, in catalogue order: in most lists first.
    #[must_use]
    #[inline]
    pub fn track_count(&self) -> usize {
        self.tracks.title.len()
    }

    /// How many artists.
    #[must_use]
    pub fn artist_count(&self) -> usize {
        self.artists.name.len()
    }

    /// How many lists.
    #[must_use]
    #[inline]
    pub fn list_count(&self) -> usize {
        self.lists.name.len()
    }

    /// How many tags.
    #[must_use]
    pub fn tag_count(&self) -> usize {
        self.tags.name.len()
    }

    /// Every track, in catalogue order.
    pub fn tracks(&self) -> impl Iterator<Item = TrackId> + use<> {
        (0..self.track_count() as u32).map(TrackId)
    }

    /// True when the id is of this catalogue.
    #[must_use]
    pub fn contains(&self, track: TrackId) -> bool {
        (track.0 as usize) < self.track_count()
    }

    /// A track's title; empty for an id that is not of this pack.
    #[must_use]
    pub fn title(&self, track: TrackId) -> &str {
        self.tracks.title.get(track.0)
    }

    /// A track's artist.
    #[must_use]
    #[inline]
    pub fn artist(&self, track: TrackId) -> ArtistId {
        ArtistId(self.tracks.artist.get(track.0))
    }

    /// An artist's name.
    #[must_use]
    pub fn artist_name(&self, artist: ArtistId) -> &str {
        self.artists.name.get(artist.0)
    }

    /// A track's year of first release, where the pack has it.
    #[must_use]
    pub fn year(&self, track: TrackId) -> Option<u16> {
        Some(self.tracks.year.get(track.0)).filter(|y| *y != 0)
    }

    /// In how many lists a track stands.
    #[must_use]
    pub fn popularity(&self, track: TrackId) -> u32 {
        self.tracks.lists.get(track.0)
    }

    /// `ln(1 + lists) / ln(1 + most lists of any track)`, 16 fractional bits.
    #[must_use]
    #[inline]
    pub fn popularity_weight(&self, track: TrackId) -> u16 {
        self.tracks.popularity.get(track.0)
    }

    /// `n^-γ` of the lists that hold a track, 16 fractional bits: how much it says about which lists are like a history.
    #[must_use]
    #[inline]
    pub fn rarity(&self, track: TrackId) -> u16 {
        self.tracks.rarity.get(track.0)
    }

    /// An identifier of a track, where the pack has it. `kind` is one of the three identifier rules.
    #[must_use]
    pub fn identifier(&self, track: TrackId, kind: MatchRule) -> Option<&str> {
        let column = match kind {
            MatchRule::Isrc => &self.tracks.isrc,
            MatchRule::Mbid => &self.tracks.mbid,
            MatchRule::Uri => &self.tracks.uri,
            _ => return None,
        };
        Some(column.get(track.0)).filter(|id| !id.is_empty())
    }

    /// A track's tags with their weights: the parts of a unit vector, 8 fractional bits, so that the products of two tracks'
    /// weights sum to their cosine with 16. At most [`MAX_TAGS`].
    pub fn tags(&self, track: TrackId) -> impl Iterator<Item = (TagId, u8)> + '_ {
        let tags = self.tracks.tags.get(track.0);
        let weights = self.tracks.tag_weights.get(track.0);
        let count = self.tag_count();
        let known = tags.iter().zip(weights).take(MAX_TAGS).filter(move |(t, _)| usize::from(**t) < count);
        known.map(|(t, w)| (TagId(u16::from(*t)), *w))
    }

    /// A tag's name.
    #[must_use]
    pub fn tag_name(&self, tag: TagId) -> &str {
        self.tags.name.get(u32::from(tag.0))
    }

    /// The tracks that carry a tag, in catalogue order.
    pub fn tagged(&self, tag: TagId) -> impl Iterator<Item = TrackId> + '_ {
        self.known(self.tags.tracks.get(u32::from(tag.0)))
    }

    /// The tracks of an artist, in catalogue order.
    pub fn tracks_of(&self, artist: ArtistId) -> impl Iterator<Item = TrackId> + '_ {
        self.known(self.artists.tracks.get(artist.0))
    }

    /// As [`Pack::rarity`], of the lists that hold a track of an artist.
    #[must_use]
    pub fn artist_rarity(&self, artist: ArtistId) -> u16 {
        self.artists.rarity.get(artist.0)
    }

    /// How many tracks of an artist the pack has.
    #[must_use]
    pub fn track_count_of(&self, artist: ArtistId) -> usize {
        self.artists.tracks.get(artist.0).len()
    }

    /// A list's name; empty where it has none.
    #[must_use]
    pub fn list_name(&self, list: ListId) -> &str {
        self.lists.name.get(list.0)
    }

    /// A list's date as its source has it, where it has one; it counts when it begins with a year.
    #[must_use]
    pub fn list_date(&self, list: ListId) -> Option<&str> {
        Some(self.lists.date.get(list.0)).filter(|d| !d.is_empty())
    }

    /// How much a list says where it is like a history: less the longer and the older it is; 16 fractional bits.
    #[must_use]
    #[inline]
    pub fn list_worth(&self, list: ListId) -> u16 {
        self.lists.worth.get(list.0)
    }

    /// A list's tracks, in its own order.
    #[inline]
    pub fn list_tracks(&self, list: ListId) -> impl Iterator<Item = TrackId> + '_ {
        self.known(self.lists.tracks.get(list.0))
    }

    /// How many tracks a list has, as far as its row goes.
    #[must_use]
    pub fn list_len(&self, list: ListId) -> usize {
        self.lists.tracks.get(list.0).len()
    }

    /// The lists that hold a track, ascending.
    pub fn lists_with(&self, track: TrackId) -> impl Iterator<Item = ListId> + '_ {
        let count = self.list_count() as u32;
        self.postings.get(track.0).iter().copied().filter(move |l| *l < count).map(ListId)
    }

    /// The newest `count` of the lists that hold a track, oldest of them first. (Lists are numbered by age.)
    #[inline]
    pub fn newest_lists_with(&self, track: TrackId, count: usize) -> impl Iterator<Item = ListId> + '_ {
        self.newest(self.postings.get(track.0), count)
    }

    #[inline]
    fn newest<'a>(&self, lists: &'a [u32], count: usize) -> impl Iterator<Item = ListId> + use<'a> {
        let known = self.list_count() as u32;
        lists[lists.len().saturating_sub(count)..].iter().copied().filter(move |l| *l < known).map(ListId)
    }

    /// In how many lists both tracks stand. Mostly one look into the stored counts; where these end (255) or have nothing of
    /// the pair, the lists of both are gone through.
    #[must_use]
    pub fn both(&self, a: TrackId, b: TrackId) -> u32 {
        let stored = self.stored_both(a, b).or_else(|| self.stored_both(b, a));
        stored.unwrap_or_else(|| self.lists_with_both(a, b).len() as u32)
    }

    /// The stored count, where `b` is among the neighbours of `a` and it is not cut off.
    fn stored_both(&self, a: TrackId, b: TrackId) -> Option<u32> {
        let at = self.neighbours.track.get(a.0).iter().position(|t| *t == b.0)?;
        // A track in a single list has no counts: each could only be 1.
        if self.popularity(a) == 1 {
            return Some(1);
        }
        self.both.get(a.0).get(at).filter(|n| **n < u8::MAX).map(|n| u32::from(*n))
    }

    /// The row of the counted neighbour table: the tracks that a track speaks for, strongest first.
    #[inline]
    pub fn neighbours(&self, track: TrackId) -> impl Iterator<Item = Neighbour> + '_ {
        self.row(&self.neighbours, track)
    }

    /// The same pack with its fitted neighbours closed: whatever is asked of it rests on counts.
    #[must_use]
    pub fn counted_only(&self) -> Self {
        Self { counted_only: true, ..self.clone() }
    }

    /// True when the pack has fitted weights for some track.
    #[must_use]
    pub fn has_fitted(&self) -> bool {
        !self.counted_only && self.tracks().any(|t| !self.fitted.track.get(t.0).is_empty())
    }

    /// The row of the fitted neighbour table, strongest first; empty where that is [closed](Self::counted_only).
    #[inline]
    pub fn fitted(&self, track: TrackId) -> impl Iterator<Item = Neighbour> + '_ {
        self.row(&self.fitted, track).filter(|_| !self.counted_only)
    }

    #[inline]
    fn row<'a>(
        &self,
        table: &'a NeighbourTable,
        track: TrackId,
    ) -> impl Iterator<Item = Neighbour> + use<'a> {
        let count = self.track_count() as u32;
        let row = table.track.get(track.0).iter().zip(table.weight.get(track.0));
        row.map(|(t, w)| Neighbour { track: TrackId(*t), weight: *w }).filter(move |x| x.track.0 < count)
    }

    /// The artists that an artist stands in lists with, strongest first, with 16 fractional bits.
    pub fn artists_near(&self, artist: ArtistId) -> impl Iterator<Item = (ArtistId, u16)> + '_ {
        let count = self.artist_count() as u32;
        let row = self.artists.near.get(artist.0).iter().zip(self.artists.near_weights.get(artist.0));
        row.map(|(a, w)| (ArtistId(*a), *w)).filter(move |(a, _)| a.0 < count)
    }

    /// A folded word as the names of lists have it, if any of them does.
    #[must_use]
    pub fn word(&self, word: &str) -> Option<WordId> {
        let (mut from, mut to) = (0, self.words.word.len() as u32);
        while from < to {
            let mid = from + (to - from) / 2;
            match self.words.word.get(mid).cmp(word) {
                std::cmp::Ordering::Less => from = mid + 1,
                std::cmp::Ordering::Equal => return Some(WordId(mid)),
                std::cmp::Ordering::Greater => to = mid,
            }
        }
        None
    }

    /// The text of a word.
    #[must_use]
    pub fn word_text(&self, word: WordId) -> &str {
        self.words.word.get(word.0)
    }

    /// What a word says, 16 fractional bits: the rarer the more.
    #[must_use]
    pub fn word_weight(&self, word: WordId) -> u16 {
        self.words.weight.get(word.0)
    }

    /// The newest `count` of the lists with a word in their name, oldest of them first.
    pub fn newest_lists_named(&self, word: WordId, count: usize) -> impl Iterator<Item = ListId> + '_ {
        self.newest(self.words.lists.get(word.0), count)
    }

    /// The ids filed under a hash of [`crate::identify::normalise::key_hash`]. The caller compares the names: hashes collide.
    pub fn keyed(&self, hash: u64) -> impl Iterator<Item = u32> + '_ {
        let hashes = self.keys.hash.values();
        let from = hashes.partition_point(|h| *h < hash);
        hashes[from..]
            .iter()
            .take_while(move |h| **h == hash)
            .enumerate()
            .map(move |(n, _)| self.keys.id.get((from + n) as u32))
    }

    #[inline]
    fn known<'a>(&self, ids: &'a [u32]) -> impl Iterator<Item = TrackId> + use<'a> {
        let count = self.track_count() as u32;
        ids.iter().copied().filter(move |t| *t < count).map(TrackId)
    }
}
