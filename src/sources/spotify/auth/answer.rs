//! What Spotify's page sends back, read from the address that it leads to.

use url::Url;

use crate::sources::spotify::secret::Secret;

/// The answer of Spotify's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes, with a code that is good once.
    Code(Secret),
    /// The person said no.
    Denied,
    /// Spotify could not do it.
    Failed,
    /// Not an answer to this sign-in.
    NotOurs,
}

impl Answer {
    /// Reads an address, whole or from its path on. An answer whose `state` is another than ours is none, whatever else it says.
    #[must_use]
    pub fn read(address: &str, path: &str, state: &str) -> Self {
        let address = address.trim();
        let url = match address.strip_prefix('/') {
            Some(rest) => Url::parse(&format!("http://127.0.0.1/{rest}")),
            None => Url::parse(address),
        };
        let Some(url) = url.ok().filter(|u| u.path() == path) else { return Self::NotOurs };
        let value = |name: &str| {
            let mut found = url.query_pairs().filter(|(k, _)| k == name).map(|(_, v)| v.into_owned());
            // Twice the same name is a trick.
            let first = found.next();
            if found.next().is_some() { None } else { first }
        };
        if value("state").as_deref() != Some(state) {
            return Self::NotOurs;
        }
        match (value("code"), value("error").as_deref()) {
            (Some(code), None) if !code.is_empty() => Self::Code(Secret::new(code)),
            (_, Some("access_denied")) => Self::Denied,
            (_, Some(_)) => Self::Failed,
            _ => Self::NotOurs,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_our_state_is_an_answer() {
        let read = |address: &str| Answer::read(address, "/callback", "s1");
        assert_eq!(read("/callback?code=c&state=s1"), Answer::Code(Secret::new("c")));
        assert_eq!(
            read(" http://127.0.0.1:4/callback?state=s1&code=c%2F \n"),
            Answer::Code(Secret::new("c/"))
        );
        assert_eq!(read("/callback?error=access_denied&state=s1"), Answer::Denied);
        assert_eq!(read("/callback?error=server_error&state=s1"), Answer::Failed);
        for other in [
            "/callback?code=c&state=s2",
            "/callback?code=c",
            "/callback?code=&state=s1",
            "/callback?code=c&state=s1&state=s2",
            "/callback?error=access_denied",
            "/callback?state=s1",
            "/favicon.ico",
            "/?code=c&state=s1",
            "",
            "code",
        ] {
            assert_eq!(read(other), Answer::NotOurs, "{other}");
        }
    }
}
