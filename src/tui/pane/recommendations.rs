//! The ranked list.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::action::Action;
use super::super::layout::Pane;
use super::super::region::{Regions, Zone};
use super::super::state::{Answered, Library, Stage, State};
use super::super::theme::Theme;
use super::super::widget::row::{self, left, right};
use super::{border, inner, say, selection, stage};
use crate::engine::{Move, Ranked};
use crate::pack::{Pack, TrackId};
use crate::text::{self, fit};
use crate::trace::decimal;

/// With so many cells for the names artist and year have columns; below, the artist follows the title.
const COLUMNS_FROM: usize = 44;
/// So many cells are kept for the artist behind a long title.
const ARTIST_LEAST: usize = 8;
/// Move 3, and the blanks around it and around the score.
const FIXED: usize = 7;

const HINTS: [(Action, &str); 6] = [
    (Action::Open, "why"),
    (Action::Find, "find"),
    (Action::Mixer, "mixer"),
    (Action::SetAside, "away"),
    (Action::Filter, "filter"),
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
    stage::draw(state, Pane::Recommendations, buffer, rows);
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
    let (what, then) = if !answered.listed().is_empty() {
        ("No row has all of these words.", "Esc drops the filter.")
    } else if library.rows.is_empty() {
        ("Nothing was heard yet.", "Give a history: glasscrate --history FILE")
    } else if library.matched == 0 {
        (
            "No track of this history is in the pack.",
            "Select a row of the history to see why, or take another pack: --pack DIR",
        )
    } else if answered.answer.has_seeds() {
        ("No track of the pack is reached by your seeds.", "H lets heard tracks in.")
    } else {
        ("Everything is set aside, or was only skipped.", "u takes the last change back.")
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
    let listed = answered.listed();
    // Scores fall from the first to the last, so one of these two is the longest.
    let ends = [listed.first(), listed.last()].into_iter().flatten();
    let score_cells = ends.map(|r| text::width(&decimal(r.score))).max().unwrap_or(0);
    let widths = (listed.len().to_string().len(), score_cells);
    for line in 0..area.height {
        let at = first + usize::from(line);
        let Some(n) = state.recommendations.item(at) else { break };
        let Some(ranked) = listed.get(n) else { break };
        let rect = Rect { y: area.y + line, height: 1, ..area };
        let mark = answered.marks.get(n).copied().unwrap_or(Move::Same);
        let selected = selection(state, Pane::Recommendations, at == state.recommendations.cursor);
        row::draw(
            buffer,
            rect,
            cells(state, library, (n + 1, ranked), mark, usize::from(area.width) - 1, widths),
            selected,
        );
    }
}

/// The columns of one row: rank, move, title, artist, year if there is room, score.
fn cells(
    state: &State,
    library: &Library,
    (rank, ranked): (usize, &Ranked),
    mark: Move,
    width: usize,
    widths: (usize, usize),
) -> Vec<(String, Style)> {
    let theme = &state.theme;
    let pack = &library.listener.pack;
    let (moved, moved_style) = match mark {
        Move::Same => (String::new(), theme.dim),
        Move::Up(n) => (format!("▲{}", n.min(99)), theme.good),
        Move::Down(n) => (format!("▼{}", n.min(99)), theme.bad),
        Move::New => ("new".to_owned(), theme.new),
    };
    let (rank_cells, score_cells) = widths;
    let free = width.saturating_sub(FIXED + rank_cells + score_cells);
    let mut cells = vec![
        (right(&rank.to_string(), rank_cells), theme.dim),
        (format!(" {} ", left(&moved, 3)), moved_style),
    ];
    cells.extend(names(theme, pack, ranked.track, free));
    cells.push((format!(" {} ", right(&decimal(ranked.score), score_cells)), theme.text));
    cells
}

/// Title, artist and year in so many cells.
fn names(theme: &Theme, pack: &Pack, track: TrackId, free: usize) -> Vec<(String, Style)> {
    let (title, artist) = (pack.title(track), pack.artist_name(pack.artist(track)));
    if free >= COLUMNS_FROM {
        let year = pack.year(track).map(|y| y.to_string()).unwrap_or_default();
        let rest = free.saturating_sub(6);
        let title_cells = (rest * 11 / 20).max(rest.saturating_sub(40));
        return vec![
            (left(title, title_cells), theme.text),
            (format!(" {}", left(artist, rest - title_cells)), theme.dim),
            (right(&year, 5), theme.dim),
        ];
    }
    let kept = (text::width(artist) + 3).min(ARTIST_LEAST + 3);
    let title = fit(title, free.saturating_sub(kept));
    let behind = left(&format!(" · {artist}"), free.saturating_sub(text::width(&title)));
    vec![(title, theme.text), (behind, theme.dim)]
}
