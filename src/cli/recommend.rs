//! `recommend`: one history, one list; to look at, or to take elsewhere.

use super::args::RecommendArgs;
use super::console::Console;
use super::context::{Context, now, query};
use super::export::{Listing, hand_out};
use super::failure::Failure;
use super::library::{owned, ranked, restrict};
use super::progress::Bar;

pub(super) fn run(args: &RecommendArgs, console: &Console) -> Result<(), Failure> {
    let limit = args.limit as usize;
    let mut query = query(&args.tune, ranked(&args.library, limit));
    let mut context = {
        let progress = Bar::new(console);
        Context::open(args.open.pack.as_deref(), &args.open.history, now(), &progress)?
    };
    for warning in context.warnings() {
        console.warn(&format!("{warning}; see `glasscrate history`"));
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
    let listing = Listing { listener, query: &query, answer: &answer, owned: &owned };
    let written = hand_out(&args.export, &listing, console)?;
    context.ledger.written.extend(written);
    if console.on_terminal {
        console.note(&format!("{} · ranking {}", context.line(), answer.ranking.hash));
    }
    Ok(())
}
