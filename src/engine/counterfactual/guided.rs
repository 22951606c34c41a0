//! The fewest seeds without which a track goes, found by trying: where a ranking is no sum over seeds.
//!
//! As it stands, each score is a sum over seeds all the same; what a seed's going changes beside its own points is not told by it. So the sums
//! guess a set, ranking again tells whether it does, and where it does not, the ranking without it is taken apart in turn. Then each seed of
//! the set is given back once, and what can be spared is. At last smaller sets are tried, as far as the effort lasts, those that the sums
//! promise most of first: where all of a size fail, that size is proven too small.

use crate::engine::{Contribution, Question, Ranked, SignalKind, signals};
use crate::pack::TrackId;

use super::additive::each_alone;
use super::cover::Cover;
use super::{Case, Effort};

/// So many steps a guess may take.
const GUESS: u64 = 2_000_000;

/// Beyond the listed tracks half as many are looked at as rivals, and so many more.
const RIVALS: usize = 16;

/// What came of trying.
#[derive(Debug)]
pub(super) struct Tried {
    /// The smallest set found without which the track goes.
    pub set: Option<Vec<TrackId>>,
    /// No smaller set than this does it.
    pub at_least: usize,
    /// None of the set can be spared.
    pub each_needed: bool,
    /// All sets there are were tried.
    pub all: bool,
}

/// Rankings without seeds, counted.
#[derive(Debug)]
pub(super) struct Tries<'a> {
    case: Case<'a>,
    track: TrackId,
    left: u32,
    used: u32,
}

/// A ranking taken apart.
struct Apart {
    /// The seeds that speak.
    seeds: Vec<TrackId>,
    /// What each gives the track.
    given: Vec<i64>,
    cover: Cover,
}

impl<'a> Tries<'a> {
    pub(super) fn new(case: &Case<'a>, track: TrackId, effort: Effort) -> Self {
        Self { case: *case, track, left: effort.rankings.max(1), used: 0 }
    }

    pub(super) fn track(&self) -> TrackId {
        self.track
    }

    pub(super) fn limit(&self) -> usize {
        self.case.limit
    }

    pub(super) fn used(&self) -> u32 {
        self.used
    }

    pub(super) fn is_listed(&self) -> bool {
        self.case.listed().iter().any(|r| r.track == self.track)
    }

    /// Ranks without these seeds; `None` when the effort is spent.
    pub(super) fn goes_without(&mut self, aside: &[TrackId]) -> Option<bool> {
        self.spend()?;
        let listed = self.case.listed_with(&self.case.without(aside), self.case.settings);
        Some(!listed.iter().any(|r| r.track == self.track))
    }

    fn spend(&mut self) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        self.used += 1;
        Some(())
    }

    /// Guesses, confirms, spares, and tries what is smaller.
    pub(super) fn search(&mut self) -> Tried {
        let whole = self.apart(&[]);
        let order = whole.as_ref().map(promising).unwrap_or_default();
        let mut set = whole.and_then(|w| self.grow(w));
        let mut each_needed = false;
        if let Some(found) = &mut set {
            each_needed = self.spare(found, &order);
        }
        self.smaller(set, each_needed, &order)
    }

    /// Sets seeds aside until the track is gone.
    fn grow(&mut self, first: Apart) -> Option<Vec<TrackId>> {
        let mut set: Vec<TrackId> = Vec::new();
        let mut apart = first;
        loop {
            let more = promised(&apart);
            if more.is_empty() {
                return None;
            }
            set.extend(more);
            self.spend()?;
            apart = match self.apart(&set) {
                Some(apart) => apart,
                None => return Some(set),
            };
        }
    }

    /// Gives each seed of the set back once, those that promise least first, and leaves out what is not needed. True when each of
    /// those left is.
    fn spare(&mut self, set: &mut Vec<TrackId>, order: &[TrackId]) -> bool {
        set.sort_by_key(|t| std::cmp::Reverse(order.iter().position(|o| o == t)));
        let mut n = 0;
        while set.len() > 1 && n < set.len() {
            let rest: Vec<TrackId> = set.iter().copied().filter(|t| *t != set[n]).collect();
            match self.goes_without(&rest) {
                None => return false,
                // What was needed beside it may not be needed any more.
                Some(true) => (*set, n) = (rest, 0),
                Some(false) => n += 1,
            }
        }
        true
    }

    /// Tries all sets that are smaller, size by size.
    fn smaller(&mut self, set: Option<Vec<TrackId>>, each_needed: bool, order: &[TrackId]) -> Tried {
        let below = set.as_ref().map_or(order.len() + 1, Vec::len);
        let mut at_least = 1;
        for size in 1..below {
            // Where not even all of a size can be tried, only single seeds are worth it.
            if size > 1 && combinations(order.len(), size) > u64::from(self.left) {
                break;
            }
            let mut places: Vec<usize> = (0..size).collect();
            loop {
                let tried: Vec<TrackId> = places.iter().map(|n| order[*n]).collect();
                match self.goes_without(&tried) {
                    Some(true) => {
                        return Tried { set: Some(tried), at_least: size, each_needed: true, all: false };
                    }
                    Some(false) => {}
                    None => return Tried { set, at_least, each_needed, all: false },
                }
                if !next(&mut places, order.len()) {
                    break;
                }
            }
            at_least = size + 1;
        }
        let all = set.is_none() && at_least == below;
        Tried { set, at_least, each_needed, all }
    }

    /// Takes the ranking without some seeds apart; `None` when the track is not listed then.
    fn apart(&self, set: &[TrackId]) -> Option<Apart> {
        let case = &self.case;
        let seeds = case.without(set);
        let settings = case.settings;
        let prepared = Question::prepare(case.pack, &seeds, settings);
        let question = Question::new(case.pack, &seeds, settings, &prepared);
        let reach = case.limit.saturating_add(case.limit / 2).saturating_add(RIVALS);
        let (_, listed) = question.list(reach, case.limit, None);
        let own = listed.iter().position(|r| r.track == self.track).filter(|n| *n < case.limit)?;
        let within = Case { seeds: &seeds, prepared: &prepared, ..*case };
        let speaking = within.speaking();
        // Every signal but one gives a seed its points alone; that one is taken apart as it stands.
        let mut linear = settings.clone();
        linear.mixer.set(SignalKind::ListsLikeYours, 0);
        let rows = each_alone(&within, &linear);
        let mut points: Vec<Vec<i64>> = speaking.iter().map(|_| vec![0; listed.len()]).collect();
        for (row, points) in rows.iter().zip(&mut points) {
            for (n, r) in listed.iter().enumerate() {
                points[n] += row.iter().find(|(t, _)| *t == r.track).map_or(0, |(_, p)| *p);
            }
        }
        if let Some(signal) = signals::of(SignalKind::ListsLikeYours) {
            prepared.gather(question.context(), listed.iter().map(|r| r.track));
            let mut told: Vec<Contribution> = Vec::new();
            for (n, r) in listed.iter().enumerate() {
                signal.explain(question.context(), r.track, &mut told);
                for c in told.drain(..) {
                    let seed = c.evidence.seed();
                    if let Some(s) = speaking.iter().position(|t| Some(*t) == seed) {
                        points[s][n] += c.points;
                    }
                }
            }
        }
        let target = listed[own];
        let need = |r: &Ranked| target.score - r.score + i64::from(r.track > target.track);
        let rivals = |n: &usize| *n != own;
        let losses =
            |points: &Vec<i64>| (0..listed.len()).filter(rivals).map(|n| points[own] - points[n]).collect();
        let cover = Cover {
            wanted: case.limit,
            needs: (0..listed.len()).filter(rivals).map(|n| need(&listed[n])).collect(),
            losses: points.iter().map(losses).collect(),
            holders: None,
            leaf: 1,
        };
        Some(Apart { given: points.iter().map(|p| p[own]).collect(), seeds: speaking, cover })
    }
}

/// The set that the sums promise to be the smallest; where they promise none, all seeds that speak for the track.
fn promised(apart: &Apart) -> Vec<TrackId> {
    let out = |set: &[usize]| apart.cover.passes(set);
    let greedy = apart.cover.greedy(&out);
    let below = greedy.as_ref().map_or(apart.seeds.len() + 1, Vec::len);
    let mut steps = GUESS;
    let smaller = apart.cover.search(below, &mut steps, &out).set;
    let speak = || (0..apart.seeds.len()).filter(|s| apart.given[*s] > 0).collect();
    smaller.or(greedy).unwrap_or_else(speak).into_iter().map(|s| apart.seeds[s]).collect()
}

/// All seeds, those first that give the track most beyond what they give its rivals.
fn promising(apart: &Apart) -> Vec<TrackId> {
    let beyond = |s: &usize| {
        let losses = &apart.cover.losses[*s];
        let sum: i128 = losses.iter().map(|l| i128::from(*l)).sum();
        std::cmp::Reverse((sum, apart.given[*s]))
    };
    let mut order: Vec<usize> = (0..apart.seeds.len()).collect();
    order.sort_by_key(beyond);
    order.into_iter().map(|s| apart.seeds[s]).collect()
}

/// How many sets of `size` there are of `count`; saturating.
fn combinations(count: usize, size: usize) -> u64 {
    let step = |all: u64, n: usize| {
        let next = u128::from(all) * (count - n) as u128 / (n as u128 + 1);
        u64::try_from(next).unwrap_or(u64::MAX)
    };
    // Up to half of them, so that a number that was too large does not become small again.
    (0..size.min(count.saturating_sub(size))).fold(1, step)
}

/// The next set of places in order; false after the last.
fn next(places: &mut [usize], count: usize) -> bool {
    let size = places.len();
    let Some(turn) = (0..size).rev().find(|n| places[*n] < count - size + n) else { return false };
    places[turn] += 1;
    for n in turn + 1..size {
        places[n] = places[n - 1] + 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_sets_of_a_size_come_up_once() {
        let mut places = vec![0, 1, 2];
        let mut all = vec![places.clone()];
        while next(&mut places, 5) {
            all.push(places.clone());
        }
        assert_eq!(all.len() as u64, combinations(5, 3));
        assert!(all.is_sorted());
        assert_eq!(all.last(), Some(&vec![2, 3, 4]));
        assert_eq!(combinations(200, 2), 19_900);
        assert!(combinations(4096, 600) > 1 << 60);
    }
}
