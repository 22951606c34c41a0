//! Slices of the Million Playlist Dataset: `{"info": {…}, "playlists": [{…}, …]}`, one playlist in memory at a time.
//!
//! `info` stands before `playlists`, as in every published slice.

use std::fmt;
use std::io::{self, Read};

use jiff::{Timestamp, tz::Offset};
use memchr::memmem;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::part::{List, Part, PartFiler, PartMaker};
use super::report::InputReport;
use super::text_of;
use super::unpack::unpacked;
use crate::build::corpus::{CorpusBuilder, NewTrack};
use crate::stream::fields::{Int, Text};
use crate::stream::records::{NOT_AN_OBJECT, Piece, Records};

/// Within how many bytes the array of playlists must begin.
const HEAD: usize = 64 << 10;

/// Reads slices one after another, and knows which playlists it has had.
#[derive(Debug, Default)]
pub struct MpdReader {
    filer: PartFiler,
}

impl MpdReader {
    /// A reader that has read nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a slice, plain, gzip or zstd, into the corpus: [`parse_slice`] and [`PartFiler::file`] in one thread.
    ///
    /// # Errors
    /// When the input is no slice, or cannot be read to its end.
    pub fn read(&mut self, input: impl Read, corpus: &mut CorpusBuilder) -> Result<InputReport, String> {
        let mut report = InputReport::default();
        parse_slice(input, &mut |part| {
            report.merge(self.filer.file(part, corpus));
            true
        })?;
        Ok(report)
    }
}

/// Parses a slice, plain, gzip or zstd, and hands it over in parts; `emit` says whether it wants more.
///
/// Playlists and tracks that are not as they should be are left out and counted, so is a playlist whose `pid` was filed
/// before. A slice that was cut off gives what came before the cut, and says so.
///
/// # Errors
/// When the input is no slice, or cannot be read to its end.
pub fn parse_slice(input: impl Read, emit: &mut dyn FnMut(Part) -> bool) -> Result<(), String> {
    let unreadable = |e: io::Error| format!("cannot be read to its end: {e}");
    let mut text = unpacked(input);
    let Some(skip) = array_begins(text.head(HEAD).0) else {
        if let Some(e) = text.take_error() {
            return Err(unreadable(e));
        }
        return Err(
            "no slice of the Million Playlist Dataset: wanted {\"info\": {…}, \"playlists\": […]}".into()
        );
    };
    io::copy(&mut (&mut text).take(skip), &mut io::sink()).map_err(unreadable)?;
    let mut end = End { input: text, read: skip, last: [0; 2], last_at: 0 };
    let mut slice = Slice { parts: PartMaker::new(emit), tracks: Vec::new() };
    let (mut cut, mut object_end) = (None, 0);
    // After a broken playlist come its tracks and brackets, up to the next playlist: told already.
    let mut amid_ruins = false;
    // The brace that closes the slice is no object either: known as such only when nothing follows.
    let mut stray: Option<u64> = None;
    let mut records = Records::new(&mut end);
    while slice.parts.wanted() {
        // Most objects are sound: parsed as they lie, without looking for their ends first.
        if let Some((at, window)) = records.window().map_err(unreadable)?
            && let Some((playlist, length)) = parse_at(window)
        {
            let at = skip + at;
            object_end = at + length as u64;
            if let Some(at) = stray.take() {
                slice.parts.say().bad_list(byte(at), NOT_AN_OBJECT);
            }
            amid_ruins = !slice.object(at, playlist) && amid_ruins;
            records.take(length);
            continue;
        }
        let Some(piece) = records.next().map_err(unreadable)? else { break };
        if let Some(at) = stray.take() {
            slice.parts.say().bad_list(byte(at), NOT_AN_OBJECT);
        }
        match piece {
            Piece::Record { at, bytes } => {
                let at = skip + at;
                object_end = at + bytes.len() as u64;
                amid_ruins = !slice.odd_object(at, bytes) && amid_ruins;
            }
            Piece::TooLong { at } => slice.parts.say().bad_list(byte(skip + at), "longer than a megabyte"),
            Piece::Broken { at, why: NOT_AN_OBJECT } => stray = Some(skip + at).filter(|_| !amid_ruins),
            Piece::Broken { at, why } => {
                slice.parts.say().bad_list(byte(skip + at), why);
                amid_ruins = true;
            }
            Piece::CutOff { at } => {
                cut = cut.or(Some(skip + at));
                amid_ruins = true;
            }
        }
    }
    // A playlist ends with `]}` as the slice does.
    let whole = cut.is_none() && end.last == *b"]}" && object_end != end.last_at + 1;
    if let Some(at) = stray.filter(|at| !whole || *at != end.last_at) {
        slice.parts.say().bad_list(byte(at), NOT_AN_OBJECT);
    }
    if !whole {
        let said = slice.parts.say();
        said.cut_off += 1;
        said.tell(byte(cut.unwrap_or(end.read)), "the slice is cut off here");
    }
    slice.parts.hand_over();
    Ok(())
}

/// The playlist at the beginning of some bytes, and how long it is; `None` when there is none, or not all of it.
fn parse_at(window: &[u8]) -> Option<(Playlist<'_>, usize)> {
    let mut parser = serde_json::Deserializer::from_slice(window).into_iter();
    let playlist = parser.next()?.ok()?;
    Some((playlist, parser.byte_offset()))
}

/// A slice while it is parsed.
struct Slice<'e> {
    parts: PartMaker<'e>,
    /// Positions and rows of the playlist at hand; kept for its room.
    tracks: Vec<(i64, u32)>,
}

impl Slice<'_> {
    /// Files an object that is not as it should be. False when it is no playlist but a track.
    fn odd_object(&mut self, at: u64, bytes: &[u8]) -> bool {
        let (text, recoded) = text_of(bytes);
        self.parts.say().recoded += u64::from(recoded);
        match serde_json::from_str(&text) {
            Ok(playlist) => self.object(at, playlist),
            Err(e) => {
                self.parts.say().bad_list(byte(at), e.to_string());
                true
            }
        }
    }

    /// Files an object of the array. False when it is no playlist but a track, as what was broken leaves behind.
    fn object(&mut self, at: u64, playlist: Playlist<'_>) -> bool {
        if playlist.tracks.is_none() && playlist.track_uri.said() {
            let said = self.parts.say();
            said.rows += 1;
            said.bad += 1;
            return false;
        }
        self.playlist(at, playlist);
        true
    }

    fn playlist(&mut self, at: u64, playlist: Playlist<'_>) {
        // A number that does not fit says nothing: two that do not are not one playlist.
        let pid = playlist.pid.0.filter(|pid| ![i64::MIN, i64::MAX].contains(pid));
        let place = pid.map_or_else(|| byte(at), |pid| format!("pid {pid}"));
        let Some(Tracks(entries)) = playlist.tracks else {
            return self.parts.say().bad_list(place, "no tracks");
        };
        let mut said = InputReport::default();
        self.tracks.clear();
        for (n, Entry(entry)) in entries.iter().enumerate() {
            said.rows += 1;
            let Some(entry) = entry else {
                said.bad_row(&place, format!("entry {n} is no object"));
                continue;
            };
            let new = NewTrack {
                artist: entry.artist.get().unwrap_or_default(),
                title: entry.title.get().unwrap_or_default(),
                uri: entry.uri.get().unwrap_or_default(),
                ..NewTrack::default()
            };
            match self.parts.row(&new) {
                Some(row) => self.tracks.push((entry.pos.0.unwrap_or(n as i64), row)),
                None => said.bad_row(&place, format!("entry {n}: no artist or no title")),
            }
        }
        if self.tracks.is_empty() {
            said.bad_list(&place, "no track in it");
        }
        // By position; equal ones stay in the order they were written in.
        self.tracks.sort_by_key(|(pos, _)| *pos);
        let date = playlist.modified_at.0.and_then(day_of).unwrap_or_default();
        let name = playlist.name.get().unwrap_or_default().to_owned();
        let list = List { place, pid, name, date };
        self.parts.list(list, self.tracks.iter().map(|(_, row)| *row), said);
    }
}

/// How a place in the file is told.
fn byte(at: u64) -> String {
    format!("byte {at}")
}

/// The day (UTC) of UNIX seconds as `YYYY-MM-DD`; 0 and less is a clock that was never set.
fn day_of(seconds: i64) -> Option<String> {
    let moment = Timestamp::from_second(seconds).ok().filter(|_| seconds > 0)?;
    Some(Offset::UTC.to_datetime(moment).date().to_string())
}

/// How many bytes stand before the first playlist: all up to the bracket after `"playlists":`.
fn array_begins(head: &[u8]) -> Option<u64> {
    if head.trim_ascii_start().first() != Some(&b'{') {
        return None;
    }
    let key = b"\"playlists\"";
    let after = memmem::find(head, key)? + key.len();
    let value = head[after..].trim_ascii_start().strip_prefix(b":")?;
    let inside = value.trim_ascii_start().strip_prefix(b"[")?;
    Some((head.len() - inside.len()) as u64)
}

/// Passes bytes on and keeps the last two that were no blank: a whole slice ends with `]}`.
struct End<R> {
    input: R,
    read: u64,
    last: [u8; 2],
    last_at: u64,
}

impl<R: Read> Read for End<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(out)?;
        let seen = |b: &u8| !b.is_ascii_whitespace();
        if let Some(last) = out[..n].iter().rposition(seen) {
            let before = out[..last].iter().rposition(seen).map_or(self.last[1], |p| out[p]);
            self.last = [before, out[last]];
            self.last_at = self.read + last as u64;
        }
        self.read += n as u64;
        Ok(n)
    }
}

#[derive(Deserialize)]
struct Playlist<'a> {
    #[serde(borrow, default)]
    name: Text<'a>,
    #[serde(default)]
    pid: Int,
    #[serde(default)]
    modified_at: Int,
    #[serde(borrow, default)]
    tracks: Option<Tracks<'a>>,
    /// A playlist has none: what has is a track.
    #[serde(borrow, default)]
    track_uri: Text<'a>,
}

#[derive(Deserialize)]
struct Tracks<'a>(#[serde(borrow)] Vec<Entry<'a>>);

/// A member of a playlist; `None` when it is no object.
struct Entry<'a>(Option<Track<'a>>);

#[derive(Deserialize)]
struct Track<'a> {
    #[serde(default)]
    pos: Int,
    #[serde(borrow, default, rename = "artist_name")]
    artist: Text<'a>,
    #[serde(borrow, default, rename = "track_name")]
    title: Text<'a>,
    #[serde(borrow, default, rename = "track_uri")]
    uri: Text<'a>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Entry<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyEntry).map(Self)
    }
}

struct AnyEntry;

impl<'de> Visitor<'de> for AnyEntry {
    type Value = Option<Track<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a track")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Track::deserialize(MapAccessDeserializer::new(map)).map(Some)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}
