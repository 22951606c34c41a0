//! What a person changes about their recommendations: what of the history is set aside, what is blocked, where the levers stand.
//!
//! Pure: no clock (a date until which something holds is compared with a day that is given), no files, no screen. A [`Choice`] names
//! things as people do, by names and by identifiers that mean the same in every pack, so that it survives the run it was made in;
//! [`fold`] finds out what it means for one history and one pack. Must not know where choices are kept or shown.
//!
//! ```text
//! Choice ──► Choices (what is in force, undo, redo) ──► fold with a history and a pack ──► Aside, Rules, Mixer, half-life
//! ```

mod beliefs;
mod choice;
pub mod document;
mod effect;
mod fold;
mod log;
mod preset;
mod sieve;
mod span;
#[cfg(test)]
mod tests;
mod track_name;

pub use beliefs::{Belief, Beliefs, By, beliefs};
pub use choice::{Block, Choice, LEVER_LIMIT, Lever, Part};
pub use effect::{Effect, effect, idle};
pub use fold::{Folded, fold};
pub use log::{Choices, Lasts, Made, Step};
pub use preset::{PRESETS, Preset};
pub use sieve::{Heard, behind, told_in_passing};
pub use span::{Hours, Period, SpanError, Years};
pub use track_name::TrackName;
