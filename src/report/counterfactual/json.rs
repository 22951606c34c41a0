//! For programs: fields of `glasscrate/explanation/1`. Every number is an integer.

use std::borrow::Cow;

use serde::Serialize;

use crate::engine::SignalKind;
use crate::engine::counterfactual::{About, Change, Difference, Guarantee, Suggestion, TakenAway, Term};
use crate::pack::Pack;
use crate::report::Names;
use crate::report::json::{Name, name};

use super::{Counterfactual, guarantee_name, kind_name};

/// What would have to be different.
#[derive(Debug, Serialize)]
pub struct Different<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    beside: Option<BesideLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Vec<ChangeLine<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    no_change: Option<Vec<NoneLine>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    take_away: Option<AwayLine<'a>>,
}

/// The last listed track, and what it gets that this one does not.
#[derive(Debug, Serialize)]
struct BesideLine<'a> {
    rank: usize,
    #[serde(flatten)]
    name: Name<'a>,
    score: i64,
    more: i64,
    terms: Vec<TermLine<'a>>,
}

#[derive(Debug, Serialize)]
struct TermLine<'a> {
    signal: SignalKind,
    #[serde(flatten)]
    about: AboutLine<'a>,
    points: i64,
    beside: i64,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum AboutLine<'a> {
    Seed(Name<'a>),
    Word(Cow<'a, str>),
    Artist(Cow<'a, str>),
    #[serde(untagged)]
    Itself {},
}

#[derive(Debug, Serialize)]
struct ChangeLine<'a> {
    kind: &'static str,
    #[serde(flatten)]
    what: WhatLine<'a>,
    rank: u32,
    gone: u32,
    guarantee: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum WhatLine<'a> {
    Heard { heard: bool },
    Rule { lifted: String },
    Slider { signal: SignalKind, from: i32, to: i32 },
    Aside { seed: Name<'a> },
    Added { track: Name<'a>, weight: u32 },
}

#[derive(Debug, Serialize)]
struct NoneLine {
    kind: &'static str,
    proven: bool,
}

#[derive(Debug, Serialize)]
#[serde(tag = "result", rename_all = "kebab-case")]
enum AwayLine<'a> {
    NotListed,
    Stays {
        proven: bool,
    },
    Without {
        seeds: Vec<Name<'a>>,
        guarantee: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        none_below: Option<u32>,
        each_needed: bool,
        rankings: u32,
    },
}

/// What would have to be different, of a track beside a list of `listed`.
#[must_use]
pub fn different<'a>(pack: &'a Pack, listed: usize, told: &Counterfactual) -> Different<'a> {
    let names = Names::new(pack);
    let why_not = told.why_not.as_ref();
    let none = |(kind, proven): &(_, bool)| NoneLine { kind: kind_name(*kind), proven: *proven };
    Different {
        beside: why_not.and_then(|w| w.beside.as_ref()).map(|d| beside(names, listed, d)),
        changes: why_not.map(|w| w.changes.found.iter().map(|s| change(names, s)).collect()),
        no_change: why_not.map(|w| w.changes.without.iter().map(none).collect()),
        take_away: told.taken_away.as_ref().map(|t| away(names, t)),
    }
}

fn beside<'a>(names: Names<'a>, rank: usize, d: &Difference) -> BesideLine<'a> {
    let term = |t: &Term| TermLine {
        signal: t.signal,
        about: match t.about {
            About::Seed(seed) => AboutLine::Seed(name(names, seed)),
            About::Word(word) => AboutLine::Word(names.word(word)),
            About::Artist(artist) => AboutLine::Artist(names.artist(artist)),
            About::Itself => AboutLine::Itself {},
        },
        points: t.own,
        beside: t.other,
    };
    BesideLine {
        rank,
        name: name(names, d.other),
        score: d.other_score,
        more: d.gap(),
        terms: d.terms.iter().map(term).collect(),
    }
}

fn change<'a>(names: Names<'a>, s: &Suggestion) -> ChangeLine<'a> {
    ChangeLine {
        kind: kind_name(s.change.kind()),
        what: match s.change {
            Change::HeardToo => WhatLine::Heard { heard: true },
            Change::Lifted(rule) => WhatLine::Rule { lifted: names.rule(rule) },
            Change::Slider { signal, from, to } => WhatLine::Slider { signal, from, to },
            Change::Aside(seed) => WhatLine::Aside { seed: name(names, seed) },
            Change::Added { track, weight } => WhatLine::Added { track: name(names, track), weight },
        },
        rank: s.rank,
        gone: s.gone,
        guarantee: guarantee_name(s.guarantee),
    }
}

fn away<'a>(names: Names<'a>, taken_away: &TakenAway) -> AwayLine<'a> {
    match taken_away {
        TakenAway::NotListed => AwayLine::NotListed,
        TakenAway::Stays { proven } => AwayLine::Stays { proven: *proven },
        TakenAway::Without(fewest) => AwayLine::Without {
            seeds: fewest.seeds.iter().map(|s| name(names, *s)).collect(),
            guarantee: guarantee_name(fewest.guarantee),
            none_below: match fewest.guarantee {
                Guarantee::NoneBelow(n) => Some(n),
                _ => None,
            },
            each_needed: fewest.each_needed,
            rankings: fewest.rankings,
        },
    }
}
