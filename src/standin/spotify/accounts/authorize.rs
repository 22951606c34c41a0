//! `/authorize`: the page where the listener agrees, and the way back to the client.

use super::super::http::{Answer, Asked};
use super::super::scenario::{Consent, Scenario};
use super::grants::{Code, Grants};

/// Every scope of Spotify's description.
const SCOPES: [&str; 19] = [
    "app-remote-control",
    "playlist-modify-private",
    "playlist-modify-public",
    "playlist-read-collaborative",
    "playlist-read-private",
    "streaming",
    "ugc-image-upload",
    "user-follow-modify",
    "user-follow-read",
    "user-library-modify",
    "user-library-read",
    "user-modify-playback-state",
    "user-read-currently-playing",
    "user-read-email",
    "user-read-playback-position",
    "user-read-playback-state",
    "user-read-private",
    "user-read-recently-played",
    "user-top-read",
];

/// The answer to a request for `/authorize`.
///
/// A fault in who asks, or where the answer is to go, is told to the listener on a page; every other one to the client, by
/// redirect (RFC 6749, section 4.1.2.1).
pub(in super::super) fn authorize(scenario: &Scenario, grants: &mut Grants, asked: &Asked) -> Answer {
    if asked.asked("client_id") != Some(&scenario.client_id) {
        return Answer::page(400, "INVALID_CLIENT: Invalid client");
    }
    let redirect = asked.asked("redirect_uri").unwrap_or_default();
    if !may_return_to(scenario, redirect) {
        return Answer::page(400, "INVALID_CLIENT: Invalid redirect URI");
    }
    let state = asked.asked("state");
    let refuse = |error: &str| back(redirect, &[("error", error)], state);
    if asked.asked("response_type") != Some("code") {
        return refuse("unsupported_response_type");
    }
    let challenge = asked.asked("code_challenge").unwrap_or_default();
    // SHA-256 in base64url is 43 letters.
    if asked.asked("code_challenge_method") != Some("S256") || challenge.len() != 43 {
        return refuse("invalid_request");
    }
    let scopes: Vec<String> =
        asked.asked("scope").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    if scopes.iter().any(|s| !SCOPES.contains(&s.as_str())) {
        return refuse("invalid_scope");
    }
    let mut code = || {
        let (challenge, redirect) = (challenge.to_owned(), redirect.to_owned());
        grants.new_code(Code { challenge, redirect, scopes: scopes.clone() })
    };
    match scenario.consent {
        Consent::Agrees => back(redirect, &[("code", &code())], state),
        Consent::ForgedState => back(redirect, &[("code", &code())], Some("a-state-that-nobody-asked-for")),
        Consent::Declines => refuse("access_denied"),
        Consent::Waits => Answer::page(200, "The listener has not answered yet."),
    }
}

fn back(redirect: &str, answer: &[(&str, &str)], state: Option<&str>) -> Answer {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(answer);
    if let Some(state) = state {
        query.append_pair("state", state);
    }
    Answer::redirect(format!("{redirect}?{}", query.finish()))
}

/// Whether `uri` is the registered redirect. Plain HTTP goes to loopback literals only, and there any port will do.
fn may_return_to(scenario: &Scenario, uri: &str) -> bool {
    let Some((host_only, path)) = loopback(uri) else {
        return uri.starts_with("https://") && scenario.redirect.as_deref() == Some(uri);
    };
    match &scenario.redirect {
        None => true,
        Some(registered) => uri == registered || *registered == format!("{host_only}{path}"),
    }
}

/// Takes `http://127.0.0.1:PORT/PATH` or `http://[::1]:PORT/PATH` apart: what stands before the port, and what after it.
fn loopback(uri: &str) -> Option<(&str, &str)> {
    ["http://127.0.0.1", "http://[::1]"].into_iter().find_map(|host| {
        let rest = uri.strip_prefix(host)?;
        let (port, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let numbered = port.strip_prefix(':').is_some_and(|p| p.parse::<u16>().is_ok());
        (port.is_empty() || numbered).then_some((host, path))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_go_to_loopback_literals_on_any_port() {
        let free = Scenario::new();
        let one = Scenario::new().redirect("http://127.0.0.1/callback");
        assert!(may_return_to(&free, "http://127.0.0.1:4711/any"));
        assert!(may_return_to(&one, "http://127.0.0.1:4711/callback"));
        assert!(may_return_to(&free, "http://[::1]:80/"));
        for wrong in [
            "http://localhost:4711/callback",
            "http://127.0.0.1:4711/elsewhere",
            "http://127.0.0.1.example:4711/callback",
            "http://127.0.0.1:99999/callback",
            "https://127.0.0.1/callback",
            "",
        ] {
            assert!(!may_return_to(&one, wrong), "{wrong}");
        }
    }
}
