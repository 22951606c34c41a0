//! The bodies of the requests that make a playlist at `ListenBrainz`: `POST /1/playlist/create`, then
//! `POST /1/playlist/{mbid}/item/add/…` for what is beyond the first hundred.
//!
//! `ListenBrainz` keeps a playlist's title, annotation and recordings and drops all else a track says, so the reasons go
//! into the annotation, in the few elements of HTML that it lets stand. It refuses tracks that are no `MusicBrainz` recording;
//! those are left out, and named for the person.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::jspf::OF_PLAYLIST;
use super::playlist::{Playlist, Track};
use super::uri;

/// So many recordings may go into one request.
pub const MOST_AT_ONCE: usize = 100;

/// What to send, and what cannot be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Bodies {
    /// Makes the playlist with its first recordings.
    pub create: Value,
    /// Adds the others, in their order.
    pub add: Vec<Value>,
    /// The tracks that are no recording of `MusicBrainz`, as `Artist - Title`.
    pub left_out: Vec<String>,
}

/// The bodies for a playlist. `public`: whether others may see it.
#[must_use]
pub fn bodies(playlist: &Playlist, public: bool) -> Bodies {
    let page = |t: &Track| t.mbid.as_deref().and_then(uri::recording);
    let (known, unknown): (Vec<&Track>, Vec<&Track>) =
        playlist.tracks.iter().partition(|t| page(t).is_some());
    let lines: Vec<Value> = known
        .iter()
        .map(|t| json!({"identifier": [page(t)], "title": t.title, "creator": t.artist}))
        .collect();
    let mut parts = lines.chunks(MOST_AT_ONCE);
    let first = parts.next().unwrap_or_default();
    let create = json!({"playlist": {
        "title": playlist.title,
        "annotation": annotation(playlist, &known),
        "extension": {OF_PLAYLIST: {"public": public}},
        "track": first,
    }});
    Bodies {
        create,
        add: parts.map(|part| json!({"playlist": {"track": part}})).collect(),
        left_out: unknown.into_iter().map(Track::full_name).collect(),
    }
}

/// Where the list comes from, and a line of reasons a track.
fn annotation(playlist: &Playlist, tracks: &[&Track]) -> String {
    let mut html = format!("<p>{}</p>", escaped(&playlist.about()));
    let reasons: Vec<String> = tracks
        .iter()
        .filter(|t| !t.sentence.is_empty())
        .map(|t| {
            let (title, sentence) = (escaped(&t.title), escaped(&t.sentence));
            format!("<li><strong>{title}</strong>: {sentence}</li>")
        })
        .collect();
    if !reasons.is_empty() {
        let _ = write!(html, "<ul>{}</ul>", reasons.concat());
    }
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
