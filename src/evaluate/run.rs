//! One evaluation: split, train, rank every test list with every method, measure.

use thiserror::Error;

use crate::build::{BuildError, Corpus, lay_out};
use crate::engine::{MixStep, Mixer, SignalKind};
use crate::pack::{Pack, PackError};

use super::bench::{count, training_part};
use super::bootstrap::{Interval, interval};
use super::judge::{Method, Trial, Verdict};
use super::metrics::Metric;
use super::split::{Order, Split, SplitError, split};
use super::tune::{published, tune};

/// What to evaluate.
#[derive(Debug, Clone)]
pub struct Plan {
    /// In which order lists stand before some are held out.
    pub order: Order,
    /// The share held out, between 0 and 1.
    pub share: f64,
    /// How many tracks each ranking lists.
    pub limit: usize,
    /// What is changed in the mix of the training lists' pack.
    pub mix: Vec<MixStep>,
    /// Take the published parameters, and choose none on the training lists.
    pub published: bool,
    /// Also rank without each of its signals.
    pub ablation: bool,
    /// Of the bootstrap.
    pub seed: u64,
}

/// Why there are no figures.
#[derive(Debug, Error)]
pub enum EvaluateError {
    /// The lists cannot be split.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// The training part makes no pack.
    #[error("the training lists make no pack")]
    Build(#[from] BuildError),
    /// The pack made cannot be read.
    #[error("the pack of the training lists cannot be read")]
    Pack(#[from] PackError),
    /// Nothing to ask.
    #[error("none of the {0} held-out lists has two tracks that the training lists know")]
    NothingKnown(usize),
}

/// What was held out, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Lists read.
    pub lists: usize,
    /// Of them without a date.
    pub undated: usize,
    /// Lists trained on.
    pub training: usize,
    /// Distinct tracks of those: the catalogue.
    pub tracks: usize,
    /// Lists held out.
    pub held_out: usize,
    /// Of them left out: fewer than two tracks that the training lists know.
    pub left_out: usize,
    /// Lists tested: the rest.
    pub tested: usize,
    /// Of them with no known track in the first half, which are ranked by popularity alone.
    pub without_seeds: usize,
    /// Tracks in the second halves: what is to be found.
    pub wanted: usize,
    /// Of them unknown to the training lists: missed, whatever the ranking.
    pub unknown: usize,
}

/// A third of all plays in training: the tracks that take it, and what was found of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bucket {
    /// Tracks of the catalogue in it.
    pub tracks: usize,
    /// Of them held out, summed over the tested lists.
    pub wanted: usize,
    /// Of those listed.
    pub found: usize,
}

/// The figures of one method.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// `mix`, `popularity`, or `without SIGNAL`.
    pub name: String,
    /// The means over tested lists, in the order of [`Metric::ALL`].
    pub means: [Interval; Metric::ALL.len()],
    /// NDCG minus that of the mix, list by list; `None` for the mix itself.
    pub against_mix: Option<Interval>,
    /// The share of the catalogue that was listed at least once.
    pub coverage: f64,
    /// Head, middle and tail.
    pub buckets: [Bucket; 3],
}

/// A whole evaluation.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// How many of what.
    pub tally: Tally,
    /// The digest of the pack of the training lists.
    pub pack: String,
    /// The mix.
    pub mixer: Mixer,
    /// The mix, the popularity baseline, and the mix without each of its signals where asked for.
    pub rows: Vec<Row>,
}

/// Evaluates the mix of a plan on the lists of a corpus.
///
/// # Errors
/// When the lists are too few or undated, or when nothing held out is known.
pub fn evaluate(corpus: &Corpus, plan: &Plan) -> Result<Evaluation, EvaluateError> {
    let Split { train, test, undated } = split(corpus, plan.order, plan.share)?;
    let (pack, places) = training(corpus, &train, plan)?;
    let mixer = Mixer::of(pack.card()).with(&plan.mix);
    let trial = Trial::new(corpus, &pack, &places, &test, plan.limit);
    if trial.cases.is_empty() {
        return Err(EvaluateError::NothingKnown(test.len()));
    }
    let mix = trial.judge(&Method::Mix(mixer.clone()));
    let mut rows = vec![row("mix".into(), &mix, None, plan)];
    rows.push(row("popularity".into(), &trial.judge(&Method::Popularity), Some(&mix), plan));
    if plan.ablation {
        for signal in SignalKind::ALL.into_iter().filter(|s| mixer.weight(*s) != 0) {
            let without = mixer.clone().with(&[(signal, 0)]);
            rows.push(row(
                format!("without {signal}"),
                &trial.judge(&Method::Mix(without)),
                Some(&mix),
                plan,
            ));
        }
    }
    let tally = Tally {
        lists: corpus.list_count(),
        undated,
        training: train.len(),
        tracks: pack.track_count(),
        held_out: test.len(),
        left_out: test.len() - trial.cases.len(),
        tested: trial.cases.len(),
        without_seeds: trial.cases.iter().filter(|c| !c.seeds.speak()).count(),
        wanted: trial.cases.iter().map(|c| c.held.len()).sum(),
        unknown: trial.unknown(),
    };
    Ok(Evaluation { tally, pack: pack.digest().as_str().to_owned(), mixer, rows })
}

/// The pack of the training lists alone, and where the corpus's tracks stand in it.
pub(super) fn training(
    corpus: &Corpus,
    train: &[u32],
    plan: &Plan,
) -> Result<(Pack, Vec<Option<u32>>), EvaluateError> {
    let (lists, places) = corpus.subset(train);
    let choice = if plan.published { published(&lists) } else { tune(&lists)?.choice };
    let counted = count(&lists, &choice.parameters)?;
    Ok((Pack::from_bytes(lay_out(&lists, &counted, &training_part(), &choice)?)?, places))
}

fn row(name: String, verdict: &Verdict, mix: Option<&Verdict>, plan: &Plan) -> Row {
    let column = |m: usize| verdict.values.iter().map(|v| v[m]).collect::<Vec<f64>>();
    let ndcg = |v: &Verdict| v.values.iter().map(|v| v[Metric::Ndcg as usize]).collect::<Vec<f64>>();
    let against = |mix: &Verdict| {
        let differences: Vec<f64> = ndcg(verdict).iter().zip(ndcg(mix)).map(|(a, b)| a - b).collect();
        interval(&differences, plan.seed)
    };
    Row {
        name,
        means: std::array::from_fn(|m| interval(&column(m), plan.seed)),
        against_mix: mix.map(against),
        coverage: verdict.coverage,
        buckets: verdict.buckets,
    }
}
