//! Reasons: from the contributions of one track to a sentence and a waterfall that sums to the score.
//!
//! Pure. Must not know the screen: it gives words and numbers, and the interfaces lay them out. Nothing here is made up:
//! every word stands for a contribution.

mod arithmetic;
pub mod compare;
pub mod document;
mod label;
pub mod replay;
mod sentence;
mod waterfall;

pub use arithmetic::{Line, Role, Subject, Working, arithmetic, heaviest};
pub use label::{decimal, evidence_line, label, rule, signed, term_label};
pub use sentence::sentence;
pub use waterfall::{Bar, Waterfall, waterfall};
