//! Playlists to take elsewhere: a list with its reasons, in the formats that players, services and people read.
//!
//! Pure writers: a [`Playlist`] in, bytes out. Must not know files, terminals or command lines. [`Playlist::of`] is the only
//! way from an answer to a playlist, and it asks the terms of the pack first, so that what may not be handed on cannot be
//! written here at all.
//!
//! - `playlist`: what is written, whatever the format; `uri`: what may stand where a format wants a URI;
//! - `jspf`, `xspf`, `m3u8`, `csv_table`, `markdown`, `text`: one format each;
//! - `listenbrainz`: the bodies of requests that make a playlist there;
//! - `clipboard`: any text as the escape sequence that makes a terminal copy it.

pub mod clipboard;
mod csv_table;
mod jspf;
pub mod listenbrainz;
mod m3u8;
mod markdown;
mod playlist;
mod text;
mod uri;
mod xspf;

use std::io::{self, Write};

pub use playlist::{Place, Playlist, Reason, Refused, Track};

/// The program's name, where a format asks who made a playlist.
const CREATOR: &str = "Glasscrate";

/// Our extension of JSPF and XSPF, for playlists and for tracks. A UUID of our own, since a name of ours must be a URI, and
/// the program has no domain; the fragment is for people.
pub const EXTENSION: &str = "urn:uuid:ae5c31fd-2081-4c5b-99c5-ac86323141c8#glasscrate-reasons-1";

/// A format for playlists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// XSPF written as JSON, with the extension of `MusicBrainz` and the reasons under [`EXTENSION`].
    Jspf,
    /// The XML Shareable Playlist Format, version 1, with the reasons under [`EXTENSION`].
    Xspf,
    /// A line a file for players, in UTF-8, with names in `#EXTINF` lines.
    M3u8,
    /// A table with a header. `guarded`: what a spreadsheet would take for a formula gets an apostrophe before it.
    Csv {
        /// True to guard cells.
        guarded: bool,
    },
    /// A numbered list with the reasons, for notes and posts.
    Markdown,
    /// `Artist - Title`, one a line.
    Text,
}

/// Writes a playlist in a format.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(format: Format, playlist: &Playlist, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Jspf => jspf::write(playlist, out),
        Format::Xspf => xspf::write(playlist, out),
        Format::M3u8 => m3u8::write(playlist, out),
        Format::Csv { guarded } => csv_table::write(playlist, guarded, out),
        Format::Markdown => markdown::write(playlist, out),
        Format::Text => text::write(playlist, out),
    }
}

#[cfg(test)]
mod tests;
