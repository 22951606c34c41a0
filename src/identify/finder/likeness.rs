//! How well one word of a query is found in a name.
//!
//! | the word is | points |
//! |---|---|
//! | a whole word of the name | 100 |
//! | the beginning of one | 80 |
//! | within one | 50 |
//! | scattered over the name from the beginning of a word, in order | 40 − 5 · jumps, a jump that does not lead to the beginning of a word counted twice; at most 6 |
//! | the beginning of a word but for one letter (wrong, missing, too many, or two exchanged); words of four letters and more | 30 |
//!
//! Whatever finds a word finds its beginning too, but for the last row: so a longer query finds a part of what the shorter one found.

use super::names::{Name, letters};

const WHOLE: u8 = 100;
const START: u8 = 80;
const WITHIN: u8 = 50;
const SCATTERED: u8 = 40;
const CLOSE: u8 = 30;

/// Each jump costs so much …
const JUMP: u8 = 5;

/// … and so many are one too many.
const JUMPS: u8 = 6;

/// Words of so many letters may have a wrong one.
const FORGIVEN: usize = 4;

/// A word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    text: Vec<u8>,
    letters: u32,
}

impl Word {
    pub(super) fn of(text: &str) -> Self {
        Self { text: text.as_bytes().to_vec(), letters: letters(text.as_bytes()) }
    }

    /// True when this is the other word or a longer one.
    pub(super) fn begins_with(&self, other: &Self) -> bool {
        self.text.starts_with(&other.text)
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// True where a wrong letter is forgiven.
    pub(super) fn is_forgiven(&self) -> bool {
        self.len() >= FORGIVEN
    }

    /// How well the word is found; 0 when it is not.
    pub(super) fn points(&self, name: Name<'_>) -> u8 {
        let (word, text) = (&self.text[..], name.text);
        let Some(first) = word.first().filter(|_| self.letters & !name.letters == 0) else { return 0 };
        let mut best = 0;
        for at in memchr::memchr_iter(*first, text) {
            let starts = at == 0 || text[at - 1] == b' ';
            let found = if text[at..].starts_with(word) {
                let ends = text.get(at + word.len()).is_none_or(|b| *b == b' ');
                match (starts, ends) {
                    (true, true) => return WHOLE,
                    (true, false) => START,
                    _ => WITHIN,
                }
            } else if starts && best < SCATTERED {
                scattered(word, &text[at..])
            } else {
                0
            };
            best = best.max(found);
        }
        best
    }

    /// The points of a word with one letter wrong; 0 when it is not found so.
    pub(super) fn close(&self, name: Name<'_>) -> u8 {
        if !self.is_forgiven() || (self.letters & !name.letters).count_ones() > 1 {
            return 0;
        }
        let found = name.text.split(|b| *b == b' ').any(|other| but_for_one(&self.text, other));
        if found { CLOSE } else { 0 }
    }
}

/// The points of a word whose letters follow in `text`, the first at its beginning.
fn scattered(word: &[u8], text: &[u8]) -> u8 {
    let (mut at, mut jumps) = (1, 0);
    for letter in &word[1..] {
        let Some(next) = memchr::memchr(*letter, &text[at..]).map(|n| at + n) else { return 0 };
        jumps += match next {
            n if n == at => 0,
            n if text[n - 1] == b' ' => 1,
            _ => 2,
        };
        if jumps > JUMPS {
            return 0;
        }
        at = next + 1;
    }
    SCATTERED - JUMP * jumps
}

/// True when `word` is the beginning of `other` but for one letter.
fn but_for_one(word: &[u8], other: &[u8]) -> bool {
    let same = word.iter().zip(other).take_while(|(a, b)| a == b).count();
    let Some((letter, word)) = word[same..].split_first() else { return true };
    // One too many; then one wrong or missing, where the name goes on; then two exchanged.
    let other = &other[same..];
    if other.starts_with(word) {
        return true;
    }
    let Some((instead, rest)) = other.split_first() else { return false };
    let missing = || rest.split_first().is_some_and(|(l, after)| l == letter && after.starts_with(word));
    let exchanged = || {
        let (next, after) = (word.split_first(), rest.split_first());
        next.zip(after)
            .is_some_and(|((n, word), (a, rest))| n == instead && a == letter && rest.starts_with(word))
    };
    rest.starts_with(word) || missing() || exchanged()
}

#[cfg(test)]
mod tests {
    use super::super::names::Folded;
    use super::*;

    fn points(word: &str, name: &str) -> (u8, u8) {
        let names = Folded::of([name].into_iter());
        let word = Word::of(word);
        (word.points(names.get(0)), word.close(names.get(0)))
    }

    #[test]
    fn better_finds_have_more_points() {
        assert_eq!(points("roads", "All Roads").0, WHOLE);
        assert_eq!(points("road", "All Roads").0, START);
        assert_eq!(points("oad", "All Roads").0, WITHIN);
        assert_eq!(points("acdc", "AC/DC").0, SCATTERED - JUMP);
        // From s to the l within the same word, to teen, to spirit.
        assert_eq!(points("slts", "Smells Like Teen Spirit").0, SCATTERED - 4 * JUMP);
        assert_eq!(points("xyz", "All Roads").0, 0);
        assert_eq!(points("lads", "All Roads").0, 0, "scattered letters begin with a word");
        assert_eq!(points("roads", "").0, 0);
    }

    #[test]
    fn one_letter_may_be_wrong() {
        for word in
            ["radiohed", "radioheda", "rodiohead", "radiiohead", "radiohead", "raidohead", "radioheads"]
        {
            assert_eq!(points(word, "The Radiohead").1, CLOSE, "{word}");
        }
        for word in ["rdi", "radoihaed", "xxdiohead", "radiohed1"] {
            assert_eq!(points(word, "The Radiohead").1, 0, "{word}");
        }
    }
}
