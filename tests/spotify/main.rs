//! Spotify through the real program, against the stand-in: signing in, reading, terms, writing back, and what can go wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod crash;
mod interface;
mod library;
mod person;
#[allow(dead_code, reason = "this test uses a part of it")]
#[path = "../program/mod.rs"]
mod program;
mod reading;
mod sign_in;
#[path = "../support/mod.rs"]
mod support;
mod terms;
mod writing;
