//! `recommend`: one history, one list.

use crate::policy::Use;
use crate::report::{json, plain, table};

use super::args::{Format, OpenArgs, RecommendArgs};
use super::console::Console;
use super::context::{open, query};
use super::failure::Failure;

pub(super) fn run(args: &RecommendArgs, console: &Console) -> Result<(), Failure> {
    let query = query(&args.tune, args.limit as usize);
    let OpenArgs { history, pack, no_store } = &args.open;
    let context = open(pack.as_deref(), history, *no_store, Use::Score, console)?;
    for warning in context.warnings() {
        console.warn(&format!("{warning}; see `glasscrate history`"));
    }
    for note in context.notes(&query) {
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
    let mut text = String::new();
    match format {
        Format::Json => return console.json(&json::recommendations(&listener.pack, &query, &answer)),
        Format::Plain => plain::recommendations(&mut text, &listener.pack, &answer)?,
        Format::Table => {
            table::recommendations(&mut text, listener, &answer, console.cells(), console.paint)?;
        }
    }
    console.write(&text)?;
    if console.on_terminal {
        console.note(&format!("{} · ranking {}", context.line(), answer.ranking.hash));
    }
    Ok(())
}
