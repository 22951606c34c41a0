//! A table (CSV and its relatives) whose header names artist and title, in any order, under any of the usual names.

use std::io::{self, Read};

use super::batch::{Batch, Names, Play};
use super::each::BAD_TIME;
use super::fields::{number_in, truth_in};
use super::names::{Columns, Role};
use super::rows::{Row, Rows, Texts};
use super::rules;
use super::time::Window;
use crate::sources::report::{DropReason, Position};

/// Reads all rows of the stream into the batch. An empty field is no value.
pub(super) fn read(input: &mut dyn Read, delimiter: u8, batch: &mut Batch, times: Window) -> io::Result<()> {
    let mut rows = Rows::new(input, delimiter);
    let Some(Row::Fields { fields, .. }) = rows.next()? else { return Ok(()) };
    let Some(header) = fields.texts() else { return Ok(()) };
    let (columns, width) = (Columns::of(header.iter()), header.len());
    while let Some(row) = rows.next()? {
        match row {
            Row::TooLong { line } => {
                batch.bad(
                    DropReason::RecordTooLong,
                    Position::Line(line),
                    "longer than 64 KiB, or a quote is missing",
                );
            }
            Row::Fields { line, fields } => match fields.texts() {
                None => batch.bad(
                    DropReason::BadRecord,
                    Position::Line(line),
                    "not UTF-8; save the table as UTF-8",
                ),
                Some(texts) if !fits(texts, width) => {
                    let what = format!("{} fields where the header has {width}", texts.len());
                    batch.bad(DropReason::BadRecord, Position::Line(line), what);
                }
                Some(texts) => listen(batch, &columns, texts, times, line),
            },
        }
    }
    Ok(())
}

/// As many fields as the header has; empty ones more do no harm.
fn fits(texts: Texts<'_>, width: usize) -> bool {
    texts.len() >= width && texts.iter().skip(width).all(str::is_empty)
}

fn listen(batch: &mut Batch, columns: &Columns, texts: Texts<'_>, times: Window, line: u64) {
    let get = |role| columns.place(role).and_then(|n| texts.get(n)).map(str::trim).filter(|t| !t.is_empty());
    let Some(names) = Names::new(get(Role::Artist), get(Role::Title)) else {
        return batch.drop(DropReason::NoName);
    };
    let at = get(Role::At).map(|text| times.text(text));
    if at == Some(None) {
        return batch.bad(DropReason::BadTime, Position::Line(line), BAD_TIME);
    }
    let number = |role| get(role).and_then(number_in);
    let ms_played = rules::played_ms(number(Role::PlayedMs), number(Role::PlayedSeconds));
    let outcome = rules::plain(ms_played, get(Role::Skipped).and_then(truth_in));
    match outcome.and_then(|outcome| Ok((outcome, rules::count(number(Role::Count))?))) {
        Ok((outcome, count)) => {
            let names =
                names.album(get(Role::Album)).uri(get(Role::Uri)).isrc(get(Role::Isrc)).mbid(get(Role::Mbid));
            batch.keep(names, Play { at: at.flatten(), count, ms_played, outcome });
        }
        Err(reason) => batch.drop(reason),
    }
}
