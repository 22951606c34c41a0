//! Spotify's Web API: a person's own plays in, a list of their choosing out, nothing kept.
//!
//! Off unless `spotify:` is named; the client id is the person's own. May touch the network and the token's file, nothing else. Must
//! not know packs, scores or the screen.
//!
//! ```text
//! auth ──► tokens ──► session ──► read ──► content ──► Batch ──► History     (marked SpotifyApi)
//!                        └──────► write_back                                 (only what the person said yes to)
//! ```
//!
//! Requests are carried by rspotify on a runtime of one thread that lives as long as one call of [`Account`]: to the rest of the
//! program this module is synchronous.

mod account;
mod auth;
mod content;
mod endpoints;
mod pace;
mod read;
mod scope;
mod secret;
mod session;
mod shelf;
mod tokens;
mod trouble;
mod write_back;

pub use account::{Account, Way};
pub use auth::{REDIRECT, SignIn};
pub use content::{Play, Track};
pub use endpoints::{AddressError, Endpoints};
pub(crate) use read::Delivery;
pub use scope::Scope;
pub use secret::Secret;
pub use session::Clock;
pub use shelf::Shelf;
pub use tokens::{End, Grant, Place, Store, StoreError};
pub use trouble::{Trouble, Wait};
pub use write_back::{DESCRIPTION, Hit, NewPlaylist, Sent, Wanted};
