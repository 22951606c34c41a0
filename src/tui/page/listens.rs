//! The listens behind a belief, newest first.

use super::Row;
use crate::choices::Part;
use crate::history::{Listen, Outcome};
use crate::text::counted;
use crate::tui::reasons::Role;
use crate::tui::state::{Library, State};
use crate::tui::widget::row::{left, right};
use crate::tui::words::moment;

/// Listens, and what they are behind.
#[derive(Debug)]
pub struct Listens {
    /// The part of the history that they are.
    pub part: Part,
    /// The listens, once they are gathered.
    pub listens: Option<Vec<Listen>>,
}

impl Listens {
    pub(super) fn head(&self) -> Vec<(Role, String)> {
        let mut what: String = self.part.words().chars().take(1).flat_map(char::to_uppercase).collect();
        what.extend(self.part.words().chars().skip(1));
        let count = self.listens.as_ref().map(|l| counted(l.len(), "listen", "listens"));
        vec![(Role::Heading, what), (Role::Aside, count.unwrap_or_default()), (Role::Text, String::new())]
    }

    pub(super) fn row(&self, state: &State, library: &Library, row: usize, cells: usize) -> Row {
        let theme = &state.theme;
        let Some(listen) = self.listens.as_ref().and_then(|l| l.get(row)) else { return Row::default() };
        let history = &library.listener.history;
        let track = history.track(listen.track);
        let when =
            listen.at.map_or_else(|| "at no known time".to_owned(), |at| moment(at, &library.listener.zone));
        let played = match (listen.outcome, listen.ms_played) {
            (Outcome::Skipped, _) => "skipped".to_owned(),
            (Outcome::Played, Some(ms)) => format!("{}:{:02}", ms / 60_000, ms / 1000 % 60),
            (Outcome::Played, None) => String::new(),
        };
        let count = if listen.count > 1 { format!("×{}", listen.count) } else { String::new() };
        let source = history.sources().get(usize::from(listen.source.0)).map_or("", |s| s.label.as_str());
        let free = cells.saturating_sub(18 + 9 + 5);
        let names = free * 2 / 3;
        Row::of(vec![
            (left(&when, 18), theme.dim),
            (left(&format!("{} · {}", track.title, track.artist), names), theme.text),
            (right(&played, 9), theme.dim),
            (right(&count, 5), theme.dim),
            (left(&format!("  {source}"), free - names), theme.dim),
        ])
    }
}
