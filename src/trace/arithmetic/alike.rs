//! The weight of `lists-like-yours`: a sum over lists, and what the first of them says worked out.

use crate::pack::{ListId, TrackId, weigh};
use crate::text::counted;

use super::{Subject, Working, hundredths, integer, list_name, name};

/// So many lists have a line of their own.
const NAMED: usize = 12;

/// `voice` says the weight in `lists`, each with its part.
pub(super) fn weight(
    out: &mut Working,
    of: &Subject<'_>,
    voice: TrackId,
    lists: &[(ListId, u32)],
    used: u32,
) {
    let pack = of.pack;
    let discount = if pack.card().parameters.discount == 0 { "" } else { "d · " };
    out.formula(format!(
        "w = Σ over lists p of {discount}b_p, or {discount}order · b_p where the track stands before"
    ));
    for (list, part) in lists.iter().take(NAMED) {
        out.text(format!("{:>9}  {}", integer(*part), list_name(pack, *list)));
    }
    let rest = &lists[NAMED.min(lists.len())..];
    if !rest.is_empty() {
        let sum: u64 = rest.iter().map(|(_, part)| u64::from(*part)).sum();
        out.text(format!("{:>9}  and {}", integer(sum), counted(rest.len(), "smaller", "smaller")));
    }
    let sum: u64 = lists.iter().map(|(_, part)| u64::from(*part)).sum();
    out.result(&format!("Σ of {}", counted(lists.len(), "list", "lists")), sum, u64::from(used));
    if let Some((list, part)) = lists.first() {
        part_of(out, of, voice, (*list, *part));
    }
}

/// What one list gives.
fn part_of(out: &mut Working, of: &Subject<'_>, voice: TrackId, (list, part): (ListId, u32)) {
    let pack = of.pack;
    let p = &pack.card().parameters;
    let Some(said) = of.prepared.said(list, voice) else { return };
    out.heading(format!("{} of it: {}", integer(part), list_name(pack, list)));
    let worth = pack.list_worth(list);
    out.formula("b = voice · worth · f · unit");
    let unit = p.alike_unit.min(1 << 24);
    let factor = u64::from(worth) * u64::from(said.closeness);
    let raw = ((u64::from(said.loudness) * factor) >> 16) * u64::from(unit);
    let after = (raw >> 24).min((1 << 19) - 1);
    out.result(
        &format!(
            "{} · {} · {} / 2^16 · {} / 2^24",
            integer(said.loudness),
            integer(worth),
            integer(said.closeness),
            integer(unit)
        ),
        after,
        u64::from(said.after),
    );
    let place = pack.list_tracks(list).position(|t| t == of.track).unwrap_or(0) as u32;
    let (own, its) = (place + 1, said.place + 1);
    let discount = of.prepared.discount(pack, of.track);
    let whole = if place < said.place { said.before } else { said.after };
    if place < said.place {
        out.text(format!("It stands on place {own}, before {} on {its}:", name(pack, voice)));
        let order = u64::from(p.order.min(100));
        let text = format!("order {} · {}", hundredths(p.order), integer(after));
        let here = if discount.is_some() { whole } else { part };
        out.result(&text, after * order / 100, u64::from(here));
    } else {
        out.text(format!("It stands on place {own}, after {} on {its}.", name(pack, voice)));
    }
    if let Some(share) = discount {
        let lists = counted(pack.popularity(of.track) as usize, "list", "lists");
        let text = format!("discount for {lists}: {} · {} / 2^16", integer(whole), integer(share));
        out.result(&text, (u64::from(whole) * u64::from(share)) >> 16, u64::from(part));
    }
    factors(out, of, voice, (list, said.loudness));
    out.aside(format!(
        "f {}: how near its likeness to your history is to that of the most alike, to the power {}.",
        integer(said.closeness),
        hundredths(p.alike_power.max(100).saturating_sub(100))
    ));
}

/// Where voice and worth come from.
fn factors(out: &mut Working, of: &Subject<'_>, voice: TrackId, (list, loudness): (ListId, u32)) {
    let pack = of.pack;
    let p = &pack.card().parameters;
    let is_seed = of.seeds.tracks.iter().any(|s| s.track == voice && s.weight > 0);
    if is_seed && p.recency == 0 {
        let lists = pack.popularity(voice);
        let text = format!(
            "voice: rarity in {} lists, {}^−{}",
            integer(lists),
            lists,
            hundredths(p.rarity_exponent)
        );
        out.result(&text, u32::from(weigh::rarity(lists, p)), loudness);
    } else if is_seed {
        out.aside(format!(
            "voice {}: its rarity {}, by its place in the history (recency {}).",
            integer(loudness),
            integer(pack.rarity(voice)),
            hundredths(p.recency)
        ));
    } else {
        out.aside(format!(
            "voice {}: a companion's, its rarity {} times how near it is to your seeds.",
            integer(loudness),
            integer(pack.rarity(voice))
        ));
    }
    let length = pack.list_len(list);
    let age = pack.list_age(list);
    let fresh = match p.half_life {
        0 => String::new(),
        h => format!(" · 0.5^({age:.4}/{})", hundredths(h)),
    };
    let text = format!("worth: {length}^−{}{fresh}", hundredths(p.worth_exponent));
    let worth = weigh::worth(length, weigh::freshness(age, p), p);
    out.result(&text, u32::from(worth), u32::from(pack.list_worth(list)));
}
