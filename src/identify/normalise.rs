//! Names folded to keys, so that spellings of one name meet.
//!
//! Two foldings: *folded* keeps the script and drops case, accents, punctuation and the leading article; *transliterated*
//! also writes every script in Latin letters (crate `deunicode`), so that "Кино" and "Kino" meet.

use unicode_normalization::UnicodeNormalization;

use super::version::{Version, split_title};

/// Between the parts of a key; cannot occur inside one.
const SEP: char = '\u{1}';

/// A name folded for comparison. Never empty for a non-blank name.
#[must_use]
pub fn fold(name: &str) -> String {
    if name.is_ascii() {
        return fold_ascii(name);
    }
    let bare = name.to_lowercase().nfkd().filter(|c| !is_dropped_mark(*c)).collect::<String>().to_lowercase();
    let spelled: String =
        bare.chars().map(|c| spelling_of(c).map_or_else(|| c.to_string(), str::to_owned)).collect();
    // Composed again at the end: what stood between two parts of a letter may be gone.
    let folded: String = spelled.nfc().filter(|c| c.is_alphanumeric()).nfc().collect();
    if folded.is_empty() {
        // "!!!" and "( )" are names too.
        return spelled.split_whitespace().collect();
    }
    folded
}

/// [`fold`] for most names there are: the same answer without the tables of Unicode.
fn fold_ascii(name: &str) -> String {
    let mut folded = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        match c {
            '&' => folded.push_str("and"),
            c if c.is_ascii_alphanumeric() => folded.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    if folded.is_empty() { name.split_ascii_whitespace().collect() } else { folded }
}

/// Letters and signs that have a customary spelling but no decomposition.
fn spelling_of(c: char) -> Option<&'static str> {
    Some(match c {
        '&' => " and ",
        'ß' => "ss",
        'ø' => "o",
        'ı' => "i",
        'æ' => "ae",
        'œ' => "oe",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        _ => return None,
    })
}

/// A name in Latin letters, folded. Equal to [`fold`] for most Latin names.
#[must_use]
pub fn transliterate(name: &str) -> String {
    if name.is_ascii() {
        return fold_ascii(name);
    }
    let latin = deunicode::deunicode_with_tofu(name, "");
    let latin: String =
        latin.to_lowercase().replace('&', " and ").chars().filter(char::is_ascii_alphanumeric).collect();
    if latin.is_empty() { fold(name) } else { latin }
}

/// The words of a list's name or of a phrase, each folded, in their order: what stands between letters and digits parts them.
pub fn name_words(name: &str) -> impl Iterator<Item = String> + '_ {
    name.split(|c: char| !c.is_alphanumeric() && !is_dropped_mark(c)).filter(|w| !w.is_empty()).map(fold)
}

/// Marks whose absence is only a spelling: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowel signs. Marks that
/// are letters of their own (Indic vowels, kana voicing) stay.
pub(super) fn is_dropped_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// An artist's name without the leading article, in a given folding.
fn artist_part(artist: &str, folding: fn(&str) -> String) -> String {
    let lower = artist.trim_start();
    let bare = ["the ", "The ", "THE "]
        .iter()
        .find_map(|a| lower.strip_prefix(a))
        .filter(|rest| !rest.trim().is_empty());
    folding(bare.unwrap_or(lower))
}

/// The first named of several artists ("Massive Attack feat. Horace Andy", "A, B & C", "A x B"), or `None` when the name
/// does not look like several.
#[must_use]
pub fn primary_artist(artist: &str) -> Option<&str> {
    let lower = artist.to_lowercase();
    // Lower-casing may change lengths in a few scripts; the cut is then not safe to carry over.
    if lower.len() != artist.len() {
        return None;
    }
    [
        " feat. ",
        " feat ",
        " ft. ",
        " ft ",
        " featuring ",
        " with ",
        ", ",
        "; ",
        ";",
        " & ",
        " x ",
        " × ",
        " / ",
        " vs. ",
        " vs ",
        " and ",
        " + ",
        "、",
    ]
    .iter()
    .filter_map(|sep| lower.find(sep))
    .min()
    .filter(|at| *at > 0 && artist.is_char_boundary(*at))
    .map(|at| artist[..at].trim())
    .filter(|a| !a.is_empty())
}

/// How a key was made; part of the key, so that kinds never meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyKind {
    /// Artist and title, folded.
    Folded,
    /// Artist and title, transliterated.
    Latin,
    /// First of several artists, and title, transliterated.
    Primary,
    /// An artist alone, transliterated.
    Artist,
    /// An identifier: `isrc:…`, `mbid:…`, or a URI.
    Identifier,
}

/// The key of a track under one kind, for hashing with [`key_hash`].
#[must_use]
pub fn track_key(kind: KeyKind, artist: &str, title: &str) -> (String, Version) {
    let folding = if kind == KeyKind::Folded { fold } else { transliterate };
    let split = split_title(title);
    let mut key = artist_part(artist, folding);
    key.push(SEP);
    key.push_str(&folding(&split.base));
    (key, split.version)
}

/// The key of an artist alone.
#[must_use]
pub fn artist_key(artist: &str) -> String {
    artist_part(artist, transliterate)
}

/// The whole key as one string: what is compared when two hashes are equal.
#[must_use]
pub fn full_key(kind: KeyKind, key: &str, version: &Version) -> String {
    let mut all = String::with_capacity(key.len() + 8);
    all.push(char::from(b'0' + kind as u8));
    all.push_str(key);
    for v in version {
        all.push(SEP);
        all.push_str(v);
    }
    all
}

/// FNV-1a, 64 bits: a published, stable hash, so that a key means the same in every pack. Not for secrets.
/// (Fowler, Noll, Vo; RFC 9923.)
#[must_use]
pub fn key_hash(full_key: &str) -> u64 {
    full_key.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_meet() {
        for (a, b) in [
            ("Björk", "Bjork"),
            ("Sigur Rós", "SIGUR ROS"),
            ("Guns N' Roses", "Guns N’ Roses"),
            ("Simon & Garfunkel", "Simon and Garfunkel"),
            ("Beyoncé", "Beyonce\u{301}".trim_end()),
            ("ＹＯＡＳＯＢＩ", "YOASOBI"),
            ("أُمّ كلثوم", "أم كلثوم"),
            ("Mø", "MO"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        assert_eq!(artist_key("The Beatles"), artist_key("Beatles"));
        assert_ne!(artist_key("The The"), artist_key(""));
        assert_ne!(fold("がき"), fold("かき"), "voicing marks are letters");
    }

    #[test]
    fn scripts_meet_in_latin_letters() {
        assert_eq!(transliterate("Кино"), "kino");
        assert_eq!(transliterate("Группа крови"), transliterate("Gruppa krovi"));
        assert_eq!(transliterate("さくら"), "sakura");
    }

    #[test]
    fn names_of_signs_only_keep_them() {
        assert_eq!(fold("!!!"), "!!!");
        assert_ne!(fold("( )"), fold("[ ]"));
    }

    #[test]
    fn the_first_of_several_artists() {
        assert_eq!(primary_artist("Massive Attack feat. Horace Andy"), Some("Massive Attack"));
        assert_eq!(primary_artist("Amadou & Mariam"), Some("Amadou"));
        assert_eq!(primary_artist("A, B & C"), Some("A"));
        assert_eq!(primary_artist("Portishead"), None);
    }

    #[test]
    fn parts_of_a_letter_join_across_what_is_dropped() {
        // A Grantha vowel sign in two parts with a space between them.
        let once = fold("\u{11347} \u{11357}");
        assert_eq!(once, "\u{1134c}");
        assert_eq!(fold(&once), once);
    }

    proptest! {
        #[test]
        fn the_short_way_gives_what_the_long_way_does(name in "[ -~]{1,30}") {
            // A mark that is dropped forces the long way.
            prop_assert_eq!(fold(&name), fold(&format!("{name}\u{301}")));
            prop_assert_eq!(transliterate(&name), fold(&name));
        }

        #[test]
        fn folding_is_idempotent(name in "\\PC{0,30}") {
            let once = fold(&name);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn case_does_not_matter(name in "[a-zA-Zéàüñ ]{1,30}") {
            prop_assert_eq!(fold(&name.to_uppercase()), fold(&name));
        }
    }
}
