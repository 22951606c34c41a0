//! What a client may add: playlists, their items, the queue, the library.

use glasscrate::standin::spotify::{KNOWN, MADE_UP, Scenario, Track};
use serde_json::{Value, json};

use super::client::{Asking, Reply};

fn uris(count: usize) -> Vec<String> {
    KNOWN.iter().chain(&MADE_UP).cycle().take(count).map(Track::uri).collect()
}

fn create(asking: &Asking, body: &Value) -> Reply {
    asking.call("POST", "me/playlists", &body.to_string())
}

#[test]
fn a_private_playlist_is_made_and_filled_by_the_hundred() {
    let asking = Asking::with(Scenario::new(), "playlist-modify-private playlist-read-private");
    let made = create(&asking, &json!({"name": "Five", "description": "Because", "public": false}));
    assert_eq!(made.status, 201);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let add = |uris: &[String]| {
        asking.call("POST", &format!("playlists/{id}/items"), &json!({"uris": uris}).to_string())
    };
    let first = add(&uris(100));
    assert_eq!(first.status, 201);
    assert_ne!(first.json()["snapshot_id"], add(&uris(7)).json()["snapshot_id"]);
    assert_eq!(add(&uris(101)).status, 400);
    assert_eq!(add(&[]).status, 400);
    assert_eq!(add(&["spotify:track:unknown".to_owned()]).status, 400);
    let made = asking.server.made_playlists();
    assert_eq!(made.len(), 1);
    assert_eq!(
        (made[0].name.as_str(), made[0].description.as_str(), made[0].public),
        ("Five", "Because", false)
    );
    assert_eq!(made[0].uris, [uris(100), uris(7)].concat());
    assert_eq!(asking.get(&format!("playlists/{id}/items")).json()["total"], 107);
}

#[test]
fn items_go_where_they_are_told_to() {
    let asking = Asking::signed_in(Scenario::new());
    let id = create(&asking, &json!({"name": "Order"})).json()["id"].as_str().unwrap().to_owned();
    let [a, b, c] = [0, 1, 2].map(|i| KNOWN[i].uri());
    asking.call("POST", &format!("playlists/{id}/items"), &json!({"uris": [a]}).to_string());
    asking.call("POST", &format!("playlists/{id}/items"), &json!({"uris": [b], "position": 0}).to_string());
    asking.call("POST", &format!("playlists/{id}/items?position=1&uris={c}"), "");
    assert_eq!(asking.server.made_playlists()[0].uris, [b, c, a]);
}

#[test]
fn what_a_playlist_may_not_be() {
    let asking = Asking::with(Scenario::new(), "playlist-modify-private playlist-read-private");
    for (body, status) in [
        (json!({"description": "nameless"}), 400),
        (json!({"name": "Long", "public": false, "description": "x".repeat(301)}), 400),
        // Public is the default, and needs a scope of its own.
        (json!({"name": "Public"}), 403),
    ] {
        assert_eq!(create(&asking, &body).status, status, "{body}");
    }
    assert_eq!(asking.call("POST", "me/playlists", "{\"name\":").status, 400);
    assert_eq!(asking.call("POST", "users/standinlistener/playlists", "{\"name\":\"Old\"}").status, 403);
    let body = json!({"uris": uris(1)}).to_string();
    assert_eq!(asking.call("POST", "playlists/5StandinOnlyPlLst00004/items", &body).status, 403);
    assert_eq!(asking.call("POST", "playlists/5StandinOnlyPlLst00003/items", &body).status, 201);
    assert!(asking.server.made_playlists().is_empty());
}

#[test]
fn tracks_are_queued_one_by_one() {
    let asking = Asking::signed_in(Scenario::new());
    for uri in uris(2) {
        assert_eq!(asking.call("POST", &format!("me/player/queue?uri={uri}"), "").status, 204);
    }
    assert_eq!(asking.server.queue(), uris(2));
    assert_eq!(asking.call("POST", "me/player/queue?uri=spotify:track:x", "").status, 400);
    assert_eq!(asking.call("PUT", "me/player/play", &json!({"uris": uris(3)}).to_string()).status, 204);
    assert_eq!(asking.server.queue(), uris(3));
}

#[test]
fn playing_needs_premium_and_a_device() {
    let refused = |scenario: Scenario| {
        let asking = Asking::signed_in(scenario);
        let reply = asking.call("POST", &format!("me/player/queue?uri={}", KNOWN[0].uri()), "");
        assert!(asking.server.queue().is_empty());
        (reply.status, reply.json()["error"]["reason"].as_str().unwrap().to_owned())
    };
    assert_eq!(refused(Scenario::new().without_premium()), (403, "PREMIUM_REQUIRED".to_owned()));
    assert_eq!(refused(Scenario::new().without_device()), (404, "NO_ACTIVE_DEVICE".to_owned()));
    let asking = Asking::signed_in(Scenario::new().without_device());
    assert_eq!(asking.get("me/player/devices").json()["devices"], json!([]));
}

#[test]
fn the_library_is_written_by_uri() {
    let asking = Asking::signed_in(Scenario::new());
    let album = format!("spotify:album:{}", KNOWN[0].album_id());
    let uris = format!("uris={album},{}", KNOWN[0].uri());
    let contains = || asking.get(&format!("me/library/contains?{uris}")).json();
    assert_eq!(contains(), json!([false, true]));
    assert_eq!(asking.call("PUT", &format!("me/library?{uris}"), "").status, 200);
    assert_eq!(contains(), json!([true, true]));
    assert_eq!(asking.call("DELETE", &format!("me/library?{uris}"), "").status, 200);
    assert_eq!(contains(), json!([false, false]));
    assert_eq!(asking.call("PUT", &format!("me/tracks?ids={}", KNOWN[0].id()), "").status, 403);
}
