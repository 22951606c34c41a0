//! The history: one row for each distinct track, newest listen first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::super::action::Action;
use super::super::layout::Pane;
use super::super::region::{Regions, Zone};
use super::super::state::{HeardRow, Library, Stage, State};
use super::super::widget::row::{self, left, right};
use super::super::words::age;
use super::{border, inner, say, selection, stage};

/// From this inner width on the artist has a column.
const ARTIST_FROM: usize = 44;
/// From this inner height on notes about the loading have lines of their own.
const NOTES_FROM: u16 = 12;
/// At most so many of them.
const NOTES: usize = 2;

const HINTS: [(Action, &str); 5] = [
    (Action::SetAside, "aside"),
    (Action::Beliefs, "beliefs"),
    (Action::Undo, "undo"),
    (Action::Filter, "filter"),
    (Action::Open, "why"),
];

/// Where the rows stand in the pane's area.
#[must_use]
pub fn rows_area(state: &State, area: Rect) -> Rect {
    let inside = inner(area);
    let notes = state.library().map_or(0, |l| l.notes.len().min(NOTES)) as u16;
    let notes = if inside.height < NOTES_FROM { 0 } else { notes };
    Rect { height: inside.height - notes, ..inside }
}

/// Draws the pane; gives the cell of the text cursor when its filter is being typed.
pub fn draw(state: &State, buffer: &mut Buffer, area: Rect, regions: &mut Regions) -> Option<(u16, u16)> {
    regions.add(area, Zone::Pane(Pane::History));
    let cursor = border(state, buffer, area, Pane::History, &HINTS);
    let rows = rows_area(state, area);
    stage::draw(state, Pane::History, buffer, rows);
    if let Stage::Loaded(library) = &state.stage {
        if state.history.is_empty() {
            let text = if library.rows.is_empty() {
                "The history is empty."
            } else {
                "No row has all of these words."
            };
            say(buffer, rows, &[(text.to_owned(), state.theme.dim)]);
        }
        draw_rows(state, library, buffer, rows, regions);
        for (n, note) in
            library.notes.iter().take(usize::from(inner(area).bottom() - rows.bottom())).enumerate()
        {
            let y = rows.bottom() + n as u16;
            let text = left(&format!(" {note}"), usize::from(rows.width));
            buffer.set_stringn(rows.x, y, text, usize::from(rows.width), state.theme.new);
        }
    }
    cursor
}

fn draw_rows(state: &State, library: &Library, buffer: &mut Buffer, area: Rect, regions: &mut Regions) {
    let first = state.history.offset;
    regions.add(area, Zone::Rows(Pane::History, first));
    for line in 0..area.height {
        let at = first + usize::from(line);
        let Some(heard) = state.history.item(at).and_then(|n| library.rows.get(n)) else { break };
        let rect = Rect { y: area.y + line, height: 1, ..area };
        let selected = selection(state, Pane::History, at == state.history.cursor);
        row::draw(buffer, rect, cells(state, library, *heard, usize::from(area.width) - 1), selected);
    }
}

/// The columns of one row: age, mark, title, artist if there is room, plays.
fn cells(state: &State, library: &Library, heard: HeardRow, width: usize) -> Vec<(String, Style)> {
    let theme = &state.theme;
    let track = library.listener.history.track(heard.id);
    let matched = library.listener.matches.of(heard.id).is_ok();
    let aside = state.is_aside(heard.id);
    let (mark, mark_style, text) = if aside {
        ("✕", theme.bad, theme.dim.add_modifier(Modifier::CROSSED_OUT))
    } else if !matched {
        ("?", theme.new, theme.dim)
    } else if heard.skips >= heard.plays.max(1) {
        ("↷", theme.dim, theme.text)
    } else {
        (" ", theme.dim, theme.text)
    };
    let when = heard.last.map_or_else(|| "–".to_owned(), |at| age(state.now, at));
    let plays = match heard.plays {
        0 => String::new(),
        n => format!("×{}", n.min(999)),
    };
    // Age 3, mark 1 and plays 4 with the blanks between them.
    let free = width.saturating_sub(12);
    let (title, artist) =
        if width >= ARTIST_FROM { (free * 6 / 10, free - free * 6 / 10 - 1) } else { (free, 0) };
    let mut cells = vec![
        (right(&when, 3), theme.dim),
        (format!(" {mark} "), mark_style),
        (left(&track.title, title), text),
    ];
    if artist > 0 {
        cells.push((format!(" {}", left(&track.artist, artist)), theme.dim));
    }
    cells.push((right(&plays, 5) + " ", theme.dim));
    cells
}
