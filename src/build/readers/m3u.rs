//! M3U and M3U8: a line a file, with `#EXTINF:seconds,Artist - Title` before it where a program wrote one.

use super::playlist::{Entry, Parsed, stem};

const DASH: &str = " - ";

/// Reads the text of an M3U file.
pub(super) fn parse(text: &str) -> Result<Parsed, String> {
    let mut parsed = Parsed::default();
    let (mut said, mut artist) = ("", "");
    for line in text.lines().map(str::trim) {
        if let Some(info) = line.strip_prefix("#EXTINF:") {
            said = shown_name(info);
        } else if let Some(name) = line.strip_prefix("#EXTART:") {
            artist = name.trim();
        } else if let Some(title) = line.strip_prefix("#PLAYLIST:") {
            title.trim().clone_into(&mut parsed.title);
        } else if line.starts_with("#EXT-X-") {
            return Err("the parts of a stream, no list of tracks".into());
        } else if !line.is_empty() && !line.starts_with('#') {
            parsed.entries.push(entry(said, artist, line));
            (said, artist) = ("", "");
        }
    }
    Ok(parsed)
}

/// What stands after the seconds and their attributes (`123 logo="a,b",Artist - Title`): after the first comma outside quotes.
fn shown_name(info: &str) -> &str {
    let mut quoted = false;
    let comma = info.find(|c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    comma.map_or("", |n| info[n + 1..].trim())
}

/// What the info line says; else what the file's name says.
fn entry(said: &str, artist: &str, location: &str) -> Entry {
    let names = vec![location.to_owned()];
    if let Some((artist, title)) = said.split_once(DASH) {
        return Entry { artist: artist.to_owned(), title: title.to_owned(), names };
    }
    if !artist.is_empty() && !said.is_empty() {
        return Entry { artist: artist.to_owned(), title: said.to_owned(), names };
    }
    let file = unescaped(location);
    let file = stem(file.rsplit(['/', '\\']).next().unwrap_or_default());
    // "03 - Artist - Title": the number is of the album, not a name.
    let numbered = file
        .split_once(DASH)
        .filter(|(n, rest)| n.bytes().all(|b| b.is_ascii_digit()) && rest.contains(DASH))
        .map(|(_, rest)| rest);
    let (by_file, title) = numbered.unwrap_or(file).split_once(DASH).unwrap_or(("", ""));
    Entry { artist: by_file.to_owned(), title: title.to_owned(), names }
}

/// A location without its escapes, where it is a link (`file:///…/Artist%20-%20Title.mp3`).
fn unescaped(location: &str) -> String {
    if !location.contains("://") {
        return location.to_owned();
    }
    let mut bytes = Vec::with_capacity(location.len());
    let mut rest = location.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digit = |n: usize| after.get(n).and_then(|b| char::from(*b).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (first, digit(0), digit(1)) {
            bytes.push((high * 16 + low) as u8);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    super::text_of(&bytes).0.into_owned()
}
