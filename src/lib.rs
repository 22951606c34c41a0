//! Glasscrate: listening history in, recommendations out, every score a sum that can be taken apart.
//!
//! The modules follow the way of the data; nothing on the right is known to anything on its left:
//!
//! ```text
//! sources ──► history ──► identify ──► engine ──► trace ──► tui | report
//!                             ▲           ▲  ▲
//!                             │           │  └ choices
//! data sets ──► build ──► pack (catalogue, lists, neighbours, card)
//! ```
//!
//! `text`, `history`, `pack`, `engine`, `choices`, `trace` and `evaluate` are pure: no clock, no randomness, no async, no
//! terminal. Time and settings are arguments. `tests/architecture.rs` keeps it so.

pub mod build;
pub mod choices;
pub mod cli;
pub mod engine;
pub mod evaluate;
pub mod history;
pub mod identify;
pub mod pack;
pub mod policy;
pub mod query;
pub mod report;
pub mod sources;
pub mod standin;
mod stream;
pub mod text;
pub mod trace;
pub mod tui;
