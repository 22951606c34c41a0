//! The help: every action of the table with its keys, as a list like any other (same keys, same filter).

use std::sync::LazyLock;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use super::super::action::{Action, Binding, Scope, TABLE, key_of};
use super::super::key::shown;
use super::super::list::ListState;
use super::super::pane::inner;
use super::super::region::{Regions, Zone};
use super::super::search::Haystack;
use super::super::state::{State, Target};
use super::super::widget::frame::Frame;
use super::super::widget::row::{self, Selection, left};

/// The widest that the help gets.
const WIDEST: u16 = 88;
/// Cells of the keys.
const KEYS: usize = 15;
/// Cells of the scope, where there is room for it.
const SCOPE: usize = 9;
/// From this width on there is.
const SCOPE_FROM: usize = 60;

/// The rows, scope by scope.
pub static ROWS: LazyLock<Vec<&'static Binding>> =
    LazyLock::new(|| Scope::ALL.iter().flat_map(|s| TABLE.iter().filter(move |b| b.scope == *s)).collect());

/// What the help's filter looks at.
#[must_use]
pub fn texts() -> Vec<Haystack> {
    ROWS.iter().map(|b| Haystack::new(&[b.name, b.doc, b.scope.heading(), &keys(b)])).collect()
}

fn keys(binding: &Binding) -> String {
    binding.keys.iter().map(|k| shown(k)).collect::<Vec<_>>().join(" ")
}

/// Where the help stands on the screen.
fn area(screen: Rect) -> Rect {
    let width = screen.width.saturating_sub(4).min(WIDEST);
    let height = screen.height.saturating_sub(3).min(ROWS.len() as u16 + 2);
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + screen.height.saturating_sub(height + 1) / 2,
        width,
        height,
    }
}

/// Where its rows stand.
#[must_use]
pub fn rows_area(screen: Rect) -> Rect {
    inner(area(screen))
}

/// Draws the help; gives the cell of the text cursor when its filter is being typed.
pub fn draw(
    state: &State,
    list: &ListState,
    buffer: &mut Buffer,
    screen: Rect,
    regions: &mut Regions,
) -> Option<(u16, u16)> {
    let area = area(screen);
    let theme = &state.theme;
    Clear.render(area, buffer);
    let typing = state.typing == Some(Target::Help);
    let of = |scope, hints: &[(Action, &'static str)]| -> Vec<(String, &'static str)> {
        hints.iter().filter_map(|(a, does)| Some((key_of(*a, scope)?, *does))).collect()
    };
    let mut hints = of(Scope::Help, &[(Action::CloseHelp, "close")]);
    hints.extend(of(Scope::Help, &[(Action::Filter, "filter")]));
    hints.extend(of(Scope::Lists, &[(Action::Down, "down")]));
    if typing {
        hints = of(Scope::Filter, &[(Action::ConfirmFilter, "keep"), (Action::ClearFilter, "drop")]);
    }
    let frame = Frame { title: "Help", focused: true, list: Some(list), typing, hints };
    let (block, cursor) = frame.block(theme, area);
    block.render(area, buffer);
    regions.add(area, Zone::Help);
    let rows = inner(area);
    regions.add(rows, Zone::HelpRows(list.offset));
    let mut said = "";
    for line in 0..rows.height {
        let at = list.offset + usize::from(line);
        let Some(binding) = list.item(at).and_then(|n| ROWS.get(n)) else { break };
        // The scope is said on the first of its rows that is seen.
        let scope = if binding.scope.name() == said { "" } else { binding.scope.name() };
        said = binding.scope.name();
        let width = usize::from(rows.width) - 1;
        let scope_cells = if width >= SCOPE_FROM { SCOPE } else { 0 };
        let cells = vec![
            (left(scope, scope_cells), theme.dim),
            (left(&format!(" {}", keys(binding)), KEYS), theme.key),
            (left(binding.doc, width.saturating_sub(KEYS + scope_cells)), theme.text),
        ];
        let rect = Rect { y: rows.y + line, height: 1, ..rows };
        let selected = if at == list.cursor { Selection::Whole(theme.selected) } else { Selection::No };
        row::draw(buffer, rect, cells, selected);
    }
    cursor.map(|x| (x, area.y))
}
