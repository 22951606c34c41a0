//! The corpus, read by number.

use super::arena::{Groups, Texts};
use crate::pack::Join;

/// A whole data set in catalogue order: tracks in most lists first, then by folded artist and title, then by URI. Its lists stand by date:
/// the dated ones oldest first, then those without a date, which count as newest; lists of one date as they were read.
///
/// Tracks, lists, artists and tags are named by their numbers, from 0; asking for one that is not there panics.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corpus {
    pub(super) joined_by: Join,
    pub(super) artists: Texts,
    pub(super) tags: Texts,
    pub(super) artist: Vec<u32>,
    pub(super) titles: Texts,
    pub(super) years: Vec<u16>,
    pub(super) tags_of: Groups<u8>,
    pub(super) isrcs: Texts,
    pub(super) mbids: Texts,
    pub(super) uris: Texts,
    pub(super) list_names: Texts,
    pub(super) list_dates: Texts,
    pub(super) lists: Groups<u32>,
    pub(super) postings: Groups<u32>,
}

impl Corpus {
    /// Which rows were taken for one track.
    #[must_use]
    pub fn joined_by(&self) -> Join {
        self.joined_by
    }

    /// How many tracks there are.
    #[must_use]
    pub fn track_count(&self) -> usize {
        self.artist.len()
    }

    /// How many lists.
    #[must_use]
    pub fn list_count(&self) -> usize {
        self.lists.len()
    }

    /// How many entries all lists have together.
    #[must_use]
    pub fn entry_count(&self) -> usize {
        self.lists.items().len()
    }

    /// The artists' names, in order of their first track, as that spells them.
    #[must_use]
    pub fn artists(&self) -> &Texts {
        &self.artists
    }

    /// The tags, sorted.
    #[must_use]
    pub fn tags(&self) -> &Texts {
        &self.tags
    }

    /// A track's artist, by number in [`Self::artists`].
    #[must_use]
    pub fn artist(&self, track: u32) -> u32 {
        self.artist[track as usize]
    }

    /// An artist's name.
    #[must_use]
    pub fn artist_name(&self, artist: u32) -> &str {
        self.artists.get(artist as usize)
    }

    /// The titles, as each was first written.
    #[must_use]
    pub fn titles(&self) -> &Texts {
        &self.titles
    }

    /// A track's title.
    #[must_use]
    pub fn title(&self, track: u32) -> &str {
        self.titles.get(track as usize)
    }

    /// A track's year; 0 when unknown.
    #[must_use]
    pub fn year(&self, track: u32) -> u16 {
        self.years[track as usize]
    }

    /// A track's tags, by number in [`Self::tags`], ascending.
    #[must_use]
    pub fn tags_of(&self, track: u32) -> &[u8] {
        self.tags_of.get(track as usize)
    }

    /// A track's ISRC; empty when unknown.
    #[must_use]
    pub fn isrc(&self, track: u32) -> &str {
        self.isrcs.get(track as usize)
    }

    /// A track's `MusicBrainz` recording id; empty when unknown.
    #[must_use]
    pub fn mbid(&self, track: u32) -> &str {
        self.mbids.get(track as usize)
    }

    /// A track's URI; empty when unknown.
    #[must_use]
    pub fn uri(&self, track: u32) -> &str {
        self.uris.get(track as usize)
    }

    /// The names of the lists.
    #[must_use]
    pub fn list_names(&self) -> &Texts {
        &self.list_names
    }

    /// Their dates.
    #[must_use]
    pub fn list_dates(&self) -> &Texts {
        &self.list_dates
    }

    /// The name of a list.
    #[must_use]
    pub fn list_name(&self, list: u32) -> &str {
        self.list_names.get(list as usize)
    }

    /// The date of a list, `YYYY-MM-DD` as a rule; empty when unknown.
    #[must_use]
    pub fn list_date(&self, list: u32) -> &str {
        self.list_dates.get(list as usize)
    }

    /// The tracks of a list in its order, each once.
    #[must_use]
    pub fn list_tracks(&self, list: u32) -> &[u32] {
        self.lists.get(list as usize)
    }

    /// The lists that hold a track, ascending: oldest first.
    #[must_use]
    pub fn lists_with(&self, track: u32) -> &[u32] {
        self.postings.get(track as usize)
    }

    /// The tracks of every list.
    #[must_use]
    pub fn lists(&self) -> &Groups<u32> {
        &self.lists
    }

    /// The lists of every track.
    #[must_use]
    pub fn postings(&self) -> &Groups<u32> {
        &self.postings
    }

    /// How many bytes of memory it holds, about.
    #[must_use]
    pub fn memory(&self) -> u64 {
        let texts = [
            &self.artists,
            &self.tags,
            &self.titles,
            &self.isrcs,
            &self.mbids,
            &self.uris,
            &self.list_names,
            &self.list_dates,
        ];
        let texts: usize = texts.into_iter().map(Texts::memory).sum();
        // Each entry twice, and where rows begin.
        (texts + self.entry_count() * 8 + self.list_count() * 8 + self.track_count() * 24) as u64
    }
}
