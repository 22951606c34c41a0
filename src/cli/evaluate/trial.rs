//! What every method that holds lists out begins with: the lists, and what to hold out of them.

use crate::build::Corpus;
use crate::cli::args::{OrderKind, TrialArgs};
use crate::cli::console::Console;
use crate::cli::lists::{Lists, Place};
use crate::cli::progress::Bar;
use crate::engine::{MIXER_ONE, SignalKind};
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
pub(super) fn plan(args: &TrialArgs, ablation: bool) -> Plan {
    let silenced = SignalKind::ALL.into_iter().filter(|s| !args.only.is_empty() && !args.only.contains(s));
    // Whoever asks for a signal alone wants to hear it.
    let raised = args.only.iter().filter(|s| s.default_weight() == 0).map(|s| (*s, MIXER_ONE));
    let mix = silenced.map(|s| (s, 0)).chain(raised).chain(args.set.iter().copied()).collect();
    let order = match args.order {
        OrderKind::Time => Order::Time,
        OrderKind::Seed => Order::Seed(args.seed),
    };
    Plan {
        order,
        share: args.test,
        limit: args.limit as usize,
        mix,
        published: args.published,
        ablation,
        seed: args.seed,
    }
}
