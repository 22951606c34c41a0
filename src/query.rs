//! One question to the engine — a history, a pack, and what the person has set — and its answer.
//!
//! Pure, and the one place that joins history, identify and engine, so that the terminal interface and the command line ask
//! the same thing in the same way.

use std::sync::Arc;

use crate::engine::{Contribution, MixStep, Mixer, Prepared, Question, Ranked, Ranking, Settings, Standing};
use crate::history::{Aside, History, WeightSettings};
use crate::identify::{Matches, Seeds, phrase, seeds};
use crate::pack::{Pack, TrackId};

/// A history read against a pack: what does not change while the person moves sliders and sets seeds aside.
#[derive(Debug, Clone)]
pub struct Listener {
    /// The pack.
    pub pack: Arc<Pack>,
    /// The history.
    pub history: Arc<History>,
    /// What each of its tracks was matched to.
    pub matches: Arc<Matches>,
}

impl Listener {
    /// Matches a history with a pack.
    #[must_use]
    pub fn new(pack: Arc<Pack>, history: Arc<History>) -> Self {
        let matches = Arc::new(Matches::new(&history, &pack));
        Self { pack, history, matches }
    }
}

/// What the person may change between one answer and the next.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// What is set aside.
    pub aside: Aside,
    /// How plays become seed weights.
    pub weight: WeightSettings,
    /// What is changed in the mix of the pack.
    pub mix: Vec<MixStep>,
    /// Let tracks in that were heard before.
    pub heard_too: bool,
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
    settings: Settings,
    limit: usize,
    prepared: Prepared,
}

impl Query {
    /// Asks.
    #[must_use]
    pub fn ask(&self, listener: &Listener) -> Answer {
        let Listener { pack, history, matches } = listener;
        let mut seeds = seeds(pack, history, matches, &self.aside, &self.weight);
        seeds.words = phrase(pack, &self.phrase);
        let mixer = Mixer::of(pack.card()).with(&self.mix);
        let settings = Settings { mixer, heard_too: self.heard_too };
        let prepared = Question::prepare(pack, &seeds, &settings);
        let ranking = Question::new(pack, &seeds, &settings, &prepared).rank(self.limit);
        Answer { seeds, ranking, settings, limit: self.limit, prepared }
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

    fn question<'a>(&'a self, pack: &'a Pack) -> Question<'a> {
        Question::new(pack, &self.seeds, &self.settings, &self.prepared)
    }

    /// The settings it was asked with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// True when something speaks for the person.
    #[must_use]
    pub fn has_seeds(&self) -> bool {
        self.seeds.speak()
    }
}
