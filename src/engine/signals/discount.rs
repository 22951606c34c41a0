//! By how much alike lists say less for what stands in many lists: all else being equal, they hold it more often by chance.
//!
//! ```text
//! d_i = (1 + most)^(−d · s/256),   s = ⌊popularity(i) / 256⌋        about (1 + lists of i)^−d
//! ```
//!
//! `d` is a parameter of the pack, `most` the largest number of lists of a track. 16 fractional bits, rounded to the nearest.

use crate::engine::Context;
use crate::pack::{Pack, TrackId};

/// A share of every part, 16 fractional bits, at most 1.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine) struct Discount(pub u32);

impl Discount {
    /// What of a part is left.
    pub(super) fn of(self, part: u32) -> u32 {
        ((u64::from(part) * u64::from(self.0)) >> 16) as u32
    }
}

/// The discounts of all steps of popularity; none where the pack has no discount.
#[derive(Debug, Clone, Default)]
pub(super) struct Discounts(Vec<Discount>);

/// In so many steps goes popularity.
const STEPS: u32 = 256;

impl Discounts {
    pub(super) fn of(cx: &Context<'_>) -> Self {
        let exponent = cx.pack.card().parameters.discount;
        if exponent == 0 {
            return Self::default();
        }
        // Catalogue order: the first track is in most lists.
        let most = cx.pack.tracks().next().map_or(0, |t| cx.pack.popularity(t));
        let of_step = |step: u32| {
            let exponent = f64::from(exponent) / 100.0 * f64::from(step) / f64::from(STEPS);
            // Software mathematics: the same bits on every machine.
            Discount(libm::round(libm::pow(1.0 + f64::from(most), -exponent) * 65_536.0) as u32)
        };
        Self((0..STEPS).map(of_step).collect())
    }

    /// True where there are discounts.
    pub(super) fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// That of a track; `None` where there are none.
    pub(super) fn of_track(&self, pack: &Pack, track: TrackId) -> Option<Discount> {
        let step = (u32::from(pack.popularity_weight(track)) * STEPS) >> 16;
        self.0.get(step as usize).copied()
    }
}
