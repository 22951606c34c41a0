//! `recommend`: one history, one list.

use crate::policy::Use;
use crate::report::{json, plain, table};
use crate::text::counted;

use super::args::{Format, OpenArgs, RecommendArgs};
use super::choices::in_force;
use super::console::Console;
use super::context::{open, query};
use super::failure::Failure;
use super::trace;

pub(super) fn run(args: &RecommendArgs, console: &Console) -> Result<(), Failure> {
    let OpenArgs { history, pack, no_store } = &args.open;
    let mut context = open(pack.as_deref(), history, *no_store, Use::Score, console)?;
    for warning in context.warnings() {
        console.warn(&format!("{warning}; see `glasscrate history`"));
    }
    let choices = in_force(&mut context, &args.tune.made, &args.tune.kept)?.told_to(console);
    let query = query(&args.tune, args.limit as usize, choices);
    for note in context.notes() {
        console.note(&note);
    }
    let listener = &context.listener;
    let answer = query.ask(listener);
    if listener.history.is_empty() {
        console.warn("no listens were read, so the list goes by popularity alone; see `glasscrate history`");
    } else if !answer.has_seeds() {
        console.warn("the pack knows no track of this history, so the list goes by popularity alone");
    }
    let format = args.format.unwrap_or(if console.on_terminal { Format::Table } else { Format::Plain });
    if let Some(path) = &args.trace {
        trace::save(path, listener, &query, &answer, console)?;
        if trace::is_stdout(path) {
            return Ok(());
        }
        console.wrote(Some(path.clone()));
        context.ledger.written.push(path.clone());
    }
    if let Some(path) = &args.compare {
        return trace::tell_changes(path, listener, &query, &answer, format, console);
    }
    let mut text = String::new();
    match format {
        Format::Json => return console.json(&json::recommendations(&listener.pack, &query, &answer)),
        Format::Plain => plain::recommendations(&mut text, &listener.pack, &answer)?,
        Format::Table => {
            table::recommendations(&mut text, listener, &answer, console.cells(), console.paint)?;
        }
    }
    console.write(&text)?;
    let kept_out = answer.kept_out(&listener.pack).len();
    if kept_out > 0 {
        let tracks = counted(kept_out, "track", "tracks");
        console.note(&format!("{tracks} kept out by your rules; `glasscrate explain` tells which rule"));
    }
    if console.on_terminal {
        console.note(&format!("{} · ranking {}", context.line(), answer.ranking.hash));
    }
    Ok(())
}
