//! A question that waits for a yes: what is about to be written, and where.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use super::super::Keep;
use super::super::action::{Action, Scope};
use super::super::pane::{hint_keys, inner};
use super::super::region::{Regions, Zone};
use super::super::state::State;
use super::super::widget::frame::Frame;
use crate::text::fit;

/// The widest that it gets.
const WIDEST: u16 = 76;

/// The most choices that are named one by one.
const NAMED: usize = 12;

/// What waits for a yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    /// What happens with a yes.
    pub keeps: Vec<Keep>,
    /// What is said.
    lines: Vec<String>,
}

impl Confirm {
    /// Asks whether choices shall be written to a file, or taken out of it.
    #[must_use]
    pub fn new(keeps: Vec<Keep>, place: &str) -> Self {
        let told = |k: &Keep| match k {
            Keep::Add(made) => format!("+ {}", made.choice.words()),
            Keep::Remove(choice) => format!("− {}", choice.words()),
        };
        let mut lines =
            vec![format!("This is written to {place}, in words that you can read and edit:"), String::new()];
        lines.extend(keeps.iter().take(NAMED).map(told));
        if keeps.len() > NAMED {
            lines.push(format!("  and {} more", keeps.len() - NAMED));
        }
        if keeps.iter().any(names_music) {
            lines.push(String::new());
            lines.push("It names tracks and artists of your history.".to_owned());
        }
        Self { keeps, lines }
    }
}

fn names_music(keep: &Keep) -> bool {
    match keep {
        Keep::Add(made) => made.choice.names_music(),
        Keep::Remove(_) => false,
    }
}

/// Draws the question over everything.
pub fn draw(state: &State, confirm: &Confirm, buffer: &mut Buffer, screen: Rect, regions: &mut Regions) {
    let width = screen.width.saturating_sub(2).min(WIDEST);
    let cells = usize::from(width.saturating_sub(4)).max(1);
    let mut lines = Vec::new();
    for line in &confirm.lines {
        if line.is_empty() {
            lines.push(String::new());
        }
        lines.extend(
            textwrap::wrap(line, cells)
                .into_iter()
                .filter(|l| !l.is_empty())
                .map(std::borrow::Cow::into_owned),
        );
    }
    let height = (lines.len() as u16 + 2).min(screen.height.saturating_sub(1));
    let area = Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    };
    Clear.render(area, buffer);
    let hints = hint_keys(Scope::Confirm, &[(Action::Yes, "write it"), (Action::No, "do not")]);
    let frame = Frame { title: "Keep this?", focused: true, hints, ..Frame::default() };
    let (block, _) = frame.block(&state.theme, area);
    block.render(area, buffer);
    regions.add(area, Zone::Confirm);
    let inside = inner(area);
    for (n, line) in lines.iter().take(usize::from(inside.height)).enumerate() {
        buffer.set_stringn(inside.x + 1, inside.y + n as u16, fit(line, cells), cells, state.theme.text);
    }
}
