//! The whole playlists of a challenge, as their makers had them.

use std::collections::{BTreeMap, HashSet};
use std::io::Read;

use serde::Deserialize;

use super::set::{ChallengePlaylist, PlaylistFile};
use crate::text::clean;

/// The playlists of a truth file, by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truth {
    /// Of each playlist, the URI and the artist of each of its tracks.
    playlists: BTreeMap<i64, Vec<(String, String)>>,
}

#[derive(Deserialize)]
struct TruthFile {
    playlists: Vec<PlaylistFile>,
}

impl Truth {
    /// Reads playlists in the form of the data set's slices.
    ///
    /// # Errors
    /// When it has another form.
    pub fn read(input: impl Read) -> Result<Self, String> {
        let file: TruthFile =
            serde_json::from_reader(input).map_err(|e| format!("no slice of whole playlists: {e}"))?;
        let track = |t: super::set::TrackFile| (t.uri, clean(&t.artist).into_owned());
        let playlist = |p: PlaylistFile| (p.pid, p.tracks.into_iter().map(track).collect());
        Ok(Self { playlists: file.playlists.into_iter().map(playlist).collect() })
    }

    /// The distinct withheld tracks of a playlist (URI, artist): all but those that were told. `None` for an unknown number.
    pub(super) fn withheld(&self, playlist: &ChallengePlaylist) -> Option<Vec<(&str, &str)>> {
        let mut seen: HashSet<&str> = playlist.tracks.iter().map(|t| t.uri.as_str()).collect();
        let all = self.playlists.get(&playlist.pid)?;
        Some(all.iter().filter(|(uri, _)| seen.insert(uri)).map(|(u, a)| (u.as_str(), a.as_str())).collect())
    }
}
