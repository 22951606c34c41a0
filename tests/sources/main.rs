//! Histories from files: every published shape, every rule, and everything that can be wrong with a file.

// The whole folder is a test; clippy sees only the functions marked so.
#![allow(clippy::unwrap_used, clippy::panic)]

mod archives;
mod bad_input;
mod formats;
mod help;
mod hostile;
mod overlap;
mod privacy;
mod services;
mod standard_input;
