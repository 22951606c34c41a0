//! Chooses the parameters of a pack on lists of its own data set: some lists are held out, and of a few published values of each
//! parameter the one is taken that finds the held-out halves best.
//!
//! What is good differs by data set: a concert programme has an order, a user's table of plays has none; last week's radio tells more
//! than last year's, an old playlist is as good as a new one. Everything that may be chosen is on the card of the pack, so a
//! score still is the same published formula with the numbers put in. Deterministic. `bench` holds lists out and asks, `levers`
//! says what may be chosen.

use std::collections::BTreeMap;

use crate::build::{Choice, Corpus};
use crate::pack::Parameters;

use super::bench::{Bench, Tried};
use super::levers::{Draft, LEVERS, Lever, PRESETS};
use super::run::EvaluateError;

/// Fewer lists than this tell nothing: the published values stay.
const LEAST_LISTS: usize = 100;

/// Of more lists than this only the newest are looked at.
const MOST_LISTS: usize = 20_000;

/// A value is taken when the mean gain is more than so many of its standard errors. Less than what would prove it: a value that
/// seems better and is not costs little, and many small gains together are much.
const LIKELY: f64 = 0.25;

/// How often all levers are gone through, as long as something moves.
const PASSES: usize = 2;

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
    let whole = none.choice.parameters;
    let bench = Bench::of(corpus.subset(&newest).0, whole)?;
    let Some(first) = bench.try_out(&Draft::published(whole), None)? else { return Ok(none) };
    let mut best = first.clone();
    let mut taken = Vec::new();
    for preset in PRESETS {
        let Some(tried) = bench.try_out(&preset.of(&first.draft), Some(&best))? else { continue };
        if tried.beats(&best, LIKELY) {
            taken = vec![preset.name.to_owned()];
            best = tried;
        }
    }
    for pass in 0..PASSES {
        let before = taken.len();
        for lever in LEVERS {
            if let Some((better, value)) = best_of(&bench, lever, &best, pass)? {
                taken.push(lever.shown(value));
                best = better;
            }
        }
        if taken.len() == before {
            break;
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

/// The best value of a lever, if one beats what there is. After the first pass only the values next to it are tried.
fn best_of(
    bench: &Bench,
    lever: &Lever,
    now: &Tried,
    pass: usize,
) -> Result<Option<(Tried, i32)>, EvaluateError> {
    let mut best: Option<(Tried, i32)> = None;
    if lever.counts() && !(bench.counts_again() && now.draft.asks_neighbours()) {
        return Ok(None);
    }
    let at = lever.values.iter().position(|v| lever.pulled(&now.draft, *v) == now.draft);
    let near = |n: usize| pass == 0 || lever.counts() || at.is_none_or(|at| at.abs_diff(n) == 1);
    for (n, value) in lever.values.iter().enumerate() {
        if at == Some(n) || !near(n) {
            continue;
        }
        let draft = bench.affordable(&lever.pulled(&now.draft, *value));
        if draft == now.draft {
            continue;
        }
        let Some(tried) = bench.try_out(&draft, Some(now))? else { continue };
        if tried.beats(now, LIKELY) && best.as_ref().is_none_or(|(b, _)| tried.mean() > b.mean()) {
            best = Some((tried, *value));
        }
    }
    Ok(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{CorpusBuilder, NewTrack};

    /// Lists of one of ten clusters each, a cluster's tracks always in the same order, from anywhere in it on; and two that
    /// everybody plays.
    fn corpus(lists: usize) -> Corpus {
        let mut b = CorpusBuilder::new();
        let mut named = |artist: &str, n: usize| {
            let title = format!("title {n}");
            b.track(&NewTrack { artist, title: &title, ..NewTrack::default() }).unwrap()
        };
        let clusters: Vec<Vec<_>> =
            (0..10).map(|c| (0..12).map(|n| named(&format!("artist {c} {n}"), n)).collect()).collect();
        let hits = [named("everybody", 1), named("everybody", 2)];
        for n in 0..lists {
            let from = n / 10 % 6;
            let mut list = clusters[n % 10][from..from + 6].to_vec();
            list.extend(hits);
            b.list(&format!("list {n}"), &format!("2020-01-{:02}", n / 10 + 1), &list);
        }
        b.finish()
    }

    #[test]
    fn what_is_chosen_finds_at_least_what_is_published_and_is_the_same_again() {
        let corpus = corpus(240);
        let tuning = tune(&corpus).unwrap();
        assert!(tuning.asked > 60, "two folds: {}", tuning.asked);
        assert!(tuning.chosen > tuning.published, "{} {}", tuning.chosen, tuning.published);
        assert!(!tuning.taken.is_empty());
        let again = tune(&corpus).unwrap();
        assert_eq!((again.choice, again.taken), (tuning.choice, tuning.taken));
    }

    #[test]
    fn a_few_lists_change_nothing() {
        let corpus = corpus(LEAST_LISTS - 1);
        let tuning = tune(&corpus).unwrap();
        assert_eq!((tuning.asked, tuning.choice), (0, published(&corpus)));
    }
}
