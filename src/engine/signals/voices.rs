//! Who looks for lists like the history: its seeds, and companions that speak for them where a history is short.
//!
//! ```text
//! seed                     voice = rarity(seed) · (1 − r + r · 2(seeds − place)/(seeds + 1))     place 0: heard last
//! companion j              voice = ε/√seeds · W_j/W_max · rarity(j)       W_j = Σ over seeds of seed weight · w(seed→j)
//! companion by an artist   voice = x/√seeds · rarity(artist)
//! ```
//!
//! Companions of the first kind are the tracks that `together` finds strongest for the seeds; of the second kind the tracks in
//! most lists by the seeds' artists. Each speaks for one seed: the one that has most to do with it. `ε`, `x` and `r` are parameters
//! of the pack. All integers: voices have 16 fractional bits, and the strength of a companion is the mean seed weight.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::HashSet;

use crate::engine::Context;
use crate::engine::sparse::{Spare, lent};
use crate::pack::{Neighbour, TrackId};

/// So many seeds speak, the heaviest.
const SEEDS: usize = 1 << 12;

/// The most companions that `together` finds: a pack may ask for fewer.
const COMPANIONS: usize = 100;

/// So many companions of each artist, and so many of all of them at most.
const OF_AN_ARTIST: usize = 10;
const OF_ARTISTS: usize = 100;

thread_local! {
    static SPARE: Spare<u64> = RefCell::default();
}

/// One who looks for lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Voice {
    pub track: TrackId,
    /// The seed that it speaks for, by its place among the seeds; its own if it is one.
    pub seed: u32,
    /// In 1/1024: the seed's weight, or the mean of all for a companion.
    pub strength: u32,
    /// 16 fractional bits.
    pub loudness: u32,
}

/// All voices of a question, the seeds first.
pub(super) fn voices(cx: &Context<'_>) -> Vec<Voice> {
    let seeds = cx.seeds.tracks.iter().enumerate().filter(|(_, s)| s.weight > 0).take(SEEDS);
    let mut all: Vec<Voice> = seeds
        .map(|(n, s)| Voice {
            track: s.track,
            seed: n as u32,
            strength: s.weight,
            loudness: u32::from(cx.pack.rarity(s.track)),
        })
        .collect();
    recent(cx, &mut all);
    let Some(mean) = all.iter().map(|v| u64::from(v.strength)).sum::<u64>().checked_div(all.len() as u64)
    else {
        return all;
    };
    let heard: HashSet<TrackId> = cx.seeds.tracks.iter().map(|s| s.track).collect();
    let (count, mean) = (all.len() as u64, mean as u32);
    let parameters = &cx.pack.card().parameters;
    let mut companions = Vec::new();
    if parameters.companions > 0 {
        companions.extend(by_together(cx, &all, &heard, mean, part(parameters.companions, count)));
    }
    if parameters.artist_companions > 0 {
        companions.extend(by_artist(cx, &all, &heard, mean, part(parameters.artist_companions, count)));
    }
    let mut speaking = HashSet::new();
    all.extend(companions.into_iter().filter(|c| c.loudness > 0 && speaking.insert(c.track)));
    all
}

/// Makes the latest seeds louder and the oldest quieter: `1 − r + r · 2(n − place)/(n + 1)` of `n` seeds, 1 on the mean.
fn recent(cx: &Context<'_>, voices: &mut [Voice]) {
    let recency = u64::from(cx.pack.card().parameters.recency.min(100));
    if recency == 0 {
        return;
    }
    let count = cx.seeds.tracks.len() as u64;
    for v in voices {
        let place = u64::from(cx.seeds.tracks[v.seed as usize].place).min(count - 1);
        let share = (100 - recency) * (count + 1) + recency * 2 * (count - place);
        v.loudness = (u64::from(v.loudness) * share / (100 * (count + 1))) as u32;
    }
}

/// `hundredths / √count`, 16 fractional bits.
fn part(hundredths: u32, count: u64) -> u64 {
    let one = u64::from(hundredths.min(10_000)) * 65_536 / 100;
    // ⌊one / √count⌋ as ⌊√(one² / count)⌋.
    (one * one / count).isqrt()
}

fn by_together(
    cx: &Context<'_>,
    seeds: &[Voice],
    heard: &HashSet<TrackId>,
    mean: u32,
    part: u64,
) -> Vec<Voice> {
    let row = |seed: &Voice| cx.pack.neighbours(seed.track);
    let worth = |seed: &Voice, n: &Neighbour| u64::from(seed.strength) * u64::from(n.weight);
    let mut found: Vec<(u32, u64)> = lent(&SPARE, cx.pack.track_count(), |sums| {
        for seed in seeds {
            for n in row(seed) {
                if let Some(sum) = sums.sum(n.track.0) {
                    *sum += worth(seed, &n);
                }
            }
        }
        sums.sums().to_vec()
    });
    let order = |(track, sum): &(u32, u64)| (Reverse(*sum), *track);
    // As many more as could be heard already.
    let count = (cx.pack.card().parameters.companion_count as usize).min(COMPANIONS);
    let front = count + cx.seeds.tracks.len();
    if found.len() > front {
        found.select_nth_unstable_by_key(front, order);
        found.truncate(front);
    }
    found.sort_unstable_by_key(order);
    found.retain(|(t, _)| !heard.contains(&TrackId(*t)));
    found.truncate(count);
    let most = found.first().map_or(1, |(_, sum)| (*sum).max(1));
    // For whom each speaks: the seed that gives it most, of equal ones the first.
    let mut best: Vec<(u64, u32)> = vec![(0, 0); found.len()];
    for seed in seeds {
        for n in row(seed) {
            let Some(at) = found.iter().position(|(t, _)| *t == n.track.0) else { continue };
            let worth = worth(seed, &n);
            if worth > best[at].0 {
                best[at] = (worth, seed.seed);
            }
        }
    }
    let loudness = |track: TrackId, sum: u64| {
        let likeness = ((u128::from(sum) << 16) / u128::from(most)) as u64;
        ((((part * likeness) >> 16) * u64::from(cx.pack.rarity(track))) >> 16) as u32
    };
    found
        .iter()
        .zip(best)
        .map(|((t, sum), (_, seed))| {
            let track = TrackId(*t);
            Voice { track, seed, strength: mean, loudness: loudness(track, *sum) }
        })
        .collect()
}

fn by_artist(
    cx: &Context<'_>,
    seeds: &[Voice],
    heard: &HashSet<TrackId>,
    mean: u32,
    part: u64,
) -> Vec<Voice> {
    let mut artists = Vec::new();
    for seed in seeds {
        let artist = cx.pack.artist(seed.track);
        if artists.len() < OF_ARTISTS && !artists.iter().any(|(a, _)| *a == artist) {
            artists.push((artist, seed.seed));
        }
    }
    let each = (OF_ARTISTS / artists.len().max(1)).clamp(1, OF_AN_ARTIST);
    let mut companions = Vec::new();
    for (artist, seed) in artists {
        let loudness = ((part * u64::from(cx.pack.artist_rarity(artist))) >> 16) as u32;
        let unheard = cx.pack.tracks_of(artist).filter(|t| !heard.contains(t));
        companions.extend(unheard.take(each).map(|track| Voice { track, seed, strength: mean, loudness }));
    }
    companions
}
