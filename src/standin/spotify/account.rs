//! What the listener has: plays, favourites, liked tracks, playlists, and what a client added to them.

use super::catalogue::{self, KNOWN, MADE_UP, Track};
use super::scenario::Scenario;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// The listener's identifier.
pub(super) const LISTENER: &str = "standinlistener";
/// The listener's name on the screen.
pub(super) const LISTENER_NAME: &str = "Listener of the Crandolins";
/// Another person's identifier.
pub(super) const OTHER: &str = "standinneighbour";

/// One play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Play {
    /// What was played.
    pub track: &'static Track,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
}

/// One playlist.
#[derive(Debug, Clone)]
pub(super) struct Playlist {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) owner: &'static str,
    pub(super) collaborative: bool,
    pub(super) public: bool,
    /// Track URIs, in order.
    pub(super) items: Vec<String>,
    pub(super) changes: u32,
    /// Whether a client made it.
    pub(super) made: bool,
}

impl Playlist {
    /// Whether the listener may read its items and add to them.
    pub(super) fn open_to_listener(&self) -> bool {
        self.owner == LISTENER || self.collaborative
    }

    /// Changes with every change.
    pub(super) fn snapshot(&self) -> String {
        format!("AAAA{:04}{}", self.changes, self.id)
    }
}

/// A playlist that a client made here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadePlaylist {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// Whether everyone may see it.
    pub public: bool,
    /// Its items, as URIs, in order.
    pub uris: Vec<String>,
}

/// All that the listener has.
#[derive(Debug)]
pub(super) struct Account {
    /// Newest first.
    pub(super) plays: Vec<Play>,
    /// Newest first, with when it was liked.
    pub(super) liked: Vec<Play>,
    pub(super) playlists: Vec<Playlist>,
    /// URIs that were saved to the library here.
    pub(super) saved: Vec<String>,
    /// URIs that were queued, in order.
    pub(super) queue: Vec<String>,
    /// When the latest play was.
    pub(super) newest_ms: i64,
}

impl Account {
    /// The account of a scenario.
    pub(super) fn new(scenario: &Scenario) -> Self {
        let newest_ms = scenario.newest_play_ms;
        Self {
            plays: plays(scenario.plays, newest_ms),
            liked: liked(newest_ms),
            playlists: playlists(),
            saved: Vec::new(),
            queue: Vec::new(),
            newest_ms,
        }
    }

    /// The favourites of a range, the dearest first.
    pub(super) fn top(range: &str) -> Option<Vec<&'static Track>> {
        let (every, first) = match range {
            "short_term" => (5, 0),
            "medium_term" => (7, 3),
            "long_term" => (11, 1),
            _ => return None,
        };
        // Each step has no factor in common with 53, so every track comes once.
        let all: Vec<&Track> = catalogue::all().collect();
        Some((0..all.len()).map(|i| all[(first + i * every) % all.len()]).collect())
    }

    /// A playlist by its identifier.
    pub(super) fn playlist(&mut self, id: &str) -> Option<&mut Playlist> {
        self.playlists.iter_mut().find(|p| p.id == id)
    }

    /// Makes an empty playlist of the listener's, and puts it before the others.
    pub(super) fn make_playlist(&mut self, name: &str, description: &str, public: bool) -> &Playlist {
        let number = self.playlists.len() as u32 + 1;
        let list = Playlist {
            id: playlist_id(number),
            name: name.to_owned(),
            description: description.to_owned(),
            owner: LISTENER,
            collaborative: false,
            public,
            items: Vec::new(),
            changes: 1,
            made: true,
        };
        self.playlists.insert(0, list);
        &self.playlists[0]
    }
}

fn playlist_id(number: u32) -> String {
    format!("5StandinOnlyPlLst{number:05}")
}

/// Some tracks come often, as favourites do; every fifth play is of a track that nobody else knows.
fn plays(count: usize, newest_ms: i64) -> Vec<Play> {
    let mut at_ms = newest_ms;
    let mut plays = Vec::with_capacity(count);
    for i in 0..count {
        let track = if i % 5 == 3 { &MADE_UP[(i / 5) % MADE_UP.len()] } else { &KNOWN[(i * i) % 17] };
        plays.push(Play { track, at_ms });
        let pause = if i % 8 == 7 { 9 * 60 * MINUTE_MS } else { 11_000 };
        at_ms -= i64::from(track.duration_ms) + pause;
    }
    plays
}

fn liked(newest_ms: i64) -> Vec<Play> {
    let every_second = catalogue::all().step_by(2).chain(catalogue::all().skip(1).step_by(2));
    every_second.zip(1..).map(|(track, days)| Play { track, at_ms: newest_ms - days * DAY_MS }).collect()
}

fn playlists() -> Vec<Playlist> {
    let uris = |from: usize, count: usize| {
        catalogue::all().cycle().skip(from).take(count).map(Track::uri).collect::<Vec<_>>()
    };
    let list = |number, name: &str, owner, collaborative, public, items| Playlist {
        id: playlist_id(number),
        name: name.to_owned(),
        description: format!("Nothing but {name}"),
        owner,
        collaborative,
        public,
        items,
        changes: 1,
        made: false,
    };
    vec![
        list(1, "Gloamwicket Evenings", LISTENER, false, false, uris(0, 57)),
        list(2, "Undercrovia Drives", LISTENER, false, true, uris(20, 12)),
        list(3, "Shared Thrumwaters", OTHER, true, false, uris(10, 9)),
        list(4, "The Neighbour's Brackenvoles", OTHER, false, true, uris(30, 20)),
        list(5, "Empty Snarrowmere", LISTENER, false, false, Vec::new()),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn plays_go_back_in_time() {
        let account = Account::new(&Scenario::new());
        assert_eq!(account.plays.len(), 60);
        assert!(account.plays.is_sorted_by(|a, b| a.at_ms > b.at_ms));
        assert_eq!(account.plays[0].at_ms, account.newest_ms);
    }

    #[test]
    fn every_range_holds_every_track_once_in_its_own_order() {
        let ranges = ["short_term", "medium_term", "long_term"].map(|r| Account::top(r).unwrap());
        for range in &ranges {
            let ids: BTreeSet<u32> = range.iter().map(|t| t.number).collect();
            assert_eq!(ids.len(), KNOWN.len() + MADE_UP.len());
        }
        assert_ne!(ranges[0], ranges[1]);
        assert_eq!(Account::top("a_while"), None);
    }
}
