//! The accounts service: consent, codes, tokens and their ends.

use glasscrate::standin::spotify::{Consent, Endpoint, Refresh, Scenario, Server, StartError};

use super::client::{Asking, REDIRECT, parameter};

/// Where the page sends the listener back to.
fn redirected(asking: &Asking, other: &[(&str, &str)]) -> String {
    let back = asking.authorize(other);
    assert_eq!(back.status, 303, "{}", back.body);
    back.header("location").unwrap().to_owned()
}

#[test]
fn it_listens_on_loopback_only() {
    for open in ["0.0.0.0:0", "[::]:0", "192.0.2.7:0"] {
        let refused = Server::start_on(Scenario::new(), open.parse().unwrap()).unwrap_err();
        assert!(matches!(refused, StartError::NotLoopback(_)), "{refused}");
    }
    let server = Server::start(Scenario::new()).unwrap();
    let taken = Server::start_on(Scenario::new(), server.address()).unwrap_err();
    assert!(matches!(taken, StartError::Listen { .. }), "{taken}");
}

#[test]
fn it_is_gone_when_dropped() {
    let asking = Asking::stranger(Scenario::new());
    let address = asking.server.address();
    assert_eq!(asking.get("me").status, 401);
    drop(asking);
    assert!(std::net::TcpStream::connect(address).is_err());
}

#[test]
fn a_code_is_good_once_and_for_its_verifier() {
    let asking = Asking::stranger(Scenario::new());
    let back = redirected(&asking, &[]);
    assert!(back.starts_with(REDIRECT), "{back}");
    assert_eq!(parameter(&back, "state").as_deref(), Some("a state"));
    let code = parameter(&back, "code").unwrap();
    let granted = asking.exchange(&code, &[]);
    assert_eq!(granted.status, 200);
    let granted = granted.json();
    assert_eq!(granted["token_type"], "Bearer");
    assert_eq!(granted["scope"], "user-top-read");
    assert_eq!(granted["expires_in"], 3600);
    let again = asking.exchange(&code, &[]);
    assert_eq!((again.status, again.json()["error"].as_str()), (400, Some("invalid_grant")));

    for (field, value, error) in [
        ("code_verifier", "another-verifier-another-verifier-another-verifier", "invalid_grant"),
        ("redirect_uri", "http://127.0.0.1:4712/callback", "invalid_grant"),
        ("client_id", "somebody", "invalid_client"),
        ("grant_type", "password", "unsupported_grant_type"),
    ] {
        let code = parameter(&redirected(&asking, &[]), "code").unwrap();
        let refused = asking.exchange(&code, &[(field, value)]);
        assert_eq!((refused.status, refused.json()["error"].as_str()), (400, Some(error)), "{field}");
    }
}

#[test]
fn the_page_refuses_who_it_does_not_know_and_tells_the_client_the_rest() {
    let asking = Asking::stranger(Scenario::new().redirect("http://127.0.0.1/callback"));
    for wrong in [("client_id", "somebody"), ("redirect_uri", "http://localhost:4711/callback")] {
        let page = asking.authorize(&[wrong]);
        assert_eq!((page.status, page.header("location")), (400, None), "{wrong:?}");
        assert!(page.body.contains("INVALID_CLIENT"), "{}", page.body);
    }
    for (field, value, error) in [
        ("response_type", "token", "unsupported_response_type"),
        ("code_challenge", "", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("scope", "user-top-read read-everything", "invalid_scope"),
    ] {
        let back = redirected(&asking, &[(field, value)]);
        assert_eq!(parameter(&back, "error").as_deref(), Some(error), "{field}");
        assert_eq!(parameter(&back, "state").as_deref(), Some("a state"));
    }
}

#[test]
fn the_listener_may_decline_or_wait_and_an_answer_may_be_forged() {
    let declined = redirected(&Asking::stranger(Scenario::new().consent(Consent::Declines)), &[]);
    assert_eq!(parameter(&declined, "error").as_deref(), Some("access_denied"));
    assert_eq!(parameter(&declined, "code"), None);
    let forged = redirected(&Asking::stranger(Scenario::new().consent(Consent::ForgedState)), &[]);
    assert_ne!(parameter(&forged, "state").as_deref(), Some("a state"));
    let waiting = Asking::stranger(Scenario::new().consent(Consent::Waits)).authorize(&[]);
    assert_eq!((waiting.status, waiting.header("location")), (200, None));
}

#[test]
fn an_access_token_dies_and_is_refreshed_with_the_old_refresh_token() {
    let mut asking = Asking::signed_in(Scenario::new());
    assert_eq!(asking.get("me").status, 200);
    asking.server.expire_access_tokens();
    let expired = asking.get("me");
    assert_eq!(expired.status, 401);
    assert_eq!(expired.json()["error"]["message"], "The access token expired");
    for _ in 0..2 {
        let refreshed = asking.refresh_with(&asking.refresh).json();
        assert!(refreshed.get("refresh_token").is_none(), "{refreshed}");
        refreshed["access_token"].as_str().unwrap().clone_into(&mut asking.token);
        assert_eq!(asking.get("me").status, 200);
    }
}

#[test]
fn a_token_of_no_life_is_dead_on_arrival() {
    let asking = Asking::signed_in(Scenario::new().token_life(0));
    assert_eq!(asking.get("me").status, 401);
}

#[test]
fn a_refresh_token_may_be_replaced() {
    let asking = Asking::signed_in(Scenario::new().refresh(Refresh::NewToken));
    let new = asking.refresh_with(&asking.refresh).json()["refresh_token"].as_str().unwrap().to_owned();
    assert_ne!(new, asking.refresh);
    assert_eq!(asking.refresh_with(&asking.refresh).json()["error"], "invalid_grant");
    assert_eq!(asking.refresh_with(&new).status, 200);
}

#[test]
fn refresh_tokens_end_after_six_months_or_when_the_listener_says_so() {
    let asking = Asking::signed_in(Scenario::new());
    asking.server.expire_refresh_tokens();
    assert_eq!(asking.get("me").status, 200);
    let expired = asking.refresh_with(&asking.refresh);
    assert_eq!((expired.status, expired.json()["error"].as_str()), (400, Some("invalid_grant")));

    let asking = Asking::signed_in(Scenario::new());
    asking.server.revoke();
    assert_eq!(asking.get("me").status, 401);
    let revoked = asking.refresh_with(&asking.refresh).json();
    assert_eq!(revoked["error_description"], "Refresh token revoked");
}

#[test]
fn every_request_is_recorded_and_every_token_is_known() {
    let asking = Asking::signed_in(Scenario::new());
    asking.get("me/top/tracks?limit=3&time_range=short_term");
    let requests = asking.server.requests();
    let what: Vec<(Endpoint, u16)> = requests.iter().map(|r| (r.endpoint, r.status)).collect();
    assert_eq!(what, [(Endpoint::Authorize, 303), (Endpoint::Token, 200), (Endpoint::TopTracks, 200)]);
    assert!(requests[1].body.contains("code_verifier="));
    assert_eq!(requests[2].asked("time_range"), Some("short_term"));
    assert_eq!(requests[2].header("authorization"), Some(format!("Bearer {}", asking.token).as_str()));
    let secrets = asking.server.secrets();
    for token in [&asking.token, &asking.refresh] {
        assert!(asking.server.tokens().contains(token) && secrets.contains(token));
    }
}
