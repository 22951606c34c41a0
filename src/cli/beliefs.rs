//! `beliefs`: what the seeds say about a person.

use anyhow::anyhow;

use crate::choices::{Belief, behind};
use crate::identify::normalise::fold;
use crate::policy::Use;
use crate::report::beliefs::{json, plain, table};

use super::args::{BeliefsArgs, Format, OpenArgs};
use super::choices::in_force;
use super::console::Console;
use super::context::{open, query};
use super::failure::Failure;

pub(super) fn run(args: &BeliefsArgs, console: &Console) -> Result<(), Failure> {
    let OpenArgs { history, pack, no_store } = &args.open;
    let mut context = open(pack.as_deref(), history, *no_store, Use::Score, console)?;
    for warning in context.warnings() {
        console.warn(&format!("{warning}; see `glasscrate history`"));
    }
    let choices = in_force(&mut context, &args.tune.made, &args.tune.kept)?.told_to(console);
    // No list is made: what is believed does not depend on it.
    let answer = query(&args.tune, 0, choices).ask(&context.listener);
    let listener = &context.listener;
    let mut found = answer.beliefs(listener, args.by);
    let mut listens = None;
    if let Some(name) = &args.behind {
        let wanted = fold(name);
        let one: Vec<Belief> = found.all.iter().filter(|b| named(b, &wanted)).cloned().collect();
        let [belief] = &one[..] else {
            let what = anyhow!(
                "{} {} are called \"{name}\"; `glasscrate beliefs` lists them",
                one.len(),
                args.by.name()
            );
            return Err(Failure::wrong_use(what));
        };
        listens = Some(behind(&belief.part, &listener.heard()).collect::<Vec<_>>());
        found.all = one;
    }
    let format = args.format.unwrap_or(if console.on_terminal { Format::Table } else { Format::Plain });
    let mut text = String::new();
    match format {
        Format::Json => return console.json(&json(listener, &found, listens.as_deref())),
        Format::Plain => plain(&mut text, listener, &found, listens.as_deref())?,
        Format::Table => {
            table(&mut text, listener, &found, listens.as_deref(), (console.cells(), console.paint))?;
        }
    }
    console.write(&text)
}

/// A belief by its name; a seed by its title too.
fn named(belief: &Belief, wanted: &str) -> bool {
    fold(&belief.name) == *wanted
        || belief.name.split_once(" · ").is_some_and(|(title, _)| fold(title) == *wanted)
}
