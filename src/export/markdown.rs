//! Markdown (`CommonMark`): a numbered list, each track with its sentence of reasons.

use std::io::{self, Write};

use super::playlist::Playlist;
use crate::trace;

pub(super) fn write(playlist: &Playlist, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n", escaped(&playlist.title))?;
    writeln!(out, "{}\n", escaped(&playlist.about()))?;
    for track in &playlist.tracks {
        let (title, artist) = (escaped(&track.title), escaped(&track.artist));
        write!(out, "{}. **{title}** by {artist}", track.rank)?;
        if let Some(year) = track.year {
            write!(out, " ({year})")?;
        }
        writeln!(out, ", {}", trace::decimal(track.score))?;
        if !track.sentence.is_empty() {
            // As far in as the text of the widest number, so that it belongs to the item.
            let indent = track.rank.to_string().len() + 2;
            writeln!(out, "\n{:indent$}{}\n", "", escaped(&track.sentence))?;
        }
    }
    Ok(())
}

/// A text that no reader takes for markup: a backslash before every ASCII sign, which `CommonMark` reads as the sign itself.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        // Of the signs these alone never mean anything, so that sentences stay readable as they are.
        if c.is_ascii_punctuation() && !matches!(c, ',' | ';' | '\'' | '"' | '?') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
