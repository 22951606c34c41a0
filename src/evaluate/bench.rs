//! Where choices are tried out: folds of a corpus, each with lists held out and a pack of the others.
//!
//! The second fold is made of what the first one trains on, so a choice has to do well on the newest lists and on those before
//! them: what helps on one of the two alone is mostly chance.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::build::{BuildError, Choice, Corpus, Counted, Done, PackAbout, lay_out};
use crate::engine::{Mixer, SCALE, SignalKind};
use crate::pack::{Pack, Parameters};

use super::judge::{Method, Trial};
use super::levers::{Draft, Ratios};
use super::metrics::Metric;
use super::run::EvaluateError;
use super::split::{Order, split};

/// How many folds there are, where there are lists enough.
const FOLDS: usize = 2;

/// A fold is made of at least so many lists.
const LEAST_LISTS: usize = 100;

/// So many lists of a fold are asked about, if there are as many, spread evenly over those held out.
const ASKED: usize = 200;

/// The share held out at first, and the largest: it grows by half until there are enough to ask about.
const SHARE: f64 = 0.05;
const LARGEST_SHARE: f64 = 0.2;

/// So many tracks are listed.
const LISTED: usize = 100;

/// In a larger catalogue tracks are counted together in the published way alone: to count and to fit takes long there.
const COUNTED_AGAIN: usize = 20_000;

/// What loses more than so many standard errors in the newest fold is not asked about the other.
const HOPELESS: f64 = 1.0;

/// So many packs of a fold are kept.
const KEPT: usize = 4;

/// See the module.
pub(super) struct Bench {
    /// What is published for the whole catalogue.
    whole: Parameters,
    /// The newest first.
    folds: Vec<Fold>,
    /// By what neighbours depend on.
    ratios: RefCell<BTreeMap<CountingKey, Ratios>>,
    /// Units of alike lists found so far, by the parameters without them.
    units: RefCell<Vec<(Parameters, u32)>>,
}

/// A draft, and what it found.
#[derive(Debug, Clone)]
pub(super) struct Tried {
    pub(super) draft: Draft,
    /// What it is in a pack.
    pub(super) choice: Choice,
    /// Of each list asked about.
    pub(super) ndcg: Vec<f64>,
}

impl Tried {
    pub(super) fn mean(&self) -> f64 {
        self.ndcg.iter().sum::<f64>() / self.ndcg.len().max(1) as f64
    }

    /// True when it is better than another by more than so many standard errors of the difference.
    pub(super) fn beats(&self, other: &Self, errors: f64) -> bool {
        let (gain, error) = gain(&self.ndcg, &other.ndcg);
        gain > errors * error
    }
}

/// The mean of what one has more than the other, as far as both go, and its standard error.
fn gain(one: &[f64], other: &[f64]) -> (f64, f64) {
    let gains: Vec<f64> = one.iter().zip(other).map(|(a, b)| a - b).collect();
    let n = gains.len() as f64;
    let mean = gains.iter().sum::<f64>() / n;
    let variance = gains.iter().map(|g| (g - mean) * (g - mean)).sum::<f64>() / (n - 1.0).max(1.0);
    (mean, (variance / n).sqrt())
}

impl Bench {
    /// Folds of a corpus. `whole` is what is published for all of the data set.
    pub(super) fn of(corpus: Corpus, whole: Parameters) -> Result<Self, EvaluateError> {
        let mut folds = Vec::new();
        let mut corpus = corpus;
        while folds.len() < FOLDS && corpus.list_count() >= LEAST_LISTS {
            let held = hold_out(&corpus)?;
            let (training, places) = corpus.subset(&held.train);
            let left = training.clone();
            folds.push(Fold {
                corpus,
                training,
                places,
                test: held.test,
                counted: RefCell::default(),
                packs: RefCell::default(),
            });
            corpus = left;
        }
        Ok(Self { whole, folds, ratios: RefCell::default(), units: RefCell::default() })
    }

    /// True where there is time to count in several ways.
    pub(super) fn counts_again(&self) -> bool {
        self.folds.first().is_some_and(|f| f.training.track_count() <= COUNTED_AGAIN)
    }

    /// A draft without what a large catalogue has no time for, and which is not to be chosen on a part of it: more lists or
    /// companions than are published, discounts, and neighbours, since counting the lists behind each of their reasons takes
    /// long. And without a counting of its own where there is no time to count.
    pub(super) fn affordable(&self, draft: &Draft) -> Draft {
        let mut draft = draft.clone();
        if self.whole.alike < Parameters::DEFAULT.alike {
            draft.parameters.alike = draft.parameters.alike.min(self.whole.alike);
            draft.parameters.companion_count = draft.parameters.companion_count.min(60);
            draft.parameters.discount = 0;
            (draft.together, draft.fitted) = (0, 0);
        }
        if !self.counts_again() {
            let p = &mut draft.parameters;
            p.seed_exponent = self.whole.seed_exponent;
            p.popularity_exponent = self.whole.popularity_exponent;
            p.length_exponent = self.whole.length_exponent;
            p.shrinkage = self.whole.shrinkage;
        }
        draft
    }

    /// Ranks with a draft. `None` when no list can be asked about, or when it finds so much less than `beside` in the newest
    /// fold that the other one is not worth the time.
    pub(super) fn try_out(
        &self,
        draft: &Draft,
        beside: Option<&Tried>,
    ) -> Result<Option<Tried>, EvaluateError> {
        let draft = self.affordable(draft);
        let mut choice = draft.choice(self.ratios(&draft)?);
        choice.parameters.alike_unit = self.unit(&choice)?;
        let mut ndcg: Vec<f64> = Vec::new();
        for fold in &self.folds {
            if let Some(beside) = beside.filter(|_| !ndcg.is_empty()) {
                let (gain, error) = gain(&ndcg, &beside.ndcg);
                if gain < -HOPELESS * error {
                    return Ok(None);
                }
            }
            let pack = fold.pack(&choice, self.whole)?;
            let trial = fold.trial(&pack);
            let verdict = trial.judge(&Method::Mix(Mixer::of(pack.card())));
            ndcg.extend(verdict.values.iter().map(|v| v[Metric::Ndcg as usize]));
        }
        Ok((!ndcg.is_empty()).then_some(Tried { draft, choice, ndcg }))
    }

    /// The unit of alike lists, which depends on the parameters, not on the weights of signals.
    fn unit(&self, choice: &Choice) -> Result<u32, EvaluateError> {
        if let Some((_, unit)) = self.units.borrow().iter().find(|(p, _)| *p == choice.parameters) {
            return Ok(*unit);
        }
        let unit = match self.folds.first() {
            Some(newest) => newest.unit(choice, self.whole)?,
            None => choice.parameters.alike_unit,
        };
        self.units.borrow_mut().push((choice.parameters, unit));
        Ok(unit)
    }

    /// How much the neighbours have to weigh, which depends on how they are counted.
    fn ratios(&self, draft: &Draft) -> Result<Ratios, EvaluateError> {
        let key = counting_key(&draft.parameters);
        if let Some(ratios) = self.ratios.borrow().get(&key) {
            return Ok(*ratios);
        }
        let Some(newest) = self.folds.first() else { return Ok(Ratios::default()) };
        let pack = newest.pack(&draft.choice(Ratios::default()), self.whole)?;
        let trial = newest.trial(&pack);
        let alone = |signal| {
            trial.median_best(signal).map_or(0, |best| (SCALE * 100 / best.max(1)).clamp(1, 1600) as i32)
        };
        let ratios = Ratios { together: alone(SignalKind::Together), fitted: alone(SignalKind::Fitted) };
        self.ratios.borrow_mut().insert(key, ratios);
        Ok(ratios)
    }
}

/// The parameters of counting that a lever moves.
type CountingKey = [u32; 4];

fn counting_key(p: &Parameters) -> CountingKey {
    [p.seed_exponent, p.popularity_exponent, p.length_exponent, p.shrinkage]
}

/// On what the tables of a pack depend, beside its lists.
type TablesKey = (CountingKey, [u32; 3]);

/// Some lists held out, and packs of the others.
struct Fold {
    corpus: Corpus,
    training: Corpus,
    places: Vec<Option<u32>>,
    test: Vec<u32>,
    /// What was counted so far.
    counted: RefCell<BTreeMap<CountingKey, Counted>>,
    /// Packs laid out lately, the latest last.
    packs: RefCell<Vec<(TablesKey, Pack)>>,
}

impl Fold {
    fn trial<'a>(&'a self, pack: &'a Pack) -> Trial<'a> {
        Trial::new(&self.corpus, pack, &self.places, &self.test, LISTED)
    }

    /// The pack of the training lists. `whole` has the half-life by which tracks are counted together.
    fn pack(&self, choice: &Choice, whole: Parameters) -> Result<Pack, EvaluateError> {
        let p = &choice.parameters;
        let key = (counting_key(p), [p.half_life, p.rarity_exponent, p.worth_exponent]);
        let mut packs = self.packs.borrow_mut();
        if let Some(n) = packs.iter().position(|(k, _)| *k == key) {
            let latest = packs.remove(n);
            let pack = latest.1.under(&choice.parameters, &choice.mix);
            packs.push(latest);
            return Ok(pack);
        }
        let mut counted = self.counted.borrow_mut();
        let counted = match counted.entry(key.0) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let parameters = Parameters { half_life: whole.half_life, ..choice.parameters };
                entry.insert(count(&self.training, &parameters)?)
            }
        };
        let pack = Pack::from_bytes(lay_out(&self.training, counted, &training_part(), choice)?)?;
        if packs.len() == KEPT {
            packs.remove(0);
        }
        packs.push((key, pack.clone()));
        Ok(pack)
    }

    /// The unit that brings the best by alike lists of a usual question to 1.
    fn unit(&self, choice: &Choice, whole: Parameters) -> Result<u32, EvaluateError> {
        let pack = self.pack(choice, whole)?;
        let mut parameters = choice.parameters;
        // The first look may be coarse, or cut off; the second is not.
        for _ in 0..2 {
            let pack = pack.under(&parameters, &choice.mix);
            let Some(best) = self.trial(&pack).median_best(SignalKind::ListsLikeYours) else { break };
            let scaled = u128::from(parameters.alike_unit) * SCALE as u128 / best.max(1) as u128;
            parameters.alike_unit = scaled.clamp(1, 1 << 24) as u32;
        }
        Ok(parameters.alike_unit)
    }
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

/// Counts with the parameters of a choice, unwatched.
pub(super) fn count(corpus: &Corpus, parameters: &Parameters) -> Result<Counted, EvaluateError> {
    Ok(Counted::of(corpus, parameters, &Done::default()).map_err(BuildError::from)?)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{CorpusBuilder, NewTrack};

    fn corpus(lists: usize) -> Corpus {
        let mut b = CorpusBuilder::new();
        for n in 0..lists {
            let list: Vec<_> = (0..4)
                .map(|t| {
                    let title = format!("title {}", (n + t) % 50);
                    b.track(&NewTrack { artist: "a", title: &title, ..NewTrack::default() }).unwrap()
                })
                .collect();
            b.list(&format!("list {n:03}"), &format!("20{:02}-01-01", n / 10), &list);
        }
        b.finish()
    }

    #[test]
    fn the_older_fold_knows_nothing_of_the_newest_lists() {
        let bench = Bench::of(corpus(200), Parameters::DEFAULT).unwrap();
        let [newest, older] = bench.folds.as_slice() else { unreachable!("two folds") };
        assert_eq!(older.corpus, newest.training);
        for fold in [newest, older] {
            let asked: Vec<&str> = fold.test.iter().map(|l| fold.corpus.list_name(*l)).collect();
            let trained = (0..fold.training.list_count() as u32).map(|l| fold.training.list_name(l));
            let newest_trained = trained.max().unwrap();
            assert!(asked.iter().all(|name| *name > newest_trained));
        }
    }

    #[test]
    fn of_few_lists_there_is_one_fold() {
        assert_eq!(Bench::of(corpus(110), Parameters::DEFAULT).unwrap().folds.len(), 1);
    }

    #[test]
    fn a_gain_is_a_mean_with_its_error() {
        let (mean, error) = gain(&[0.2, 0.4, 0.6], &[0.1, 0.2, 0.3]);
        assert!((mean - 0.2).abs() < 1e-12);
        assert!((error - 0.1 / 3f64.sqrt()).abs() < 1e-12);
        // As far as both go.
        assert!((gain(&[0.5], &[0.25, 9.0]).0 - 0.25).abs() < 1e-12);
    }
}
