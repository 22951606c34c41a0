//! One list of the pack: its tracks in its order, those of the history and those in question marked.

use super::{Row, names};
use crate::pack::{ListId, TrackId};
use crate::text::counted;
use crate::trace::decimal;
use crate::tui::reasons::Role;
use crate::tui::state::{Library, State};
use crate::tui::widget::row::{left, right};

/// A list and what is marked in it.
#[derive(Debug)]
pub struct OneList {
    /// The list.
    pub list: ListId,
    /// Its tracks.
    pub tracks: Vec<TrackId>,
    /// The tracks in question, as the reader came from them.
    pub marked: Vec<TrackId>,
}

impl OneList {
    /// A list of the pack.
    #[must_use]
    pub fn new(library: &Library, list: ListId, marked: Vec<TrackId>) -> Self {
        Self { list, tracks: library.listener.pack.list_tracks(list).collect(), marked }
    }

    /// The row of the first marked track.
    #[must_use]
    pub fn first_marked(&self) -> usize {
        self.tracks.iter().position(|t| self.marked.contains(t)).unwrap_or(0)
    }

    pub(super) fn head(&self, library: &Library) -> Vec<(Role, String)> {
        let pack = &library.listener.pack;
        let name = match pack.list_name(self.list) {
            "" => format!("list number {}", self.list.0),
            name => name.to_owned(),
        };
        let date = pack.list_date(self.list).map(|d| format!(" · {d}")).unwrap_or_default();
        let size = counted(self.tracks.len(), "track", "tracks");
        let worth = format!("worth {}/65536 where it is like a history", pack.list_worth(self.list));
        vec![
            (Role::Heading, name),
            (Role::Aside, format!("{size}{date} · {worth}")),
            (Role::Aside, "★ the track in question   ● you played it".to_owned()),
        ]
    }

    pub(super) fn row(&self, state: &State, library: &Library, row: usize, cells: usize) -> Row {
        let (Some(track), theme) = (self.tracks.get(row), &state.theme) else { return Row::default() };
        let answer = state.answer.as_ref();
        let seed = answer.and_then(|a| a.answer.seeds.tracks.iter().find(|s| s.track == *track));
        let (mark, style) = if self.marked.first() == Some(track) {
            ("★", theme.new)
        } else if seed.is_some_and(|s| s.weight > 0) {
            ("●", theme.good)
        } else if seed.is_some() {
            ("○", theme.dim)
        } else if self.marked.contains(track) {
            ("☆", theme.new)
        } else {
            (" ", theme.dim)
        };
        let rank = answer.and_then(|a| {
            let at = a.listed().iter().position(|r| r.track == *track)?;
            Some(format!("#{} {}", at + 1, decimal(a.listed()[at].score)))
        });
        let number = right(&(row + 1).to_string(), self.tracks.len().to_string().len());
        let fixed = number.len() + 3 + 14;
        let (title, artist) = names(library, *track, cells.saturating_sub(fixed));
        let strong = if self.marked.contains(track) { theme.heading } else { theme.text };
        Row::of(vec![
            (number, theme.dim),
            (format!(" {} ", left(mark, 1)), style),
            (title, strong),
            (artist, theme.dim),
            (right(&rank.unwrap_or_default(), 14), theme.text),
        ])
    }
}
