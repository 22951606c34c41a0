//! Which format a text is in, told by its first bytes: by its keys or columns, never by its name.

use std::collections::BTreeSet;
use std::io;

use super::decode::Text;
use super::names::Columns;
use super::records::{Piece, Records};
use super::rows::{Row, Rows};
use crate::history::SourceKind;
use crate::sources::report::PassReason;

/// So much of a text is looked at first,
const GLANCE: usize = 64 << 10;

/// and so much when that was not enough (a first record with a very long value).
const LOOK: usize = 4 << 20;

/// More different keys than this say nothing new.
const MAX_KEYS: usize = 500;

/// What a text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// Objects with `ts`, `ms_played` and what was played.
    SpotifyExtended,
    /// Objects with `endTime` and `msPlayed`.
    SpotifyAccount,
    /// Objects with an artist and a title.
    Objects,
    /// A table whose header names artist and title; the byte between its fields.
    Table(u8),
    /// No listens.
    Other(PassReason),
}

impl Shape {
    /// The kind of source, or why there is none.
    pub(super) fn kind(&self) -> Result<SourceKind, PassReason> {
        match self {
            Self::SpotifyExtended => Ok(SourceKind::SpotifyExtended),
            Self::SpotifyAccount => Ok(SourceKind::SpotifyAccount),
            Self::Objects => Ok(SourceKind::JsonLines),
            Self::Table(_) => Ok(SourceKind::Csv),
            Self::Other(reason) => Err(reason.clone()),
        }
    }
}

/// Looks at the beginning of a text; it can be read from its first byte afterwards. The error is the one that kept from
/// seeing enough.
pub(super) fn shape(text: &mut Text<'_>) -> io::Result<Shape> {
    let (head, whole) = text.head(GLANCE);
    let mut found = shape_of(head, whole);
    if !whole && is_json(head) && matches!(found, Shape::Other(_)) {
        let (head, whole) = text.head(LOOK);
        found = shape_of(head, whole);
    }
    match found {
        Shape::Other(_) => text.take_error().map_or(Ok(found), Err),
        _ => Ok(found),
    }
}

fn shape_of(head: &[u8], whole: bool) -> Shape {
    let blank = |b: &u8| b.is_ascii_whitespace() || *b == 0;
    if head.iter().all(blank) {
        return Shape::Other(PassReason::Empty);
    }
    if let Some(what) = not_text(head) {
        return Shape::Other(PassReason::NotText(what));
    }
    if is_json(head) { json(head) } else { table(head, whole) }
}

fn is_json(head: &[u8]) -> bool {
    let first = head.iter().find(|b| !b.is_ascii_whitespace() && **b != 0 && **b != 0x1e);
    matches!(first, Some(b'[' | b'{'))
}

fn json(head: &[u8]) -> Shape {
    let keys = keys_of(head);
    let has = |key: &str| keys.contains(key.as_bytes());
    if has("ts") && has("ms_played") && EXTENDED.iter().any(|key| has(key)) {
        return Shape::SpotifyExtended;
    }
    if has("endTime") && has("msPlayed") {
        return Shape::SpotifyAccount;
    }
    let names = keys.iter().map(|k| std::str::from_utf8(k).unwrap_or(""));
    if Columns::of(names).name_tracks() {
        return Shape::Objects;
    }
    if keys.is_empty() {
        return Shape::Other(PassReason::Empty);
    }
    let known = KNOWN.iter().find(|(marks, _)| marks.iter().all(|m| has(m)));
    Shape::Other(PassReason::NotListens(known.map_or("JSON without artist and title", |(_, what)| *what)))
}

/// What only Spotify's extended history calls so; which of them are there depends on the vintage.
const EXTENDED: [&str; 4] =
    ["master_metadata_track_name", "master_metadata_album_artist_name", "spotify_track_uri", "episode_name"];

/// The other files of Spotify's packages, by keys that only they have.
const KNOWN: [(&[&str], &str); 12] = [
    (&["playlists"], "playlists, not listens"),
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
];

/// The keys of the outermost objects of a JSON text, also of the one at which it is cut. Broken objects say nothing.
fn keys_of(head: &[u8]) -> BTreeSet<&[u8]> {
    let mut keys = BTreeSet::new();
    let mut records = Records::new(head);
    while let Ok(Some(piece)) = records.next() {
        match piece {
            Piece::Record { at, bytes } => add_keys(&head[at as usize..at as usize + bytes.len()], &mut keys),
            Piece::TooLong { at } | Piece::CutOff { at } => add_keys(&head[at as usize..], &mut keys),
            Piece::Broken { .. } => {}
        }
        if keys.len() > MAX_KEYS {
            break;
        }
    }
    keys
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

/// What a file is that is no text.
fn not_text(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 12] = [
        (b"%PDF", "a PDF document"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"RIFF", "an image or a sound"),
        (b"ID3", "a sound"),
        (b"OggS", "a sound"),
        (b"fLaC", "a sound"),
        (b"SQLite format 3", "a database"),
        (b"7z\xbc\xaf", "an archive that is not zip"),
        (b"Rar!", "an archive that is not zip"),
        (b"\x28\xb5\x2f\xfd", "an archive that is not zip"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(what);
    }
    let controls = |b: &&u8| **b < 0x20 && !b.is_ascii_whitespace() && **b != 0x1e && **b != 0x1b;
    let glance = &head[..head.len().min(512)];
    (!is_json(head) && glance.iter().filter(controls).count() > glance.len() / 16).then_some("not text")
}

fn table(head: &[u8], whole: bool) -> Shape {
    let fits = |delimiter: &u8| {
        let mut rows = Rows::new(head, *delimiter);
        let Ok(Some(Row::Fields { fields, .. })) = rows.next() else { return false };
        fields.texts().is_some_and(|t| Columns::of(t.iter()).name_tracks())
    };
    match [b',', b';', b'\t'].iter().find(|d| fits(d)) {
        // A header whose line is not at its end yet may go on.
        Some(delimiter) if whole || head.contains(&b'\n') => Shape::Table(*delimiter),
        _ => Shape::Other(PassReason::NotListens("no header with artist and title, and no JSON")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shape_of(text: &str) -> Shape {
        super::shape_of(text.as_bytes(), true)
    }

    #[test]
    fn formats_are_told_by_their_fields() {
        let extended = r#"[{"ts":"x","ip_addr":"y","ms_played":1,"master_metadata_track_name":null}]"#;
        assert_eq!(shape_of(extended), Shape::SpotifyExtended);
        assert_eq!(
            super::shape_of(&extended.as_bytes()[..extended.len() - 4], false),
            Shape::SpotifyExtended
        );
        assert_eq!(shape_of(r#"[{"endTime":"x","podcastName":"y","msPlayed":1}]"#), Shape::SpotifyAccount);
        assert_eq!(shape_of(r#"{"artist":{"name":"Air"},"title":"x"}"#), Shape::Objects);
        assert_eq!(shape_of("title;artist\n"), Shape::Table(b';'));
        assert_eq!(shape_of("\"Track Name\"\t\"Artist Name(s)\"\n"), Shape::Table(b'\t'));
    }

    #[test]
    fn what_holds_no_listens_is_named() {
        let other = |text: &str| match shape_of(text) {
            Shape::Other(reason) => reason.text().into_owned(),
            found => panic!("{text}: {found:?}"),
        };
        assert_eq!(
            other(r#"{"playlists":[{"name":"x","artist":"y","ts":1,"ms_played":2}]}"#),
            "playlists, not listens"
        );
        assert_eq!(other(r#"{"email":"x","birthdate":"y"}"#), "account details, not read");
        assert_eq!(
            other(r#"[{"artistName":"x","segment":"y"}]"#),
            "how Spotify sorts you for advertising, not listens"
        );
        assert_eq!(other(" \n\0"), "nothing in it");
        assert_eq!(other("[]"), "nothing in it");
        assert_eq!(other("%PDF-1.7"), "a PDF document");
        assert_eq!(other("\u{1}\u{2}\u{3}\u{4}abc"), "not text");
        assert!(other("Dear reader").starts_with("no header"));
    }

    #[test]
    fn only_outermost_keys_count() {
        let keys = keys_of(br#"[{"a":"x\":","b":{"c":1}},{"d":["e"],"f"#);
        assert_eq!(keys.into_iter().collect::<Vec<_>>(), [b"a", b"b", b"d"]);
        let keys = keys_of(b"[{\"a\":\"x},\n{\"b\":\"y\"},{\"c\":1}]");
        assert_eq!(keys.into_iter().collect::<Vec<_>>(), [b"b", b"c"]);
    }

    proptest! {
        #[test]
        fn any_bytes_have_some_shape(bytes in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(b"[{}]\\\":,\n\t;".to_vec())], 0..200), whole in any::<bool>()) {
            let shape = super::shape_of(&bytes, whole);
            prop_assert!(shape.kind().is_err() || !bytes.is_empty());
        }
    }
}
