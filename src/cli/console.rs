//! Standard output for answers, standard error for everything else.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use serde::Serialize;

use crate::report::{Paint, Tone};

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
pub(super) struct Console {
    quiet: bool,
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
    pub(super) fn new(when: When, quiet: bool) -> Self {
        let on_terminal = io::stdout().is_terminal();
        Self {
            quiet,
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
fn message(line: &str) {
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
