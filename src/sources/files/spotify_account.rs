//! The listening history in Spotify's account data (about the last year): `StreamingHistory_music_N.json`, before that
//! `StreamingHistoryN.json`; podcasts, in `StreamingHistory_podcast_N.json`, are told by their fields.
//!
//! `endTime` is when the stream ended, in UTC, to the minute.

use std::io::{self, Read};

use serde::Deserialize;

use super::batch::{Batch, Names, Play};
use super::each::{Fault, each_record};
use super::fields::{Int, Text};
use super::rules;
use super::time::Window;
use crate::sources::report::DropReason;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Row<'a> {
    #[serde(borrow)]
    end_time: Text<'a>,
    #[serde(borrow)]
    artist_name: Text<'a>,
    #[serde(borrow)]
    track_name: Text<'a>,
    #[serde(borrow)]
    podcast_name: Text<'a>,
    #[serde(borrow)]
    episode_name: Text<'a>,
    ms_played: Int,
}

/// Reads all rows of the stream into the batch.
pub(super) fn read(input: &mut dyn Read, batch: &mut Batch, times: Window) -> io::Result<()> {
    each_record(input, batch, |batch, bytes| {
        let row: Row<'_> = serde_json::from_slice(bytes)?;
        let Some(names) = Names::new(row.artist_name.get(), row.track_name.get()) else {
            let podcast = row.podcast_name.said() || row.episode_name.said();
            batch.drop(if podcast { DropReason::Podcast } else { DropReason::NoName });
            return Ok(());
        };
        match rules::plain(row.ms_played.0, None) {
            Ok(outcome) => {
                let at = row.end_time.get().and_then(|t| times.text(t)).ok_or(Fault::Time)?;
                batch.keep(names, Play { at: Some(at), count: 1, ms_played: row.ms_played.0, outcome });
            }
            Err(reason) => batch.drop(reason),
        }
        Ok(())
    })
}
