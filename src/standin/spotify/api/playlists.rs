//! Playlists: the listener's own are open, of others' only the head is shown.

use serde_json::{Value, json};

use super::super::account::Playlist;
use super::super::body::Window;
use super::super::catalogue;
use super::super::endpoint::Endpoint;
use super::super::http::Answer;
use super::{Call, paging};

/// The most URIs that one request may add.
const MOST_ADDED: usize = 100;
/// The longest description, in characters. It is no part of Spotify's description of the API; clients report it.
const LONGEST_DESCRIPTION: usize = 300;

/// `GET /me/playlists`.
pub(super) fn all(call: &Call<'_>) -> Result<Answer, Answer> {
    let window = paging::window(call.asked, 20, 50, paging::FARTHEST)?;
    let all = call.account.playlists.iter().map(|p| call.bodies.playlist_entry(p)).collect();
    Ok(Answer::json(200, &call.bodies.page(Endpoint::Playlists, "me/playlists", &[], window, all)))
}

/// The playlist that is asked for.
fn asked_for<'a>(call: &'a mut Call<'_>) -> Result<&'a mut Playlist, Answer> {
    call.account.playlist(&call.route.id).ok_or_else(|| Answer::error(404, "Resource not found"))
}

/// The same, if the listener may read and change its items.
fn opened<'a>(call: &'a mut Call<'_>) -> Result<&'a mut Playlist, Answer> {
    let list = asked_for(call)?;
    if list.open_to_listener() { Ok(list) } else { Err(Answer::error(403, "Forbidden")) }
}

/// A page of the items of a playlist. Each is a minute older than the one after it.
fn items_of(call: &Call<'_>, list: &Playlist, window: Window) -> Value {
    let newest = call.account.newest_ms;
    let count = list.items.len() as i64;
    let items = list.items.iter().zip(0..);
    let all = items
        .map(|(uri, place)| call.bodies.playlist_item(list, uri, newest - (count - place) * 60_000))
        .collect();
    call.bodies.page(Endpoint::PlaylistItems, &format!("playlists/{}/items", list.id), &[], window, all)
}

/// `GET /playlists/{id}`: with its items only where they may be read.
pub(super) fn one(call: &mut Call<'_>) -> Result<Answer, Answer> {
    let list = asked_for(call)?.clone();
    let mut body = call.bodies.playlist_head(&list);
    if list.open_to_listener() {
        body["items"] = items_of(call, &list, Window { limit: 50, offset: 0 });
    }
    Ok(Answer::json(200, &body))
}

/// `GET /playlists/{id}/items`.
pub(super) fn items(call: &mut Call<'_>) -> Result<Answer, Answer> {
    let window = paging::window(call.asked, 20, 50, paging::FARTHEST)?;
    let list = opened(call)?.clone();
    Ok(Answer::json(200, &items_of(call, &list, window)))
}

fn json_of(call: &Call<'_>) -> Result<Value, Answer> {
    serde_json::from_str(&call.asked.body).map_err(|_| Answer::error(400, "Error parsing JSON."))
}

/// `POST /me/playlists`: public unless it says otherwise.
pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Answer> {
    let body = json_of(call)?;
    let name = body["name"].as_str().unwrap_or_default();
    if name.is_empty() {
        return Err(Answer::error(400, "Missing required field: name"));
    }
    let description = body["description"].as_str().unwrap_or_default();
    if description.chars().count() > LONGEST_DESCRIPTION {
        return Err(Answer::error(400, "Description exceeds maximum length"));
    }
    let public = body["public"].as_bool().unwrap_or(true);
    let needed = if public { "playlist-modify-public" } else { "playlist-modify-private" };
    if !call.scopes.iter().any(|s| s == needed) {
        return Err(Answer::error(403, "Insufficient client scope"));
    }
    let list = call.account.make_playlist(name, description, public).clone();
    let mut body = call.bodies.playlist_head(&list);
    body["items"] = items_of(call, &list, Window { limit: 50, offset: 0 });
    Ok(Answer::json(201, &body))
}

/// The `uris` of a body, if it has a list of them.
pub(super) fn uris_of(body: &Value) -> Option<Vec<String>> {
    body["uris"].as_array()?.iter().map(|u| u.as_str().map(str::to_owned)).collect()
}

/// `POST /playlists/{id}/items`: up to a hundred, in the query or in the body, which the query beats.
pub(super) fn add(call: &mut Call<'_>) -> Result<Answer, Answer> {
    let (uris, position) = if let Some(list) = call.asked.asked("uris") {
        let position = call.asked.asked("position").and_then(|p| p.parse().ok());
        (Some(list.split(',').map(str::to_owned).collect()), position)
    } else {
        let body = json_of(call)?;
        (uris_of(&body), body["position"].as_u64())
    };
    let uris: Vec<String> = uris.unwrap_or_default();
    if uris.is_empty() || uris.iter().any(|u| catalogue::by_uri(u).is_none()) {
        return Err(Answer::error(400, "Invalid track uri"));
    }
    if uris.len() > MOST_ADDED {
        return Err(Answer::error(400, "You can add a maximum of 100 tracks per request."));
    }
    let list = opened(call)?;
    let end = list.items.len();
    let at = position.map_or(end, |p| usize::try_from(p).unwrap_or(end).min(end));
    list.items.splice(at..at, uris);
    list.changes += 1;
    Ok(Answer::json(201, &json!({"snapshot_id": list.snapshot()})))
}
