//! The fewest seeds without which a listed track goes.
//!
//! Where a ranking is a sum over seeds, the smallest set is found by going through the sets (`cover`), and is proven when the
//! steps suffice. Elsewhere it is found by trying (`guided`).

use crate::pack::TrackId;

use super::additive::Additive;
use super::guided::{Tried, Tries};
use super::{Case, Effort, Guarantee};

/// The nearest rivals that a first guess looks at.
const NEAREST: usize = 256;

/// What would take a track away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TakenAway {
    /// It is not listed.
    NotListed,
    /// No set of seeds was found without which it goes; proven when there is none.
    Stays {
        /// Whether there is none.
        proven: bool,
    },
    /// It goes without these.
    Without(Fewest),
}

/// A set of seeds without which a track goes, confirmed by ranking again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fewest {
    /// The seeds, in the order of the question.
    pub seeds: Vec<TrackId>,
    /// What is known of smaller sets.
    pub guarantee: Guarantee,
    /// True when the track is listed again as soon as any one of them speaks again: this was tried.
    pub each_needed: bool,
    /// How many rankings it took.
    pub rankings: u32,
}

impl Case<'_> {
    /// The fewest seeds that have to be set aside for a listed track to go.
    #[must_use]
    pub fn take_away(&self, track: TrackId, effort: Effort) -> TakenAway {
        let mut tries = Tries::new(self, track, effort);
        if !tries.is_listed() {
            return TakenAway::NotListed;
        }
        if let Some(sums) = Additive::of(self)
            && let Some(found) = exact(&sums, &mut tries, effort)
        {
            return found.told(self, tries.used());
        }
        tries.search().told(self, tries.used())
    }
}

impl Tried {
    fn told(self, case: &Case<'_>, rankings: u32) -> TakenAway {
        let Some(mut seeds) = self.set else { return TakenAway::Stays { proven: self.all } };
        let place = |t: &TrackId| case.seeds.tracks.iter().position(|s| s.track == *t);
        seeds.sort_by_key(place);
        let guarantee = match self.at_least {
            n if n >= seeds.len() => Guarantee::Smallest,
            n if n > 1 => Guarantee::NoneBelow(n as u32),
            _ => Guarantee::Checked,
        };
        TakenAway::Without(Fewest { seeds, guarantee, each_needed: self.each_needed, rankings })
    }
}

/// The smallest set by the sums; `None` when ranking again does not confirm it.
fn exact(sums: &Additive, tries: &mut Tries<'_>, effort: Effort) -> Option<Tried> {
    let target = sums.find(tries.track())?;
    let limit = tries.limit();
    let all = sums.seeds().len();
    let goes = |set: &[usize]| sums.rank_without(target, set).is_none_or(|r| r > limit);
    let guess = guess(sums, target, &goes);
    let below = guess.as_ref().map_or(all + 1, Vec::len);
    let bearing = sums.bearing(target, below, usize::MAX);
    let out = |set: &[usize]| goes(&set.iter().map(|s| bearing.seeds[*s]).collect::<Vec<_>>());
    let mut steps = effort.steps;
    let covered = bearing.cover.search(bearing.below, &mut steps, &out);
    // Seeds that cannot matter make no larger set do it either.
    let through = covered.set.is_none() && covered.at_least > bearing.seeds.len();
    let at_least = if through { bearing.below } else { covered.at_least };
    let found = covered.set.map(|set| set.iter().map(|s| bearing.seeds[*s]).collect());
    // Without a smaller one the guess stands, and nothing below what was gone through does it.
    let Some(set) = found.or(guess) else {
        return Some(Tried { set: None, at_least: 0, each_needed: false, all: at_least > all });
    };
    let tracks: Vec<TrackId> = set.iter().map(|s| sums.seeds()[*s]).collect();
    let confirmed = tries.goes_without(&tracks)?;
    let each_needed = (0..set.len()).all(|n| {
        let rest: Vec<usize> = set.iter().copied().filter(|s| *s != set[n]).collect();
        !goes(&rest)
    });
    confirmed.then_some(Tried { set: Some(tracks), at_least, each_needed, all: false })
}

/// A set that does it and of which no seed can be spared, found quickly.
fn guess(sums: &Additive, target: usize, goes: &dyn Fn(&[usize]) -> bool) -> Option<Vec<usize>> {
    let near = sums.bearing(target, usize::MAX, NEAREST);
    let out = |set: &[usize]| goes(&set.iter().map(|s| near.seeds[*s]).collect::<Vec<_>>());
    let greedy = near.cover.greedy(&out).map(|set| set.iter().map(|s| near.seeds[*s]).collect::<Vec<_>>());
    let all: Vec<usize> = (0..sums.seeds().len()).collect();
    let mut set = greedy.or_else(|| goes(&all).then_some(all))?;
    // The last ones chosen are the likeliest to be needed; what came first may have become needless.
    let mut n = 0;
    while n < set.len() {
        let rest: Vec<usize> = set.iter().copied().filter(|s| *s != set[n]).collect();
        if goes(&rest) {
            set = rest;
            n = 0;
        } else {
            n += 1;
        }
    }
    Some(set)
}
