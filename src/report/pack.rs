//! What a pack is, and what is wrong with one.

use std::borrow::Cow;
use std::fmt::{self, Write};

use serde::Serialize;
use serde_json::Value;

use crate::build::InputReport;
use crate::pack::{Hit, Pack, Problem};
use crate::policy::may_be_shared;
use crate::text::{clean, clean_owned, fit};

use super::columns::right;
use super::json::{self, PackName, Track};
use super::{Names, Paint, Tone};

/// `glasscrate/pack/1`: the card and the digest of the pack.
#[derive(Debug, Serialize)]
pub struct PackJson<'a> {
    schema: &'static str,
    digest: &'a str,
    card: Value,
}

/// The card for programs.
#[must_use]
pub fn json(pack: &Pack) -> PackJson<'_> {
    let card = serde_json::to_value(pack.card()).unwrap_or_default();
    PackJson { schema: "glasscrate/pack/1", digest: pack.digest().as_str(), card: cleaned(card) }
}

/// Every text of a value made safe to show.
fn cleaned(value: Value) -> Value {
    match value {
        Value::String(s) => Value::String(clean_owned(s)),
        Value::Array(all) => all.into_iter().map(cleaned).collect(),
        Value::Object(all) => all.into_iter().map(|(k, v)| (clean_owned(k), cleaned(v))).collect(),
        other => other,
    }
}

/// The card for people.
pub fn info(out: &mut impl Write, pack: &Pack, cells: usize, paint: Paint) -> fmt::Result {
    let names = Names::new(pack);
    let card = pack.card();
    writeln!(out, "{}", paint.on(Tone::Strong, &fit(&names.name(), cells)))?;
    if !names.about().is_empty() {
        writeln!(out, "{}", fit(&names.about(), cells))?;
    }
    let mut row = |what: &str, value: &str| {
        let line = fit(value, cells.saturating_sub(14));
        writeln!(out, "  {}  {line}", paint.on(Tone::Dim, &right(what, 10)))
    };
    row("licence", &names.licence())?;
    if !may_be_shared(&card.licence) {
        row("sharing", "no: neither the pack nor what is derived from it may be handed on")?;
    }
    row("digest", pack.digest().as_str())?;
    row("format", &card.format.to_string())?;
    let c = &card.counts;
    row("tracks", &format!("{}, told apart by {}", c.tracks, card.joined_by.name()))?;
    row("artists", &c.artists.to_string())?;
    row("tags", &c.tags.to_string())?;
    row("lists", &format!("{} with {} entries", c.lists, c.entries))?;
    row("neighbours", &c.neighbours.to_string())?;
    let p = &card.parameters;
    let hundredths = |n: u32| format!("{}.{:02}", n / 100, n % 100);
    row(
        "counted",
        &format!(
            "{} neighbours, exponents: seed {}, popularity {}, length {}; shrinkage {}",
            p.neighbours,
            hundredths(p.seed_exponent),
            hundredths(p.popularity_exponent),
            hundredths(p.length_exponent),
            hundredths(p.shrinkage)
        ),
    )?;
    for s in &card.sources {
        row("source", &format!("{} ({}), {}", clean(&s.name), clean(&s.licence), clean(s.digest.as_str())))?;
    }
    Ok(())
}

/// What [`crate::pack::verify`] found; nothing found is said, too.
pub fn problems(out: &mut impl Write, pack: &str, problems: &[Problem], paint: Paint) -> fmt::Result {
    if problems.is_empty() {
        let checked = "digests, indices, orders, and every count against the lists";
        return writeln!(out, "{} {pack}: {checked}", paint.on(Tone::Good, "sound"));
    }
    for p in problems {
        writeln!(out, "{} {}: {}", paint.on(Tone::Bad, "wrong"), p.file, clean(&p.what))?;
    }
    Ok(())
}

/// `glasscrate/verification/1`.
#[derive(Debug, Serialize)]
pub struct VerificationJson<'a> {
    schema: &'static str,
    sound: bool,
    problems: Vec<ProblemLine<'a>>,
}

#[derive(Debug, Serialize)]
struct ProblemLine<'a> {
    file: &'static str,
    what: Cow<'a, str>,
}

/// The problems for programs.
#[must_use]
pub fn verification(problems: &[Problem]) -> VerificationJson<'_> {
    VerificationJson {
        schema: "glasscrate/verification/1",
        sound: problems.is_empty(),
        problems: problems.iter().map(|p| ProblemLine { file: p.file, what: clean(&p.what) }).collect(),
    }
}

/// `glasscrate/tracks/1`: tracks found by name.
#[derive(Debug, Serialize)]
pub struct HitsJson<'a> {
    schema: &'static str,
    pack: PackName<'a>,
    tracks: Vec<HitLine<'a>>,
}

#[derive(Debug, Serialize)]
struct HitLine<'a> {
    #[serde(flatten)]
    track: Track<'a>,
    lists: u32,
}

/// The tracks found for programs.
#[must_use]
pub fn hits<'a>(pack: &'a Pack, hits: &[Hit]) -> HitsJson<'a> {
    let names = Names::new(pack);
    let line = |h: &Hit| HitLine { track: json::track(names, h.track), lists: pack.popularity(h.track) };
    HitsJson {
        schema: "glasscrate/tracks/1",
        pack: json::pack_name(names),
        tracks: hits.iter().map(line).collect(),
    }
}

/// What was read of one table while building.
pub fn table_read(out: &mut impl Write, file: &str, report: &InputReport) -> fmt::Result {
    write!(out, "{file}: {} rows, {} lists, {} rows left out", report.rows, report.lists, report.bad)?;
    for (count, what) in [
        (report.bad_lists, "lists left out"),
        (report.repeated, "repeated lists left out"),
        (report.cut_off, "files cut off"),
        (report.recoded, "texts not in UTF-8, read as Latin-1"),
    ] {
        if count > 0 {
            write!(out, ", {count} {what}")?;
        }
    }
    writeln!(out)?;
    for (at, what) in &report.samples {
        writeln!(out, "  {}: {}", clean(at), clean(what))?;
    }
    Ok(())
}
