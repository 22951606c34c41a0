//! The stand-in for Spotify, over real sockets: what each endpoint answers, what can go wrong, and that its answers have
//! the shapes of the real ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may fail, and may say why"
)]

mod client;
mod description;
mod faults;
mod reading;
mod shapes;
mod sign_in;
mod untidy;
mod writing;
