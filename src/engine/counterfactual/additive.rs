//! A ranking as sums over seeds, where it is that: every signal that speaks for seeds gives each its points whatever the other
//! seeds are, and nothing is taken away after scoring. Then the ranking without some seeds is known without scoring again.
//!
//! `together`, `fitted`, `follows`, `same-artist` and `tags` are such signals; `list-name`, `artists-together`, `popularity` and `heard-before` do
//! not depend on which seeds speak. `lists-like-yours` is none (which lists are most alike depends on all seeds), and `artist-repeat` takes
//! away after scoring.

use std::cell::RefCell;

use crate::engine::sparse::{Spare, Sparse, lent};
use crate::engine::{Context, Question, Settings, SignalKind, score};
use crate::identify::Seeds;
use crate::pack::TrackId;

use super::Case;
use super::cover::Cover;

thread_local! {
    static PLACES: Spare<u32> = RefCell::default();
}

/// A matrix of more numbers than this is not made: what would need it is not proven.
const LARGEST: usize = 1 << 22;

/// The sums of one question.
#[derive(Debug)]
pub(super) struct Additive {
    /// All tracks that can be candidates with these seeds or fewer.
    tracks: Vec<TrackId>,
    /// With all seeds.
    scores: Vec<i64>,
    /// How many seeds reach each.
    reached_by: Vec<u32>,
    /// Reached without any seed.
    fixed: Vec<bool>,
    /// Set aside by the person's rules, and at all.
    aside: Vec<(bool, bool)>,
    /// Let in where too few are reached.
    fills: Vec<bool>,
    /// The seeds that speak.
    seeds: Vec<TrackId>,
    /// What each seed gives, by place among the tracks.
    rows: Vec<Vec<(u32, i64)>>,
    /// How many tracks are reached with all seeds, without those that the person's rules set aside.
    reached: usize,
    /// Where fewer than so many are reached, the catalogue fills the list.
    fill: usize,
    limit: usize,
}

/// Up to so many seeds are all looked at where any of them can matter.
const FEW: usize = 24;

/// What bears on one track.
#[derive(Debug)]
pub(super) struct Bearing {
    pub cover: Cover,
    /// The seeds of the cover, as places among [`Additive::seeds`]: those that can matter.
    pub seeds: Vec<usize>,
    /// For sets of fewer seeds than this the cover has all that matters.
    pub below: usize,
}

/// True where a mix makes every ranking a sum over seeds.
pub(super) fn is_additive(case: &Case<'_>) -> bool {
    [SignalKind::ListsLikeYours, SignalKind::ArtistRepeat]
        .into_iter()
        .all(|s| case.settings.mixer.weight(s) == 0)
}

impl Additive {
    /// Takes a question apart; `None` where it is no sum over seeds.
    pub(super) fn of(case: &Case<'_>) -> Option<Self> {
        if !is_additive(case) {
            return None;
        }
        let question = case.question();
        let fill = score::at_least_reached(question.context(), case.limit);
        let seeds = case.speaking();
        let given = each_alone(case, case.settings);
        let mut alone = case.seeds.clone();
        for s in &mut alone.tracks {
            s.weight = 0;
        }
        let without = reached(case, &alone, case.settings);
        let mut sums = lent(&PLACES, case.pack.track_count(), |places| {
            let mut sums = Self {
                tracks: Vec::new(),
                scores: Vec::new(),
                reached_by: Vec::new(),
                fixed: Vec::new(),
                aside: Vec::new(),
                fills: Vec::new(),
                seeds,
                rows: Vec::with_capacity(given.len()),
                reached: 0,
                fill,
                limit: case.limit,
            };
            for (track, points) in without {
                let at = sums.place(places, track);
                sums.scores[at] += points;
                sums.fixed[at] = true;
            }
            for row in given {
                let row: Vec<(u32, i64)> =
                    row.into_iter().map(|(t, points)| (sums.place(places, t) as u32, points)).collect();
                for (at, points) in &row {
                    sums.scores[*at as usize] += points;
                    sums.reached_by[*at as usize] += 1;
                }
                sums.rows.push(row);
            }
            for track in case.settings.rules.first(question.context(), fill, None) {
                let at = sums.place(places, track);
                sums.fills[at] = true;
            }
            sums
        });
        for (score, own) in sums.scores.iter_mut().zip(score::of_themselves(question.context(), &sums.tracks))
        {
            *score += own;
        }
        sums.aside = question.aside(&sums.tracks);
        sums.reached = (0..sums.tracks.len()).filter(|u| sums.counts(*u, sums.reached_by[*u])).count();
        Some(sums)
    }

    fn place(&mut self, places: &mut Sparse<'_, u32>, track: TrackId) -> usize {
        let Some(place) = places.sum(track.0) else { return 0 };
        if *place == 0 {
            self.tracks.push(track);
            self.scores.push(0);
            self.reached_by.push(0);
            self.fixed.push(false);
            self.fills.push(false);
            *place = self.tracks.len() as u32;
        }
        *place as usize - 1
    }

    /// The seeds that speak; sets are of places among these.
    pub(super) fn seeds(&self) -> &[TrackId] {
        &self.seeds
    }

    /// The place of a track that can be a candidate.
    pub(super) fn find(&self, track: TrackId) -> Option<usize> {
        self.tracks.iter().position(|t| *t == track)
    }

    /// True when a track counts as reached while so many seeds reach it.
    fn counts(&self, track: usize, reached_by: u32) -> bool {
        (self.fixed[track] || reached_by > 0) && !self.aside[track].0
    }

    /// The rank of a track, from 1, without some seeds; `None` when it is no candidate then.
    pub(super) fn rank_without(&self, target: usize, set: &[usize]) -> Option<usize> {
        let mut scores = self.scores.clone();
        let mut reached_by = self.reached_by.clone();
        let mut reached = self.reached;
        for (at, points) in set.iter().flat_map(|s| &self.rows[*s]) {
            let at = *at as usize;
            scores[at] -= points;
            reached_by[at] -= 1;
            reached -= usize::from(reached_by[at] == 0 && self.counts(at, 1) && !self.counts(at, 0));
        }
        let fills = reached < self.fill;
        let stands =
            |u: usize| !self.aside[u].1 && (self.fixed[u] || reached_by[u] > 0 || fills && self.fills[u]);
        if !stands(target) {
            return None;
        }
        let own = (scores[target], std::cmp::Reverse(self.tracks[target]));
        let above = |u: &usize| (scores[*u], std::cmp::Reverse(self.tracks[*u])) > own && stands(*u);
        Some((0..self.tracks.len()).filter(above).count() + 1)
    }

    /// The sums as they bear on one track: what at most so many rivals, the nearest, need to pass it, and what it loses against each
    /// without a seed. Of use for sets of fewer than `below` seeds.
    pub(super) fn bearing(&self, target: usize, below: usize, rivals: usize) -> Bearing {
        let most_rivals = rivals;
        let own = |row: &[(u32, i64)]| row.iter().find(|(at, _)| *at as usize == target).map(|(_, p)| *p);
        let given: Vec<Option<i64>> = self.rows.iter().map(|r| own(r)).collect();
        // The most that a seed's going can cost the target against any rival.
        let worst: Vec<i64> = self
            .rows
            .iter()
            .zip(&given)
            .map(|(row, own)| {
                (own.unwrap_or(0) - row.iter().map(|(_, p)| *p).min().unwrap_or(0).min(0)).max(0)
            })
            .collect();
        let mut below = below.min(self.seeds.len() + 1);
        // Where so few tracks may be left that the catalogue fills the list, any seed can make room for others.
        let filling = self.filling();
        let fills = filling < below && (filling == 0 || self.seeds.len() <= FEW);
        let relevant: Vec<usize> =
            (0..self.seeds.len()).filter(|s| fills || worst[*s] > 0 || given[*s].is_some()).collect();
        if !fills {
            below = below.min(filling);
        }
        let mut sorted: Vec<i64> = relevant.iter().map(|s| worst[*s]).collect();
        sorted.sort_unstable_by_key(|w| std::cmp::Reverse(*w));
        let need = |u: usize| {
            let tie = i64::from(self.tracks[u] > self.tracks[target]);
            self.scores[target] - self.scores[u] + tie
        };
        let could = |u: &usize| {
            let stands = fills || self.fixed[*u] || self.reached_by[*u] > 0;
            *u != target && !self.aside[*u].1 && stands
        };
        let mut rivals: Vec<usize> = (0..self.tracks.len()).filter(could).collect();
        rivals.sort_by_key(|u| need(*u));
        // For sets of fewer than `below` seeds only those matter that such a set can let pass; fewer still where there are too many.
        let matter = |below: usize| {
            let most: i64 = sorted.iter().take(below.saturating_sub(1)).sum();
            rivals.partition_point(|u| need(*u) <= most)
        };
        while below > 1 && matter(below) * relevant.len() > LARGEST {
            below -= 1;
        }
        rivals.truncate(matter(below).min(most_rivals));
        let mut at = vec![u32::MAX; self.tracks.len()];
        for (n, u) in rivals.iter().enumerate() {
            at[*u] = n as u32;
        }
        let losses = |s: &usize| {
            let mut losses = vec![given[*s].unwrap_or(0); rivals.len()];
            for (u, points) in &self.rows[*s] {
                if let Some(loss) = losses.get_mut(at[*u as usize] as usize) {
                    *loss -= points;
                }
            }
            losses
        };
        let unreachable = !self.fixed[target] && given.iter().any(Option::is_some);
        let cover = Cover {
            wanted: self.limit,
            leaf: self.tracks.len() as u64 * 4,
            needs: rivals.iter().map(|u| need(*u)).collect(),
            losses: relevant.iter().map(losses).collect(),
            holders: unreachable.then(|| relevant.iter().map(|s| given[*s].is_some()).collect()),
        };
        Bearing { cover, seeds: relevant, below }
    }

    /// The smallest number of seeds without which so few tracks may be reached that the catalogue fills the list.
    fn filling(&self) -> usize {
        let mut lengths: Vec<usize> = self.rows.iter().map(Vec::len).collect();
        lengths.sort_unstable_by_key(|l| std::cmp::Reverse(*l));
        let mut reached = self.reached;
        if reached < self.fill {
            return 0;
        }
        for (n, length) in lengths.iter().enumerate() {
            reached = reached.saturating_sub(*length);
            if reached < self.fill {
                return n + 1;
            }
        }
        usize::MAX
    }
}

/// What each seed that speaks reaches and gives alone, without phrase and unknown tracks.
pub(super) fn each_alone(case: &Case<'_>, settings: &Settings) -> Vec<Vec<(TrackId, i64)>> {
    let mut alone = Seeds::of(case.seeds.tracks.clone());
    for s in &mut alone.tracks {
        s.weight = 0;
    }
    let mut given = Vec::new();
    for (n, seed) in case.seeds.tracks.iter().enumerate().filter(|(_, s)| s.weight > 0) {
        alone.tracks[n].weight = seed.weight;
        given.push(reached(case, &alone, settings));
        alone.tracks[n].weight = 0;
    }
    given
}

/// What these seeds alone reach and give.
fn reached(case: &Case<'_>, seeds: &Seeds, settings: &Settings) -> Vec<(TrackId, i64)> {
    let prepared = Question::prepare(case.pack, seeds, settings);
    let cx = Context { pack: case.pack, seeds, mixer: &settings.mixer, prepared: &prepared };
    score::reached(&cx)
}
