//! Styles by meaning. No other file of the interface names a colour.
//!
//! Only the sixteen colours of the terminal's own palette and its default foreground and background are used, so that the
//! person's choice of colours holds. Without colour everything is still told apart: by weight, by a mark, by a border.

use ratatui::style::{Color, Modifier, Style};
use ratatui::widgets::BorderType;

/// The styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Ordinary text.
    pub text: Style,
    /// What matters less: ages, artists, counts.
    pub dim: Style,
    /// Headings inside a pane.
    pub heading: Style,
    /// The border of a pane without focus.
    pub border: Style,
    /// The border and title of the pane with focus.
    pub focus: Style,
    /// The shape of the border of the pane with focus.
    pub focus_border: BorderType,
    /// The selected row of the pane with focus.
    pub selected: Style,
    /// The selected row of another pane.
    pub selected_idle: Style,
    /// A bar above zero.
    pub plus: Style,
    /// A bar below zero.
    pub minus: Style,
    /// What is as it should be, and what rose.
    pub good: Style,
    /// An error, and what fell.
    pub bad: Style,
    /// What is new or asks for attention.
    pub new: Style,
    /// A key in a hint.
    pub key: Style,
}

const PLAIN: Style = Style::new();

impl Theme {
    /// With the terminal's colours.
    #[must_use]
    pub const fn colour() -> Self {
        Self {
            text: PLAIN,
            dim: PLAIN.add_modifier(Modifier::DIM),
            heading: PLAIN.add_modifier(Modifier::BOLD),
            border: PLAIN.add_modifier(Modifier::DIM),
            focus: PLAIN.fg(Color::Cyan).add_modifier(Modifier::BOLD),
            focus_border: BorderType::Rounded,
            // Reversed over the default colours alone: one even bar, on light and on dark.
            selected: PLAIN.add_modifier(Modifier::REVERSED).add_modifier(Modifier::BOLD),
            selected_idle: PLAIN.add_modifier(Modifier::BOLD),
            plus: PLAIN.fg(Color::Cyan),
            minus: PLAIN.fg(Color::Red),
            good: PLAIN.fg(Color::Green),
            bad: PLAIN.fg(Color::Red),
            new: PLAIN.fg(Color::Yellow),
            key: PLAIN.fg(Color::Cyan),
        }
    }

    /// Without any colour.
    #[must_use]
    pub const fn mono() -> Self {
        Self {
            focus: PLAIN.add_modifier(Modifier::BOLD),
            focus_border: BorderType::Thick,
            plus: PLAIN,
            minus: PLAIN.add_modifier(Modifier::DIM),
            good: PLAIN,
            bad: PLAIN.add_modifier(Modifier::BOLD),
            new: PLAIN.add_modifier(Modifier::BOLD),
            key: PLAIN.add_modifier(Modifier::BOLD),
            ..Self::colour()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mono_names_no_colour_and_still_marks_selection_and_focus() {
        let t = Theme::mono();
        for s in [
            t.text,
            t.dim,
            t.heading,
            t.border,
            t.focus,
            t.selected,
            t.selected_idle,
            t.plus,
            t.minus,
            t.good,
            t.bad,
            t.new,
            t.key,
        ] {
            assert_eq!((s.fg, s.bg), (None, None));
        }
        assert_ne!(t.selected, t.text);
        assert_ne!(t.selected_idle, t.text);
        assert_ne!(t.focus_border, BorderType::Rounded);
    }
}
