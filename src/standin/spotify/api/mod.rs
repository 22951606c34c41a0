//! The Web API: who may ask, and what each endpoint answers.

mod library;
mod paging;
mod player;
mod playlists;
mod reading;
mod search;

use super::account::Account;
use super::accounts::Access;
use super::body::Bodies;
use super::endpoint::{Endpoint, Route};
use super::http::{Answer, Asked};
use super::scenario::Scenario;

/// One request to the Web API, and what answering it needs.
pub(super) struct Call<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) account: &'a mut Account,
    pub(super) asked: &'a Asked,
    pub(super) route: &'a Route,
    pub(super) bodies: Bodies<'a>,
    pub(super) scopes: Vec<String>,
}

/// Why a token, a listener or a scope keeps a request from being answered; the scopes of the token where nothing does.
pub(super) fn admitted(
    scenario: &Scenario,
    access: Access,
    endpoint: Endpoint,
) -> Result<Vec<String>, Answer> {
    let scopes = match access {
        Access::Granted(scopes) => scopes,
        Access::Expired => return Err(Answer::error(401, "The access token expired")),
        Access::Unknown => return Err(Answer::error(401, "Invalid access token")),
    };
    if !scenario.listed {
        return Err(Answer::error(403, "The user is not registered for this application"));
    }
    let needed = endpoint.scopes();
    if !needed.is_empty() && !needed.iter().any(|n| scopes.iter().any(|s| s == n)) {
        return Err(Answer::error(403, "Insufficient client scope"));
    }
    Ok(scopes)
}

/// The answer of the Web API to a request that was admitted.
pub(super) fn answer(call: &mut Call<'_>) -> Answer {
    let answered = match call.route.endpoint {
        Endpoint::Me => Ok(Answer::json(200, &call.bodies.listener())),
        Endpoint::RecentlyPlayed => player::recently_played(call),
        Endpoint::TopTracks => reading::top_tracks(call),
        Endpoint::TopArtists => reading::top_artists(call),
        Endpoint::LikedTracks => reading::liked_tracks(call),
        Endpoint::Track => reading::track(call),
        Endpoint::Playlists => playlists::all(call),
        Endpoint::Playlist => playlists::one(call),
        Endpoint::PlaylistItems => playlists::items(call),
        Endpoint::CreatePlaylist => playlists::create(call),
        Endpoint::AddItems => playlists::add(call),
        Endpoint::Search => search::search(call),
        Endpoint::LibraryContains => library::contains(call),
        Endpoint::LibrarySave => library::save(call),
        Endpoint::LibraryRemove => library::remove(call),
        Endpoint::Devices => Ok(player::devices(call)),
        Endpoint::Queue => player::queue(call),
        Endpoint::Play => player::play(call),
        Endpoint::Withdrawn => Err(Answer::error(403, "Forbidden")),
        Endpoint::Authorize | Endpoint::Token | Endpoint::Unknown => {
            Err(Answer::error(404, "Service not found"))
        }
    };
    answered.unwrap_or_else(|refusal| refusal)
}
