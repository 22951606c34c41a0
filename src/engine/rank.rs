//! From points to a ranked list, and where any one track stands in it.

use crate::identify::Seeds;
use crate::pack::{Pack, TrackId};

use super::rules::{Rule, Rules};
use super::score::{self, Scores, scored};
use super::select::{self, Selected};
use super::{Context, Contribution, Evidence, Factors, Mixer, Prepared, SignalKind, hash};

/// What the person may set about scoring and ranking.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The weights of the signals.
    pub mixer: Mixer,
    /// Let tracks in that were heard before. By default a rule sets them aside.
    pub heard_too: bool,
    /// What is set aside among the candidates.
    pub rules: Rules,
}

/// One listed track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// The track.
    pub track: TrackId,
    /// Its score: the sum of all contributions, diversity's among them, in units of 1/[`super::SCALE`].
    pub score: i64,
    /// Its place by points alone, before diversity, from 1.
    pub rank_before: u32,
    /// What diversity took, and because of which track above (and how many).
    repeat: Option<(i64, TrackId, u32)>,
}

/// A ranked list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// The listed tracks, best first.
    pub listed: Vec<Ranked>,
    /// How many candidates there were.
    pub candidates: usize,
    /// The fingerprint of the ranking: 16 hexadecimal digits.
    pub hash: String,
}

/// One question: seeds, a pack and settings, with what the signals worked out for them.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    cx: Context<'a>,
    settings: &'a Settings,
}

impl Ranked {
    /// A track that diversity took nothing from.
    #[cfg(test)]
    pub(crate) fn plain(track: TrackId, score: i64, rank_before: u32) -> Self {
        Self { track, score, rank_before, repeat: None }
    }
}

impl<'a> Question<'a> {
    /// Works out what the signals need to know once. Keep it and ask [`Question::new`] with it.
    #[must_use]
    pub fn prepare(pack: &Pack, seeds: &Seeds, settings: &Settings) -> Prepared {
        Prepared::of(&Context { pack, seeds, mixer: &settings.mixer, prepared: &Prepared::default() })
    }

    /// A question with what [`Question::prepare`] gave for the same pack, seeds and settings.
    #[must_use]
    pub fn new(pack: &'a Pack, seeds: &'a Seeds, settings: &'a Settings, prepared: &'a Prepared) -> Self {
        Self { cx: Context { pack, seeds, mixer: &settings.mixer, prepared }, settings }
    }

    /// Ranks the catalogue and lists the first `limit`.
    #[must_use]
    pub fn rank(&self, limit: usize) -> Ranking {
        let (candidates, listed) = self.list(limit, limit, None);
        let hash = hash::ranking_hash(&self.cx, self.settings, &listed);
        Ranking { listed, candidates, hash }
    }

    /// The whole ranking, the first `limit` of which are listed.
    #[must_use]
    pub fn whole(&self, limit: usize) -> Vec<Ranked> {
        self.list(usize::MAX, limit, None).1
    }

    /// The candidates that no rule sets aside, and the first `limit` of them in order. The rules let `in_spite` in.
    pub(super) fn list(
        &self,
        limit: usize,
        at_least: usize,
        in_spite: Option<TrackId>,
    ) -> (usize, Vec<Ranked>) {
        let (count, selected) = scored(&self.cx, &self.settings.rules, (at_least, in_spite), |mut scores| {
            self.set_aside(&mut scores, in_spite);
            select::first(&self.cx, || scores.pool(), limit)
        });
        let ranked = |s: &Selected| Ranked {
            track: s.placed.track,
            score: s.placed.score + s.placed.loss,
            rank_before: s.rank_before,
            repeat: s.placed.above.map(|(track, count)| (s.placed.loss, track, count)),
        };
        (count, selected.iter().map(ranked).collect())
    }

    /// The candidates that no rule sets aside, in no order, before diversity.
    pub(super) fn pool(&self, at_least: usize) -> Vec<(TrackId, i64)> {
        scored(&self.cx, &self.settings.rules, (at_least, None), |mut scores| {
            self.set_aside(&mut scores, None);
            scores.pool().collect()
        })
    }

    /// Marks the candidates that were heard, where that sets them aside, but for `in_spite`.
    pub(super) fn set_aside(&self, scores: &mut Scores<'_, '_>, in_spite: Option<TrackId>) {
        if self.settings.heard_too {
            return;
        }
        for s in self.cx.seeds.tracks.iter().filter(|s| Some(s.track) != in_spite) {
            if let Some(candidate) = scores.candidate(s.track) {
                candidate.aside = true;
            }
        }
    }

    /// Whether a track that is a candidate would be set aside: by the person's rules, and at all.
    pub(super) fn aside(&self, tracks: &[TrackId]) -> Vec<(bool, bool)> {
        let rules = |scores: &mut Scores<'_, '_>| {
            self.settings.rules.apply(&self.cx, scores, None);
        };
        let ruled = score::set_aside(&self.cx, tracks, rules);
        let heard = score::set_aside(&self.cx, tracks, |scores| self.set_aside(scores, None));
        ruled.into_iter().zip(heard).map(|(ruled, heard)| (ruled, ruled || heard)).collect()
    }

    /// What it is asked about.
    pub(super) fn context(&self) -> &Context<'a> {
        &self.cx
    }

    /// Where a track stands in the ranking of the whole catalogue, `limit` of which are listed: its rank and all its
    /// contributions. A track that is set aside is ranked as if it alone were let in.
    #[must_use]
    pub fn standing(&self, limit: usize, track: TrackId) -> Standing {
        let heard = !self.settings.heard_too && self.cx.seeds.tracks.iter().any(|s| s.track == track);
        let rule = self.settings.rules.on(self.cx.pack, self.cx.seeds, track);
        let (_, listed) = self.list(usize::MAX, limit, Some(track));
        let found = listed.iter().position(|r| r.track == track);
        let (place, contributions) = if let Some(n) = found {
            let rank = n as u32 + 1;
            let place = match rule {
                Some(rule) => Place::Ruled(rule, Some(rank)),
                None if heard => Place::Heard(rank),
                None => Place::Rank(rank, listed[n].rank_before),
            };
            (place, self.contributions(&listed[n]))
        } else {
            let place = rule.map_or(Place::Unreached, |rule| Place::Ruled(rule, None));
            (place, sorted(score::explain(&self.cx, track)))
        };
        Standing { place, score: contributions.iter().map(|c| c.points).sum(), contributions }
    }

    /// The contributions to each of `listed`, in its order. What signals look up for all of them they look up once.
    pub fn traces(self, listed: &'a [Ranked]) -> impl Iterator<Item = Vec<Contribution>> + 'a {
        self.cx.prepared.gather(&self.cx, listed.iter().map(|r| r.track));
        listed.iter().map(move |r| self.contributions(r))
    }

    /// Every contribution to a listed track, largest first. They sum to its score exactly.
    #[must_use]
    pub fn contributions(&self, ranked: &Ranked) -> Vec<Contribution> {
        let mut all = score::explain(&self.cx, ranked.track);
        if let Some((points, track, count)) = ranked.repeat {
            let mixer = self.settings.mixer.weight(SignalKind::ArtistRepeat);
            let factors = Factors { seed: 0, mixer, weight: count };
            let evidence = Evidence::Above { track, count };
            all.push(Contribution { signal: SignalKind::ArtistRepeat, points, evidence, factors });
        }
        sorted(all)
    }
}

/// Where a track of the catalogue stands, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its place.
    pub place: Place,
    /// The sum of its contributions, in units of 1/[`super::SCALE`].
    pub score: i64,
    /// Every contribution, largest first (by absolute points), ties in the order of signals and seeds.
    pub contributions: Vec<Contribution>,
}

/// The place of a track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On this rank, from 1; by points alone it would be on the second.
    Rank(u32, u32),
    /// Set aside because it was heard; otherwise it would be on this rank.
    Heard(u32),
    /// Set aside by a rule of the person; otherwise it would be on this rank, or no seed reaches it.
    Ruled(Rule, Option<u32>),
    /// No seed reaches it.
    Unreached,
}

fn sorted(mut all: Vec<Contribution>) -> Vec<Contribution> {
    // By keys set aside: contributions are large, and moved once.
    all.sort_by_cached_key(|c| std::cmp::Reverse(c.points.unsigned_abs()));
    all
}
