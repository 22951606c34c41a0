//! Computes a saved trace again, and tells every number that is not what it should be.
//!
//! Two ways, which find different things: [`inside`] adds the document up by itself (products, sums, ranks, digests), and
//! [`again`] rebuilds seeds and settings from it, asks the pack anew, writes a second document and holds the two against each
//! other, value by value. Must not know where the document or the pack came from.

mod again;
mod difference;
mod inside;
mod seeds;

pub use again::{Asked, again, asked};
pub use difference::{Difference, Differences, How, TOLD};
pub use inside::inside;
