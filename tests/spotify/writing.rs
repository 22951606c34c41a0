//! Writing back: shown first, sent after a yes, nothing else.

use glasscrate::standin::spotify::{Endpoint, Fault, Scenario, Times};

use crate::person::Person;

fn writer(scenario: Scenario) -> Person {
    let person = Person::new(scenario);
    person.sign_in(&["--for", "playlist", "--for", "queue"]);
    person
}

#[test]
fn a_playlist_is_private_and_says_what_it_rests_on() {
    let person = writer(Scenario::new());
    let run = person.run(&["spotify", "playlist", "Found by counting", "-n", "40", "--heard", "--yes"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let made = person.server.made_playlists();
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].name, "Found by counting");
    assert!(!made[0].public);
    assert!(made[0].description.starts_with("Because of "), "{}", made[0].description);
    assert!(made[0].description.chars().count() <= 300);
    assert!(!made[0].uris.is_empty());
    assert!(run.out.contains("https://open.spotify.com/playlist/"), "{}", run.out);
    assert!(run.err.contains("https://open.spotify.com/track/"), "{}", run.err);
    assert!(run.err.contains("left out"), "the stand-in does not have every track: {}", run.err);
}

#[test]
fn nothing_is_sent_without_a_yes() {
    let person = writer(Scenario::new());
    let run = person.run(&["spotify", "playlist", "x"]);
    assert_eq!(run.code, 2, "{}", run.err);
    let dry = person.run(&["spotify", "playlist", "x", "-n", "10", "--heard", "--dry-run"]);
    assert_eq!(dry.code, 0, "{}", dry.err);
    assert!(dry.err.contains("nothing was sent"), "{}", dry.err);
    assert!(person.server.made_playlists().is_empty());
    let changes = person.server.requests();
    assert!(changes.iter().all(|r| r.method == "GET" || r.endpoint == Endpoint::Token));
}

#[test]
fn the_queue_is_filled_in_order() {
    let person = writer(Scenario::new());
    let run = person.run(&["spotify", "queue", "-n", "30", "--heard", "--yes"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let queue = person.server.queue();
    assert!(queue.len() > 1 && queue.iter().all(|u| u.starts_with("spotify:track:")), "{queue:?}");
    let shown: Vec<usize> =
        queue.iter().map(|u| run.err.find(u.trim_start_matches("spotify:track:")).unwrap()).collect();
    assert!(shown.is_sorted(), "{queue:?}");
}

#[test]
fn what_a_player_cannot_do_is_told() {
    for (scenario, told) in [
        (Scenario::new().without_device(), "start Spotify on some device"),
        (Scenario::new().without_premium(), "needs Premium"),
    ] {
        let person = writer(scenario);
        let run = person.run(&["spotify", "queue", "-n", "30", "--heard", "--yes"]);
        assert_eq!(run.code, 1);
        assert!(run.err.contains(told), "{}", run.err);
    }
}

#[test]
fn a_change_without_an_answer_is_not_sent_twice() {
    let person = writer(Scenario::new().fault(Endpoint::CreatePlaylist, Times::Always, Fault::ClosedMidBody));
    let run = person.run(&["spotify", "playlist", "x", "-n", "10", "--heard", "--yes"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let sent = person.server.requests().iter().filter(|r| r.endpoint == Endpoint::CreatePlaylist).count();
    assert_eq!(sent, 1);
}

#[test]
fn more_leave_is_asked_for_first() {
    let person = Person::new(Scenario::new());
    person.sign_in(&[]);
    let run = person.run(&["spotify", "playlist", "x", "-n", "10", "--heard", "--yes"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("--for playlist"), "{}", run.err);
    assert!(person.server.made_playlists().is_empty());
}

#[test]
fn a_page_is_found_by_name_or_uri() {
    let person = Person::new(Scenario::new());
    let by_uri = person.run(&["spotify", "open", "--print", "spotify:track:4iV5W9uYEdYUVa79Axb7Rh"]);
    assert_eq!(by_uri.out, "https://open.spotify.com/track/4iV5W9uYEdYUVa79Axb7Rh\n");
    assert_eq!(person.run(&["spotify", "open", "--print", "spotify:track:../x"]).code, 2);
    person.sign_in(&[]);
    let by_name = person.run(&["spotify", "open", "--print", "Portishead", "-", "Roads"]);
    assert!(by_name.out.starts_with("https://open.spotify.com/track/"), "{}", by_name.err);
    assert_eq!(person.run(&["spotify", "open", "--print", "Nobody - Nothing"]).code, 1);
}
