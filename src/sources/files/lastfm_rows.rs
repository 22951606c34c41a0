//! Last.fm's scrobbles as the web's oldest converter writes them: a table without a header, `artist,album,title,01 May 2024
//! 10:10`, in UTC. What is playing just now has no time.

use std::io::{self, Read};

use super::batch::{Batch, Names, Play};
use super::each::BAD_TIME;
use super::rows::Texts;
use super::table::each_headless;
use super::time::{Window, day_month_year};
use crate::history::Outcome;
use crate::sources::report::{DropReason, Position};

/// How many columns it has.
const COLUMNS: usize = 4;

/// Whether a row is such a one.
pub(super) fn is_row(row: Texts<'_>) -> bool {
    row.len() == COLUMNS && row.get(COLUMNS - 1).is_some_and(|at| day_month_year(at).is_some())
}

/// Reads all rows of the stream into the batch.
pub(super) fn read(input: &mut dyn Read, batch: &mut Batch, times: Window) -> io::Result<()> {
    each_headless(input, b',', COLUMNS, batch, |batch, row, line| {
        let field = |n| row.get(n).map(str::trim);
        let Some(names) = Names::new(field(0), field(2)) else { return batch.drop(DropReason::NoName) };
        let at = field(3).unwrap_or_default();
        if at.is_empty() {
            return batch.drop(DropReason::NowPlaying);
        }
        match day_month_year(at).and_then(|at| times.admit(at)) {
            Some(at) => {
                let play = Play { at: Some(at), count: 1, ms_played: None, outcome: Outcome::Played };
                batch.keep(names.album(field(1)), play);
            }
            None => batch.bad(DropReason::BadTime, Position::Line(line), BAD_TIME),
        }
    })
}
