//! Finds tracks of the catalogue by a piece of their name.

use super::{ListId, Pack, TrackId};
use crate::identify::normalise::{fold, name_words, transliterate};

/// A track found, and how well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The track.
    pub track: TrackId,
    /// Lower is better: 0 the whole title, 1 its beginning, 2 within title, artist or both.
    pub distance: u8,
}

/// Tracks whose artist and title hold every word of `query` (after folding, or in Latin letters), best first, ties in
/// catalogue order, at most `limit`.
#[must_use]
pub fn search(pack: &Pack, query: &str, limit: usize) -> Vec<Hit> {
    let words: Vec<(String, String)> = query
        .split_whitespace()
        .filter(|w| w.chars().any(char::is_alphanumeric) || query.split_whitespace().count() == 1)
        .map(|w| (fold(w), transliterate(w)))
        .collect();
    if words.is_empty() {
        return Vec::new();
    }
    let whole = fold(query);
    let mut hits: Vec<Hit> = pack
        .tracks()
        .filter_map(|track| {
            let (artist, title) = (pack.artist_name(pack.artist(track)), pack.title(track));
            let (a, t) = (fold(artist), fold(title));
            let all_folded = words.iter().all(|(w, _)| a.contains(w.as_str()) || t.contains(w.as_str()));
            let found = all_folded || {
                let (a, t) = (transliterate(artist), transliterate(title));
                words.iter().all(|(_, w)| a.contains(w.as_str()) || t.contains(w.as_str()))
            };
            let distance = match () {
                () if t == whole => 0,
                () if t.starts_with(&whole) => 1,
                () => 2,
            };
            found.then_some(Hit { track, distance })
        })
        .collect();
    hits.sort_by_key(|h| (h.distance, h.track));
    hits.truncate(limit);
    hits
}

/// The lists whose name has every word of `name` (folded), the newest first; those of that very name before the others. None
/// where it has no word.
#[must_use]
pub fn lists_named(pack: &Pack, name: &str) -> Vec<ListId> {
    let words: Vec<String> = name_words(name).collect();
    let Some(ids) = words.iter().map(|w| pack.word(w)).collect::<Option<Vec<_>>>() else { return Vec::new() };
    // The rarest word has the fewest lists to look into.
    let Some(rarest) = ids.into_iter().max_by_key(|w| pack.word_weight(*w)) else { return Vec::new() };
    let mut found: Vec<(bool, ListId)> = Vec::new();
    for list in pack.newest_lists_named(rarest, usize::MAX) {
        let own: Vec<String> = name_words(pack.list_name(list)).collect();
        if words.iter().all(|w| own.contains(w)) {
            found.push((own != words, list));
        }
    }
    found.sort_by_key(|(other, list)| (*other, std::cmp::Reverse(*list)));
    found.into_iter().map(|(_, list)| list).collect()
}
