//! What was played, what plays, and what plays next.

use serde_json::{Value, json};

use super::super::account::Play;
use super::super::catalogue;
use super::super::endpoint::Endpoint;
use super::super::http::Answer;
use super::super::scenario::Player;
use super::{Call, paging};

/// Spotify shows no more than the latest fifty plays, however one pages.
const REACHABLE: usize = 50;

/// `GET /me/player/recently-played`: the newest first, between cursors that exclude themselves.
pub(super) fn recently_played(call: &Call<'_>) -> Result<Answer, Answer> {
    let limit = paging::limit(call.asked, 20, 50)?;
    let after = paging::cursor(call.asked, "after")?;
    let before = paging::cursor(call.asked, "before")?;
    if after.is_some() && before.is_some() {
        return Err(Answer::error(400, "Only one of after and before may be given"));
    }
    let within = |p: &Play| after.is_none_or(|a| p.at_ms > a) && before.is_none_or(|b| p.at_ms < b);
    let reachable = call.account.plays.iter().take(REACHABLE);
    let chosen: Vec<(usize, &Play)> = reachable.enumerate().filter(|(_, p)| within(p)).collect();
    let shown = &chosen[..chosen.len().min(limit)];
    let base = format!("{}/me/player/recently-played", call.bodies.base);
    let (Some((first, newest)), Some((_, oldest))) = (shown.first(), shown.last()) else {
        let href = format!("{base}?limit={limit}");
        return Ok(Answer::json(
            200,
            &json!({"href": href, "limit": limit, "next": null, "cursors": null, "items": []}),
        ));
    };
    let more = chosen.len() > shown.len();
    let plays = shown.iter().map(|(_, play)| call.bodies.play(play));
    let body = json!({
        "href": format!("{base}?limit={limit}"),
        "limit": limit,
        "next": more.then(|| format!("{base}?before={}&limit={limit}", oldest.at_ms)),
        "cursors": {"after": newest.at_ms.to_string(), "before": oldest.at_ms.to_string()},
        "items": call.bodies.blemished(Endpoint::RecentlyPlayed, *first, plays),
    });
    Ok(Answer::json(200, &body))
}

/// `GET /me/player/devices`.
pub(super) fn devices(call: &Call<'_>) -> Answer {
    let device = json!({
        "id": "standin-device",
        "is_active": true,
        "is_private_session": false,
        "is_restricted": false,
        "name": "Loudspeaker of the Crandolins",
        "type": "Speaker",
        "volume_percent": 40,
        "supports_volume": true,
    });
    let devices = if call.scenario.player == Player::NoDevice { Vec::new() } else { vec![device] };
    Answer::json(200, &json!({"devices": devices}))
}

/// `POST /me/player/queue`: one track.
pub(super) fn queue(call: &mut Call<'_>) -> Result<Answer, Answer> {
    may_command(call)?;
    let uri = call.asked.asked("uri").unwrap_or_default();
    if catalogue::by_uri(uri).is_none() {
        return Err(Answer::error(400, "Invalid track uri"));
    }
    call.account.queue.push(uri.to_owned());
    Ok(Answer::nothing(204))
}

/// `PUT /me/player/play`: tracks in place of what plays; without any, playing goes on.
pub(super) fn play(call: &mut Call<'_>) -> Result<Answer, Answer> {
    may_command(call)?;
    if call.asked.body.is_empty() {
        return Ok(Answer::nothing(204));
    }
    let body: Value =
        serde_json::from_str(&call.asked.body).map_err(|_| Answer::error(400, "Error parsing JSON."))?;
    let uris = super::playlists::uris_of(&body).ok_or_else(|| Answer::error(400, "Invalid uris"))?;
    if uris.iter().any(|u| catalogue::by_uri(u).is_none()) {
        return Err(Answer::error(400, "Invalid track uri"));
    }
    call.account.queue = uris;
    Ok(Answer::nothing(204))
}

fn may_command(call: &Call<'_>) -> Result<(), Answer> {
    let refuse = |status, message, reason| Err(Answer::error_with(status, message, Some(reason)));
    match call.scenario.player {
        Player::Ready => Ok(()),
        Player::NoPremium => refuse(403, "Player command failed: Premium required", "PREMIUM_REQUIRED"),
        Player::NoDevice => refuse(404, "Player command failed: No active device found", "NO_ACTIVE_DEVICE"),
    }
}
