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
    /// One step deeper: to the reasons of the selected row, to the arithmetic of a reason, to its lists, to a track.
    Open,
    /// One step back: out of a page, the arithmetic, the reasons, a filter, zoom.
    Back,
    /// Close the page.
    ClosePage,
    /// To the page of the selected track.
    TrackPage,
    /// To the lists that the selected reason rests on.
    Evidence,
    /// To the finder over the whole catalogue.
    Find,
    /// The focused pane alone, or with the others.
    Zoom,
    /// Set what is selected aside, or take it back: a track of the history does not speak, any other is not listed.
    SetAside,
    /// The same with all that is by the artist.
    SetArtistAside,
    /// Never list the track in question, or list it again.
    Block,
    /// The same with all that is by its artist.
    BlockArtist,
    /// Take the last change back.
    Undo,
    /// Do the change again that was taken back last.
    Redo,
    /// Keep what was chosen for the next time.
    Keep,
    /// To the mixer.
    Mixer,
    /// To what was done.
    Done,
    /// To what is believed of the person.
    Beliefs,
    /// What would take the track away?
    TakeAway,
    /// To the next view of a page.
    NextTab,
    /// To the view before.
    PreviousTab,
    /// A slider to the left.
    Less,
    /// A slider to the right.
    More,
    /// A slider to the left by the smallest step.
    LessFine,
    /// A slider to the right by the smallest step.
    MoreFine,
    /// A slider back to what the pack says.
    Reset,
    /// All sliders back to what the pack says.
    ResetAll,
    /// Yes.
    Yes,
    /// No.
    No,
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
    /// On a page.
    Pages,
    /// In the mixer.
    Mixer,
    /// While a question waits for a yes.
    Confirm,
    /// In the panes and on every page.
    Views,
    /// In the help.
    Help,
    /// While typing: in a filter and in the finder.
    Typing,
    /// While typing a filter.
    Filter,
    /// In the finder.
    Find,
}

impl Scope {
    /// All scopes, in the order of the help.
    pub const ALL: [Self; 11] = [
        Self::Views,
        Self::Panes,
        Self::Pages,
        Self::Mixer,
        Self::Lists,
        Self::Find,
        Self::Filter,
        Self::Typing,
        Self::Confirm,
        Self::Help,
        Self::Always,
    ];

    /// One word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Lists => "lists",
            Self::Panes => "panes",
            Self::Pages => "pages",
            Self::Mixer => "mixer",
            Self::Confirm => "question",
            Self::Views => "anywhere",
            Self::Help => "help",
            Self::Typing => "typing",
            Self::Filter => "filter",
            Self::Find => "finder",
        }
    }

    /// The heading in `docs/keys.md`.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Always => "Always",
            Self::Lists => "In every list",
            Self::Panes => "In the panes",
            Self::Pages => "On a page",
            Self::Mixer => "In the mixer",
            Self::Confirm => "While a question waits for a yes",
            Self::Views => "In the panes and on every page",
            Self::Help => "In the help",
            Self::Typing => "While typing, in a filter and in the finder",
            Self::Filter => "While typing a filter",
            Self::Find => "In the finder",
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

use Scope::{Always, Confirm, Filter, Find, Help, Lists, Mixer, Pages, Panes, Typing, Views};

/// Every action.
#[rustfmt::skip]
pub const TABLE: &[Binding] = &[
    row(Views, Action::Open, "open", &["enter"], "deeper: reasons, arithmetic, lists, tracks"),
    row(Views, Action::Back, "back", &["esc"], "back, step by step"),
    row(Views, Action::TrackPage, "track", &["t"], "the page of the selected track"),
    row(Views, Action::Evidence, "evidence", &["e"], "the lists behind the selected reason or track"),
    row(Views, Action::Find, "find", &["f", ":"], "find any track of the catalogue: why, or why not"),
    row(Views, Action::TakeAway, "take-away", &["w"], "what would take the track away?"),
    row(Views, Action::Mixer, "mixer", &["m"], "the mixer: a slider for every signal, and presets"),
    row(Views, Action::Beliefs, "beliefs", &["p"], "what is believed of you (your profile)"),
    row(Views, Action::SetAside, "set-aside", &["x"], "away: a track of yours is silent, another unlisted"),
    row(Views, Action::SetArtistAside, "set-artist-aside", &["X"], "away with all that is by the artist"),
    row(Views, Action::Block, "block", &["b"], "never list the track in question, or again"),
    row(Views, Action::BlockArtist, "block-artist", &["B"], "never list its artist, or again"),
    row(Views, Action::Undo, "undo", &["u"], "take the last change back"),
    row(Views, Action::Redo, "redo", &["U", "c-r"], "do again what was taken back"),
    row(Views, Action::Done, "done", &["d"], "what was done, and back to any step"),
    row(Views, Action::Keep, "keep", &["s"], "keep what was chosen in a file (asks first)"),
    row(Views, Action::HeardToo, "heard-too", &["H"], "let heard tracks in, or keep them out"),
    row(Views, Action::Help, "help", &["?", "f1"], "this help"),
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
    row(Panes, Action::Filter, "filter", &["/"], "filter the list by title and artist"),
    row(Panes, Action::Quit, "quit", &["q"], "leave"),
    row(Pages, Action::ClosePage, "close-page", &["q"], "close the page"),
    row(Pages, Action::NextTab, "next-view", &["tab"], "the next view of what is believed"),
    row(Pages, Action::PreviousTab, "previous-view", &["s-tab"], "the view before"),
    row(Mixer, Action::Less, "less", &["h", "left"], "a slider to the left; 5h: five steps"),
    row(Mixer, Action::More, "more", &["l", "right"], "a slider to the right"),
    row(Mixer, Action::LessFine, "less-fine", &["-"], "to the left by the smallest step"),
    row(Mixer, Action::MoreFine, "more-fine", &["+", "="], "to the right by the smallest step"),
    row(Mixer, Action::Reset, "reset", &["r"], "a slider back to what the pack says"),
    row(Mixer, Action::ResetAll, "reset-all", &["R"], "all sliders back"),
    row(Lists, Action::Down, "down", &["j", "down"], "one row down; 5j: five rows"),
    row(Lists, Action::Up, "up", &["k", "up"], "one row up"),
    row(Lists, Action::HalfDown, "half-page-down", &["c-d"], "half a page down"),
    row(Lists, Action::HalfUp, "half-page-up", &["c-u"], "half a page up"),
    row(Lists, Action::PageDown, "page-down", &["pgdn", "c-f"], "a page down"),
    row(Lists, Action::PageUp, "page-up", &["pgup", "c-b"], "a page up"),
    row(Lists, Action::First, "first", &["g g", "home"], "to the first row; 7gg: to the seventh"),
    row(Lists, Action::Last, "last", &["G", "end"], "to the last row; 7G: to the seventh"),
    row(Filter, Action::ConfirmFilter, "confirm-filter", &["enter"], "keep the filter and go back to the list"),
    row(Filter, Action::ClearFilter, "clear-filter", &["esc"], "drop the filter and go back to the list"),
    row(Typing, Action::Down, "down", &["down", "c-n"], "one row down in the list"),
    row(Typing, Action::Up, "up", &["up", "c-p"], "one row up in the list"),
    row(Typing, Action::DeleteBack, "delete-back", &["backspace", "c-h"], "delete the character before the cursor"),
    row(Typing, Action::DeleteForward, "delete-forward", &["delete"], "delete the character under the cursor"),
    row(Typing, Action::DeleteWord, "delete-word", &["c-w"], "delete the word before the cursor"),
    row(Typing, Action::DeleteAll, "delete-all", &["c-u"], "delete the whole text"),
    row(Typing, Action::CursorLeft, "cursor-left", &["left"], "the cursor to the left"),
    row(Typing, Action::CursorRight, "cursor-right", &["right"], "the cursor to the right"),
    row(Typing, Action::CursorStart, "cursor-start", &["home", "c-a"], "the cursor to the start"),
    row(Typing, Action::CursorEnd, "cursor-end", &["end", "c-e"], "the cursor to the end"),
    row(Find, Action::Open, "open", &["enter"], "to the page of the selected track"),
    row(Find, Action::Back, "back", &["esc"], "close the finder"),
    row(Confirm, Action::Yes, "yes", &["y", "enter"], "do it"),
    row(Confirm, Action::No, "no", &["n", "esc", "q"], "do it not"),
    row(Help, Action::Filter, "filter", &["/"], "filter the list by title and artist"),
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
