//! Made-up names of two-letter syllables, and identifiers in the form of the published ones.
//!
//! Artists and titles begin with a code of their number, which no other number has: no two tracks fall together by chance.

use super::catalogue::{About, Catalogue};
use crate::evaluate::splitmix::{below, word};

const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
const VOWELS: &[u8; 4] = b"aeio";
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Characters of an identifier.
const ID: usize = 22;

/// Writes a word of `syllables` syllables, six bits of `code` each, with a capital.
fn push_word(out: &mut Vec<u8>, mut code: u64, syllables: u32) {
    for n in 0..syllables {
        let consonant = CONSONANTS[(code & 15) as usize];
        out.push(if n == 0 { consonant.to_ascii_uppercase() } else { consonant });
        out.push(VOWELS[(code >> 4 & 3) as usize]);
        code >>= 6;
    }
}

/// Writes two words that tell a number below 2^24, and up to `more` further ones that `draw` chooses.
fn push_name(out: &mut Vec<u8>, number: u32, draw: u64, more: u64) {
    // An odd factor and a shift keep numbers apart and spread neighbours.
    let code = number.wrapping_mul(0x9e_3779) & 0xff_ffff;
    let code = (code ^ code >> 12).wrapping_mul(0x85_ebcb) & 0xff_ffff;
    push_word(out, u64::from(code), 2);
    out.push(b' ');
    push_word(out, u64::from(code >> 12), 2);
    let mut rest = draw;
    for _ in 0..below(draw, more + 1) {
        out.push(b' ');
        push_word(out, rest, 1 + (rest >> 20 & 1) as u32);
        rest = rest.rotate_right(24);
    }
}

/// Writes an artist's name.
pub(super) fn push_artist(out: &mut Vec<u8>, c: &Catalogue, artist: u32) {
    push_name(out, artist, c.about(About::ArtistName, artist), 2);
}

/// Writes a title.
pub(super) fn push_title(out: &mut Vec<u8>, c: &Catalogue, track: u32) {
    push_name(out, track, c.about(About::Title, track), 4);
}

/// Writes an album's name.
pub(super) fn push_album(out: &mut Vec<u8>, c: &Catalogue, album: u32) {
    push_name(out, album, c.about(About::AlbumName, album), 4);
}

/// Writes the 22 letters and digits of the identifier of something.
pub(super) fn push_id(out: &mut Vec<u8>, c: &Catalogue, what: About, of: u32) {
    // Eleven digits hold a word, so the first half alone tells numbers apart.
    let first = c.about(what, of);
    let mut id = [0; ID];
    for (half, mut code) in id.chunks_exact_mut(ID / 2).zip([first, word(first, 0)]) {
        for digit in half {
            *digit = DIGITS[(code % 62) as usize];
            code /= 62;
        }
    }
    out.extend_from_slice(&id);
}

/// Writes the `n`-th word of what people call a scene, a style, a genre, or any list, as `kind` numbers them.
pub(super) fn push_list_word(out: &mut Vec<u8>, c: &Catalogue, kind: u32, n: u32) {
    let draw = c.about(About::ListWord, kind << 4 | n);
    push_word(out, draw, 2 + (draw >> 40 & 1) as u32);
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_numbers_share_a_name_or_an_identifier() {
        let c = Catalogue::new(1000, 1);
        let (mut names, mut ids) = (HashSet::new(), HashSet::new());
        for n in (0..300_000).chain(c.tracks() - 1000..c.tracks()) {
            let (mut name, mut id) = (Vec::new(), Vec::new());
            push_name(&mut name, n, 0, 0);
            push_id(&mut id, &c, About::TrackUri, n);
            assert_eq!((name.len(), id.len()), (9, ID));
            assert!(id.iter().all(u8::is_ascii_alphanumeric));
            assert!(names.insert(name) && ids.insert(id), "{n}");
        }
    }
}
