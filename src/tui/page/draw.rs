//! Draws the topmost page: border, head, and the rows in the window.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

use super::{Kind, Page};
use crate::text::width;
use crate::tui::action::Scope;
use crate::tui::layout::SMALLEST;
use crate::tui::pane::{hint_keys, inner, recommendations, say};
use crate::tui::reasons::Role;
use crate::tui::region::{Regions, Zone};
use crate::tui::state::{Library, State};
use crate::tui::widget::frame::Frame;
use crate::tui::widget::row::{self, Selection};

/// From this width on the recommendations stand at the right of the mixer …
const WIDE_FROM: u16 = 80;
/// … which gets at least so many cells; …
const MIXER_LEAST: u16 = 44;
/// … from this height on, below it.
const TALL_FROM: u16 = 16;

/// Where the parts of a page stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// All of it, border included.
    pub area: Rect,
    /// Where the recommendations stand beside it, if they do.
    pub beside: Option<Rect>,
    /// The lines of the head, wrapped.
    pub head: Vec<(Role, String)>,
    /// The rows.
    pub rows: Rect,
}

/// The mixer shares the screen with the recommendations, which follow every move; other pages have all of it.
fn share(kind: &Kind, screen: Rect) -> (Rect, Option<Rect>) {
    if !matches!(kind, Kind::Mixer(_)) {
        return (screen, None);
    }
    if screen.width >= WIDE_FROM {
        let width = (screen.width / 2).max(MIXER_LEAST);
        let beside = Rect { x: screen.x + width, width: screen.width - width, ..screen };
        return (Rect { width, ..screen }, Some(beside));
    }
    if screen.height >= TALL_FROM {
        let height = screen.height * 3 / 5;
        let beside = Rect { y: screen.y + height, height: screen.height - height, ..screen };
        return (Rect { height, ..screen }, Some(beside));
    }
    (screen, None)
}

/// Lays a page out over all of the screen but the status line; `None` where nothing fits.
#[must_use]
pub fn layout(state: &State, page: &Page) -> Option<Layout> {
    let library = state.library()?;
    let screen = Rect::from(state.size);
    if screen.width < SMALLEST.0 || screen.height < SMALLEST.1 {
        return None;
    }
    let (area, beside) = share(&page.kind, Rect { height: screen.height - 1, ..screen });
    let inside = inner(area);
    let cells = usize::from(inside.width).saturating_sub(2).max(1);
    let mut head = Vec::new();
    for (role, text) in page.kind.head(state, library, cells, page.list.cursor) {
        if role == Role::Columns {
            head.push((role, text));
        } else {
            head.extend(textwrap::wrap(&text, cells).into_iter().map(|l| (role, l.into_owned())));
        }
    }
    // Rows matter more than the whole head; its last line may name their columns.
    let most = usize::from(inside.height / 2).max(1);
    if head.len() > most {
        let columns = head.pop_if(|(role, _)| *role == Role::Columns);
        head.truncate(most - usize::from(columns.is_some()));
        head.extend(columns);
    }
    let top = head.len() as u16;
    let rows = Rect { y: inside.y + top, height: inside.height - top, ..inside };
    Some(Layout { area, beside, head, rows })
}

/// Draws a page; gives the cell of the text cursor where something is typed.
pub fn draw(state: &State, page: &Page, buffer: &mut Buffer, regions: &mut Regions) -> Option<(u16, u16)> {
    let layout = layout(state, page)?;
    let library = state.library()?;
    if let Some(beside) = layout.beside {
        Clear.render(beside, buffer);
        recommendations::draw(state, buffer, beside, regions);
    }
    Clear.render(layout.area, buffer);
    regions.add(layout.area, Zone::Page);
    let title = page.kind.title(library);
    let scope = match page.kind {
        Kind::Finder(_) => Scope::Find,
        Kind::Mixer(_) => Scope::Mixer,
        _ => Scope::Pages,
    };
    let hints = hint_keys(scope, page.kind.hints());
    let frame =
        Frame { title: &title, focused: state.help.is_none(), list: Some(&page.list), typing: false, hints };
    let (block, _) = frame.block(&state.theme, layout.area);
    block.render(layout.area, buffer);
    let inside = inner(layout.area);
    let cells = usize::from(inside.width).saturating_sub(2);
    for (n, (role, text)) in layout.head.iter().enumerate() {
        let style = style_of(state, *role);
        buffer.set_stringn(inside.x + 1, inside.y + n as u16, text, cells, style);
    }
    draw_rows(state, library, page, buffer, layout.rows, regions);
    match &page.kind {
        Kind::Finder(finder) => {
            let x = finder.cursor().min(cells) as u16;
            Some((inside.x + 1 + x, inside.y))
        }
        _ => None,
    }
}

/// The style of a line by what it is.
#[must_use]
pub(in crate::tui) fn style_of(state: &State, role: Role) -> Style {
    match role {
        Role::Heading => state.theme.heading,
        Role::Text => state.theme.text,
        Role::Aside | Role::Columns => state.theme.dim,
        Role::Warning => state.theme.new,
        Role::Good => state.theme.good,
    }
}

fn draw_rows(
    state: &State,
    library: &Library,
    page: &Page,
    buffer: &mut Buffer,
    area: Rect,
    regions: &mut Regions,
) {
    if page.list.is_empty() {
        say(buffer, area, &[(page.kind.nothing().to_owned(), state.theme.dim)]);
        return;
    }
    regions.add(area, Zone::PageRows(page.list.offset));
    let cells = usize::from(area.width).saturating_sub(2);
    for line in 0..area.height {
        let at = page.list.offset + usize::from(line);
        let Some(item) = page.list.item(at) else { break };
        let rect = Rect { y: area.y + line, height: 1, ..area };
        let made = page.kind.row(state, library, item, cells);
        let selected =
            if at == page.list.cursor { Selection::Whole(state.theme.selected) } else { Selection::No };
        row::draw(buffer, rect, made.cells, selected);
        if let Some((from, bar, style)) = made.bar {
            // After the mark.
            let x = rect.x + 1 + (from as u16).min(rect.width.saturating_sub(1));
            let room = usize::from(rect.right() - x).min(width(&bar));
            buffer.set_stringn(x, rect.y, bar, room, Style::reset().patch(style));
        }
    }
}
