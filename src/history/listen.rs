//! One play, the distinct track it is a play of, and the source it came from.

use serde::Serialize;

/// Seconds since 1970-01-01T00:00:00Z.
pub type UnixSeconds = i64;

/// A distinct track within one history; an index into [`super::History::tracks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HeardId(pub u32);

/// A source within one history; an index into [`super::History::sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u16);

/// A track as the source named it (cleaned, not normalised).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HeardTrack {
    /// The artist; album artist where the source knows no other. Never empty.
    pub artist: Box<str>,
    /// The title. Never empty.
    pub title: Box<str>,
    /// The album, where the source says it.
    pub album: Option<Box<str>>,
    /// `spotify:track:…` or another URI, where the source says it.
    pub uri: Option<Box<str>>,
    /// International Standard Recording Code, where the source says it.
    pub isrc: Option<Box<str>>,
    /// `MusicBrainz` recording id, where the source says it.
    pub mbid: Option<Box<str>>,
}

impl HeardTrack {
    /// The page of the track at Spotify, where its URI tells one.
    #[must_use]
    pub fn link(&self) -> Option<String> {
        spotify_page(self.uri.as_deref()?)
    }
}

/// The page of `spotify:track:…`; `None` for anything else.
#[must_use]
pub fn spotify_page(uri: &str) -> Option<String> {
    let id = uri.strip_prefix("spotify:track:").filter(|id| !id.is_empty())?;
    id.bytes().all(|b| b.is_ascii_alphanumeric()).then(|| format!("https://open.spotify.com/track/{id}"))
}

/// Whether a play counts for a track or against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Listened to.
    Played,
    /// Begun and put away.
    Skipped,
}

/// One play: 32 bytes, so that a million of them stay small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listen {
    /// When it was played (start or end, as the source has it); `None` in sources without times.
    pub at: Option<UnixSeconds>,
    /// Which track.
    pub track: HeardId,
    /// How many plays this row stands for (sources with counts instead of rows); at least 1.
    pub count: u32,
    /// How long it was played, in milliseconds, where the source says it.
    pub ms_played: Option<u32>,
    /// Played or skipped.
    pub outcome: Outcome,
    /// Where it came from.
    pub source: SourceId,
}

/// One play as a reader hands it over, before tracks are shared and duplicates joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawListen {
    /// The track's names and identifiers, cleaned.
    pub track: HeardTrack,
    /// As [`Listen::at`].
    pub at: Option<UnixSeconds>,
    /// As [`Listen::count`].
    pub count: u32,
    /// As [`Listen::ms_played`].
    pub ms_played: Option<u32>,
    /// As [`Listen::outcome`].
    pub outcome: Outcome,
}

impl RawListen {
    /// A full play of a track known by artist and title only, at no known time.
    #[must_use]
    pub fn named(artist: &str, title: &str) -> Self {
        let track = HeardTrack {
            artist: artist.into(),
            title: title.into(),
            album: None,
            uri: None,
            isrc: None,
            mbid: None,
        };
        Self { track, at: None, count: 1, ms_played: None, outcome: Outcome::Played }
    }
}

/// What kind of source a listen came from; the policy hangs its terms on this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A sample history of the starter pack.
    Starter,
    /// Spotify extended streaming history, the person's own data.
    SpotifyExtended,
    /// Spotify account data (about the last year), the person's own data.
    SpotifyAccount,
    /// A CSV table with artist and title.
    Csv,
    /// JSON lines with artist and title.
    JsonLines,
    /// Spotify's Web API. Held in memory, never written.
    SpotifyApi,
}

impl SourceKind {
    /// All kinds, in the order they are told in.
    pub const ALL: [Self; 6] = [
        Self::Starter,
        Self::SpotifyExtended,
        Self::SpotifyAccount,
        Self::Csv,
        Self::JsonLines,
        Self::SpotifyApi,
    ];
    /// The name that options and files have it under.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Starter => "starter",
            Self::SpotifyExtended => "spotify-extended",
            Self::SpotifyAccount => "spotify-account",
            Self::Csv => "csv",
            Self::JsonLines => "json-lines",
            Self::SpotifyApi => "spotify-api",
        }
    }

    /// The name shown to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Starter => "sample history",
            Self::SpotifyExtended => "Spotify extended streaming history",
            Self::SpotifyAccount => "Spotify account data",
            Self::Csv => "CSV table",
            Self::JsonLines => "JSON lines",
            Self::SpotifyApi => "Spotify Web API",
        }
    }
}

/// One file (or other origin) of listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What kind it is.
    pub kind: SourceKind,
    /// Which one: a file name, a name within an archive, a sample's name. Cleaned.
    pub label: String,
}
