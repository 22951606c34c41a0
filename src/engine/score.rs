//! The points of all candidates at once, in dense arrays.

use crate::pack::TrackId;

use super::{Context, Contribution, signals};

/// Points by track, and which tracks got any (even if they cancel to zero): the candidates.
#[derive(Debug)]
pub(super) struct Scores {
    points: Vec<i64>,
    reached: Vec<bool>,
    candidates: Vec<u32>,
}

impl Scores {
    /// The points of every track that a seed reaches; where seeds reach fewer than `at_least` unheard tracks, the whole
    /// catalogue is let in, so that popularity can fill the list.
    pub(super) fn of(cx: &Context<'_>, at_least: usize) -> Self {
        let n = cx.pack.track_count();
        let mut scores = Self { points: vec![0; n], reached: vec![false; n], candidates: Vec::new() };
        for signal in signals::ALL {
            signal.reach(cx, &mut scores);
        }
        if scores.candidates.len() < at_least.saturating_add(cx.seeds.len()).min(n) {
            for t in cx.pack.tracks() {
                scores.touch(t);
            }
        }
        for i in 0..scores.candidates.len() {
            let t = scores.candidates[i];
            let more: i64 = signals::ALL.iter().map(|s| s.adjust(cx, TrackId(t))).sum();
            scores.points[t as usize] += more;
        }
        // Heard tracks are known one by one: far fewer than candidates.
        for signal in signals::ALL {
            signal.adjust_heard(cx, &mut scores);
        }
        scores
    }

    /// Makes a track a candidate.
    #[inline]
    pub(super) fn touch(&mut self, track: TrackId) {
        let t = track.0 as usize;
        if !self.reached[t] {
            self.reached[t] = true;
            self.candidates.push(track.0);
        }
    }

    /// Adds points to a track, which becomes a candidate.
    #[inline]
    pub(super) fn add(&mut self, track: TrackId, points: i64) {
        self.touch(track);
        self.points[track.0 as usize] += points;
    }

    /// True when the track is a candidate.
    pub(super) fn is_candidate(&self, track: TrackId) -> bool {
        self.reached.get(track.0 as usize).copied().unwrap_or(false)
    }

    /// A track's points.
    pub(super) fn points(&self, track: TrackId) -> i64 {
        self.points.get(track.0 as usize).copied().unwrap_or(0)
    }

    /// The candidates, in the order they were reached.
    pub(super) fn candidates(&self) -> impl Iterator<Item = TrackId> + '_ {
        self.candidates.iter().map(|t| TrackId(*t))
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
