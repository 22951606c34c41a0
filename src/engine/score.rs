//! The points of all candidates of one question.

use std::cell::RefCell;

use crate::pack::TrackId;

use super::sparse::{Spare, Sparse, lent};
use super::{Context, Contribution, Rules, SignalKind, signals};

/// What is known of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Points {
    pub points: i64,
    /// True where a rule sets it aside.
    pub aside: bool,
}

/// All candidates of one question.
#[derive(Debug)]
pub(super) struct Scores<'s, 'p>(&'s mut Sparse<'p, Points>);

thread_local! {
    static SPARE: Spare<Points> = RefCell::default();
}

/// Gives `work` the points of every track that a seed reaches; those that the rules name are set aside, but for `in_spite`. Where
/// seeds reach fewer than `at_least` tracks beside themselves, the first of the catalogue are let in as well, so that popularity
/// can fill the list.
pub(super) fn scored<R>(
    cx: &Context<'_>,
    rules: &Rules,
    (at_least, in_spite): (usize, Option<TrackId>),
    work: impl FnOnce(Scores<'_, '_>) -> R,
) -> R {
    lent(&SPARE, cx.pack.track_count(), |sparse| {
        let mut scores = Scores(sparse);
        scores.fill(cx, rules, at_least, in_spite);
        work(scores)
    })
}

/// Where fewer are reached, so many tracks of the catalogue are let in: beside those that were heard, enough to fill the list.
pub(super) fn at_least_reached(cx: &Context<'_>, at_least: usize) -> usize {
    at_least.saturating_add(cx.seeds.tracks.len())
}

/// The tracks that seeds and words reach, with what these alone give them.
pub(super) fn reached(cx: &Context<'_>) -> Vec<(TrackId, i64)> {
    lent(&SPARE, cx.pack.track_count(), |sparse| {
        let mut scores = Scores(sparse);
        for signal in signals::ALL {
            signal.reach(cx, &mut scores);
        }
        scores.pool().collect()
    })
}

/// What tracks have of themselves, as candidates.
pub(super) fn of_themselves(cx: &Context<'_>, tracks: &[TrackId]) -> Vec<i64> {
    among(cx, tracks, |scores| {
        for signal in signals::ALL {
            signal.adjust(cx, scores);
        }
    })
}

/// What one signal gives tracks that are candidates.
pub(super) fn of_signal(cx: &Context<'_>, signal: SignalKind, tracks: &[TrackId]) -> Vec<i64> {
    among(cx, tracks, |scores| {
        if let Some(signal) = signals::of(signal) {
            signal.reach(cx, scores);
            signal.adjust(cx, scores);
        }
    })
}

/// The points of tracks, all of them candidates, after some work.
fn among(cx: &Context<'_>, tracks: &[TrackId], work: impl FnOnce(&mut Scores<'_, '_>)) -> Vec<i64> {
    lent(&SPARE, cx.pack.track_count(), |sparse| {
        let mut scores = Scores(sparse);
        for track in tracks {
            scores.add(*track, 0);
        }
        work(&mut scores);
        tracks.iter().map(|t| scores.candidate(*t).map_or(0, |p| p.points)).collect()
    })
}

/// Which tracks are set aside by what `rules` marks, all of them being candidates.
pub(super) fn set_aside(
    cx: &Context<'_>,
    tracks: &[TrackId],
    rules: impl FnOnce(&mut Scores<'_, '_>),
) -> Vec<bool> {
    lent(&SPARE, cx.pack.track_count(), |sparse| {
        let mut scores = Scores(sparse);
        for track in tracks {
            scores.add(*track, 0);
        }
        rules(&mut scores);
        tracks.iter().map(|t| scores.candidate(*t).is_some_and(|p| p.aside)).collect()
    })
}

impl Scores<'_, '_> {
    fn fill(&mut self, cx: &Context<'_>, rules: &Rules, at_least: usize, in_spite: Option<TrackId>) {
        for signal in signals::ALL {
            signal.reach(cx, self);
        }
        let kept_out = rules.apply(cx, self, in_spite);
        let wanted = at_least_reached(cx, at_least);
        if self.0.sums().len() - kept_out < wanted {
            for track in rules.first(cx, wanted, in_spite) {
                self.add(track, 0);
            }
        }
        for signal in signals::ALL {
            signal.adjust(cx, self);
        }
    }

    /// Adds points to a track, which becomes a candidate. A track that is not of the catalogue is none.
    #[inline]
    pub(super) fn add(&mut self, track: TrackId, points: i64) {
        if let Some(p) = self.0.sum(track.0) {
            p.points += points;
        }
    }

    /// Adds to every candidate what it has of itself.
    pub(super) fn adjust_each(&mut self, of_itself: impl Fn(TrackId) -> i64) {
        for (track, p) in self.0.sums_mut() {
            p.points += of_itself(TrackId(*track));
        }
    }

    /// The track's points, if it is a candidate.
    pub(super) fn candidate(&mut self, track: TrackId) -> Option<&mut Points> {
        self.0.known(track.0)
    }

    /// All candidates that no rule sets aside, in the order they were reached.
    pub(super) fn pool(&self) -> impl Iterator<Item = (TrackId, i64)> + '_ {
        self.0.sums().iter().filter(|(_, p)| !p.aside).map(|(t, p)| (TrackId(*t), p.points))
    }
}

/// Every contribution to one track, before diversity, signal by signal; those of zero points are left out. They sum to the
/// track's points exactly.
pub(super) fn explain(cx: &Context<'_>, track: TrackId) -> Vec<Contribution> {
    let mut all = Vec::new();
    for signal in signals::ALL {
        signal.explain(cx, track, &mut all);
    }
    all.retain(|c| c.points != 0);
    all
}
