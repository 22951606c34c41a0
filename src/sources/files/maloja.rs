//! Maloja's export: `{"maloja": …, "scrobbles": [{"time": …, "track": {"artists": […], "title": …}, …}]}`.
//!
//! `time` is when the listen began; `duration` is how long it lasted, in seconds, and often null.

use std::io::{self, Read};

use serde::Deserialize;

use super::batch::{Batch, Names, Play};
use super::each::{Fault, each_of};
use super::fields::{Int, Text};
use super::records::Records;
use super::rules;
use super::time::Window;
use crate::sources::report::DropReason;

/// The list of its rows.
pub(super) const LIST: &str = "scrobbles";

#[derive(Default, Deserialize)]
#[serde(default)]
struct Row<'a> {
    time: Int,
    duration: Int,
    #[serde(borrow)]
    track: Option<Track<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Track<'a> {
    /// The first of them.
    #[serde(borrow)]
    artists: Text<'a>,
    #[serde(borrow)]
    title: Text<'a>,
    #[serde(borrow)]
    album: Option<Album<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Album<'a> {
    #[serde(borrow)]
    albumtitle: Text<'a>,
}

/// Reads all scrobbles of the stream into the batch.
pub(super) fn read(input: &mut dyn Read, batch: &mut Batch, times: Window) -> io::Result<()> {
    each_of(Records::within(input, LIST), batch, |batch, bytes| {
        let row: Row<'_> = serde_json::from_slice(bytes)?;
        let track = row.track.unwrap_or_default();
        let Some(names) = Names::new(track.artists.get(), track.title.get()) else {
            batch.drop(DropReason::NoName);
            return Ok(());
        };
        // Nothing, or nothing that was measured.
        let ms_played = rules::played_ms(None, row.duration.0.filter(|s| *s > 0));
        match rules::plain(ms_played, None) {
            Ok(outcome) => {
                let at = Some(row.time.0.and_then(|n| times.number(n)).ok_or(Fault::Time)?);
                let album = track.album.unwrap_or_default();
                let names = names.album(album.albumtitle.get());
                batch.keep(names, Play { at, count: 1, ms_played, outcome });
            }
            Err(reason) => batch.drop(reason),
        }
        Ok(())
    })
}
