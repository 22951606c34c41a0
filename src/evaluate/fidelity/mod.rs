//! Whether explanations are true: contributions against scores, and what happens to the first track when the tracks that are
//! said to speak for it are taken away.
//!
//! Everything is asked of the ranking again with other seeds; nothing is believed of it. `docs/quality.md` states the measures.

mod curve;
mod sums;

use rayon::prelude::*;

pub use curve::{KEPT, Kept, Point};
pub use sums::{LINEAR, Sums, Taken};

use super::judge::Trial;
use super::run::{EvaluateError, Plan, training};
use super::split::split;
use crate::build::Corpus;
use crate::engine::{Mixer, Question, Settings};
use crate::identify::Seeds;
use crate::pack::{Pack, TrackId};

/// What was asked and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fidelity {
    /// Lists held out that have two known tracks.
    pub testable: usize,
    /// Of them looked at, evenly spread.
    pub looked_at: usize,
    /// Of those left out: no known track in their history, or a first track without points.
    pub left_out: usize,
    /// The digest of the pack of the training lists.
    pub pack: String,
    /// The mix.
    pub mixer: Mixer,
    /// Contributions against scores.
    pub sums: Sums,
    /// The strongest seed taken out.
    pub taken: Taken,
    /// What is kept of the first track, for each number of seeds removed or left.
    pub points: Vec<Point>,
}

/// Of one list.
struct One {
    sums: Sums,
    taken: Taken,
    kept: Vec<Kept>,
}

/// Looks at up to `most` of the test lists of a plan.
///
/// # Errors
/// As [`super::evaluate`].
pub fn fidelity(corpus: &Corpus, plan: &Plan, most: usize) -> Result<Fidelity, EvaluateError> {
    let split = split(corpus, plan.order, plan.share)?;
    let (pack, places) = training(corpus, &split.train, plan)?;
    let trial = Trial::new(corpus, &pack, &places, &split.test, plan.limit);
    let count = trial.cases.len();
    if count == 0 {
        return Err(EvaluateError::NothingKnown(split.test.len()));
    }
    let looked_at = count.min(most);
    let mixer = Mixer::of(pack.card()).with(&plan.mix);
    let settings = Settings { mixer: mixer.clone(), ..Settings::default() };
    let asked = Asked { pack: &pack, settings: &settings, limit: plan.limit };
    let ones: Vec<One> = (0..looked_at)
        .into_par_iter()
        // Any spread does that is the same for everyone.
        .map(|n| n * count / looked_at)
        .filter_map(|n| asked.look_at(&trial.cases[n].seeds, plan.seed, n as u64))
        .collect();
    let mut sums = Sums::default();
    let mut taken = Taken::default();
    for one in &ones {
        sums.add(&one.sums);
        taken.add(&one.taken);
    }
    let kept: Vec<&[Kept]> = ones.iter().map(|o| o.kept.as_slice()).collect();
    Ok(Fidelity {
        testable: count,
        looked_at,
        left_out: looked_at - ones.len(),
        pack: pack.digest().as_str().to_owned(),
        mixer,
        sums,
        taken,
        points: curve::points(&kept, plan.seed),
    })
}

/// What stays the same while seeds change.
#[derive(Clone, Copy)]
struct Asked<'a> {
    pack: &'a Pack,
    settings: &'a Settings,
    limit: usize,
}

impl Asked<'_> {
    fn look_at(self, seeds: &Seeds, seed: u64, case: u64) -> Option<One> {
        let prepared = Question::prepare(self.pack, seeds, self.settings);
        let question = Question::new(self.pack, seeds, self.settings, &prepared);
        let ranking = question.rank(self.limit);
        let first = ranking.listed.first()?;
        let contributions = question.contributions(first);
        let whole = sums::before_diversity(&contributions);
        if seeds.tracks.is_empty() || whole <= 0 {
            return None;
        }
        let sums = Sums::of(&ranking, question.traces(&ranking.listed));
        let taken = sums::take_out(self, seeds, first.track, &contributions);
        let kept = curve::kept(self, seeds, first.track, &contributions, (seed, case));
        Some(One { sums, taken, kept })
    }

    /// Where a track stands, and why, when some seeds are set aside: they stay known as heard, and say nothing.
    fn standing(self, seeds: &Seeds, silent: &[TrackId], track: TrackId) -> crate::engine::Standing {
        let mut seeds = seeds.clone();
        for s in seeds.tracks.iter_mut().filter(|s| silent.contains(&s.track)) {
            s.weight = 0;
        }
        let prepared = Question::prepare(self.pack, &seeds, self.settings);
        Question::new(self.pack, &seeds, self.settings, &prepared).standing(self.limit, track)
    }
}
