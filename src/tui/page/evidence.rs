//! The lists that a contribution rests on: name, date, the places of both tracks, size. The first come with the page, the rest
//! stream in.

use super::{Lead, Row};
use crate::engine::{Contribution, Evidence as Because, follows, list_name};
use crate::pack::{ListId, Pack, TrackId, WordId};
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
    /// Which lists.
    pub which: Which,
    /// What the contribution says; nothing where the page is about all lists of the track.
    pub what: Option<String>,
    /// The lists so far.
    pub rows: Vec<HeldIn>,
    /// True when there are no more.
    pub done: bool,
}

/// Which lists are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// All that hold the track.
    All,
    /// Those that hold another track too.
    Both(TrackId),
    /// These, each with its part of a weight; another track speaks in them.
    Parts(TrackId, Vec<(ListId, u32)>),
    /// Those in which the track follows another one.
    After(TrackId),
    /// Those with a word in their name.
    Named(WordId),
}

/// The track in one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldIn {
    /// The list.
    pub list: ListId,
    /// The track's place, from 0.
    pub own: u32,
    /// The other track's place.
    pub other: Option<u32>,
    /// How many tracks the list has.
    pub size: u32,
    /// The list's part of the weight, in 1/65536.
    pub part: Option<u32>,
}

impl Which {
    /// The lists that a piece of evidence names; `None` where it rests on none.
    #[must_use]
    pub fn of(evidence: &Because) -> Option<Self> {
        match evidence {
            Because::Lists { seed, .. } => Some(Self::Both(*seed)),
            Because::Alike { seed, companion, lists } => {
                Some(Self::Parts(companion.unwrap_or(*seed), lists.clone()))
            }
            Because::After { seed, .. } => Some(Self::After(*seed)),
            Because::Named { word, .. } => Some(Self::Named(*word)),
            Because::Count { .. } => Some(Self::All),
            Because::Near { .. }
            | Because::Artist { .. }
            | Because::Tags { .. }
            | Because::Heard { .. }
            | Because::Above { .. } => None,
        }
    }

    /// The other track.
    #[must_use]
    pub fn other(&self) -> Option<TrackId> {
        match self {
            Self::Both(other) | Self::Parts(other, _) | Self::After(other) => Some(*other),
            Self::All | Self::Named(_) => None,
        }
    }

    /// The lists, one by one: those with the largest part first, or the newest.
    pub fn lists<'a>(&'a self, pack: &'a Pack, track: TrackId) -> Box<dyn Iterator<Item = HeldIn> + 'a> {
        let both = move |list, other| {
            let found = pack.common_list(list, track, other)?;
            Some(HeldIn { list, own: found.first, other: Some(found.second), size: found.size, part: None })
        };
        let alone = move |list| {
            let own = pack.list_tracks(list).position(|t| t == track)? as u32;
            Some(HeldIn { list, own, other: None, size: pack.list_len(list) as u32, part: None })
        };
        match self {
            Self::Both(other) => Box::new(pack.common_lists(track, *other).map(|c| HeldIn {
                list: c.list,
                own: c.first,
                other: Some(c.second),
                size: c.size,
                part: None,
            })),
            Self::Parts(other, lists) => {
                Box::new(lists.iter().filter_map(move |(list, part)| {
                    Some(HeldIn { part: Some(*part), ..both(*list, *other)? })
                }))
            }
            Self::After(other) => {
                let lists: Vec<ListId> = pack.newest_lists_with(*other, follows::NEWEST).collect();
                let other = *other;
                let soon =
                    |h: &HeldIn| h.other.is_some_and(|o| o < h.own && (h.own - o) as usize <= follows::REACH);
                Box::new(lists.into_iter().rev().filter_map(move |l| both(l, other)).filter(soon))
            }
            Self::Named(word) => {
                let lists: Vec<ListId> = pack.newest_lists_named(*word, list_name::NEWEST).collect();
                Box::new(lists.into_iter().rev().filter_map(alone))
            }
            Self::All => {
                let newest_first: Vec<ListId> = pack.lists_with(track).collect();
                Box::new(newest_first.into_iter().rev().filter_map(alone))
            }
        }
    }
}

impl Evidence {
    /// The lists behind a contribution to a track.
    #[must_use]
    pub fn of(pack: &Pack, track: TrackId, c: &Contribution) -> Option<Self> {
        let what = format!("{}: {} points, {}", label(pack, c), signed(c.points), evidence_line(pack, c));
        Some(Self { track, which: Which::of(&c.evidence)?, what: Some(what), rows: Vec::new(), done: false })
    }

    /// All lists that hold a track.
    #[must_use]
    pub fn all(track: TrackId) -> Self {
        Self { track, which: Which::All, what: None, rows: Vec::new(), done: false }
    }

    pub(super) fn lead(&self, row: usize) -> Option<Lead> {
        let held = self.rows.get(row)?;
        Some(Lead::List(held.list, std::iter::once(self.track).chain(self.which.other()).collect()))
    }

    pub(super) fn head(&self, library: &Library, cells: usize) -> Vec<(Role, String)> {
        let pack = &library.listener.pack;
        let mut head = vec![(Role::Heading, heading(pack, self.track))];
        if let Some(other) = self.which.other() {
            head.push((Role::Text, format!("with {}", heading(pack, other))));
        }
        head.extend(self.what.iter().map(|what| (Role::Aside, what.clone())));
        let count = counted(self.rows.len(), "list", "lists");
        let more = if self.done { "" } else { ", more to come …" };
        head.push((Role::Text, format!("{count}{more}")));
        let places = if self.which.other().is_some() { " place other size" } else { " place size" };
        let parts = if matches!(self.which, Which::Parts(..)) { "    part" } else { "" };
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
        let mut numbers = right(&place(Some(held.own)), 6);
        if self.which.other().is_some() {
            numbers += &right(&place(held.other), 6);
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
