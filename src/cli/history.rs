//! `history`: the account of what was read.

use crate::choices::Choice;
use crate::history::SourceKind;
use crate::policy::{ATTRIBUTION, Use};
use crate::report::history::{Account, json, lines, text};

use super::args::{Format, HistoryArgs, MadeArgs};
use super::choices::in_force;
use super::console::Console;
use super::context::open;
use super::failure::Failure;

pub(super) fn run(args: &HistoryArgs, console: &Console) -> Result<(), Failure> {
    let mut context = open(args.pack.as_deref(), &args.sources, args.no_store, Use::Show, console)?;
    if context.listener.history.sources().iter().any(|s| s.kind == SourceKind::SpotifyApi) {
        console.note(ATTRIBUTION);
    }
    let made = MadeArgs { aside: args.aside.clone(), ..MadeArgs::default() };
    let choices = in_force(&mut context, &made, &args.kept)?.told_to(console);
    let parts = choices.in_force().filter(|c| matches!(c, Choice::Without(_)));
    let account = Account::new(&context.listener, &context.report, parts);
    let mut out = String::new();
    match args.format {
        Format::Json => return console.json(&json(&account, args.all)),
        Format::Plain => lines(&mut out, &account)?,
        Format::Table => text(&mut out, &account, args.all, console.cells(), console.paint)?,
    }
    console.write(&out)
}
