//! The test lists cut into a history and what is to be found, and one method's rankings held against them.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::build::Corpus;
use crate::engine::{MIXER_ONE, Mixer, Question, Settings, SignalKind};
use crate::history::{HeardId, Plays, seed_weight};
use crate::identify::{MatchRule, Seed, Seeds};
use crate::pack::{Pack, TrackId};

use super::metrics::{Judged, Metric};
use super::run::Bucket;

/// One fresh play, with the 16 fractional bits of [`Plays`].
const ONE_PLAY: Plays = Plays { fresh_plays: 1 << 16, fresh_skips: 0, plays: 1, skips: 0, last: None };

/// A way to rank.
pub(super) enum Method {
    /// The engine with this mix.
    Mix(Mixer),
    /// Catalogue order, without what was heard: the tracks in most lists first.
    Popularity,
}

/// One test list. Tracks are by their index in the whole corpus.
pub(super) struct Case {
    /// The first half, as far as the pack knows it.
    pub(super) seeds: Seeds,
    /// The second half, whole.
    pub(super) held: Vec<u32>,
}

/// The pack of the training lists, and the test lists to ask it.
pub(super) struct Trial<'a> {
    corpus: &'a Corpus,
    pack: &'a Pack,
    /// From the corpus to the catalogue.
    places: &'a [Option<u32>],
    /// And back.
    back: Vec<u32>,
    /// Of each track of the catalogue, its third of the plays.
    thirds: Vec<usize>,
    limit: usize,
    /// The lists tested.
    pub(super) cases: Vec<Case>,
}

/// What came of one method.
pub(super) struct Verdict {
    /// Of each tested list, the measures in the order of [`Metric::ALL`].
    pub(super) values: Vec<[f64; Metric::ALL.len()]>,
    /// The share of the catalogue listed at least once.
    pub(super) coverage: f64,
    /// Head, middle, tail.
    pub(super) buckets: [Bucket; 3],
}

struct Judgement {
    values: [f64; Metric::ALL.len()],
    listed: Vec<TrackId>,
    found: [usize; 3],
}

impl<'a> Trial<'a> {
    pub(super) fn new(
        corpus: &'a Corpus,
        pack: &'a Pack,
        places: &'a [Option<u32>],
        test: &[u32],
        limit: usize,
    ) -> Self {
        let mut back = vec![0u32; pack.track_count()];
        for (track, place) in places.iter().enumerate() {
            if let Some(place) = place {
                back[*place as usize] = track as u32;
            }
        }
        let known =
            |l: &&u32| corpus.list_tracks(**l).iter().filter(|t| places[**t as usize].is_some()).count() >= 2;
        let cases = test.iter().filter(known).map(|l| case(corpus.list_tracks(*l), places)).collect();
        Self { corpus, pack, places, back, thirds: thirds(pack), limit, cases }
    }

    /// How many held-out tracks the pack does not know.
    pub(super) fn unknown(&self) -> usize {
        self.cases.iter().flat_map(|c| &c.held).filter(|t| self.places[**t as usize].is_none()).count()
    }

    /// Ranks every case, on all threads, and measures.
    pub(super) fn judge(&self, method: &Method) -> Verdict {
        let settings = match method {
            Method::Mix(mixer) => Settings { mixer: mixer.clone(), ..Settings::default() },
            Method::Popularity => Settings::default(),
        };
        let judgements: Vec<Judgement> = self
            .cases
            .par_iter()
            .map(|case| {
                let listed = match method {
                    Method::Mix(_) => {
                        let prepared = Question::prepare(self.pack, &case.seeds, &settings);
                        let question = Question::new(self.pack, &case.seeds, &settings, &prepared);
                        let ranking = question.rank(self.limit);
                        ranking.listed.iter().map(|r| r.track).collect()
                    }
                    Method::Popularity => self.most_popular(case),
                };
                self.compare(case, listed)
            })
            .collect();
        let mut buckets = [Bucket::default(); 3];
        for third in &self.thirds {
            buckets[*third].tracks += 1;
        }
        for track in self.cases.iter().flat_map(|c| &c.held) {
            if let Some(place) = self.places[*track as usize] {
                buckets[self.thirds[place as usize]].wanted += 1;
            }
        }
        for j in &judgements {
            for (bucket, found) in buckets.iter_mut().zip(j.found) {
                bucket.found += found;
            }
        }
        let listed: HashSet<TrackId> = judgements.iter().flat_map(|j| j.listed.iter().copied()).collect();
        Verdict {
            coverage: listed.len() as f64 / self.pack.track_count().max(1) as f64,
            values: judgements.into_iter().map(|j| j.values).collect(),
            buckets,
        }
    }

    /// The median of the best candidate's points by one signal alone, over some of the cases, where it gives any.
    pub(super) fn median_best(&self, signal: SignalKind) -> Option<i64> {
        const LOOKED_AT: usize = 32;
        let mixer = Mixer::silent().with(&[(signal, MIXER_ONE)]);
        let settings = Settings { mixer, ..Settings::default() };
        let step = self.cases.len().div_ceil(LOOKED_AT).max(1);
        let best = |case: &Case| {
            let prepared = Question::prepare(self.pack, &case.seeds, &settings);
            let question = Question::new(self.pack, &case.seeds, &settings, &prepared);
            question.rank(1).listed.first().map_or(0, |r| r.score)
        };
        let mut all: Vec<i64> =
            self.cases.iter().step_by(step).map(best).filter(|score| *score > 0).collect();
        all.sort_unstable();
        all.get(all.len() / 2).copied()
    }

    fn most_popular(&self, case: &Case) -> Vec<TrackId> {
        let heard: HashSet<TrackId> = case.seeds.tracks.iter().map(|s| s.track).collect();
        self.pack.tracks().filter(|t| !heard.contains(t)).take(self.limit).collect()
    }

    fn compare(&self, case: &Case, listed: Vec<TrackId>) -> Judgement {
        let held: HashSet<u32> = case.held.iter().copied().collect();
        let artist = |track: u32| self.corpus.artist(track);
        let mut places = Vec::new();
        let mut found = [0; 3];
        for (n, t) in listed.iter().enumerate() {
            if held.contains(&self.back[t.0 as usize]) {
                places.push(n + 1);
                found[self.thirds[t.0 as usize]] += 1;
            }
        }
        // Artists of the first places that a hit does not already pay for.
        let first = || listed.iter().take(held.len()).map(|t| self.back[t.0 as usize]);
        let paid: HashSet<u32> = first().filter(|t| held.contains(t)).map(artist).collect();
        let wanted: HashSet<u32> = held.iter().map(|t| artist(*t)).collect();
        let credited: HashSet<u32> =
            first().map(artist).filter(|a| wanted.contains(a) && !paid.contains(a)).collect();
        let lists = self.pack.list_count() as f64;
        let shares: Vec<f64> = listed.iter().map(|t| f64::from(self.pack.popularity(*t)) / lists).collect();
        let values = Metric::all_of(&Judged {
            places: &places,
            held: case.held.len(),
            listed: self.limit,
            artist_credits: credited.len(),
            shares: &shares,
        });
        Judgement { values, listed, found }
    }
}

/// The first half (rounded down) is the history, one play without a time for each track; the rest is held out.
fn case(tracks: &[u32], places: &[Option<u32>]) -> Case {
    let (history, held) = tracks.split_at(tracks.len() / 2);
    let seed = |(n, track): (usize, &u32)| {
        places[*track as usize].map(|place| Seed {
            track: TrackId(place),
            weight: seed_weight(&ONE_PLAY),
            plays: ONE_PLAY,
            rule: MatchRule::SameName,
            heard: vec![HeardId(n as u32)],
            // The last of the history was heard last.
            place: (history.len() - 1 - n) as u32,
        })
    };
    let mut seeds: Vec<Seed> = history.iter().enumerate().filter_map(seed).collect();
    // As `identify::seeds` has them: equal weights, so catalogue order.
    seeds.sort_by_key(|s| s.track);
    Case { seeds: Seeds::of(seeds), held: held.to_vec() }
}

/// Cuts the catalogue, which has the tracks in most lists first, where a third and two thirds of all list entries are
/// reached: 0 the head, 1 the middle, 2 the tail. A track belongs where its first play falls.
fn thirds(pack: &Pack) -> Vec<usize> {
    let plays: Vec<u64> = pack.tracks().map(|t| u64::from(pack.popularity(t))).collect();
    let all: u64 = plays.iter().sum::<u64>().max(1);
    let mut before = 0;
    plays
        .iter()
        .map(|n| {
            let third = (3 * before / all).min(2);
            before += n;
            third as usize
        })
        .collect()
}
