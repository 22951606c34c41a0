//! A plain list: `Artist - Title`, one a line, as people type and paste it. Numbers before the names are left out.
//!
//! There are no times, so every line is a fresh play, in the order of the lines.

use std::io::{self, Read};

use super::batch::{Batch, Names, Play};
use super::lines::{Line, Lines};
use crate::history::Outcome;
use crate::sources::report::{DropReason, Position};

/// What may stand between artist and title.
const DASHES: [&str; 3] = [" - ", " – ", " — "];

/// Of the lines at the beginning of a file so many in four must be such names.
const IN_FOUR: usize = 3;

/// No name is longer than so many bytes.
const LONGEST: usize = 1000;

/// Artist and title of a name: parted at its first dash between blanks.
pub(super) fn split_name(name: &str) -> Option<(&str, &str)> {
    let first = DASHES.iter().filter_map(|dash| Some((name.find(dash)?, *dash))).min()?;
    let (artist, title) = (name[..first.0].trim(), name[first.0 + first.1.len()..].trim());
    (!artist.is_empty() && !title.is_empty()).then_some((artist, title))
}

/// Whether the beginning of a text is such a list. A line that may be cut off does not count.
pub(super) fn is_list(head: &[u8], whole: bool) -> bool {
    let head = if whole { head } else { head.rsplitn(2, |b| *b == b'\n').nth(1).unwrap_or(head) };
    let (mut named, mut lines) = (0, 0);
    for line in head.split(|b| *b == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()) {
        // Markup, and playlists of files: lists of another kind.
        if line.starts_with(b"<") || line.starts_with(b"#EXT") {
            return false;
        }
        lines += 1;
        let text = std::str::from_utf8(line).unwrap_or_default();
        named += usize::from(line.len() <= LONGEST && split_name(text).is_some());
    }
    named > 0 && named * 4 >= lines * IN_FOUR
}

/// Reads all lines of the stream into the batch.
pub(super) fn read(input: &mut dyn Read, batch: &mut Batch) -> io::Result<()> {
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next()? {
        let (number, bytes) = match line {
            Line::Bytes { number, bytes } => (number, bytes.trim_ascii()),
            Line::TooLong { number } => {
                batch.bad(DropReason::RecordTooLong, Position::Line(number), "longer than 64 KiB");
                continue;
            }
        };
        if bytes.is_empty() {
            continue;
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            batch.bad(DropReason::BadRecord, Position::Line(number), "not UTF-8");
            continue;
        };
        let Some((artist, title)) = split_name(without_number(text)) else {
            batch.bad(
                DropReason::BadRecord,
                Position::Line(number),
                "no ` - ` between an artist and a title",
            );
            continue;
        };
        match Names::new(Some(artist), Some(title)) {
            Some(names) => {
                batch.keep(names, Play { at: None, count: 1, ms_played: None, outcome: Outcome::Played });
            }
            None => batch.drop(DropReason::NoName),
        }
    }
    Ok(())
}

/// The line without `12. ` or `12) ` before it.
fn without_number(line: &str) -> &str {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let after =
        rest.strip_prefix(['.', ')']).filter(|after| rest.len() < line.len() && after.starts_with(' '));
    after.map_or(line, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_at_the_first_dash() {
        assert_eq!(split_name("Portishead - Roads - Live"), Some(("Portishead", "Roads - Live")));
        assert_eq!(split_name("a – b - c"), Some(("a", "b - c")));
        assert_eq!(split_name("Jay-Z — 99 Problems"), Some(("Jay-Z", "99 Problems")));
        for none in ["Roads", "a-b", " - b", "a - ", ""] {
            assert_eq!(split_name(none), None, "{none}");
        }
    }

    #[test]
    fn numbers_go_and_names_that_begin_with_one_stay() {
        assert_eq!(without_number("12. Can - Halleluhwah"), "Can - Halleluhwah");
        assert_eq!(without_number("3) Can - x"), "Can - x");
        assert_eq!(without_number("4 Non Blondes - x"), "4 Non Blondes - x");
        assert_eq!(without_number("10.000 Maniacs - x"), "10.000 Maniacs - x");
    }

    #[test]
    fn a_list_is_told_from_prose_and_markup() {
        assert!(is_list(b"Can - Halleluhwah", true));
        assert!(is_list("a – b\n\nc - d\ne - f\nnotes\n".as_bytes(), true));
        assert!(is_list(b"a - b\nc", false));
        for other in ["Dear diary", "a - b\nc\n", "<p>a - b</p>", "#EXTM3U\n#EXTINF:1,a - b\nx", "", "\n"] {
            assert!(!is_list(other.as_bytes(), true), "{other}");
        }
    }
}
