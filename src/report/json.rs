//! The JSON that scripts may rely on. Every number is an integer, and the order of keys is that of the fields here.
//!
//! In `glasscrate/recommendations/1` and `glasscrate/explanation/1`, `score` is the sum of the `points`, and the points of a
//! contribution are the product of its `factors` (each in the unit that `scales` tells), both exactly. `artist-repeat` is the
//! one that is not a product: its points are `−⌊max(of, 0) · min(share · above, 100) / 100⌋`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::choices::Choice;
use crate::engine::{Contribution, Evidence, MIXER_ONE, Place, SCALE, SignalKind, Standing};
use crate::history::SEED_ONE;
use crate::identify::{MatchRule, Seed};
use crate::pack::{Pack, TrackId};
use crate::query::{Answer, Query};

use super::Names;
use super::counterfactual::{Counterfactual, Different, different};

/// So many lists are named as the evidence of one contribution; `lists` counts them all.
const LISTS_NAMED: usize = 5;

/// `glasscrate/recommendations/1`.
#[derive(Debug, Serialize)]
pub struct Recommendations<'a> {
    schema: &'static str,
    hash: &'a str,
    scale: i64,
    scales: Scales,
    pack: PackName<'a>,
    settings: Settings,
    seeds: Vec<SeedLine<'a>>,
    #[serde(rename = "recommendations")]
    listed: Vec<Recommendation<'a>>,
}

/// `glasscrate/explanation/1`.
#[derive(Debug, Serialize)]
pub struct Explanation<'a> {
    schema: &'static str,
    hash: &'a str,
    scale: i64,
    scales: Scales,
    pack: PackName<'a>,
    settings: Settings,
    #[serde(flatten)]
    track: Track<'a>,
    #[serde(flatten)]
    place: PlaceLine,
    score: i64,
    sentence: String,
    contributions: Vec<ContributionLine<'a>>,
    /// Of a track that is not listed, or where it was asked for.
    #[serde(flatten)]
    different: Different<'a>,
}

/// The units of the factors: divide by these.
#[derive(Debug, Serialize)]
struct Scales {
    seed: u32,
    mixer: i32,
    weight: u32,
}

const SCALES: Scales = Scales { seed: SEED_ONE, mixer: MIXER_ONE, weight: 1 << 16 };

/// Which pack.
#[derive(Debug, Serialize)]
pub(super) struct PackName<'a> {
    name: Cow<'a, str>,
    digest: &'a str,
    licence: Cow<'a, str>,
}

#[derive(Debug, Serialize)]
struct Settings {
    limit: usize,
    mixer: BTreeMap<SignalKind, i32>,
    half_life_days: u32,
    heard: bool,
    /// What is set aside, blocked and moved, each in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<String>,
}

#[derive(Debug, Serialize)]
struct SeedLine<'a> {
    #[serde(flatten)]
    name: Name<'a>,
    weight: u32,
    plays: u32,
    skips: u32,
    /// Among the seeds by when it was heard last: 0 for the latest.
    place: u32,
    matched_by: MatchRule,
}

#[derive(Debug, Serialize)]
pub(super) struct Name<'a> {
    title: Cow<'a, str>,
    artist: Cow<'a, str>,
}

#[derive(Debug, Serialize)]
pub(super) struct Track<'a> {
    #[serde(flatten)]
    name: Name<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u16>,
    ids: Ids<'a>,
}

#[derive(Debug, Serialize)]
struct Ids<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    isrc: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mbid: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<Cow<'a, str>>,
}

#[derive(Debug, Serialize)]
struct Recommendation<'a> {
    rank: usize,
    rank_before: u32,
    #[serde(flatten)]
    track: Track<'a>,
    score: i64,
    sentence: String,
    contributions: Vec<ContributionLine<'a>>,
}

/// `place` is `listed` (within the limit), `ranked` (beyond it), `heard` (set aside; `rank` is where it would be), `ruled` (set aside
/// by the person's `rule`; `rank` likewise, where a seed reaches it) or `unreached`.
#[derive(Debug, Serialize)]
struct PlaceLine {
    place: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank_before: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
}

#[derive(Debug, Serialize)]
struct ContributionLine<'a> {
    signal: SignalKind,
    points: i64,
    evidence: EvidenceLine<'a>,
    factors: FactorLine,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum EvidenceLine<'a> {
    Lists {
        seed: Name<'a>,
        lists: u32,
        list_names: Vec<String>,
    },
    Artist {
        seed: Name<'a>,
        artist: Cow<'a, str>,
        tracks: u32,
    },
    Tags {
        seed: Name<'a>,
        tags: Vec<Cow<'a, str>>,
    },
    Alike {
        seed: Name<'a>,
        #[serde(skip_serializing_if = "Option::is_none")]
        companion: Option<Name<'a>>,
        alike: u32,
        list_names: Vec<String>,
        parts: Vec<u32>,
    },
    After {
        seed: Name<'a>,
        after_in: u32,
    },
    Named {
        word: Cow<'a, str>,
        lists: u32,
    },
    Near {
        from: Cow<'a, str>,
        artist: Cow<'a, str>,
        unknown: u32,
    },
    Count {
        lists: u32,
    },
    Heard {
        plays: u32,
    },
    Above {
        track: Name<'a>,
        above: u32,
    },
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum FactorLine {
    Product {
        seed: u32,
        mixer: i32,
        weight: u32,
    },
    /// The share in hundredths, the tracks above, and the score before.
    Share {
        share: i32,
        above: u32,
        of: i64,
    },
}

/// The listed tracks of an answer, each with all its contributions.
#[must_use]
pub fn recommendations<'a>(pack: &'a Pack, query: &Query, answer: &'a Answer) -> Recommendations<'a> {
    let names = Names::new(pack);
    let listed = answer.ranking.listed.iter().enumerate();
    Recommendations {
        schema: "glasscrate/recommendations/1",
        hash: &answer.ranking.hash,
        scale: SCALE,
        scales: SCALES,
        pack: pack_name(names),
        settings: settings(query, answer),
        seeds: answer.seeds.tracks.iter().map(|s| seed(names, s)).collect(),
        listed: listed
            .map(|(n, r)| {
                let contributions = answer.contributions(pack, r);
                Recommendation {
                    rank: n + 1,
                    rank_before: r.rank_before,
                    track: track(names, r.track),
                    score: r.score,
                    sentence: names.sentence(&contributions),
                    contributions: lines(names, r.track, &contributions),
                }
            })
            .collect(),
    }
}

/// Where one track stands, and why.
#[must_use]
pub fn explanation<'a>(
    pack: &'a Pack,
    query: &Query,
    answer: &'a Answer,
    id: TrackId,
    standing: &Standing,
    told: &Counterfactual,
) -> Explanation<'a> {
    let names = Names::new(pack);
    Explanation {
        schema: "glasscrate/explanation/1",
        hash: &answer.ranking.hash,
        scale: SCALE,
        scales: SCALES,
        pack: pack_name(names),
        settings: settings(query, answer),
        track: track(names, id),
        place: place(names, standing.place, query.limit),
        score: standing.score,
        sentence: names.sentence(&standing.contributions),
        contributions: lines(names, id, &standing.contributions),
        different: different(pack, answer.ranking.listed.len(), told),
    }
}

pub(super) fn pack_name(names: Names<'_>) -> PackName<'_> {
    PackName { name: names.name(), digest: names.pack().digest().as_str(), licence: names.licence() }
}

pub(super) fn track(names: Names<'_>, id: TrackId) -> Track<'_> {
    Track {
        name: name(names, id),
        year: names.pack().year(id),
        ids: Ids {
            isrc: names.identifier(id, MatchRule::Isrc),
            mbid: names.identifier(id, MatchRule::Mbid),
            uri: names.identifier(id, MatchRule::Uri),
        },
    }
}

pub(super) fn name(names: Names<'_>, id: TrackId) -> Name<'_> {
    Name { title: names.title(id), artist: names.artist_of(id) }
}

fn settings(query: &Query, answer: &Answer) -> Settings {
    let mixer = &answer.settings().mixer;
    Settings {
        limit: query.limit,
        mixer: SignalKind::ALL.into_iter().map(|s| (s, mixer.weight(s))).collect(),
        half_life_days: answer.weight().half_life_days,
        heard: answer.settings().heard_too,
        choices: query.choices.in_force().map(Choice::words).collect(),
    }
}

fn seed<'a>(names: Names<'a>, s: &Seed) -> SeedLine<'a> {
    SeedLine {
        name: name(names, s.track),
        weight: s.weight,
        plays: s.plays.plays,
        skips: s.plays.skips,
        place: s.place,
        matched_by: s.rule,
    }
}

fn place(names: Names<'_>, place: Place, limit: usize) -> PlaceLine {
    let line = |place, rank| PlaceLine { place, rank, rank_before: None, rule: None };
    match place {
        Place::Rank(rank, before) => {
            let place = if rank as usize <= limit { "listed" } else { "ranked" };
            PlaceLine { rank_before: Some(before), ..line(place, Some(rank)) }
        }
        Place::Heard(rank) => line("heard", Some(rank)),
        Place::Ruled(rule, rank) => PlaceLine { rule: Some(names.rule(rule)), ..line("ruled", rank) },
        Place::Unreached => line("unreached", None),
    }
}

fn lines<'a>(
    names: Names<'a>,
    candidate: TrackId,
    contributions: &[Contribution],
) -> Vec<ContributionLine<'a>> {
    let is_repeat = |c: &&Contribution| c.signal == SignalKind::ArtistRepeat;
    let before: i64 = contributions.iter().filter(|c| !is_repeat(c)).map(|c| c.points).sum();
    contributions
        .iter()
        .map(|c| ContributionLine {
            signal: c.signal,
            points: c.points,
            evidence: evidence(names, candidate, &c.evidence),
            factors: match c.evidence {
                Evidence::Above { count, .. } => {
                    FactorLine::Share { share: c.factors.mixer, above: count, of: before }
                }
                _ => FactorLine::Product {
                    seed: c.factors.seed,
                    mixer: c.factors.mixer,
                    weight: c.factors.weight,
                },
            },
        })
        .collect()
}

fn evidence<'a>(names: Names<'a>, candidate: TrackId, evidence: &Evidence) -> EvidenceLine<'a> {
    match evidence {
        Evidence::Lists { seed, both } => {
            let lists = names.pack().lists_with_both(*seed, candidate);
            EvidenceLine::Lists {
                seed: name(names, *seed),
                lists: *both,
                list_names: lists.into_iter().take(LISTS_NAMED).map(|l| names.list(l)).collect(),
            }
        }
        Evidence::Artist { seed, artist, tracks } => {
            EvidenceLine::Artist { seed: name(names, *seed), artist: names.artist(*artist), tracks: *tracks }
        }
        Evidence::Tags { seed, tags } => EvidenceLine::Tags {
            seed: name(names, *seed),
            tags: tags.iter().map(|t| names.tag(*t)).collect(),
        },
        Evidence::Alike { seed, companion, lists } => EvidenceLine::Alike {
            seed: name(names, *seed),
            companion: companion.map(|c| name(names, c)),
            alike: lists.len() as u32,
            list_names: lists.iter().take(LISTS_NAMED).map(|(l, _)| names.list(*l)).collect(),
            parts: lists.iter().map(|(_, part)| *part).collect(),
        },
        Evidence::After { seed, lists } => EvidenceLine::After { seed: name(names, *seed), after_in: *lists },
        Evidence::Named { word, lists } => EvidenceLine::Named { word: names.word(*word), lists: *lists },
        Evidence::Near { from, to, unknown } => {
            EvidenceLine::Near { from: names.artist(*from), artist: names.artist(*to), unknown: *unknown }
        }
        Evidence::Count { lists } => EvidenceLine::Count { lists: *lists },
        // Without the time: a sample history moves with the clock, and the same question shall have the same answer.
        Evidence::Heard { plays, .. } => EvidenceLine::Heard { plays: *plays },
        Evidence::Above { track, count } => EvidenceLine::Above { track: name(names, *track), above: *count },
    }
}
