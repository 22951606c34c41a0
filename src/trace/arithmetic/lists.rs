//! The weights of `follows` and `list-name`: sums over the newest lists of a seed or a word.

use crate::engine::{follows as rule, list_name as named_rule};
use crate::pack::{TrackId, WordId};

use super::{Subject, Working, integer};

/// `⌊65536 · part / whole⌋`, below 65536.
fn share(part: u64, whole: u64) -> u32 {
    ((u128::from(part) << 16) / u128::from(whole.max(1))).min(65_535) as u32
}

pub(super) fn follows(out: &mut Working, of: &Subject<'_>, seed: TrackId, lists: u32, used: u32) {
    let place = of.seeds.tracks.iter().find(|s| s.track == seed).map_or(0, |s| u64::from(s.place));
    let (mut looked_at, mut sum) = (0u64, 0u64);
    let mut at = [0u32; rule::REACH];
    for list in of.pack.newest_lists_with(seed, rule::NEWEST) {
        looked_at += 1;
        let after = of.pack.list_tracks(list).skip_while(|t| *t != seed).skip(1);
        for (distance, _) in after.take(rule::REACH).enumerate().filter(|(_, t)| *t == of.track) {
            at[distance] += 1;
            sum += rule::UNIT / (distance as u64 + 1);
        }
    }
    out.formula("w = 1/(1 + place) · Σ 1/distance / (lists looked at + 2)");
    let found: Vec<String> = at
        .iter()
        .zip(1..)
        .filter(|(n, _)| **n > 0)
        .map(|(n, distance)| format!("{n} × 1/{distance}"))
        .collect();
    out.text(format!(
        "Heard last but {place}; in {lists} of the {looked_at} newest lists with it the track follows: {}.",
        found.join(" + ")
    ));
    let whole = rule::UNIT * (looked_at + rule::SHRINKAGE) * (1 + place);
    out.result(&format!("65\u{a0}536 · {} / {}", integer(sum), integer(whole)), share(sum, whole), used);
}

pub(super) fn named(out: &mut Working, of: &Subject<'_>, word: WordId, lists: u32, used: u32) {
    let pack = of.pack;
    let (mut all, mut own) = (0u64, 0u64);
    for list in pack.newest_lists_named(word, named_rule::NEWEST) {
        let worth = u64::from(pack.list_worth(list));
        all += worth;
        own += worth * pack.list_tracks(list).filter(|t| *t == of.track).count() as u64;
    }
    let weight = u64::from(pack.word_weight(word));
    out.formula("w = w(word) · worth of its lists with the track / worth of all its lists");
    out.text(format!(
        "“{}” says {}/65\u{a0}536: ln(lists/lists with it)/ln(lists). It stands in {lists} of its newest lists.",
        pack.word_text(word),
        integer(weight)
    ));
    let text = format!("{} · {} / {}", integer(weight), integer(own), integer(all));
    out.result(&text, share(weight * own, all << 16), used);
}
