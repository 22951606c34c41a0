//! From the state to the screen. No clock, no files, no change: the same state draws the same cells.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::action::{Action, Scope, key_of};
use super::layout::{Arrangement, Pane, SMALLEST};
use super::page;
use super::pane::{history, recommendations, why};
use super::popup::{confirm, help};
use super::region::{Regions, Zone};
use super::state::{Stage, State};
use super::widget::status;
use crate::text::{fit, width};

/// Draws one frame; gives what stands where, for the mouse.
pub fn draw(state: &State, frame: &mut Frame<'_>) -> Regions {
    let screen = frame.area();
    let mut regions = Regions::default();
    let Some(arrangement) = super::layout::arrange(screen, state.focus, state.zoom) else {
        too_small(frame.buffer_mut(), screen);
        return regions;
    };
    let buffer = frame.buffer_mut();
    let mut cursor;
    if let Some(page) = state.pages.last() {
        cursor = page::draw(state, page, buffer, &mut regions);
    } else {
        cursor = draw_panes(state, &arrangement, buffer, &mut regions);
    }
    draw_status(state, buffer, arrangement.status);
    if let Some(list) = &state.help {
        cursor = help::draw(state, list, buffer, screen, &mut regions);
    }
    if let Some(confirm) = &state.confirm {
        cursor = None;
        confirm::draw(state, confirm, buffer, screen, &mut regions);
    }
    if let Some((x, y)) = cursor {
        frame.set_cursor_position(Position::new(x, y));
    }
    regions
}

/// Draws the panes; gives the cell of the text cursor where a filter is typed.
fn draw_panes(
    state: &State,
    arrangement: &Arrangement,
    buffer: &mut Buffer,
    regions: &mut Regions,
) -> Option<(u16, u16)> {
    if let Some(tabs) = arrangement.tabs {
        draw_tabs(state, buffer, tabs, regions);
    }
    let mut cursor = None;
    for (pane, area) in &arrangement.panes {
        let typed = match pane {
            Pane::History => history::draw(state, buffer, *area, regions),
            Pane::Recommendations => recommendations::draw(state, buffer, *area, regions),
            Pane::Why => {
                why::draw(state, buffer, *area, regions);
                None
            }
        };
        cursor = cursor.or(typed);
    }
    cursor
}

/// Says how much room is needed, in whatever room there is.
fn too_small(buffer: &mut Buffer, area: Rect) {
    let text = format!("too small: {} × {} is needed, q leaves", SMALLEST.0, SMALLEST.1);
    let lines = textwrap::wrap(&text, usize::from(area.width).max(1));
    for (n, line) in lines.iter().take(usize::from(area.height)).enumerate() {
        buffer.set_stringn(area.x, area.y + n as u16, line, usize::from(area.width), Style::new());
    }
}

/// The names of all panes, the shown one marked; a click goes there.
fn draw_tabs(state: &State, buffer: &mut Buffer, area: Rect, regions: &mut Regions) {
    let mut x = area.x;
    for (n, pane) in Pane::ALL.into_iter().enumerate() {
        let text = format!(" {} {} ", n + 1, pane.title());
        let cells = width(&text).min(usize::from(area.right() - x)) as u16;
        let style = if pane == state.focus { state.theme.selected } else { state.theme.dim };
        buffer.set_stringn(x, area.y, &text, usize::from(cells), style);
        regions.add(Rect { x, width: cells, ..area }, Zone::Tab(pane));
        x += cells;
    }
}

/// What was read, matched, sent and written, and the time of the ranking; or the answer to the last key.
fn draw_status(state: &State, buffer: &mut Buffer, area: Rect) {
    let cells = usize::from(area.width);
    let help = key_of(Action::Help, Scope::Views).unwrap_or_default();
    let pending = state.pending.shown();
    let hint = if pending.is_empty() { format!("{help} help") } else { format!("{pending}   {help} help") };
    if let Some(notice) = &state.notice {
        let text = status::line(&[fit(notice, cells)], &hint, cells);
        buffer.set_stringn(area.x, area.y, text, cells, state.theme.new);
        return;
    }
    let text = status::line(&facts(state), &hint, cells);
    buffer.set_stringn(area.x, area.y, text, cells, state.theme.dim);
}

fn facts(state: &State) -> Vec<String> {
    let library = match &state.stage {
        Stage::Loading(progress) if progress.stage.is_empty() => return vec!["loading".to_owned()],
        Stage::Loading(progress) => return vec![progress.stage.clone()],
        Stage::Failed(_) => return vec!["could not load".to_owned()],
        Stage::Loaded(library) => library,
    };
    let listener = &library.listener;
    let card = listener.pack.card();
    let mut facts = vec![
        crate::text::counted(listener.history.listens().len(), "listen", "listens"),
        format!("{} matched", library.matched),
        format!("{} {}", card.name, card.licence),
    ];
    if let Some(refreshing) = &state.refreshing {
        let doing = if refreshing.stage.is_empty() { "reading again" } else { &refreshing.stage };
        facts.insert(0, format!("{doing} …"));
    }
    facts.extend(library.ledger.line().split(" · ").map(str::to_owned));
    if state.waiting() {
        facts.push("ranking …".to_owned());
    } else if let Some(answered) = &state.answer {
        let tenths = answered.took.as_micros() / 100;
        facts.push(format!("ranked in {}.{} ms", tenths / 10, tenths % 10));
        facts.push(answered.answer.ranking.hash.clone());
    }
    facts
}
