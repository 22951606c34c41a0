//! Whether explanations are true, in figures.

use std::fmt::{self, Write};

use serde::Serialize;

use super::columns::right;
use super::evaluate::{IntervalJson, SourceJson, mix, rounded, sources_json};
use super::{Paint, Tone};
use crate::evaluate::Interval;
use crate::evaluate::fidelity::{Fidelity, LINEAR, Point};
use crate::pack::Digest;

/// The cells of a mean with its interval.
const FIGURE: usize = 20;

/// The figures for people.
pub fn table(out: &mut impl Write, told: &Fidelity, cells: usize, paint: Paint) -> fmt::Result {
    let lists = format!(
        "{} of {} test lists looked at; {} of them left out (nothing speaks for their first track)",
        told.looked_at, told.testable, told.left_out
    );
    let mix = format!("mix: {}", mix(&told.mixer));
    for line in [lists, mix].iter().flat_map(|l| textwrap::wrap(l, cells)) {
        writeln!(out, "{}", paint.on(Tone::Dim, &line))?;
    }
    let s = &told.sums;
    let tone = |wrong: u64| if wrong == 0 { Tone::Good } else { Tone::Bad };
    let sums = format!(
        "{} contributions of {} listed tracks: {} sums differ from the score",
        s.contributions, s.listed, s.wrong
    );
    writeln!(out, "{}", paint.on(tone(s.wrong), &sums))?;
    let t = &told.taken;
    let taken = format!(
        "{} first tracks without their strongest seed: {} lost other than it gave (linear signals)",
        t.tracks, t.wrong
    );
    writeln!(out, "{}", paint.on(tone(t.wrong), &taken))?;
    writeln!(
        out,
        "of the whole score, all signals, {} lost exactly that; {} first tracks have no linear contribution",
        t.whole, t.without
    )?;
    curve(out, "share of its points that the first track keeps", told, |p| &p.share, paint)?;
    curve(out, "1 / its rank then", told, |p| &p.rank, paint)
}

/// A line for each number of seeds, a column for each way.
fn curve(
    out: &mut impl Write,
    title: &str,
    told: &Fidelity,
    of: impl Fn(&Point) -> &[Interval; 4],
    paint: Paint,
) -> fmt::Result {
    let mut heading = right("k", 3);
    heading.push_str(&right("lists", 7));
    for way in Point::WAYS {
        heading.push_str(&right(way, FIGURE + 2));
    }
    writeln!(out, "\n{}\n{}", paint.on(Tone::Strong, title), paint.on(Tone::Dim, &heading))?;
    for p in &told.points {
        let mut line = format!("{:>3}{:>7}", p.seeds, p.lists);
        for i in of(p) {
            let figure = format!("{:.3} [{:.3}, {:.3}]", i.mean, i.low, i.high);
            line.push_str(&right(&figure, FIGURE + 2));
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// `glasscrate/fidelity/1`.
#[derive(Debug, Serialize)]
pub struct FidelityJson {
    schema: &'static str,
    sources: Vec<SourceJson>,
    pack: String,
    testable: usize,
    looked_at: usize,
    left_out: usize,
    sums: SumsJson,
    taken: TakenJson,
    kept: Vec<KeptJson>,
}

#[derive(Debug, Serialize)]
struct SumsJson {
    tracks: u64,
    contributions: u64,
    wrong: u64,
}

#[derive(Debug, Serialize)]
struct TakenJson {
    linear_signals: Vec<&'static str>,
    tracks: u64,
    wrong: u64,
    whole_score: u64,
    without: u64,
}

#[derive(Debug, Serialize)]
struct KeptJson {
    seeds: usize,
    lists: usize,
    ways: Vec<WayJson>,
}

#[derive(Debug, Serialize)]
struct WayJson {
    way: &'static str,
    share: IntervalJson,
    rank: IntervalJson,
}

/// The figures for programs, rounded to six places.
#[must_use]
pub fn json(told: &Fidelity, sources: Vec<(String, Digest)>) -> FidelityJson {
    let (s, t) = (&told.sums, &told.taken);
    let kept = |p: &Point| KeptJson {
        seeds: p.seeds,
        lists: p.lists,
        ways: (0..4)
            .map(|n| WayJson { way: Point::WAYS[n], share: rounded(p.share[n]), rank: rounded(p.rank[n]) })
            .collect(),
    };
    let in_mix = LINEAR.into_iter().filter(|s| told.mixer.weight(*s) != 0);
    FidelityJson {
        schema: "glasscrate/fidelity/1",
        sources: sources_json(sources),
        pack: told.pack.clone(),
        testable: told.testable,
        looked_at: told.looked_at,
        left_out: told.left_out,
        sums: SumsJson { tracks: s.listed, contributions: s.contributions, wrong: s.wrong },
        taken: TakenJson {
            linear_signals: in_mix.map(crate::engine::SignalKind::name).collect(),
            tracks: t.tracks,
            wrong: t.wrong,
            whole_score: t.whole,
            without: t.without,
        },
        kept: told.points.iter().map(kept).collect(),
    }
}
