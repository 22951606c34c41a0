//! A list beside an older trace: which tracks came, went and moved, and because of what.
//!
//! A score is a sum, so the difference of two scores is the sum of the differences of their contributions, exactly; each of
//! them is named with the seed that it rests on, and what became of that seed. Where the pack is still the same the old
//! question is asked again, so that even a track that was not listed has its old rank and terms.

mod sides;
mod terms;

use std::collections::BTreeMap;

use crate::engine::{Question, Ranking, Settings, SignalKind};
use crate::identify::Seeds;
use crate::pack::Pack;

use super::document::{Document, Inputs, RulePart, SettingsPart};
use super::replay;
use sides::{Old, Today};
pub use terms::{TermChange, Who};
use terms::{Terms, changes};

/// The list of today.
#[derive(Debug, Clone, Copy)]
pub struct Now<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The seeds.
    pub seeds: &'a Seeds,
    /// The question.
    pub question: Question<'a>,
    /// Its answer.
    pub ranking: &'a Ranking,
    /// What it was asked with.
    pub settings: &'a Settings,
    /// The same, as a document has it.
    pub inputs: &'a Inputs<'a>,
}

/// What is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Whether both are of one pack. Otherwise tracks are told apart by artist and title, and ranks beyond the old list are
    /// not known.
    pub same_pack: bool,
    /// Whether the old document withholds its seeds: then no term of it can be compared.
    pub withheld: bool,
    /// Settings that are not what they were.
    pub settings: Vec<SettingChange>,
    /// Seeds that are new, gone, heavier or lighter; the largest change first.
    pub seeds: Vec<SeedChange>,
    /// Tracks that came, went, moved, or have another score, in the order of the new list; those that went last.
    pub tracks: Vec<TrackChange>,
    /// How many tracks stand where they stood, with the score they had.
    pub same: usize,
}

/// A setting, then and now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingChange {
    /// Its name: a field of `settings`, or `mixer` and a signal.
    pub name: String,
    /// What it was.
    pub then: String,
    /// What it is.
    pub now: String,
}

/// A seed, then and now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedChange {
    /// The track, or the artist of unknown tracks.
    pub who: Who,
    /// Its weight then; `None` when it was no seed.
    pub then: Option<u32>,
    /// Its weight now.
    pub now: Option<u32>,
    /// Plays and skips then, where that is about a track.
    pub plays_then: u32,
    /// Plays and skips now.
    pub plays_now: u32,
}

/// Where a track stood or stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stood {
    /// Listed on this rank.
    Listed(u32),
    /// On this rank, beyond the list.
    Beyond(u32),
    /// Set aside by a rule, or because it was heard.
    Aside,
    /// Nothing reaches it.
    Unreached,
    /// Not known: another pack, or seeds that were withheld.
    Unknown,
}

impl Stood {
    /// The rank, listed or not.
    #[must_use]
    pub fn rank(self) -> Option<u32> {
        match self {
            Self::Listed(rank) | Self::Beyond(rank) => Some(rank),
            Self::Aside | Self::Unreached | Self::Unknown => None,
        }
    }
}

/// A track that is not where it was, or not with the score that it had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackChange {
    /// The track.
    pub who: Who,
    /// Where it stood.
    pub then: Stood,
    /// Where it stands.
    pub now: Stood,
    /// Its score then; `None` where nothing is known of it.
    pub score_then: Option<i64>,
    /// Its score now.
    pub score_now: Option<i64>,
    /// The contributions that changed, largest change first. Where both scores are known, their changes sum to the difference
    /// of the scores, exactly.
    pub terms: Vec<TermChange>,
}

impl TrackChange {
    /// The difference of the scores, where both are known.
    #[must_use]
    pub fn difference(&self) -> Option<i64> {
        self.score_now?.checked_sub(self.score_then?)
    }

    /// Whether the changes of the terms sum to the difference of the scores: checked, not assumed.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let sum: i64 = self.terms.iter().map(TermChange::change).sum();
        self.difference().is_none_or(|d| d == sum)
    }
}

/// Holds the list of today against an older trace.
#[must_use]
pub fn compare(old: &Document, now: &Now<'_>) -> Comparison {
    let same_pack = old.pack.digest == now.pack.digest().as_str();
    let withheld = old.withheld.is_some();
    let again = (same_pack && !withheld).then(|| replay::asked(old, now.pack));
    let old_side = Old::new(old, again.as_ref(), now.pack);
    let new_side = Today::new(now, same_pack);
    let mut tracks = Vec::new();
    let mut same = 0;
    for (rank, ranked) in (1..).zip(&now.ranking.listed) {
        let who = new_side.who(ranked.track);
        let (then, told) = old_side.told(&who);
        let terms = new_side.terms(ranked);
        let score_then = told.as_ref().map(|t| t.score);
        let stood = Stood::Listed(rank);
        if then == stood && score_then == Some(ranked.score) {
            same += 1;
            continue;
        }
        let terms = told.map(|t| if withheld { Vec::new() } else { changes(&t.terms, &terms) });
        tracks.push(TrackChange {
            who,
            then,
            now: stood,
            score_then,
            score_now: Some(ranked.score),
            terms: terms.unwrap_or_default(),
        });
    }
    let mut went = Vec::new();
    for (who, rank, told) in old_side.listed() {
        if new_side.lists(&who) {
            continue;
        }
        let (stands, terms_now) = new_side.told(&who);
        let score_now = terms_now.as_ref().map(|t| t.score);
        let terms = terms_now.filter(|_| !withheld).map(|t| changes(&told.terms, &t.terms));
        went.push(TrackChange {
            who,
            then: Stood::Listed(rank),
            now: stands,
            score_then: Some(told.score),
            score_now,
            terms: terms.unwrap_or_default(),
        });
    }
    tracks.extend(went);
    Comparison {
        same_pack,
        withheld,
        settings: settings(old, now, [&old_side.names(), &new_side.names()]),
        seeds: if withheld { Vec::new() } else { seeds(old_side.seeds(), new_side.seeds()) },
        tracks,
        same,
    }
}

/// A track that one of the two knows, with its score and terms.
#[derive(Debug, Clone, Default)]
struct Told {
    score: i64,
    terms: Terms,
}

/// Weight, and plays and skips together.
type Weighed = (u32, u32);

fn seeds(then: Vec<(Who, Weighed)>, now: Vec<(Who, Weighed)>) -> Vec<SeedChange> {
    let mut all: BTreeMap<String, SeedChange> = BTreeMap::new();
    let none = |who| SeedChange { who, then: None, now: None, plays_then: 0, plays_now: 0 };
    for (who, (weight, plays)) in then {
        let change = all.entry(who.id.clone()).or_insert_with(|| none(who));
        (change.then, change.plays_then) = (Some(weight), plays);
    }
    for (who, (weight, plays)) in now {
        let change = all.entry(who.id.clone()).or_insert_with(|| none(who));
        (change.now, change.plays_now) = (Some(weight), plays);
    }
    let mut changed: Vec<SeedChange> = all.into_values().filter(|c| c.then != c.now).collect();
    let size = |c: &SeedChange| c.then.unwrap_or(0).abs_diff(c.now.unwrap_or(0));
    changed.sort_by(|a, b| size(b).cmp(&size(a)).then_with(|| a.who.name.cmp(&b.who.name)));
    changed
}

/// How a rule is told.
type RuleWords<'a> = dyn Fn(&RulePart<'_>) -> String + 'a;

fn settings(old: &Document, now: &Now<'_>, words: [&RuleWords<'_>; 2]) -> Vec<SettingChange> {
    let mut changed = Vec::new();
    let mut look = |name: String, then: String, now: String| {
        if then != now {
            changed.push(SettingChange { name, then, now });
        }
    };
    let (a, b) = (&old.settings, &now.inputs.settings);
    look("limit".into(), a.limit.to_string(), b.limit.to_string());
    look("heard".into(), a.heard.to_string(), b.heard.to_string());
    look("half_life_days".into(), a.half_life_days.to_string(), b.half_life_days.to_string());
    look("phrase".into(), a.phrase.to_string(), b.phrase.to_string());
    for signal in SignalKind::ALL {
        let weight = |s: &SettingsPart<'_>| s.mixer.get(&signal).copied().unwrap_or_default().to_string();
        look(format!("mixer {signal}"), weight(a), weight(b));
    }
    let [then, today] = words;
    let rules = |rules: &[RulePart<'_>], words: &RuleWords<'_>| {
        rules.iter().map(words).collect::<Vec<_>>().join(", ")
    };
    look("rules".into(), rules(&old.rules, then), rules(&now.inputs.rules, today));
    changed
}
