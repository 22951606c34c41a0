//! What Spotify granted at a sign-in, and where it is stored between runs.
//!
//! The only thing of Spotify that is ever written, and only where the person lets it.

mod file;
mod keyring;
mod store;

use crate::history::UnixSeconds;

use super::scope::Scope;
use super::secret::Secret;

pub use store::{Place, Store, StoreError};

const DAY: UnixSeconds = 24 * 3600;

/// Spotify ends a grant six months after the sign-in; refreshing does not lengthen it.
const LIFE: UnixSeconds = 182 * DAY;

/// From so long before the end on it is announced.
const ANNOUNCED: UnixSeconds = 14 * DAY;

/// An access token is renewed when it has no longer than this to live.
const MARGIN: UnixSeconds = 30;

/// A grant: the tokens, what they cover, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The client id it was given to.
    pub client_id: String,
    /// The accounts service that gave it. Its tokens are sent to no other.
    pub accounts: String,
    /// The token of each request.
    pub access: Secret,
    /// When that ends.
    pub expires_at: UnixSeconds,
    /// The token that gets a new access token.
    pub refresh: Option<Secret>,
    /// When the person signed in.
    pub signed_in_at: UnixSeconds,
    /// What it covers, by Spotify's names.
    pub scopes: Vec<String>,
}

/// How near the end of a grant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Nothing to say yet.
    Far,
    /// In so many days, or less.
    Near(i64),
    /// It is past.
    Past,
}

impl Grant {
    /// Whether the access token can still be used.
    #[must_use]
    pub fn is_fresh(&self, now: UnixSeconds) -> bool {
        now.saturating_add(MARGIN) < self.expires_at
    }

    /// When the grant ends, by Spotify's rule.
    #[must_use]
    pub fn ends_at(&self) -> UnixSeconds {
        self.signed_in_at.saturating_add(LIFE)
    }

    /// How near that is.
    #[must_use]
    pub fn end(&self, now: UnixSeconds) -> End {
        match self.ends_at().saturating_sub(now) {
            ..=0 => End::Past,
            left @ 1..=ANNOUNCED => End::Near((left + DAY - 1) / DAY),
            _ => End::Far,
        }
    }

    /// Whether it covers this.
    #[must_use]
    pub fn covers(&self, scope: Scope) -> bool {
        self.scopes.iter().any(|s| s == scope.name())
    }
}

#[cfg(test)]
pub(in crate::sources::spotify) fn sample() -> Grant {
    Grant {
        client_id: "client".into(),
        accounts: "https://accounts.spotify.com/".into(),
        access: Secret::new("access-secret"),
        expires_at: 1000,
        refresh: Some(Secret::new("refresh-secret")),
        signed_in_at: 0,
        scopes: vec![Scope::Top.name().into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_announced_in_time() {
        let grant = sample();
        assert_eq!(grant.end(LIFE - ANNOUNCED - 1), End::Far);
        assert_eq!(grant.end(LIFE - ANNOUNCED), End::Near(14));
        assert_eq!(grant.end(LIFE - 1), End::Near(1));
        assert_eq!(grant.end(LIFE), End::Past);
        assert!(grant.is_fresh(969) && !grant.is_fresh(970));
        assert!(grant.covers(Scope::Top) && !grant.covers(Scope::Library));
    }

    #[test]
    fn no_token_shows_in_a_debug_text() {
        assert!(!format!("{:?}", sample()).contains("secret"));
    }
}
