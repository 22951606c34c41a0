//! A list beside an older one: what came, went and moved, and because of what.

use std::borrow::Cow;
use std::fmt::{self, Write};

use serde::Serialize;

use crate::engine::SCALE;
use crate::engine::SignalKind;
use crate::history::SEED_ONE;
use crate::text::{clean, counted, fit};
use crate::trace;
use crate::trace::compare::{Comparison, SeedChange, Stood, TermChange, TrackChange, Who};
use crate::trace::document::Document;

use super::{Paint, Tone, plain};

/// So many changed terms are told of a track, and so many seeds; the rest is folded.
const TOLD: usize = 4;
const SEEDS_TOLD: usize = 12;

/// For people.
pub fn text(
    out: &mut impl Write,
    old: &Document,
    comparison: &Comparison,
    cells: usize,
    paint: Paint,
) -> fmt::Result {
    let of = |kind: Kind| comparison.tracks.iter().filter(|t| self::kind(t) == kind).count();
    writeln!(
        out,
        "{} came, {} went, {} moved, {} with another score, {} the same",
        of(Kind::Came),
        of(Kind::Went),
        of(Kind::Moved),
        of(Kind::Scored),
        comparison.same
    )?;
    if !comparison.same_pack {
        let was = format!("another pack: then {} ({})", clean(&old.pack.name), clean(&old.pack.digest));
        writeln!(out, "{}", paint.on(Tone::Warning, &fit(&was, cells)))?;
    }
    if let Some(withheld) = &old.withheld {
        writeln!(
            out,
            "{}",
            paint.on(Tone::Warning, "the older trace withholds its seeds: terms cannot be compared")
        )?;
        writeln!(out, "  {}", clean(&withheld.reason))?;
    }
    for s in &comparison.settings {
        writeln!(out, "{}", fit(&format!("setting {}: {} → {}", s.name, clean(&s.then), s.now), cells))?;
    }
    seeds(out, comparison, cells, paint)?;
    for t in &comparison.tracks {
        track(out, comparison, t, cells, paint)?;
    }
    Ok(())
}

fn seeds(out: &mut impl Write, comparison: &Comparison, cells: usize, paint: Paint) -> fmt::Result {
    if comparison.seeds.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", paint.on(Tone::Heading, "Seeds"))?;
    for s in comparison.seeds.iter().take(SEEDS_TOLD) {
        let line = format!("  {:<8} {}  {}", changed(s), s.who.name, weights(s));
        writeln!(out, "{}", fit(&line, cells))?;
    }
    let more = comparison.seeds.len().saturating_sub(SEEDS_TOLD);
    if more > 0 {
        writeln!(out, "  {}", paint.on(Tone::Dim, &format!("and {more} smaller changes")))?;
    }
    Ok(())
}

/// "0.52 → 1.20, 2 listens more".
fn weights(s: &SeedChange) -> String {
    let weight =
        |w: Option<u32>| w.map_or("–".to_owned(), |w| format!("{:.3}", f64::from(w) / f64::from(SEED_ONE)));
    let more = i64::from(s.plays_now) - i64::from(s.plays_then);
    let listens = counted(more.unsigned_abs() as usize, "listen", "listens");
    let listens = match more {
        0 => String::new(),
        1.. => format!(", {listens} more"),
        _ => format!(", {listens} fewer"),
    };
    format!("{} → {}{listens}", weight(s.then), weight(s.now))
}

fn changed(s: &SeedChange) -> &'static str {
    match (s.then, s.now) {
        (None, _) => "new",
        (_, None) => "gone",
        (Some(then), Some(now)) if now > then => "heavier",
        _ => "lighter",
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Came,
    Went,
    Moved,
    Scored,
}

fn kind(t: &TrackChange) -> Kind {
    match (t.then, t.now) {
        (Stood::Listed(a), Stood::Listed(b)) if a == b => Kind::Scored,
        (Stood::Listed(_), Stood::Listed(_)) => Kind::Moved,
        (_, Stood::Listed(_)) => Kind::Came,
        _ => Kind::Went,
    }
}

fn stood(stood: Stood) -> String {
    match stood {
        Stood::Listed(rank) | Stood::Beyond(rank) => rank.to_string(),
        Stood::Aside => "set aside".to_owned(),
        Stood::Unreached => "unreached".to_owned(),
        Stood::Unknown => "not known".to_owned(),
    }
}

fn track(
    out: &mut impl Write,
    comparison: &Comparison,
    t: &TrackChange,
    cells: usize,
    paint: Paint,
) -> fmt::Result {
    let (word, tone) = match (kind(t), t.then.rank(), t.now.rank()) {
        (Kind::Came, ..) => ("came ", Tone::Good),
        (Kind::Went, ..) => ("went ", Tone::Bad),
        (Kind::Moved, Some(then), Some(now)) if now < then => ("up   ", Tone::For),
        (Kind::Moved, ..) => ("down ", Tone::Against),
        (Kind::Scored, ..) => ("score", Tone::Dim),
    };
    let difference = t.difference().map(|d| format!("  {}", trace::signed(d))).unwrap_or_default();
    let line = format!("{}  {} → {}{difference}", t.who.name, stood(t.then), stood(t.now));
    writeln!(out, "{}  {}", paint.on(tone, word), fit(&line, cells.saturating_sub(7)))?;
    for c in t.terms.iter().take(TOLD) {
        let line = format!("{}  {}", trace::signed(c.change()), because(comparison, c));
        writeln!(out, "       {}", paint.on(Tone::Dim, &fit(&line, cells.saturating_sub(7))))?;
    }
    if t.terms.len() > TOLD {
        let rest = &t.terms[TOLD..];
        let sum: i64 = rest.iter().map(TermChange::change).sum();
        let line = format!("{}  {} smaller", trace::signed(sum), rest.len());
        writeln!(out, "       {}", paint.on(Tone::Dim, &line))?;
    }
    Ok(())
}

/// The signal, who speaks, and what became of that seed.
fn because(comparison: &Comparison, c: &TermChange) -> String {
    let mut text = c.signal.name().to_owned();
    let Some(who) = &c.who else { return text };
    text.extend([": ", &who.name]);
    if let Some(through) = &c.through {
        text.extend([", through ", &through.name]);
    }
    if let Some(seed) = comparison.seeds.iter().find(|s| s.who.id == who.id) {
        text.extend([" (", changed(seed), ")"]);
    }
    text
}

/// `change, then, now, score then, score now, track` of every track that is not as it was.
pub fn lines(out: &mut impl Write, comparison: &Comparison) -> fmt::Result {
    let score = |s: Option<i64>| s.map(plain::number).unwrap_or_default();
    let rank = |s: Stood| s.rank().map_or_else(|| stood(s), |r| r.to_string());
    for t in &comparison.tracks {
        let kind = match kind(t) {
            Kind::Came => "came",
            Kind::Went => "went",
            Kind::Moved => "moved",
            Kind::Scored => "score",
        };
        let (then, now) = (rank(t.then), rank(t.now));
        let (score_then, score_now) = (score(t.score_then), score(t.score_now));
        writeln!(out, "{kind}\t{then}\t{now}\t{score_then}\t{score_now}\t{}", t.who.name)?;
    }
    Ok(())
}

/// `glasscrate/comparison/1`.
#[derive(Debug, Serialize)]
pub struct ComparisonJson<'a> {
    schema: &'static str,
    scale: i64,
    then: ThenJson<'a>,
    hash: &'a str,
    same_pack: bool,
    terms_compared: bool,
    same: usize,
    settings: Vec<SettingJson<'a>>,
    seeds: Vec<SeedJson<'a>>,
    tracks: Vec<TrackJson<'a>>,
}

#[derive(Debug, Serialize)]
struct ThenJson<'a> {
    hash: Cow<'a, str>,
    pack: Cow<'a, str>,
    digest: Cow<'a, str>,
}

#[derive(Debug, Serialize)]
struct SettingJson<'a> {
    name: &'a str,
    then: &'a str,
    now: &'a str,
}

#[derive(Debug, Serialize)]
struct SeedJson<'a> {
    name: &'a str,
    change: &'static str,
    weight_then: Option<u32>,
    weight_now: Option<u32>,
    listens_then: u32,
    listens_now: u32,
}

#[derive(Debug, Serialize)]
struct TrackJson<'a> {
    name: &'a str,
    change: Kind,
    then: StoodJson,
    now: StoodJson,
    score_then: Option<i64>,
    score_now: Option<i64>,
    difference: Option<i64>,
    terms: Vec<TermJson<'a>>,
}

#[derive(Debug, Serialize)]
struct StoodJson {
    place: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<u32>,
}

#[derive(Debug, Serialize)]
struct TermJson<'a> {
    signal: SignalKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    through: Option<&'a str>,
    then: i64,
    now: i64,
}

fn stood_json(stood: Stood) -> StoodJson {
    let place = match stood {
        Stood::Listed(_) => "listed",
        Stood::Beyond(_) => "ranked",
        Stood::Aside => "aside",
        Stood::Unreached => "unreached",
        Stood::Unknown => "unknown",
    };
    StoodJson { place, rank: stood.rank() }
}

/// For programs. The changes of the terms sum to `difference`, exactly, where `terms_compared` and both scores are known.
#[must_use]
pub fn json<'a>(old: &'a Document, comparison: &'a Comparison, hash: &'a str) -> ComparisonJson<'a> {
    let name = |w: &'a Option<Who>| w.as_ref().map(|w| w.name.as_str());
    let term = |c: &'a TermChange| TermJson {
        signal: c.signal,
        who: name(&c.who),
        through: name(&c.through),
        then: c.then,
        now: c.now,
    };
    let track = |t: &'a TrackChange| TrackJson {
        name: &t.who.name,
        change: kind(t),
        then: stood_json(t.then),
        now: stood_json(t.now),
        score_then: t.score_then,
        score_now: t.score_now,
        difference: t.difference(),
        terms: t.terms.iter().map(term).collect(),
    };
    let seed = |s: &'a SeedChange| SeedJson {
        name: &s.who.name,
        change: changed(s),
        weight_then: s.then,
        weight_now: s.now,
        listens_then: s.plays_then,
        listens_now: s.plays_now,
    };
    ComparisonJson {
        schema: "glasscrate/comparison/1",
        scale: SCALE,
        then: ThenJson {
            hash: clean(&old.hash),
            pack: clean(&old.pack.name),
            digest: clean(&old.pack.digest),
        },
        hash,
        same_pack: comparison.same_pack,
        terms_compared: !comparison.withheld,
        same: comparison.same,
        settings: comparison
            .settings
            .iter()
            .map(|s| SettingJson { name: &s.name, then: &s.then, now: &s.now })
            .collect(),
        seeds: comparison.seeds.iter().map(seed).collect(),
        tracks: comparison.tracks.iter().map(track).collect(),
    }
}
