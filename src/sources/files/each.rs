//! Takes every JSON object of a stream through a reader, and puts down what went wrong with those that fail.

use std::io::{self, Read};

use super::batch::Batch;
use super::records::{Piece, Records};
use crate::sources::report::{DropReason, Position};

/// Why a row could not be read.
#[derive(Debug)]
pub(super) enum Fault {
    /// It is not JSON, or not text.
    Json(serde_json::Error),
    /// Its time cannot be read or cannot be true.
    Time,
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

/// What is said of a time that cannot be.
pub(super) const BAD_TIME: &str = "the time is missing, cannot be read, or lies before 2000 or in the future";

/// Calls `row` with each record; it keeps or drops it, or says what is wrong.
pub(super) fn each_record(
    input: &mut dyn Read,
    batch: &mut Batch,
    row: impl FnMut(&mut Batch, &[u8]) -> Result<(), Fault>,
) -> io::Result<()> {
    each_of(Records::new(input), batch, row)
}

/// As [`each_record`], for a choice of records.
pub(super) fn each_of(
    mut records: Records<impl Read>,
    batch: &mut Batch,
    mut row: impl FnMut(&mut Batch, &[u8]) -> Result<(), Fault>,
) -> io::Result<()> {
    let mut whole = true;
    while let Some(piece) = records.next()? {
        whole = true;
        match piece {
            Piece::Record { at, bytes } => match row(batch, bytes) {
                Ok(()) => {}
                Err(Fault::Time) => batch.bad(DropReason::BadTime, Position::Byte(at), BAD_TIME),
                // The parser's messages name a place in the record and a rule of JSON, and quote nothing.
                Err(Fault::Json(e)) => batch.bad(DropReason::BadRecord, Position::Byte(at), e.to_string()),
            },
            Piece::TooLong { at } => {
                batch.bad(DropReason::RecordTooLong, Position::Byte(at), "longer than a megabyte");
            }
            Piece::Broken { at, why } => batch.bad(DropReason::BadRecord, Position::Byte(at), why),
            Piece::CutOff { at } => {
                whole = false;
                batch.bad(DropReason::CutOff, Position::Byte(at), "the file ends within it");
            }
        }
    }
    if !whole {
        batch.cut_off();
    }
    Ok(())
}
