//! The smallest move of one slider that brings a track into the list.
//!
//! A signal's points are its mixer weight times something that does not depend on it, so each candidate's score is a straight line over
//! the weight, and which candidates there are changes only where the weight is zero. Without diversity a rival stands above the track on one side of one point: counting them
//! for all weights at once takes one look at each. With diversity the lines are ranked weight by weight, the nearest
//! first, without scoring again. Either way no weight that is nearer is passed over.

use crate::engine::score::of_signal;
use crate::engine::select;
use crate::engine::{Context, Mixer, Question, Ranked, Settings, SignalKind};
use crate::pack::TrackId;

use super::change::{Change, Of};
use super::{Case, Effort, Guarantee, rank_in};

/// Every candidate's score as a line over one signal's weight.
struct Lines {
    tracks: Vec<TrackId>,
    /// At weight zero.
    base: Vec<i64>,
    /// For each hundredth of weight.
    slope: Vec<i64>,
    /// The place of the track.
    target: usize,
}

/// The nearest weight that was found, and whether nothing nearer was passed over.
struct Nearest {
    to: Option<i32>,
    complete: bool,
}

impl Case<'_> {
    /// The slider that has to be moved least.
    pub(super) fn slider(&self, track: TrackId, effort: Effort, before: &[Ranked]) -> Of {
        let mut best: Option<(i32, SignalKind, i32)> = None;
        let mut complete = true;
        let mut steps = effort.steps;
        for signal in SignalKind::ALL {
            let from = self.settings.mixer.weight(signal);
            let nearest = self.nearest(track, signal, best.map_or(i32::MAX, |(d, ..)| d), &mut steps);
            complete &= nearest.complete;
            if let Some(to) = nearest.to {
                best = Some(((to - from).abs(), signal, to));
            }
        }
        let Some((_, signal, to)) = best else { return Err(complete) };
        let from = self.settings.mixer.weight(signal);
        let guarantee = if complete { Guarantee::Smallest } else { Guarantee::Checked };
        self.confirmed(Change::Slider { signal, from, to }, track, before, guarantee).ok_or(false)
    }

    /// The weight of one signal nearest to its own, by fewer than `within` hundredths, at which the track is listed.
    fn nearest(&self, track: TrackId, signal: SignalKind, within: i32, steps: &mut u64) -> Nearest {
        let from = self.settings.mixer.weight(signal);
        let (low, high) = signal.range();
        let weights = move |to: i32| (low..=high).contains(&to);
        // Nearest first; of two equally near the lower one.
        let order =
            (1..within.min(high - low + 1)).flat_map(|d| [from - d, from + d]).filter(|w| weights(*w));
        if signal == SignalKind::ArtistRepeat {
            return self.by_share(track, order, steps);
        }
        let at_zero = || {
            let mut settings = self.settings.clone();
            settings.mixer.set(signal, 0);
            rank_in(&self.listed_with(self.seeds, &settings), track).is_some()
        };
        let lines = self.lines(track, signal);
        let repeat = self.settings.mixer.weight(SignalKind::ArtistRepeat);
        let above = lines.as_ref().filter(|_| repeat == 0).map(|l| l.above(low, high));
        let question = self.question();
        let mut mixer = self.settings.mixer.clone();
        for to in order {
            let listed = match (&lines, &above) {
                // Without weight fewer tracks may be reached: that is another ranking.
                _ if to == 0 => at_zero(),
                (None, _) => false,
                (Some(_), Some(above)) => (above[(to - low) as usize] as usize) < self.limit,
                (Some(lines), None) => {
                    let Some(left) = steps.checked_sub(lines.tracks.len() as u64 * 20) else {
                        return Nearest { to: None, complete: false };
                    };
                    *steps = left;
                    mixer.set(signal, to);
                    let cx = Context { mixer: &mixer, ..*question.context() };
                    lines.lists(&cx, to, self.limit)
                }
            };
            if listed {
                return Nearest { to: Some(to), complete: true };
            }
        }
        Nearest { to: None, complete: true }
    }

    /// The same for the share that repeats lose, which is no signal of scoring: the scores stay, the order is found again.
    fn by_share(&self, track: TrackId, order: impl Iterator<Item = i32>, steps: &mut u64) -> Nearest {
        let question = self.question();
        let pool = question.pool(self.limit);
        let mut mixer = self.settings.mixer.clone();
        for to in order {
            let Some(left) = steps.checked_sub(pool.len() as u64 * 20) else {
                return Nearest { to: None, complete: false };
            };
            *steps = left;
            mixer.set(SignalKind::ArtistRepeat, to);
            let cx = Context { mixer: &mixer, ..*question.context() };
            if holds(&cx, pool.iter().copied(), self.limit, track) {
                return Nearest { to: Some(to), complete: true };
            }
        }
        Nearest { to: None, complete: true }
    }

    /// The lines of all candidates; `None` when the track is none whatever the weight, but for zero.
    fn lines(&self, track: TrackId, signal: SignalKind) -> Option<Lines> {
        let from = self.settings.mixer.weight(signal);
        let at = if from == 0 { 1 } else { from };
        let mut settings = Settings::clone(self.settings);
        settings.mixer.set(signal, at);
        let fresh;
        let prepared = if from == 0 {
            fresh = Question::prepare(self.pack, self.seeds, &settings);
            &fresh
        } else {
            self.prepared
        };
        let question = Question::new(self.pack, self.seeds, &settings, prepared);
        let (tracks, scores): (Vec<TrackId>, Vec<i64>) = question.pool(self.limit).into_iter().unzip();
        let target = tracks.iter().position(|t| *t == track)?;
        let mut unit = Mixer::silent();
        unit.set(signal, 1);
        let slope = of_signal(&Context { mixer: &unit, ..*question.context() }, signal, &tracks);
        let base = scores.iter().zip(&slope).map(|(score, slope)| score - i64::from(at) * slope).collect();
        Some(Lines { tracks, base, slope, target })
    }
}

impl Lines {
    /// How many candidates stand above the track at each weight.
    fn above(&self, low: i32, high: i32) -> Vec<i32> {
        let width = (high - low + 1) as usize;
        let mut turns = vec![0i32; width + 1];
        let (own, base, slope) = (self.tracks[self.target], self.base[self.target], self.slope[self.target]);
        for (u, track) in self.tracks.iter().enumerate().filter(|(u, _)| *u != self.target) {
            // Above where gap + rise · weight ≥ least; in 128 bits, since differences of bounded numbers are larger.
            let gap = i128::from(self.base[u]) - i128::from(base);
            let rise = i128::from(self.slope[u]) - i128::from(slope);
            let least = i128::from(*track > own);
            let (first, last) = match rise {
                0 if gap >= least => (i128::from(low), i128::from(high)),
                0 => continue,
                r if r > 0 => (-(gap - least).div_euclid(r), i128::from(high)),
                r => (i128::from(low), (gap - least).div_euclid(-r)),
            };
            let (first, last) = (first.max(i128::from(low)), last.min(i128::from(high)));
            if first <= last {
                turns[(first - i128::from(low)) as usize] += 1;
                turns[(last - i128::from(low)) as usize + 1] -= 1;
            }
        }
        let mut count = 0;
        turns[..width]
            .iter()
            .map(|t| {
                count += t;
                count
            })
            .collect()
    }

    /// True when the track is listed at a weight, with diversity.
    fn lists(&self, cx: &Context<'_>, weight: i32, limit: usize) -> bool {
        let at = |n: usize| (self.tracks[n], self.base[n] + i64::from(weight) * self.slope[n]);
        holds(cx, (0..self.tracks.len()).map(at), limit, self.tracks[self.target])
    }
}

/// True when the track is among the first of a pool, in the order of the mixer's diversity.
fn holds(cx: &Context<'_>, pool: impl Iterator<Item = (TrackId, i64)>, limit: usize, track: TrackId) -> bool {
    select::first(cx, pool, limit).1.iter().any(|s| s.placed.track == track)
}
