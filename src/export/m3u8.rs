//! M3U8: a line a file for players, with what it is in the line before it.
//!
//! The line is the file of the person's library; where there is none, the URI at a service, the recording's page, or else the
//! name alone, which programs that look playlists up by their names read and players pass over.

use std::io::{self, Write};

use super::playlist::{Playlist, Track};
use super::uri;

pub(super) fn write(playlist: &Playlist, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "#EXTM3U")?;
    writeln!(out, "#PLAYLIST:{}", playlist.title)?;
    for track in &playlist.tracks {
        // Whole seconds; −1 says that the length is not known.
        let seconds = track.place.as_ref().and_then(|p| p.ms).map(|ms| (ms + 500) / 1000);
        match seconds {
            Some(seconds) => write!(out, "#EXTINF:{seconds},")?,
            None => write!(out, "#EXTINF:-1,")?,
        }
        writeln!(out, "{}", track.full_name())?;
        writeln!(out, "{}", location(track))?;
    }
    Ok(())
}

fn location(track: &Track) -> String {
    if let Some(place) = &track.place {
        return line(&place.path);
    }
    let service = track.uri.as_deref().and_then(uri::absolute).map(str::to_owned);
    let page = || track.mbid.as_deref().and_then(uri::recording);
    service.or_else(page).unwrap_or_else(|| line(&track.full_name()))
}

/// A path or name as one line that is no comment. A path with a line break cannot be written as it is; it is written as a
/// link then.
fn line(path: &str) -> String {
    if path.contains(['\n', '\r']) {
        return uri::of_path(path);
    }
    let trimmed = path.trim();
    if path.starts_with('#') || trimmed.len() != path.len() { format!("./{path}") } else { path.to_owned() }
}
