//! 500 tracks for each playlist.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;
use thiserror::Error;

use super::set::{ChallengePlaylist, ChallengeSet};
use super::{WANTED, is_track_uri};
use crate::engine::{Settings, rank};
use crate::evaluate::seeds::one_play;
use crate::history::{HeardId, HeardTrack};
use crate::identify::{MatchRule, Matcher, Seed};
use crate::pack::{Pack, TrackId};

/// The answer to one playlist: [`WANTED`] tracks, best first, each with a URI that no other has and that was not told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The playlist's number.
    pub pid: i64,
    /// The tracks.
    pub tracks: Vec<TrackId>,
    /// How many of the told tracks the pack knows.
    pub known: usize,
}

/// Why a playlist cannot be answered.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum AnswerError {
    /// The pack is too small.
    #[error(
        "pid {pid}: the pack has only {found} tracks with a Spotify URI that may be listed; {WANTED} are wanted"
    )]
    TooFew {
        /// The playlist's number.
        pid: i64,
        /// How many tracks there are.
        found: usize,
    },
}

/// Answers every playlist, on all threads.
///
/// # Errors
/// When the pack has too few tracks with a URI.
pub fn answer(pack: &Pack, set: &ChallengeSet, settings: &Settings) -> Result<Vec<Answered>, AnswerError> {
    set.playlists.par_iter().map(|p| answer_one(pack, p, settings)).collect()
}

fn answer_one(
    pack: &Pack,
    playlist: &ChallengePlaylist,
    settings: &Settings,
) -> Result<Answered, AnswerError> {
    let seeds = seeds(pack, playlist);
    let heard: HashSet<TrackId> = seeds.iter().map(|s| s.track).collect();
    let mut used: HashSet<&str> = playlist.tracks.iter().map(|t| t.uri.as_str()).collect();
    // What the ranking leaves open, popularity fills.
    let popular = || pack.tracks().filter(|t| !heard.contains(t));
    let mut tracks = Vec::with_capacity(WANTED);
    for t in ranked(pack, &seeds, settings).into_iter().chain(popular()) {
        let uri = pack.identifier(t, MatchRule::Uri).filter(|uri| is_track_uri(uri));
        if uri.is_some_and(|uri| used.insert(uri)) {
            tracks.push(t);
        }
        if tracks.len() == WANTED {
            return Ok(Answered { pid: playlist.pid, tracks, known: seeds.len() });
        }
    }
    Err(AnswerError::TooFew { pid: playlist.pid, found: tracks.len() })
}

/// The ranking: of the mix for the told tracks. Where the pack knows none of them (of a title alone it never does) it is that of
/// popularity.
fn ranked(pack: &Pack, seeds: &[Seed], settings: &Settings) -> Vec<TrackId> {
    rank(pack, seeds, settings, WANTED).listed.iter().map(|r| r.track).collect()
}

/// The told tracks that the pack knows, one play each, in catalogue order as equal weights have them.
fn seeds(pack: &Pack, playlist: &ChallengePlaylist) -> Vec<Seed> {
    let matcher = Matcher::new(pack);
    let mut seeds: BTreeMap<TrackId, Seed> = BTreeMap::new();
    for (n, t) in playlist.tracks.iter().enumerate() {
        let heard = HeardTrack {
            artist: t.artist.as_str().into(),
            title: t.title.as_str().into(),
            album: None,
            uri: Some(t.uri.as_str().into()),
            isrc: None,
            mbid: None,
        };
        if let Ok((track, rule)) = matcher.find(&heard) {
            let id = HeardId(n as u32);
            seeds.entry(track).or_insert_with(|| one_play(track, rule, id));
        }
    }
    seeds.into_values().collect()
}
