//! Chooses the parameters of a pack on lists of its own data set: some lists are held out, and of a few published values of each
//! parameter the one is taken that finds the held-out halves best.
//!
//! What is good differs by data set: a concert programme has an order, a user's table of plays has none; last week's radio tells more
//! than last year's, an old playlist is as good as a new one. Everything that may be chosen is on the card of the pack, so a
//! score still is the same published formula with the numbers put in. Deterministic.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::build::{BuildError, Choice, Corpus, Counted, Done, PackAbout, lay_out};
use crate::engine::{Mixer, SCALE, SignalKind};
use crate::pack::{Pack, Parameters};

use super::judge::{Method, Trial};
use super::levers::{LEVERS, Lever, PRESETS};
use super::metrics::Metric;
use super::run::EvaluateError;
use super::split::{Order, split};

/// Fewer lists than this tell nothing: the published values stay.
const LEAST_LISTS: usize = 100;

/// Of more lists than this only the newest are looked at.
const MOST_LISTS: usize = 20_000;

/// So many lists are asked about, if there are as many, spread evenly over those held out.
const ASKED: usize = 300;

/// The share held out at first, and the largest: it grows by half until there are enough to ask about.
const SHARE: f64 = 0.05;
const LARGEST_SHARE: f64 = 0.25;

/// A value is taken when the mean gain is more than so many of its standard errors.
const CERTAIN: f64 = 1.5;

/// How often all levers are gone through.
const PASSES: usize = 2;

/// So many tracks are listed.
const LISTED: usize = 100;

/// What was chosen, and what it is worth.
#[derive(Debug, Clone)]
pub struct Tuning {
    /// The parameters and the mix.
    pub choice: Choice,
    /// How many held-out lists were asked about; 0 when there were too few, and the published values stay.
    pub asked: usize,
    /// The mean NDCG@100 with the published values.
    pub published: f64,
    /// And with the chosen ones.
    pub chosen: f64,
    /// The values that were taken, as text: `order 0.30`.
    pub taken: Vec<String>,
}

/// The published values for a corpus.
#[must_use]
pub fn published(corpus: &Corpus) -> Choice {
    Choice { parameters: Parameters::published(corpus.track_count()), mix: BTreeMap::new() }
}

/// Chooses parameters for a corpus.
///
/// # Errors
/// When no pack can be made of the lists that are not held out.
pub fn tune(corpus: &Corpus) -> Result<Tuning, EvaluateError> {
    let none = Tuning { choice: published(corpus), asked: 0, published: 0.0, chosen: 0.0, taken: Vec::new() };
    if corpus.list_count() < LEAST_LISTS {
        return Ok(none);
    }
    let newest: Vec<u32> =
        (corpus.list_count().saturating_sub(MOST_LISTS)..corpus.list_count()).map(|l| l as u32).collect();
    let (part, _) = corpus.subset(&newest);
    let held = hold_out(&part)?;
    let (training, places) = part.subset(&held.train);
    let counted = count(&training, &published(corpus))?;
    let bench = Bench {
        part: &part,
        training: &training,
        places: &places,
        counted: &counted,
        test: &held.test,
        whole: published(corpus).parameters,
        packs: RefCell::default(),
    };
    let Some(first) = bench.try_out(&published(corpus))? else { return Ok(none) };
    let ratios = bench.ratios(&first.choice)?;
    let mut best = first.clone();
    let mut taken = Vec::new();
    for preset in PRESETS {
        let Some(tried) = bench.try_out(&bench.affordable(preset.of(&published(corpus), ratios)))? else {
            continue;
        };
        if tried.beats(&best) {
            taken = vec![preset.name.to_owned()];
            best = tried;
        }
    }
    for _ in 0..PASSES {
        for lever in LEVERS {
            if let Some(better) = bench.best_of(lever, &best, ratios)? {
                taken.push(lever.shown(&better.choice));
                best = better;
            }
        }
    }
    Ok(Tuning {
        asked: best.ndcg.len(),
        published: first.mean(),
        chosen: best.mean(),
        choice: best.choice,
        taken,
    })
}

/// What trains and what is asked about.
struct Held {
    train: Vec<u32>,
    test: Vec<u32>,
}

/// Holds out the newest lists, or where few have a date, drawn ones.
fn hold_out(corpus: &Corpus) -> Result<Held, EvaluateError> {
    let mut share = SHARE;
    loop {
        let by_time = split(corpus, Order::Time, share).ok().filter(|s| s.undated * 2 < corpus.list_count());
        let split = match by_time {
            Some(split) => split,
            None => split(corpus, Order::Seed(1), share)?,
        };
        let long: Vec<u32> =
            split.test.iter().copied().filter(|l| corpus.list_tracks(*l).len() >= 4).collect();
        let wider = (share * 1.5).min(LARGEST_SHARE);
        if long.len() >= ASKED || wider <= share {
            let count = long.len().min(ASKED);
            let test = (0..count).map(|n| long[n * long.len() / count]).collect();
            return Ok(Held { train: split.train, test });
        }
        share = wider;
    }
}

/// Where choices are tried out.
struct Bench<'a> {
    part: &'a Corpus,
    training: &'a Corpus,
    places: &'a [Option<u32>],
    counted: &'a Counted,
    test: &'a [u32],
    /// What is published for the whole catalogue.
    whole: Parameters,
    /// Packs laid out so far, by what their tables depend on.
    packs: RefCell<BTreeMap<(u32, u32), Pack>>,
}

/// Counts with the parameters of a choice, unwatched.
pub(super) fn count(corpus: &Corpus, choice: &Choice) -> Result<Counted, EvaluateError> {
    Ok(Counted::of(corpus, &choice.parameters, &Done::default()).map_err(BuildError::from)?)
}

/// What the card of a pack says that lives only as long as an evaluation.
pub(super) fn training_part() -> PackAbout {
    PackAbout {
        name: "training part".into(),
        about: String::new(),
        licence: "unknown".into(),
        sources: Vec::new(),
    }
}

/// A choice, and what it found.
#[derive(Debug, Clone)]
struct Tried {
    choice: Choice,
    /// Of each list asked about.
    ndcg: Vec<f64>,
}

/// What brings the best candidate of a signal to about 1, as the best by alike lists is, in hundredths of mixer weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Ratios {
    pub together: i32,
    pub fitted: i32,
}

impl Tried {
    fn mean(&self) -> f64 {
        self.ndcg.iter().sum::<f64>() / self.ndcg.len().max(1) as f64
    }

    /// True when it is better than another, and that is hardly chance.
    fn beats(&self, other: &Self) -> bool {
        let gains: Vec<f64> = self.ndcg.iter().zip(&other.ndcg).map(|(a, b)| a - b).collect();
        let n = gains.len() as f64;
        let mean = gains.iter().sum::<f64>() / n;
        let variance = gains.iter().map(|g| (g - mean) * (g - mean)).sum::<f64>() / (n - 1.0).max(1.0);
        mean > CERTAIN * (variance / n).sqrt()
    }
}

impl Bench<'_> {
    /// A choice without what a large catalogue has no time for, and which is not to be chosen on a part of it: more lists than
    /// are published, and neighbours, since counting the lists behind each of their reasons takes long.
    fn affordable(&self, mut choice: Choice) -> Choice {
        if self.whole.alike < Parameters::DEFAULT.alike {
            choice.parameters.alike = choice.parameters.alike.min(self.whole.alike);
            choice.mix.retain(|signal, _| {
                *signal != SignalKind::Fitted.name() && *signal != SignalKind::Together.name()
            });
        }
        choice
    }

    /// The best value of a lever, if one beats what there is.
    fn best_of(&self, lever: &Lever, now: &Tried, ratios: Ratios) -> Result<Option<Tried>, EvaluateError> {
        let mut best: Option<Tried> = None;
        for value in lever.values {
            let choice = self.affordable(lever.pulled(&now.choice, *value, ratios));
            if choice == now.choice {
                continue;
            }
            let Some(tried) = self.try_out(&choice)? else { continue };
            if tried.beats(now) && best.as_ref().is_none_or(|b| tried.mean() > b.mean()) {
                best = Some(tried);
            }
        }
        Ok(best)
    }

    /// Ranks with a choice. `None` when no list can be asked about.
    fn try_out(&self, choice: &Choice) -> Result<Option<Tried>, EvaluateError> {
        let pack = self.pack(choice)?;
        let mut choice = choice.clone();
        choice.parameters.alike_unit = self.unit(&pack, &choice);
        let pack = pack.under(&choice.parameters, &choice.mix);
        let trial = Trial::new(self.part, &pack, self.places, self.test, LISTED);
        if trial.cases.is_empty() {
            return Ok(None);
        }
        let ndcg = trial.judge(&Method::Mix(Mixer::of(pack.card())));
        Ok(Some(Tried { choice, ndcg: ndcg.values.iter().map(|v| v[Metric::Ndcg as usize]).collect() }))
    }

    /// How much the neighbours have to weigh. No lever moves what they say, so one choice is as good as another.
    fn ratios(&self, choice: &Choice) -> Result<Ratios, EvaluateError> {
        let pack = self.pack(choice)?;
        let trial = Trial::new(self.part, &pack, self.places, self.test, LISTED);
        let alone = |signal| {
            trial.median_best(signal).map_or(0, |best| (SCALE * 100 / best.max(1)).clamp(1, 1600) as i32)
        };
        Ok(Ratios { together: alone(SignalKind::Together), fitted: alone(SignalKind::Fitted) })
    }

    /// The pack of the training lists. Its tables depend on the half-life and the exponents of a choice alone.
    fn pack(&self, choice: &Choice) -> Result<Pack, EvaluateError> {
        let key = (choice.parameters.half_life, choice.parameters.rarity_exponent);
        let mut packs = self.packs.borrow_mut();
        if let Some(pack) = packs.get(&key) {
            return Ok(pack.under(&choice.parameters, &choice.mix));
        }
        let pack = Pack::from_bytes(lay_out(self.training, self.counted, &training_part(), choice)?)?;
        packs.insert(key, pack.clone());
        Ok(pack)
    }

    /// The unit that brings the best by alike lists of a usual question to 1.
    fn unit(&self, pack: &Pack, choice: &Choice) -> u32 {
        let mut parameters = choice.parameters;
        // The first look may be coarse, or cut off; the second is not.
        for _ in 0..2 {
            let pack = pack.under(&parameters, &choice.mix);
            let trial = Trial::new(self.part, &pack, self.places, self.test, LISTED);
            let Some(best) = trial.median_best(SignalKind::ListsLikeYours) else { break };
            let scaled = u128::from(parameters.alike_unit) * SCALE as u128 / best.max(1) as u128;
            parameters.alike_unit = scaled.clamp(1, 1 << 24) as u32;
        }
        parameters.alike_unit
    }
}
