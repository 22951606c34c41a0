//! One question to the engine — a history, a pack, and what the person has chosen — and its answer.
//!
//! Pure, and the one place that joins history, identify, choices and engine, so that the terminal interface and the command line
//! ask the same thing in the same way.

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::choices::{Beliefs, By, Choice, Choices, Folded, Heard, Lever, Part, TrackName, beliefs, fold};
use crate::engine::counterfactual::{Case, Change, Changes, Difference, Effort, difference};
use crate::engine::{Contribution, Prepared, Question, Ranked, Ranking, Rule, Rules, Settings, Standing};
use crate::history::{Aside, History, WeightSettings};
use crate::identify::{Matches, Seeds, phrase};
use crate::pack::{Pack, TrackId};
use crate::policy::may_be_fitted;

/// A history read against a pack: what does not change while the person moves sliders and sets seeds aside.
#[derive(Debug, Clone)]
pub struct Listener {
    /// The pack.
    pub pack: Arc<Pack>,
    /// The history.
    pub history: Arc<History>,
    /// What each of its tracks was matched to.
    pub matches: Arc<Matches>,
    /// The time zone by which days and hours of listens are told.
    pub zone: TimeZone,
}

impl Listener {
    /// Matches a history with a pack. Days and hours are told in UTC. Where a source of the history does not allow fitted weights, the
    /// pack is [without them](Pack::counted_only), so that nothing that asks it can use them.
    #[must_use]
    pub fn new(pack: Arc<Pack>, history: Arc<History>) -> Self {
        let pack = if all_may_be_fitted(&history) { pack } else { Arc::new(pack.counted_only()) };
        let matches = Arc::new(Matches::new(&history, &pack));
        Self { pack, history, matches, zone: TimeZone::UTC }
    }

    /// The same on another clock.
    #[must_use]
    pub fn on_clock_of(self, zone: TimeZone) -> Self {
        Self { zone, ..self }
    }

    /// As choices see it.
    #[must_use]
    pub fn heard(&self) -> Heard<'_> {
        Heard { pack: &self.pack, history: &self.history, matches: &self.matches, zone: &self.zone }
    }
}

fn all_may_be_fitted(history: &History) -> bool {
    history.sources().iter().all(|s| may_be_fitted(s.kind))
}

/// What the person may change between one answer and the next.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// What is set aside, blocked and moved.
    pub choices: Choices,
    /// How many tracks to list.
    pub limit: usize,
    /// Words that the names of lists shall have: a seed that is no track. Empty for none.
    pub phrase: String,
}

/// The answer to a query.
#[derive(Debug, Clone)]
pub struct Answer {
    /// All that speaks for the person.
    pub seeds: Seeds,
    /// The ranking.
    pub ranking: Ranking,
    folded: Folded,
    limit: usize,
    prepared: Prepared,
}

/// Why a track is not listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyNot {
    /// Its points beside those of the last listed track, if any is listed.
    pub beside: Option<Difference>,
    /// The smallest changes that bring it in.
    pub changes: Changes,
}

/// The choice by which a person makes a change. `None` where no choice does: a rule is lifted by taking the choice back that
/// made it, and a play comes with the history.
#[must_use]
pub fn choice_of(pack: &Pack, change: Change) -> Option<Choice> {
    match change {
        Change::HeardToo => Some(Choice::Set(Lever::Heard)),
        Change::Slider { signal, to, .. } => Some(Choice::Set(Lever::Weight(signal, to))),
        Change::Aside(seed) => Some(Choice::Without(Part::Track(TrackName::of_pack(pack, seed)))),
        Change::Lifted(_) | Change::Added { .. } => None,
    }
}

impl Query {
    /// Asks.
    #[must_use]
    pub fn ask(&self, listener: &Listener) -> Answer {
        let pack = &listener.pack;
        let (mut folded, mut seeds) = fold(self.choices.in_force(), &listener.heard());
        seeds.words = phrase(pack, &self.phrase);
        if !all_may_be_fitted(&listener.history) {
            folded.settings.mixer.count_only();
        }
        let prepared = Question::prepare(pack, &seeds, &folded.settings);
        let ranking = Question::new(pack, &seeds, &folded.settings, &prepared).rank(self.limit);
        Answer { seeds, ranking, folded, limit: self.limit, prepared }
    }
}

impl Answer {
    /// The contributions to a listed track, largest first.
    #[must_use]
    pub fn contributions(&self, pack: &Pack, ranked: &Ranked) -> Vec<Contribution> {
        self.question(pack).contributions(ranked)
    }

    /// The contributions to each listed track, in the order of the ranking.
    pub fn traces<'a>(&'a self, pack: &'a Pack) -> impl Iterator<Item = Vec<Contribution>> + 'a {
        self.question(pack).traces(&self.ranking.listed)
    }

    /// Where any track of the catalogue stands.
    #[must_use]
    pub fn standing(&self, pack: &Pack, track: TrackId) -> Standing {
        self.question(pack).standing(self.limit, track)
    }

    /// The tracks that would be among the first if no rule of the person kept them out: the rank that each would have, and the rule.
    #[must_use]
    pub fn kept_out(&self, pack: &Pack) -> Vec<(u32, TrackId, Rule)> {
        let rules = &self.settings().rules;
        if rules.is_empty() {
            return Vec::new();
        }
        let settings = Settings { rules: Rules::default(), ..self.settings().clone() };
        let listed = Question::new(pack, &self.seeds, &settings, &self.prepared).rank(self.limit).listed;
        let out = |(r, rank): (&Ranked, u32)| {
            rules.on(pack, &self.seeds, r.track).map(|rule| (rank, r.track, rule))
        };
        listed.iter().zip(1..).filter_map(out).collect()
    }

    /// Why a track is not listed: how far it is from the last one that is, and what would bring it in. `None` when it is listed.
    #[must_use]
    pub fn why_not(
        &self,
        pack: &Pack,
        (track, standing): (TrackId, &Standing),
        effort: Effort,
    ) -> Option<WhyNot> {
        if self.ranking.listed.iter().any(|r| r.track == track) {
            return None;
        }
        let beside =
            self.ranking.listed.last().map(|last| {
                difference(&standing.contributions, (last.track, &self.contributions(pack, last)))
            });
        Some(WhyNot { beside, changes: self.case(pack).changes(track, effort) })
    }

    /// The question, to be asked what would have to be different.
    #[must_use]
    pub fn case<'a>(&'a self, pack: &'a Pack) -> Case<'a> {
        Case::new(pack, &self.seeds, &self.folded.settings, &self.prepared, self.limit)
    }

    /// What is believed of the person, by one of five views.
    #[must_use]
    pub fn beliefs(&self, listener: &Listener, by: By) -> Beliefs {
        beliefs(by, &listener.heard(), &self.seeds, &self.folded)
    }

    /// The question itself, to ask it more.
    #[must_use]
    pub fn question<'a>(&'a self, pack: &'a Pack) -> Question<'a> {
        Question::new(pack, &self.seeds, &self.folded.settings, &self.prepared)
    }

    /// The settings that the choices came to.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.folded.settings
    }

    /// How plays became seed weights.
    #[must_use]
    pub fn weight(&self) -> &WeightSettings {
        &self.folded.weight
    }

    /// What of the history is set aside.
    #[must_use]
    pub fn aside(&self) -> &Aside {
        &self.folded.aside
    }

    /// What the signals worked out for it.
    #[must_use]
    pub fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    /// True when something speaks for the person.
    #[must_use]
    pub fn has_seeds(&self) -> bool {
        self.seeds.speak()
    }
}
