//! The smallest move of one slider that brings a track into the list.
//!
//! A signal's points are its mixer weight times something that does not depend on it, so each candidate's score is a straight line over
//! the weight, and which candidates there are changes only where the weight is zero. Without diversity a rival stands above the track on one side of one point: counting them
//! for all weights at once takes one look at each. Diversity takes nothing from an artist's best track, so where as many artists as are listed have
//! a track above, it is out; only at the other weights the lines are ranked, the nearest first, without scoring again. Either way no weight that
//! is nearer is passed over.

use std::collections::HashMap;

use crate::engine::score::of_signal;
use crate::engine::select;
use crate::engine::{Context, Mixer, Question, Ranked, Settings, SignalKind};
use crate::pack::{ArtistId, Pack, TrackId};

use super::change::{Change, Of};
use super::{Case, Effort, Guarantee, rank_in};

/// Ranking a candidate with diversity takes so many steps.
const RANKED: u64 = 20;

/// Weights, both ends included.
type Range = (i128, i128);

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
        let above = lines.as_ref().map(|l| match repeat {
            0 => l.above(low, high, None),
            _ => l.above(low, high, Some(self.pack)),
        });
        let question = self.question();
        let mut mixer = self.settings.mixer.clone();
        for to in order {
            let listed = match (&lines, &above) {
                // Without weight fewer tracks may be reached: that is another ranking.
                _ if to == 0 => at_zero(),
                (Some(lines), Some(above)) if (above[(to - low) as usize] as usize) < self.limit => {
                    repeat == 0 || {
                        let Some(left) = steps.checked_sub(lines.tracks.len() as u64 * RANKED) else {
                            return Nearest { to: None, complete: false };
                        };
                        *steps = left;
                        mixer.set(signal, to);
                        let cx = Context { mixer: &mixer, ..*question.context() };
                        lines.lists(&cx, to, self.limit)
                    }
                }
                _ => false,
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
            let Some(left) = steps.checked_sub(pool.len() as u64 * RANKED) else {
                return Nearest { to: None, complete: false };
            };
            *steps = left;
            mixer.set(SignalKind::ArtistRepeat, to);
            let cx = Context { mixer: &mixer, ..*question.context() };
            if holds(&cx, || pool.iter().copied(), self.limit, track) {
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
    /// How many candidates stand above the track at each weight; with `artists`, how many artists have one that does.
    fn above(&self, low: i32, high: i32, artists: Option<&Pack>) -> Vec<i32> {
        let whole = (i128::from(low), i128::from(high));
        let mut turns = vec![0i32; (high - low + 2) as usize];
        let mut add = |(first, last): Range| {
            if first <= last {
                turns[(first - whole.0) as usize] += 1;
                turns[(last - whole.0) as usize + 1] -= 1;
            }
        };
        let rivals = (0..self.tracks.len()).filter(|u| *u != self.target);
        match artists {
            None => rivals.for_each(|u| add(self.ahead(u, whole))),
            Some(pack) => {
                // Each range reaches an end, so those of an artist are one from the low end and one to the high end.
                let mut ends: HashMap<ArtistId, (i128, i128)> = HashMap::new();
                for u in rivals {
                    let (first, last) = self.ahead(u, whole);
                    if first > last {
                        continue;
                    }
                    let (low_end, high_end) =
                        ends.entry(pack.artist(self.tracks[u])).or_insert((whole.0 - 1, whole.1 + 1));
                    if first == whole.0 {
                        *low_end = last.max(*low_end);
                    } else {
                        *high_end = first.min(*high_end);
                    }
                }
                for (low_end, high_end) in ends.into_values() {
                    add((whole.0, low_end));
                    add((high_end.max(low_end + 1), whole.1));
                }
            }
        }
        let mut count = 0;
        turns.pop();
        turns
            .into_iter()
            .map(|t| {
                count += t;
                count
            })
            .collect()
    }

    /// From which to which weight a rival stands above the track; the first is above the last where nowhere.
    fn ahead(&self, rival: usize, whole: Range) -> Range {
        // Above where gap + rise · weight ≥ least; in 128 bits, since differences of bounded numbers are larger.
        let gap = i128::from(self.base[rival]) - i128::from(self.base[self.target]);
        let rise = i128::from(self.slope[rival]) - i128::from(self.slope[self.target]);
        let least = i128::from(self.tracks[rival] > self.tracks[self.target]);
        match rise {
            0 if gap >= least => whole,
            0 => (whole.1 + 1, whole.1),
            r if r > 0 => ((-(gap - least).div_euclid(r)).max(whole.0), whole.1),
            r => (whole.0, (gap - least).div_euclid(-r).min(whole.1)),
        }
    }

    /// True when the track is listed at a weight, with diversity.
    fn lists(&self, cx: &Context<'_>, weight: i32, limit: usize) -> bool {
        let at = |n: usize| (self.tracks[n], self.base[n] + i64::from(weight) * self.slope[n]);
        holds(cx, || (0..self.tracks.len()).map(at), limit, self.tracks[self.target])
    }
}

/// True when the track is among the first of a pool, in the order of the mixer's diversity.
fn holds<I: Iterator<Item = (TrackId, i64)>>(
    cx: &Context<'_>,
    pool: impl Fn() -> I,
    limit: usize,
    track: TrackId,
) -> bool {
    select::first(cx, pool, limit).1.iter().any(|s| s.placed.track == track)
}
