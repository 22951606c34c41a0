//! `evaluate explanations`: whether they are true.

use anyhow::Error;

use super::trial;
use crate::cli::args::{EvaluateExplanationsArgs, TableOrJson};
use crate::cli::console::Console;
use crate::cli::failure::{COULD_NOT, Failure};
use crate::cli::progress::Bar;
use crate::evaluate::fidelity::fidelity;
use crate::report::fidelity as report;
use crate::sources::Progress as _;

pub(super) fn run(args: &EvaluateExplanationsArgs, console: &Console) -> Result<(), Failure> {
    let plan = trial::plan(&args.trial, false);
    let (sources, told) = {
        let progress = Bar::new(console);
        let (corpus, sources) = trial::read(&args.trial, console, &progress)?;
        progress.at("counting and asking", 0, None);
        (sources, fidelity(&corpus, &plan, args.sample as usize).map_err(Error::new)?)
    };
    if args.trial.format == TableOrJson::Json {
        let sources = sources.into_iter().map(|s| (s.name, s.digest)).collect();
        console.json(&report::json(&told, sources))?;
    } else {
        let mut text = String::new();
        report::table(&mut text, &told, console.cells(), console.paint)?;
        console.write(&text)?;
    }
    // An explanation that is not true is a fault of the program, not a figure.
    if told.sums.wrong + told.taken.wrong == 0 { Ok(()) } else { Err(Failure::Answered(COULD_NOT)) }
}
