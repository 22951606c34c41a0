//! Spotify's extended streaming history, of every vintage: `endsong_N.json`, `Streaming_History_Audio_…json` and
//! `Streaming_History_Video_…json`.
//!
//! `ts` is when the stream ended, in UTC; for plays without a connection it may be when the player came back online.
//! `offline_timestamp` is seconds or milliseconds by vintage and often null or 0, so it is not used. The struct has no field
//! for what says where and who the person was (`ip_addr`, `user_agent_decrypted`, `username`, `conn_country`, `platform`):
//! the parser steps over those bytes.

use std::io::{self, Read};

use serde::Deserialize;

use super::batch::{Batch, Names, Play};
use super::each::{Fault, each_record};
use super::fields::{Flag, Int, Text};
use super::rules;
use super::time::Window;
use crate::sources::report::DropReason;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Row<'a> {
    #[serde(borrow)]
    ts: Text<'a>,
    ms_played: Int,
    #[serde(borrow)]
    master_metadata_track_name: Text<'a>,
    #[serde(borrow)]
    master_metadata_album_artist_name: Text<'a>,
    #[serde(borrow)]
    master_metadata_album_album_name: Text<'a>,
    #[serde(borrow)]
    spotify_track_uri: Text<'a>,
    #[serde(borrow)]
    episode_name: Text<'a>,
    #[serde(borrow)]
    episode_show_name: Text<'a>,
    #[serde(borrow)]
    spotify_episode_uri: Text<'a>,
    #[serde(borrow)]
    audiobook_title: Text<'a>,
    #[serde(borrow)]
    audiobook_uri: Text<'a>,
    #[serde(borrow)]
    reason_end: Text<'a>,
    skipped: Flag,
    incognito_mode: Flag,
}

/// Reads all rows of the stream into the batch.
pub(super) fn read(input: &mut dyn Read, batch: &mut Batch, times: Window) -> io::Result<()> {
    each_record(input, batch, |batch, bytes| {
        let row: Row<'_> = serde_json::from_slice(bytes)?;
        match listen(&row, times)? {
            Ok((names, play)) => batch.keep(names, play),
            Err(reason) => batch.drop(reason),
        }
        Ok(())
    })
}

fn listen<'a>(row: &'a Row<'_>, times: Window) -> Result<Result<(Names<'a>, Play), DropReason>, Fault> {
    // First of all, and whatever else it is: what was played in private is not looked at.
    if row.incognito_mode.0 == Some(true) {
        return Ok(Err(DropReason::PrivateSession));
    }
    let names = Names::new(row.master_metadata_album_artist_name.get(), row.master_metadata_track_name.get());
    let is_track = row.spotify_track_uri.said() && names.is_some();
    if !is_track && (row.audiobook_title.said() || row.audiobook_uri.said()) {
        return Ok(Err(DropReason::Audiobook));
    }
    if !is_track
        && (row.episode_name.said() || row.episode_show_name.said() || row.spotify_episode_uri.said())
    {
        return Ok(Err(DropReason::Podcast));
    }
    let Some(names) = names else { return Ok(Err(DropReason::NoName)) };
    let outcome = match rules::extended(row.ms_played.0, row.skipped.0, row.reason_end.get()) {
        Ok(outcome) => outcome,
        Err(reason) => return Ok(Err(reason)),
    };
    let at = row.ts.get().and_then(|ts| times.text(ts)).ok_or(Fault::Time)?;
    let names = names.album(row.master_metadata_album_album_name.get()).uri(row.spotify_track_uri.get());
    Ok(Ok((names, Play { at: Some(at), count: 1, ms_played: row.ms_played.0, outcome })))
}
