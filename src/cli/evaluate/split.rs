//! `evaluate split` and `evaluate ablation`: how good the rankings are for held-out lists.

use anyhow::Error;

use super::trial;
use crate::cli::args::{TableOrJson, TrialArgs};
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::progress::Bar;
use crate::evaluate::evaluate;
use crate::report::evaluate as report;
use crate::sources::Progress as _;

pub(super) fn run(args: &TrialArgs, ablation: bool, console: &Console) -> Result<(), Failure> {
    let plan = trial::plan(args, ablation);
    let (sources, evaluation) = {
        let progress = Bar::new(console);
        let (corpus, sources) = trial::read(args, console, &progress)?;
        progress.at("counting and ranking", 0, None);
        (sources, evaluate(&corpus, &plan).map_err(Error::new)?)
    };
    if args.format == TableOrJson::Json {
        let sources = sources.into_iter().map(|s| (s.name, s.digest)).collect();
        return console.json(&report::json(&plan, &evaluation, sources));
    }
    let mut text = String::new();
    report::table(&mut text, &plan, &evaluation, console.cells(), console.paint)?;
    console.write(&text)
}
