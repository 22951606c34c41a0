//! Reads shelves: page after page, item by item, with an account of every item.

use serde_json::Value;

use super::content::{NoTrack, Page, Play, Playlist, text};
use super::session::Session;
use super::shelf::Shelf;
use super::trouble::Trouble;
use crate::history::{Outcome, SourceKind, UnixSeconds};
use crate::sources::DropReason;
use crate::sources::files::{Batch, Names, Play as Played};
use crate::sources::report::Position;

/// Items of a page: the most that Spotify gives.
const PAGE: &str = "50";

/// So many pages of one thing are read at most. Spotify's own limits are far below; a server that never ends is not Spotify.
const MOST_PAGES: usize = 400;

/// So many playlists are read at most.
const MOST_PLAYLISTS: usize = 500;

/// The ranges of `top`, with what Spotify means by them.
const RANGES: [(&str, &str); 3] =
    [("short_term", "about four weeks"), ("medium_term", "about six months"), ("long_term", "about a year")];

/// What was read from one place, with the name it is shown under.
pub(crate) struct Delivery {
    pub(crate) label: String,
    pub(crate) batch: Batch,
}

/// How a page is asked for.
struct Ask<'a> {
    path: &'a str,
    query: &'a [(&'a str, &'a str)],
    purpose: &'static str,
    /// The field with the time of an item.
    when: Option<&'static str>,
}

/// Reads a shelf.
pub(super) async fn read(
    session: &mut Session<'_>,
    shelf: Shelf,
    now: UnixSeconds,
) -> Result<Vec<Delivery>, Trouble> {
    session.needs(shelf.scope())?;
    match shelf {
        Shelf::Recent => Ok(vec![recent(session, now).await?]),
        Shelf::Top => top(session, now).await,
        Shelf::Liked => {
            let ask = Ask { path: "me/tracks", query: &[], purpose: "saved tracks", when: Some("added_at") };
            Ok(vec![Delivery { label: "spotify:liked".into(), batch: all(session, &ask, now).await? }])
        }
        Shelf::Playlists => playlists(session, now).await,
    }
}

/// The latest plays, from the newest back, for as long as there is a cursor that leads further back.
async fn recent(session: &mut Session<'_>, now: UnixSeconds) -> Result<Delivery, Trouble> {
    let mut batch = Batch::new(SourceKind::SpotifyApi);
    let mut before: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let mut query = vec![("limit", PAGE)];
        query.extend(before.as_deref().map(|b| ("before", b)));
        let page = page(session, "me/player/recently-played", &query, "recent plays").await?;
        for item in &page.items {
            keep(&mut batch, Play::of(item, Some("played_at"), now));
        }
        let further = page.before.filter(|b| is_older(b, before.as_deref()));
        if page.items.is_empty() || further.is_none() {
            break;
        }
        before = further;
    }
    Ok(Delivery { label: "spotify:recent".into(), batch })
}

/// A cursor is milliseconds; one that does not lead back would go in circles.
fn is_older(cursor: &str, than: Option<&str>) -> bool {
    let ms = |c: &str| c.parse::<i64>().ok();
    match (ms(cursor), than.and_then(ms)) {
        (Some(next), Some(last)) => next < last,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

async fn top(session: &mut Session<'_>, now: UnixSeconds) -> Result<Vec<Delivery>, Trouble> {
    let mut all_ranges = Vec::new();
    for (range, about) in RANGES {
        let query = [("time_range", range)];
        let ask = Ask { path: "me/top/tracks", query: &query, purpose: "top tracks", when: None };
        let batch = all(session, &ask, now).await?;
        all_ranges.push(Delivery { label: format!("spotify:top, {about}"), batch });
    }
    Ok(all_ranges)
}

/// The playlists that the person owns or works on; the items of others' are refused since 2026.
async fn playlists(session: &mut Session<'_>, now: UnixSeconds) -> Result<Vec<Delivery>, Trouble> {
    let me = session.get("me", &[], "who is signed in", "your own account").await?;
    let me: Value = serde_json::from_str(&me).map_err(|_| Trouble::NotUnderstood("your account"))?;
    let me = text(&me, "id").ok_or(Trouble::NotUnderstood("your account"))?.to_owned();
    let mut own = Vec::new();
    let mut found = Batch::new(SourceKind::SpotifyApi);
    let mut offset = 0usize;
    for _ in 0..MOST_PAGES {
        let at = offset.to_string();
        let page =
            page(session, "me/playlists", &[("limit", PAGE), ("offset", &at)], "your playlists").await?;
        offset += page.items.len();
        for item in &page.items {
            match Playlist::of(item) {
                Ok(list) if list.owner == me || list.collaborative => own.push(list),
                Ok(_) => {}
                Err((reason, what)) => bad(&mut found, reason, what),
            }
        }
        if !page.more || page.items.is_empty() || own.len() >= MOST_PLAYLISTS {
            break;
        }
    }
    own.truncate(MOST_PLAYLISTS);
    let mut batch = found;
    for list in own {
        let path = format!("playlists/{}/items", list.id);
        let query = [("additional_types", "track")];
        let ask = Ask { path: &path, query: &query, purpose: "items of a playlist", when: Some("added_at") };
        match pages(session, &ask, now, &mut batch).await {
            // A list that was shared with the person may be closed to the app all the same.
            Ok(()) | Err(Trouble::Forbidden(_) | Trouble::NotThere(_)) => {}
            Err(trouble) => return Err(trouble),
        }
    }
    Ok(vec![Delivery { label: "spotify:playlists".into(), batch }])
}

async fn all(session: &mut Session<'_>, ask: &Ask<'_>, now: UnixSeconds) -> Result<Batch, Trouble> {
    let mut batch = Batch::new(SourceKind::SpotifyApi);
    pages(session, ask, now, &mut batch).await?;
    Ok(batch)
}

/// All pages of what is counted by offsets.
async fn pages(
    session: &mut Session<'_>,
    ask: &Ask<'_>,
    now: UnixSeconds,
    into: &mut Batch,
) -> Result<(), Trouble> {
    let mut offset = 0usize;
    for _ in 0..MOST_PAGES {
        let at = offset.to_string();
        let mut query = vec![("limit", PAGE), ("offset", at.as_str())];
        query.extend_from_slice(ask.query);
        let page = page(session, ask.path, &query, ask.purpose).await?;
        offset += page.items.len();
        for item in &page.items {
            keep(into, Play::of(item, ask.when, now));
        }
        if !page.more || page.items.is_empty() {
            break;
        }
    }
    Ok(())
}

async fn page(
    session: &mut Session<'_>,
    path: &str,
    query: &[(&str, &str)],
    purpose: &'static str,
) -> Result<Page, Trouble> {
    let body = session.get(path, query, purpose, purpose).await?;
    Page::read(&body).ok_or(Trouble::NotUnderstood(purpose))
}

/// Files an item, as a listen or as what it is instead.
fn keep(batch: &mut Batch, item: Result<Play, NoTrack>) {
    match item {
        Ok(Play { track, at }) => {
            let Some(names) = Names::new(Some(&track.artist), Some(&track.title)) else {
                return bad(batch, DropReason::NoName, "a track without a name");
            };
            let names = names.album(track.album.as_deref());
            let names = names.uri(track.uri.as_deref()).isrc(track.isrc.as_deref());
            batch.keep(names, Played { at, count: 1, ms_played: None, outcome: Outcome::Played });
        }
        Err((reason, what)) => bad(batch, reason, what),
    }
}

fn bad(batch: &mut Batch, reason: DropReason, what: &'static str) {
    let nth = batch.rows() + 1;
    batch.bad(reason, Position::Item(nth), what);
}
