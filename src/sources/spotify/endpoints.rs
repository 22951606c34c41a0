//! Where the Web API and the accounts service are: Spotify's own addresses, or others of the same shape (a stand-in on this
//! machine).

use std::net::IpAddr;

use thiserror::Error;
use url::{Host, Url};

use crate::text::clean;

/// The Web API of Spotify.
const API: &str = "https://api.spotify.com/v1/";

/// The accounts service of Spotify.
const ACCOUNTS: &str = "https://accounts.spotify.com/";

/// An address that tokens must not be sent to.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{address}: not an address for the Web API: {why}")]
pub struct AddressError {
    /// The address, cleaned.
    pub address: String,
    /// What is wrong with it.
    pub why: &'static str,
}

/// The two addresses; each ends with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints {
    api: Url,
    accounts: Url,
}

impl Endpoints {
    /// The addresses given, Spotify's own where none is. Only https is taken, or http to this very machine
    /// (`http://127.0.0.1:PORT`, `http://[::1]:PORT`).
    pub fn new(api: Option<&str>, accounts: Option<&str>) -> Result<Self, AddressError> {
        Ok(Self { api: base(api.unwrap_or(API))?, accounts: base(accounts.unwrap_or(ACCOUNTS))? })
    }

    /// The Web API's, with its version.
    #[must_use]
    pub fn api(&self) -> &str {
        self.api.as_str()
    }

    /// The accounts service's. A grant is good for this one only.
    #[must_use]
    pub fn accounts(&self) -> &str {
        self.accounts.as_str()
    }

    /// The host of the Web API, as the ledger names it.
    #[must_use]
    pub fn api_host(&self) -> String {
        host(&self.api)
    }

    /// The host of the accounts service, as the ledger names it.
    #[must_use]
    pub fn accounts_host(&self) -> String {
        host(&self.accounts)
    }
}

fn base(text: &str) -> Result<Url, AddressError> {
    let wrong = |why| AddressError { address: clean(text).into_owned(), why };
    let slashed = if text.ends_with('/') { text.to_owned() } else { format!("{text}/") };
    let url = Url::parse(&slashed).map_err(|_| wrong("it cannot be read as one"))?;
    if !url.username().is_empty()
        || url.password().is_some()
        || url.query().is_some()
        || url.fragment().is_some()
    {
        return Err(wrong("it holds more than scheme, host, port and path"));
    }
    match (url.scheme(), url.host()) {
        ("https", Some(_)) => Ok(url),
        ("http", Some(Host::Ipv4(ip))) if IpAddr::V4(ip).is_loopback() => Ok(url),
        ("http", Some(Host::Ipv6(ip))) if IpAddr::V6(ip).is_loopback() => Ok(url),
        ("http", Some(_)) => Err(wrong("only https, or http to 127.0.0.1 or [::1]")),
        _ => Err(wrong("only https")),
    }
}

fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_go_nowhere_in_the_clear_but_to_this_machine() {
        let own = Endpoints::new(None, None).unwrap();
        assert_eq!((own.api(), own.api_host().as_str()), (API, "api.spotify.com"));
        let near = Endpoints::new(Some("http://127.0.0.1:4000/v1"), Some("http://[::1]:4001")).unwrap();
        assert_eq!((near.api(), near.api_host().as_str()), ("http://127.0.0.1:4000/v1/", "127.0.0.1:4000"));
        for wrong in [
            "http://api.spotify.com/v1",
            "http://localhost:80",
            "http://127.0.0.1.example/",
            "ftp://x",
            "x",
            "https://a@b/",
            "https://b/?q",
        ] {
            assert!(Endpoints::new(Some(wrong), None).is_err(), "{wrong}");
        }
    }
}
