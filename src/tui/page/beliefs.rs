//! What is believed of the person: seeds, artists, tags, years and hours with their weights, each of them removable.

use super::Row;
use crate::choices::{Belief, Beliefs as All, By, Choice};
use crate::history::SEED_ONE;
use crate::text::counted;
use crate::tui::reasons::Role;
use crate::tui::state::State;
use crate::tui::widget::bar::bar;
use crate::tui::widget::row::{left, right};

/// Cells of share, weight, and what is behind.
const NUMBERS: usize = 7 + 9;
/// From this width on the plays are told.
const WIDE_FROM: usize = 90;

/// One view of what is believed.
#[derive(Debug)]
pub struct Beliefs {
    /// The view.
    pub by: By,
    /// What is believed, once it is worked out; that of the answer before stays until then.
    pub all: Option<All>,
    /// The largest weight of them.
    most: u64,
    /// Of which answer.
    pub generation: u64,
}

impl Beliefs {
    /// A view, before it is worked out.
    #[must_use]
    pub fn new(by: By) -> Self {
        Self { by, all: None, most: 0, generation: 0 }
    }

    /// The view so many steps to the right, and round.
    #[must_use]
    pub fn beside(by: By, steps: i32) -> By {
        let at = By::ALL.iter().position(|b| *b == by).unwrap_or(0) as i32;
        By::ALL[(at + steps).rem_euclid(By::ALL.len() as i32) as usize]
    }

    /// Takes in what is believed.
    pub fn take(&mut self, all: All) {
        self.most = all.all.iter().map(|b| b.weight).max().unwrap_or(0);
        self.all = Some(all);
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.all.as_ref().map_or(0, |a| a.all.len())
    }

    /// The belief on a row.
    #[must_use]
    pub fn belief(&self, row: usize) -> Option<&Belief> {
        self.all.as_ref()?.all.get(row)
    }

    pub(super) fn nothing(&self) -> &'static str {
        match self.by {
            By::Tags => "None of your tracks has a tag in this pack.",
            By::Years | By::Decades => "The pack has no year of any of your tracks.",
            By::Hours => "None of your listens has a time.",
            By::Seeds | By::Artists => "The pack knows none of your tracks.",
        }
    }

    pub(super) fn head(&self) -> Vec<(Role, String)> {
        let name =
            |by: &By| if *by == self.by { format!("[{}]", by.name()) } else { format!(" {} ", by.name()) };
        let tabs: Vec<String> = By::ALL.iter().map(name).collect();
        let mut head = vec![(Role::Heading, tabs.join(" "))];
        if let Some(all) = &self.all {
            let tags = if self.by == By::Tags { "; a seed counts for each of its tags" } else { "" };
            head.push((
                Role::Aside,
                format!("All that speaks weighs {}; shares are of that{tags}.", weight(all.total)),
            ));
        }
        head.push((Role::Text, String::new()));
        head
    }

    pub(super) fn row(&self, state: &State, row: usize, cells: usize) -> Row {
        let (Some(all), Some(belief)) = (&self.all, self.belief(row)) else { return Row::default() };
        let theme = &state.theme;
        let aside = state.query.choices.holds(&Choice::Without(belief.part.clone()));
        let mark = if aside { "✕ " } else { "  " };
        let behind = if cells >= WIDE_FROM { behind(belief, self.by) } else { String::new() };
        let behind_cells = if cells >= WIDE_FROM { 34 } else { 0 };
        let free = cells.saturating_sub(2 + NUMBERS + behind_cells);
        let bar_cells = (free / 3).min(30);
        let name_cells = free.saturating_sub(bar_cells + 1);
        let share = all.share(belief);
        let (share, names) = if belief.weight == 0 {
            ("–".to_owned(), theme.dim)
        } else {
            (format!("{}.{:02}", share / 100, share % 100), theme.text)
        };
        let share = if share == "–" { share } else { format!("{}%", share.trim_end()) };
        let columns = vec![
            (mark.to_owned(), theme.bad),
            (left(&belief.name, name_cells), names),
            (" ".repeat(bar_cells + 1), theme.text),
            (right(&share, 7), names),
            (right(&weight(belief.weight), 9), theme.dim),
            (left(&behind, behind_cells), theme.dim),
        ];
        let drawn = bar(belief.weight as i64, self.most, bar_cells);
        Row { cells: columns, bar: Some((2 + name_cells + 1, drawn, theme.plus)) }
    }
}

/// A sum of seed weights, with three places.
fn weight(weight: u64) -> String {
    let thousandths = weight * 1000 / u64::from(SEED_ONE);
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

fn behind(belief: &Belief, by: By) -> String {
    let mut parts = Vec::new();
    if by != By::Seeds {
        parts.push(counted(belief.seeds as usize, "seed", "seeds"));
    }
    parts.push(counted(belief.plays.plays as usize, "play", "plays"));
    if belief.plays.skips > 0 {
        parts.push(counted(belief.plays.skips as usize, "skip", "skips"));
    }
    format!("   {}", parts.join(", "))
}
