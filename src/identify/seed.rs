//! Seeds: the distinct tracks of a history that the pack knows, each with its weight.

use std::collections::BTreeMap;

use crate::history::{Aside, HeardId, HeardTrack, History, Plays, UnixSeconds, WeightSettings, seed_weight};
use crate::pack::{Pack, TrackId};

use super::{Match, MatchRule, Matcher};

/// One distinct track of the history that the pack knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// The track.
    pub track: TrackId,
    /// Its weight in units of 1/[`crate::history::SEED_ONE`]; 0 when set aside or only ever skipped (then it is known as
    /// heard, but gives no points).
    pub weight: u32,
    /// The plays behind the weight.
    pub plays: Plays,
    /// The rule that joined the first of its spellings.
    pub rule: MatchRule,
    /// The tracks of the history that are this track (its spellings).
    pub heard: Vec<HeardId>,
}

/// What became of every distinct track of a history, in its order. Made once for a history and a pack.
#[derive(Debug, Clone, Default)]
pub struct Matches(Vec<MatchSlot>);

#[derive(Debug, Clone, Copy)]
struct MatchSlot(Match);

impl Matches {
    /// Looks every distinct track of the history up.
    #[must_use]
    pub fn new(history: &History, pack: &Pack) -> Self {
        let matcher = Matcher::new(pack);
        Self::by(history, |t| matcher.find(t))
    }

    /// Asks `find` for every distinct track of the history: for whoever remembers what was found before.
    #[must_use]
    pub fn by(history: &History, mut find: impl FnMut(&HeardTrack) -> Match) -> Self {
        Self(history.tracks().iter().map(|t| MatchSlot(find(t))).collect())
    }

    /// What became of one heard track.
    ///
    /// # Panics
    /// When the id is not of the history that this was made from.
    pub fn of(&self, id: HeardId) -> Match {
        self.0[id.0 as usize].0
    }

    /// What became of all heard tracks, in the order of the history's tracks.
    pub fn iter(&self) -> impl Iterator<Item = Match> + '_ {
        self.0.iter().map(|m| m.0)
    }

    /// How many listens are of tracks that the pack knows.
    #[must_use]
    pub fn matched_listens(&self, history: &History) -> usize {
        history.listens().iter().filter(|l| self.of(l.track).is_ok()).count()
    }
}

/// The seeds of a history: heaviest first, ties by catalogue order, whatever the order of the input was.
#[must_use]
pub fn seeds(history: &History, matches: &Matches, aside: &Aside, settings: &WeightSettings) -> Vec<Seed> {
    let as_of: UnixSeconds = history.as_of().unwrap_or(0);
    let plays = history.plays(as_of, settings);
    let mut by_track: BTreeMap<TrackId, Seed> = BTreeMap::new();
    for (n, (found, own)) in matches.iter().zip(&plays).enumerate() {
        let Ok((track, rule)) = found else { continue };
        let id = HeardId(n as u32);
        let seed = by_track.entry(track).or_insert_with(|| Seed {
            track,
            weight: 0,
            plays: Plays::default(),
            rule,
            heard: Vec::new(),
        });
        seed.heard.push(id);
        seed.rule = seed.rule.min(rule);
        seed.plays.merge(own);
    }
    let mut seeds: Vec<Seed> = by_track.into_values().collect();
    for s in &mut seeds {
        let set_aside = s.heard.iter().any(|id| aside.contains(*id));
        s.weight = if set_aside { 0 } else { seed_weight(&s.plays) };
    }
    seeds.sort_by_key(|s| (std::cmp::Reverse(s.weight), s.track));
    seeds
}
