//! `tui`: the terminal interface, and what it is to load.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use anyhow::anyhow;

use crate::policy::Use;
use crate::query::Query;
use crate::sources::Progress;
use crate::tui::{Loaded, Loading, Options, Start};

use super::args::{OpenArgs, TuiArgs};
use super::console::Console;
use super::context::{Context, now};
use super::door::Door;
use super::failure::Failure;

/// So many tracks are listed: several screens of them.
const LISTED: usize = 100;

pub(super) fn run(args: &TuiArgs, console: &Console) -> Result<(), Failure> {
    if !console.on_terminal || !io::stdin().is_terminal() {
        let what = anyhow!("the interface needs a terminal; `glasscrate recommend` gives a list without one");
        return Err(Failure::wrong_use(what));
    }
    let (open, now) = (args.open.clone(), now());
    // The terms are asked before the interface has the screen.
    let door = Door::open(&open.history, open.pack.as_deref(), Use::Score, open.no_store, console)?;
    Ok(crate::tui::run(Start {
        load: Box::new(move |tell| load(&open, now, &door, tell)),
        query: Query { limit: LISTED, ..Query::default() },
        now,
        options: Options { mono: console.mono, mouse: !args.no_mouse },
    })?)
}

/// Reads in one thread what this one tells about: the readers work on many threads, the interface listens on one.
fn load(open: &OpenArgs, now: i64, door: &Door, tell: &dyn Fn(Loading)) -> anyhow::Result<Loaded> {
    thread::scope(|scope| {
        let (sender, told) = channel();
        let reading = scope
            .spawn(move || Context::open(open.pack.as_deref(), &open.history, now, &Messenger(sender), door));
        for loading in told {
            tell(loading);
        }
        let context = reading.join().map_err(|_| anyhow!("reading ended without an answer"))??;
        let warnings = context.warnings().into_iter().map(|w| format!("{w}: see glasscrate history"));
        let notes = warnings.chain(context.notes(&Query::default())).collect();
        Ok(Loaded { listener: context.listener, ledger: context.ledger, notes })
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
