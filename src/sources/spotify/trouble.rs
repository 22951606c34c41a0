//! What can go wrong with Spotify, in our words. Nothing here quotes an answer, an address with its query, or a token.

use std::fmt;

use thiserror::Error;

use super::endpoints::AddressError;
use super::scope::Scope;
use super::tokens::StoreError;

/// Why something of Spotify could not be had.
#[derive(Debug, Error)]
pub enum Trouble {
    /// The network is not to be used in this run.
    #[error("Spotify cannot be asked: this run is offline (--offline)")]
    Offline,
    /// No grant is there.
    #[error("not signed in to Spotify; `glasscrate spotify login` signs in")]
    NotSignedIn,
    /// The grant has ended: its six months are over, or it was taken back in the account.
    #[error(
        "the sign-in to Spotify has ended (after six months, or taken back in the account); `glasscrate spotify login` signs in again"
    )]
    Ended,
    /// The grant does not reach this far.
    #[error("the sign-in to Spotify does not cover this: {} is needed {}; `glasscrate spotify login --for {}` asks for it", .0.name(), .0.reason(), .0.word())]
    NeedsScope(Scope),
    /// The user is not on the app's list, or Premium has lapsed.
    #[error(
        "Spotify refuses this account (403): add yourself under User Management of your app in Spotify's dashboard; the app's owner needs Premium"
    )]
    NotListed,
    /// Refused for another reason: somebody else's playlist, a player that cannot be told what to play.
    #[error("Spotify refuses this (403): {0}")]
    Forbidden(&'static str),
    /// There is no such thing there.
    #[error("Spotify does not have it (404): {0}")]
    NotThere(&'static str),
    /// Too many requests.
    #[error("Spotify asks to wait{0}; nothing is asked until then")]
    TooMany(Wait),
    /// No connection, or none in time.
    #[error("Spotify cannot be reached ({0}); check the connection and try again")]
    Unreachable(&'static str),
    /// Another answer than success.
    #[error("Spotify answered with status {0}; try again later")]
    Status(u16),
    /// An answer that is not what was asked for.
    #[error("Spotify's answer could not be read ({0}); try again later")]
    NotUnderstood(&'static str),
    /// The client id is not known to Spotify, or its redirect is not registered.
    #[error(
        "Spotify does not accept the sign-in ({0}); check the client id, and that the redirect is registered as `glasscrate spotify login` shows it"
    )]
    BadClient(&'static str),
    /// The person said no on Spotify's page.
    #[error("the sign-in was declined on Spotify's page; nothing was stored")]
    Denied,
    /// Nobody came back from Spotify's page in time.
    #[error(
        "no answer came from Spotify's page within {0} minutes; run it again, or with --paste where the browser runs elsewhere"
    )]
    TimedOut(u64),
    /// What was pasted is no answer to this sign-in.
    #[error(
        "that is not the address that Spotify's page leads to for this sign-in; paste the whole address, from `http://` on"
    )]
    NotTheAnswer,
    /// The port cannot be listened on.
    #[error("cannot listen on 127.0.0.1:{port} ({why}); name another with --port, or use --paste")]
    NoPort {
        /// The port; 0 for any.
        port: u16,
        /// What the system says.
        why: std::io::Error,
    },
    /// No client id was given.
    #[error(
        "no client id: make an app in Spotify's dashboard and give its client id with --client-id; see `glasscrate spotify login --help`"
    )]
    NoClientId,
    /// An address that tokens must not be sent to.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The tokens cannot be stored or read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The asynchronous runtime could not be started.
    #[error("cannot start: {0}")]
    Runtime(std::io::Error),
    /// The person stopped it.
    #[error("asking Spotify was stopped")]
    Cancelled,
}

/// A wait that Spotify asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// How long, where it says.
    pub seconds: Option<u64>,
    /// Whether the developer's quota is spent, not only the rate too high.
    pub quota: bool,
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(seconds) = self.seconds {
            write!(f, " {}", duration(seconds))?;
        }
        f.write_str(if self.quota { " (the quota of your developer account is spent)" } else { "" })
    }
}

/// Seconds in words, rounded up: "40 seconds", "21 hours".
pub(super) fn duration(seconds: u64) -> String {
    match seconds {
        0..=119 => crate::text::counted(seconds as usize, "second", "seconds"),
        120..=7199 => format!("{} minutes", seconds.div_ceil(60)),
        _ => format!("{} hours", seconds.div_ceil(3600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_told_in_words() {
        let told = |seconds, quota| Trouble::TooMany(Wait { seconds, quota }).to_string();
        assert!(told(Some(1), false).starts_with("Spotify asks to wait 1 second;"));
        assert!(told(Some(74_214), true).contains("wait 21 hours (the quota"));
        assert!(told(Some(300), false).contains("5 minutes"));
        assert!(told(None, false).starts_with("Spotify asks to wait;"));
        let scope = Trouble::NeedsScope(Scope::Library).to_string();
        assert!(
            scope.contains("user-library-read is needed to read") && scope.contains("--for liked"),
            "{scope}"
        );
    }
}
