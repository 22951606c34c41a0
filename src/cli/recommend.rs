//! `recommend`: one history, one list; to look at, or to take elsewhere.

use anyhow::anyhow;

use crate::policy::Use;
use crate::text::counted;

use super::args::{Format, ListFormat, OpenArgs, RecommendArgs};
use super::choices::in_force;
use super::console::Console;
use super::context::{open, query};
use super::export::{Listing, hand_out};
use super::failure::Failure;
use super::library::{owned, ranked, restrict};
use super::trace;

pub(super) fn run(args: &RecommendArgs, console: &Console) -> Result<(), Failure> {
    let limit = args.limit as usize;
    let format = args.export.chosen(console.on_terminal);
    let OpenArgs { history, pack, no_store } = &args.open;
    let mut context = open(pack.as_deref(), history, *no_store, Use::Score, console)?;
    for warning in context.warnings() {
        console.warn(&format!("{warning}; see `glasscrate history`"));
    }
    let choices = in_force(&mut context, &args.tune.made, &args.tune.kept)?.told_to(console);
    let mut query = query(&args.tune, ranked(&args.library, limit), choices);
    for note in context.notes() {
        console.note(&note);
    }
    let listener = &context.listener;
    let owned = owned(&args.library, &listener.pack, console)?;
    let mut answer = query.ask(listener);
    restrict(&args.library, &owned, &mut answer, limit);
    query.limit = limit;
    if listener.history.is_empty() {
        console.warn("no listens were read, so the list goes by popularity alone; see `glasscrate history`");
    } else if !answer.has_seeds() {
        console.warn("the pack knows no track of this history, so the list goes by popularity alone");
    }
    if let Some(path) = &args.trace {
        trace::save(path, listener, &query, &answer, console)?;
        if trace::is_stdout(path) {
            return Ok(());
        }
        console.wrote(Some(path.clone()));
        context.ledger.written.push(path.clone());
    }
    if let Some(path) = &args.compare {
        return trace::tell_changes(path, listener, &query, &answer, to_compare(format)?, console);
    }
    let listing = Listing { listener, query: &query, answer: &answer, owned: &owned };
    let written = hand_out(&args.export, format, &listing, console)?;
    if format == ListFormat::Json && written.is_none() {
        return Ok(());
    }
    context.ledger.written.extend(written);
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

/// How a comparison is written: it is to look at, and no playlist.
fn to_compare(format: ListFormat) -> Result<Format, Failure> {
    match format {
        ListFormat::Table => Ok(Format::Table),
        ListFormat::Plain => Ok(Format::Plain),
        ListFormat::Json => Ok(Format::Json),
        _ => Err(Failure::wrong_use(anyhow!("--compare is told as table, plain or json"))),
    }
}
