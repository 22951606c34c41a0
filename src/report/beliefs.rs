//! What the seeds say about a person, laid out: weights, shares, and the listens behind them.

use std::fmt::{self, Write};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::choices::{Belief, Beliefs, Choice};
use crate::history::{Listen, Outcome, SEED_ONE};
use crate::query::Listener;
use crate::text::{counted, width};

use super::columns::{left, right};
use super::{Paint, Tone};

/// The longest bar, in cells.
const LONGEST: usize = 20;

/// `glasscrate/beliefs/1`.
#[derive(Debug, Serialize)]
pub struct BeliefsJson<'a> {
    schema: &'static str,
    by: &'static str,
    /// Divide weights by this.
    scale: u32,
    /// The weight of all that speaks.
    total: u64,
    beliefs: Vec<BeliefLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    behind: Option<Vec<ListenLine<'a>>>,
}

#[derive(Debug, Serialize)]
struct BeliefLine<'a> {
    name: &'a str,
    weight: u64,
    seeds: u32,
    plays: u32,
    skips: u32,
    /// In words, what takes it away.
    removed_by: String,
}

#[derive(Debug, Serialize)]
struct ListenLine<'a> {
    title: &'a str,
    artist: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    played_at: Option<String>,
    plays: u32,
    outcome: Outcome,
    source: &'a str,
}

/// For programs.
#[must_use]
pub fn json<'a>(
    listener: &'a Listener,
    beliefs: &'a Beliefs,
    behind: Option<&[&'a Listen]>,
) -> BeliefsJson<'a> {
    let line = |b: &'a Belief| BeliefLine {
        name: &b.name,
        weight: b.weight,
        seeds: b.seeds,
        plays: b.plays.plays,
        skips: b.plays.skips,
        removed_by: Choice::Without(b.part.clone()).words(),
    };
    let history = &listener.history;
    let listen = |l: &&'a Listen| ListenLine {
        title: &history.track(l.track).title,
        artist: &history.track(l.track).artist,
        played_at: l.at.and_then(|at| Timestamp::from_second(at).ok()).map(|t| t.to_string()),
        plays: l.count,
        outcome: l.outcome,
        source: history.sources().get(usize::from(l.source.0)).map_or("", |s| &s.label),
    };
    BeliefsJson {
        schema: "glasscrate/beliefs/1",
        by: beliefs.by.name(),
        scale: SEED_ONE,
        total: beliefs.total,
        beliefs: beliefs.all.iter().map(line).collect(),
        behind: behind.map(|all| all.iter().map(listen).collect()),
    }
}

/// `weight, share, seeds, plays, skips, name`, then `time, plays or skipped, artist, title` of every listen behind, separated by
/// tabs.
pub fn plain(
    out: &mut impl Write,
    listener: &Listener,
    beliefs: &Beliefs,
    behind: Option<&[&Listen]>,
) -> fmt::Result {
    for b in &beliefs.all {
        let (weight, share) = (weight(b.weight), percent(beliefs.share(b)));
        writeln!(out, "{weight}\t{share}\t{}\t{}\t{}\t{}", b.seeds, b.plays.plays, b.plays.skips, b.name)?;
    }
    for listen in behind.unwrap_or_default() {
        let track = listener.history.track(listen.track);
        let (when, how) = (when(listen, &listener.zone), how(listen));
        writeln!(out, "{when}\t{how}\t{}\t{}", track.artist, track.title)?;
    }
    Ok(())
}

/// For people: a bar a belief.
pub fn table(
    out: &mut impl Write,
    listener: &Listener,
    beliefs: &Beliefs,
    behind: Option<&[&Listen]>,
    (cells, paint): (usize, Paint),
) -> fmt::Result {
    let heading = match &beliefs.by.name() {
        by if beliefs.all.is_empty() => format!("nothing is believed about {by}"),
        by => format!("{}: weight, share of {} in all, and what is behind", by, weight(beliefs.total)),
    };
    writeln!(out, "{}", paint.on(Tone::Dim, &heading))?;
    let largest = beliefs.all.iter().map(|b| b.weight).max().unwrap_or(0);
    let told: Vec<String> = beliefs.all.iter().map(from).collect();
    let told_cells = told.iter().map(|t| width(t)).max().unwrap_or(0);
    let name_cells = cells.saturating_sub(LONGEST + told_cells + 21).max(12);
    let widest = beliefs.all.iter().map(|b| width(&b.name)).max().unwrap_or(0);
    for (b, told) in beliefs.all.iter().zip(&told) {
        let tone = if b.weight == 0 { Tone::Dim } else { Tone::Strong };
        let bar = "█".repeat((b.weight * LONGEST as u64).checked_div(largest).unwrap_or(0) as usize);
        writeln!(
            out,
            "{}  {}  {}  {}  {}",
            paint.on(tone, &left(&b.name, name_cells.min(widest))),
            paint.on(Tone::For, &left(&bar, LONGEST)),
            right(&weight(b.weight), 6),
            right(&percent(beliefs.share(b)), 6),
            paint.on(Tone::Dim, told)
        )?;
    }
    for listen in behind.unwrap_or_default() {
        let track = listener.history.track(listen.track);
        let name = format!("{} · {}", track.title, track.artist);
        let when = left(&when(listen, &listener.zone), 16);
        let line = format!("  {when}  {}  {name}", left(&how(listen), 7));
        writeln!(out, "{}", crate::text::fit(&line, cells))?;
    }
    Ok(())
}

/// What a belief rests on.
fn from(b: &Belief) -> String {
    if b.weight == 0 && b.plays.plays > 0 {
        return "set aside".to_owned();
    }
    let seeds = counted(b.seeds as usize, "track", "tracks");
    let plays = counted(b.plays.plays as usize, "play", "plays");
    match b.plays.skips {
        0 => format!("{seeds}, {plays}"),
        n => format!("{seeds}, {plays}, {}", counted(n as usize, "skip", "skips")),
    }
}

/// A seed weight as a decimal number with three places.
fn weight(weight: u64) -> String {
    let thousandths = weight * 1000 / u64::from(SEED_ONE);
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

/// Hundredths of a percent as a percentage with one place.
fn percent(share: u32) -> String {
    let tenths = (share + 5) / 10;
    format!("{}.{} %", tenths / 10, tenths % 10)
}

fn when(listen: &Listen, zone: &TimeZone) -> String {
    let told = listen.at.and_then(|at| Timestamp::from_second(at).ok());
    told.map_or_else(|| "–".to_owned(), |t| t.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string())
}

fn how(listen: &Listen) -> String {
    match listen.outcome {
        Outcome::Skipped => "skipped".to_owned(),
        Outcome::Played => format!("×{}", listen.count),
    }
}
