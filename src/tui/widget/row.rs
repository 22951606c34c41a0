//! One line of columns.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::text::{fit, width};

/// The mark before a selected row: selection shows without colour and without reversed cells too.
pub const SELECTED: &str = "›";

/// A text in a column, from the left, filled with blanks.
#[must_use]
pub fn left(text: &str, cells: usize) -> String {
    let text = fit(text, cells);
    let blanks = cells.saturating_sub(width(&text));
    text + &" ".repeat(blanks)
}

/// A text in a column, from the right.
#[must_use]
pub fn right(text: &str, cells: usize) -> String {
    let text = fit(text, cells);
    " ".repeat(cells.saturating_sub(width(&text))) + &text
}

/// Whether a row is selected, and with which style then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// It is not.
    No,
    /// It is: the whole row takes one style, for a reversed row over coloured cells is a striped one.
    Whole(Style),
    /// It is, in a pane without focus: the style is laid over the row's own.
    Over(Style),
}

/// Draws a row into one line of the screen, its mark first.
pub fn draw(buffer: &mut Buffer, area: Rect, cells: Vec<(String, Style)>, selection: Selection) {
    let mark = if selection == Selection::No { " " } else { SELECTED };
    let spans = std::iter::once((mark.to_owned(), Style::new())).chain(cells);
    let line: Line<'_> = match selection {
        Selection::No => spans.map(|(t, s)| Span::styled(t, s)).collect(),
        Selection::Over(over) => spans.map(|(t, s)| Span::styled(t, s.patch(over))).collect(),
        Selection::Whole(style) => {
            buffer.set_style(area, style);
            spans.map(|(t, _)| Span::styled(t, style)).collect()
        }
    };
    buffer.set_line(area.x, area.y, &line, area.width);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_asked() {
        assert_eq!(left("竹内まりや", 6), "竹内… ");
        assert_eq!(right("ab", 4), "  ab");
        assert_eq!(width(&left("Sigur Rós", 5)), 5);
    }
}
