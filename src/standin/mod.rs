//! Stand-ins: servers on this machine that answer as a service on the web would, for tests and for trying the program
//! without an account.
//!
//! They serve made-up content on loopback only. They must not know the rest of the program, so that they cannot share its
//! mistakes: what the program takes for granted about a service, a stand-in says for itself.

pub mod spotify;
