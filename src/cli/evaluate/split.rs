//! `evaluate split`: lists in, figures out.

use anyhow::Error;

use crate::engine::SignalKind;
use crate::evaluate::{Order, Plan, evaluate};
use crate::report::evaluate as report;
use crate::sources::Progress;

use crate::cli::args::{EvaluateSplitArgs, OrderKind, TableOrJson};
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::lists::{Lists, Place};
use crate::cli::progress::Bar;

pub(super) fn run(args: &EvaluateSplitArgs, console: &Console) -> Result<(), Failure> {
    let plan = plan(args);
    args.lists.use_threads()?;
    let (sources, evaluation) = {
        let progress = Bar::new(console);
        // Nothing is made that would carry a licence.
        let place = Place { licence: "unknown", memory: u64::MAX, console, progress: &progress };
        let (corpus, sources) = Lists::find(&args.lists)?.read(&place)?;
        progress.at("counting and ranking", 0, None);
        (sources, evaluate(&corpus.finish(), &plan).map_err(Error::new)?)
    };
    if args.format == TableOrJson::Json {
        let sources = sources.into_iter().map(|s| (s.name, s.digest)).collect();
        return console.json(&report::json(&plan, &evaluation, sources));
    }
    let mut text = String::new();
    report::table(&mut text, &plan, &evaluation, console.cells(), console.paint)?;
    console.write(&text)
}

fn plan(args: &EvaluateSplitArgs) -> Plan {
    let silenced = SignalKind::ALL.into_iter().filter(|s| !args.only.is_empty() && !args.only.contains(s));
    let mix = silenced.map(|s| (s, 0)).chain(args.set.iter().copied()).collect();
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
        ablation: args.ablation,
        seed: args.seed,
    }
}
