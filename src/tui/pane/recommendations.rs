//! The ranked list.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::action::Action;
use super::super::layout::Pane;
use super::super::region::{Regions, Zone};
use super::super::state::{Answered, Library, Mark, Stage, State};
use super::super::widget::row::{self, left, right};
use super::{border, inner, say, selection};
use crate::engine::Ranked;
use crate::trace::decimal;

/// From this inner width on the year has a column.
const YEAR_FROM: usize = 60;

const HINTS: [(Action, &str); 4] = [
    (Action::Open, "why"),
    (Action::Filter, "filter"),
    (Action::HeardToo, "heard too"),
    (Action::Undo, "undo"),
];

/// Where the rows stand in the pane's area.
#[must_use]
pub fn rows_area(_state: &State, area: Rect) -> Rect {
    inner(area)
}

/// Draws the pane; gives the cell of the text cursor when its filter is being typed.
pub fn draw(state: &State, buffer: &mut Buffer, area: Rect, regions: &mut Regions) -> Option<(u16, u16)> {
    regions.add(area, Zone::Pane(Pane::Recommendations));
    let cursor = border(state, buffer, area, Pane::Recommendations, &HINTS);
    let rows = rows_area(state, area);
    if let (Stage::Loaded(library), Some(answered)) = (&state.stage, &state.answer) {
        if state.recommendations.is_empty() {
            nothing(state, library, answered, buffer, rows);
        }
        draw_rows(state, library, answered, buffer, rows, regions);
    }
    cursor
}

/// Says why nothing is listed, and what can be done.
fn nothing(state: &State, library: &Library, answered: &Answered, buffer: &mut Buffer, area: Rect) {
    let (what, then) = if !answered.answer.ranking.listed.is_empty() {
        ("No row has all of these words.", "Esc drops the filter.")
    } else if library.rows.is_empty() {
        ("Nothing was heard yet.", "Give a history: glasscrate --history FILE")
    } else if library.matched == 0 {
        (
            "No track of this history is in the pack.",
            "Select one in the history to see why, or take another pack: --pack DIR",
        )
    } else if !answered.answer.has_seeds() {
        ("Everything is set aside or was only skipped.", "u takes the last change back.")
    } else {
        ("No track of the pack is reached by your seeds.", "H lets tracks in that you heard.")
    };
    say(buffer, area, &[(what.to_owned(), state.theme.text), (then.to_owned(), state.theme.dim)]);
}

fn draw_rows(
    state: &State,
    library: &Library,
    answered: &Answered,
    buffer: &mut Buffer,
    area: Rect,
    regions: &mut Regions,
) {
    let first = state.recommendations.offset;
    regions.add(area, Zone::Rows(Pane::Recommendations, first));
    for line in 0..area.height {
        let at = first + usize::from(line);
        let Some(n) = state.recommendations.item(at) else { break };
        let Some(ranked) = answered.answer.ranking.listed.get(n) else { break };
        let rect = Rect { y: area.y + line, height: 1, ..area };
        let mark = answered.marks.get(n).copied().unwrap_or(Mark::Same);
        let selected = selection(state, Pane::Recommendations, at == state.recommendations.cursor);
        row::draw(
            buffer,
            rect,
            cells(state, library, ranked, n + 1, mark, usize::from(area.width) - 1),
            selected,
        );
    }
}

/// The columns of one row: rank, move, title, artist, year if there is room, score.
fn cells(
    state: &State,
    library: &Library,
    ranked: &Ranked,
    rank: usize,
    mark: Mark,
    width: usize,
) -> Vec<(String, Style)> {
    let theme = &state.theme;
    let pack = &library.listener.pack;
    let (moved, moved_style) = match mark {
        Mark::Same => (String::new(), theme.dim),
        Mark::Up(n) => (format!("▲{}", n.min(999)), theme.good),
        Mark::Down(n) => (format!("▼{}", n.min(999)), theme.bad),
        Mark::New => ("new".to_owned(), theme.new),
    };
    let year = match pack.year(ranked.track) {
        _ if width < YEAR_FROM => String::new(),
        Some(y) => format!("{y:>5}"),
        None => "     ".to_owned(),
    };
    // Rank 3, move 4 and score 7 with the blanks between them.
    let free = width.saturating_sub(19 + year.len());
    let title = (free * 11 / 20).max(free.saturating_sub(40));
    vec![
        (right(&rank.to_string(), 3), theme.dim),
        (format!(" {}", left(&moved, 4)), moved_style),
        (left(pack.title(ranked.track), title), theme.text),
        (format!(" {}", left(pack.artist_name(pack.artist(ranked.track)), free - title)), theme.dim),
        (year, theme.dim),
        (right(&decimal(ranked.score), 9), theme.text),
        (" ".to_owned(), theme.dim),
    ]
}
