//! What stands where on the screen: drawing returns it, and the mouse is looked up in it.

use ratatui::layout::{Position, Rect};

use super::layout::Pane;

/// What a piece of the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// A pane, its border and whatever of it is no other zone.
    Pane(Pane),
    /// The rows of a list pane, from this row of the list on.
    Rows(Pane, usize),
    /// The bars of the Why pane, from this contribution on; a folded line stands in the place of its nearest.
    Bars(usize),
    /// The names of lists in the Why pane.
    Lists,
    /// A tab.
    Tab(Pane),
    /// A page, its border and head.
    Page,
    /// The rows of a page, from this row on.
    PageRows(usize),
    /// A question that waits for a yes.
    Confirm,
    /// The help, and outside of its rows.
    Help,
    /// The rows of the help, from this row of its list on.
    HelpRows(usize),
}

/// What was hit: a zone, and where in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The zone.
    pub zone: Zone,
    /// Lines below its top.
    pub line: usize,
    /// Cells right of its left edge.
    pub column: usize,
}

/// The zones of one frame; later ones lie above earlier ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Regions(Vec<(Rect, Zone)>);

impl Regions {
    /// Adds a zone above the others.
    pub fn add(&mut self, area: Rect, zone: Zone) {
        self.0.push((area, zone));
    }

    /// The zone at a cell.
    #[must_use]
    pub fn at(&self, column: u16, row: u16) -> Option<Hit> {
        let here = Position::new(column, row);
        let (area, zone) = self.0.iter().rev().find(|(area, _)| area.contains(here))?;
        let (line, column) = (usize::from(row - area.y), usize::from(column - area.x));
        Some(Hit { zone: *zone, line, column })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_topmost_zone_is_hit() {
        let mut r = Regions::default();
        r.add(Rect::new(0, 0, 10, 10), Zone::Pane(Pane::History));
        r.add(Rect::new(1, 1, 8, 8), Zone::Rows(Pane::History, 5));
        assert_eq!(r.at(0, 0), Some(Hit { zone: Zone::Pane(Pane::History), line: 0, column: 0 }));
        assert_eq!(r.at(1, 3), Some(Hit { zone: Zone::Rows(Pane::History, 5), line: 2, column: 0 }));
        assert_eq!(r.at(10, 3), None);
    }
}
