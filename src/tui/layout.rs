//! Where the panes stand at every size of the terminal. Pure arithmetic.

use ratatui::layout::Rect;

/// One of the three panes, from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pane {
    /// What was listened to.
    History,
    /// The ranked list.
    Recommendations,
    /// The reasons of what is selected.
    Why,
}

impl Pane {
    /// All panes, from left to right.
    pub const ALL: [Self; 3] = [Self::History, Self::Recommendations, Self::Why];

    /// The title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::History => "History",
            Self::Recommendations => "Recommendations",
            Self::Why => "Why",
        }
    }

    /// The pane so many steps to the right (to the left below zero), and round.
    #[must_use]
    pub fn round(self, steps: i32) -> Self {
        Self::ALL[(self as i32 + steps).rem_euclid(3) as usize]
    }

    /// The pane so many steps to the right (to the left below zero), not beyond the last.
    #[must_use]
    pub fn beside(self, steps: i32) -> Self {
        Self::ALL[(self as i32 + steps).clamp(0, 2) as usize]
    }
}

/// How much the terminal can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SizeClass {
    /// Three panes.
    Three,
    /// Two panes.
    Two,
    /// One pane and a row of tabs.
    One,
    /// Nothing but a message.
    TooSmall,
}

/// The smallest size that holds a pane, in cells.
pub const SMALLEST: (u16, u16) = (40, 10);

/// The class of a size in cells.
#[must_use]
pub fn size_class(width: u16, height: u16) -> SizeClass {
    match width {
        _ if width < SMALLEST.0 || height < SMALLEST.1 => SizeClass::TooSmall,
        110.. => SizeClass::Three,
        80.. => SizeClass::Two,
        _ => SizeClass::One,
    }
}

/// Where everything stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrangement {
    /// The panes that are shown, borders included.
    pub panes: Vec<(Pane, Rect)>,
    /// The row of tabs, where not all panes are shown side by side.
    pub tabs: Option<Rect>,
    /// The status line.
    pub status: Rect,
}

impl Arrangement {
    /// Where a pane stands, if it is shown.
    #[must_use]
    pub fn pane(&self, pane: Pane) -> Option<Rect> {
        self.panes.iter().find(|(p, _)| *p == pane).map(|(_, r)| *r)
    }
}

/// Arranges the panes; `None` when the terminal is too small.
#[must_use]
pub fn arrange(area: Rect, focus: Pane, zoom: bool) -> Option<Arrangement> {
    let class = size_class(area.width, area.height);
    let shown: &[Pane] = match (class, focus) {
        (SizeClass::TooSmall, _) => return None,
        (SizeClass::Three, _) if !zoom => &Pane::ALL,
        (SizeClass::Two, Pane::History) if !zoom => &[Pane::History, Pane::Recommendations],
        (SizeClass::Two, _) if !zoom => &[Pane::Recommendations, Pane::Why],
        (_, Pane::History) => &[Pane::History],
        (_, Pane::Recommendations) => &[Pane::Recommendations],
        (_, Pane::Why) => &[Pane::Why],
    };
    let tabs = (shown.len() == 1).then_some(Rect { height: 1, ..area });
    let top = area.y + tabs.map_or(0, |t| t.height);
    let status = Rect { y: area.bottom() - 1, height: 1, ..area };
    let mut x = area.x;
    let panes = widths(shown, area.width)
        .map(|(pane, width)| {
            let rect = Rect { x, y: top, width, height: status.y - top };
            x += width;
            (pane, rect)
        })
        .collect();
    Some(Arrangement { panes, tabs, status })
}

/// Shares the width out: the history is the narrowest, for it holds the shortest rows.
fn widths(shown: &[Pane], width: u16) -> impl Iterator<Item = (Pane, u16)> + '_ {
    let share = |pane| match pane {
        Pane::History => 25,
        Pane::Recommendations => 38,
        Pane::Why => 37,
    };
    let whole: u32 = shown.iter().map(|p| share(*p)).sum();
    let mut left = width;
    shown.iter().enumerate().map(move |(n, pane)| {
        let last = n + 1 == shown.len();
        let own = if last { left } else { (u32::from(width) * share(*pane) / whole) as u16 };
        left -= own;
        (*pane, own)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn size_classes() {
        for (w, h, class) in [
            (200, 60, SizeClass::Three),
            (110, 10, SizeClass::Three),
            (109, 40, SizeClass::Two),
            (80, 24, SizeClass::Two),
            (79, 24, SizeClass::One),
            (40, 10, SizeClass::One),
            (39, 24, SizeClass::TooSmall),
            (200, 9, SizeClass::TooSmall),
            (0, 0, SizeClass::TooSmall),
        ] {
            assert_eq!(size_class(w, h), class, "{w}x{h}");
        }
    }

    #[test]
    fn the_neighbour_of_the_focus_is_shown_at_80_columns() {
        let panes = |focus| {
            let a = arrange(Rect::new(0, 0, 80, 24), focus, false).unwrap();
            a.panes.iter().map(|(p, _)| *p).collect::<Vec<_>>()
        };
        assert_eq!(panes(Pane::History), [Pane::History, Pane::Recommendations]);
        assert_eq!(panes(Pane::Recommendations), [Pane::Recommendations, Pane::Why]);
        assert_eq!(panes(Pane::Why), [Pane::Recommendations, Pane::Why]);
    }

    proptest! {
        #[test]
        fn panes_tile_the_screen(w in 40u16..300, h in 10u16..100, focus in 0usize..3, zoom: bool) {
            let focus = Pane::ALL[focus];
            let a = arrange(Rect::new(0, 0, w, h), focus, zoom).unwrap();
            prop_assert!(a.pane(focus).is_some());
            prop_assert_eq!(a.panes.iter().map(|(_, r)| r.width).sum::<u16>(), w);
            prop_assert_eq!(a.tabs.is_some(), a.panes.len() == 1);
            for (_, r) in &a.panes {
                prop_assert_eq!(r.bottom(), a.status.y);
                prop_assert!(r.height >= 8 && r.width >= 20);
            }
        }
    }
}
