//! The terminal interface: history, recommendations, and why.
//!
//! One task owns the [`state::State`]; [`update::update`] changes it, [`draw::draw`] shows it, and both are pure. Only
//! `terminal`, `runtime` and `work` know a terminal, threads or a clock. Must not know how anything is loaded ([`Start::load`])
//! nor how scores come about.

pub mod action;
pub mod draw;
pub mod jobs;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod list;
pub mod page;
pub mod pane;
pub mod popup;
pub mod reasons;
pub mod region;
pub mod search;
pub mod state;
pub mod theme;
pub mod update;
pub mod widget;
pub mod words;

mod keys_page;
mod runtime;
mod terminal;
#[cfg(test)]
mod tests;
mod work;

pub use keys_page::keys_page;

use std::fmt;
use std::sync::Arc;

use crate::choices::{Choice, Choices, Made};
use crate::history::UnixSeconds;
use crate::policy::Ledger;
use crate::query::{Listener, Query};

/// Loads what the interface shows; is called in a thread of its own and says how far it is. Called again when the person asks
/// for it.
pub type Loader = Arc<dyn Fn(&dyn Fn(Loading)) -> anyhow::Result<Loaded> + Send + Sync>;

/// Makes one change of the file of kept choices, and says in a line what was written.
pub type ChangeKept = Box<dyn Fn(&Keep) -> anyhow::Result<String> + Send>;

/// Changes the file of kept choices, after a yes.
pub struct Keeper {
    /// Which file, for people.
    pub place: String,
    /// Makes the changes.
    pub change: ChangeKept,
}

/// What becomes of the file of kept choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keep {
    /// A choice goes in, in the place of what is kept about the same thing.
    Add(Made),
    /// A choice goes out.
    Remove(Choice),
}

/// With what the interface starts.
pub struct Start {
    /// Loads history and pack, after the first frame.
    pub load: Loader,
    /// Whether loading again can bring something.
    pub live: bool,
    /// What is asked first.
    pub query: Query,
    /// Keeps choices; `None` where they are not to be kept.
    pub keep: Option<Keeper>,
    /// The time against which ages are shown.
    pub now: UnixSeconds,
    /// How it looks and what it listens to.
    pub options: Options,
}

impl fmt::Debug for Start {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Start")
            .field("now", &self.now)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// How the interface looks and what it listens to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// No colours (`NO_COLOR`).
    pub mono: bool,
    /// Take clicks and the wheel; the terminal's own selection then needs shift.
    pub mouse: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { mono: false, mouse: true }
    }
}

/// How far loading is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loading {
    /// What is done at the moment, in a few words.
    pub stage: String,
    /// How much of it is done.
    pub done: u64,
    /// How much there is, where that is known.
    pub total: Option<u64>,
}

/// What was loaded.
#[derive(Debug)]
pub struct Loaded {
    /// History, pack and matches.
    pub listener: Listener,
    /// What was read, sent and written.
    pub ledger: Ledger,
    /// Lines about the loading, as "3 rows dropped: see glasscrate history".
    pub notes: Vec<String>,
    /// What is set aside, blocked and moved from the start.
    pub choices: Choices,
}

/// Runs the terminal interface until the person leaves. The terminal is given back as it was, whatever happens.
///
/// # Errors
/// When standard output is no terminal, or it cannot be read or written any longer. That something could not be loaded is
/// shown inside and is no error here.
pub fn run(start: Start) -> anyhow::Result<()> {
    runtime::run(start)
}
