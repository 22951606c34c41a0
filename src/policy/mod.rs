//! What this run read, sent and wrote.
//!
//! And what terms allow.

mod ledger;
mod terms;

pub use ledger::Ledger;
pub use terms::{MPD_RESEARCH, may_be_kept, may_be_shared};
