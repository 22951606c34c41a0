//! Signing in: authorization code with a proof key (PKCE), in the person's own browser.
//!
//! ```text
//! SignIn::begin ──► the address of Spotify's page ──► browser ──► our listener, or what the person pastes
//!                                                                      └─► Answer ──► SignIn::finish ──► Grant
//! ```

mod answer;
mod listener;
mod pages;
mod pkce;

pub(super) use answer::Answer;
pub(super) use listener::Listener;
pub use pkce::{REDIRECT, SignIn};
