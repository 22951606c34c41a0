//! Rules as a document has them.

use crate::engine::{Rule, Rules, Settings};
use crate::pack::{ArtistId, TagId, TrackId};

use super::parts::{RulePart, rule};

/// The rules of settings, the one about what was heard first. Rows are left out where they could tell a withheld seed.
pub(in crate::trace) fn parts_of(settings: &Settings, keeps: bool) -> Vec<RulePart<'static>> {
    let named = |name: &'static str| RulePart { rule: name.into(), ..RulePart::default() };
    let row = |row: u32| Some(row).filter(|_| keeps);
    let part = |r: &Rule| match *r {
        Rule::Track(track) => RulePart { row: row(track.0), ..named(rule::TRACK) },
        Rule::Artist(artist) => RulePart { row: row(artist.0), ..named(rule::ARTIST) },
        Rule::Tag(tag) => RulePart { row: row(u32::from(tag.0)), ..named(rule::TAG) },
        Rule::Years(from, to) => RulePart { years: Some((from, to)), ..named(rule::YEARS) },
        Rule::HeardArtists => named(rule::HEARD_ARTISTS),
        Rule::HeardWithin(days) => RulePart { days: Some(days), ..named(rule::HEARD_WITHIN) },
        Rule::Unheard => named(rule::UNHEARD),
    };
    let heard = (!settings.heard_too).then(|| named(rule::HEARD));
    heard.into_iter().chain(settings.rules.all().iter().map(part)).collect()
}

/// The rules that parts stand for; what is none is passed over, and shows as a difference.
pub(in crate::trace) fn rules_of(parts: &[RulePart<'_>]) -> Rules {
    let rule = |part: &RulePart<'_>| match part.rule.as_ref() {
        rule::TRACK => Some(Rule::Track(TrackId(part.row?))),
        rule::ARTIST => Some(Rule::Artist(ArtistId(part.row?))),
        rule::TAG => Some(Rule::Tag(TagId(u16::try_from(part.row?).ok()?))),
        rule::YEARS => part.years.map(|(from, to)| Rule::Years(from, to)),
        rule::HEARD_ARTISTS => Some(Rule::HeardArtists),
        rule::HEARD_WITHIN => part.days.map(Rule::HeardWithin),
        rule::UNHEARD => Some(Rule::Unheard),
        _ => None,
    };
    parts.iter().filter_map(rule).collect()
}
