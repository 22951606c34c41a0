//! A table in CSV (RFC 4180) under the column names that this program and others read.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula. Guarding puts an apostrophe before such a
//! cell, which makes it safe there and another text everywhere else, so it is for who asks for it. The numbers of the
//! columns `rank`, `year` and `score` are ours and never guarded.

use std::io::{self, Write};

use super::playlist::{Playlist, Track};
use crate::report::plain::number;

const HEADER: [&str; 9] =
    ["rank", "artist", "title", "year", "isrc", "recording_mbid", "uri", "score", "reason"];

pub(super) fn write(playlist: &Playlist, guarded: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(HEADER)?;
    for track in &playlist.tracks {
        table.write_record(row(track, guarded))?;
    }
    table.flush()
}

fn row(track: &Track, guarded: bool) -> [String; HEADER.len()] {
    let text = |text: &str| if guarded { guard(text) } else { text.to_owned() };
    let optional = |field: &Option<String>| field.as_deref().map(text).unwrap_or_default();
    [
        track.rank.to_string(),
        text(&track.artist),
        text(&track.title),
        track.year.map(|y| y.to_string()).unwrap_or_default(),
        optional(&track.isrc),
        optional(&track.mbid),
        optional(&track.uri),
        number(track.score),
        text(&track.sentence),
    ]
}

/// The text, with an apostrophe before it where a spreadsheet would compute.
fn guard(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
