//! `history`: the account of what was read.

use crate::history::SourceKind;
use crate::policy::{ATTRIBUTION, Use};
use crate::report::history::{Account, json, lines, text};

use super::args::{Format, HistoryArgs};
use super::console::Console;
use super::context::open;
use super::failure::Failure;

pub(super) fn run(args: &HistoryArgs, console: &Console) -> Result<(), Failure> {
    let context = open(args.pack.as_deref(), &args.sources, args.no_store, Use::Show, console)?;
    if context.listener.history.sources().iter().any(|s| s.kind == SourceKind::SpotifyApi) {
        console.note(ATTRIBUTION);
    }
    let account = Account::new(&context.listener, &context.report);
    let mut out = String::new();
    match args.format {
        Format::Json => return console.json(&json(&account, args.all)),
        Format::Plain => lines(&mut out, &account)?,
        Format::Table => text(&mut out, &account, args.all, console.cells(), console.paint)?,
    }
    console.write(&out)
}
