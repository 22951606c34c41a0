//! Terms of use and what this run read, sent and wrote.

mod ledger;
mod terms;

pub use ledger::Ledger;
pub use terms::{Terms, terms_of};
