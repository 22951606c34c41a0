//! The border of a pane, with its title, its filter, and the keys that work in it.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType};

use super::super::list::ListState;
use super::super::theme::Theme;
use crate::text::{fit, width};

/// What the border of one pane says.
#[derive(Debug, Clone, Default)]
pub struct Frame<'a> {
    /// The title.
    pub title: &'a str,
    /// Whether the pane has the keys.
    pub focused: bool,
    /// The list in it, for its filter and place.
    pub list: Option<&'a ListState>,
    /// Whether the filter is being typed.
    pub typing: bool,
    /// Keys and what they do.
    pub hints: Vec<(String, &'static str)>,
}

impl Frame<'_> {
    /// The block to draw in an area this wide, and the column of the text cursor when the filter is being typed.
    #[must_use]
    pub fn block(&self, theme: &Theme, area: Rect) -> (Block<'static>, Option<u16>) {
        let room = usize::from(area.width).saturating_sub(4);
        let (border, style) = if self.focused {
            (theme.focus_border, theme.focus)
        } else {
            (BorderType::Rounded, theme.border)
        };
        let title_style = if self.focused { theme.focus } else { theme.text };
        let mut spans = vec![Span::styled(format!(" {} ", fit(self.title, room)), title_style)];
        let mut used = width(self.title) + 2;
        let mut cursor = None;
        let filter = self.list.map_or("", ListState::filter);
        if self.typing || !filter.is_empty() {
            let (text, at) = self.filter_text(room.saturating_sub(used + 2));
            if self.typing {
                cursor = Some(area.x + 1 + (used + 1 + at) as u16);
            }
            used += width(&text) + 2;
            spans.push(Span::styled(format!("/{text} "), theme.new));
        }
        let block = Block::bordered()
            .border_type(border)
            .border_style(style.remove_modifier(ratatui::style::Modifier::BOLD))
            .title_top(Line::from(spans));
        let block = match self.place() {
            Some(place) if used + width(&place) + 2 <= room => {
                block.title_top(Line::styled(format!(" {place} "), theme.dim).right_aligned())
            }
            _ => block,
        };
        (block.title_bottom(self.hint_line(theme, room)), cursor.filter(|x| *x + 1 < area.right()))
    }

    /// The end of the filter's text that fits, and where the cursor stands in it.
    fn filter_text(&self, cells: usize) -> (String, usize) {
        let Some(list) = self.list else { return (String::new(), 0) };
        let at = list.filter_cursor();
        if width(list.filter()) <= cells {
            return (list.filter().to_owned(), at);
        }
        // The part before the cursor matters most.
        let mut skipped = 0;
        let mut rest = list.filter();
        while at - skipped >= cells.max(1) {
            let Some(c) = rest.chars().next() else { break };
            let next = &rest[c.len_utf8()..];
            skipped += width(rest) - width(next);
            rest = next;
        }
        (fit(rest, cells), at.saturating_sub(skipped).min(cells))
    }

    fn place(&self) -> Option<String> {
        let list = self.list?;
        if list.is_empty() {
            return (!list.filter().is_empty()).then(|| format!("0 of {}", list.items()));
        }
        Some(format!("{} of {}", list.cursor + 1, list.len()))
    }

    fn hint_line(&self, theme: &Theme, room: usize) -> Line<'static> {
        let mut spans: Vec<Span<'static>> = Vec::new();
        let mut used = 0;
        for (key, does) in &self.hints {
            let cells = width(key) + width(does) + 3;
            if used + cells > room {
                break;
            }
            used += cells;
            spans.push(Span::styled(format!(" {key}"), theme.key));
            spans.push(Span::styled(format!(" {does} "), theme.dim));
        }
        Line::from(spans)
    }
}

/// A message in the middle of a pane, wrapped; the first line stands out.
#[must_use]
pub fn message(lines: &[(String, Style)], area: Rect) -> Vec<(Rect, Line<'static>)> {
    let cells = usize::from(area.width.saturating_sub(2)).max(1);
    let mut placed = Vec::new();
    for (text, style) in lines {
        for part in textwrap::wrap(text, cells) {
            placed.push((part.into_owned(), *style));
        }
    }
    placed.truncate(usize::from(area.height));
    let top = area.y + (area.height - placed.len() as u16) / 3;
    let line = |(n, (text, style)): (usize, (String, Style))| {
        let rect = Rect { x: area.x + 1, y: top + n as u16, width: area.width.saturating_sub(2), height: 1 };
        (rect, Line::styled(text, style))
    };
    placed.into_iter().enumerate().map(line).collect()
}
