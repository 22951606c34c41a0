//! The bodies of answers: Spotify's objects, as development mode or extended quota has them.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::account::{LISTENER, LISTENER_NAME, OTHER, Play, Playlist};
use super::catalogue::{self, Track};
use super::endpoint::Endpoint;
use super::scenario::{Change, Player, Scenario};

/// What bodies depend on.
pub(super) struct Bodies<'a> {
    /// The root of the Web API here, without a slash at the end.
    pub(super) base: &'a str,
    pub(super) scenario: &'a Scenario,
}

fn open_url(kind: &str, id: &str) -> Value {
    json!({"spotify": format!("https://open.spotify.com/{kind}/{id}")})
}

/// Milliseconds since 1970 as Spotify writes them: with the thousandths for plays, without for what was added.
fn time(milliseconds: i64, decimals: usize) -> String {
    let at = Timestamp::from_millisecond(milliseconds).unwrap_or_default();
    format!("{at:.decimals$}")
}

impl Bodies<'_> {
    fn href(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    fn artist_of(&self, track: &Track) -> Value {
        let id = track.artist_id();
        json!({
            "external_urls": open_url("artist", &id),
            "href": self.href(&format!("artists/{id}")),
            "id": id,
            "name": track.artist,
            "type": "artist",
            "uri": format!("spotify:artist:{id}"),
        })
    }

    /// The artist of a track, at full length.
    pub(super) fn artist(&self, track: &Track) -> Value {
        let mut artist = self.artist_of(track);
        artist["images"] = json!([]);
        if !self.scenario.development {
            artist["followers"] = json!({"href": null, "total": 1000 + track.number});
            artist["popularity"] = (track.number % 100).into();
            artist["genres"] = json!([]);
        }
        artist
    }

    fn album(&self, track: &Track) -> Value {
        let id = track.album_id();
        let of_album = catalogue::all().filter(|t| t.album_id() == id).count();
        let mut album = json!({
            "album_type": "album",
            "artists": [self.artist_of(track)],
            "external_urls": open_url("album", &id),
            "href": self.href(&format!("albums/{id}")),
            "id": id,
            "images": [{"url": format!("https://images.invalid/{id}"), "height": 640, "width": 640}],
            "name": track.album(),
            "release_date": track.year.to_string(),
            "release_date_precision": "year",
            "total_tracks": of_album,
            "type": "album",
            "uri": format!("spotify:album:{id}"),
        });
        if !self.scenario.development {
            album["available_markets"] = json!(["DE", "GB"]);
        }
        album
    }

    /// A track at full length. Spotify took its recording code out of development mode in February 2026 and brought it back
    /// in March.
    pub(super) fn track(&self, track: &Track) -> Value {
        let id = track.id();
        let mut body = json!({
            "album": self.album(track),
            "artists": [self.artist_of(track)],
            "disc_number": 1,
            "duration_ms": track.duration_ms,
            "explicit": false,
            "external_ids": {"isrc": track.isrc()},
            "external_urls": open_url("track", &id),
            "href": self.href(&format!("tracks/{id}")),
            "id": id,
            "is_local": false,
            "name": track.title,
            "preview_url": null,
            "track_number": 1 + track.number % 4,
            "type": "track",
            "uri": track.uri(),
        });
        if !self.scenario.development {
            body["popularity"] = (track.number % 100).into();
            body["available_markets"] = json!(["DE", "GB"]);
        }
        body
    }

    /// A play. Every third comes from an album, the others from nowhere that Spotify tells.
    pub(super) fn play(&self, play: &Play) -> Value {
        let id = play.track.album_id();
        let context = if play.track.number.is_multiple_of(3) {
            json!({
                "type": "album",
                "href": self.href(&format!("albums/{id}")),
                "external_urls": open_url("album", &id),
                "uri": format!("spotify:album:{id}"),
            })
        } else {
            Value::Null
        };
        json!({"track": self.track(play.track), "played_at": time(play.at_ms, 3), "context": context})
    }

    /// A liked track.
    pub(super) fn liked(&self, liked: &Play) -> Value {
        json!({"added_at": time(liked.at_ms, 0), "track": self.track(liked.track)})
    }

    fn person(&self, id: &str) -> Value {
        json!({
            "external_urls": open_url("user", id),
            "href": self.href(&format!("users/{id}")),
            "id": id,
            "type": "user",
            "uri": format!("spotify:user:{id}"),
        })
    }

    /// The listener.
    pub(super) fn listener(&self) -> Value {
        let mut me = self.person(LISTENER);
        me["account_id"] = format!("account-{LISTENER}").into();
        me["display_name"] = LISTENER_NAME.into();
        me["images"] = json!([]);
        if !self.scenario.development {
            me["country"] = "DE".into();
            me["product"] = if self.scenario.player == Player::NoPremium { "free" } else { "premium" }.into();
            me["followers"] = json!({"href": null, "total": 3});
        }
        me
    }

    /// A playlist without its items.
    pub(super) fn playlist_head(&self, list: &Playlist) -> Value {
        let mut owner = self.person(list.owner);
        owner["display_name"] = if list.owner == OTHER { OTHER } else { LISTENER_NAME }.into();
        json!({
            "collaborative": list.collaborative,
            "description": list.description,
            "external_urls": open_url("playlist", &list.id),
            "href": self.href(&format!("playlists/{}", list.id)),
            "id": list.id,
            "images": [],
            "name": list.name,
            "owner": owner,
            "primary_color": null,
            "public": list.public,
            "snapshot_id": list.snapshot(),
            "type": "playlist",
            "uri": format!("spotify:playlist:{}", list.id),
        })
    }

    /// A playlist as it stands in a list of them: with the number of its items.
    pub(super) fn playlist_entry(&self, list: &Playlist) -> Value {
        let mut body = self.playlist_head(list);
        body["items"] = json!({
            "href": self.href(&format!("playlists/{}/items", list.id)),
            "total": list.items.len(),
        });
        body
    }

    /// An item of a playlist; one that is not of this catalogue is there without content, as tracks are that went away.
    pub(super) fn playlist_item(&self, list: &Playlist, uri: &str, added_ms: i64) -> Value {
        let item = catalogue::by_uri(uri).map_or(Value::Null, |t| self.track(t));
        json!({
            "added_at": time(added_ms, 0),
            "added_by": self.person(list.owner),
            "is_local": false,
            "item": item,
        })
    }

    /// A page of a list: `all` items, of which `limit` from `offset` on are shown, with the addresses of its neighbours.
    pub(super) fn page(
        &self,
        endpoint: Endpoint,
        path: &str,
        kept: &[(&str, &str)],
        window: Window,
        all: Vec<Value>,
    ) -> Value {
        let total = all.len();
        let at = |offset: usize| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(kept);
            query.append_pair("offset", &offset.to_string()).append_pair("limit", &window.limit.to_string());
            format!("{}?{}", self.href(path), query.finish())
        };
        let end = window.offset.saturating_add(window.limit);
        let items =
            self.blemished(endpoint, window.offset, all.into_iter().skip(window.offset).take(window.limit));
        json!({
            "href": at(window.offset),
            "limit": window.limit,
            "next": (end < total).then(|| at(end)),
            "offset": window.offset,
            "previous": (window.offset > 0).then(|| at(window.offset.saturating_sub(window.limit))),
            "total": total,
            "items": items,
        })
    }

    /// Items with the flaws that the scenario gives them, the first being number `first` of its list.
    pub(super) fn blemished(
        &self,
        endpoint: Endpoint,
        first: usize,
        items: impl Iterator<Item = Value>,
    ) -> Vec<Value> {
        let of_endpoint = || self.scenario.blemishes.iter().filter(move |b| b.endpoint == endpoint);
        let mut out = Vec::new();
        for (number, mut item) in (first..).zip(items) {
            let mut there = true;
            for blemish in of_endpoint().filter(|b| b.item == number) {
                there &= apply(&mut item, &blemish.path, &blemish.change);
            }
            if there {
                out.push(item);
            }
        }
        out
    }
}

/// Which part of a list a page shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub(super) limit: usize,
    pub(super) offset: usize,
}

/// Makes one change; false where the item as a whole goes.
fn apply(item: &mut Value, path: &str, change: &Change) -> bool {
    let Some((parent, field)) = path.rsplit_once('/') else {
        match change {
            Change::Missing => return false,
            Change::Null => *item = Value::Null,
            Change::Is(value) => value.clone_into(item),
        }
        return true;
    };
    let Some(fields) = item.pointer_mut(parent).and_then(Value::as_object_mut) else { return true };
    change_field(fields, field, change);
    true
}

fn change_field(fields: &mut Map<String, Value>, field: &str, change: &Change) {
    match change {
        Change::Missing => {
            fields.remove(field);
        }
        Change::Null => {
            fields.insert(field.to_owned(), Value::Null);
        }
        Change::Is(value) => {
            fields.insert(field.to_owned(), value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_reach_into_items() {
        let mut item = json!({"track": {"name": "Ombrelith", "external_ids": {"isrc": "x"}}});
        assert!(apply(&mut item, "/track/external_ids", &Change::Missing));
        assert!(apply(&mut item, "/track/name", &Change::Null));
        assert!(apply(&mut item, "/track/new", &Change::Is(json!([1]))));
        assert_eq!(item, json!({"track": {"name": null, "new": [1]}}));
        assert!(apply(&mut item, "", &Change::Null));
        assert_eq!(item, Value::Null);
        assert!(!apply(&mut item, "", &Change::Missing));
    }

    #[test]
    fn times_are_written_as_spotify_writes_them() {
        assert_eq!(time(1_795_210_664_250, 3), "2026-11-20T21:37:44.250Z");
        assert_eq!(time(1_795_210_664_250, 0), "2026-11-20T21:37:44Z");
    }
}
