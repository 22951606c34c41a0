//! A scenario for trying the program out: a listener whose data is as untidy as real data is.

use serde_json::json;

use super::endpoint::Endpoint;
use super::fault::{Fault, Times};
use super::scenario::{Change, Scenario};

/// The scenario, with the latest play at `newest_play_ms` (milliseconds since 1970).
///
/// One request in between is told to wait for a second, some items are flawed: each costs a client at most itself.
#[must_use]
pub fn scenario(newest_play_ms: i64) -> Scenario {
    let missing = |s: Scenario, e, item, path| s.blemish(e, item, path, Change::Missing);
    let s = Scenario::new().newest_play(newest_play_ms);
    let s = missing(s, Endpoint::RecentlyPlayed, 6, "/track/external_ids");
    let s = missing(s, Endpoint::RecentlyPlayed, 14, "/context");
    let s = missing(s, Endpoint::Playlists, 3, "/items");
    s.blemish(Endpoint::RecentlyPlayed, 11, "", Change::Null)
        .blemish(Endpoint::LikedTracks, 4, "/track", Change::Null)
        .blemish(Endpoint::PlaylistItems, 5, "/item", Change::Null)
        .blemish(Endpoint::TopTracks, 7, "/a_field_from_tomorrow", Change::Is(json!({"any": [1, 2]})))
        .fault(Endpoint::TopTracks, Times::Only(2), Fault::TooMany { retry_after: Some(1) })
}
