//! A stand-in for Spotify's Web API and accounts service, as a new application in development mode meets them in 2026.
//!
//! ```text
//! Scenario ──► Server ──► accounts (authorize, token)   who may ask
//!                    └──► api (paths, limits, scopes)   what is there: Account, from the catalogue
//!                    └──► fault                         what goes wrong on the way
//! ```
//!
//! A [`Scenario`] is chosen before the start and decides everything: the same scenario and the same requests give the same
//! answers, byte for byte. Only the life of an access token follows the clock. Nothing real is behind it: apart from the names
//! of some well-known tracks, whatever it says occurs nowhere else ([`Server::secrets`]), so that a leak can be found.
//!
//! Paths, limits, scopes and shapes follow Spotify's `OpenAPI` description of May 2026 and the published changes of development
//! mode; `tests/standin` checks them against schemas of our own and, where it is at hand, against that description.

mod account;
mod accounts;
mod api;
mod body;
mod catalogue;
pub mod demo;
mod endpoint;
mod fault;
mod http;
mod record;
mod scenario;
mod server;
mod service;

pub use account::{MadePlaylist, Play};
pub use catalogue::{KNOWN, MADE_UP, Track};
pub use endpoint::Endpoint;
pub use fault::{Fault, Times};
pub use record::Recorded;
pub use scenario::{Blemish, Change, Consent, Refresh, Scenario};
pub use server::{Server, StartError};
