//! One door for foreign text: no escape sequences, no invisible reordering, no megabyte titles.

use std::borrow::Cow;

/// The most characters of one field (a title, an artist's name) that are kept; the rest is cut and marked with `…`.
pub const MAX_FIELD_CHARS: usize = 512;

/// Makes a foreign string safe to keep and to show on one line.
///
/// - control characters (C0, DEL, C1, so every escape sequence's introducer) become a blank,
/// - bidirectional controls, zero-width spaces, soft hyphens, tags and byte order marks go (zero-width joiners stay: scripts and emoji need them),
/// - line and paragraph separators become a blank; runs of blanks become one, the ends are trimmed,
/// - more than [`MAX_FIELD_CHARS`] characters are cut and `…` is put at the end.
///
/// Borrows when nothing had to change. Cleaning twice gives the same as cleaning once.
#[must_use]
pub fn clean(raw: &str) -> Cow<'_, str> {
    if is_clean(raw) { Cow::Borrowed(raw) } else { Cow::Owned(rewrite(raw)) }
}

/// As [`clean`], for a string that is owned already.
#[must_use]
pub fn clean_owned(raw: String) -> String {
    if is_clean(&raw) { raw } else { rewrite(&raw) }
}

fn is_clean(raw: &str) -> bool {
    // Most names are short ASCII: one pass over bytes settles those.
    if raw.len() <= MAX_FIELD_CHARS && raw.is_ascii() {
        let b = raw.as_bytes();
        let plain = b.iter().all(|c| (0x20..0x7f).contains(c));
        return plain && !raw.starts_with(' ') && !raw.ends_with(' ') && !b.windows(2).any(|w| w == b"  ");
    }
    let mut before_blank = true;
    for (n, c) in raw.chars().enumerate() {
        if n >= MAX_FIELD_CHARS || !matches!(fate(c), Fate::Keep) || (c == ' ' && before_blank) {
            return false;
        }
        before_blank = c == ' ';
    }
    !before_blank || raw.is_empty()
}

fn rewrite(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len().min(MAX_FIELD_CHARS * 4));
    let mut count = 0;
    let mut gap = false;
    for c in raw.chars() {
        match fate(c) {
            Fate::Drop => {}
            Fate::Blank => gap = true,
            Fate::Keep if c == ' ' => gap = true,
            Fate::Keep => {
                let needed = 1 + usize::from(gap && count > 0);
                if count + needed > MAX_FIELD_CHARS - 1 {
                    // Room for the mark is kept, so that a cleaned text is clean.
                    out.push('…');
                    return out;
                }
                if gap && count > 0 {
                    out.push(' ');
                }
                gap = false;
                out.push(c);
                count += needed;
            }
        }
    }
    out
}

enum Fate {
    Keep,
    Blank,
    Drop,
}

fn fate(c: char) -> Fate {
    match c {
        '\u{2028}' | '\u{2029}' | '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{3000}' => Fate::Blank,
        c if c.is_control() => Fate::Blank,
        // Soft hyphen, Arabic letter mark, zero-width space, marks and embeddings of direction, word joiner
        // and invisible operators, isolates and deprecated controls, byte order mark, annotations, tags.
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffc}'
        | '\u{e0000}'..='\u{e007f}' => Fate::Drop,
        _ => Fate::Keep,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_names_are_borrowed() {
        assert!(matches!(clean("Björk"), Cow::Borrowed(_)));
        assert!(matches!(clean("Roads"), Cow::Borrowed(_)));
        assert!(matches!(clean(""), Cow::Borrowed("")));
    }

    #[test]
    fn escapes_and_direction_controls_lose_their_power() {
        assert_eq!(clean("\u{1b}[2J\u{1b}]0;own\u{7}Roads"), "[2J ]0;own Roads");
        assert_eq!(clean("Ro\u{202e}ads\u{200b}"), "Roads");
        assert_eq!(clean("  a\t\tb \u{85} "), "a b");
        assert_eq!(clean("a\u{3000}b"), "a b");
    }

    #[test]
    fn a_megabyte_title_is_cut_and_marked() {
        let long = "é".repeat(1 << 20);
        let cut = clean(&long);
        assert_eq!(cut.chars().count(), MAX_FIELD_CHARS);
        assert!(cut.ends_with('…'));
    }

    proptest! {
        #[test]
        fn cleaning_is_idempotent_and_safe(raw in "\\PC*|(?s:.*)") {
            let once = clean(&raw).into_owned();
            let twice = clean(&once).into_owned();
            prop_assert_eq!(&twice, &once);
            prop_assert!(once.chars().count() <= MAX_FIELD_CHARS);
            prop_assert!(!once.chars().any(char::is_control));
        }
    }
}
