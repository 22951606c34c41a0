//! What this run read, sent and wrote.
//!
//! The terms of sources come here when a source has terms that forbid something; none of this version has.

mod ledger;

pub use ledger::Ledger;
