//! `list-name`: the candidate stands in lists whose names have words of the phrase that was given as a seed.
//!
//! ```text
//! points = 1 · mixer · w(word) · Σ worth of the word's lists that hold the candidate / Σ worth of the word's lists
//! ```
//!
//! with the stored `w(word)`: the rarer the word the larger. Of a word's lists the newest are looked at.

use std::collections::HashMap;

use crate::engine::score::Scores;
use crate::engine::{Context, Contribution, Evidence, Factors, SignalKind};
use crate::history::SEED_ONE;
use crate::pack::{CommonList, ListId, Pack, TrackId, WordId};

use super::Signal;
use super::spoken::{Table, share};

const KIND: SignalKind = SignalKind::ListName;

/// So many of a word's newest lists are looked at.
pub(crate) const NEWEST: usize = 1000;

pub(super) struct ListName;

/// The lists with a word in their name that hold a track, the newest first: those that the signal has looked at.
pub(in crate::engine) fn lists(
    pack: &Pack,
    word: WordId,
    track: TrackId,
) -> impl Iterator<Item = CommonList> + '_ {
    let newest: Vec<ListId> = pack.newest_lists_named(word, NEWEST).collect();
    newest.into_iter().rev().filter_map(move |list| pack.common_list(list, track, track))
}

/// What lists with words of the phrase in their names hold.
#[derive(Debug, Clone, Default)]
pub(in crate::engine) struct Named(Table);

impl Named {
    pub(in crate::engine) fn of(cx: &Context<'_>) -> Self {
        if cx.mixer.weight(KIND) == 0 {
            return Self::default();
        }
        let mut sums: HashMap<(TrackId, u32), (u64, u32)> = HashMap::new();
        let mut worths = vec![0u64; cx.seeds.words.len()];
        for (n, word) in cx.seeds.words.iter().enumerate() {
            for list in cx.pack.newest_lists_named(*word, NEWEST) {
                let worth = u64::from(cx.pack.list_worth(list));
                worths[n] += worth;
                for t in cx.pack.list_tracks(list) {
                    let sum = sums.entry((t, n as u32)).or_default();
                    sum.0 += worth;
                    sum.1 += 1;
                }
            }
        }
        Self(Table::of(sums, |n, sum| {
            let word = u64::from(cx.pack.word_weight(cx.seeds.words[n as usize]));
            share(word * sum, worths[n as usize] << 16)
        }))
    }
}

impl Signal for ListName {
    fn reach(&self, cx: &Context<'_>, scores: &mut Scores<'_, '_>) {
        let mixer = i64::from(cx.mixer.weight(KIND));
        for f in cx.prepared.named.0.iter() {
            scores.add(f.track, i64::from(SEED_ONE) * mixer * i64::from(f.weight));
        }
    }

    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>) {
        for f in cx.prepared.named.0.of_track(track) {
            let factors = Factors { seed: SEED_ONE, mixer: cx.mixer.weight(KIND), weight: f.weight };
            let evidence = Evidence::Named { word: cx.seeds.words[f.speaker as usize], lists: f.lists };
            out.push(Contribution { signal: KIND, points: factors.points(), evidence, factors });
        }
    }
}
