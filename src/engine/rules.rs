//! The rules that keep candidates out of the list because the person says so.
//!
//! A rule takes no points: it sets a candidate aside after scoring, and every other track keeps its score to the last unit. So
//! lifting a rule restores the very ranking from before. Cheap: a rule on tracks and artists costs the tracks that it names,
//! one on tags or years a look at every candidate.

use std::collections::HashSet;

use crate::history::DAY;
use crate::identify::Seeds;
use crate::pack::{ArtistId, Pack, TagId, TrackId};

use super::Context;
use super::score::Scores;

/// What is set aside among the candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// One track.
    Track(TrackId),
    /// All tracks of an artist.
    Artist(ArtistId),
    /// All tracks that carry a tag.
    Tag(TagId),
    /// All tracks first released in these years, both included.
    Years(u16, u16),
    /// All tracks of the artists in the history.
    HeardArtists,
    /// All tracks heard in the last so many days of the history, where heard tracks are let in.
    HeardWithin(u32),
    /// All tracks that were never heard, where heard tracks are let in.
    Unheard,
}

/// Rules, each once, in their order: what is asked does not depend on the order in which it was said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules(Vec<Rule>);

impl FromIterator<Rule> for Rules {
    fn from_iter<I: IntoIterator<Item = Rule>>(rules: I) -> Self {
        let mut all: Vec<Rule> = rules.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }
}

impl Rules {
    /// All rules.
    #[must_use]
    pub fn all(&self) -> &[Rule] {
        &self.0
    }

    /// True when nothing is set aside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first rule that sets a track aside.
    #[must_use]
    pub fn on(&self, pack: &Pack, seeds: &Seeds, track: TrackId) -> Option<Rule> {
        self.0.iter().copied().find(|rule| rule.holds(pack, seeds, track))
    }

    /// Sets the candidates that a rule names aside, but for `in_spite`; gives how many.
    pub(super) fn apply(
        &self,
        cx: &Context<'_>,
        scores: &mut Scores<'_, '_>,
        in_spite: Option<TrackId>,
    ) -> usize {
        let mut count = 0;
        let mut put = |scores: &mut Scores<'_, '_>, track: TrackId| {
            if Some(track) != in_spite
                && let Some(candidate) = scores.candidate(track)
            {
                count += usize::from(!candidate.aside);
                candidate.aside = true;
            }
        };
        for rule in &self.0 {
            match *rule {
                Rule::Track(track) => put(scores, track),
                Rule::Artist(artist) => cx.pack.tracks_of(artist).for_each(|t| put(scores, t)),
                Rule::HeardArtists => {
                    for artist in heard_artists(cx.pack, cx.seeds) {
                        cx.pack.tracks_of(artist).for_each(|t| put(scores, t));
                    }
                }
                Rule::HeardWithin(days) => {
                    heard_within(cx.seeds, days).for_each(|t| put(scores, t));
                }
                Rule::Tag(_) | Rule::Years(..) => {
                    let named = |t: &TrackId| rule.holds(cx.pack, cx.seeds, *t);
                    let found: Vec<TrackId> = scores.pool().map(|(t, _)| t).filter(named).collect();
                    for t in found {
                        put(scores, t);
                    }
                }
                Rule::Unheard => {
                    let heard: HashSet<TrackId> = cx.seeds.tracks.iter().map(|s| s.track).collect();
                    let pool = scores.pool().map(|(t, _)| t);
                    let found: Vec<TrackId> = pool.filter(|t| !heard.contains(t)).collect();
                    for t in found {
                        put(scores, t);
                    }
                }
            }
        }
        count
    }

    /// The first `count` tracks of the catalogue that no rule sets aside; `in_spite` is let in where it stands.
    pub(super) fn first(&self, cx: &Context<'_>, count: usize, in_spite: Option<TrackId>) -> Vec<TrackId> {
        if self.0.is_empty() {
            return cx.pack.tracks().take(count).collect();
        }
        let artists: HashSet<ArtistId> = if self.0.contains(&Rule::HeardArtists) {
            heard_artists(cx.pack, cx.seeds).collect()
        } else {
            HashSet::new()
        };
        let rest: Self = self.0.iter().copied().filter(|r| *r != Rule::HeardArtists).collect();
        let may = |t: &TrackId| {
            Some(*t) == in_spite
                || (!artists.contains(&cx.pack.artist(*t)) && rest.on(cx.pack, cx.seeds, *t).is_none())
        };
        if self.0.contains(&Rule::Unheard) {
            // Only these may be listed; the catalogue is long.
            let mut heard: Vec<TrackId> =
                cx.seeds.tracks.iter().map(|s| s.track).chain(in_spite).filter(may).collect();
            heard.sort_unstable();
            heard.truncate(count);
            return heard;
        }
        cx.pack.tracks().filter(may).take(count).collect()
    }
}

impl Rule {
    fn holds(self, pack: &Pack, seeds: &Seeds, track: TrackId) -> bool {
        match self {
            Self::Track(own) => own == track,
            Self::Artist(artist) => pack.artist(track) == artist,
            Self::Tag(tag) => pack.tags(track).any(|(t, _)| t == tag),
            Self::Years(from, to) => pack.year(track).is_some_and(|y| (from..=to).contains(&y)),
            Self::HeardArtists => heard_artists(pack, seeds).any(|a| a == pack.artist(track)),
            Self::HeardWithin(days) => heard_within(seeds, days).any(|t| t == track),
            Self::Unheard => !seeds.tracks.iter().any(|s| s.track == track),
        }
    }
}

fn heard_artists(pack: &Pack, seeds: &Seeds) -> impl Iterator<Item = ArtistId> {
    seeds.tracks.iter().map(|s| pack.artist(s.track)).chain(seeds.artists.iter().map(|s| s.artist))
}

/// The seeds heard in the days before the newest listen of a seed.
fn heard_within(seeds: &Seeds, days: u32) -> impl Iterator<Item = TrackId> {
    let newest = seeds.tracks.iter().filter_map(|s| s.plays.last).max();
    let from = newest.map(|t| t.saturating_sub(i64::from(days) * DAY));
    let lately = move |last: Option<i64>| from.is_some_and(|from| last.is_some_and(|at| at > from));
    seeds.tracks.iter().filter(move |s| lately(s.plays.last)).map(|s| s.track)
}
