//! The three official measures of answers, for each kind of playlist and for all.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

use super::WANTED;
use super::answer::Answered;
use super::kind::Kind;
use super::set::{ChallengePlaylist, ChallengeSet};
use super::truth::Truth;
use crate::evaluate::bootstrap::{Interval, interval};
use crate::evaluate::metrics::{mpd_clicks, mpd_r_precision, ndcg};
use crate::history::HeardTrack;
use crate::identify::{MatchRule, Matcher};
use crate::pack::{ArtistId, Pack};

/// The means over some playlists.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// What was known of them; `None` for all of them together.
    pub kind: Option<Kind>,
    /// How many.
    pub playlists: usize,
    /// Withheld tracks, summed.
    pub withheld: usize,
    /// Of them those that the pack does not know under their URI: missed, whatever the ranking.
    pub unknown: usize,
    /// R-precision with a quarter for the artist, NDCG, clicks.
    pub means: [Interval; 3],
}

struct One {
    kind: Kind,
    withheld: usize,
    unknown: usize,
    values: [f64; 3],
}

/// Measures all answers: a row for each kind, and one for all. `seed` is that of the intervals.
///
/// # Errors
/// When the truth lacks a playlist, or has nothing withheld of it.
pub fn measure(
    pack: &Pack,
    set: &ChallengeSet,
    answers: &[Answered],
    truth: &Truth,
    seed: u64,
) -> Result<Vec<Measured>, String> {
    let pairs: Vec<(&ChallengePlaylist, &Answered)> = set.playlists.iter().zip(answers).collect();
    let all: Vec<One> = pairs
        .into_par_iter()
        .map(|(playlist, answer)| one(pack, playlist, answer, truth))
        .collect::<Result<_, String>>()?;
    let mut kinds: BTreeMap<Kind, Vec<&One>> = BTreeMap::new();
    for one in &all {
        kinds.entry(one.kind).or_default().push(one);
    }
    let mut rows: Vec<Measured> =
        kinds.into_iter().map(|(kind, ones)| row(Some(kind), &ones, seed)).collect();
    rows.push(row(None, &all.iter().collect::<Vec<_>>(), seed));
    Ok(rows)
}

fn row(kind: Option<Kind>, ones: &[&One], seed: u64) -> Measured {
    let mean = |m: usize| interval(&ones.iter().map(|o| o.values[m]).collect::<Vec<f64>>(), seed);
    Measured {
        kind,
        playlists: ones.len(),
        withheld: ones.iter().map(|o| o.withheld).sum(),
        unknown: ones.iter().map(|o| o.unknown).sum(),
        means: std::array::from_fn(mean),
    }
}

fn one(pack: &Pack, playlist: &ChallengePlaylist, answer: &Answered, truth: &Truth) -> Result<One, String> {
    let pid = playlist.pid;
    let withheld = truth.withheld(playlist).ok_or_else(|| format!("pid {pid} is not in the truth"))?;
    if withheld.is_empty() {
        return Err(format!("pid {pid}: the truth has no track that was withheld"));
    }
    let uris: HashSet<&str> = withheld.iter().map(|(uri, _)| *uri).collect();
    let hit =
        |n: &usize| pack.identifier(answer.tracks[*n], MatchRule::Uri).is_some_and(|uri| uris.contains(uri));
    let places: Vec<usize> = (0..answer.tracks.len()).filter(hit).map(|n| n + 1).collect();
    let matcher = Matcher::new(pack);
    let wanted: HashSet<ArtistId> =
        withheld.iter().filter_map(|(_, artist)| matcher.artist(artist)).collect();
    // Artists of the first places that a hit does not already pay for.
    let first = 0..withheld.len().min(answer.tracks.len());
    let artist = |n: usize| pack.artist(answer.tracks[n]);
    let have_hits: HashSet<ArtistId> = first.clone().filter(hit).map(artist).collect();
    let credited: HashSet<ArtistId> =
        first.map(artist).filter(|a| wanted.contains(a) && !have_hits.contains(a)).collect();
    Ok(One {
        kind: playlist.kind(),
        withheld: withheld.len(),
        unknown: withheld.iter().filter(|(uri, _)| !knows(matcher, uri)).count(),
        values: [
            mpd_r_precision(&places, withheld.len(), credited.len()),
            ndcg(&places, withheld.len(), WANTED),
            f64::from(mpd_clicks(&places)),
        ],
    })
}

fn knows(matcher: Matcher<'_>, uri: &str) -> bool {
    let nameless = HeardTrack {
        artist: "".into(),
        title: "".into(),
        album: None,
        uri: Some(uri.into()),
        isrc: None,
        mbid: None,
    };
    matches!(matcher.find(&nameless), Ok((_, MatchRule::Uri)))
}
