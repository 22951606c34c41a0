//! The challenge set: the playlists to continue.

use std::collections::HashSet;
use std::io::Read;

use serde::Deserialize;

use super::is_track_uri;
use super::kind::Kind;
use crate::text::clean;

/// All playlists of a challenge, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChallengeSet {
    /// The playlists; no two of one number.
    pub playlists: Vec<ChallengePlaylist>,
}

/// A playlist to continue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChallengePlaylist {
    /// Its number.
    pub pid: i64,
    /// Its title, where it is told.
    pub name: Option<String>,
    /// The tracks that are told, by position.
    pub tracks: Vec<ChallengeTrack>,
    /// The tracks are not the first of the playlist.
    pub random: bool,
}

/// A track of a playlist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChallengeTrack {
    /// The artist.
    pub artist: String,
    /// The title.
    pub title: String,
    /// `spotify:track:…`.
    pub uri: String,
}

impl ChallengePlaylist {
    /// What is known of it.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind { seeds: self.tracks.len(), random: self.random, untitled: self.name.is_none() }
    }
}

#[derive(Deserialize)]
struct SetFile {
    playlists: Vec<PlaylistFile>,
}

#[derive(Deserialize)]
pub(super) struct PlaylistFile {
    pub(super) pid: i64,
    #[serde(default)]
    name: Option<String>,
    pub(super) tracks: Vec<TrackFile>,
}

#[derive(Deserialize)]
pub(super) struct TrackFile {
    pos: i64,
    #[serde(rename = "artist_name", default)]
    pub(super) artist: String,
    #[serde(rename = "track_name", default)]
    title: String,
    #[serde(rename = "track_uri")]
    pub(super) uri: String,
}

impl ChallengeSet {
    /// Reads `challenge_set.json`.
    ///
    /// # Errors
    /// When it is no challenge set, when a number stands twice, or when a track has no URI of the data set's form: nothing
    /// could be submitted for such a set.
    pub fn read(input: impl Read) -> Result<Self, String> {
        let file: SetFile =
            serde_json::from_reader(input).map_err(|e| format!("not a challenge set: {e}"))?;
        let mut pids = HashSet::new();
        let mut playlists = Vec::with_capacity(file.playlists.len());
        for p in file.playlists {
            if !pids.insert(p.pid) {
                return Err(format!("not a challenge set: two playlists of pid {}", p.pid));
            }
            playlists.push(playlist(p)?);
        }
        if playlists.is_empty() {
            return Err("not a challenge set: no playlist in it".into());
        }
        Ok(Self { playlists })
    }
}

fn playlist(mut file: PlaylistFile) -> Result<ChallengePlaylist, String> {
    file.tracks.sort_by_key(|t| t.pos);
    if let Some(t) = file.tracks.iter().find(|t| !is_track_uri(&t.uri)) {
        return Err(format!("pid {}: `{}` is no track URI", file.pid, clean(&t.uri)));
    }
    let random = file.tracks.iter().zip(0..).any(|(t, n)| t.pos != n);
    let text = |text: &str| clean(text).into_owned();
    let track =
        |t: &TrackFile| ChallengeTrack { artist: text(&t.artist), title: text(&t.title), uri: t.uri.clone() };
    Ok(ChallengePlaylist {
        pid: file.pid,
        name: file.name.as_deref().map(text),
        tracks: file.tracks.iter().map(track).collect(),
        random,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const URI: &str = "spotify:track:0123456789abcdefABCDEF";

    #[test]
    fn kinds_are_told_by_what_is_there() {
        let track =
            |pos: u32| format!(r#"{{"pos":{pos},"artist_name":"a","track_name":"t","track_uri":"{URI}"}}"#);
        let text = format!(
            r#"{{"date":"x","playlists":[{{"pid":1,"name":"n","tracks":[]}},{{"pid":2,"tracks":[{}]}},
            {{"pid":3,"name":"n","tracks":[{},{}]}}]}}"#,
            track(0),
            track(7),
            track(0)
        );
        let set = ChallengeSet::read(text.as_bytes()).unwrap();
        let kinds: Vec<String> = set.playlists.iter().map(|p| p.kind().to_string()).collect();
        assert_eq!(kinds, ["title only", "no title, first track", "title, 2 at random"]);
    }

    #[test]
    fn what_is_no_challenge_set_is_refused() {
        for (text, why) in [
            ("{}", "missing field"),
            ("[", "not a challenge set"),
            (r#"{"playlists":[]}"#, "no playlist"),
            (r#"{"playlists":[{"pid":1,"tracks":[]},{"pid":1,"tracks":[]}]}"#, "two playlists of pid 1"),
            (
                r#"{"playlists":[{"pid":1,"tracks":[{"pos":0,"track_uri":"spotify:track:x"}]}]}"#,
                "no track URI",
            ),
        ] {
            let told = ChallengeSet::read(text.as_bytes()).unwrap_err();
            assert!(told.contains(why), "{told}");
        }
    }
}
