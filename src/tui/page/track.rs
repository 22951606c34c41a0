//! A track's own page: what it is, where it ranks and why, and where the pack has it. Any track of the catalogue has one.

use super::{Lead, Row, names};
use crate::engine::{Place, Standing};
use crate::pack::{ListId, Pack, TrackId};
use crate::text::{counted, width};
use crate::trace::{Waterfall, decimal, evidence_line, sentence, signed, waterfall};
use crate::tui::reasons::{Role, heading};
use crate::tui::state::{Answered, Library, State};
use crate::tui::widget::bar::bar;
use crate::tui::widget::row::{left, right};

/// So many of the track's neighbours, lists and artist's tracks are named.
const NAMED: usize = 12;

/// Cells of the points.
const POINTS: usize = 9;

/// A track and what is known of it.
#[derive(Debug)]
pub struct TrackPage {
    /// The track.
    pub track: TrackId,
    /// Of which answer the standing is.
    pub generation: u64,
    /// Where it stands and why, once that is worked out.
    pub standing: Option<Standing>,
    /// Its contributions as bars.
    pub waterfall: Option<Waterfall>,
    /// What the rows are.
    pub rows: Vec<TrackRow>,
}

/// One row of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrackRow {
    /// Nothing, between two sections.
    Blank,
    /// What the rows below it are.
    Heading(String),
    /// A line.
    Text(Role, String),
    /// A contribution.
    Reason(usize),
    /// Another track, with what joins them.
    Track(TrackId, String),
    /// A list that holds it.
    List(ListId),
    /// To all of them.
    AllLists(usize),
}

impl TrackPage {
    /// A track's page, with what is known at once: of a listed track everything, of another one all but where it stands.
    #[must_use]
    pub fn new(library: &Library, answered: Option<&Answered>, track: TrackId) -> Self {
        let mut page = Self { track, generation: 0, standing: None, waterfall: None, rows: Vec::new() };
        page.generation = answered.map_or(0, |a| a.generation);
        let listed = answered.and_then(|a| {
            let at = a.listed().iter().position(|r| r.track == track)?;
            Some((a, at, &a.listed()[at]))
        });
        match listed {
            Some((answered, at, ranked)) => {
                let contributions = answered.answer.contributions(&library.listener.pack, ranked);
                let place = Place::Rank(at as u32 + 1, ranked.rank_before);
                page.stands(library, Standing { place, score: ranked.score, contributions });
            }
            None => page.gather(library),
        }
        page
    }

    /// Takes in where the track stands.
    pub fn stands(&mut self, library: &Library, standing: Standing) {
        let pack = &library.listener.pack;
        self.waterfall = Some(waterfall(pack, &standing.contributions, standing.score, usize::MAX));
        self.standing = Some(standing);
        self.gather(library);
    }

    /// Keeps showing what was known of the track before.
    pub fn keep(&mut self, before: Self) {
        self.waterfall = before.waterfall;
        self.standing = before.standing;
        self.rows = before.rows;
    }

    /// Makes the rows of what is known.
    fn gather(&mut self, library: &Library) {
        let pack = &library.listener.pack;
        let mut rows = Vec::new();
        match (&self.standing, &self.waterfall) {
            (Some(standing), Some(waterfall)) if !waterfall.bars.is_empty() => {
                rows.push(TrackRow::Heading("Why".into()));
                rows.push(TrackRow::Text(Role::Text, sentence(pack, &standing.contributions)));
                rows.extend((0..waterfall.bars.len()).map(TrackRow::Reason));
                let (role, verdict) = if waterfall.holds {
                    (Role::Good, format!("Σ {} = score ✓", decimal(waterfall.sum)))
                } else {
                    (Role::Warning, format!("Σ {} ≠ score {} ✗", decimal(waterfall.sum), decimal(standing.score)))
                };
                rows.push(TrackRow::Text(role, verdict));
                rows.push(TrackRow::Blank);
            }
            _ => {}
        }
        section(&mut rows, "Stands in lists most with", neighbours(pack, self.track));
        let lists = pack.popularity(self.track) as usize;
        let named = pack.newest_lists_with(self.track, NAMED).collect::<Vec<_>>();
        let more = (lists > named.len()).then_some(TrackRow::AllLists(lists));
        section(&mut rows, "Lists that hold it", named.into_iter().rev().map(TrackRow::List).chain(more).collect());
        let artist = pack.artist(self.track);
        let others = pack.tracks_of(artist).filter(|t| *t != self.track).take(NAMED);
        let others = others.map(|t| {
            TrackRow::Track(t, counted(pack.popularity(t) as usize, "list", "lists"))
        });
        section(&mut rows, &format!("Also by {}", pack.artist_name(artist)), others.collect());
        while rows.last() == Some(&TrackRow::Blank) {
            rows.pop();
        }
        self.rows = rows;
    }

    pub(super) fn lead(&self, row: usize) -> Option<Lead> {
        match self.rows.get(row)? {
            TrackRow::Reason(n) => {
                let contribution = self.waterfall.as_ref()?.bars.get(*n)?.contribution?;
                Some(Lead::Evidence(contribution))
            }
            TrackRow::Track(track, _) => Some(Lead::Track(*track)),
            TrackRow::List(list) => Some(Lead::List(*list, vec![self.track])),
            TrackRow::AllLists(_) => Some(Lead::Lists),
            TrackRow::Blank | TrackRow::Heading(_) | TrackRow::Text(..) => None,
        }
    }

    pub(super) fn head(&self, state: &State, library: &Library) -> Vec<(Role, String)> {
        let pack = &library.listener.pack;
        let mut facts: Vec<String> = pack.tags(self.track).map(|(t, _)| pack.tag_name(t).to_owned()).collect();
        facts.push(counted(pack.popularity(self.track) as usize, "list", "lists"));
        let artist = pack.track_count_of(pack.artist(self.track));
        facts.push(format!("{} by the artist", counted(artist, "track", "tracks")));
        let (role, place) = self.place(state);
        vec![
            (Role::Heading, heading(pack, self.track)),
            (Role::Aside, facts.join(" · ")),
            (role, place),
            (Role::Text, String::new()),
        ]
    }

    /// Where it stands, in words.
    fn place(&self, state: &State) -> (Role, String) {
        let Some(standing) = &self.standing else {
            return (Role::Aside, "looking where it ranks …".into());
        };
        let (listed, of) =
            state.answer.as_ref().map_or((0, 0), |a| (a.listed().len(), a.answer.ranking.candidates));
        match standing.place {
            Place::Rank(rank, before) => {
                let moved = if rank == before {
                    String::new()
                } else {
                    format!(" (by points alone: {before})")
                };
                let text = format!("rank {rank} of {of}{moved}, score {}", decimal(standing.score));
                if rank as usize > listed {
                    (Role::Warning, format!("{text}: beyond the {listed} listed"))
                } else {
                    (Role::Good, text)
                }
            }
            Place::Heard(rank) => {
                (Role::Warning, format!("set aside: you heard it already; it would be rank {rank} of {of}"))
            }
            Place::Unreached => (Role::Warning, "nothing joins it to your history: no rank".into()),
        }
    }

    pub(super) fn row(&self, state: &State, library: &Library, row: usize, cells: usize) -> Row {
        let (Some(row), theme, pack) = (self.rows.get(row), &state.theme, &library.listener.pack) else {
            return Row::default();
        };
        match row {
            TrackRow::Blank => Row::default(),
            TrackRow::Heading(text) => Row::of(vec![(text.clone(), theme.heading)]),
            TrackRow::Text(role, text) => Row::of(vec![(text.clone(), super::draw::style_of(state, *role))]),
            TrackRow::Reason(n) => self.reason(state, library, *n, cells),
            TrackRow::Track(track, joined) => {
                let rank = rank_of(state, *track);
                let fixed = 6 + width(joined) + 1;
                let (title, artist) = names(library, *track, cells.saturating_sub(fixed));
                Row::of(vec![
                    (format!("{rank:>5} "), theme.dim),
                    (title, theme.text),
                    (artist, theme.dim),
                    (format!(" {joined}"), theme.dim),
                ])
            }
            TrackRow::List(list) => {
                let date = pack.list_date(*list).map(|d| format!(" ({d})")).unwrap_or_default();
                let name = match pack.list_name(*list) {
                    "" => format!("list number {}", list.0),
                    name => name.to_owned(),
                };
                let size = right(&counted(pack.list_len(*list), "track", "tracks"), 12);
                let name = left(&format!("      {name}{date}"), cells.saturating_sub(12));
                Row::of(vec![(name, theme.text), (size, theme.dim)])
            }
            TrackRow::AllLists(lists) => {
                Row::of(vec![(format!("      … all {lists} lists"), theme.key)])
            }
        }
    }

    /// A contribution: label, bar, points, and what it rests on where there is room.
    fn reason(&self, state: &State, library: &Library, n: usize, cells: usize) -> Row {
        let (Some(standing), Some(waterfall)) = (&self.standing, &self.waterfall) else { return Row::default() };
        let Some(shown) = waterfall.bars.get(n) else { return Row::default() };
        let theme = &state.theme;
        let largest = waterfall.bars.iter().map(|b| b.points.unsigned_abs()).max().unwrap_or(0);
        let because = shown.contribution.and_then(|c| standing.contributions.get(c));
        let because = because.map(|c| evidence_line(&library.listener.pack, c)).unwrap_or_default();
        let free = cells.saturating_sub(POINTS + 2);
        let label_cells = (free * 2 / 5).min(36);
        let bar_cells = (free / 4).min(30);
        let rest = free.saturating_sub(label_cells + bar_cells + 1);
        let style = if shown.points < 0 { theme.minus } else { theme.plus };
        let columns = vec![
            (left(&shown.label, label_cells), theme.text),
            (" ".repeat(bar_cells + 1), theme.text),
            (right(&signed(shown.points), POINTS), theme.text),
            ("  ".to_owned(), theme.text),
            (left(&because, rest), theme.dim),
        ];
        let drawn = bar(shown.points, largest, bar_cells);
        Row { cells: columns, bar: Some((label_cells + 1, drawn, style)) }
    }
}

fn section(rows: &mut Vec<TrackRow>, title: &str, own: Vec<TrackRow>) {
    if !own.is_empty() {
        rows.push(TrackRow::Heading(title.to_owned()));
        rows.extend(own);
        rows.push(TrackRow::Blank);
    }
}

fn neighbours(pack: &Pack, track: TrackId) -> Vec<TrackRow> {
    let both = |other| counted(pack.both(track, other) as usize, "list", "lists");
    pack.neighbours(track).take(NAMED).map(|n| TrackRow::Track(n.track, both(n.track))).collect()
}

/// The rank of a listed track, as "#12".
fn rank_of(state: &State, track: TrackId) -> String {
    let listed = state.answer.as_ref().map_or(&[][..], |a| a.listed());
    listed.iter().position(|r| r.track == track).map(|n| format!("#{}", n + 1)).unwrap_or_default()
}
