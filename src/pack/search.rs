//! Finds tracks of the catalogue by a piece of their name.

use super::{Pack, TrackId};
use crate::identify::normalise::{fold, transliterate};

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
