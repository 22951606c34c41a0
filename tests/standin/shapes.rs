//! Every answer has the shape that `shapes.schema.json` gives it: our own account of Spotify's answers in development mode.

use glasscrate::standin::spotify::{Endpoint, Fault, Scenario, Times};
use jsonschema::Validator;
use serde_json::{Value, json};

use super::client::{Asking, Reply};

/// The validator of one named shape.
fn shape(name: &str) -> Validator {
    let mut schema: Value = serde_json::from_str(include_str!("shapes.schema.json")).unwrap();
    assert!(schema["$defs"].get(name).is_some(), "no shape {name}");
    schema["$ref"] = format!("#/$defs/{name}").into();
    jsonschema::draft202012::new(&schema).unwrap()
}

/// Checks an answer, and says all that is wrong with it.
fn check(what: &str, reply: &Reply, status: u16, name: &str) {
    assert_eq!(reply.status, status, "{what}: {}", reply.body);
    assert_eq!(reply.header("content-type"), Some("application/json; charset=utf-8"), "{what}");
    let body = reply.json();
    let wrong: Vec<String> =
        shape(name).iter_errors(&body).map(|e| format!("{} at {}", e, e.instance_path())).collect();
    assert!(wrong.is_empty(), "{what} is no {name}:\n{}", wrong.join("\n"));
}

#[test]
fn answers_to_reading() {
    let asking = Asking::signed_in(Scenario::new());
    for (path, name) in [
        ("me", "listener"),
        ("me/player/recently-played?limit=50", "plays"),
        ("me/player/recently-played?limit=20", "plays"),
        ("me/player/recently-played?after=9999999999999", "plays"),
        ("me/top/tracks?limit=50", "tracks"),
        ("me/top/tracks?limit=50&offset=50", "tracks"),
        ("me/top/artists?limit=50", "artists"),
        ("me/tracks?limit=50", "liked"),
        ("me/playlists", "playlists"),
        ("me/playlists?limit=2&offset=1", "playlists"),
        ("playlists/5StandinOnlyPlLst00001", "playlist-own"),
        ("playlists/5StandinOnlyPlLst00004", "playlist-of-others"),
        ("playlists/5StandinOnlyPlLst00001/items?limit=50", "playlist-items"),
        ("playlists/5StandinOnlyPlLst00003/items", "playlist-items"),
        ("playlists/5StandinOnlyPlLst00005/items", "playlist-items"),
        ("search?type=track&limit=10&q=the", "search"),
        ("search?type=track,album&q=the", "search"),
        ("tracks/5StandinOnlyTrack00003", "track"),
        ("me/player/devices", "devices"),
        ("me/library/contains?uris=spotify:track:5StandinOnlyTrack00003", "booleans"),
    ] {
        check(path, &asking.get(path), 200, name);
    }
}

#[test]
fn answers_to_writing() {
    let asking = Asking::signed_in(Scenario::new());
    let made = asking.call("POST", "me/playlists", &json!({"name": "Shapes", "public": false}).to_string());
    check("create", &made, 201, "playlist-own");
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let uris = json!({"uris": ["spotify:track:5StandinOnlyTrack00003"]}).to_string();
    check("add", &asking.call("POST", &format!("playlists/{id}/items"), &uris), 201, "snapshot");
}

#[test]
fn answers_of_the_accounts_service() {
    let asking = Asking::signed_in(Scenario::new());
    check("refresh", &asking.refresh_with(&asking.refresh), 200, "granted");
    check("unknown token", &asking.refresh_with("none"), 400, "refused");
    check("unknown code", &asking.exchange("none", &[]), 400, "refused");
}

#[test]
fn errors() {
    let faulty = Scenario::new()
        .fault(Endpoint::Search, Times::Only(1), Fault::TooMany { retry_after: Some(5) })
        .fault(Endpoint::Search, Times::Only(2), Fault::QuotaExceeded { retry_after: None })
        .fault(Endpoint::Search, Times::Only(3), Fault::Status(503))
        .without_premium();
    let asking = Asking::signed_in(faulty);
    for status in [429, 429, 503] {
        check("search", &asking.get("search?type=track&q=a"), status, "error");
    }
    for (path, status) in [
        ("search?type=track&q=a&limit=11", 400),
        ("playlists/5StandinOnlyPlLst00004/items", 403),
        ("recommendations", 403),
        ("tracks/5StandinOnlyTrack99999", 404),
    ] {
        check(path, &asking.get(path), status, "error");
    }
    let queued = asking.call("POST", "me/player/queue?uri=spotify:track:5StandinOnlyTrack00003", "");
    check("queue", &queued, 403, "error");
    asking.server.revoke();
    check("revoked", &asking.get("me"), 401, "error");
}

#[test]
fn a_wrong_shape_is_noticed() {
    let asking = Asking::signed_in(Scenario::new());
    let right = asking.get("tracks/5StandinOnlyTrack00003").json();
    let track = shape("track");
    assert!(track.is_valid(&right));
    for (field, value) in [("name", Value::Null), ("popularity", json!(3)), ("duration_ms", json!("3"))] {
        let mut wrong = right.clone();
        wrong[field] = value;
        assert!(!track.is_valid(&wrong), "{field}");
    }
    // An extended quota has fields that development mode lost.
    let extended = Asking::signed_in(Scenario::new().extended_quota());
    assert!(!track.is_valid(&extended.get("tracks/5StandinOnlyTrack00003").json()));
}
