//! One key press: read from the terminal, read from the action table, and written for people.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// One key with its modifiers. Shift is part of the character (`G`) or of the code (`s-tab`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// With control.
    pub ctrl: bool,
    /// With alt.
    pub alt: bool,
}

impl Key {
    /// A key without modifiers.
    #[must_use]
    pub fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// The character that the key types, if it types one.
    #[must_use]
    pub fn text(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Reads one key of the action table: a character, a name (`enter`), with `c-` or `a-` before it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text;
        let (mut ctrl, mut alt) = (false, false);
        loop {
            match (rest.strip_prefix("c-"), rest.strip_prefix("a-")) {
                (Some(r), _) if !r.is_empty() => (ctrl, rest) = (true, r),
                (_, Some(r)) if !r.is_empty() => (alt, rest) = (true, r),
                _ => break,
            }
        }
        Some(Self { code: code_of(rest)?, ctrl, alt })
    }
}

fn code_of(name: &str) -> Option<KeyCode> {
    Some(match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "s-tab" => KeyCode::BackTab,
        "backspace" => KeyCode::Backspace,
        "delete" => KeyCode::Delete,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "space" => KeyCode::Char(' '),
        _ => {
            if let Some(n) = name.strip_prefix('f').and_then(|n| n.parse().ok()) {
                return Some(KeyCode::F(n));
            }
            let mut chars = name.chars();
            let c = chars.next()?;
            return chars.next().is_none().then_some(KeyCode::Char(c));
        }
    })
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let code = match event.code {
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            code => code,
        };
        Self {
            code,
            ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
        }
    }
}

/// A key of the action table as shown to people: `C-d`, `Enter`, `gg`.
#[must_use]
pub fn shown(keys: &str) -> String {
    keys.split(' ').map(shown_one).collect()
}

fn shown_one(key: &str) -> String {
    for (prefix, mark) in [("c-", "C-"), ("a-", "A-"), ("s-", "S-")] {
        if let Some(rest) = key.strip_prefix(prefix).filter(|r| !r.is_empty()) {
            return format!("{mark}{}", shown_one(rest));
        }
    }
    let named = match key {
        "enter" => "Enter",
        "esc" => "Esc",
        "tab" => "Tab",
        "backspace" => "Backspace",
        "delete" => "Delete",
        "up" => "↑",
        "down" => "↓",
        "left" => "←",
        "right" => "→",
        "home" => "Home",
        "end" => "End",
        "pgup" => "PgUp",
        "pgdn" => "PgDn",
        "space" => "Space",
        "f1" => "F1",
        _ => key,
    };
    named.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_the_table_are_read() {
        assert_eq!(Key::parse("g"), Some(Key::plain(KeyCode::Char('g'))));
        assert_eq!(Key::parse("c-d").map(|k| (k.code, k.ctrl)), Some((KeyCode::Char('d'), true)));
        assert_eq!(Key::parse("s-tab"), Some(Key::plain(KeyCode::BackTab)));
        assert_eq!(Key::parse("f1"), Some(Key::plain(KeyCode::F(1))));
        assert_eq!(Key::parse("f"), Some(Key::plain(KeyCode::Char('f'))));
        assert_eq!(Key::parse("nothing"), None);
        assert_eq!(Key::parse(""), None);
    }

    #[test]
    fn a_terminal_s_ways_to_say_a_key_meet() {
        let typed = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(Some(Key::from(typed)), Key::parse("G"));
        let back = KeyEvent::new(KeyCode::Tab, KeyModifiers::SHIFT);
        assert_eq!(Some(Key::from(back)), Key::parse("s-tab"));
        assert_eq!(Key::from(KeyEvent::new(KeyCode::Char('d'), KeyModifiers::CONTROL)).text(), None);
    }

    #[test]
    fn keys_are_written_for_people() {
        assert_eq!(shown("g g"), "gg");
        assert_eq!(shown("c-d"), "C-d");
        assert_eq!(shown("s-tab"), "S-Tab");
    }
}
