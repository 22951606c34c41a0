//! What was read, dropped, matched and not, and why.

mod json;
mod text;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::choices::{Choice, effect};
use crate::history::{HeardId, HeardTrack, Plays, SourceKind, WeightSettings};
use crate::identify::{MatchRule, NoMatch};
use crate::pack::TrackId;
use crate::query::Listener;
use crate::sources::ReadReport;

pub use json::{HistoryJson, json};
pub use text::{lines, text};

/// So many unmatched tracks are told unless all are asked for.
pub const TOLD: usize = 20;

/// The counts of a matching, and its tracks in the order they are told: most played first.
#[derive(Debug)]
pub struct Account<'a> {
    listener: &'a Listener,
    report: &'a ReadReport,
    matched: Vec<(HeardId, Plays, TrackId, MatchRule)>,
    unmatched: Vec<(HeardId, Plays, NoMatch)>,
    matched_listens: usize,
    set_aside: Vec<SetAside>,
}

/// A choice that sets something of the history aside.
#[derive(Debug, Serialize)]
struct SetAside {
    choice: String,
    /// What it comes to, in words.
    effect: String,
}

impl<'a> Account<'a> {
    /// Counts; `aside` are the choices that set something aside.
    #[must_use]
    pub fn new<'c>(
        listener: &'a Listener,
        report: &'a ReadReport,
        aside: impl IntoIterator<Item = &'c Choice>,
    ) -> Self {
        let history = &listener.history;
        // Age does not matter here: the plays are counted, not weighed.
        let plays = history.plays(history.as_of().unwrap_or(0), &WeightSettings { half_life_days: 0 });
        let (mut matched, mut unmatched) = (Vec::new(), Vec::new());
        for (n, (found, plays)) in listener.matches.iter().zip(plays).enumerate() {
            let id = HeardId(n as u32);
            match found {
                Ok((track, rule)) => matched.push((id, plays, track, rule)),
                Err(why) => unmatched.push((id, plays, why)),
            }
        }
        let most_played = |id: &HeardId, p: &Plays| (std::cmp::Reverse(p.plays), *id);
        matched.sort_by_key(|(id, p, ..)| most_played(id, p));
        unmatched.sort_by_key(|(id, p, _)| most_played(id, p));
        let matched_listens = listener.matches.matched_listens(history);
        let told = |c: &Choice| SetAside { choice: c.words(), effect: effect(c, &listener.heard()).words() };
        let set_aside = aside.into_iter().map(told).collect();
        Self { listener, report, matched, unmatched, matched_listens, set_aside }
    }

    fn rules(&self) -> BTreeMap<MatchRule, usize> {
        let mut counts = BTreeMap::new();
        for (_, _, _, rule) in &self.matched {
            *counts.entry(*rule).or_insert(0) += 1;
        }
        counts
    }

    fn reasons(&self) -> Vec<(Reason, usize)> {
        Reason::ALL
            .into_iter()
            .map(|r| (r, self.unmatched.iter().filter(|(_, _, w)| Reason::of(*w) == r).count()))
            .filter(|(_, n)| *n > 0)
            .collect()
    }

    fn heard(&self, id: HeardId) -> &'a HeardTrack {
        self.listener.history.track(id)
    }

    /// The page of a track at Spotify, in a history that came from there: what is shown of it links back.
    fn link(&self, id: HeardId) -> Option<String> {
        let sources = self.listener.history.sources();
        let from_there = sources.iter().any(|s| s.kind == SourceKind::SpotifyApi);
        if from_there { self.heard(id).link() } else { None }
    }

    /// "Artist - Title" as the source named it.
    fn full_name(&self, id: HeardId) -> String {
        let t = self.heard(id);
        format!("{} - {}", t.artist, t.title)
    }
}

/// [`NoMatch`] without what it points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Reason {
    OtherVersion,
    TitleUnknown,
    ArtistUnknown,
}

impl Reason {
    const ALL: [Self; 3] = [Self::OtherVersion, Self::TitleUnknown, Self::ArtistUnknown];

    fn of(why: NoMatch) -> Self {
        match why {
            NoMatch::OtherVersion(_) => Self::OtherVersion,
            NoMatch::TitleUnknown(_) => Self::TitleUnknown,
            NoMatch::ArtistUnknown => Self::ArtistUnknown,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::OtherVersion => "only another version in the pack",
            Self::TitleUnknown => "title not in the pack",
            Self::ArtistUnknown => "artist not in the pack",
        }
    }
}
