//! `ListenBrainz`: the listens of an export (`listens/YEAR/MONTH.jsonl` in its zip, before that one array), of the API's answers,
//! and of the public dumps.
//!
//! `listened_at` is when the listen began, in seconds, also as a fraction; dumps call it `timestamp`. `mbid_mapping` is what
//! `ListenBrainz` itself found; `additional_info` is what the submitting program claims, and counts where there is no mapping.

use std::io::{self, Read};

use serde::Deserialize;

use super::batch::{Batch, Names, Play};
use super::each::{Fault, each_of};
use super::fields::{Int, Text};
use super::records::Records;
use super::rules;
use super::time::Window;
use crate::sources::report::DropReason;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Row<'a> {
    listened_at: Int,
    timestamp: Int,
    #[serde(borrow)]
    track_metadata: Option<Metadata<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Metadata<'a> {
    #[serde(borrow)]
    artist_name: Text<'a>,
    #[serde(borrow)]
    track_name: Text<'a>,
    #[serde(borrow)]
    release_name: Text<'a>,
    #[serde(borrow)]
    additional_info: Option<Info<'a>>,
    #[serde(borrow)]
    mbid_mapping: Option<Mapping<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Info<'a> {
    #[serde(borrow)]
    recording_mbid: Text<'a>,
    #[serde(borrow)]
    isrc: Text<'a>,
    #[serde(borrow)]
    spotify_id: Text<'a>,
    #[serde(borrow)]
    origin_url: Text<'a>,
    duration_played: Int,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Mapping<'a> {
    #[serde(borrow)]
    recording_mbid: Text<'a>,
}

/// Reads all rows of the records into the batch.
pub(super) fn read(records: Records<impl Read>, batch: &mut Batch, times: Window) -> io::Result<()> {
    each_of(records, batch, |batch, bytes| {
        let row: Row<'_> = serde_json::from_slice(bytes)?;
        let metadata = row.track_metadata.unwrap_or_default();
        let info = metadata.additional_info.unwrap_or_default();
        let mapping = metadata.mbid_mapping.unwrap_or_default();
        let Some(names) = Names::new(metadata.artist_name.get(), metadata.track_name.get()) else {
            batch.drop(DropReason::NoName);
            return Ok(());
        };
        let ms_played = rules::played_ms(None, info.duration_played.0.filter(|s| *s > 0));
        match rules::plain(ms_played, None) {
            Ok(outcome) => {
                let at = row.listened_at.0.or(row.timestamp.0).and_then(|n| times.number(n));
                let at = Some(at.ok_or(Fault::Time)?);
                let uri = [&info.spotify_id, &info.origin_url].into_iter().find_map(|t| track_uri(t.get()?));
                let names = names
                    .album(metadata.release_name.get())
                    .uri(uri.as_deref())
                    .isrc(info.isrc.get())
                    .mbid(mapping.recording_mbid.get().or(info.recording_mbid.get()));
                batch.keep(names, Play { at, count: 1, ms_played, outcome });
            }
            Err(reason) => batch.drop(reason),
        }
        Ok(())
    })
}

/// A link to a track at Spotify as its URI.
fn track_uri(link: &str) -> Option<String> {
    let (_, id) = link.split_once("open.spotify.com/track/")?;
    let id = id.split(['?', '#', '/']).next().unwrap_or_default();
    let fits = id.len() == 22 && id.bytes().all(|b| b.is_ascii_alphanumeric());
    fits.then(|| format!("spotify:track:{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_become_uris() {
        let uri = "spotify:track:4uLU6hMCjMI75M1A2tKUQC";
        for link in [
            "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC",
            "http://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC?si=x",
        ] {
            assert_eq!(track_uri(link).as_deref(), Some(uri));
        }
        assert_eq!(track_uri("https://open.spotify.com/album/4uLU6hMCjMI75M1A2tKUQC"), None);
        assert_eq!(track_uri("https://open.spotify.com/track/x"), None);
    }
}
