//! How strongly the one speaks whose evidence it is: a seed by its plays, a companion by the mean of all seeds.

use crate::engine::{Contribution, Evidence};
use crate::history::{SEED_ONE, seed_weight};
use crate::text::counted;

use super::{Subject, Working, integer, name};

/// 1.0 in the sums of plays.
const PLAY_ONE: u32 = 1 << 16;

/// So many seeds speak for lists (`engine::signals::voices`).
const SPEAKING: usize = 1 << 12;

pub(super) fn strength(out: &mut Working, of: &Subject<'_>, c: &Contribution) {
    let strength = c.factors.seed;
    let heading = |what: &str| format!("seed {}/{}: {what}", integer(strength), integer(SEED_ONE));
    match &c.evidence {
        Evidence::Alike { seed, companion: Some(companion), .. } => {
            out.heading(heading(&name(of.pack, *companion)));
            let goes = name(of.pack, *seed);
            out.text(format!(
                "A companion of {goes}, which you played: as strong as your seeds on the mean."
            ));
            let weights = of.seeds.tracks.iter().map(|s| s.weight).filter(|w| *w > 0).take(SPEAKING);
            let (count, sum) = weights.fold((0u64, 0u64), |(n, sum), w| (n + 1, sum + u64::from(w)));
            let mean = sum.checked_div(count).unwrap_or(0);
            out.result(&format!("{} / {count}", integer(sum)), mean, u64::from(strength));
        }
        Evidence::Near { from, .. } => {
            out.heading(heading(of.pack.artist_name(*from)));
            out.text("All plays of the artist's tracks that the pack does not know, weighed as those of one track.");
        }
        evidence => {
            let seed = evidence.seed().and_then(|t| of.seeds.tracks.iter().find(|s| s.track == t));
            let Some(seed) = seed else { return };
            out.heading(heading(&name(of.pack, seed.track)));
            let plays = &seed.plays;
            let (p, s) = (plays.fresh_plays, plays.fresh_skips);
            out.text(format!(
                "{}, {}, each weighed by its age: p = {}/{one}, s = {}/{one}.",
                counted(plays.plays as usize, "play", "plays"),
                counted(plays.skips as usize, "skip", "skips"),
                integer(p),
                integer(s),
                one = integer(PLAY_ONE)
            ));
            out.formula("seed = 2p/(p + 1) · p/(p + s)");
            let (p, s, one) = (integer(p), integer(s), integer(PLAY_ONE));
            let whole = 2 * SEED_ONE;
            let (unit, whole) = (integer(SEED_ONE), integer(whole));
            let text = format!("in 1/{unit}: {whole} · {p} / ({p} + {one}) · {p} / ({p} + {s})");
            out.result(&text, seed_weight(plays), strength);
        }
    }
}
