//! `evaluate` and its methods: lists in, figures out.

mod challenge;
mod explanations;
mod generate;
mod split;
mod trial;

use super::args::EvaluateCommand;
use super::console::Console;
use super::failure::Failure;

pub(super) fn run(command: &EvaluateCommand, console: &Console) -> Result<(), Failure> {
    match command {
        EvaluateCommand::Split(args) => split::run(&args.trial, args.ablation, console),
        EvaluateCommand::Ablation(args) => split::run(args, true, console),
        EvaluateCommand::Explanations(args) => explanations::run(args, console),
        EvaluateCommand::Challenge(args) => challenge::run(args, console),
        EvaluateCommand::Generate(args) => generate::run(args, console),
    }
}
