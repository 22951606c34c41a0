//! The scorer: seeds and a pack in, a ranking of integers out.
//!
//! Pure: no clock, no randomness, no I/O. Must not know where seeds come from, nor how anything is shown. A score is the
//! exact sum of integer contributions, so it depends on neither order, threads nor machine.
//!
//! # Scales and bounds
//!
//! | quantity | unit | largest |
//! |---|---|---|
//! | seed weight | 1/1024 | < 2^11 |
//! | mixer weight | 1/100 | ≤ 1600 < 2^11 |
//! | stored weight | 1/65536 | < 2^16 |
//! | contribution = product of the three | 1/[`SCALE`] | < 2^38 |
//!
//! A candidate gets at most one contribution of each of the few signals from each seed, so 2^22 seeds (four million) with
//! eight signals stay below 2^63. Only `lists-like-yours` has larger weights: the
//! sums of parts below 2^19 over at most 1000 lists, from at most 4096 seeds and 200 companions:
//! 2047 · 1600 · 1000 · 2^19 · 4296 is below 2^63, with room for all the rest.

mod behind;
mod contribution;
pub mod counterfactual;
mod diversify;
mod hash;
mod mixer;
mod moves;
mod prepared;
mod rank;
mod rules;
mod score;
mod select;
mod signals;
mod sparse;
#[cfg(test)]
mod tests;

pub use behind::{Behind, lists_behind};
pub use contribution::{Contribution, Evidence, Factors, Parts};
pub use mixer::{MIXER_LIMIT, MIXER_ONE, MixStep, Mixer, MixerError, SignalKind, hundredths};
pub use moves::{Move, Moves, moves};
pub use prepared::Prepared;
pub use rank::{Place, Question, Ranked, Ranking, Settings, Standing};
pub use rules::{Rule, Rules};
pub use signals::Said;
pub(crate) use signals::{follows, list_name};

use crate::history::SEED_ONE;
use crate::identify::Seeds;
use crate::pack::Pack;

/// A score of 1.0: divide contributions and scores by this, and only to print them.
pub const SCALE: i64 = 65_536 * SEED_ONE as i64 * MIXER_ONE as i64;

/// Everything a signal may look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The seeds; those with weight 0 are known as heard, but give no points.
    pub seeds: &'a Seeds,
    /// The weights of the signals.
    pub mixer: &'a Mixer,
    /// What the signals worked out for them.
    pub prepared: &'a Prepared,
}
