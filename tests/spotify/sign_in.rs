//! Signing in, staying signed in, and signing out.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use glasscrate::standin::spotify::{Consent, Endpoint, Fault, Refresh, Scenario, Times};

use crate::person::{Person, browse, led_to};

#[test]
fn a_first_sign_in_asks_for_little_and_keeps_the_tokens_for_the_person_alone() {
    let person = Person::new(Scenario::new().redirect("http://127.0.0.1/callback"));
    let none = person.run(&["spotify", "status"]);
    assert_eq!(
        (none.code, none.out.as_str()),
        (1, "not signed in to Spotify; `glasscrate spotify login` signs in\n")
    );
    let waiting = person.begin(&[]);
    let asked = waiting.page.split(['?', '&']).find_map(|p| p.strip_prefix("scope=")).unwrap();
    let mut scopes: Vec<&str> = asked.split('+').collect();
    scopes.sort_unstable();
    assert_eq!(scopes, ["user-read-recently-played", "user-top-read"]);
    assert!(browse(&waiting.page).contains("Signed in"));
    let run = waiting.end();
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("signed in, for recent, top; kept in"), "{}", run.err);
    let mode = fs::metadata(person.token_file()).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    let status = person.run(&["spotify", "status"]);
    assert!(status.out.contains("six months after the sign-in"), "{}", status.out);
    for secret in person.server.tokens() {
        assert!(!run.err.contains(&secret) && !status.out.contains(&secret));
    }
}

#[test]
fn more_is_asked_for_when_needed_and_what_was_granted_stays() {
    let person = Person::signed_in(Scenario::new());
    let refused = person.run(&["recommend", "--history", "spotify:liked"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("user-library-read is needed to read the tracks you saved"),
        "{}",
        refused.err
    );
    assert!(refused.err.contains("spotify login --for liked"), "{}", refused.err);
    let more = person.sign_in(&["--for", "liked"]);
    assert!(more.err.contains("for recent, top, liked;"), "{}", more.err);
    assert_eq!(person.run(&["recommend", "--history", "spotify:liked"]).code, 0);
    let further = person.sign_in(&["--for", "playlist"]);
    assert!(further.err.contains("for recent, top, liked, playlist;"), "{}", further.err);
}

#[test]
fn a_no_a_forged_answer_and_silence_end_in_words() {
    let denied = Person::new(Scenario::new().consent(Consent::Declines));
    let waiting = denied.begin(&[]);
    assert!(browse(&waiting.page).contains("You said no"));
    let run = waiting.end();
    assert_eq!(run.code, 1);
    assert!(run.err.contains("declined"), "{}", run.err);
    assert!(denied.files().is_empty());

    let forged = Person::new(Scenario::new().consent(Consent::ForgedState));
    let waiting = forged.begin(&[]);
    // The listener takes it for noise, and goes on waiting.
    assert!(ureq::get(&waiting.page).call().is_err());
    waiting.stop();
    assert!(!forged.server.requests().iter().any(|r| r.endpoint == Endpoint::Token));
}

#[test]
fn an_address_can_be_pasted_where_the_browser_is_elsewhere() {
    let person = Person::new(Scenario::new().redirect("http://127.0.0.1/callback"));
    let mut waiting = person.begin(&["--paste"]);
    let address = led_to(&waiting.page);
    assert!(address.starts_with("http://127.0.0.1/callback?"), "{address}");
    waiting.paste("http://127.0.0.1/callback?code=x&state=of-another");
    waiting.paste(&address);
    let run = waiting.end();
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(person.run(&["history", "spotify:"]).code, 0);
}

#[test]
fn a_client_id_that_is_none_is_wrong_use() {
    let person = Person::new(Scenario::new());
    let run = person.run(&["spotify", "login", "--client-id", "two words"]);
    assert_eq!(run.code, 2, "{}", run.err);
    let mut without = person.command(&["spotify", "login"]);
    let run = crate::person::run(without.env_remove("GLASSCRATE_SPOTIFY_CLIENT_ID"));
    assert_eq!(run.code, 1);
    assert!(run.err.contains("no client id"), "{}", run.err);
}

#[test]
fn a_refresh_without_a_refresh_token_keeps_the_old_one_again_and_again() {
    for refresh in [Refresh::KeepsToken, Refresh::NewToken] {
        let person = Person::signed_in(Scenario::new().refresh(refresh).token_life(1));
        for _ in 0..3 {
            let run = person.run(&["history", "spotify:"]);
            assert_eq!(run.code, 0, "{refresh:?}: {}", run.err);
        }
        let tokens = person.server.requests().iter().filter(|r| r.endpoint == Endpoint::Token).count();
        assert_eq!(tokens, 1 + 3, "{refresh:?}");
    }
}

#[test]
fn an_access_token_that_ended_early_is_renewed_once() {
    let person = Person::signed_in(Scenario::new());
    person.server.expire_access_tokens();
    assert_eq!(person.run(&["history", "spotify:"]).code, 0);
    // A server that never takes a token is not asked for ever.
    let odd = Person::signed_in(Scenario::new().fault(
        Endpoint::RecentlyPlayed,
        Times::Always,
        Fault::Unauthorized,
    ));
    let run = odd.run(&["history", "spotify:"]);
    assert_eq!(run.code, 1);
    let asked = odd.server.requests().iter().filter(|r| r.endpoint == Endpoint::RecentlyPlayed).count();
    assert_eq!(asked, 2);
}

#[test]
fn a_grant_that_has_ended_is_forgotten_and_not_tried_again() {
    for end in ["revoked", "expired"] {
        let person = Person::signed_in(Scenario::new());
        if end == "revoked" {
            person.server.revoke();
        } else {
            person.server.expire_access_tokens();
            person.server.expire_refresh_tokens();
        }
        let run = person.run(&["history", "spotify:"]);
        assert_eq!(run.code, 1);
        assert!(run.err.contains("signs in again"), "{end}: {}", run.err);
        assert!(!person.token_file().exists());
        let asked = person.server.requests().len();
        let again = person.run(&["history", "spotify:"]);
        assert!(again.err.contains("not signed in"), "{end}: {}", again.err);
        assert_eq!(person.server.requests().len(), asked, "a dead token was sent again");
    }
}

#[test]
fn a_grant_near_its_end_is_announced() {
    let person = Person::signed_in(Scenario::new());
    let days_old = |days: i64| {
        let text = fs::read_to_string(person.token_file()).unwrap();
        let mut stored: serde_json::Value = serde_json::from_str(&text).unwrap();
        let now = i64::try_from(std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap();
        stored["signed_in_at"] = (now - days * 86_400).into();
        fs::write(person.token_file(), stored.to_string()).unwrap();
    };
    days_old(175);
    let run = person.run(&["history", "spotify:"]);
    assert!(run.err.contains("ends in 7 days"), "{}", run.err);
    days_old(190);
    let run = person.run(&["history", "spotify:"]);
    assert!(run.code == 1 && run.err.contains("has ended"), "{}", run.err);
    assert!(!person.token_file().exists());
}

#[test]
fn tokens_go_to_nobody_but_who_gave_them() {
    let person = Person::signed_in(Scenario::new());
    let other = Person::new(Scenario::new());
    let mut elsewhere = person.command(&["history", "spotify:"]);
    elsewhere.env("GLASSCRATE_SPOTIFY_ACCOUNTS", other.server.base_accounts());
    elsewhere.env("GLASSCRATE_SPOTIFY_API", other.server.base_api());
    let run = crate::person::run(&mut elsewhere);
    assert!(run.code == 1 && run.err.contains("not signed in"), "{}", run.err);
    assert!(other.server.requests().is_empty());
    let mut open = person.command(&["history", "spotify:"]);
    let run = crate::person::run(open.env("GLASSCRATE_SPOTIFY_API", "http://example.org/"));
    assert_eq!(run.code, 2, "{}", run.err);
}

#[test]
fn without_a_keyring_the_file_is_taken() {
    let person = Person::new(Scenario::new());
    let no_bus = |command: &mut std::process::Command| {
        command.env("GLASSCRATE_SPOTIFY_STORE", "auto").env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    };
    let waiting = person.begin_as(&[], |mut command| {
        no_bus(&mut command);
        command
    });
    browse(&waiting.page);
    let run = waiting.end();
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("spotify-token.json"), "{}", run.err);
    assert!(person.token_file().exists());
    let mut strict = person.command(&["history", "spotify:"]);
    no_bus(&mut strict);
    let run = crate::person::run(strict.env("GLASSCRATE_SPOTIFY_STORE", "keyring"));
    assert!(run.code == 1 && run.err.contains("keyring cannot be used"), "{}", run.err);
}

#[test]
fn disconnecting_leaves_nothing() {
    let person = Person::signed_in(Scenario::new());
    assert_eq!(person.run(&["recommend", "--history", "spotify:"]).code, 0);
    assert_eq!(person.files().len(), 2, "the tokens and the statement, nothing else");
    let run = person.run(&["spotify", "disconnect"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("forgotten"), "{}", run.err);
    let left: Vec<_> = person.files().into_iter().map(|(path, _)| path).collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(person.run(&["spotify", "disconnect"]).err.contains("there was no sign-in"));
}
