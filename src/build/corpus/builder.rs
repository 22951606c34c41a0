//! Collects tracks and lists, in the order they are read.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use crate::identify::normalise::{KeyKind, full_key, track_key};
use crate::pack::{Join, MAX_TAGS};
use crate::text::clean;

use super::arena::{Distinct, Groups, Texts};
use super::row::{NewTrack, RowHash, SeenRows};

/// A map whose order depends on nothing but its content.
pub(super) type FixedMap<K, V> = HashMap<K, V, BuildHasherDefault<DefaultHasher>>;

/// The most tags of a data set: the pack keeps them in one byte.
const MOST_TAGS: usize = 256;

/// A track while collecting; not yet its place in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TrackNo(pub(super) u32);

/// Collects tracks and lists.
#[derive(Debug, Default)]
pub struct CorpusBuilder {
    pub(super) join: Join,
    /// What rows said, and the track each is of: a row that is the same to the letter says nothing new.
    seen: SeenRows,
    scratch: Vec<u8>,
    /// One for each track: what rows of it have in common.
    identities: Distinct,
    pub(super) tracks: Collected,
    /// The tags, and those of each track that has some, in the order they were met.
    pub(super) tags: Distinct,
    pub(super) tags_of: FixedMap<u32, Vec<u16>>,
    pub(super) lists: Groups<u32>,
    pub(super) list_names: Texts,
    pub(super) list_dates: Texts,
    /// For each track, the last list (counted from 1) that took it.
    taken_by: Vec<u32>,
}

/// What is known of each track.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// Artists as they were spelled, each spelling once.
    pub(super) spellings: Distinct,
    pub(super) artist: Vec<u32>,
    pub(super) title: Texts,
    pub(super) year: Vec<u16>,
    pub(super) isrc: Sparse,
    pub(super) mbid: Sparse,
    pub(super) uri: Sparse,
}

/// Texts that not every track has, and that may come later than the track.
#[derive(Debug, Default)]
pub(super) struct Sparse {
    texts: Texts,
    /// One above the number of the text; 0 for none.
    at: Vec<u32>,
}

impl Sparse {
    pub(super) fn get(&self, n: usize) -> &str {
        match self.at.get(n) {
            None | Some(0) => "",
            Some(at) => self.texts.get(*at as usize - 1),
        }
    }

    /// Takes a text in where there was none.
    fn fill(&mut self, n: usize, said: &str) {
        if said.is_empty() || !self.get(n).is_empty() {
            return;
        }
        let said = clean(said);
        if !said.is_empty() {
            if self.at.len() <= n {
                self.at.resize(n + 1, 0);
            }
            self.texts.push(&said);
            self.at[n] = self.texts.len() as u32;
        }
    }
}

impl CorpusBuilder {
    /// An empty builder that joins by name.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty builder.
    #[must_use]
    pub fn joining(join: Join) -> Self {
        Self { join, ..Self::default() }
    }

    /// Files a track; a second spelling of a known one gives the same number, and fills in what was unknown. `None` when
    /// artist or title is blank.
    pub fn track(&mut self, new: &NewTrack<'_>) -> Option<TrackNo> {
        let mut scratch = std::mem::take(&mut self.scratch);
        let hash = RowHash::of(new, &mut scratch);
        self.scratch = scratch;
        self.hashed_track(hash, new)
    }

    /// As [`Self::track`], with the hash of the row at hand.
    pub(in crate::build) fn hashed_track(&mut self, hash: RowHash, new: &NewTrack<'_>) -> Option<TrackNo> {
        if let Some(n) = self.seen.find(hash) {
            return Some(TrackNo(n));
        }
        let (artist, title) = (clean(new.artist), clean(new.title));
        if artist.is_empty() || title.is_empty() {
            return None;
        }
        let (n, first) = match (self.join, clean(new.uri)) {
            // A key by name begins with a digit.
            (Join::Uri, uri) if !uri.is_empty() => self.identities.number(&format!("uri {uri}")),
            _ => self.identities.number(&name_key(&artist, &title)),
        };
        if first {
            let (spelling, _) = self.tracks.spellings.number(&artist);
            self.tracks.artist.push(spelling);
            self.tracks.title.push(&title);
            self.tracks.year.push(0);
        }
        self.fill_in(n, new);
        self.seen.add(hash, n);
        Some(TrackNo(n))
    }

    fn fill_in(&mut self, n: u32, new: &NewTrack<'_>) {
        let at = n as usize;
        if self.tracks.year[at] == 0 {
            self.tracks.year[at] = new.year;
        }
        self.tracks.isrc.fill(at, new.isrc);
        self.tracks.mbid.fill(at, new.mbid);
        self.tracks.uri.fill(at, new.uri);
        if new.tags.is_empty() {
            return;
        }
        let tags: Vec<u16> = new.tags.iter().filter_map(|t| self.tag(t)).collect();
        let known = self.tags_of.entry(n).or_default();
        for t in tags {
            if known.len() < MAX_TAGS && !known.contains(&t) {
                known.push(t);
            }
        }
    }

    /// The number of the track with this name, if it was filed by name before.
    #[must_use]
    pub fn find(&self, artist: &str, title: &str) -> Option<TrackNo> {
        self.identities.find(&name_key(&clean(artist), &clean(title))).map(TrackNo)
    }

    /// How many distinct tracks were filed.
    #[must_use]
    pub fn track_count(&self) -> usize {
        self.identities.len()
    }

    /// Files a list. A track that stands in it twice counts once, at its first place.
    pub fn list(&mut self, name: &str, date: &str, tracks: &[TrackNo]) {
        self.taken_by.resize(self.track_count(), 0);
        self.list_names.push(&clean(name));
        self.list_dates.push(&clean(date));
        let this = self.list_names.len() as u32;
        let taken_by = &mut self.taken_by;
        let first = |t: &TrackNo| std::mem::replace(&mut taken_by[t.0 as usize], this) != this;
        self.lists.push(tracks.iter().copied().filter(first).map(|t| t.0));
    }

    /// About how many bytes of memory collecting and finishing take: what is held, and beside it for a while the catalogue in
    /// its new order, the lists in theirs, and the lists of each track.
    #[must_use]
    pub fn memory(&self) -> u64 {
        let tracks = &self.tracks;
        let texts = [&tracks.title, &tracks.isrc.texts, &tracks.mbid.texts, &tracks.uri.texts];
        let texts: usize = texts.into_iter().map(Texts::memory).sum();
        let lists = self.list_names.memory() + self.list_dates.memory();
        let entries = self.lists.items().len() * 4;
        let held = self.seen.memory() + self.identities.memory() + tracks.spellings.memory();
        // Seven numbers of four bytes for each track while it is collected, and its orders and counts afterwards.
        (held + 2 * (texts + lists) + 3 * entries + self.track_count() * 64) as u64
    }

    /// At most [`MOST_TAGS`]: further ones are left out.
    fn tag(&mut self, tag: &str) -> Option<u16> {
        let tag = clean(tag).to_lowercase();
        if tag.is_empty() {
            return None;
        }
        let known = self.tags.find(&tag);
        known.or_else(|| (self.tags.len() < MOST_TAGS).then(|| self.tags.number(&tag).0)).map(|n| n as u16)
    }

    /// One key for each track by which catalogue order breaks ties, where the identities are such keys.
    pub(super) fn take_name_keys(&mut self) -> Option<Texts> {
        self.seen = SeenRows::default();
        self.taken_by = Vec::new();
        let identities = std::mem::take(&mut self.identities).into_texts();
        (self.join == Join::Name).then_some(identities)
    }
}

/// What rows of one track have in common when they are joined by name, and how tracks in equally many lists are ordered.
pub(super) fn name_key(artist: &str, title: &str) -> String {
    let (key, version) = track_key(KeyKind::Folded, artist, title);
    full_key(KeyKind::Folded, &key, &version)
}
