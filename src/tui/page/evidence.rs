//! The lists that a contribution rests on: name, date, the places of both tracks, size. The first come with the page, the rest
//! stream in.

use super::{Lead, Row};
use crate::engine::{Behind, Contribution, Evidence as Because, lists_behind};
use crate::pack::{Pack, TrackId};
use crate::text::{counted, fit};
use crate::trace::{evidence_line, label, signed};
use crate::tui::reasons::{Role, heading};
use crate::tui::state::{Library, State};
use crate::tui::widget::row::{left, right};

/// From this width on every column is shown.
const WIDE_FROM: usize = 70;

/// Lists, and why they are looked at.
#[derive(Debug)]
pub struct Evidence {
    /// The track.
    pub track: TrackId,
    /// What rests on the lists.
    pub because: Because,
    /// What the contribution says; nothing where the page is about all lists of the track.
    pub what: Option<String>,
    /// The lists so far.
    pub rows: Vec<Behind>,
    /// True when there are no more.
    pub done: bool,
}

impl Evidence {
    /// The lists behind a contribution to a track; `None` where it rests on none.
    #[must_use]
    pub fn of(pack: &Pack, track: TrackId, c: &Contribution) -> Option<Self> {
        let because = c.evidence.clone();
        lists_behind(pack, track, &because).next()?;
        let what = format!("{}: {} points, {}", label(pack, c), signed(c.points), evidence_line(pack, c));
        Some(Self { track, because, what: Some(what), rows: Vec::new(), done: false })
    }

    /// All lists that hold a track.
    #[must_use]
    pub fn all(pack: &Pack, track: TrackId) -> Self {
        let because = Because::Count { lists: pack.popularity(track) };
        Self { track, because, what: None, rows: Vec::new(), done: false }
    }

    /// The other track that stands in the lists: the one that speaks there.
    fn other(&self) -> Option<TrackId> {
        match &self.because {
            Because::Alike { companion: Some(companion), .. } => Some(*companion),
            because => because.seed(),
        }
    }

    pub(super) fn lead(&self, row: usize) -> Option<Lead> {
        let held = self.rows.get(row)?;
        Some(Lead::List(held.list, std::iter::once(self.track).chain(self.other()).collect()))
    }

    pub(super) fn head(&self, library: &Library, cells: usize) -> Vec<(Role, String)> {
        let pack = &library.listener.pack;
        let mut head = vec![(Role::Heading, heading(pack, self.track))];
        if let Some(other) = self.other() {
            head.push((Role::Text, format!("with {}", heading(pack, other))));
        }
        head.extend(self.what.iter().map(|what| (Role::Aside, what.clone())));
        let count = counted(self.rows.len(), "list", "lists");
        let more = if self.done { "" } else { ", more to come …" };
        head.push((Role::Text, format!("{count}{more}")));
        let places = if self.other().is_some() { " place other size" } else { " place size" };
        let parts = if matches!(self.because, Because::Alike { .. }) { "    part" } else { "" };
        let columns = format!("{places}{parts}");
        let names = if cells >= WIDE_FROM { "date        list" } else { "list" };
        let gap = cells.saturating_sub(names.len() + columns.len());
        head.push((Role::Columns, format!("{names}{}{columns}", " ".repeat(gap))));
        head
    }

    pub(super) fn row(&self, state: &State, library: &Library, row: usize, cells: usize) -> Row {
        let (Some(held), theme, pack) = (self.rows.get(row), &state.theme, &library.listener.pack) else {
            return Row::default();
        };
        let place = |n: Option<u32>| n.map_or_else(String::new, |n| (n + 1).to_string());
        let mut numbers = right(&place(Some(held.place)), 6);
        if self.other().is_some() {
            numbers += &right(&place(held.speaker), 6);
        }
        numbers += &right(&held.size.to_string(), 5);
        if let Some(part) = held.part {
            numbers += &right(&part.to_string(), 8);
        }
        let mut cells_left = cells.saturating_sub(numbers.len());
        let mut columns = Vec::new();
        if cells >= WIDE_FROM {
            let date = fit(pack.list_date(held.list).unwrap_or("–"), 10);
            columns.push((left(&date, 12), theme.dim));
            cells_left = cells_left.saturating_sub(12);
        }
        let name = match pack.list_name(held.list) {
            "" => format!("list number {}", held.list.0),
            name => name.to_owned(),
        };
        columns.push((left(&name, cells_left), theme.text));
        columns.push((numbers, theme.dim));
        Row::of(columns)
    }
}
