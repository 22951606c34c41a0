//! The contributions as bars that sum to the score, with the long tail folded into one bar.

use crate::engine::Contribution;
use crate::pack::Pack;

use super::label::label;

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What gave the points.
    pub label: String,
    /// The points.
    pub points: i64,
    /// Which of the contributions it is; `None` for the folded tail.
    pub contribution: Option<usize>,
}

/// Bars and their sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waterfall {
    /// The bars, largest contribution first, the tail last.
    pub bars: Vec<Bar>,
    /// The sum of all bars.
    pub sum: i64,
    /// Whether the sum is the score: checked, not assumed.
    pub holds: bool,
}

/// Lays contributions (largest first) out as at most `rows` bars; further ones are folded into "and N smaller".
#[must_use]
pub fn waterfall(pack: &Pack, contributions: &[Contribution], score: i64, rows: usize) -> Waterfall {
    let shown = if contributions.len() <= rows { contributions.len() } else { rows.saturating_sub(1) };
    let mut bars: Vec<Bar> = contributions[..shown]
        .iter()
        .enumerate()
        .map(|(n, c)| Bar { label: label(pack, c), points: c.points, contribution: Some(n) })
        .collect();
    let tail = &contributions[shown..];
    if !tail.is_empty() {
        let points = tail.iter().map(|c| c.points).sum();
        bars.push(Bar { label: format!("and {} smaller", tail.len()), points, contribution: None });
    }
    let sum = bars.iter().map(|b| b.points).sum();
    Waterfall { bars, sum, holds: sum == score }
}
