//! The accounts service: the listener agrees, and a client gets tokens (authorization code with PKCE, RFC 6749 and RFC 7636).
//!
//! Spotify has no address at which a client gives a token back: the listener does that on a page of theirs
//! ([`Server::revoke`](super::Server::revoke)).

mod authorize;
mod grants;
mod token;

pub(super) use authorize::authorize;
pub(super) use grants::{Access, Grants};
pub(super) use token::token;
