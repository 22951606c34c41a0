//! How much one track of the history counts: recent plays more than old ones, many more than one (but less and less),
//! skips against it. All integers, so that every machine agrees.

use super::{Listen, Outcome, UnixSeconds};

/// Seconds of one day.
pub const DAY: i64 = 86_400;

/// A seed weight of 1.0: one full play, just now. Seed weights run from 0 to below `2 * SEED_ONE`.
pub const SEED_ONE: u32 = 1024;

/// One fresh play in the sums of [`Plays`] (16 fractional bits).
const PLAY_ONE: u64 = 1 << 16;

/// More plays than this at once weigh no more; it also bounds the arithmetic (2^16 × 2^20 × 2^20 stays below 2^63).
const PLAY_CAP: u64 = 1 << 20;

/// What the person may set about seed weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeightSettings {
    /// After so many days a play counts half; 0 means that age does not matter.
    pub half_life_days: u32,
}

impl Default for WeightSettings {
    fn default() -> Self {
        Self { half_life_days: 90 }
    }
}

/// What is known of one track's plays, ready to become a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Plays {
    /// Full plays, each weighed by its age; 16 fractional bits.
    pub fresh_plays: u64,
    /// Skips, each weighed by its age; 16 fractional bits.
    pub fresh_skips: u64,
    /// Full plays.
    pub plays: u32,
    /// Skips.
    pub skips: u32,
    /// The newest listen of either kind.
    pub last: Option<UnixSeconds>,
}

impl Plays {
    /// Counts one listen, with its age at `as_of`.
    pub fn add(&mut self, listen: &Listen, as_of: UnixSeconds, settings: &WeightSettings) {
        let fresh = u64::from(listen.count) * freshness(listen.at, as_of, *settings);
        match listen.outcome {
            Outcome::Played => {
                self.fresh_plays = (self.fresh_plays + fresh).min(PLAY_CAP);
                self.plays = self.plays.saturating_add(listen.count);
            }
            Outcome::Skipped => {
                self.fresh_skips = (self.fresh_skips + fresh).min(PLAY_CAP);
                self.skips = self.skips.saturating_add(listen.count);
            }
        }
        self.last = self.last.max(listen.at);
    }

    /// Joins the plays of two spellings of the same track.
    pub fn merge(&mut self, other: &Self) {
        self.fresh_plays = (self.fresh_plays + other.fresh_plays).min(PLAY_CAP);
        self.fresh_skips = (self.fresh_skips + other.fresh_skips).min(PLAY_CAP);
        self.plays = self.plays.saturating_add(other.plays);
        self.skips = self.skips.saturating_add(other.skips);
        self.last = self.last.max(other.last);
    }
}

/// `2^(-age / half-life)` with 16 fractional bits, 1..=65536 (a listen never vanishes altogether; a listen without a time,
/// or from the future, is fresh).
fn freshness(at: Option<UnixSeconds>, as_of: UnixSeconds, settings: WeightSettings) -> u64 {
    let age = at.map_or(0, |t| as_of.saturating_sub(t).max(0));
    if settings.half_life_days == 0 || age == 0 {
        return PLAY_ONE;
    }
    let halvings = age as f64 / (f64::from(settings.half_life_days) * DAY as f64);
    // libm: one software implementation everywhere, so the same bits everywhere.
    let share = libm::exp2(-halvings) * PLAY_ONE as f64;
    (libm::round(share) as u64).max(1)
}

/// The weight of a seed, in units of 1/[`SEED_ONE`]:
///
/// ```text
/// p = Σ over plays of 2^(-age/half-life)      s = the same over skips
/// weight = 2p/(p + 1) · p/(p + s)
/// ```
///
/// One fresh play gives 1; plays saturate towards 2; as many skips as plays halve it; only skips give 0. Any play gives at
/// least the smallest step, 1/1024.
#[must_use]
pub fn seed_weight(plays: &Plays) -> u32 {
    let (p, s) = (plays.fresh_plays as u128, plays.fresh_skips as u128);
    if p == 0 {
        return 0;
    }
    let weight = 2 * u128::from(SEED_ONE) * p * p / ((p + u128::from(PLAY_ONE)) * (p + s));
    (weight as u32).max(1)
}

#[cfg(test)]
mod tests {
    use super::super::{HeardId, SourceId};
    use super::*;
    use proptest::prelude::*;

    fn listen(at: Option<i64>, count: u32, outcome: Outcome) -> Listen {
        Listen { at, track: HeardId(0), count, ms_played: None, outcome, source: SourceId(0) }
    }

    fn weight(listens: &[Listen]) -> u32 {
        let mut p = Plays::default();
        for l in listens {
            p.add(l, 1000 * DAY, &WeightSettings { half_life_days: 10 });
        }
        seed_weight(&p)
    }

    #[test]
    fn the_formula_at_points_one_can_check_by_hand() {
        use Outcome::{Played, Skipped};
        assert_eq!(weight(&[]), 0);
        assert_eq!(weight(&[listen(None, 1, Played)]), 1024);
        // p = 1/2: 2·(1/2)/(3/2) = 2/3 of 1024.
        assert_eq!(weight(&[listen(Some(990 * DAY), 1, Played)]), 682);
        // p = 3: 2·3/4 = 1.5.
        assert_eq!(weight(&[listen(None, 3, Played)]), 1536);
        assert_eq!(weight(&[listen(None, 1, Played), listen(None, 1, Skipped)]), 512);
        assert_eq!(weight(&[listen(None, 5, Skipped)]), 0);
    }

    proptest! {
        #[test]
        fn bounded_and_monotone(p in 0u64..PLAY_CAP, s in 0u64..PLAY_CAP) {
            let plays = Plays { fresh_plays: p, fresh_skips: s, ..Plays::default() };
            let w = seed_weight(&plays);
            prop_assert!(w < 2 * SEED_ONE);
            let (more, skipped) = (Plays { fresh_plays: p + 1, ..plays }, Plays { fresh_skips: s + 1, ..plays });
            prop_assert!(seed_weight(&more) >= w);
            prop_assert!(seed_weight(&skipped) <= w);
        }
    }
}
