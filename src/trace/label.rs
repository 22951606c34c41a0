//! The names of contributions, and points as decimal numbers.

use crate::engine::counterfactual::{About, Term};
use crate::engine::{Contribution, Evidence, Rule, SCALE, SignalKind};
use crate::pack::Pack;
use crate::text::counted;

/// Points as a decimal number with four places, rounded half away from zero. The only place where points are divided.
#[must_use]
pub fn decimal(points: i64) -> String {
    let sign = if points < 0 { "−" } else { "" };
    let steps = (u128::from(points.unsigned_abs()) * 10_000 + SCALE as u128 / 2) / SCALE as u128;
    let text = format!("{}.{:04}", steps / 10_000, steps % 10_000);
    if steps == 0 { text } else { format!("{sign}{text}") }
}

/// As [`decimal`], with `+` before what is above zero.
#[must_use]
pub fn signed(points: i64) -> String {
    if points > 0 { format!("+{}", decimal(points)) } else { decimal(points) }
}

/// A short name for a contribution: the seed for lists, the signal for the rest.
#[must_use]
pub fn label(pack: &Pack, c: &Contribution) -> String {
    match &c.evidence {
        Evidence::Lists { seed, .. } if c.signal == SignalKind::Fitted => {
            format!("fitted: {}", pack.title(*seed))
        }
        Evidence::Lists { seed, .. } => pack.title(*seed).to_owned(),
        Evidence::Alike { seed, companion, .. } => {
            format!("lists with {}", pack.title(companion.unwrap_or(*seed)))
        }
        Evidence::After { seed, .. } => format!("follows {}", pack.title(*seed)),
        Evidence::Named { word, .. } => format!("lists named {}", pack.word_text(*word)),
        Evidence::Near { from, .. } => format!("artist: {}", pack.artist_name(*from)),
        Evidence::Artist { seed, .. } => format!("same artist: {}", pack.title(*seed)),
        Evidence::Tags { seed, .. } => format!("tags: {}", pack.title(*seed)),
        Evidence::Count { .. } => "popularity".to_owned(),
        Evidence::Heard { .. } => "heard before".to_owned(),
        Evidence::Above { .. } => "artist repeats".to_owned(),
    }
}

/// A short name for a term of a difference, as [`label`] has it for contributions.
#[must_use]
pub fn term_label(pack: &Pack, term: &Term) -> String {
    match term.about {
        About::Seed(seed) => {
            let title = pack.title(seed);
            match term.signal {
                SignalKind::Fitted => format!("fitted: {title}"),
                SignalKind::ListsLikeYours => format!("lists for {title}"),
                SignalKind::Follows => format!("follows {title}"),
                SignalKind::SameArtist => format!("same artist: {title}"),
                SignalKind::Tags => format!("tags: {title}"),
                _ => title.to_owned(),
            }
        }
        About::Word(word) => format!("lists named {}", pack.word_text(word)),
        About::Artist(artist) => format!("artist: {}", pack.artist_name(artist)),
        About::Itself => match term.signal {
            SignalKind::HeardBefore => "heard before".to_owned(),
            SignalKind::ArtistRepeat => "artist repeats".to_owned(),
            other => other.name().to_owned(),
        },
    }
}

/// What a contribution rests on, in a few words.
#[must_use]
pub fn evidence_line(pack: &Pack, c: &Contribution) -> String {
    match &c.evidence {
        Evidence::Lists { both, .. } => format!("{} with both", counted(*both as usize, "list", "lists")),
        Evidence::Alike { companion: None, lists, .. } => {
            format!("{} like your history with both", counted(lists.len(), "list", "lists"))
        }
        Evidence::Alike { seed, companion: Some(_), lists } => {
            let lists = counted(lists.len(), "list", "lists");
            format!("{lists} like your history with both; it goes with {}", pack.title(*seed))
        }
        Evidence::After { lists, .. } => {
            format!("soon after it in {}", counted(*lists as usize, "list", "lists"))
        }
        Evidence::Named { lists, .. } => {
            format!("in {} so named", counted(*lists as usize, "list", "lists"))
        }
        Evidence::Near { from, to, unknown } => {
            let unknown = counted(*unknown as usize, "track", "tracks");
            let near = if from == to {
                "the same artist".to_owned()
            } else {
                format!("near {}", pack.artist_name(*to))
            };
            format!("{near}; you played {unknown} of theirs that the pack does not know")
        }
        Evidence::Artist { artist, tracks, .. } => {
            format!(
                "{}, {} in the pack",
                pack.artist_name(*artist),
                counted(*tracks as usize, "track", "tracks")
            )
        }
        Evidence::Tags { tags, .. } => tags.iter().map(|t| pack.tag_name(*t)).collect::<Vec<_>>().join(", "),
        Evidence::Count { lists } => format!("stands in {}", counted(*lists as usize, "list", "lists")),
        Evidence::Heard { plays: 0, .. } => "begun and skipped".to_owned(),
        Evidence::Heard { plays, .. } => format!("played {}", counted(*plays as usize, "time", "times")),
        Evidence::Above { track, count } => {
            format!("{count} above, the nearest is {}", pack.title(*track))
        }
    }
}

/// What a rule keeps out, in a few words.
#[must_use]
pub fn rule(pack: &Pack, rule: Rule) -> String {
    match rule {
        Rule::Track(track) => format!("{} · {}", pack.title(track), pack.artist_name(pack.artist(track))),
        Rule::Artist(artist) => format!("anything by {}", pack.artist_name(artist)),
        Rule::Tag(tag) => format!("tracks tagged {}", pack.tag_name(tag)),
        Rule::Years(from, to) if from == to => format!("tracks from {from}"),
        Rule::Years(from, to) => format!("tracks from {from} to {to}"),
        Rule::Unheard => "anything you never heard".to_owned(),
        Rule::HeardArtists => "anything by an artist you heard".to_owned(),
        Rule::HeardWithin(days) => {
            format!("tracks heard in the last {}", counted(days as usize, "day", "days"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_rounded_only_here() {
        assert_eq!(decimal(0), "0.0000");
        assert_eq!(decimal(SCALE), "1.0000");
        assert_eq!(decimal(SCALE / 2 + SCALE / 4), "0.7500");
        assert_eq!(decimal(-SCALE / 4), "−0.2500");
        assert_eq!(decimal(SCALE / 20_000 + 1), "0.0001");
        assert_eq!(decimal(SCALE / 20_000 - 1), "0.0000");
        assert_eq!(signed(SCALE), "+1.0000");
        assert_eq!(decimal(-1), "0.0000");
        assert!(decimal(i64::MIN).starts_with('−'));
    }
}
