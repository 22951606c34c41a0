//! Apple Music, from the copy of one's data: `Apple Music Play Activity.csv` and `… Play History Daily Tracks.csv`.
//!
//! - Activity: a row an event. Those of type `PLAY_END` are plays; many versions of the file name no artist, and such rows
//!   cannot be matched. Only the columns named here are read: the file also holds addresses and places.
//! - Daily tracks: a row for each track, day and way it ended, with how often. `Track Description` is "Artist - Title".
//!
//! Both tell of the same plays, and the second only to the hour, so give one of them.

use std::io::{self, Read};

use jiff::civil::{Date, time};
use jiff::tz::TimeZone;

use super::batch::{Batch, Names, Play};
use super::each::BAD_TIME;
use super::fields::number_in;
use super::lined::split_name;
use super::rows::Texts;
use super::rules;
use super::table::{COMMAS, each_row};
use super::time::Window;
use crate::history::{Outcome, UnixSeconds};
use crate::sources::report::{DropReason, Position};

/// What a play's row is of.
const PLAY: &str = "PLAY_END";

/// A track that reached its end.
const AT_END: &str = "NATURAL_END_OF_TRACK";

/// Ends by which the person chose something else.
const BY_HAND: [&str; 4] = [
    "TRACK_SKIPPED_FORWARDS",
    "TRACK_SKIPPED_BACKWARDS",
    "MANUALLY_SELECTED_PLAYBACK_OF_A_DIFF_ITEM",
    "TRACK_BANNED",
];

/// Which of the two files a header belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum File {
    Activity,
    Daily,
}

impl File {
    /// The file with this header.
    pub(super) fn of(header: Texts<'_>) -> Option<Self> {
        let has = |name: &str| header.iter().any(|column| column.trim() == name);
        let activity = has("Event Type") && (has("Song Name") || has("Content Name"));
        let daily = has("Track Description") && has("Date Played");
        match (activity && has("End Reason Type"), daily) {
            (true, _) => Some(Self::Activity),
            (_, true) => Some(Self::Daily),
            _ => None,
        }
    }
}

/// The places of the columns that are read; the first of a row's names that the header has.
struct Columns<const N: usize>([Option<usize>; N]);

impl<const N: usize> Columns<N> {
    fn of(header: Texts<'_>, names: [&[&str]; N]) -> Self {
        let place = |name: &&str| header.iter().position(|column| column.trim() == *name);
        Self(names.map(|names| names.iter().find_map(place)))
    }

    /// The fields of a row, none where they are empty.
    fn of_row<'r>(&self, row: Texts<'r>) -> [Option<&'r str>; N] {
        self.0.map(|place| place.and_then(|n| row.get(n)).map(str::trim).filter(|t| !t.is_empty()))
    }
}

/// Reads all rows of the stream into the batch.
pub(super) fn read(input: &mut dyn Read, file: File, batch: &mut Batch, times: Window) -> io::Result<()> {
    match file {
        File::Activity => activity(input, batch, times),
        File::Daily => daily(input, batch, times),
    }
}

fn activity(input: &mut dyn Read, batch: &mut Batch, times: Window) -> io::Result<()> {
    const NAMES: [&[&str]; 7] = [
        &["Event Type"],
        &["Artist Name", "Container Artist Name"],
        &["Song Name", "Content Name"],
        &["Album Name", "Container Album Name"],
        &["Event End Timestamp", "Event Start Timestamp", "Event Timestamp"],
        &["Play Duration Milliseconds"],
        &["End Reason Type"],
    ];
    each_row(
        input,
        COMMAS,
        batch,
        |header| Columns::of(header, NAMES),
        |batch, columns, row, line| {
            let [event, artist, title, album, at, ms, end] = columns.of_row(row);
            if event != Some(PLAY) {
                return batch.drop(DropReason::NotMusic);
            }
            let Some(names) = Names::new(artist, title) else { return batch.drop(DropReason::NoName) };
            let ms_played = ms.and_then(number_in);
            match ended(ms_played, end) {
                Ok(outcome) => match at.and_then(|t| times.text(t)) {
                    Some(at) => {
                        batch.keep(names.album(album), Play { at: Some(at), count: 1, ms_played, outcome });
                    }
                    None => batch.bad(DropReason::BadTime, Position::Line(line), BAD_TIME),
                },
                Err(reason) => batch.drop(reason),
            }
        },
    )
}

fn daily(input: &mut dyn Read, batch: &mut Batch, times: Window) -> io::Result<()> {
    const NAMES: [&[&str]; 7] = [
        &["Track Description"],
        &["Date Played"],
        &["Hours"],
        &["Play Duration Milliseconds"],
        &["End Reason Type"],
        &["Play Count"],
        &["Skip Count"],
    ];
    each_row(
        input,
        COMMAS,
        batch,
        |header| Columns::of(header, NAMES),
        |batch, columns, row, line| {
            let [name, day, hours, ms, end, plays, skips] = columns.of_row(row);
            let (artist, title) = name.and_then(split_name).unzip();
            let Some(names) = Names::new(artist, title) else { return batch.drop(DropReason::NoName) };
            let count = |field: Option<&str>| field.and_then(number_in).unwrap_or(0);
            let (plays, skips) = (count(plays), count(skips));
            let total = ms.and_then(number_in);
            // Of several plays only the sum is told.
            let ms_played = total.filter(|_| plays.saturating_add(skips) <= 1);
            let outcome = match (plays, skips) {
                (1.., _) if ms_played.is_none() => Ok(Outcome::Played),
                (..=0, 1..) => Ok(Outcome::Skipped),
                _ => ended(total, end),
            };
            match outcome.and_then(|outcome| Ok((outcome, rules::count(Some(plays.max(skips).max(1)))?))) {
                Ok((outcome, count)) => match day.and_then(|day| moment(day, hours, times)) {
                    Some(at) => batch.keep(names, Play { at: Some(at), count, ms_played, outcome }),
                    None => batch.bad(DropReason::BadTime, Position::Line(line), BAD_TIME),
                },
                Err(reason) => batch.drop(reason),
            }
        },
    )
}

/// What becomes of a play by how it ended.
fn ended(ms: Option<i64>, end: Option<&str>) -> rules::Verdict {
    rules::by_end(ms, end == Some(AT_END), end.is_some_and(|end| BY_HAND.contains(&end)))
}

/// `20240501` and the first of its hours (`8, 21`), taken as UTC: the file does not tell the zone.
fn moment(day: &str, hours: Option<&str>, times: Window) -> Option<UnixSeconds> {
    let date = Date::strptime("%Y%m%d", day).ok()?;
    let hour = hours.and_then(|h| h.split(',').next()).and_then(|h| h.trim().parse().ok());
    let hour: i8 = hour.filter(|h| (0..24).contains(h)).unwrap_or(0);
    let at = date.to_datetime(time(hour, 0, 0, 0)).to_zoned(TimeZone::UTC).ok()?;
    times.admit(at.timestamp().as_second())
}
