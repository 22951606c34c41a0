//! The rules by which a heard track is found in a pack, tried in a fixed order, and what is said when none applies.

use crate::history::HeardTrack;
use crate::pack::{ArtistId, Pack, TrackId};

use super::normalise::{KeyKind, artist_key, full_key, key_hash, primary_artist, track_key};
use super::version::Version;

/// Why a heard track is taken to be a track of the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatchRule {
    /// The same ISRC.
    Isrc,
    /// The same `MusicBrainz` recording.
    Mbid,
    /// The same URI.
    Uri,
    /// The same artist and title, letter by letter.
    SameName,
    /// The same after folding case, accents, punctuation, "feat." and packaging ("Remastered").
    Folded,
    /// The same in Latin letters.
    Transliterated,
    /// The first of several artists, and the title.
    PrimaryArtist,
}

impl MatchRule {
    /// The name shown to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Isrc => "ISRC",
            Self::Mbid => "MusicBrainz id",
            Self::Uri => "URI",
            Self::SameName => "same name",
            Self::Folded => "normalised name",
            Self::Transliterated => "transliterated",
            Self::PrimaryArtist => "first artist",
        }
    }
}

/// Why a heard track is not a track of the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoMatch {
    /// The pack has another recording of it (a studio version for a live one, say): named, never joined silently.
    OtherVersion(TrackId),
    /// The pack knows the artist, but not this title.
    TitleUnknown(ArtistId),
    /// The pack does not know the artist.
    ArtistUnknown,
}

impl NoMatch {
    /// The artist that the pack knows all the same.
    #[must_use]
    pub fn artist(self, pack: &Pack) -> Option<ArtistId> {
        match self {
            Self::OtherVersion(track) => Some(pack.artist(track)),
            Self::TitleUnknown(artist) => Some(artist),
            Self::ArtistUnknown => None,
        }
    }

    /// The name shown to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OtherVersion(_) => "only another version in the pack",
            Self::TitleUnknown(_) => "title not in the pack",
            Self::ArtistUnknown => "artist not in the pack",
        }
    }
}

/// What became of one heard track.
pub type Match = Result<(TrackId, MatchRule), NoMatch>;

/// Looks heard tracks up in one pack.
#[derive(Debug, Clone, Copy)]
pub struct Matcher<'a> {
    pack: &'a Pack,
}

impl<'a> Matcher<'a> {
    /// A matcher for a pack.
    #[must_use]
    pub fn new(pack: &'a Pack) -> Self {
        Self { pack }
    }

    /// Finds a track by identifiers first, then by name, strictest rule first.
    pub fn find(&self, heard: &HeardTrack) -> Match {
        if let Some(hit) = self.by_identifier(heard) {
            return Ok(hit);
        }
        if let Some((track, rule)) = self.by_name(&heard.artist, &heard.title) {
            return Ok((track, rule));
        }
        Err(self.nearest(heard))
    }

    /// Finds a track by artist and title alone.
    #[must_use]
    pub fn by_name(&self, artist: &str, title: &str) -> Option<(TrackId, MatchRule)> {
        let (folded, version) = track_key(KeyKind::Folded, artist, title);
        if let Some(track) = self.look_up(KeyKind::Folded, &folded, &version) {
            let same =
                self.pack.artist_name(self.pack.artist(track)) == artist && self.pack.title(track) == title;
            return Some((track, if same { MatchRule::SameName } else { MatchRule::Folded }));
        }
        let (latin, version) = track_key(KeyKind::Latin, artist, title);
        if let Some(track) = self.look_up(KeyKind::Latin, &latin, &version) {
            return Some((track, MatchRule::Transliterated));
        }
        // Either side may name guests among the artists.
        if let Some(track) = self.look_up(KeyKind::Primary, &latin, &version) {
            return Some((track, MatchRule::PrimaryArtist));
        }
        let first = primary_artist(artist)?;
        let (key, version) = track_key(KeyKind::Latin, first, title);
        [KeyKind::Latin, KeyKind::Primary]
            .iter()
            .find_map(|kind| self.look_up(*kind, &key, &version))
            .map(|track| (track, MatchRule::PrimaryArtist))
    }

    /// The artist of the pack with this name.
    #[must_use]
    pub fn artist(&self, name: &str) -> Option<ArtistId> {
        let key = artist_key(name);
        let full = full_key(KeyKind::Artist, &key, &Version::new());
        self.pack.keyed(key_hash(&full)).map(ArtistId).find(|a| {
            (a.0 as usize) < self.pack.artist_count() && artist_key(self.pack.artist_name(*a)) == key
        })
    }

    fn by_identifier(self, heard: &HeardTrack) -> Option<(TrackId, MatchRule)> {
        let of = |kind: MatchRule, id: Option<&str>| {
            let id = id.filter(|i| !i.is_empty())?;
            let full = identifier_key(kind, id);
            self.pack
                .keyed(key_hash(&full))
                .map(TrackId)
                .find(|t| {
                    self.pack.contains(*t)
                        && self.pack.identifier(*t, kind).is_some_and(|own| identifier_key(kind, own) == full)
                })
                .map(|t| (t, kind))
        };
        of(MatchRule::Isrc, heard.isrc.as_deref())
            .or_else(|| of(MatchRule::Mbid, heard.mbid.as_deref()))
            .or_else(|| of(MatchRule::Uri, heard.uri.as_deref()))
    }

    fn nearest(self, heard: &HeardTrack) -> NoMatch {
        let (_, version) = track_key(KeyKind::Folded, &heard.artist, &heard.title);
        if !version.is_empty() {
            let studio = super::version::split_title(&heard.title).base;
            if let Some((track, _)) = self.by_name(&heard.artist, &studio) {
                return NoMatch::OtherVersion(track);
            }
        }
        let artist = self.artist(&heard.artist).or_else(|| self.artist(primary_artist(&heard.artist)?));
        let Some(artist) = artist else { return NoMatch::ArtistUnknown };
        if version.is_empty() {
            // A plain title may be in the pack as a live version only.
            let wanted = track_key(KeyKind::Latin, "", &heard.title).0;
            let other = self
                .pack
                .tracks_of(artist)
                .find(|t| track_key(KeyKind::Latin, "", self.pack.title(*t)).0 == wanted);
            if let Some(track) = other {
                return NoMatch::OtherVersion(track);
            }
        }
        NoMatch::TitleUnknown(artist)
    }

    fn look_up(self, kind: KeyKind, key: &str, version: &Version) -> Option<TrackId> {
        let full = full_key(kind, key, version);
        self.pack.keyed(key_hash(&full)).map(TrackId).find(|t| {
            // Hashes may collide, and a pack may lie: the names decide.
            self.pack.contains(*t) && {
                let own = self.pack.artist_name(self.pack.artist(*t));
                let own = if kind == KeyKind::Primary { primary_artist(own).unwrap_or(own) } else { own };
                let (k, v) = track_key(kind, own, self.pack.title(*t));
                k == key && v == *version
            }
        })
    }
}

/// The key of an identifier.
#[must_use]
pub fn identifier_key(kind: MatchRule, id: &str) -> String {
    let prefix = match kind {
        MatchRule::Isrc => "isrc:",
        MatchRule::Mbid => "mbid:",
        _ => "",
    };
    let id = if kind == MatchRule::Uri {
        id.trim().to_owned()
    } else {
        id.trim().to_ascii_lowercase().replace('-', "")
    };
    full_key(KeyKind::Identifier, &format!("{prefix}{id}"), &Version::new())
}
