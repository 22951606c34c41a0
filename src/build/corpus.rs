//! All tracks and lists of a data set, with every spelling of a track joined, in catalogue order.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use crate::identify::normalise::{KeyKind, full_key, track_key};
use crate::pack::MAX_TAGS;

type FixedMap<K, V> = HashMap<K, V, BuildHasherDefault<DefaultHasher>>;

/// A track as a reader found it. Texts are cleaned by the builder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewTrack<'a> {
    /// The artist.
    pub artist: &'a str,
    /// The title.
    pub title: &'a str,
    /// The year of first release; 0 when unknown.
    pub year: u16,
    /// Tags.
    pub tags: Vec<&'a str>,
    /// ISRC, or empty.
    pub isrc: &'a str,
    /// `MusicBrainz` recording id, or empty.
    pub mbid: &'a str,
    /// URI, or empty.
    pub uri: &'a str,
}

/// A track while collecting; not yet its place in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TrackNo(u32);

/// A track of the finished corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorpusTrack {
    /// The artist, by its index in [`Corpus::artists`].
    pub artist: u32,
    /// The title as first written.
    pub title: String,
    /// The year; 0 when unknown.
    pub year: u16,
    /// The tags, by their index in [`Corpus::tags`], ascending.
    pub tags: Vec<u8>,
    /// Identifiers; empty when unknown.
    pub isrc: String,
    /// See `isrc`.
    pub mbid: String,
    /// See `isrc`.
    pub uri: String,
    /// The lists that hold it, ascending.
    pub lists: Vec<u32>,
}

/// A list of the finished corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorpusList {
    /// Its name.
    pub name: String,
    /// `YYYY-MM-DD`, or empty.
    pub date: String,
    /// Its tracks in order, each once, by catalogue index.
    pub tracks: Vec<u32>,
}

/// A whole data set in catalogue order: tracks in most lists first, then by folded artist and title.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// The artists' names, in order of their first track.
    pub artists: Vec<String>,
    /// The tags, sorted.
    pub tags: Vec<String>,
    /// The catalogue.
    pub tracks: Vec<CorpusTrack>,
    /// The lists, in the order they were read.
    pub lists: Vec<CorpusList>,
}

/// Collects tracks and lists.
#[derive(Debug, Default)]
pub struct CorpusBuilder {
    tracks: Vec<Collected>,
    by_key: FixedMap<String, u32>,
    tags: FixedMap<String, u16>,
    lists: Vec<CorpusList>,
}

#[derive(Debug)]
struct Collected {
    key: String,
    artist: String,
    title: String,
    year: u16,
    tags: Vec<u16>,
    isrc: String,
    mbid: String,
    uri: String,
}

impl CorpusBuilder {
    /// An empty builder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Files a track; a second spelling of a known one gives the same number, and fills in what was unknown. `None` when
    /// artist or title is blank.
    pub fn track(&mut self, new: &NewTrack<'_>) -> Option<TrackNo> {
        let (artist, title) = (crate::text::clean(new.artist), crate::text::clean(new.title));
        if artist.is_empty() || title.is_empty() {
            return None;
        }
        let (key, version) = track_key(KeyKind::Folded, &artist, &title);
        let key = full_key(KeyKind::Folded, &key, &version);
        let n = if let Some(n) = self.by_key.get(&key) {
            *n
        } else {
            let n = self.tracks.len() as u32;
            self.by_key.insert(key.clone(), n);
            self.tracks.push(Collected {
                key,
                artist: artist.into_owned(),
                title: title.into_owned(),
                year: 0,
                tags: Vec::new(),
                isrc: String::new(),
                mbid: String::new(),
                uri: String::new(),
            });
            n
        };
        let tags: Vec<u16> = new.tags.iter().filter_map(|t| self.tag(t)).collect();
        let known = &mut self.tracks[n as usize];
        if known.year == 0 {
            known.year = new.year;
        }
        for t in tags {
            if known.tags.len() < MAX_TAGS && !known.tags.contains(&t) {
                known.tags.push(t);
            }
        }
        for (own, said) in
            [(&mut known.isrc, new.isrc), (&mut known.mbid, new.mbid), (&mut known.uri, new.uri)]
        {
            if own.is_empty() {
                *own = crate::text::clean(said).into_owned();
            }
        }
        Some(TrackNo(n))
    }

    /// The number of the track with this name, if it was filed before.
    #[must_use]
    pub fn find(&self, artist: &str, title: &str) -> Option<TrackNo> {
        let (key, version) =
            track_key(KeyKind::Folded, &crate::text::clean(artist), &crate::text::clean(title));
        self.by_key.get(&full_key(KeyKind::Folded, &key, &version)).map(|n| TrackNo(*n))
    }

    /// How many distinct tracks were filed.
    #[must_use]
    pub fn track_count(&self) -> usize {
        self.tracks.len()
    }

    /// Files a list. A track that stands in it twice counts once, at its first place.
    pub fn list(&mut self, name: &str, date: &str, tracks: &[TrackNo]) {
        let mut seen = std::collections::HashSet::with_capacity(tracks.len());
        let tracks = tracks.iter().filter(|t| seen.insert(t.0)).map(|t| t.0).collect();
        self.lists.push(CorpusList {
            name: crate::text::clean(name).into_owned(),
            date: crate::text::clean(date).into_owned(),
            tracks,
        });
    }

    /// At most 256 tags: the pack keeps them in one byte. Further ones are left out.
    fn tag(&mut self, tag: &str) -> Option<u16> {
        let tag = crate::text::clean(tag).to_lowercase();
        if tag.is_empty() {
            return None;
        }
        if let Some(n) = self.tags.get(&tag) {
            return Some(*n);
        }
        let n = self.tags.len() as u16;
        (n < 256).then(|| {
            self.tags.insert(tag, n);
            n
        })
    }

    /// Puts everything in catalogue order.
    #[must_use]
    pub fn finish(self) -> Corpus {
        let Self { tracks, by_key: _, tags, mut lists } = self;
        let mut used = vec![0u32; tracks.len()];
        for l in &lists {
            for t in &l.tracks {
                used[*t as usize] += 1;
            }
        }
        let mut order: Vec<u32> = (0..tracks.len() as u32).collect();
        order.sort_by(|a, b| {
            let (x, y) = (*a as usize, *b as usize);
            used[y].cmp(&used[x]).then_with(|| tracks[x].key.cmp(&tracks[y].key))
        });
        let mut place = vec![0u32; tracks.len()];
        for (n, t) in order.iter().enumerate() {
            place[*t as usize] = n as u32;
        }
        for l in &mut lists {
            for t in &mut l.tracks {
                *t = place[*t as usize];
            }
        }
        // Tags by name, so that the order in which they were met does not show.
        let mut names: Vec<(String, u16)> = tags.into_iter().collect();
        names.sort();
        let mut tag_place = vec![0u8; names.len()];
        for (n, (_, old)) in names.iter().enumerate() {
            tag_place[usize::from(*old)] = n as u8;
        }
        let mut corpus =
            Corpus { tags: names.into_iter().map(|(name, _)| name).collect(), lists, ..Corpus::default() };
        corpus.file_tracks(tracks, &order, &tag_place);
        corpus
    }
}

impl Corpus {
    fn file_tracks(&mut self, tracks: Vec<Collected>, order: &[u32], tag_place: &[u8]) {
        let mut artists: FixedMap<String, u32> = FixedMap::default();
        let mut slots: Vec<Option<Collected>> = tracks.into_iter().map(Some).collect();
        for n in order {
            let Some(t) = slots[*n as usize].take() else { continue };
            // Artists are joined as tracks are: by folded name, so that "Bjork" and "Björk" are one.
            let (key, _) = track_key(KeyKind::Folded, &t.artist, "");
            let next = self.artists.len() as u32;
            let artist = *artists.entry(key).or_insert(next);
            if artist == next {
                self.artists.push(t.artist);
            }
            let mut tags: Vec<u8> = t.tags.iter().map(|g| tag_place[usize::from(*g)]).collect();
            tags.sort_unstable();
            self.tracks.push(CorpusTrack {
                artist,
                title: t.title,
                year: t.year,
                tags,
                isrc: t.isrc,
                mbid: t.mbid,
                uri: t.uri,
                lists: Vec::new(),
            });
        }
        for (n, l) in self.lists.iter().enumerate() {
            for t in &l.tracks {
                self.tracks[*t as usize].lists.push(n as u32);
            }
        }
    }
}
