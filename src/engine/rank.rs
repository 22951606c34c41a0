//! From points to a ranked list, and where any one track stands in it.

use std::collections::HashMap;

use crate::identify::Seed;
use crate::pack::{Pack, TrackId};

use super::diversify::{self, Placed};
use super::score::{self, Scores};
use super::{Context, Contribution, Evidence, Factors, Mixer, SignalKind, hash};

/// What the person may set about scoring and ranking.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The weights of the signals.
    pub mixer: Mixer,
    /// Let tracks in that were heard before. By default a rule sets them aside.
    pub heard_too: bool,
}

/// One listed track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// The track.
    pub track: TrackId,
    /// Its score: the sum of all contributions, diversity's among them, in units of 1/[`super::SCALE`].
    pub score: i64,
    /// Its place by points alone, before diversity, from 1.
    pub rank_before: u32,
    /// What diversity took, and because of which track above (and how many).
    repeat: Option<(i64, TrackId, u32)>,
}

/// A ranked list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// The listed tracks, best first.
    pub listed: Vec<Ranked>,
    /// How many candidates there were.
    pub candidates: usize,
    /// The fingerprint of the ranking: 16 hexadecimal digits.
    pub hash: String,
}

/// Ranks the catalogue for some seeds and lists the first `limit`.
#[must_use]
pub fn rank(pack: &Pack, seeds: &[Seed], settings: &Settings, limit: usize) -> Ranking {
    let cx = Context { pack, seeds, mixer: &settings.mixer };
    let scores = Scores::of(&cx, limit);
    let (pool, listed) = list(&cx, &scores, settings, limit);
    Ranking { hash: hash::ranking_hash(pack, seeds, settings, &listed), candidates: pool, listed }
}

/// The candidates that no rule sets aside, and the first `limit` of them in order.
fn list(cx: &Context<'_>, scores: &Scores, settings: &Settings, limit: usize) -> (usize, Vec<Ranked>) {
    let mut aside = vec![false; if settings.heard_too { 0 } else { cx.pack.track_count() }];
    if !settings.heard_too {
        for s in cx.seeds.iter().filter(|s| cx.pack.contains(s.track)) {
            aside[s.track.0 as usize] = true;
        }
    }
    let pool: Vec<(TrackId, i64)> = scores
        .candidates()
        .filter(|t| settings.heard_too || !aside[t.0 as usize])
        .map(|t| (t, scores.points(t)))
        .collect();
    let share = settings.mixer.weight(SignalKind::ArtistRepeat);
    let placed = diversify::place(cx.pack, pool.iter().copied(), share, limit);
    let before = places_before(&pool, &placed);
    let listed = placed
        .iter()
        .map(|p| Ranked {
            track: p.track,
            score: p.score + p.loss,
            rank_before: before.get(&p.track).copied().unwrap_or(0),
            repeat: p.above.map(|(track, count)| (p.loss, track, count)),
        })
        .collect();
    (pool.len(), listed)
}

/// The places by points alone of the placed tracks: each is the number of candidates before it, plus one.
fn places_before(pool: &[(TrackId, i64)], placed: &[Placed]) -> HashMap<TrackId, u32> {
    let order = |(t, score): &(TrackId, i64)| (std::cmp::Reverse(*score), *t);
    // Only candidates at or before the last of the placed can come before any of them.
    let Some(last) = placed.iter().map(|p| order(&(p.track, p.score))).max() else { return HashMap::new() };
    let mut front: Vec<(TrackId, i64)> = pool.iter().copied().filter(|c| order(c) <= last).collect();
    front.sort_by_key(order);
    front.iter().enumerate().map(|(n, (t, _))| (*t, n as u32 + 1)).collect()
}

/// Where a track of the catalogue stands, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its place.
    pub place: Place,
    /// The sum of its contributions, in units of 1/[`super::SCALE`].
    pub score: i64,
    /// Every contribution, largest first (by absolute points), ties in the order of signals and seeds.
    pub contributions: Vec<Contribution>,
}

/// The place of a track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On this rank, from 1; by points alone it would be on the second.
    Rank(u32, u32),
    /// Set aside because it was heard; otherwise it would be on this rank.
    Heard(u32),
    /// No seed reaches it.
    Unreached,
}

/// Where any track stands in the ranking of the whole catalogue: its rank and all its contributions.
#[must_use]
pub fn standing(pack: &Pack, seeds: &[Seed], settings: &Settings, limit: usize, track: TrackId) -> Standing {
    let cx = Context { pack, seeds, mixer: &settings.mixer };
    let scores = Scores::of(&cx, limit);
    let heard = !settings.heard_too && seeds.iter().any(|s| s.track == track);
    let (_, listed) = if heard {
        let others: Vec<Seed> = seeds.iter().filter(|s| s.track != track).cloned().collect();
        let without = Context { seeds: &others, ..cx };
        list(&without, &scores, settings, usize::MAX)
    } else {
        list(&cx, &scores, settings, usize::MAX)
    };
    let found = listed.iter().position(|r| r.track == track);
    let (place, contributions) = match found {
        Some(n) => {
            let rank = n as u32 + 1;
            let place = if heard { Place::Heard(rank) } else { Place::Rank(rank, listed[n].rank_before) };
            (place, contributions(pack, seeds, settings, &listed[n]))
        }
        None => (Place::Unreached, sorted(score::explain(&cx, track))),
    };
    Standing { place, score: contributions.iter().map(|c| c.points).sum(), contributions }
}

/// Every contribution to a listed track, largest first. They sum to its score exactly.
#[must_use]
pub fn contributions(pack: &Pack, seeds: &[Seed], settings: &Settings, ranked: &Ranked) -> Vec<Contribution> {
    let cx = Context { pack, seeds, mixer: &settings.mixer };
    let mut all = score::explain(&cx, ranked.track);
    if let Some((points, track, count)) = ranked.repeat {
        let mixer = settings.mixer.weight(SignalKind::ArtistRepeat);
        let factors = Factors { seed: 0, mixer, weight: count };
        let evidence = Evidence::Above { track, count };
        all.push(Contribution { signal: SignalKind::ArtistRepeat, points, evidence, factors });
    }
    sorted(all)
}

fn sorted(mut all: Vec<Contribution>) -> Vec<Contribution> {
    all.sort_by_key(|c| std::cmp::Reverse(c.points.unsigned_abs()));
    all
}
