//! What every method that holds lists out begins with: the lists, and what to hold out of them.

use crate::build::Corpus;
use crate::cli::args::{OrderKind, TrialArgs};
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::lists::{Lists, Place};
use crate::cli::progress::Bar;
use crate::engine::{Mixer, SignalKind};
use crate::evaluate::{Order, Plan};
use crate::pack::SourceCard;

/// The lists, read.
pub(super) fn read(
    args: &TrialArgs,
    console: &Console,
    progress: &Bar,
) -> anyhow::Result<(Corpus, Vec<SourceCard>)> {
    args.lists.use_threads()?;
    // Nothing is made that would carry a licence.
    let place = Place { licence: "unknown", memory: u64::MAX, console, progress };
    let (corpus, sources) = Lists::find(&args.lists)?.read(&place)?;
    Ok((corpus.finish(), sources))
}

/// What to hold out, and which mix to ask.
pub(super) fn plan(args: &TrialArgs, ablation: bool) -> Result<Plan, Failure> {
    let mut mixer = Mixer::default();
    if !args.only.is_empty() {
        for signal in SignalKind::ALL.into_iter().filter(|s| !args.only.contains(s)) {
            mixer.set(signal, 0);
        }
    }
    for step in &args.set {
        mixer.apply(step).map_err(|e| Failure::wrong_use(e.into()))?;
    }
    let order = match args.order {
        OrderKind::Time => Order::Time,
        OrderKind::Seed => Order::Seed(args.seed),
    };
    Ok(Plan { order, share: args.test, limit: args.limit as usize, mixer, ablation, seed: args.seed })
}
