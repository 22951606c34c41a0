//! The three panes. Each file draws one and says where its rows stand, so that updates know how much is seen.

pub mod history;
pub mod recommendations;
pub mod stage;
pub mod why;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::action::{Action, Scope, key_of};
use super::layout::Pane;
use super::state::{State, Target};
use super::widget::frame::{Frame, message};
use super::widget::row::Selection;

/// The inside of a pane's border.
#[must_use]
pub fn inner(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

/// Draws a pane's border. Gives the cell of the text cursor when its filter is being typed.
fn border(
    state: &State,
    buffer: &mut Buffer,
    area: Rect,
    pane: Pane,
    hints: &[(Action, &'static str)],
) -> Option<(u16, u16)> {
    let (list, target) = match pane {
        Pane::History => (Some(&state.history), Some(Target::History)),
        Pane::Recommendations => (Some(&state.recommendations), Some(Target::Recommendations)),
        Pane::Why => (None, None),
    };
    let focused = state.focus == pane && state.help.is_none();
    let typing = focused && state.typing.is_some() && state.typing == target;
    let hints = if typing {
        hint_keys(Scope::Filter, &[(Action::ConfirmFilter, "keep"), (Action::ClearFilter, "drop")])
    } else if focused {
        hint_keys(Scope::Panes, hints)
    } else {
        Vec::new()
    };
    let title = title(state, pane);
    let frame = Frame { title: &title, focused, list, typing, hints };
    let (block, cursor) = frame.block(&state.theme, area);
    ratatui::widgets::Widget::render(block, area, buffer);
    cursor.map(|x| (x, area.y))
}

/// A pane's title, with what the person has set about it.
fn title(state: &State, pane: Pane) -> String {
    let name = pane.title();
    let Some(answer) = state.answer.as_ref().map(|a| &a.answer) else { return name.to_owned() };
    match pane {
        Pane::History if answer.aside().has_tracks() => format!("{name}, {} aside", answer.aside().len()),
        Pane::Recommendations if answer.settings().heard_too => format!("{name}, heard too"),
        _ => name.to_owned(),
    }
}

/// The keys of actions, looked up in the table: in the scope, or where all of its kind look too.
pub(super) fn hint_keys(scope: Scope, hints: &[(Action, &'static str)]) -> Vec<(String, &'static str)> {
    let key = |a| {
        let wider = [Scope::Views, Scope::Lists].into_iter().find_map(|s| key_of(a, s));
        key_of(a, scope).or(wider)
    };
    hints.iter().filter_map(|(a, does)| Some((key(*a)?, *does))).collect()
}

/// How a row of a pane is selected.
fn selection(state: &State, pane: Pane, selected: bool) -> Selection {
    match (selected, state.focus == pane) {
        (false, _) => Selection::No,
        (true, true) => Selection::Whole(state.theme.selected),
        (true, false) => Selection::Over(state.theme.selected_idle),
    }
}

/// Says something in a pane that has no rows.
pub(super) fn say(buffer: &mut Buffer, area: Rect, lines: &[(String, Style)]) {
    for (rect, line) in message(lines, area) {
        buffer.set_line(rect.x, rect.y, &line, rect.width);
    }
}
