//! Names as the finder compares them: words in Latin letters, lower case, without accents and apostrophes, one space between them.

use crate::identify::normalise::{fold, is_dropped_mark, transliterate};

/// Longer names are cut: nobody types so much, and a pack may hold a megabyte of title.
const LONGEST: usize = 400;

/// One folded name.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Name<'a> {
    /// Words with one space between them.
    pub text: &'a [u8],
    /// Which letters occur: see [`letters`].
    pub letters: u32,
}

/// Many folded names, side by side.
#[derive(Debug, Default)]
pub(super) struct Folded {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    letters: Vec<u32>,
}

impl Folded {
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut all = Self::default();
        for name in names {
            let from = all.bytes.len();
            push_words(name, &mut all.bytes);
            all.bytes.truncate(from + LONGEST);
            all.ends.push(all.bytes.len() as u32);
            all.letters.push(letters(&all.bytes[from..]));
        }
        all
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, n: usize) -> Name<'_> {
        let Some(end) = self.ends.get(n) else { return Name::default() };
        let from = if n == 0 { 0 } else { self.ends[n - 1] };
        Name { text: &self.bytes[from as usize..*end as usize], letters: self.letters[n] }
    }
}

/// A query as words, folded as names are.
pub(super) fn folded(query: &str) -> String {
    let mut bytes = Vec::new();
    push_words(query, &mut bytes);
    bytes.truncate(LONGEST);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Which letters occur, a bit each; digits share five bits, everything else has the last.
pub(super) fn letters(text: &[u8]) -> u32 {
    let bit = |b: &u8| match b {
        b'a'..=b'z' => 1 << (b - b'a'),
        b'0'..=b'9' => 1 << (26 + (b - b'0') / 2),
        b' ' => 0,
        _ => 1 << 31,
    };
    text.iter().map(bit).fold(0, |all, b: u32| all | b)
}

fn push_words(name: &str, out: &mut Vec<u8>) {
    let from = out.len();
    if name.is_ascii() {
        push_ascii(name, out);
    } else {
        let keeps = |c: char| c.is_alphanumeric() || is_dropped_mark(c) || matches!(c, '\'' | '’' | '.');
        for part in name.replace('&', " and ").split(|c| !keeps(c)) {
            if part.contains(char::is_alphanumeric) {
                push_space(from, out);
                out.extend_from_slice(transliterate(part).as_bytes());
            }
        }
    }
    while out.len() > from && out.last() == Some(&b' ') {
        out.pop();
    }
    if out.len() == from {
        // "!!!" is a name too.
        out.extend_from_slice(fold(name).as_bytes());
    }
}

fn push_ascii(name: &str, out: &mut Vec<u8>) {
    let from = out.len();
    for b in name.bytes() {
        match b {
            b'&' => {
                push_space(from, out);
                out.extend_from_slice(b"and ");
            }
            // "Don't" is looked for as "dont", "R.E.M." as "rem".
            b'\'' | b'.' => {}
            b if b.is_ascii_alphanumeric() => out.push(b.to_ascii_lowercase()),
            _ => push_space(from, out),
        }
    }
}

/// A space between words: none at the beginning, and never two.
fn push_space(from: usize, out: &mut Vec<u8>) {
    if out.len() > from && out.last() != Some(&b' ') {
        out.push(b' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_words() {
        for (name, words) in [
            ("Don't Look Back", "dont look back"),
            ("R.E.M.", "rem"),
            ("AC/DC", "ac dc"),
            ("Simon & Garfunkel", "simon and garfunkel"),
            ("A&B", "a and b"),
            ("Sigur Rós – Ágætis", "sigur ros agaetis"),
            ("Beyonce\u{301} & Jay‐Z", "beyonce and jay z"),
            ("Кино", "kino"),
            ("  (What's)  ", "whats"),
            ("!!!", "!!!"),
            ("", ""),
        ] {
            assert_eq!(folded(name), words, "{name}");
        }
        assert_eq!(folded(&"a".repeat(100_000)).len(), LONGEST);
    }

    #[test]
    fn names_lie_side_by_side() {
        let all = Folded::of(["One", "", "Two 2"].into_iter());
        assert_eq!(all.len(), 3);
        assert_eq!(all.get(0).text, b"one");
        assert_eq!(all.get(1).text, b"");
        assert_eq!(all.get(2).text, b"two 2");
        assert_eq!(all.get(2).letters, letters(b"wto2"));
        assert_eq!(all.get(3).text, b"");
    }
}
