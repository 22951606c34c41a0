//! The command line: what is asked, which files to open for it, and where the answer goes.
//!
//! Thin: it reads arguments, opens packs and histories, asks [`crate::query`], and hands the answer to [`crate::report`].
//! Answers go to standard output, everything else to standard error. The only module that knows exit codes.

mod args;
mod batch;
mod beliefs;
mod build;
mod choices;
mod consent;
mod console;
mod context;
mod door;
mod evaluate;
mod explain;
mod failure;
mod file;
mod folders;
mod history;
mod kept;
mod lines;
mod lists;
mod lists_behind;
mod manual;
mod pack;
mod policy;
mod progress;
mod recommend;
mod spotify;
mod trace;
mod tui;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use args::{Cli, Command};
use console::Console;
use failure::Failure;

/// The whole command line, for help, completions and the manual.
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs the program on its own arguments.
#[must_use]
pub fn main() -> ExitCode {
    let given: Vec<OsString> = std::env::args_os().collect();
    let command = command().color(args::colour_of_help(&given));
    let cli = command.try_get_matches_from(given).and_then(|m| Cli::from_arg_matches(&m));
    match cli {
        Ok(cli) => {
            let console = Console::new(cli.global.color, cli.global.quiet, cli.global.offline);
            let tells_ledger = cli.global.ledger;
            let code = match run(cli, &console) {
                Ok(()) => ExitCode::SUCCESS,
                Err(failure) => console.fail(&failure),
            };
            if tells_ledger {
                console.tell_ledger();
            }
            code
        }
        // Help and version are answers, the rest is wrong use. Nobody is left to tell when the stream is closed.
        Err(error) => {
            let _ = error.print();
            ExitCode::from(u8::from(error.use_stderr()) * failure::WRONG_USE)
        }
    }
}

fn run(cli: Cli, console: &Console) -> Result<(), Failure> {
    let Some(command) = cli.command else {
        return tui::run(&cli.tui, console);
    };
    if !cli.tui.is_empty() {
        let what = anyhow::anyhow!("options of the interface stand before the command; put them after it");
        return Err(Failure::wrong_use(what));
    }
    match command {
        Command::Tui(args) => tui::run(&args, console),
        Command::Recommend(args) => match &args.batch {
            Some(source) => batch::run(&args, source, console),
            None => recommend::run(&args, console),
        },
        Command::Explain(args) => explain::run(&args, console),
        Command::Replay(args) => trace::replay(&args, console),
        Command::History(args) => history::run(&args, console),
        Command::Beliefs(args) => beliefs::run(&args, console),
        Command::Choices(args) => choices::run(args, console),
        Command::Pack(args) => pack::run(&args.command, console),
        Command::Evaluate(args) => evaluate::run(&args.command, console),
        Command::Spotify(args) => spotify::run(&args, console),
        Command::Policy(args) => policy::run(&args, console),
        Command::Completions(args) => manual::completions(&args, console),
        Command::Man(args) => manual::page(&args, console),
    }
}
