//! The rows of a track's page as columns.

use super::different::{change_words, guarantee_words};
use super::{TrackPage, TrackRow};
use crate::engine::counterfactual::Kind;
use crate::pack::TrackId;
use crate::text::{counted, width};
use crate::trace::{decimal, evidence_line, signed, term_label};
use crate::tui::page::{Row, names, style_of};
use crate::tui::state::{Library, State};
use crate::tui::widget::bar::bar;
use crate::tui::widget::row::{left, right};

/// Cells of the points.
const POINTS: usize = 9;

impl TrackPage {
    pub(in crate::tui::page) fn row(
        &self,
        state: &State,
        library: &Library,
        row: usize,
        cells: usize,
    ) -> Row {
        let (Some(row), theme, pack) = (self.rows.get(row), &state.theme, &library.listener.pack) else {
            return Row::default();
        };
        match row {
            TrackRow::Blank => Row::default(),
            TrackRow::Heading(text) => Row::of(vec![(text.clone(), theme.heading)]),
            TrackRow::Text(role, text) => Row::of(vec![(text.clone(), style_of(state, *role))]),
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
            TrackRow::AllLists(lists) => Row::of(vec![(format!("      … all {lists} lists"), theme.key)]),
            TrackRow::Term(n) => self.beside(state, library, *n, cells),
            TrackRow::Change(n) => self.change_row(state, library, *n, cells),
            TrackRow::TakeAway => Row::of(vec![("What would take it away? …".to_owned(), theme.key)]),
            TrackRow::TryWithout => {
                Row::of(vec![("      … try it: set them aside (u takes it back)".to_owned(), theme.key)])
            }
        }
    }

    /// A term of the difference: what it is about, the points here and there, and by how much this track is ahead.
    fn beside(&self, state: &State, library: &Library, n: usize, cells: usize) -> Row {
        let Some((term, own, other)) = self.term(n) else { return Row::default() };
        let theme = &state.theme;
        let label = match term {
            Some(term) => term_label(&library.listener.pack, &term),
            None => "all others".to_owned(),
        };
        let gap = other - own;
        let label_cells = cells.saturating_sub(3 * POINTS + 1).min(48);
        let style = if gap > 0 { theme.bad } else { theme.good };
        let numbers = [right(&decimal(own), POINTS), right(&decimal(other), POINTS)];
        Row::of(vec![
            (left(&label, label_cells), theme.text),
            (numbers.concat(), theme.dim),
            (right(&signed(-gap), POINTS), style),
        ])
    }

    /// A change: what, where the track is listed then, what else it does, and what is known of smaller ones.
    fn change_row(&self, state: &State, library: &Library, n: usize, cells: usize) -> Row {
        let found = self.why_not.there().and_then(|w| w.changes.found.get(n));
        let Some(found) = found else { return Row::default() };
        let (theme, pack) = (&state.theme, &library.listener.pack);
        // A play comes with the history: there is no key for it.
        let able = found.change.kind() != Kind::Added;
        let then = format!(
            " → rank {}, {} gone",
            found.rank,
            counted(found.gone as usize, "listed track", "listed tracks")
        );
        let known = format!("; {}", guarantee_words(found.guarantee));
        let words = change_words(pack, &found.change);
        let room = cells.saturating_sub(2 + width(&then));
        let words = crate::text::fit(&words, room);
        let rest = cells.saturating_sub(2 + width(&words) + width(&then));
        Row::of(vec![
            (if able { "▸ " } else { "  " }.to_owned(), theme.key),
            (words, if able { theme.key } else { theme.text }),
            (then, theme.text),
            (left(&known, rest), theme.dim),
        ])
    }

    /// A contribution: label, bar, points, and what it rests on where there is room.
    fn reason(&self, state: &State, library: &Library, n: usize, cells: usize) -> Row {
        let (Some(standing), Some(waterfall)) = (&self.standing, &self.waterfall) else {
            return Row::default();
        };
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

/// The rank of a listed track, as "#12".
fn rank_of(state: &State, track: TrackId) -> String {
    let listed = state.answer.as_ref().map_or(&[][..], |a| a.listed());
    listed.iter().position(|r| r.track == track).map(|n| format!("#{}", n + 1)).unwrap_or_default()
}
