//! Spotify through the real program, against the stand-in: signing in, reading, terms, writing back, and what can go wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod crash;
mod library;
mod person;
mod reading;
mod sign_in;
#[path = "../support/mod.rs"]
mod support;
mod terms;
mod writing;
