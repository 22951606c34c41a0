//! `evaluate split`: lists in, figures out.

use anyhow::Error;

use crate::engine::{Mixer, SignalKind};
use crate::evaluate::{Order, Plan, evaluate};
use crate::report::evaluate as report;
use crate::sources::Progress;

use crate::cli::args::{EvaluateSplitArgs, OrderKind, TableOrJson};
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::lists::{Lists, Place};
use crate::cli::progress::Bar;

pub(super) fn run(args: &EvaluateSplitArgs, console: &Console) -> Result<(), Failure> {
    let plan = plan(args)?;
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

fn plan(args: &EvaluateSplitArgs) -> Result<Plan, Failure> {
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
    Ok(Plan {
        order,
        share: args.test,
        limit: args.limit as usize,
        mixer,
        ablation: args.ablation,
        seed: args.seed,
    })
}
