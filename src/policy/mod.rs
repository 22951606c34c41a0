//! What terms allow, what a person has stated, and the ledger of what this run read, sent and wrote.
//!
//! Pure, and left of everything that scores: [`decide`] is the one table of sources, packs and uses, and every door asks it.
//! Must not know files, the network or the screen; who asks brings the [`Statements`] and carries the answer out.

mod clause;
mod gate;
mod ledger;
mod notice;
mod page;
mod statements;
mod terms;

pub use clause::Clause;
pub use gate::{Barrier, PackTerms, Use, Verdict, decide, may_pass};
pub use ledger::{Ledger, Request};
pub use notice::{ATTRIBUTION, Question};
pub use page::page;
pub use statements::{Statements, StatementsError};
pub use terms::{MPD_RESEARCH, may_be_fitted, may_be_kept, may_be_shared};
