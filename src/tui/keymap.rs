//! From key presses to actions: chords with a pending state, counts before movements.
//!
//! A count begins with a digit that is no key of its own: `1`, `2` and `3` go to a pane, so a count is begun with `4` to `9`,
//! or with `0`: `5j`, `012j`.

use std::sync::LazyLock;

use super::action::{Action, Scope, TABLE};
use super::key::Key;

/// The largest count that is taken.
const COUNT_LIMIT: u32 = 99_999;

/// What keys mean at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// One of the panes has the keys.
    Panes,
    /// A page has the keys.
    Page,
    /// The mixer has the keys.
    Mixer,
    /// A question waits for a yes.
    Confirm,
    /// The finder's line has the keys.
    Find,
    /// The help has the keys.
    Help,
    /// A filter is being typed.
    Filter,
}

impl Mode {
    /// The scopes that are valid in this mode.
    #[must_use]
    pub fn scopes(self) -> &'static [Scope] {
        match self {
            Self::Panes => &[Scope::Always, Scope::Lists, Scope::Views, Scope::Panes],
            Self::Page => &[Scope::Always, Scope::Lists, Scope::Views, Scope::Pages],
            Self::Mixer => &[Scope::Always, Scope::Lists, Scope::Views, Scope::Pages, Scope::Mixer],
            Self::Confirm => &[Scope::Always, Scope::Confirm],
            Self::Find => &[Scope::Always, Scope::Typing, Scope::Find],
            Self::Help => &[Scope::Always, Scope::Lists, Scope::Help],
            Self::Filter => &[Scope::Always, Scope::Typing, Scope::Filter],
        }
    }

    /// True where keys are text unless they mean something else.
    #[must_use]
    pub fn types(self) -> bool {
        matches!(self, Self::Filter | Self::Find)
    }
}

/// An action with the count that was typed before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// The action.
    pub action: Action,
    /// The count, if one was typed.
    pub count: Option<u32>,
}

/// Half of a command: a count, or the first keys of a chord.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pending {
    count: Option<u32>,
    keys: Vec<Key>,
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolved {
    /// It completed a command.
    Command(Command),
    /// It typed a character of a filter.
    Text(char),
    /// It is part of something that is not complete.
    Waiting,
    /// It means nothing here.
    Nothing,
}

static CHORDS: LazyLock<Vec<(Scope, Vec<Key>, Action)>> = LazyLock::new(|| {
    let keys = TABLE.iter().flat_map(|b| b.keys.iter().map(move |k| (b, k)));
    keys.map(|(b, k)| (b.scope, k.split(' ').filter_map(Key::parse).collect(), b.action)).collect()
});

impl Pending {
    /// Takes one key.
    pub fn take(&mut self, mode: Mode, key: Key) -> Resolved {
        if self.keys.is_empty()
            && !mode.types()
            && let Some(digit) = self.digit(key)
        {
            self.count = Some((self.count.unwrap_or(0) * 10 + digit).min(COUNT_LIMIT));
            return Resolved::Waiting;
        }
        self.keys.push(key);
        let fits = || CHORDS.iter().filter(|(s, _, _)| mode.scopes().contains(s));
        if let Some((_, _, action)) = fits().find(|(_, keys, _)| *keys == self.keys) {
            let command = Command { action: *action, count: self.count.filter(|n| *n > 0) };
            self.clear();
            return Resolved::Command(command);
        }
        if fits().any(|(_, keys, _)| keys.starts_with(&self.keys)) {
            return Resolved::Waiting;
        }
        let alone = self.keys.len() == 1;
        self.clear();
        match key.text().filter(|_| alone && mode.types()) {
            Some(c) => Resolved::Text(c),
            None => Resolved::Nothing,
        }
    }

    /// The digit of a count: any after the first, and those that begin one.
    fn digit(&self, key: Key) -> Option<u32> {
        let digit = key.text()?.to_digit(10)?;
        (self.count.is_some() || !(1..=3).contains(&digit)).then_some(digit)
    }

    /// True when nothing is half typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count.is_none() && self.keys.is_empty()
    }

    /// Forgets what was half typed.
    pub fn clear(&mut self) {
        self.count = None;
        self.keys.clear();
    }

    /// What was typed so far, for the status line.
    #[must_use]
    pub fn shown(&self) -> String {
        let count = self.count.map(|n| n.to_string()).unwrap_or_default();
        self.keys.iter().filter_map(|k| k.text()).fold(count, |text, c| text + &c.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const MODES: [Mode; 7] =
        [Mode::Panes, Mode::Page, Mode::Mixer, Mode::Confirm, Mode::Find, Mode::Help, Mode::Filter];

    fn press(pending: &mut Pending, mode: Mode, keys: &str) -> Resolved {
        let mut last = Resolved::Nothing;
        for k in keys.split(' ') {
            last = pending.take(mode, Key::parse(k).unwrap());
        }
        last
    }

    fn command(action: Action, count: Option<u32>) -> Resolved {
        Resolved::Command(Command { action, count })
    }

    #[test]
    fn every_key_of_the_table_is_a_key_and_asks_for_its_action() {
        for b in TABLE {
            assert!(!b.keys.is_empty(), "{} has no key", b.name);
            for keys in b.keys {
                assert!(keys.split(' ').all(|k| Key::parse(k).is_some()), "{keys} is no key");
                for mode in MODES {
                    if mode.scopes().contains(&b.scope) {
                        assert_eq!(
                            press(&mut Pending::default(), mode, keys),
                            command(b.action, None),
                            "{keys}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn no_key_is_given_twice_and_no_chord_is_hidden() {
        for mode in MODES {
            let mut seen: Vec<&[Key]> = Vec::new();
            for (_, keys, action) in CHORDS.iter().filter(|(s, _, _)| mode.scopes().contains(s)) {
                for other in &seen {
                    assert!(
                        !keys.starts_with(other) && !other.starts_with(keys),
                        "{keys:?} of {action:?} is given twice in {mode:?}"
                    );
                }
                seen.push(keys);
            }
        }
    }

    #[test]
    fn a_name_in_a_scope_is_one_action() {
        let names: HashSet<_> = TABLE.iter().map(|b| (b.scope, b.name)).collect();
        assert_eq!(names.len(), TABLE.len());
        for (a, b) in TABLE.iter().flat_map(|a| TABLE.iter().map(move |b| (a, b))) {
            assert_eq!(a.name == b.name, a.action == b.action, "{} and {}", a.name, b.name);
        }
    }

    #[test]
    fn counts_and_chords() {
        let p = &mut Pending::default();
        assert_eq!(press(p, Mode::Panes, "g g"), command(Action::First, None));
        assert_eq!(press(p, Mode::Panes, "5 j"), command(Action::Down, Some(5)));
        assert_eq!(press(p, Mode::Panes, "0 1 2 j"), command(Action::Down, Some(12)));
        assert_eq!(press(p, Mode::Panes, "4 2 g g"), command(Action::First, Some(42)));
        assert_eq!(press(p, Mode::Panes, "2"), command(Action::Recommendations, None));
        assert_eq!(press(p, Mode::Panes, "g x"), Resolved::Nothing);
        assert_eq!(press(p, Mode::Panes, "g"), Resolved::Waiting);
        assert_eq!(p.shown(), "g");
        p.clear();
        assert_eq!(press(p, Mode::Panes, "9 9 9 9 9 9 9 9 9 9 9 9 j"), command(Action::Down, Some(99_999)));
    }

    #[test]
    fn a_filter_takes_text() {
        let p = &mut Pending::default();
        for c in ["q", "5", "?", "g", "/"] {
            assert_eq!(press(p, Mode::Filter, c), Resolved::Text(c.chars().next().unwrap()));
        }
        assert_eq!(press(p, Mode::Filter, "c-c"), command(Action::Quit, None));
        assert_eq!(press(p, Mode::Filter, "a-x"), Resolved::Nothing);
    }
}
