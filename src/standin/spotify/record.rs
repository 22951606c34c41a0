//! What was asked of the stand-in: every request, in the order of arrival.

use super::endpoint::Endpoint;

/// One request and the status it was answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// What it was for.
    pub endpoint: Endpoint,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path without the query.
    pub path: String,
    /// The query, decoded, in its order.
    pub query: Vec<(String, String)>,
    /// The headers that tell something about the client (`accept`, `authorization`, `content-type`, `user-agent`), lower case.
    pub headers: Vec<(String, String)>,
    /// The body, as text.
    pub body: String,
    /// The status of the answer; 0 where the connection was closed or left hanging without one.
    pub status: u16,
}

/// The headers that are kept.
pub(super) const OF_INTEREST: [&str; 4] = ["accept", "authorization", "content-type", "user-agent"];

impl Recorded {
    /// The value of a parameter of the query.
    #[must_use]
    pub fn asked(&self, name: &str) -> Option<&str> {
        value_of(&self.query, name)
    }

    /// The value of a header, by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        value_of(&self.headers, name)
    }
}

/// The first value under `name`.
pub(super) fn value_of<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
}
