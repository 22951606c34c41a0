//! Formats of JSON, told by the keys of their objects.

use std::collections::BTreeSet;

use super::Shape;
use crate::history::SourceKind;
use crate::sources::files::maloja;
use crate::sources::files::names::Columns;
use crate::sources::files::records::{Piece, Records};
use crate::sources::report::PassReason;

/// More different keys than this say nothing new.
const MAX_KEYS: usize = 500;

/// Lists that files wrap their listens in.
const WRAPPED: [&str; 3] = [maloja::LIST, "listens", "track"];

/// What only Spotify's extended history calls so; which of them are there depends on the vintage.
const EXTENDED: [&str; 4] =
    ["master_metadata_track_name", "master_metadata_album_artist_name", "spotify_track_uri", "episode_name"];

/// The other files of the packages that listens come in, by keys that only they have.
const KNOWN: [(&[&str], &str); 15] = [
    (&["playlists"], "playlists, not listens"),
    (&["playlist"], "a playlist, not listens"),
    (&["tracks", "albums", "shows"], "the saved library, not listens"),
    (&["inferences"], "interests guessed by Spotify, not listens"),
    (&["email", "birthdate"], "account details, not read"),
    (&["username", "country"], "account details, not read"),
    (&["searchTime", "searchQuery"], "searches, not listens"),
    (&["artistName", "segment"], "how Spotify sorts you for advertising, not listens"),
    (&["userIsFollowedBy"], "whom you follow, not listens"),
    (&["userIsFollowing"], "whom you follow, not listens"),
    (&["payment_method"], "payments, not read"),
    (&["identifierType", "identifierValue"], "account identifiers, not read"),
    (&["displayName", "tasteMaker"], "the public profile, not listens"),
    (&["recording_msid", "score"], "what you liked at ListenBrainz, not listens"),
    (&["recording_msid", "blurb_content"], "what you pinned at ListenBrainz, not listens"),
];

/// What a JSON text is, by its beginning.
pub(super) fn shape(head: &[u8]) -> Shape {
    let keys = Keys::of(Records::new(head), head);
    if keys.has("ts") && keys.has("ms_played") && EXTENDED.iter().any(|key| keys.has(key)) {
        return Shape::SpotifyExtended;
    }
    if keys.has("endTime") && keys.has("msPlayed") {
        return Shape::SpotifyAccount;
    }
    // Before what takes all objects for rows: a damaged wrapper shows the rows within it.
    if let Some(shape) = WRAPPED.into_iter().find_map(|list| wrapped(list, head)) {
        return shape;
    }
    if keys.are_of_listenbrainz() {
        return Shape::ListenBrainz(None);
    }
    if keys.all(&["header", "title", "time"]) && (keys.has("titleUrl") || keys.has("subtitles")) {
        return Shape::YouTube;
    }
    if keys.name_tracks() {
        return Shape::Objects(keys.kind(), None);
    }
    if keys.is_empty() {
        return Shape::Other(PassReason::Empty);
    }
    let known = KNOWN.iter().find(|(marks, _)| keys.all(marks));
    Shape::Other(PassReason::NotListens(known.map_or("JSON without artist and title", |(_, what)| *what)))
}

/// What the lists of a name hold, where they hold listens.
fn wrapped(list: &'static str, head: &[u8]) -> Option<Shape> {
    let Ok(Some(Piece::Record { at, .. } | Piece::CutOff { at })) = Records::within(head, list).next() else {
        return None;
    };
    // What names a track before its list begins is a row itself.
    let before = &head[..at as usize];
    if Keys::of(Records::new(before), before).name_tracks() {
        return None;
    }
    let keys = Keys::of(Records::within(head, list), head);
    if keys.are_of_listenbrainz() {
        return Some(Shape::ListenBrainz(Some(list)));
    }
    if keys.name_tracks() {
        // `listens` is anybody's word, the other two are those of Last.fm's answers and of what is made of them.
        let kind = if list == "listens" { keys.kind() } else { SourceKind::LastFm };
        return Some(Shape::Objects(kind, Some(list)));
    }
    (list == maloja::LIST && keys.all(&["time", "track"])).then_some(Shape::Maloja)
}

/// The keys of the outermost objects.
struct Keys<'a>(BTreeSet<&'a [u8]>);

impl<'a> Keys<'a> {
    /// Those of the records of a text, also of the one at which it is cut. Broken objects say nothing.
    fn of(mut records: Records<&[u8]>, head: &'a [u8]) -> Self {
        let mut keys = BTreeSet::new();
        while let Ok(Some(piece)) = records.next() {
            match piece {
                Piece::Record { at, bytes } => {
                    add_keys(&head[at as usize..at as usize + bytes.len()], &mut keys);
                }
                Piece::TooLong { at } | Piece::CutOff { at } => add_keys(&head[at as usize..], &mut keys),
                Piece::Broken { .. } => {}
            }
            if keys.len() > MAX_KEYS {
                break;
            }
        }
        Self(keys)
    }

    fn has(&self, key: &str) -> bool {
        self.0.contains(key.as_bytes())
    }

    fn all(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.has(key))
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn name_tracks(&self) -> bool {
        Columns::of(self.0.iter().map(|k| std::str::from_utf8(k).unwrap_or(""))).name_tracks()
    }

    fn are_of_listenbrainz(&self) -> bool {
        self.has("track_metadata") && (self.has("listened_at") || self.has("timestamp"))
    }

    /// Whose objects with artist and title these are.
    fn kind(&self) -> SourceKind {
        if self.all(&["listened_ms", "qualified"]) {
            SourceKind::Spotatui
        } else if self.all(&["timeMs", "track"]) {
            SourceKind::PanoScrobbler
        } else if self.has("@attr") || self.all(&["mbid", "date", "name"]) {
            SourceKind::LastFm
        } else {
            SourceKind::JsonLines
        }
    }
}

/// Adds the outermost keys of an object, or of its beginning.
fn add_keys<'a>(object: &'a [u8], keys: &mut BTreeSet<&'a [u8]>) {
    let (mut depth, mut n) = (0_usize, 0);
    while n < object.len() && keys.len() <= MAX_KEYS {
        match object[n] {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'"' => {
                let start = n + 1;
                n = start;
                while n < object.len() && object[n] != b'"' {
                    n += 1 + usize::from(object[n] == b'\\');
                }
                let after = object.get(n + 1..).unwrap_or_default().iter().find(|b| !b.is_ascii_whitespace());
                if depth == 1 && after == Some(&b':') {
                    keys.insert(&object[start..n]);
                }
            }
            _ => {}
        }
        n += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_outermost_keys_count() {
        let keys = |text: &'static [u8]| Keys::of(Records::new(text), text).0.into_iter().collect::<Vec<_>>();
        assert_eq!(keys(br#"[{"a":"x\":","b":{"c":1}},{"d":["e"],"f"#), [b"a", b"b", b"d"]);
        assert_eq!(keys(b"[{\"a\":\"x},\n{\"b\":\"y\"},{\"c\":1}]"), [b"b", b"c"]);
    }
}
