//! Standard output for answers, standard error for everything else.

use std::cell::RefCell;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use serde::Serialize;

use crate::policy::Ledger;
use crate::report::{Paint, Tone};
use crate::sources::spotify::Account;
use crate::text::clean_owned;

use super::failure::{Failure, chain};

/// The width of what is drawn where no terminal tells one.
const WIDTH_WITHOUT_TERMINAL: usize = 100;

/// Narrower than this nothing can be laid out; wider lines cannot be read.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=160;

/// Whether to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Both streams, and how to write on them.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about the streams and the options"
)]
pub(super) struct Console {
    quiet: bool,
    /// Whether nothing may be sent over the network.
    pub(super) offline: bool,
    /// What this run read, sent and wrote.
    ledger: RefCell<Ledger>,
    /// Whether standard output is a terminal.
    pub(super) on_terminal: bool,
    /// Whether colours are unwanted.
    pub(super) mono: bool,
    /// Colours of the answer.
    pub(super) paint: Paint,
    messages: Paint,
}

impl Console {
    /// Looks at both streams and the environment.
    pub(super) fn new(when: When, quiet: bool, offline: bool) -> Self {
        let on_terminal = io::stdout().is_terminal();
        Self {
            quiet,
            offline,
            ledger: RefCell::default(),
            on_terminal,
            mono: !colour(when, true),
            paint: Paint::new(colour(when, on_terminal)),
            messages: Paint::new(colour(when, io::stderr().is_terminal())),
        }
    }

    /// The width to lay an answer out for.
    pub(super) fn cells(&self) -> usize {
        let size = if self.on_terminal { terminal_size::terminal_size() } else { None };
        let cells = size.map_or(WIDTH_WITHOUT_TERMINAL, |(w, _)| usize::from(w.0));
        cells.clamp(*WIDTHS.start(), *WIDTHS.end())
    }

    /// True when progress may be shown.
    pub(super) fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// True when what is told on the side may be shown.
    pub(super) fn shows_notes(&self) -> bool {
        !self.quiet
    }

    /// Standard output, locked and buffered. Flush it: an error while dropping is lost.
    #[expect(clippy::unused_self, reason = "who writes an answer holds the console")]
    pub(super) fn answer(&self) -> BufWriter<StdoutLock<'static>> {
        BufWriter::new(io::stdout().lock())
    }

    /// Writes text that is ready.
    pub(super) fn write(&self, text: &str) -> Result<(), Failure> {
        let mut out = self.answer();
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    }

    /// Writes one JSON value: on one line for programs, indented on a terminal.
    pub(super) fn json(&self, value: &impl Serialize) -> Result<(), Failure> {
        let mut out = self.answer();
        if self.on_terminal {
            serde_json::to_writer_pretty(&mut out, value)?;
        } else {
            serde_json::to_writer(&mut out, value)?;
        }
        out.write_all(b"\n")?;
        Ok(out.flush()?)
    }

    /// Tells something on the side, unless asked to be quiet.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            message(text);
        }
    }

    /// Tells what the person must read, quiet or not.
    #[expect(clippy::unused_self, reason = "who tells something holds the console")]
    pub(super) fn tell(&self, text: &str) {
        message(text);
    }

    /// The same, broken into lines that fit.
    pub(super) fn paragraph(&self, text: &str) {
        let cells = terminal_size::terminal_size().map_or(WIDTH_WITHOUT_TERMINAL, |(w, _)| usize::from(w.0));
        self.tell(&textwrap::fill(text, cells.clamp(*WIDTHS.start(), WIDTH_WITHOUT_TERMINAL)));
        self.tell("");
    }

    /// Whether somebody is there who can be asked.
    #[expect(clippy::unused_self, reason = "who asks holds the console")]
    pub(super) fn can_ask(&self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Asks for a line; `None` at the end of the input.
    #[expect(clippy::unused_self, reason = "who asks holds the console")]
    pub(super) fn ask(&self, prompt: &str) -> Option<String> {
        let _ = write!(io::stderr().lock(), "{prompt}");
        let mut line = String::new();
        let read = io::stdin().read_line(&mut line).unwrap_or(0);
        (read > 0).then(|| clean_owned(line))
    }

    /// Asks for a yes; anything else is a no.
    pub(super) fn confirm(&self, question: &str) -> bool {
        let answer = self.ask(&format!("{question} [y/N] "));
        answer.is_some_and(|a| matches!(a.trim().to_lowercase().as_str(), "y" | "yes"))
    }

    /// Whether standard output is a file, so that an answer would be kept. What reads a pipe is not this program.
    #[expect(clippy::unused_self, reason = "who writes an answer holds the console")]
    pub(super) fn answers_into_file(&self) -> bool {
        rustix::fs::fstat(io::stdout()).is_ok_and(|about| {
            rustix::fs::FileType::from_raw_mode(about.st_mode) == rustix::fs::FileType::RegularFile
        })
    }

    /// Enters what an account was asked.
    pub(super) fn enter(&self, account: &mut Account) {
        let (requests, written) = account.take_ledger();
        let mut ledger = self.ledger.borrow_mut();
        ledger.requests.extend(requests);
        ledger.written.extend(written);
    }

    /// Enters a file that was written.
    pub(super) fn wrote(&self, path: Option<PathBuf>) {
        self.ledger.borrow_mut().written.extend(path);
    }

    /// Enters what was read, asked and written for an answer.
    pub(super) fn enter_all(&self, of: &Ledger) {
        let mut ledger = self.ledger.borrow_mut();
        ledger.read.extend(of.read.iter().cloned());
        ledger.requests.extend(of.requests.iter().cloned());
        ledger.written.extend(of.written.iter().cloned());
    }

    /// Tells the ledger of this run.
    pub(super) fn tell_ledger(&self) {
        self.tell(self.ledger.borrow().text().trim_end());
    }

    /// Warns, unless asked to be quiet.
    pub(super) fn warn(&self, text: &str) {
        if !self.quiet {
            message(&format!("{} {text}", self.messages.on(Tone::Warning, "warning:")));
        }
    }

    /// Tells why there is no answer, and gives the exit code.
    pub(super) fn fail(&self, failure: &Failure) -> ExitCode {
        match failure {
            Failure::Told { code, error, more } => {
                message(&format!("{} {}", self.messages.on(Tone::Bad, "error:"), chain(error)));
                for line in more {
                    message(line);
                }
                ExitCode::from(*code)
            }
            Failure::Answered(code) => ExitCode::from(*code),
            Failure::PipeClosed => ExitCode::SUCCESS,
        }
    }
}

/// A line on standard error. Where that is closed nobody can be told.
pub(super) fn message(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

fn colour(when: When, terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|t| t != "dumb"),
    }
}
