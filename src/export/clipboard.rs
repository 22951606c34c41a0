//! Text for the clipboard: the escape sequence OSC 52, by which a terminal copies, also one at the far end of SSH.
//!
//! Whether the terminal obeys it cannot be asked. Most do; some must be told to in their settings.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

/// The most bytes of text. Terminals cut sequences off, the strictest of the common ones at 100 000 bytes, of which this many
/// are left after `base64` and the frame.
pub const MOST: usize = 74_994;

/// A part of a sequence passed through GNU Screen may have so many bytes.
const SCREEN_PART: usize = 700;

/// What stands between the program and the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    /// Nothing that would keep the sequence.
    Nothing,
    /// tmux. It hands on what is wrapped for it where `allow-passthrough` is on, and copies itself where `set-clipboard` is
    /// on; both are sent.
    Tmux,
    /// GNU Screen, which hands on what is wrapped, in short parts.
    Screen,
}

impl Between {
    /// Told by the environment: the values of `TMUX` and `TERM`.
    #[must_use]
    pub fn told_by(tmux: Option<&str>, term: Option<&str>) -> Self {
        match (tmux, term) {
            (Some(tmux), _) if !tmux.is_empty() => Self::Tmux,
            (_, Some(term)) if term.starts_with("screen") => Self::Screen,
            _ => Self::Nothing,
        }
    }
}

/// More than a terminal would copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "{0} bytes are too much for a terminal to copy ({MOST} at most); list fewer tracks or write a file with --out"
)]
pub struct TooLong(pub usize);

/// The sequence that makes the terminal copy `text`.
///
/// # Errors
/// When the text is longer than [`MOST`].
pub fn sequence(text: &str, between: Between) -> Result<String, TooLong> {
    if text.len() > MOST {
        return Err(TooLong(text.len()));
    }
    let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    Ok(match between {
        Between::Nothing => plain,
        Between::Tmux => format!("{plain}\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")),
        Between::Screen => {
            // All of it is ASCII, so that it can be cut anywhere.
            let part = |part: &[u8]| format!("\x1bP{}\x1b\\", String::from_utf8_lossy(part));
            plain.as_bytes().chunks(SCREEN_PART).map(part).collect()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copied(sequence: &str) -> String {
        let body = sequence.strip_prefix("\x1b]52;c;").unwrap().strip_suffix('\x07').unwrap();
        String::from_utf8(STANDARD.decode(body).unwrap()).unwrap()
    }

    #[test]
    fn the_terminal_gets_the_text_whatever_it_holds() {
        let text = "Björk - Jóga\n\x1b]52;c;evil\x07";
        assert_eq!(copied(&sequence(text, Between::Nothing).unwrap()), text);
    }

    #[test]
    fn tmux_gets_it_for_itself_and_wrapped() {
        let both = sequence("a", Between::Tmux).unwrap();
        assert_eq!(both, "\x1b]52;c;YQ==\x07\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\");
    }

    #[test]
    fn screen_gets_parts_that_join_to_the_whole() {
        let text = "x".repeat(5000);
        let parts = sequence(&text, Between::Screen).unwrap();
        let bodies: Vec<&str> = parts.split("\x1b\\").filter(|p| !p.is_empty()).collect();
        assert!(bodies.iter().all(|p| p.len() <= 768) && bodies.len() > 5);
        let whole: String = bodies.iter().map(|p| p.strip_prefix("\x1bP").unwrap()).collect();
        assert_eq!(copied(&whole), text);
    }

    #[test]
    fn what_a_terminal_would_cut_is_refused() {
        let most = sequence(&"x".repeat(MOST), Between::Nothing).unwrap();
        assert!(most.len() <= 100_000);
        assert_eq!(sequence(&"x".repeat(MOST + 1), Between::Nothing), Err(TooLong(MOST + 1)));
    }

    #[test]
    fn the_environment_tells_what_stands_between() {
        assert_eq!(Between::told_by(Some("/tmp/tmux-0/default,1,0"), Some("screen-256color")), Between::Tmux);
        assert_eq!(Between::told_by(Some(""), Some("screen.xterm")), Between::Screen);
        assert_eq!(Between::told_by(None, Some("xterm-256color")), Between::Nothing);
    }
}
