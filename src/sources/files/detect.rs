//! Which format a text is in, told by its first bytes: by its keys or columns, never by its name.

mod json;
mod text;

use std::io;

use super::apple;
use super::decode::Text;
use super::table::Layout;
use crate::history::SourceKind;
use crate::sources::report::PassReason;

/// So much of a text is looked at first,
const GLANCE: usize = 64 << 10;

/// and so much when that was not enough (a first record with a very long value).
const LOOK: usize = 4 << 20;

/// What a text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// Objects with `ts`, `ms_played` and what was played.
    SpotifyExtended,
    /// Objects with `endTime` and `msPlayed`.
    SpotifyAccount,
    /// Objects with `track_metadata`; in lists of this name, or all.
    ListenBrainz(Option<&'static str>),
    /// Objects with `time` and a `track`, in its list.
    Maloja,
    /// Objects with a `header` and a `title` that is a sentence.
    YouTube,
    /// Objects with an artist and a title; in lists of this name, or all.
    Objects(SourceKind, Option<&'static str>),
    /// A table whose header names artist and title.
    Table(SourceKind, Layout),
    /// A table without a header: artist, album, title, time.
    LastFmRows,
    /// One of Apple Music's tables.
    Apple(apple::File),
    /// The log of a portable player.
    ScrobblerLog,
    /// Lines `Artist - Title`.
    Lines,
    /// No listens.
    Other(PassReason),
}

impl Shape {
    /// The kind of source, or why there is none.
    pub(super) fn kind(&self) -> Result<SourceKind, PassReason> {
        match self {
            Self::SpotifyExtended => Ok(SourceKind::SpotifyExtended),
            Self::SpotifyAccount => Ok(SourceKind::SpotifyAccount),
            Self::ListenBrainz(_) => Ok(SourceKind::ListenBrainz),
            Self::Maloja => Ok(SourceKind::Maloja),
            Self::YouTube => Ok(SourceKind::YouTubeMusic),
            Self::Objects(kind, _) | Self::Table(kind, _) => Ok(*kind),
            Self::LastFmRows => Ok(SourceKind::LastFm),
            Self::Apple(_) => Ok(SourceKind::AppleMusic),
            Self::ScrobblerLog => Ok(SourceKind::ScrobblerLog),
            Self::Lines => Ok(SourceKind::PlainList),
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
    if is_json(head) { json::shape(head) } else { text::shape(head, whole) }
}

fn is_json(head: &[u8]) -> bool {
    let first = head.iter().find(|b| !b.is_ascii_whitespace() && **b != 0 && **b != 0x1e);
    matches!(first, Some(b'[' | b'{'))
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
        assert_eq!(
            shape_of(r#"{"artist":{"name":"Air"},"title":"x"}"#),
            Shape::Objects(SourceKind::JsonLines, None)
        );
        let table = |delimiter| Shape::Table(SourceKind::Csv, Layout { delimiter, before: 0 });
        assert_eq!(shape_of("title;artist\n"), table(b';'));
        assert_eq!(shape_of("\"Track Name\"\t\"Artist Name(s)\"\n"), table(b'\t'));
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
    fn whose_objects_and_tables_they_are() {
        let table = |kind, delimiter, before| Shape::Table(kind, Layout { delimiter, before });
        for (text, shape) in [
            (r#"{"listened_at":1,"track_metadata":{}}"#, Shape::ListenBrainz(None)),
            (
                r#"{"payload":{"count":1,"listens":[{"listened_at":1,"track_metadata":{}}]}}"#,
                Shape::ListenBrainz(Some("listens")),
            ),
            (r#"{"maloja":{},"scrobbles":[{"time":1,"track":{"artists":[]}}]}"#, Shape::Maloja),
            (
                r#"{"username":"x","scrobbles":[{"track":"a","artist":"b","date":1}]}"#,
                Shape::Objects(SourceKind::LastFm, Some("scrobbles")),
            ),
            (
                r#"[{"track":[{"artist":{},"name":"a"}],"@attr":{}}]"#,
                Shape::Objects(SourceKind::LastFm, Some("track")),
            ),
            (r#"{"timeMs":1,"track":"a","artist":"b"}"#, Shape::Objects(SourceKind::PanoScrobbler, None)),
            (
                r#"{"listened_ms":1,"qualified":true,"title":"a","artists":[]}"#,
                Shape::Objects(SourceKind::Spotatui, None),
            ),
            (r#"[{"header":"YouTube Music","title":"a","titleUrl":"b","time":"c"}]"#, Shape::YouTube),
            ("uts,utc_time,artist,track\n", table(SourceKind::LastFm, b',', 0)),
            ("Artist;Album;AlbumId;Track;Date#x\n", table(SourceKind::LastFm, b';', 0)),
            (
                "My scrobbles\n\nTime,Artist,Track,Album,TrackMBID,AlbumMBID,ArtistMBID\n",
                table(SourceKind::LibreFm, b',', 1),
            ),
            ("a,b,c,\nd,e,f,01 May 2024 10:10\n", Shape::LastFmRows),
            ("Event Type,Song Name,End Reason Type\n", Shape::Apple(apple::File::Activity)),
            ("Track Description,Date Played\n", Shape::Apple(apple::File::Daily)),
            ("#AUDIOSCROBBLER/1.1\n", Shape::ScrobblerLog),
            ("Portishead - Roads", Shape::Lines),
        ] {
            assert_eq!(shape_of(text), shape, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_have_some_shape(bytes in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(b"[{}]\\\":,\n\t;".to_vec())], 0..200), whole in any::<bool>()) {
            let shape = super::shape_of(&bytes, whole);
            prop_assert!(shape.kind().is_err() || !bytes.is_empty());
        }
    }
}
