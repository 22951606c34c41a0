//! A track as a choice names it: by artist, title, and what identifiers are known.

use crate::history::HeardTrack;
use crate::identify::{MatchRule, Matcher};
use crate::pack::{Pack, TrackId};
use crate::text::clean;

/// A track, named so that any pack and any history can find it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackName(HeardTrack);

impl TrackName {
    /// A track known by artist and title alone. Both are cleaned.
    #[must_use]
    pub fn new(artist: &str, title: &str) -> Self {
        Self(HeardTrack {
            artist: clean(artist).into(),
            title: clean(title).into(),
            album: None,
            uri: None,
            isrc: None,
            mbid: None,
        })
    }

    /// The same with identifiers: those that are given, cleaned.
    #[must_use]
    pub fn with_ids(self, isrc: Option<&str>, mbid: Option<&str>, uri: Option<&str>) -> Self {
        let cleaned = |id: Option<&str>| id.map(clean).filter(|id| !id.is_empty()).map(Into::into);
        Self(HeardTrack { isrc: cleaned(isrc), mbid: cleaned(mbid), uri: cleaned(uri), ..self.0 })
    }

    /// A track of a pack.
    #[must_use]
    pub fn of_pack(pack: &Pack, track: TrackId) -> Self {
        let id = |kind| pack.identifier(track, kind);
        Self::new(pack.artist_name(pack.artist(track)), pack.title(track)).with_ids(
            id(MatchRule::Isrc),
            id(MatchRule::Mbid),
            id(MatchRule::Uri),
        )
    }

    /// A track of a history.
    #[must_use]
    pub fn of_heard(heard: &HeardTrack) -> Self {
        Self(HeardTrack { album: None, ..heard.clone() })
    }

    /// The artist. Clean.
    #[must_use]
    pub fn artist(&self) -> &str {
        &self.0.artist
    }

    /// The title. Clean.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// An identifier; `kind` is one of the three identifier rules.
    #[must_use]
    pub fn identifier(&self, kind: MatchRule) -> Option<&str> {
        match kind {
            MatchRule::Isrc => self.0.isrc.as_deref(),
            MatchRule::Mbid => self.0.mbid.as_deref(),
            MatchRule::Uri => self.0.uri.as_deref(),
            _ => None,
        }
    }

    /// The track of a pack that it means, if the pack has it.
    #[must_use]
    pub fn find(&self, pack: &Pack) -> Option<TrackId> {
        Matcher::new(pack).find(&self.0).ok().map(|(track, _)| track)
    }

    /// As the matcher takes it.
    pub(super) fn heard(&self) -> &HeardTrack {
        &self.0
    }
}
