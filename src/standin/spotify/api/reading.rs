//! Favourites, liked tracks, single tracks.

use super::super::account::Account;
use super::super::catalogue;
use super::super::endpoint::Endpoint;
use super::super::http::Answer;
use super::{Call, paging};

fn range<'a>(call: &'a Call<'_>) -> &'a str {
    call.asked.asked("time_range").unwrap_or("medium_term")
}

/// `GET /me/top/tracks`.
pub(super) fn top_tracks(call: &Call<'_>) -> Result<Answer, Answer> {
    let window = paging::window(call.asked, 20, 50, paging::FARTHEST)?;
    let top = Account::top(range(call)).ok_or_else(|| Answer::error(400, "Invalid time range"))?;
    let all = top.into_iter().map(|t| call.bodies.track(t)).collect();
    let kept = [("time_range", range(call))];
    Ok(Answer::json(200, &call.bodies.page(Endpoint::TopTracks, "me/top/tracks", &kept, window, all)))
}

/// `GET /me/top/artists`: those of the favourite tracks.
pub(super) fn top_artists(call: &Call<'_>) -> Result<Answer, Answer> {
    let window = paging::window(call.asked, 20, 50, paging::FARTHEST)?;
    let top = Account::top(range(call)).ok_or_else(|| Answer::error(400, "Invalid time range"))?;
    let firsts: Vec<_> = catalogue::artists().collect();
    let all = top.into_iter().filter(|t| firsts.contains(t)).map(|t| call.bodies.artist(t)).collect();
    let kept = [("time_range", range(call))];
    Ok(Answer::json(200, &call.bodies.page(Endpoint::TopArtists, "me/top/artists", &kept, window, all)))
}

/// `GET /me/tracks`.
pub(super) fn liked_tracks(call: &Call<'_>) -> Result<Answer, Answer> {
    let window = paging::window(call.asked, 20, 50, paging::FARTHEST)?;
    let all = call.account.liked.iter().map(|l| call.bodies.liked(l)).collect();
    Ok(Answer::json(200, &call.bodies.page(Endpoint::LikedTracks, "me/tracks", &[], window, all)))
}

/// `GET /tracks/{id}`.
pub(super) fn track(call: &Call<'_>) -> Result<Answer, Answer> {
    let id = &call.route.id;
    if id.len() != 22 || !id.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(Answer::error(400, "Invalid base62 id"));
    }
    let track = catalogue::by_id(id).ok_or_else(|| Answer::error(404, "Resource not found"))?;
    Ok(Answer::json(200, &call.bodies.track(track)))
}
