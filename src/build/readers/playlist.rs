//! Playlist files (M3U, XSPF, JSPF), told by their shape; one file is one list.

use std::io::Read;

use super::part::{List, Part, PartFiler, PartMaker};
use super::report::InputReport;
use super::unpack::unpacked;
use super::{jspf, m3u, text_of, xspf};
use crate::build::corpus::{CorpusBuilder, NewTrack};

/// The longest playlist file that is read, in bytes unpacked: 16 MiB. It is held in memory while it is read.
pub const MAX_PLAYLIST: u64 = 16 << 20;

/// How much is looked at to tell the shape.
const HEAD: usize = 4096;

/// A playlist as its file tells it. Texts are not cleaned yet.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// Empty when the file does not say.
    pub(super) title: String,
    /// As it stands in the file.
    pub(super) date: String,
    pub(super) entries: Vec<Entry>,
}

/// One track of it.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) artist: String,
    pub(super) title: String,
    /// Where it lies or what it is: links, identifiers.
    pub(super) names: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    M3u,
    Xspf,
    Jspf,
}

/// Reads a playlist file, plain or packed, into the corpus; `None` when it is none: [`parse_playlist`] and
/// [`PartFiler::file`] in one thread.
///
/// # Errors
/// When the input cannot be read to its end.
pub fn read_playlist(
    input: impl Read,
    file_name: &str,
    corpus: &mut CorpusBuilder,
) -> Result<Option<InputReport>, String> {
    let (mut filer, mut report) = (PartFiler::new(), InputReport::default());
    let found = parse_playlist(input, file_name, &mut |part| {
        report.merge(filer.file(part, corpus));
        true
    })?;
    Ok(found.then_some(report))
}

/// Parses a playlist file, plain or packed; false when it is none. `file_name` names a list that does not name itself, and
/// tells an M3U file without its header line.
///
/// What looks like a playlist and is broken, or longer than [`MAX_PLAYLIST`], is counted as a bad list.
///
/// # Errors
/// When the input cannot be read to its end.
pub fn parse_playlist(
    input: impl Read,
    file_name: &str,
    emit: &mut dyn FnMut(Part) -> bool,
) -> Result<bool, String> {
    let unreadable = |e: std::io::Error| format!("cannot be read to its end: {e}");
    let mut text = unpacked(input);
    let Some(shape) = shape(text.head(HEAD).0, file_name) else {
        return text.take_error().map_or(Ok(false), |e| Err(unreadable(e)));
    };
    let mut parts = PartMaker::new(emit);
    let mut bytes = Vec::new();
    (&mut text).take(MAX_PLAYLIST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_PLAYLIST {
        parts.say().bad_list("the whole", "longer than 16 MiB");
    } else {
        let (text, recoded) = text_of(&bytes);
        let parsed = match shape {
            Shape::M3u => m3u::parse(&text),
            Shape::Xspf => xspf::parse(&text),
            Shape::Jspf => jspf::parse(&text),
        };
        parts.say().recoded = u64::from(recoded);
        match parsed {
            Ok(parsed) => list(parsed, file_name, &mut parts),
            Err(why) => parts.say().bad_list("the whole", why),
        }
    }
    parts.hand_over();
    Ok(true)
}

fn list(parsed: Parsed, file_name: &str, parts: &mut PartMaker<'_>) {
    let mut said = InputReport::default();
    let mut rows = Vec::with_capacity(parsed.entries.len());
    for (n, entry) in parsed.entries.iter().enumerate() {
        said.rows += 1;
        let (mbid, uri) = identifiers(&entry.names);
        let new = NewTrack { artist: &entry.artist, title: &entry.title, mbid, uri, ..NewTrack::default() };
        match parts.row(&new) {
            Some(row) => rows.push(row),
            None => said.bad_row(format_args!("entry {}", n + 1), "no artist or no title"),
        }
    }
    if rows.is_empty() {
        said.bad_list("the whole", "no track in it");
    }
    let name = if parsed.title.trim().is_empty() { stem(file_name).to_owned() } else { parsed.title };
    let date = day(&parsed.date).to_owned();
    parts.list(List { place: "the whole".into(), pid: None, name, date }, rows, said);
}

fn shape(head: &[u8], file_name: &str) -> Option<Shape> {
    let (head, _) = text_of(head);
    let head = head.trim_start();
    if head.starts_with('<') {
        return head.contains("<playlist").then_some(Shape::Xspf);
    }
    if head.starts_with('{') {
        let (_, after) = head.split_once("\"playlist\"")?;
        let value = after.trim_start().strip_prefix(':')?;
        return value.trim_start().starts_with('{').then_some(Shape::Jspf);
    }
    let named = file_name
        .rsplit_once('.')
        .is_some_and(|(_, e)| e.eq_ignore_ascii_case("m3u") || e.eq_ignore_ascii_case("m3u8"));
    let said = ["#EXTM3U", "#EXTINF:", "#PLAYLIST:"].iter().any(|mark| head.starts_with(mark));
    (said || (named && !head.contains('\0'))).then_some(Shape::M3u)
}

/// A file's name without its last ending.
pub(super) fn stem(file_name: &str) -> &str {
    file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem)
}

/// The day of a date such as `2024-05-01T12:00:00Z`; empty when it does not begin with one.
fn day(date: &str) -> &str {
    let date = date.trim();
    date.get(..10).filter(|day| day.parse::<jiff::civil::Date>().is_ok()).unwrap_or_default()
}

/// The recording's `MusicBrainz` id and its URI at Spotify, where one of the names is such.
fn identifiers(names: &[String]) -> (&str, &str) {
    let find = |mark: &str| names.iter().find_map(|n| n.split_once(mark));
    let mbid = find("musicbrainz.org/recording/").map_or("", |(_, id)| id.get(..36).unwrap_or_default());
    let uri = names.iter().map(|n| n.trim()).find(|n| n.starts_with("spotify:track:")).unwrap_or_default();
    (mbid, uri)
}
