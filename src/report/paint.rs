//! Colours by meaning. With colour off every text stays as it is, so that nothing piped holds an escape sequence.

use anstyle::{AnsiColor, Style};

/// What a piece of text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The name of a section or a column.
    Heading,
    /// What the line is about.
    Strong,
    /// What may be read over.
    Dim,
    /// Points that speak for a track.
    For,
    /// Points that speak against it.
    Against,
    /// A check that holds.
    Good,
    /// Something wrong.
    Bad,
    /// Something to know about.
    Warning,
}

/// Colours text, or leaves it as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Paint {
    colour: bool,
}

impl Paint {
    /// With or without colour.
    #[must_use]
    pub fn new(colour: bool) -> Self {
        Self { colour }
    }

    /// The text in a tone. Measure and pad before painting.
    #[must_use]
    pub fn on(self, tone: Tone, text: &str) -> String {
        if !self.colour || text.is_empty() {
            return text.to_owned();
        }
        // The sixteen colours of the terminal, so that its theme decides what they look like.
        let style = match tone {
            Tone::Heading => Style::new().bold().underline(),
            Tone::Strong => Style::new().bold(),
            Tone::Dim => Style::new().dimmed(),
            Tone::For => AnsiColor::Cyan.on_default(),
            Tone::Against => AnsiColor::Magenta.on_default(),
            Tone::Good => AnsiColor::Green.on_default().bold(),
            Tone::Bad => AnsiColor::Red.on_default().bold(),
            Tone::Warning => AnsiColor::Yellow.on_default().bold(),
        };
        format!("{style}{text}{style:#}")
    }
}

impl Paint {
    /// The text as a link, for terminals that know links; others show the text alone. The address must be clean.
    #[must_use]
    pub fn link(self, text: &str, address: Option<&str>) -> String {
        match address {
            Some(address) if self.colour => format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"),
            _ => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_nothing_is_added() {
        assert_eq!(Paint::new(false).on(Tone::Bad, "x"), "x");
        let painted = Paint::new(true).on(Tone::Bad, "x");
        assert!(painted.starts_with('\u{1b}') && painted.ends_with("\u{1b}[0m"));
    }
}
