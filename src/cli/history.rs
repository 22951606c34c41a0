//! `history`: the account of what was read.

use crate::report::history::{Account, json, lines, text};

use super::args::{Format, HistoryArgs};
use super::console::Console;
use super::context::{Context, now};
use super::failure::Failure;
use super::progress::Bar;

pub(super) fn run(args: &HistoryArgs, console: &Console) -> Result<(), Failure> {
    let context = {
        let progress = Bar::new(console);
        Context::open(args.pack.as_deref(), &args.sources, now(), &progress)?
    };
    let account = Account::new(&context.listener, &context.report);
    let mut out = String::new();
    match args.format {
        Format::Json => return console.json(&json(&account, args.all)),
        Format::Plain => lines(&mut out, &account)?,
        Format::Table => text(&mut out, &account, args.all, console.cells(), console.paint)?,
    }
    console.write(&out)
}
