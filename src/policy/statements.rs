//! What a person has said yes to, and when: a small text that they can read, change and delete.

use std::fmt::Write as _;

use serde::Deserialize;
use thiserror::Error;

use super::notice::Question;

/// A yes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Statement {
    /// The day, as `2026-11-23`.
    said: String,
    /// The version of the notice that was read.
    notice: u32,
}

/// What was said yes to, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statements {
    analysis: Option<Statement>,
    research: Option<Statement>,
}

/// The text of statements cannot be read. Nothing counts as said then.
#[derive(Debug, Error)]
#[error("not a file of statements ({0}); remove it, and say again what you agree to")]
pub struct StatementsError(String);

impl Statements {
    /// Reads the text that [`Statements::text`] writes.
    pub fn read(text: &str) -> Result<Self, StatementsError> {
        toml::from_str(text).map_err(|e: toml::de::Error| StatementsError(e.message().to_owned()))
    }

    /// Whether the person said yes to this question, in the version that is asked now.
    #[must_use]
    pub fn has(&self, question: Question) -> bool {
        self.of(question).is_some_and(|s| s.notice == question.version())
    }

    /// The day of the yes.
    #[must_use]
    pub fn day(&self, question: Question) -> Option<&str> {
        self.of(question).map(|s| s.said.as_str())
    }

    /// Remembers a yes; what is asked each time is not remembered.
    pub fn state(&mut self, question: Question, day: &str) {
        let statement = Statement { said: day.to_owned(), notice: question.version() };
        if let Some(place) = self.place(question) {
            *place = Some(statement);
        }
    }

    /// Takes a yes back; true when there was one.
    pub fn withdraw(&mut self, question: Question) -> bool {
        self.place(question).is_some_and(|place| place.take().is_some())
    }

    /// True when nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The text for the file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::from(
            "# What you agreed to, and when. `glasscrate policy withdraw NAME` takes it back.\n",
        );
        for question in Question::ALL {
            if let Some(Statement { said, notice }) = self.of(question) {
                let name = question.name();
                let said = toml::Value::String(said.clone());
                let _ = write!(text, "\n[{name}]\nsaid = {said}\nnotice = {notice}\n");
            }
        }
        text
    }

    fn of(&self, question: Question) -> Option<&Statement> {
        match question {
            Question::Analysis => self.analysis.as_ref(),
            Question::Research => self.research.as_ref(),
            Question::Sending => None,
        }
    }

    fn place(&mut self, question: Question) -> Option<&mut Option<Statement>> {
        match question {
            Question::Analysis => Some(&mut self.analysis),
            Question::Research => Some(&mut self.research),
            Question::Sending => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let mut stated = Statements::default();
        stated.state(Question::Analysis, "2026-11-23");
        stated.state(Question::Sending, "2026-11-23");
        let text = stated.text();
        assert_eq!(Statements::read(&text).unwrap(), stated);
        assert!(text.contains("[analysis]\nsaid = \"2026-11-23\"\nnotice = 1"), "{text}");
        assert!(!text.contains("sending"));
        assert!(stated.withdraw(Question::Analysis) && stated.is_empty());
        assert!(!stated.withdraw(Question::Analysis));
    }

    #[test]
    fn a_yes_to_another_notice_does_not_count() {
        let stated = Statements::read("[analysis]\nsaid = \"2020-01-01\"\nnotice = 0\n").unwrap();
        assert!(!stated.has(Question::Analysis));
        assert_eq!(stated.day(Question::Analysis), Some("2020-01-01"));
        assert!(Statements::read("analysis = true").is_err());
        assert!(Statements::read("[other]\nsaid = \"x\"\nnotice = 1").is_err());
    }
}
