//! Playlist files (M3U, XSPF, JSPF), told by their shape; one file is one list.

use std::io::Read;

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

/// Reads a playlist file, plain or packed, into the corpus; `None` when it is none. `file_name` names a list that does not
/// name itself, and tells an M3U file without its header line.
///
/// What looks like a playlist and is broken, or longer than [`MAX_PLAYLIST`], is counted as a bad list.
///
/// # Errors
/// When the input cannot be read to its end.
pub fn read_playlist(
    input: impl Read,
    file_name: &str,
    corpus: &mut CorpusBuilder,
) -> Result<Option<InputReport>, String> {
    let unreadable = |e: std::io::Error| format!("cannot be read to its end: {e}");
    let mut text = unpacked(input);
    let Some(shape) = shape(text.head(HEAD).0, file_name) else {
        return text.take_error().map_or(Ok(None), |e| Err(unreadable(e)));
    };
    let mut bytes = Vec::new();
    (&mut text).take(MAX_PLAYLIST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    let mut report = InputReport::default();
    if bytes.len() as u64 > MAX_PLAYLIST {
        report.bad_list("the whole", "longer than 16 MiB");
        return Ok(Some(report));
    }
    let (text, recoded) = text_of(&bytes);
    report.recoded = u64::from(recoded);
    let parsed = match shape {
        Shape::M3u => m3u::parse(&text),
        Shape::Xspf => xspf::parse(&text),
        Shape::Jspf => jspf::parse(&text),
    };
    match parsed {
        Ok(parsed) => file(&parsed, file_name, corpus, &mut report),
        Err(why) => report.bad_list("the whole", why),
    }
    Ok(Some(report))
}

fn file(parsed: &Parsed, file_name: &str, corpus: &mut CorpusBuilder, report: &mut InputReport) {
    let mut tracks = Vec::with_capacity(parsed.entries.len());
    for (n, entry) in parsed.entries.iter().enumerate() {
        report.rows += 1;
        let (mbid, uri) = identifiers(&entry.names);
        let new = NewTrack { artist: &entry.artist, title: &entry.title, mbid, uri, ..NewTrack::default() };
        match corpus.track(&new) {
            Some(track) => tracks.push(track),
            None => report.bad_row(format_args!("entry {}", n + 1), "no artist or no title"),
        }
    }
    if tracks.is_empty() {
        return report.bad_list("the whole", "no track in it");
    }
    let title = if parsed.title.trim().is_empty() { stem(file_name) } else { &parsed.title };
    corpus.list(title, day(&parsed.date), &tracks);
    report.lists += 1;
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
