//! A plain client: requests in, what came back out.

use std::time::Duration;

use glasscrate::standin::spotify::{Scenario, Server};
use serde_json::Value;
use ureq::Agent;
use ureq::http::Request;

/// The verifier and its challenge from RFC 7636, appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub(crate) const REDIRECT: &str = "http://127.0.0.1:4711/callback";

/// Every scope that some endpoint of the stand-in asks for.
pub(crate) const ALL_SCOPES: &str = "user-read-recently-played user-top-read user-library-read user-library-modify \
    playlist-read-private playlist-modify-private playlist-modify-public user-read-playback-state \
    user-modify-playback-state";

#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// A stand-in and someone who asks it.
pub(crate) struct Asking {
    pub(crate) server: Server,
    agent: Agent,
    pub(crate) token: String,
    pub(crate) refresh: String,
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .proxy(None)
        .timeout_global(Some(Duration::from_secs(10)));
    config.build().into()
}

impl Asking {
    /// Someone who has not signed in.
    pub(crate) fn stranger(scenario: Scenario) -> Self {
        let server = Server::start(scenario).unwrap();
        Self { server, agent: agent(), token: String::new(), refresh: String::new() }
    }

    /// Someone who has signed in with these scopes.
    pub(crate) fn with(scenario: Scenario, scopes: &str) -> Self {
        let mut asking = Self::stranger(scenario);
        let back = asking.authorize(&[("scope", scopes)]);
        let code = parameter(back.header("location").expect("a redirect"), "code").expect("a code");
        let granted = asking.exchange(&code, &[]).json();
        granted["access_token"].as_str().unwrap().clone_into(&mut asking.token);
        granted["refresh_token"].as_str().unwrap().clone_into(&mut asking.refresh);
        asking
    }

    /// Someone who has signed in with every scope.
    pub(crate) fn signed_in(scenario: Scenario) -> Self {
        Self::with(scenario, ALL_SCOPES)
    }

    /// Asks the page of the accounts service, with some parameters other than usual.
    pub(crate) fn authorize(&self, other: &[(&str, &str)]) -> Reply {
        let usual = [
            ("client_id", Scenario::CLIENT_ID),
            ("response_type", "code"),
            ("redirect_uri", REDIRECT),
            ("code_challenge_method", "S256"),
            ("code_challenge", CHALLENGE),
            ("state", "a state"),
            ("scope", "user-top-read"),
        ];
        let query = encoded(&changed(&usual, other));
        self.send("GET", &format!("{}authorize?{query}", self.server.base_accounts()), "", None)
    }

    /// Exchanges a code, with some fields other than usual.
    pub(crate) fn exchange(&self, code: &str, other: &[(&str, &str)]) -> Reply {
        let usual = [
            ("grant_type", "authorization_code"),
            ("client_id", Scenario::CLIENT_ID),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
        ];
        self.token_request(&changed(&usual, other))
    }

    /// Refreshes with a refresh token.
    pub(crate) fn refresh_with(&self, refresh: &str) -> Reply {
        let fields =
            [("grant_type", "refresh_token"), ("client_id", Scenario::CLIENT_ID), ("refresh_token", refresh)];
        self.token_request(&changed(&fields, &[]))
    }

    fn token_request(&self, fields: &[(String, String)]) -> Reply {
        let url = format!("{}api/token", self.server.base_accounts());
        self.send("POST", &url, "", Some(("application/x-www-form-urlencoded", &encoded(fields))))
    }

    /// `GET` of a path below the root of the Web API.
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.try_get(path).unwrap()
    }

    /// The same where the connection may fail.
    pub(crate) fn try_get(&self, path: &str) -> Result<Reply, ureq::Error> {
        self.try_send("GET", &format!("{}{path}", self.server.base_api()), &self.token, None)
    }

    /// Another method, with a body that may be empty.
    pub(crate) fn call(&self, method: &str, path: &str, body: &str) -> Reply {
        let body = (!body.is_empty()).then_some(("application/json", body));
        self.send(method, &format!("{}{path}", self.server.base_api()), &self.token, body)
    }

    /// `GET` of a whole address, as `next` gives them.
    pub(crate) fn follow(&self, url: &str) -> Reply {
        self.send("GET", url, &self.token, None)
    }

    fn send(&self, method: &str, url: &str, token: &str, body: Option<(&str, &str)>) -> Reply {
        self.try_send(method, url, token, body).unwrap()
    }

    fn try_send(
        &self,
        method: &str,
        url: &str,
        token: &str,
        body: Option<(&str, &str)>,
    ) -> Result<Reply, ureq::Error> {
        let mut request = Request::builder().method(method).uri(url);
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let mut response = match body {
            Some((kind, body)) => {
                self.agent.run(request.header("content-type", kind).body(body.to_owned()).unwrap())?
            }
            None => self.agent.run(request.body(()).unwrap())?,
        };
        let headers = response.headers().iter();
        let headers = headers.map(|(n, v)| (n.to_string(), v.to_str().unwrap().to_owned())).collect();
        let status = response.status().as_u16();
        Ok(Reply { status, headers, body: response.body_mut().read_to_string()? })
    }
}

fn changed(usual: &[(&str, &str)], other: &[(&str, &str)]) -> Vec<(String, String)> {
    let value = |name: &str, usual: &str| {
        other.iter().find(|(n, _)| *n == name).map_or(usual, |(_, v)| *v).to_owned()
    };
    usual.iter().map(|(n, v)| ((*n).to_owned(), value(n, v))).collect()
}

fn encoded(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// A parameter of the query of an address.
pub(crate) fn parameter(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    form_urlencoded::parse(query.as_bytes()).find(|(n, _)| n == name).map(|(_, v)| v.into_owned())
}
