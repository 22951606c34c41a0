//! What the Web API gives, as far as it is used: tracks, plays, pages of them.
//!
//! Read field by field, so that a missing, null or new field costs at most the item that it stands in. None of these types can be
//! serialised, and none shows itself in a `Debug` text: what the API gives is held in memory and shown on screen, no more.
//!
//! What can be serialised compiles:
//!
//! ```
//! fn written<T: serde::Serialize>(_: &T) {}
//! fn of_a_source(kind: &glasscrate::history::SourceKind) { written(kind); }
//! ```
//!
//! A play does not:
//!
//! ```compile_fail,E0277
//! fn written<T: serde::Serialize>(_: &T) {}
//! fn of_a_play(play: &glasscrate::sources::spotify::Play) { written(play); }
//! ```

use std::fmt;

use serde_json::Value;

use crate::history::UnixSeconds;
use crate::sources::report::DropReason;

/// A track.
///
/// ```compile_fail,E0277
/// fn written<T: serde::Serialize>(_: &T) {}
/// fn of_a_track(track: &glasscrate::sources::spotify::Track) { written(track); }
/// ```
///
/// `build` takes tracks of its own kind:
///
/// ```
/// use glasscrate::build::{CorpusBuilder, NewTrack};
/// fn built(corpus: &mut CorpusBuilder, track: &NewTrack<'_>) { corpus.track(track); }
/// ```
///
/// and not these, whose fields are open to nobody else either:
///
/// ```compile_fail,E0308
/// use glasscrate::build::CorpusBuilder;
/// use glasscrate::sources::spotify::Track;
/// fn built(corpus: &mut CorpusBuilder, track: &Track) { corpus.track(track); }
/// ```
///
/// ```compile_fail,E0616
/// use glasscrate::build::NewTrack;
/// use glasscrate::sources::spotify::Track;
/// fn copied(track: &Track) -> NewTrack<'_> { NewTrack { title: &track.title, ..NewTrack::default() } }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Track {
    pub(super) title: String,
    /// The first artist: who is credited beside them differs from source to source.
    pub(super) artist: String,
    pub(super) album: Option<String>,
    /// `spotify:track:…`
    pub(super) uri: Option<String>,
    pub(super) isrc: Option<String>,
}

/// A track and when it was played, saved or put into a list.
#[derive(Clone, PartialEq, Eq)]
pub struct Play {
    pub(super) track: Track,
    pub(super) at: Option<UnixSeconds>,
}

/// Items as they came, and where the next ones are.
#[derive(Clone)]
pub(super) struct Page {
    pub(super) items: Vec<Value>,
    /// Whether there are more.
    pub(super) more: bool,
    /// The cursor for what is older, of a page of recent plays.
    pub(super) before: Option<String>,
}

/// A playlist, without what is in it.
#[derive(Clone)]
pub(super) struct Playlist {
    pub(super) id: String,
    pub(super) owner: String,
    pub(super) collaborative: bool,
}

impl fmt::Debug for Track {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Track")
    }
}

impl fmt::Debug for Play {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Play")
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Page of {}", self.items.len())
    }
}

impl fmt::Debug for Playlist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Playlist")
    }
}

/// Why an item is no track, and what to say of it. Quotes nothing.
pub(super) type NoTrack = (DropReason, &'static str);

impl Track {
    /// The track of an item that is one itself (`top`) or holds one, as `track` or, in a playlist since 2026, as `item`.
    pub(super) fn of(item: &Value) -> Result<Self, NoTrack> {
        let held = ["item", "track"].into_iter().filter_map(|k| item.get(k)).find(|v| v.is_object());
        let holds = item.get("item").is_some() || item.get("track").is_some();
        let track = match (held, holds) {
            (Some(track), _) => track,
            (None, true) => return Err((DropReason::NoName, "no track in the item")),
            (None, false) if item.is_object() => item,
            (None, false) => return Err((DropReason::BadRecord, "an empty item")),
        };
        match text(track, "type") {
            Some("episode" | "show") => return Err((DropReason::Podcast, "an episode")),
            Some("chapter" | "audiobook") => return Err((DropReason::Audiobook, "a chapter")),
            _ => {}
        }
        let title = text(track, "name").ok_or((DropReason::NoName, "a track without a name"))?;
        let artist = track
            .get("artists")
            .and_then(Value::as_array)
            .and_then(|all| all.iter().find_map(|a| text(a, "name")))
            .ok_or((DropReason::NoName, "a track without an artist"))?;
        Ok(Self {
            title: title.to_owned(),
            artist: artist.to_owned(),
            album: track.get("album").and_then(|a| text(a, "name")).map(str::to_owned),
            uri: uri(track),
            isrc: track.get("external_ids").and_then(|ids| text(ids, "isrc")).map(str::to_owned),
        })
    }
}

/// `spotify:track:…` of a track, from its URI or its id. A file on somebody's disk has no page, so it has none here.
fn uri(track: &Value) -> Option<String> {
    let well_formed =
        |id: &str| !id.is_empty() && id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric());
    match (text(track, "uri"), text(track, "id")) {
        (Some(uri), _) if uri.strip_prefix("spotify:track:").is_some_and(well_formed) => Some(uri.to_owned()),
        (_, Some(id)) if well_formed(id) => Some(format!("spotify:track:{id}")),
        _ => None,
    }
}

impl Play {
    /// The play of an item, with the time in the named field; a time that cannot be read costs the item.
    pub(super) fn of(item: &Value, when: Option<&str>, now: UnixSeconds) -> Result<Self, NoTrack> {
        let track = Track::of(item)?;
        let at = match when.and_then(|field| text(item, field)) {
            None => None,
            Some(text) => Some(time(text, now).ok_or((DropReason::BadTime, "a time that cannot be true"))?),
        };
        Ok(Self { track, at })
    }
}

/// A time in RFC 3339, not after two days from now.
fn time(text: &str, now: UnixSeconds) -> Option<UnixSeconds> {
    const SLACK: UnixSeconds = 2 * 24 * 3600;
    let at = text.parse::<jiff::Timestamp>().ok()?.as_second();
    (0..=now.saturating_add(SLACK)).contains(&at).then_some(at)
}

impl Page {
    /// Reads the body of a page.
    pub(super) fn read(body: &str) -> Option<Self> {
        let mut page: Value = serde_json::from_str(body).ok()?;
        let items = match page.get_mut("items").map(Value::take) {
            Some(Value::Array(items)) => items,
            Some(Value::Null) => Vec::new(),
            _ => return None,
        };
        let before = page.get("cursors").and_then(|c| text(c, "before")).map(str::to_owned);
        let more = text(&page, "next").is_some();
        Some(Self { items, more, before })
    }
}

impl Playlist {
    pub(super) fn of(item: &Value) -> Result<Self, NoTrack> {
        let id = text(item, "id").ok_or((DropReason::BadRecord, "a playlist without an id"))?;
        let owner = item.get("owner").and_then(|o| text(o, "id")).unwrap_or_default();
        let collaborative = item.get("collaborative").and_then(Value::as_bool).unwrap_or(false);
        if !id.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err((DropReason::BadRecord, "a playlist with an id that is none"));
        }
        Ok(Self { id: id.to_owned(), owner: owner.to_owned(), collaborative })
    }
}

/// The text of one field of an answer; `None` when it is missing, null, empty or something else.
pub(super) fn text<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
    value.get(field).and_then(Value::as_str).filter(|t| !t.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn full() -> Value {
        json!({
            "name": "Roads", "type": "track", "id": "abc1", "uri": "spotify:track:abc1",
            "artists": [null, {"name": "Portishead"}], "album": {"name": "Dummy"},
            "external_ids": {"isrc": "GBAAA9400001"}, "a field of next year": [1, 2]
        })
    }

    #[test]
    fn a_track_in_each_of_its_wrappings() {
        for item in [full(), json!({"track": full()}), json!({"item": full(), "track": null})] {
            let track = Track::of(&item).unwrap();
            assert_eq!((&*track.artist, &*track.title), ("Portishead", "Roads"));
            assert_eq!(track.isrc.as_deref(), Some("GBAAA9400001"));
            assert_eq!(track.uri.as_deref(), Some("spotify:track:abc1"));
        }
    }

    #[test]
    fn any_field_but_the_names_may_lack_or_be_null() {
        for field in ["type", "id", "uri", "album", "external_ids"] {
            for value in [Value::Null, json!(7), json!({}), json!([])] {
                let mut track = full();
                track[field] = value;
                assert!(Track::of(&track).is_ok(), "{field}");
            }
            let mut track = full();
            track.as_object_mut().unwrap().remove(field);
            assert!(Track::of(&track).is_ok(), "{field}");
        }
        for field in ["name", "artists"] {
            let mut track = full();
            track[field] = Value::Null;
            assert_eq!(Track::of(&track).unwrap_err().0, DropReason::NoName);
        }
    }

    #[test]
    fn what_is_no_track_is_told_apart() {
        let reason = |v: Value| Track::of(&v).unwrap_err().0;
        assert_eq!(reason(Value::Null), DropReason::BadRecord);
        assert_eq!(reason(json!("x")), DropReason::BadRecord);
        assert_eq!(reason(json!({"track": null})), DropReason::NoName);
        assert_eq!(reason(json!({"item": {"type": "episode", "name": "x"}})), DropReason::Podcast);
    }

    #[test]
    fn a_local_file_or_a_hostile_uri_gives_no_uri() {
        for bad in ["spotify:local:a:b:c:1", "spotify:track:../../x", "javascript:alert(1)", "spotify:track:"]
        {
            let mut track = full();
            track["uri"] = json!(bad);
            track["id"] = Value::Null;
            assert_eq!(Track::of(&track).unwrap().uri, None, "{bad}");
        }
    }

    #[test]
    fn times_are_read_and_doubted() {
        let now = 1_800_000_000;
        let at = |t: &str| Play::of(&json!({"track": full(), "played_at": t}), Some("played_at"), now);
        assert_eq!(at("2026-11-23T09:00:00.123Z").unwrap().at, Some(1_795_424_400));
        assert_eq!(at("3000-01-01T00:00:00Z").unwrap_err().0, DropReason::BadTime);
        assert_eq!(at("yesterday").unwrap_err().0, DropReason::BadTime);
        let without = Play::of(&json!({"track": full(), "played_at": null}), Some("played_at"), now);
        assert_eq!(without.unwrap().at, None);
    }

    #[test]
    fn pages() {
        let page = Page::read(r#"{"items":[null,1],"next":"x","cursors":{"before":"12"}}"#).unwrap();
        assert_eq!((page.items.len(), page.more, page.before.as_deref()), (2, true, Some("12")));
        let page = Page::read(r#"{"items":null,"next":null,"cursors":null}"#).unwrap();
        assert_eq!((page.items.len(), page.more, page.before), (0, false, None));
        assert!(Page::read("{}").is_none() && Page::read("<html>").is_none() && Page::read("[]").is_none());
    }

    #[test]
    fn nothing_of_it_shows_in_a_debug_text() {
        let play = Play::of(&json!({"track": full()}), None, 0).unwrap();
        assert_eq!(format!("{play:?} {:?}", play.track), "Play Track");
    }
}
