//! What the Web API shows, and to whom.

use std::collections::BTreeSet;

use glasscrate::build::starter_pack;
use glasscrate::standin::spotify::{KNOWN, MADE_UP, Scenario, Track};
use serde_json::Value;

use super::client::Asking;

/// All items of a list, page after page, with the number of pages.
fn paged(asking: &Asking, path: &str) -> (Vec<Value>, usize) {
    let mut page = asking.get(path).json();
    let mut items = page["items"].as_array().unwrap().clone();
    let mut pages = 1;
    while let Some(next) = page["next"].as_str().map(str::to_owned) {
        page = asking.follow(&next).json();
        items.extend_from_slice(page["items"].as_array().unwrap());
        pages += 1;
        assert!(pages < 100, "pages without end");
    }
    (items, pages)
}

fn error(asking: &Asking, path: &str) -> (u16, String) {
    let reply = asking.get(path);
    let body = reply.json();
    assert_eq!(body["error"]["status"], reply.status);
    (reply.status, body["error"]["message"].as_str().unwrap().to_owned())
}

#[test]
fn the_latest_fifty_plays_are_all_that_can_be_had() {
    let asking = Asking::signed_in(Scenario::new().plays(60));
    let (plays, pages) = paged(&asking, "me/player/recently-played?limit=20");
    assert_eq!((plays.len(), pages), (50, 3));
    let times: Vec<&str> = plays.iter().map(|p| p["played_at"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|a, b| a > b), "{times:?}");
    assert_eq!(times[0], "2026-11-20T21:37:44.250Z");
    assert_eq!(paged(&asking, "me/player/recently-played?limit=50").0, plays);
    assert_eq!(asking.get("me/player/recently-played").json()["items"].as_array().unwrap().len(), 20);
}

#[test]
fn cursors_exclude_themselves() {
    let asking = Asking::signed_in(Scenario::new());
    let first = asking.get("me/player/recently-played?limit=10").json();
    let cursor = |page: &Value, which: &str| page["cursors"][which].as_str().unwrap().to_owned();
    let second =
        asking.get(&format!("me/player/recently-played?limit=10&before={}", cursor(&first, "before"))).json();
    assert!(second["items"][0]["played_at"].as_str() < first["items"][9]["played_at"].as_str());
    let newer = format!("me/player/recently-played?limit=50&after={}", cursor(&second, "after"));
    assert_eq!(asking.get(&newer).json()["items"], first["items"]);
    let none = asking.get(&format!("me/player/recently-played?after={}", cursor(&first, "after"))).json();
    assert_eq!(
        (&none["items"], &none["cursors"], &none["next"]),
        (&Value::Array(vec![]), &Value::Null, &Value::Null)
    );
    assert_eq!(error(&asking, "me/player/recently-played?after=1&before=2").0, 400);
    assert_eq!(error(&asking, "me/player/recently-played?after=yesterday").0, 400);
}

#[test]
fn three_ranges_of_favourites_and_the_liked_tracks() {
    let asking = Asking::signed_in(Scenario::new());
    let all = KNOWN.len() + MADE_UP.len();
    let mut firsts = BTreeSet::new();
    for range in ["short_term", "medium_term", "long_term"] {
        let (tracks, pages) = paged(&asking, &format!("me/top/tracks?limit=50&time_range={range}"));
        assert_eq!((tracks.len(), pages), (all, 2), "{range}");
        firsts.insert(tracks[0]["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(firsts.len(), 3);
    assert_eq!(error(&asking, "me/top/tracks?time_range=forever").0, 400);
    let (artists, _) = paged(&asking, "me/top/artists?limit=50");
    let names: BTreeSet<&str> = artists.iter().map(|a| a["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), artists.len());
    let (liked, _) = paged(&asking, "me/tracks?limit=50");
    assert_eq!(liked.len(), all);
    assert!(liked[0]["track"]["external_ids"]["isrc"].is_string());
}

#[test]
fn playlists_of_others_show_their_head_only() {
    let asking = Asking::signed_in(Scenario::new());
    let (lists, _) = paged(&asking, "me/playlists");
    let mut open = 0;
    for list in &lists {
        let id = list["id"].as_str().unwrap();
        let own = list["owner"]["id"] == "standinlistener" || list["collaborative"] == true;
        let head = asking.get(&format!("playlists/{id}")).json();
        assert_eq!(head.get("items").is_some(), own, "{list}");
        let path = format!("playlists/{id}/items?limit=50");
        if own {
            let (items, _) = paged(&asking, &path);
            assert_eq!(list["items"]["total"], items.len());
            open += 1;
        } else {
            assert_eq!(error(&asking, &path), (403, "Forbidden".to_owned()));
        }
    }
    assert!(open >= 3 && open < lists.len());
    assert_eq!(error(&asking, "playlists/5StandinOnlyPlLst99999/items").0, 404);
}

#[test]
fn limits_are_those_of_development_mode() {
    let asking = Asking::signed_in(Scenario::new());
    for (path, most) in [
        ("me/player/recently-played?", 50),
        ("me/top/tracks?", 50),
        ("me/tracks?", 50),
        ("me/playlists?", 50),
        ("playlists/5StandinOnlyPlLst00001/items?", 50),
        ("search?type=track&q=a&", 10),
    ] {
        assert_eq!(asking.get(&format!("{path}limit={most}")).status, 200, "{path}");
        for limit in ["0", "-1", "many", &(most + 1).to_string()] {
            assert_eq!(
                error(&asking, &format!("{path}limit={limit}")),
                (400, "Invalid limit".into()),
                "{path}"
            );
        }
    }
    let uris =
        |count: usize| MADE_UP.iter().chain(&KNOWN).take(count).map(Track::uri).collect::<Vec<_>>().join(",");
    assert_eq!(
        asking.get(&format!("me/library/contains?uris={}", uris(40))).json().as_array().unwrap().len(),
        40
    );
    assert_eq!(error(&asking, &format!("me/library/contains?uris={}", uris(41))).0, 400);
}

#[test]
fn searching_finds_by_word_field_and_code() {
    let asking = Asking::signed_in(Scenario::new());
    let found = |q: &str| {
        let page = asking.get(&format!("search?type=track&limit=10&q={q}")).json();
        let items = page["tracks"]["items"].as_array().unwrap().clone();
        items.iter().map(|t| t["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("ombrelith"), ["Ombrelith"]);
    assert_eq!(found("track:roads+artist:portishead"), ["Roads"]);
    assert_eq!(found(&format!("isrc:{}", KNOWN[1].isrc())), ["Teardrop"]);
    assert_eq!(found("nothing-of-the-kind"), Vec::<String>::new());
    assert_eq!(error(&asking, "search?type=track").0, 400);
    assert_eq!(error(&asking, "search?q=a&type=song").0, 400);
    assert_eq!(asking.get("search?type=track&q=a").json()["tracks"]["items"].as_array().unwrap().len(), 5);
}

#[test]
fn single_tracks_are_found_by_their_identifier() {
    let asking = Asking::signed_in(Scenario::new());
    let track = asking.get(&format!("tracks/{}", MADE_UP[0].id())).json();
    assert_eq!(track["name"], MADE_UP[0].title);
    assert_eq!(error(&asking, "tracks/5StandinOnlyTrack99999").0, 404);
    assert_eq!(error(&asking, "tracks/short").0, 400);
}

#[test]
fn what_was_withdrawn_stays_so() {
    let asking = Asking::signed_in(Scenario::new());
    for path in ["recommendations?seed_tracks=x", "audio-features/x", "tracks?ids=x", "users/standinlistener"]
    {
        assert_eq!(error(&asking, path).0, 403, "{path}");
    }
    assert_eq!(error(&asking, "playlists/5StandinOnlyPlLst00001/tracks").0, 403);
    assert_eq!(error(&asking, "no/such/thing").0, 404);
}

#[test]
fn only_listed_listeners_with_the_right_scopes_are_answered() {
    let asking = Asking::signed_in(Scenario::new().not_listed());
    assert_eq!(error(&asking, "me").0, 403);
    assert_eq!(error(&asking, "me/player/recently-played").0, 403);

    let asking = Asking::with(Scenario::new(), "user-top-read");
    assert_eq!(asking.get("me/top/tracks").status, 200);
    for path in ["me/player/recently-played", "me/tracks", "me/playlists", "me/player/devices"] {
        assert_eq!(error(&asking, path), (403, "Insufficient client scope".to_owned()), "{path}");
    }
    assert_eq!(error(&Asking::stranger(Scenario::new()), "me"), (401, "No token provided".to_owned()));
}

#[test]
fn the_same_scenario_answers_the_same() {
    let asked = || {
        let asking = Asking::signed_in(Scenario::new());
        let root = asking.server.base_api();
        ["me", "me/player/recently-played?limit=50", "me/playlists"]
            .map(|path| asking.get(path).body.replace(&root, ""))
    };
    assert_eq!(asked(), asked());
}

#[test]
fn the_starter_pack_has_the_known_tracks_and_none_of_the_made_up_ones() {
    let pack = starter_pack().unwrap();
    let named: BTreeSet<(&str, &str)> =
        pack.tracks().map(|t| (pack.title(t), pack.artist_name(pack.artist(t)))).collect();
    for track in &KNOWN {
        assert!(named.contains(&(track.title, track.artist)), "{} by {}", track.title, track.artist);
    }
    for track in &MADE_UP {
        assert!(named.iter().all(|(title, artist)| *title != track.title && *artist != track.artist));
    }
}
