//! Reading: every shelf, flawed items, slow and broken answers, and waits that are asked for.

use std::time::{Duration, Instant};

use glasscrate::standin::spotify::{Change, Endpoint, Fault, Scenario, Times};
use serde_json::{Value, json};

use crate::person::Person;

fn read(person: &Person, shelf: &str) -> Value {
    person.run(&["history", &format!("spotify:{shelf}"), "--format", "json", "--all"]).json()
}

#[test]
fn recent_plays_are_read_as_far_as_they_go_and_matched() {
    let person = Person::signed_in(Scenario::new());
    let read = read(&person, "");
    let totals = &read["read"]["totals"];
    assert_eq!(totals["rows"].as_u64().unwrap(), totals["kept"].as_u64().unwrap());
    assert!(totals["kept"].as_u64().unwrap() >= 50, "{totals}");
    assert!(read["listens"]["matched"].as_u64().unwrap() > 10, "{}", read["listens"]);
    let asked = person.server.requests();
    let asked: Vec<_> = asked.iter().filter(|r| r.endpoint == Endpoint::RecentlyPlayed).collect();
    assert!(asked.iter().all(|r| r.asked("limit") == Some("50")));
    assert!(asked.iter().skip(1).all(|r| r.asked("before").is_some() && r.asked("after").is_none()));
}

#[test]
fn every_shelf_is_read_with_its_own_leave() {
    let person = Person::new(Scenario::new());
    person.sign_in(&["--for", "liked", "--for", "playlists"]);
    for shelf in ["top", "liked", "playlists"] {
        let read = read(&person, shelf);
        assert!(read["listens"]["all"].as_u64().unwrap() > 0, "{shelf}: {}", read["read"]);
    }
    let ranges: Vec<String> = person
        .server
        .requests()
        .iter()
        .filter(|r| r.endpoint == Endpoint::TopTracks)
        .filter_map(|r| r.asked("time_range").map(str::to_owned))
        .collect();
    for range in ["short_term", "medium_term", "long_term"] {
        assert!(ranges.iter().any(|r| r == range), "{ranges:?}");
    }
    let wrong = person.run(&["recommend", "--history", "spotify:everything"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("recent, top, liked, playlists"), "{}", wrong.err);
}

#[test]
fn a_flawed_item_costs_itself_at_most() {
    let e = Endpoint::RecentlyPlayed;
    let scenario = Scenario::new()
        .blemish(e, 0, "", Change::Null)
        .blemish(e, 1, "/track", Change::Null)
        .blemish(e, 2, "/track/external_ids", Change::Missing)
        .blemish(e, 3, "/context", Change::Null)
        .blemish(e, 4, "/track/artists", Change::Is(json!([])))
        .blemish(e, 5, "/track/name", Change::Is(json!("\u{1b}[31mred\u{202e}")))
        .blemish(e, 6, "/played_at", Change::Is(json!("not a time")))
        .blemish(e, 7, "/new", Change::Is(json!({"any": [1]})))
        .blemish(e, 8, "/track/album", Change::Null);
    let person = Person::signed_in(scenario);
    let whole = read(&Person::signed_in(Scenario::new()), "");
    let read = read(&person, "");
    let kept = |v: &Value| v["read"]["totals"]["kept"].as_u64().unwrap();
    assert_eq!(kept(&read) + 4, kept(&whole));
    let dropped = &read["read"]["totals"]["dropped"];
    assert_eq!(dropped["bad-record"], 1);
    assert_eq!(dropped["no-name"], 2);
    assert_eq!(dropped["bad-time"], 1);
    let table = person.run(&["history", "spotify:"]);
    assert!(table.out.contains("item 1: an empty item"), "{}", table.out);
    assert!(!table.out.contains('\u{1b}') && !table.out.contains('\u{202e}'));
}

#[test]
fn a_broken_answer_is_asked_for_once_more_and_then_told() {
    for fault in [Fault::CutJson, Fault::Html, Fault::Empty] {
        let person =
            Person::signed_in(Scenario::new().fault(Endpoint::RecentlyPlayed, Times::Always, fault.clone()));
        let run = person.run(&["history", "spotify:"]);
        assert_eq!(run.code, 1, "{fault:?}");
        assert!(run.err.contains("could not be read"), "{fault:?}: {}", run.err);
        assert!(!run.err.contains("http://"), "{}", run.err);
    }
    for fault in [Fault::Closed, Fault::ClosedMidBody, Fault::Status(502)] {
        let once = Scenario::new().fault(Endpoint::RecentlyPlayed, Times::Only(1), fault.clone());
        let run = Person::signed_in(once).run(&["history", "spotify:"]);
        assert_eq!(run.code, 0, "{fault:?}: {}", run.err);
        assert!(run.err.contains("asking once more"), "{}", run.err);
        let always = Scenario::new().fault(Endpoint::RecentlyPlayed, Times::Always, fault.clone());
        let person = Person::signed_in(always);
        let run = person.run(&["history", "spotify:"]);
        assert_eq!(run.code, 1, "{fault:?}");
        let asked =
            person.server.requests().iter().filter(|r| r.endpoint == Endpoint::RecentlyPlayed).count();
        assert_eq!(asked, 2, "{fault:?}");
    }
    let other = Fault::WrongType;
    let run = Person::signed_in(Scenario::new().fault(Endpoint::RecentlyPlayed, Times::Always, other))
        .run(&["history", "spotify:"]);
    assert_eq!(run.code, 0, "the content counts, not what it is called: {}", run.err);
}

#[test]
fn a_short_wait_is_sat_out_and_a_long_one_is_told() {
    let short = Fault::TooMany { retry_after: Some(1) };
    let person = Person::signed_in(Scenario::new().fault(Endpoint::RecentlyPlayed, Times::Only(1), short));
    let begun = Instant::now();
    let run = person.run(&["history", "spotify:"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("Spotify asks to wait 1 second"), "{}", run.err);
    assert!(begun.elapsed() >= Duration::from_secs(1));
    for (fault, told) in [
        (Fault::TooMany { retry_after: Some(74_214) }, "wait 21 hours;"),
        (Fault::TooMany { retry_after: None }, "asks to wait;"),
        (Fault::QuotaExceeded { retry_after: Some(5) }, "the quota of your developer account is spent"),
    ] {
        let scenario = Scenario::new().fault(Endpoint::RecentlyPlayed, Times::Always, fault);
        let person = Person::signed_in(scenario);
        let run = person.run(&["history", "spotify:"]);
        assert_eq!(run.code, 1);
        assert!(run.err.contains(told), "{}", run.err);
        let asked =
            person.server.requests().iter().filter(|r| r.endpoint == Endpoint::RecentlyPlayed).count();
        assert_eq!(asked, 1, "{told}");
    }
}

#[test]
fn somebody_who_is_not_listed_is_told_what_to_do() {
    let person = Person::signed_in(Scenario::new().not_listed());
    let run = person.run(&["history", "spotify:"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("User Management"), "{}", run.err);
}

#[test]
fn nothing_is_sent_offline_and_the_ledger_tells_what_was() {
    let person = Person::signed_in(Scenario::new());
    let asked = person.server.requests().len();
    let run = person.run(&["recommend", "--history", "spotify:", "--offline"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("offline"), "{}", run.err);
    assert_eq!(person.server.requests().len(), asked);
    let run = person.run(&["recommend", "--history", "spotify:", "--ledger", "-q"]);
    let host = person.server.address().to_string();
    assert!(run.err.contains("read     spotify:recent"), "{}", run.err);
    let entered = run.err.matches(&format!("request  {host} · recent plays · ")).count();
    assert_eq!(entered, person.server.requests().len() - asked, "{}", run.err);
    assert!(run.err.contains("written  nothing"), "{}", run.err);
    for secret in person.server.secrets() {
        assert!(!run.err.contains(&secret), "{secret}");
    }
}
