//! `evaluate` and its methods: lists in, figures out.

mod challenge;
mod generate;
mod split;

use super::args::EvaluateCommand;
use super::console::Console;
use super::failure::Failure;

pub(super) fn run(command: &EvaluateCommand, console: &Console) -> Result<(), Failure> {
    match command {
        EvaluateCommand::Split(args) => split::run(args, console),
        EvaluateCommand::Challenge(args) => challenge::run(args, console),
        EvaluateCommand::Generate(args) => generate::run(args, console),
    }
}
