//! Tables (CSV and its relatives): those whose header names artist and title, in any order, under any of the usual names; and
//! what readers of other tables share.

use std::io::{self, Read};

use super::batch::{Batch, Names, Play};
use super::each::BAD_TIME;
use super::fields::{number_in, truth_in};
use super::names::{Columns, Role};
use super::rows::{Row, Rows, Texts};
use super::rules;
use super::time::Window;
use crate::sources::report::{DropReason, Position};

/// How a table is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// The byte between fields.
    pub(super) delimiter: u8,
    /// How many rows stand before the header.
    pub(super) before: usize,
}

/// A comma between fields, and the header first.
pub(super) const COMMAS: Layout = Layout { delimiter: b',', before: 0 };

/// Calls `row` with each row below the header, what `columns` made of the header, and the row's line. Rows that are too long,
/// no text, or narrower than the header are put down as bad.
pub(super) fn each_row<C>(
    input: &mut dyn Read,
    layout: Layout,
    batch: &mut Batch,
    columns: impl FnOnce(Texts<'_>) -> C,
    mut row: impl FnMut(&mut Batch, &C, Texts<'_>, u64),
) -> io::Result<()> {
    let mut rows = Rows::new(input, layout.delimiter);
    for _ in 0..layout.before {
        rows.next()?;
    }
    let Some(Row::Fields { fields, .. }) = rows.next()? else { return Ok(()) };
    let Some(header) = fields.texts() else { return Ok(()) };
    let (width, columns) = (header.len(), columns(header));
    each_of(&mut rows, width, batch, |batch, texts, line| row(batch, &columns, texts, line))
}

/// As [`each_row`], for a table of so many columns without a header.
pub(super) fn each_headless(
    input: &mut dyn Read,
    delimiter: u8,
    width: usize,
    batch: &mut Batch,
    row: impl FnMut(&mut Batch, Texts<'_>, u64),
) -> io::Result<()> {
    each_of(&mut Rows::new(input, delimiter), width, batch, row)
}

fn each_of<R: Read>(
    rows: &mut Rows<R>,
    width: usize,
    batch: &mut Batch,
    mut row: impl FnMut(&mut Batch, Texts<'_>, u64),
) -> io::Result<()> {
    while let Some(next) = rows.next()? {
        match next {
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
                    let what = format!("{} fields where {width} are needed", texts.len());
                    batch.bad(DropReason::BadRecord, Position::Line(line), what);
                }
                Some(texts) => row(batch, texts, line),
            },
        }
    }
    Ok(())
}

/// As many fields as are needed; empty ones more do no harm.
fn fits(texts: Texts<'_>, width: usize) -> bool {
    texts.len() >= width && texts.iter().skip(width).all(str::is_empty)
}

/// Reads all rows of the stream into the batch. An empty field is no value.
pub(super) fn read(input: &mut dyn Read, layout: Layout, batch: &mut Batch, times: Window) -> io::Result<()> {
    let columns = |header: Texts<'_>| Columns::of(header.iter());
    each_row(input, layout, batch, columns, |batch, columns, texts, line| {
        listen(batch, columns, texts, times, line);
    })
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
