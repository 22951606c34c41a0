//! Slices of the Million Playlist Dataset: `{"info": {…}, "playlists": [{…}, …]}`, one playlist in memory at a time.
//!
//! `info` stands before `playlists`, as in every published slice.

use std::collections::HashSet;
use std::fmt;
use std::io::{self, Read};

use jiff::{Timestamp, tz::Offset};
use memchr::memmem;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::report::InputReport;
use super::text_of;
use super::unpack::unpacked;
use crate::build::corpus::{CorpusBuilder, NewTrack, TrackNo};
use crate::stream::fields::{Int, Text};
use crate::stream::records::{NOT_AN_OBJECT, Piece, Records};

/// Within how many bytes the array of playlists must begin.
const HEAD: usize = 64 << 10;

/// Reads slices one after another, and knows which playlists it has had.
#[derive(Debug, Default)]
pub struct MpdReader {
    pids: HashSet<i64>,
}

impl MpdReader {
    /// A reader that has read nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a slice, plain, gzip or zstd, into the corpus.
    ///
    /// Playlists and tracks that are not as they should be are left out and counted, so is a playlist whose `pid` was read
    /// before. A slice that was cut off gives what came before the cut, and says so.
    ///
    /// # Errors
    /// When the input is no slice, or cannot be read to its end.
    pub fn read(&mut self, input: impl Read, corpus: &mut CorpusBuilder) -> Result<InputReport, String> {
        let unreadable = |e: io::Error| format!("cannot be read to its end: {e}");
        let mut text = unpacked(input);
        let Some(skip) = array_begins(text.head(HEAD).0) else {
            if let Some(e) = text.take_error() {
                return Err(unreadable(e));
            }
            return Err(
                "no slice of the Million Playlist Dataset: wanted {\"info\": {…}, \"playlists\": […]}".into(),
            );
        };
        io::copy(&mut (&mut text).take(skip), &mut io::sink()).map_err(unreadable)?;
        let mut end = End { input: text, read: skip, last: [0; 2], last_at: 0 };
        let mut report = InputReport::default();
        let (mut cut, mut object_end) = (None, 0);
        // After a broken playlist come its tracks and brackets, up to the next playlist: told already.
        let mut amid_ruins = false;
        // The brace that closes the slice is no object either: known as such only when nothing follows.
        let mut stray: Option<u64> = None;
        let mut records = Records::new(&mut end);
        while let Some(piece) = records.next().map_err(unreadable)? {
            if let Some(at) = stray.take() {
                report.bad_list(byte(at), NOT_AN_OBJECT);
            }
            match piece {
                Piece::Record { at, bytes } => {
                    let at = skip + at;
                    object_end = at + bytes.len() as u64;
                    amid_ruins = !self.object(at, bytes, corpus, &mut report) && amid_ruins;
                }
                Piece::TooLong { at } => report.bad_list(byte(skip + at), "longer than a megabyte"),
                Piece::Broken { at, why: NOT_AN_OBJECT } => stray = Some(skip + at).filter(|_| !amid_ruins),
                Piece::Broken { at, why } => {
                    report.bad_list(byte(skip + at), why);
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
            report.bad_list(byte(at), NOT_AN_OBJECT);
        }
        if !whole {
            report.cut_off += 1;
            report.tell(byte(cut.unwrap_or(end.read)), "the slice is cut off here");
        }
        Ok(report)
    }

    /// Files an object of the array. False when it is no playlist but a track, as what was broken leaves behind.
    fn object(
        &mut self,
        at: u64,
        bytes: &[u8],
        corpus: &mut CorpusBuilder,
        report: &mut InputReport,
    ) -> bool {
        let (text, recoded) = text_of(bytes);
        report.recoded += u64::from(recoded);
        let playlist: Playlist<'_> = match serde_json::from_str(&text) {
            Ok(playlist) => playlist,
            Err(e) => {
                report.bad_list(byte(at), e.to_string());
                return true;
            }
        };
        if playlist.tracks.is_none() && playlist.track_uri.said() {
            report.rows += 1;
            report.bad += 1;
            return false;
        }
        self.file(at, playlist, corpus, report);
        true
    }

    fn file(
        &mut self,
        at: u64,
        playlist: Playlist<'_>,
        corpus: &mut CorpusBuilder,
        report: &mut InputReport,
    ) {
        let pid = playlist.pid.0;
        let place = pid.map_or_else(|| byte(at), |pid| format!("pid {pid}"));
        let Some(Tracks(entries)) = playlist.tracks else {
            return report.bad_list(place, "no tracks");
        };
        if pid.is_some_and(|pid| self.pids.contains(&pid)) {
            report.repeated += 1;
            return report.tell(place, "a playlist of this pid was read before");
        }
        let mut tracks: Vec<(i64, TrackNo)> = Vec::with_capacity(entries.len());
        for (n, Entry(entry)) in entries.iter().enumerate() {
            report.rows += 1;
            let Some(entry) = entry else {
                report.bad_row(&place, format!("entry {n} is no object"));
                continue;
            };
            let new = NewTrack {
                artist: entry.artist.get().unwrap_or_default(),
                title: entry.title.get().unwrap_or_default(),
                uri: entry.uri.get().unwrap_or_default(),
                ..NewTrack::default()
            };
            match corpus.track(&new) {
                Some(track) => tracks.push((entry.pos.0.unwrap_or(n as i64), track)),
                None => report.bad_row(&place, format!("entry {n}: no artist or no title")),
            }
        }
        if tracks.is_empty() {
            return report.bad_list(place, "no track in it");
        }
        // By position; equal ones stay in the order they were written in.
        tracks.sort_by_key(|(pos, _)| *pos);
        let tracks: Vec<TrackNo> = tracks.into_iter().map(|(_, t)| t).collect();
        let date = playlist.modified_at.0.and_then(day_of).unwrap_or_default();
        corpus.list(playlist.name.get().unwrap_or_default(), &date, &tracks);
        report.lists += 1;
        self.pids.extend(pid);
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
