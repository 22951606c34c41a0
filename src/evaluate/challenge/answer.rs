//! 500 tracks for each playlist.

use std::collections::HashSet;

use rayon::prelude::*;
use thiserror::Error;

use super::set::{ChallengePlaylist, ChallengeSet};
use super::{WANTED, is_track_uri};
use crate::engine::{Question, Settings};
use crate::history::{
    Aside, HeardTrack, HistoryBuilder, Outcome, RawListen, Source, SourceKind, WeightSettings,
};
use crate::identify::{self, MatchRule, Matches, Seeds, phrase};
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
    /// Whether those tracks, their artists or the title said anything; otherwise popularity answered.
    pub spoken: bool,
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
    let heard: HashSet<TrackId> = seeds.tracks.iter().map(|s| s.track).collect();
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
            return Ok(Answered {
                pid: playlist.pid,
                tracks,
                known: seeds.tracks.len(),
                spoken: seeds.speak(),
            });
        }
    }
    Err(AnswerError::TooFew { pid: playlist.pid, found: tracks.len() })
}

/// The ranking of the mix for the told tracks and the words of the title. Where they say nothing it is that of popularity.
fn ranked(pack: &Pack, seeds: &Seeds, settings: &Settings) -> Vec<TrackId> {
    let prepared = Question::prepare(pack, seeds, settings);
    let ranking = Question::new(pack, seeds, settings, &prepared).rank(WANTED);
    ranking.listed.iter().map(|r| r.track).collect()
}

/// The told tracks as a history without times, the last of the playlist the latest, and the title as a phrase.
fn seeds(pack: &Pack, playlist: &ChallengePlaylist) -> Seeds {
    let mut builder = HistoryBuilder::new();
    let source = builder.source(Source { kind: SourceKind::JsonLines, label: String::new() });
    for t in playlist.tracks.iter().rev() {
        let track = HeardTrack {
            artist: t.artist.as_str().into(),
            title: t.title.as_str().into(),
            album: None,
            uri: Some(t.uri.as_str().into()),
            isrc: None,
            mbid: None,
        };
        let listen = RawListen { at: None, track, count: 1, ms_played: None, outcome: Outcome::Played };
        builder.push(source, listen);
    }
    let (history, _) = builder.finish();
    let matches = Matches::new(&history, pack);
    let words = playlist.name.as_deref().map(|name| phrase(pack, name)).unwrap_or_default();
    Seeds {
        words,
        ..identify::seeds(pack, &history, &matches, &Aside::default(), &WeightSettings::default())
    }
}
