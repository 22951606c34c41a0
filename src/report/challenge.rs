//! What came of a challenge: the check of a submission, and the official measures where the truth is at hand.

use std::fmt::{self, Write};

use serde::Serialize;

use super::columns::{left, right};
use super::evaluate::{IntervalJson, rounded};
use super::{Paint, Tone};
use crate::evaluate::challenge::{Answered, ChallengeSet, Checked, Measured, PUBLISHED, WANTED};

/// The names of the official measures.
const MEASURES: [&str; 3] = ["r-precision", "ndcg", "clicks"];

/// Their decimals; clicks go up to 51.
const DECIMALS: [usize; 3] = [4, 4, 2];

/// The cells of a mean with its interval.
const FIGURE: usize = 24;

/// Answers, check and measures for people.
pub fn table(
    out: &mut impl Write,
    set: &ChallengeSet,
    answers: &[Answered],
    checked_: &Checked,
    measured: &[Measured],
    paint: Paint,
) -> fmt::Result {
    let blind = answers.iter().filter(|a| !a.spoken).count();
    writeln!(
        out,
        "{} playlists answered with {WANTED} tracks each; {blind} by popularity, knowing nothing else",
        answers.len()
    )?;
    checked(out, "submission", set, checked_, paint)?;
    if measured.is_empty() {
        return Ok(());
    }
    let mut heading = left("", 20);
    heading.push_str(&right("lists", 6));
    for name in MEASURES {
        heading.push_str(&right(name, FIGURE));
    }
    writeln!(out, "\n{}", paint.on(Tone::Strong, &heading))?;
    for row in measured {
        write!(out, "{}{}", left(&kind(row), 20), right(&row.playlists.to_string(), 6))?;
        for (i, n) in row.means.into_iter().zip(DECIMALS) {
            let figure = format!("{:.n$} [{:.n$}, {:.n$}]", i.mean, i.low, i.high);
            write!(out, "{}", right(&figure, FIGURE))?;
        }
        writeln!(out)?;
    }
    let (withheld, unknown) = measured.last().map_or((0, 0), |all| (all.withheld, all.unknown));
    writeln!(out, "{withheld} tracks withheld, {unknown} of them unknown to the pack and so missed")
}

/// What the check found, for people.
pub fn checked(
    out: &mut impl Write,
    name: &str,
    set: &ChallengeSet,
    checked: &Checked,
    paint: Paint,
) -> fmt::Result {
    for fault in &checked.faults {
        let place = if fault.line == 0 { String::new() } else { format!("line {}: ", fault.line) };
        writeln!(out, "{place}{}", fault.what)?;
    }
    let more = checked.count - checked.faults.len() as u64;
    if more > 0 {
        writeln!(out, "and {more} more")?;
    }
    if checked.count == 0 {
        let verdict = format!("{name}: {} playlists, as the rules want it", checked.answers);
        writeln!(out, "{}", paint.on(Tone::Good, &verdict))?;
    } else {
        let verdict = format!("{name}: {} faults; it would be rejected", checked.count);
        writeln!(out, "{}", paint.on(Tone::Bad, &verdict))?;
    }
    if set.playlists.len() != PUBLISHED {
        let about = format!("the set has {} playlists, the published one {PUBLISHED}", set.playlists.len());
        writeln!(out, "{}", paint.on(Tone::Dim, &about))?;
    }
    Ok(())
}

fn kind(row: &Measured) -> String {
    row.kind.map_or_else(|| "all".into(), |k| k.to_string())
}

/// `glasscrate/challenge/1`.
#[derive(Debug, Serialize)]
pub struct ChallengeJson<'a> {
    schema: &'static str,
    playlists: usize,
    answered: usize,
    by_popularity: usize,
    faults: u64,
    first_faults: Vec<FaultJson<'a>>,
    kinds: Vec<KindJson>,
}

#[derive(Debug, Serialize)]
struct FaultJson<'a> {
    line: u64,
    what: &'a str,
}

#[derive(Debug, Serialize)]
struct KindJson {
    kind: String,
    playlists: usize,
    withheld: usize,
    unknown: usize,
    r_precision: IntervalJson,
    ndcg: IntervalJson,
    clicks: IntervalJson,
}

/// The same for programs, figures rounded to six places.
#[must_use]
pub fn json<'a>(
    set: &ChallengeSet,
    answers: &[Answered],
    checked: &'a Checked,
    measured: &[Measured],
) -> ChallengeJson<'a> {
    let row = |m: &Measured| {
        let [r_precision, ndcg, clicks] = m.means.map(rounded);
        let (playlists, withheld, unknown) = (m.playlists, m.withheld, m.unknown);
        KindJson { kind: kind(m), playlists, withheld, unknown, r_precision, ndcg, clicks }
    };
    ChallengeJson {
        schema: "glasscrate/challenge/1",
        playlists: set.playlists.len(),
        answered: checked.answers,
        by_popularity: answers.iter().filter(|a| !a.spoken).count(),
        faults: checked.count,
        first_faults: checked.faults.iter().map(|f| FaultJson { line: f.line, what: &f.what }).collect(),
        kinds: measured.iter().map(row).collect(),
    }
}
