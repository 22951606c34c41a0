//! Plain text: `Artist - Title`, one a line. What services that take a playlist by its names read, and what this program
//! reads as a history.

use std::io::{self, Write};

use super::playlist::Playlist;

pub(super) fn write(playlist: &Playlist, out: &mut dyn Write) -> io::Result<()> {
    for track in &playlist.tracks {
        writeln!(out, "{}", track.full_name())?;
    }
    Ok(())
}
