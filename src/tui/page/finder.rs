//! The finder: a line of input, and the tracks of the catalogue that it finds, as they are found.

use tui_input::{Input, InputRequest};

use super::{Row, names};
use crate::identify::Found;
use crate::text::counted;
use crate::tui::reasons::Role;
use crate::tui::state::{Library, State};
use crate::tui::widget::row::right;

/// The most characters that are looked for.
const LIMIT: usize = 100;

/// What marks the line of input.
const PROMPT: &str = "› ";

/// What is looked for, and what was found so far.
#[derive(Debug, Default)]
pub struct Finder {
    input: Input,
    /// The finds, best first.
    pub found: Vec<Found>,
    /// How many tracks hold every word.
    pub matched: usize,
    /// True when the whole catalogue was looked at.
    pub done: bool,
}

impl Finder {
    /// What is looked for.
    #[must_use]
    pub fn query(&self) -> &str {
        self.input.value()
    }

    /// In which cell of the line the cursor stands.
    #[must_use]
    pub fn cursor(&self) -> usize {
        PROMPT.chars().count() + self.input.visual_cursor()
    }

    /// Changes the line. True when another text is to be looked for.
    pub fn edit(&mut self, request: InputRequest) -> bool {
        let inserts = matches!(request, InputRequest::InsertChar(_));
        if inserts && self.query().chars().count() >= LIMIT {
            return false;
        }
        self.input.handle(request).is_some_and(|change| change.value)
    }

    pub(super) fn head(&self, library: &Library) -> Vec<(Role, String)> {
        let all = library.listener.pack.track_count();
        let state = match (self.query().trim().is_empty(), self.done) {
            (true, _) => format!("{} in the catalogue", counted(all, "track", "tracks")),
            (false, true) => format!("{} of {all}", counted(self.matched, "track", "tracks")),
            (false, false) => format!("{} of {all}, looking …", counted(self.matched, "track", "tracks")),
        };
        vec![(Role::Columns, format!("{PROMPT}{}", self.query())), (Role::Aside, state)]
    }

    pub(super) fn nothing(&self) -> &'static str {
        match (self.query().trim().is_empty(), self.done) {
            (true, _) => "Type words of title and artist, in any order.",
            (false, false) => "looking …",
            (false, true) => "Not in this pack. Another pack: glasscrate --pack DIR",
        }
    }

    pub(super) fn row(&self, state: &State, library: &Library, row: usize, cells: usize) -> Row {
        let (Some(found), theme, pack) = (self.found.get(row), &state.theme, &library.listener.pack) else {
            return Row::default();
        };
        let year = pack.year(found.track).map(|y| y.to_string()).unwrap_or_default();
        let lists = counted(pack.popularity(found.track) as usize, "list", "lists");
        let (title, artist) = names(library, found.track, cells.saturating_sub(22));
        let close = if found.close { "≈" } else { " " };
        Row::of(vec![
            (close.to_owned(), theme.new),
            (title, theme.text),
            (artist, theme.dim),
            (right(&year, 6), theme.dim),
            (right(&lists, 15), theme.dim),
        ])
    }
}
