//! XSPF, version 1: <https://www.xspf.org/spec>. Elements in the order in which that page describes them; what it wants to
//! be a URI is one.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::playlist::{Playlist, Track};
use super::{CREATOR, EXTENSION, uri};

pub(super) fn write(playlist: &Playlist, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\">")?;
    element(out, 2, "title", &playlist.title)?;
    element(out, 2, "creator", CREATOR)?;
    element(out, 2, "annotation", &playlist.about())?;
    let Playlist { hash, scale, pack, licence, .. } = playlist;
    let (pack, licence) = (escaped(pack), escaped(licence));
    writeln!(out, "  <extension application=\"{EXTENSION}\">")?;
    writeln!(
        out,
        "    <ranking xmlns=\"{EXTENSION}\" hash=\"{hash}\" scale=\"{scale}\" pack=\"{pack}\" licence=\"{licence}\"/>"
    )?;
    writeln!(out, "  </extension>")?;
    writeln!(out, "  <trackList>")?;
    for track in &playlist.tracks {
        self::track(out, track)?;
    }
    writeln!(out, "  </trackList>")?;
    writeln!(out, "</playlist>")
}

fn track(out: &mut dyn Write, track: &Track) -> io::Result<()> {
    writeln!(out, "    <track>")?;
    if let Some(place) = &track.place {
        element(out, 6, "location", &uri::of_path(&place.path))?;
    }
    let page = track.mbid.as_deref().and_then(uri::recording);
    let service = track.uri.as_deref().and_then(uri::absolute).map(str::to_owned);
    for identifier in page.into_iter().chain(service) {
        element(out, 6, "identifier", &identifier)?;
    }
    element(out, 6, "title", &track.title)?;
    element(out, 6, "creator", &track.artist)?;
    if !track.sentence.is_empty() {
        element(out, 6, "annotation", &track.sentence)?;
    }
    if let Some(ms) = track.place.as_ref().and_then(|p| p.ms) {
        element(out, 6, "duration", &ms.to_string())?;
    }
    writeln!(out, "      <extension application=\"{EXTENSION}\">")?;
    let mut about = format!("rank=\"{}\" score=\"{}\"", track.rank, track.score);
    if let Some(year) = track.year {
        let _ = write!(about, " year=\"{year}\"");
    }
    if let Some(isrc) = &track.isrc {
        let _ = write!(about, " isrc=\"{}\"", escaped(isrc));
    }
    writeln!(out, "        <reasons xmlns=\"{EXTENSION}\" {about}>")?;
    for reason in &track.reasons {
        let (from, evidence) = (escaped(&reason.from), escaped(&reason.evidence));
        writeln!(
            out,
            "          <reason signal=\"{}\" points=\"{}\" from=\"{from}\">{evidence}</reason>",
            reason.signal, reason.points
        )?;
    }
    writeln!(out, "        </reasons>\n      </extension>\n    </track>")
}

fn element(out: &mut dyn Write, indent: usize, name: &str, text: &str) -> io::Result<()> {
    writeln!(out, "{:indent$}<{name}>{}</{name}>", "", escaped(text))
}

/// A text for content and attribute values. The few characters that XML 1.0 cannot hold at all become U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push(char::REPLACEMENT_CHARACTER),
            c if c.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}
