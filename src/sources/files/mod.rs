//! Files of listens, one reader a format, told by their shape.
//!
//! May open files and archives. Must not know how files are merged into a history, nor what is done with it.
//!
//! - `walk`: what a path holds: files of a folder, entries of an archive;
//! - `input`: the bytes of one of them, unpacked, bounded, decoded;
//! - `detect`: which format its first bytes show;
//! - `spotify_extended`, `spotify_account`, `table`, `objects`: one reader a format;
//! - `rows`: cuts a table into rows in constant memory (objects: `stream::records`);
//! - `each`, `rules`, `time`, `names`: what the readers share;
//! - `batch`: what a reader gives.

mod batch;
mod detect;
mod each;
mod input;
mod names;
mod objects;
mod rows;
mod rules;
mod spotify_account;
mod spotify_extended;
mod table;
mod time;
mod walk;
mod zipped;

use std::io::{self, Read};

pub use crate::stream::records::MAX_RECORD;
pub use rows::MAX_ROW;
pub use rules::PLAY_MS;
pub use time::EARLIEST;
pub use walk::{MAX_DEPTH, MAX_FILES};
pub use zipped::{MAX_RATIO, MAX_UNPACKED};

pub(super) use batch::{Batch, Names, Play};
pub(super) use input::{Meter, Place};
pub(super) use time::Window;
pub(super) use walk::{Found, Holder, Item, walk};

use super::error::SourceError;
use super::report::PassReason;
use crate::stream::{ahead, decode, fields, records};
use crate::text::clean;
use detect::Shape;
use input::{Stop, open};

/// Reads one item: its batch, or why it was passed over. The error is one that ends the whole reading.
pub(super) fn read_item(
    item: &Item,
    meter: &Meter<'_>,
    times: Window,
) -> Result<Result<Batch, PassReason>, SourceError> {
    let read = open(&item.place, meter, |mut text| {
        let shape = detect::shape(&mut text)?;
        let mut batch = match shape.kind() {
            Ok(kind) => Batch::new(kind),
            Err(reason) => return Ok(Err(reason)),
        };
        match read_shape(&shape, &mut text, &mut batch, times) {
            Err(error) if Stop::of(&error).is_none() => batch.stop(&error),
            done => done?,
        }
        Ok(Ok(batch))
    });
    match read {
        Ok(outcome) => Ok(outcome),
        Err(error) => match Stop::of(&error) {
            Some(Stop::Cancelled) => Err(SourceError::Cancelled),
            Some(Stop::ZipFromPipe) => Err(SourceError::ZipFromPipe),
            Some(Stop::Total) => {
                let why = format!("it unpacks to more than {} GiB", MAX_UNPACKED >> 30);
                Err(SourceError::Bomb { label: item.label.clone(), why })
            }
            Some(Stop::Ratio) => Ok(Err(PassReason::Bomb)),
            Some(Stop::Nested) => Ok(Err(PassReason::NestedArchive)),
            None => Ok(Err(PassReason::Unreadable(clean(&error.to_string()).into_owned()))),
        },
    }
}

fn read_shape(shape: &Shape, text: &mut dyn Read, batch: &mut Batch, times: Window) -> io::Result<()> {
    match shape {
        Shape::SpotifyExtended => spotify_extended::read(text, batch, times),
        Shape::SpotifyAccount => spotify_account::read(text, batch, times),
        Shape::Objects => objects::read(text, batch, times),
        Shape::Table(delimiter) => table::read(text, *delimiter, batch, times),
        Shape::Other(_) => Ok(()),
    }
}
