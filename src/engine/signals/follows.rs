//! `follows`: in lists, the candidate stands soon after one of the tracks played last.
//!
//! ```text
//! points = seed weight · mixer · w        w = 1/(1 + place) · Σ over lists of 1/distance / (lists looked at + 2)
//! ```
//!
//! `place` is the seed's among the seeds, 0 for the one played last; only the first few speak. `distance` is how far behind the
//! seed the candidate stands, at most [`REACH`]; the newest lists with the seed are looked at. A first-order sequential rule
//! with a window (Ludewig and Jannach, *Evaluation of session-based recommendation algorithms*, 2018), shrunk by two lists.

use std::collections::HashMap;

use crate::engine::score::Scores;
use crate::engine::{Context, Contribution, Evidence, Factors, SignalKind};
use crate::pack::{CommonList, Pack, TrackId};

use super::Signal;
use super::spoken::{Table, share};

const KIND: SignalKind = SignalKind::Follows;

/// So many of the latest seeds speak.
pub(crate) const LATEST: u32 = 5;

/// So far behind a seed is looked.
pub(crate) const REACH: usize = 5;

/// So many of the newest lists with a seed are looked at.
pub(crate) const NEWEST: usize = 200;

/// 1/1, 1/2, … 1/[`REACH`] are whole numbers of this.
pub(crate) const UNIT: u64 = 60;

/// So many lists are added to those looked at: what two lists say is believed half.
pub(crate) const SHRINKAGE: u64 = 2;

pub(super) struct Follows;

/// The lists in which a track stands soon after a seed, the newest first: those that the signal has looked at.
pub(in crate::engine) fn lists(
    pack: &Pack,
    seed: TrackId,
    track: TrackId,
) -> impl Iterator<Item = CommonList> + '_ {
    let oldest = pack.newest_lists_with(seed, NEWEST).next();
    let newest = pack.common_lists(seed, track).take_while(move |c| oldest.is_some_and(|o| c.list >= o));
    newest.filter(|c| c.second > c.first && c.second - c.first <= REACH as u32)
}

/// Who follows the latest seeds.
#[derive(Debug, Clone, Default)]
pub(in crate::engine) struct Followers(Table);

impl Followers {
    pub(in crate::engine) fn of(cx: &Context<'_>) -> Self {
        if cx.mixer.weight(KIND) == 0 {
            return Self::default();
        }
        let mut sums: HashMap<(TrackId, u32), (u64, u32)> = HashMap::new();
        let mut looked_at: HashMap<u32, u64> = HashMap::new();
        let speaking = cx.seeds.tracks.iter().enumerate().filter(|(_, s)| s.weight > 0 && s.place < LATEST);
        for (n, seed) in speaking {
            let n = n as u32;
            for list in cx.pack.newest_lists_with(seed.track, NEWEST) {
                *looked_at.entry(n).or_default() += 1;
                let after = cx.pack.list_tracks(list).skip_while(|t| *t != seed.track).skip(1);
                for (t, distance) in after.take(REACH).zip(1..) {
                    let sum = sums.entry((t, n)).or_default();
                    sum.0 += UNIT / distance;
                    sum.1 += 1;
                }
            }
        }
        Self(Table::of(sums, |n, sum| {
            let lists = looked_at.get(&n).copied().unwrap_or(0) + SHRINKAGE;
            let place = u64::from(cx.seeds.tracks[n as usize].place);
            share(sum, UNIT * lists * (1 + place))
        }))
    }
}

impl Signal for Follows {
    fn reach(&self, cx: &Context<'_>, scores: &mut Scores<'_, '_>) {
        let mixer = i64::from(cx.mixer.weight(KIND));
        for f in cx.prepared.followers.0.iter() {
            let seed = &cx.seeds.tracks[f.speaker as usize];
            scores.add(f.track, i64::from(seed.weight) * mixer * i64::from(f.weight));
        }
    }

    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>) {
        for f in cx.prepared.followers.0.of_track(track) {
            let seed = &cx.seeds.tracks[f.speaker as usize];
            let factors = Factors { seed: seed.weight, mixer: cx.mixer.weight(KIND), weight: f.weight };
            let evidence = Evidence::After { seed: seed.track, lists: f.lists };
            out.push(Contribution { signal: KIND, points: factors.points(), evidence, factors });
        }
    }
}
