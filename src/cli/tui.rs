//! `tui`: the terminal interface, and what it is to load.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use anyhow::anyhow;

use crate::policy::Use;
use crate::query::Query;
use crate::sources::Progress;
use crate::tui::{Loaded, Loading, Options, Start};

use super::args::{OpenArgs, TuiArgs, TuneArgs};
use super::choices::{InForce, in_force};
use super::console::Console;
use super::context::{Context, now};
use super::door::Door;
use super::failure::Failure;
use super::kept::keeper;

/// So many tracks are listed: several screens of them.
const LISTED: usize = 100;

pub(super) fn run(args: &TuiArgs, console: &Console) -> Result<(), Failure> {
    if !console.on_terminal || !io::stdin().is_terminal() {
        let what = anyhow!("the interface needs a terminal; `glasscrate recommend` gives a list without one");
        return Err(Failure::wrong_use(what));
    }
    let (open, tune, now) = (args.open.clone(), args.tune.clone(), now());
    let phrase = tune.phrase.clone().unwrap_or_default();
    // The terms are asked before the interface has the screen.
    let door = Door::open(&open.history, open.pack.as_deref(), Use::Score, open.no_store, console)?;
    Ok(crate::tui::run(Start {
        load: Box::new(move |tell| load(&open, &tune, now, &door, tell)),
        query: Query { limit: LISTED, phrase, ..Query::default() },
        keep: keeper(&args.tune.kept),
        now,
        options: Options { mono: console.mono, mouse: !args.no_mouse },
    })?)
}

/// Reads in one thread what this one tells about: the readers work on many threads, the interface listens on one.
fn load(
    open: &OpenArgs,
    tune: &TuneArgs,
    now: i64,
    door: &Door,
    tell: &dyn Fn(Loading),
) -> anyhow::Result<Loaded> {
    thread::scope(|scope| {
        let (sender, told) = channel();
        let reading = scope
            .spawn(move || Context::open(open.pack.as_deref(), &open.history, now, &Messenger(sender), door));
        for loading in told {
            tell(loading);
        }
        let mut context = reading.join().map_err(|_| anyhow!("reading ended without an answer"))??;
        let told = context.warnings().into_iter().map(|w| format!("{w}: see glasscrate history"));
        let mut notes: Vec<String> = told.chain(context.notes()).collect();
        let InForce { choices, passed_over } =
            in_force(&mut context, &tune.made, &tune.kept).map_err(Failure::into_error)?;
        notes.extend(passed_over);
        Ok(Loaded { listener: context.listener, ledger: context.ledger, notes, choices })
    })
}

/// Sends on how far the reading is.
struct Messenger(Sender<Loading>);

impl Progress for Messenger {
    fn at(&self, stage: &'static str, done: u64, total: Option<u64>) {
        // When nobody listens any longer the program is about to end.
        let _ = self.0.send(Loading { stage: stage.to_owned(), done, total });
    }

    fn note(&self, text: &str) {
        let _ = self.0.send(Loading { stage: text.to_owned(), done: 0, total: None });
    }
}
