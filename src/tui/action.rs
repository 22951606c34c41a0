//! Everything that the person can ask of the interface: one table of actions, with names, words and keys.
//!
//! The keymap, the help popup, `docs/keys.md` and the tests are made from [`TABLE`]. Must not know how an action is done
//! ([`super::update`]) nor how anything is drawn.

/// One thing that the person can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Leave.
    Quit,
    /// Stop the program and give the terminal back to the shell, until `fg`.
    Suspend,
    /// Draw everything again.
    Redraw,
    /// Show the help.
    Help,
    /// Close the help.
    CloseHelp,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// Half a page up.
    HalfUp,
    /// Half a page down.
    HalfDown,
    /// To the first row, or to the row of the count.
    First,
    /// To the last row, or to the row of the count.
    Last,
    /// To the pane on the right, and round.
    NextPane,
    /// To the pane on the left, and round.
    PreviousPane,
    /// To the pane on the right.
    Right,
    /// To the pane on the left.
    Left,
    /// To the history.
    History,
    /// To the recommendations.
    Recommendations,
    /// To the reasons.
    Why,
    /// To the reasons of the selected row.
    Open,
    /// One step back: out of a filter, out of the reasons, out of zoom.
    Back,
    /// The focused pane alone, or with the others.
    Zoom,
    /// Set the selected track of the history aside, or take it back.
    SetAside,
    /// Take the last change back.
    Undo,
    /// Let heard tracks into the recommendations, or keep them out.
    HeardToo,
    /// Further lists of the evidence.
    ListsDown,
    /// Earlier lists of the evidence.
    ListsUp,
    /// Filter the list.
    Filter,
    /// Keep the filter and go back to the list.
    ConfirmFilter,
    /// Drop the filter and go back to the list.
    ClearFilter,
    /// Delete the character before the cursor.
    DeleteBack,
    /// Delete the character under the cursor.
    DeleteForward,
    /// Delete the word before the cursor.
    DeleteWord,
    /// Delete the whole filter text.
    DeleteAll,
    /// The cursor to the left.
    CursorLeft,
    /// The cursor to the right.
    CursorRight,
    /// The cursor to the start.
    CursorStart,
    /// The cursor to the end.
    CursorEnd,
}

/// Where a key works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere, while typing a filter too.
    Always,
    /// In every list: the panes and the help.
    Lists,
    /// In the three panes.
    Panes,
    /// In the help.
    Help,
    /// While typing a filter.
    Filter,
}

impl Scope {
    /// All scopes, in the order of the help.
    pub const ALL: [Self; 5] = [Self::Panes, Self::Lists, Self::Filter, Self::Help, Self::Always];

    /// One word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Lists => "lists",
            Self::Panes => "panes",
            Self::Help => "help",
            Self::Filter => "filter",
        }
    }

    /// The heading in `docs/keys.md`.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Always => "Everywhere",
            Self::Lists => "In every list",
            Self::Panes => "In the panes",
            Self::Help => "In the help",
            Self::Filter => "While typing a filter",
        }
    }
}

/// One row of the table: an action, and the keys that ask for it in one scope.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// The action.
    pub action: Action,
    /// Its name: lower case, words joined by `-`.
    pub name: &'static str,
    /// One line about it.
    pub doc: &'static str,
    /// The keys; the keys of a chord are separated by blanks.
    pub keys: &'static [&'static str],
    /// Where they work.
    pub scope: Scope,
}

const fn row(
    scope: Scope,
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    doc: &'static str,
) -> Binding {
    Binding { action, name, doc, keys, scope }
}

use Scope::{Always, Filter, Help, Lists, Panes};

/// Every action.
#[rustfmt::skip]
pub const TABLE: &[Binding] = &[
    row(Panes, Action::Open, "open", &["enter"], "to the reasons of the selected row"),
    row(Panes, Action::Back, "back", &["esc"], "out of the reasons, a filter, or zoom"),
    row(Panes, Action::SetAside, "set-aside", &["x"], "set a track of yours aside, or back"),
    row(Panes, Action::Undo, "undo", &["u"], "take the last change back"),
    row(Panes, Action::HeardToo, "heard-too", &["H"], "let heard tracks in, or keep them out"),
    row(Panes, Action::NextPane, "next-pane", &["tab"], "to the next pane, and round"),
    row(Panes, Action::PreviousPane, "previous-pane", &["s-tab"], "to the previous pane, and round"),
    row(Panes, Action::Left, "pane-left", &["h", "left"], "to the pane on the left"),
    row(Panes, Action::Right, "pane-right", &["l", "right"], "to the pane on the right"),
    row(Panes, Action::History, "history", &["1"], "to the history"),
    row(Panes, Action::Recommendations, "recommendations", &["2"], "to the recommendations"),
    row(Panes, Action::Why, "why", &["3"], "to the reasons"),
    row(Panes, Action::Zoom, "zoom", &["z"], "the focused pane alone, or with the others"),
    row(Panes, Action::ListsDown, "lists-down", &["J"], "further lists that hold both tracks"),
    row(Panes, Action::ListsUp, "lists-up", &["K"], "earlier lists that hold both tracks"),
    row(Panes, Action::Help, "help", &["?", "f1"], "this help"),
    row(Panes, Action::Quit, "quit", &["q"], "leave"),
    row(Lists, Action::Down, "down", &["j", "down"], "one row down; 5j: five rows"),
    row(Lists, Action::Up, "up", &["k", "up"], "one row up"),
    row(Lists, Action::HalfDown, "half-page-down", &["c-d"], "half a page down"),
    row(Lists, Action::HalfUp, "half-page-up", &["c-u"], "half a page up"),
    row(Lists, Action::PageDown, "page-down", &["pgdn", "c-f"], "a page down"),
    row(Lists, Action::PageUp, "page-up", &["pgup", "c-b"], "a page up"),
    row(Lists, Action::First, "first", &["g g", "home"], "to the first row; 7gg: to the seventh"),
    row(Lists, Action::Last, "last", &["G", "end"], "to the last row; 7G: to the seventh"),
    row(Lists, Action::Filter, "filter", &["/"], "filter the list by title and artist"),
    row(Filter, Action::ConfirmFilter, "confirm-filter", &["enter"], "keep the filter and go back to the list"),
    row(Filter, Action::ClearFilter, "clear-filter", &["esc"], "drop the filter and go back to the list"),
    row(Filter, Action::Down, "down", &["down", "c-n"], "one row down in the list"),
    row(Filter, Action::Up, "up", &["up", "c-p"], "one row up in the list"),
    row(Filter, Action::DeleteBack, "delete-back", &["backspace", "c-h"], "delete the character before the cursor"),
    row(Filter, Action::DeleteForward, "delete-forward", &["delete"], "delete the character under the cursor"),
    row(Filter, Action::DeleteWord, "delete-word", &["c-w"], "delete the word before the cursor"),
    row(Filter, Action::DeleteAll, "delete-all", &["c-u"], "delete the whole text"),
    row(Filter, Action::CursorLeft, "cursor-left", &["left"], "the cursor to the left"),
    row(Filter, Action::CursorRight, "cursor-right", &["right"], "the cursor to the right"),
    row(Filter, Action::CursorStart, "cursor-start", &["home", "c-a"], "the cursor to the start"),
    row(Filter, Action::CursorEnd, "cursor-end", &["end", "c-e"], "the cursor to the end"),
    row(Help, Action::CloseHelp, "close-help", &["esc", "q", "?", "f1"], "close the help"),
    row(Always, Action::Quit, "quit", &["c-c"], "leave"),
    row(Always, Action::Suspend, "suspend", &["c-z"], "stop the program until `fg`"),
    row(Always, Action::Redraw, "redraw", &["c-l"], "draw everything again"),
];

/// The first key of an action in a scope, as shown to people; `None` when it has none there.
#[must_use]
pub fn key_of(action: Action, scope: Scope) -> Option<String> {
    let binding = TABLE.iter().find(|b| b.action == action && b.scope == scope)?;
    binding.keys.first().map(|k| super::key::shown(k))
}
