//! `lists-like-yours`: the candidate stands in the lists that are most like the history.
//!
//! ```text
//! likeness of a list = Σ over its seeds of seed weight · rarity(seed) · worth(list)
//! points             = seed weight · mixer · Σ over lists of rarity(seed) · worth(list)
//! ```
//!
//! for each seed, over the k most alike lists that hold it and the candidate, with the stored rarity of a track and worth of a list of `build::weigh`: what everybody plays says little, and so do long and
//! old lists. (The playlist neighbourhoods of Kelen et al., *Efficient k-NN for playlist continuation*, 2018; bounded for each
//! seed as in Kersbergen et al., *Serenade*, 2022.) The sum is over pairs of a seed and a list, and the evidence is the lists
//! themselves. A seed does not speak for itself.

use std::cell::RefCell;
use std::cmp::Reverse;

use crate::engine::score::Scores;
use crate::engine::sparse::{Sparse, lent};
use crate::engine::{Context, Contribution, Evidence, Factors, SignalKind};
use crate::pack::{ListId, TrackId};

use super::Signal;

const KIND: SignalKind = SignalKind::ListsLikeYours;

/// So many lists count as like the history.
const ALIKE: usize = 500;

/// So many of the newest lists with a seed are looked at, …
const NEWEST: usize = 1000;

/// … and so many with all seeds together, but of each seed some.
const LOOKED_AT: usize = 40_000;
const LEAST: usize = 8;

/// So many seeds speak, the heaviest. It bounds the sum of a candidate: 2^13 seeds · 2^9 lists · 2^38 points.
const SPEAKING: usize = 1 << 13;

pub(super) struct ListsLikeYours;

/// The lists most like a history.
#[derive(Debug, Clone, Default)]
pub(in crate::engine) struct AlikeLists {
    /// By list.
    lists: Vec<Alike>,
    /// The seeds in each, with the weights of their contributions.
    terms: Vec<(u32, u32)>,
}

#[derive(Debug, Clone, Copy)]
struct Alike {
    list: ListId,
    /// Where its terms begin and end.
    from: u32,
    to: u32,
}

thread_local! {
    static SPARE: RefCell<Sparse<u64>> = RefCell::default();
}

fn weight(rarity: u16, worth: u16) -> u32 {
    (u32::from(rarity) * u32::from(worth)) >> 16
}

impl AlikeLists {
    pub(in crate::engine) fn of(cx: &Context<'_>) -> Self {
        if cx.mixer.weight(KIND) == 0 {
            return Self::default();
        }
        let speaking = || cx.seeds.tracks.iter().enumerate().filter(|(_, s)| s.weight > 0).take(SPEAKING);
        let each = (LOOKED_AT / speaking().count().max(1)).clamp(LEAST, NEWEST);
        let mut ranked: Vec<(u32, u64)> = lent(&SPARE, cx.pack.list_count(), |likeness| {
            for (_, seed) in speaking() {
                let rarity = cx.pack.rarity(seed.track);
                for list in cx.pack.newest_lists_with(seed.track, each) {
                    if let Some(sum) = likeness.sum(list.0) {
                        *sum += u64::from(seed.weight) * u64::from(weight(rarity, cx.pack.list_worth(list)));
                    }
                }
            }
            likeness.sums().to_vec()
        });
        // Of equally alike ones the newer.
        let order = |(list, likeness): &(u32, u64)| (Reverse(*likeness), Reverse(*list));
        if ranked.len() > ALIKE {
            ranked.select_nth_unstable_by_key(ALIKE, order);
            ranked.truncate(ALIKE);
        }
        ranked.sort_unstable_by_key(|(list, _)| *list);
        let mut pairs: Vec<(ListId, u32, u32)> = Vec::new();
        for (n, seed) in speaking() {
            let rarity = cx.pack.rarity(seed.track);
            for list in cx.pack.newest_lists_with(seed.track, each) {
                if ranked.binary_search_by_key(&list.0, |r| r.0).is_ok() {
                    pairs.push((list, n as u32, weight(rarity, cx.pack.list_worth(list))));
                }
            }
        }
        pairs.sort_unstable();
        let mut alike = Self::default();
        for run in pairs.chunk_by(|a, b| a.0 == b.0) {
            let from = alike.terms.len() as u32;
            alike.terms.extend(run.iter().map(|(_, seed, weight)| (*seed, *weight)));
            alike.lists.push(Alike { list: run[0].0, from, to: alike.terms.len() as u32 });
        }
        alike
    }

    fn terms(&self, alike: &Alike) -> &[(u32, u32)] {
        &self.terms[alike.from as usize..alike.to as usize]
    }
}

impl Signal for ListsLikeYours {
    fn reach(&self, cx: &Context<'_>, scores: &mut Scores<'_>) {
        let mixer = i64::from(cx.mixer.weight(KIND));
        let alike = &cx.prepared.alike;
        for a in &alike.lists {
            let points: i64 = alike
                .terms(a)
                .iter()
                .map(|(n, weight)| {
                    i64::from(cx.seeds.tracks[*n as usize].weight) * mixer * i64::from(*weight)
                })
                .sum();
            for track in cx.pack.list_tracks(a.list) {
                scores.add(track, points);
            }
            // A seed does not speak for itself: what it said is taken back, exactly.
            for (n, weight) in alike.terms(a) {
                let seed = &cx.seeds.tracks[*n as usize];
                scores.add(seed.track, -(i64::from(seed.weight) * mixer * i64::from(*weight)));
            }
        }
    }

    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>) {
        let alike = &cx.prepared.alike;
        let mut parts: Vec<(u32, Reverse<u32>, ListId)> = Vec::new();
        for a in alike.lists.iter().filter(|a| cx.pack.list_holds(a.list, track)) {
            parts.extend(alike.terms(a).iter().map(|(n, weight)| (*n, Reverse(*weight), a.list)));
        }
        parts.sort_unstable();
        for own in parts.chunk_by(|a, b| a.0 == b.0) {
            let seed = &cx.seeds.tracks[own[0].0 as usize];
            if seed.track == track {
                continue;
            }
            let weight = own.iter().map(|(_, Reverse(w), _)| w).sum();
            let factors = Factors { seed: seed.weight, mixer: cx.mixer.weight(KIND), weight };
            let lists = own.iter().map(|(_, Reverse(w), list)| (*list, *w)).collect();
            let evidence = Evidence::Alike { seed: seed.track, lists };
            out.push(Contribution { signal: KIND, points: factors.points(), evidence, factors });
        }
    }
}
