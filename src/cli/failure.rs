//! Why a command ends without an answer, and with which exit code.

use std::fmt;
use std::io;

use crate::policy::Clause;
use crate::text::clean;

/// The command could not be carried out.
pub(super) const COULD_NOT: u8 = 1;

/// The command line, or what was asked, is wrong.
pub(super) const WRONG_USE: u8 = 2;

/// Terms do not allow it, or not yet.
pub(super) const REFUSED: u8 = 3;

/// An end without an answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// Something could not be done.
    Told {
        /// The exit code.
        code: u8,
        /// What, where, what to do.
        error: anyhow::Error,
        /// Further lines: names to choose from.
        more: Vec<String>,
    },
    /// The answer itself says it: only the exit code is left.
    Answered(u8),
    /// Nobody reads the answer any more (`| head`): a quiet, good end.
    PipeClosed,
}

impl Failure {
    /// Wrong use.
    pub(super) fn wrong_use(error: anyhow::Error) -> Self {
        Self::Told { code: WRONG_USE, error, more: Vec::new() }
    }

    /// The terms do not allow it before something was said.
    pub(super) fn barred(error: anyhow::Error) -> Self {
        Self::Told { code: REFUSED, error, more: Vec::new() }
    }

    /// The terms do not allow it.
    pub(super) fn refused(clause: Clause) -> Self {
        let what = anyhow::anyhow!("refused by {}: {}", clause.place(), clause.says());
        Self::barred(what).with(vec![format!("instead: {}", clause.way_round())])
    }

    /// What there is to tell, for where nobody sees the exit code.
    pub(super) fn into_error(self) -> anyhow::Error {
        match self {
            Self::Told { error, .. } => error,
            Self::Answered(_) | Self::PipeClosed => anyhow::anyhow!("the answer ended early"),
        }
    }

    /// The same with further lines.
    pub(super) fn with(self, lines: Vec<String>) -> Self {
        match self {
            Self::Told { code, error, .. } => Self::Told { code, error, more: lines },
            other => other,
        }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Told { code: COULD_NOT, error, more: Vec::new() }
    }
}

/// Only writing the answer gives a bare I/O error; everything else has its context.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::PipeClosed;
        }
        Self::from(anyhow::Error::new(error).context("cannot write the answer"))
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::from(io::Error::from(error))
    }
}

/// Formatting into a string does not fail.
impl From<fmt::Error> for Failure {
    fn from(error: fmt::Error) -> Self {
        Self::from(anyhow::Error::new(error))
    }
}

/// The causes of an error in one line, each once: many an error's own text ends with its cause.
pub(super) fn chain(error: &anyhow::Error) -> String {
    let mut line = String::new();
    for cause in error.chain() {
        let text = cause.to_string();
        let text = clean(&text);
        if line.ends_with(text.as_ref()) {
            continue;
        }
        if !line.is_empty() {
            line.push_str(": ");
        }
        line.push_str(&text);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn each_cause_is_told_once_and_cleaned() {
        let io = io::Error::new(io::ErrorKind::NotFound, "no such file");
        let error = anyhow::Error::new(io).context("cannot read x: no such file").context("a\u{1b}[31mb");
        assert_eq!(chain(&error), "a [31mb: cannot read x: no such file");
        assert_eq!(chain(&anyhow!("one").context("two")), "two: one");
    }

    #[test]
    fn a_closed_pipe_is_no_error() {
        let closed = io::Error::from(io::ErrorKind::BrokenPipe);
        assert!(matches!(Failure::from(closed), Failure::PipeClosed));
    }
}
