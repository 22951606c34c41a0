//! One sentence of reasons: a template over the largest contributions, naming at most two tracks of the history.

use crate::engine::{Contribution, Evidence};
use crate::pack::Pack;
use crate::text::counted;

/// Below this share of one fresh play's full weight the evidence is called weak (0.02 of a score of 1).
const WEAK: i64 = crate::engine::SCALE / 50;

/// Why a track is listed, in one sentence. `contributions` are the track's, largest first.
///
/// Only contributions above zero are reasons; what the two largest of them rest on is named, and nothing else.
#[must_use]
pub fn sentence(pack: &Pack, contributions: &[Contribution]) -> String {
    let mut reasons = contributions.iter().filter(|c| c.points > 0);
    let Some(first) = reasons.next() else {
        return "Nothing speaks for it.".to_owned();
    };
    let second = reasons.find(|c| c.evidence.seed().is_some() && c.evidence.seed() != first.evidence.seed());
    let reason = match (&first.evidence, second.map(|c| &c.evidence)) {
        (Evidence::Lists { seed: a, both: x }, Some(Evidence::Lists { seed: b, both: y })) => format!(
            "Because you played {} and {}: {} with the first, {y} with the second.",
            pack.title(*a),
            pack.title(*b),
            counted(*x as usize, "list holds it", "lists hold it"),
        ),
        (one, Some(two)) if one.seed().is_some() => {
            format!("Because {}, and {}.", clause(pack, one), clause(pack, two))
        }
        (one, _) => format!("Because {}.", clause(pack, one)),
    };
    if is_weak(contributions, first) { format!("{reason} Weak evidence.") } else { reason }
}

/// One clause for one piece of evidence.
fn clause(pack: &Pack, evidence: &Evidence) -> String {
    match evidence {
        Evidence::Lists { seed, both } => {
            format!(
                "you played {}, which is in {} with it",
                pack.title(*seed),
                counted(*both as usize, "list", "lists")
            )
        }
        Evidence::Alike { seed, companion: None, lists } => {
            format!(
                "you played {}, which is in {} like your history with it",
                pack.title(*seed),
                counted(lists.len(), "list", "lists")
            )
        }
        Evidence::Alike { seed, companion: Some(companion), lists } => {
            format!(
                "{} hold it with {}, which goes with {}, which you played",
                counted(lists.len(), "list like your history does", "lists like your history"),
                pack.title(*companion),
                pack.title(*seed)
            )
        }
        Evidence::After { seed, lists } => {
            format!(
                "you played {}, which it follows in {}",
                pack.title(*seed),
                counted(*lists as usize, "list", "lists")
            )
        }
        Evidence::Named { word, lists } => {
            format!(
                "{} that have it have “{}” in their name",
                counted(*lists as usize, "list", "lists"),
                pack.word_text(*word)
            )
        }
        Evidence::Near { from, to, .. } if from == to => {
            format!("you played other tracks by {}", pack.artist_name(*from))
        }
        Evidence::Near { from, to, .. } => {
            format!("you played {}, who is in lists with {}", pack.artist_name(*from), pack.artist_name(*to))
        }
        Evidence::Artist { seed, artist, .. } => {
            format!("you played {} by {}", pack.title(*seed), pack.artist_name(*artist))
        }
        Evidence::Tags { seed, tags } => {
            let tags: Vec<&str> = tags.iter().take(3).map(|t| pack.tag_name(*t)).collect();
            format!("it shares {} with {}, which you played", tags.join(", "), pack.title(*seed))
        }
        Evidence::Count { lists } => format!("it stands in {}", counted(*lists as usize, "list", "lists")),
        Evidence::Heard { plays, .. } => {
            format!("you played it {} before", counted(*plays as usize, "time", "times"))
        }
        Evidence::Above { .. } => "its artist is listed above".to_owned(),
    }
}

/// Weak: no seed speaks for it, or the strongest reason is small, or rests on a single list.
fn is_weak(contributions: &[Contribution], first: &Contribution) -> bool {
    let speaks = |c: &Contribution| {
        c.evidence.seed().is_some() || matches!(c.evidence, Evidence::Named { .. } | Evidence::Near { .. })
    };
    let seeds_speak = contributions.iter().any(|c| c.points > 0 && speaks(c));
    let single = contributions.iter().filter(|c| c.points > 0).all(|c| lists_behind(&c.evidence) < 2);
    !seeds_speak || first.points < WEAK || single
}

/// How many lists a piece of evidence rests on, where it rests on lists that say more than that a track is popular.
fn lists_behind(evidence: &Evidence) -> usize {
    match evidence {
        Evidence::Lists { both: lists, .. }
        | Evidence::After { lists, .. }
        | Evidence::Named { lists, .. } => *lists as usize,
        Evidence::Alike { lists, .. } => lists.len(),
        Evidence::Artist { .. }
        | Evidence::Tags { .. }
        | Evidence::Near { .. }
        | Evidence::Count { .. }
        | Evidence::Heard { .. }
        | Evidence::Above { .. } => 0,
    }
}
