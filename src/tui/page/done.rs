//! What was done: the choices in force, and every step that led there, with the way back and forth.

use super::Row;
use crate::choices::{Choice, Choices, Lasts, Made, Step};
use crate::text::counted;
use crate::tui::reasons::Role;
use crate::tui::state::State;
use crate::tui::widget::row::left;

/// The choices and steps as rows.
#[derive(Debug, Default)]
pub struct Done {
    /// The rows.
    pub rows: Vec<DoneRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DoneRow {
    /// What the rows below it are.
    Heading(&'static str),
    /// Nothing, between two sections.
    Blank,
    /// A choice in force, and how long it holds.
    Made(Made),
    /// The start, or the state after so many steps; with the words of the last of them, and whether it is done.
    Step(usize, String, bool),
}

impl Done {
    /// The rows of what is chosen now.
    #[must_use]
    pub fn new(choices: &Choices) -> Self {
        let mut rows = vec![DoneRow::Heading("In force")];
        rows.extend(choices.made().iter().cloned().map(DoneRow::Made));
        if rows.len() == 1 {
            rows[0] = DoneRow::Heading("Nothing is chosen: the ranking is as the pack says.");
        }
        rows.extend([
            DoneRow::Blank,
            DoneRow::Heading("What was done"),
            DoneRow::Step(0, "the start".into(), true),
        ]);
        let steps = choices.done().iter().map(|s| (s, true));
        let undone = choices.undone().iter().rev().map(|s| (s, false));
        let step = |(n, (step, done)): (usize, (&Step, bool))| DoneRow::Step(n + 1, step.words(), done);
        rows.extend(steps.chain(undone).enumerate().map(step));
        Self { rows }
    }

    /// The row of the step that everything stands after.
    #[must_use]
    pub fn now(&self) -> usize {
        self.rows.iter().rposition(|r| matches!(r, DoneRow::Step(_, _, true))).unwrap_or(0)
    }

    pub(super) fn head(state: &State) -> Vec<(Role, String)> {
        let choices = &state.query.choices;
        let kept = choices.made().iter().filter(|m| m.lasts.is_kept()).count();
        vec![
            (
                Role::Aside,
                format!(
                    "{} in force, {kept} of them kept; {} to take back, {} to do again",
                    counted(choices.made().len(), "choice", "choices"),
                    choices.done().len(),
                    choices.undone().len()
                ),
            ),
            (Role::Text, String::new()),
        ]
    }

    pub(super) fn row(&self, state: &State, row: usize, cells: usize) -> Row {
        let (Some(shown), theme) = (self.rows.get(row), &state.theme) else { return Row::default() };
        match shown {
            DoneRow::Blank => Row::default(),
            DoneRow::Heading(text) => Row::of(vec![((*text).to_owned(), theme.heading)]),
            DoneRow::Made(made) => {
                let lasts = match made.lasts {
                    Lasts::Run => "for now".to_owned(),
                    Lasts::Kept => "kept".to_owned(),
                    Lasts::Until(day) => format!("kept until {day}"),
                };
                let words = left(&format!("  {}", made.choice.words()), cells.saturating_sub(24));
                Row::of(vec![(words, theme.text), (left(&format!(" {lasts}"), 24), theme.dim)])
            }
            DoneRow::Step(n, words, done) => {
                let now = self.now() == row;
                let style = if *done { theme.text } else { theme.dim };
                let mark = if now { "▶" } else { " " };
                let undone = if *done { "" } else { "  (taken back)" };
                Row::of(vec![
                    (format!("{mark} "), theme.good),
                    (format!("{n:>3}  "), theme.dim),
                    (format!("{words}{undone}"), style),
                ])
            }
        }
    }

    /// The choice on a row.
    #[must_use]
    pub fn choice(&self, row: usize) -> Option<&Choice> {
        match self.rows.get(row)? {
            DoneRow::Made(made) => Some(&made.choice),
            _ => None,
        }
    }

    /// After how many steps the state of a row is.
    #[must_use]
    pub fn step(&self, row: usize) -> Option<usize> {
        match self.rows.get(row)? {
            DoneRow::Step(n, _, _) => Some(*n),
            _ => None,
        }
    }
}
