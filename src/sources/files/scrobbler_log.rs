//! `.scrobbler.log`, as Rockbox and other players write it: a head of lines that begin with `#`, then tabs between artist, album,
//! title, track number, length in seconds, `L` (listened) or `S` (skipped), the time it began, and perhaps a `MusicBrainz` id.
//!
//! Times are UNIX seconds where the head says `#TZ/UTC`. With `#TZ/UNKNOWN`, which Rockbox always writes, they are what the
//! player's clock showed, counted as if that were UTC; they are taken as the time of this machine's zone (the variable `TZ`
//! overrules it). A time of 0 is a player without a clock.

use std::io::{self, Read};

use jiff::tz::TimeZone;

use super::batch::{Batch, Names, Play};
use super::each::BAD_TIME;
use super::lines::{Line, Lines};
use super::time::Window;
use crate::history::Outcome;
use crate::sources::report::{DropReason, Position};

/// What such a file begins with.
pub(super) const MARK: &[u8] = b"#AUDIOSCROBBLER/";

/// Reads all rows of the stream into the batch.
pub(super) fn read(input: &mut dyn Read, batch: &mut Batch, times: Window) -> io::Result<()> {
    let mut zone = TimeZone::system();
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next()? {
        let (number, bytes) = match line {
            Line::Bytes { number, bytes } => (number, bytes),
            Line::TooLong { number } => {
                batch.bad(DropReason::RecordTooLong, Position::Line(number), "longer than 64 KiB");
                continue;
            }
        };
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        // A comment at the beginning of a line only: titles may hold the sign.
        if let Some(head) = bytes.strip_prefix(b"#") {
            if head.trim_ascii() == b"TZ/UTC" {
                zone = TimeZone::UTC;
            }
            continue;
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => row(text, number, batch, times, &zone),
            Err(_) => batch.bad(DropReason::BadRecord, Position::Line(number), "not UTF-8"),
        }
    }
    Ok(())
}

fn row(text: &str, line: u64, batch: &mut Batch, times: Window, zone: &TimeZone) {
    let fields: Vec<&str> = text.split('\t').map(str::trim).collect();
    let (Some(rating), Some(at)) = (fields.get(5), fields.get(6)) else {
        let what = format!("{} fields where 7 or 8 are needed", fields.len());
        return batch.bad(DropReason::BadRecord, Position::Line(line), what);
    };
    let artist = Some(fields[0]).filter(|a| !a.eq_ignore_ascii_case("<untagged>"));
    let Some(names) = Names::new(artist, Some(fields[2])) else { return batch.drop(DropReason::NoName) };
    let outcome = match *rating {
        "L" => Outcome::Played,
        "S" => Outcome::Skipped,
        _ => return batch.bad(DropReason::BadRecord, Position::Line(line), "neither `L` nor `S`"),
    };
    let at = match at.parse() {
        Ok(0) => None,
        Ok(seconds) => match times.wall_clock(seconds, zone) {
            Some(at) => Some(at),
            None => return batch.bad(DropReason::BadTime, Position::Line(line), BAD_TIME),
        },
        Err(_) => return batch.bad(DropReason::BadTime, Position::Line(line), BAD_TIME),
    };
    let names = names.album(Some(fields[1])).mbid(fields.get(7).copied());
    batch.keep(names, Play { at, count: 1, ms_played: None, outcome });
}
