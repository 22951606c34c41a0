//! The weights of the neighbour tables: the counted one counted again, the fitted one with its counts.

use crate::pack::weigh::{self, Counted, Powers};
use crate::pack::{ListId, Pack, TrackId};
use crate::text::counted as so_many;

use super::{Subject, Working, hundredths, integer, name};

/// What a list weighs when pairs are counted, in 1/65536.
fn list_weight(pack: &Pack, list: ListId) -> u64 {
    let parameters = &pack.card().parameters;
    let freshness = match parameters.half_life {
        0 => 1.0,
        _ => weigh::freshness(pack.list_age(list), parameters),
    };
    u64::from(weigh::list_weight(pack.list_len(list), freshness, parameters))
}

/// What the lists of a track weigh together.
fn own(pack: &Pack, track: TrackId) -> u64 {
    pack.lists_with(track).map(|l| list_weight(pack, l)).sum()
}

/// What the lists of that track weigh together whose lists weigh most: `n_max` of the counted weights. It goes through the
/// lists of the catalogue's first tracks, until no further one can weigh more; a large pack takes a good part of a second.
#[must_use]
pub fn heaviest(pack: &Pack) -> u64 {
    let weights: Vec<u64> = (0..pack.list_count() as u32).map(|l| list_weight(pack, ListId(l))).collect();
    let largest = weights.iter().copied().max().unwrap_or(0);
    let mut most = 0;
    for track in pack.tracks() {
        if u64::from(pack.popularity(track)).saturating_mul(largest) <= most {
            // The catalogue begins with the tracks in most lists.
            break;
        }
        let own = pack.lists_with(track).filter_map(|l| weights.get(l.0 as usize)).sum();
        most = most.max(own);
    }
    most
}

/// `together`: everything is counted again from the lists.
pub(super) fn counted(out: &mut Working, of: &Subject<'_>, seed: TrackId, both: u32, used: u32) {
    let Subject { pack, track, .. } = *of;
    let p = &pack.card().parameters;
    let lists = pack.lists_with_both(seed, track);
    let of_both: u64 = lists.iter().map(|l| list_weight(pack, *l)).sum();
    let (n_a, n_b) = (own(pack, seed), own(pack, track));
    out.text(format!("a: {}, b: {}", name(pack, seed), name(pack, track)));
    out.text(format!(
        "{} with a, {} with b, {} with both.",
        so_many(pack.popularity(seed) as usize, "list", "lists"),
        integer(pack.popularity(track)),
        integer(lists.len() as u64),
    ));
    let (lambda, s) = (hundredths(p.length_exponent), hundredths(p.shrinkage));
    let age = match p.half_life {
        0 => String::new(),
        h => format!(" · 0.5^(age/{})", hundredths(h)),
    };
    out.text(format!("A list of so many tracks weighs length^−{lambda}{age}. Together, in 1/65\u{a0}536:"));
    out.text(format!("n_a = {}, n_b = {}, c_ab = {}", integer(n_a), integer(n_b), integer(of_both)));
    let (alpha, beta) = (hundredths(p.seed_exponent), hundredths(p.popularity_exponent));
    let rest = hundredths(100u32.saturating_sub(p.seed_exponent + p.popularity_exponent));
    out.formula(format!("w = c_ab / (n_a^{alpha} · n_b^{beta} · n_max^{rest}) · k/(k + {s})"));
    let Some(most) = of.heaviest else {
        out.aside("n_max is being counted over the whole pack …");
        return;
    };
    out.formula(format!(
        "= {} / ({}^{alpha} · {}^{beta} · {}^{rest}) · {both}/({both} + {s})",
        integer(of_both),
        integer(n_a),
        integer(n_b),
        integer(most)
    ));
    let (a, b) = (Powers::of(n_a, most, p), Powers::of(n_b, most, p));
    let weight = weigh::weight(Counted { both: lists.len() as u32, weight: of_both }, a.seed, b.other, p);
    out.result("in 1/65\u{a0}536, to the nearest: w", u32::from(weight), used);
}

/// `fitted`: what the weight solves, and the counts behind it.
pub(super) fn fitted(out: &mut Working, of: &Subject<'_>, seed: TrackId, both: u32, used: u32) {
    let Subject { pack, track, .. } = *of;
    let p = &pack.card().parameters;
    let lists = pack.popularity(track);
    out.text(format!("s: {}, i: {}", name(pack, seed), name(pack, track)));
    out.text(format!(
        "{} with s, {} with i, {} with both.",
        so_many(pack.popularity(seed) as usize, "list", "lists"),
        integer(lists),
        integer(both)
    ));
    if lists < p.fitted_least_lists {
        out.text(format!(
            "i stands in fewer than {} lists: its counted weights stand, brought to the size of fitted ones.",
            p.fitted_least_lists
        ));
    } else {
        out.text(format!(
            "The coefficient of s where the presence of i in lists is told by its {} strongest neighbours:",
            p.support
        ));
        out.formula(format!("(G_SS + diag(g_ss + {} · ḡ)) · w = g_Si", hundredths(p.ridge)));
    }
    let stored = pack.fitted(seed).find(|n| n.track == track).map_or(0, |n| u32::from(n.weight));
    out.result("in the table of the pack (fitted.arrow): w", stored, used);
    out.aside("Solved when the pack was built, and not solved again here.");
}
