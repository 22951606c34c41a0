//! For people and for scripts.

use std::fmt::{self, Write};

use crate::engine::counterfactual::{Change, Changes, Difference, Fewest, Guarantee, Kind, TakenAway, Term};
use crate::pack::TrackId;
use crate::report::columns::{left, right};
use crate::report::explain::{Drawing, Subject, bar};
use crate::report::{Names, Tone, plain};
use crate::text::{counted, width};
use crate::trace;

use super::{Counterfactual, change_words, guarantee_name, kind_name};

/// The longest bar of a gap, in cells.
const LONGEST: usize = 12;

/// Draws what would have to be different.
pub fn drawing(
    out: &mut impl Write,
    subject: &Subject<'_>,
    told: &Counterfactual,
    how: &Drawing,
) -> fmt::Result {
    let names = Names::new(subject.pack);
    if let Some(why_not) = &told.why_not {
        if let Some(difference) = &why_not.beside {
            writeln!(out)?;
            beside(out, names, subject, difference, how)?;
        }
        writeln!(out)?;
        changes(out, names, &why_not.changes, how)?;
    }
    if let Some(taken_away) = &told.taken_away {
        writeln!(out)?;
        take_away(out, names, subject.track, taken_away, how)?;
    }
    Ok(())
}

fn beside(
    out: &mut impl Write,
    names: Names<'_>,
    subject: &Subject<'_>,
    difference: &Difference,
    how: &Drawing,
) -> fmt::Result {
    let listed = subject.answer.ranking.listed.len();
    let heading = format!("Beside rank {listed}: {}", names.full(difference.other));
    writeln!(out, "{}", how.paint.on(Tone::Heading, &crate::text::fit(&heading, how.cells)))?;
    let terms: Vec<&Term> = difference.terms.iter().filter(|t| t.gap() != 0).collect();
    let shown = if terms.len() <= how.bars { terms.len() } else { how.bars.saturating_sub(1) };
    let (shown, tail) = terms.split_at(shown);
    let mut rows: Vec<(String, i64, i64)> = shown.iter().map(|t| (names.term(t), t.own, t.other)).collect();
    if !tail.is_empty() {
        let (own, other) = (tail.iter().map(|t| t.own).sum(), tail.iter().map(|t| t.other).sum());
        rows.push((format!("and {} smaller", tail.len()), own, other));
    }
    rows.push(("Σ".to_owned(), difference.own_score, difference.other_score));
    let cells: Vec<[String; 3]> = rows
        .iter()
        .map(|(_, own, other)| [trace::decimal(*own), trace::decimal(*other), trace::signed(other - own)])
        .collect();
    let heads = ["this", "that one", "more"];
    let wide = |n: usize| cells.iter().map(|c| width(&c[n])).chain([width(heads[n])]).max().unwrap_or(0);
    let wide = [wide(0), wide(1), wide(2)];
    let figures = wide.iter().sum::<usize>() + 3 * 2;
    let wanted = rows.iter().map(|(label, ..)| width(label)).max().unwrap_or(0);
    let label_cells = wanted.min(how.cells.saturating_sub(2 + figures));
    let bar_cells = how.cells.saturating_sub(2 + label_cells + figures + 2).min(LONGEST);
    let most = shown.iter().map(|t| t.gap().unsigned_abs()).max().unwrap_or(0);
    let line = |label: &str, cells: &[String; 3]| {
        format!(
            "  {}  {}  {}  {}",
            left(label, label_cells),
            right(&cells[0], wide[0]),
            right(&cells[1], wide[1]),
            right(&cells[2], wide[2])
        )
    };
    writeln!(out, "{}", how.paint.on(Tone::Dim, &line("", &heads.map(str::to_owned))))?;
    let last = rows.len() - 1;
    for (n, ((label, own, other), cells)) in rows.iter().zip(&cells).enumerate() {
        let gap = other - own;
        let tone = if gap < 0 { Tone::Against } else { Tone::For };
        // The sum would dwarf the rest; where there is no room for bars there are none.
        let drawn = if n == last || bar_cells == 0 {
            String::new()
        } else {
            bar(gap, most.max(gap.unsigned_abs()), bar_cells)
        };
        writeln!(out, "{}", format!("{}  {}", line(label, cells), how.paint.on(tone, &drawn)).trim_end())?;
    }
    Ok(())
}

fn changes(out: &mut impl Write, names: Names<'_>, changes: &Changes, how: &Drawing) -> fmt::Result {
    writeln!(out, "{}", how.paint.on(Tone::Heading, "What would bring it in"))?;
    for s in &changes.found {
        let gone = counted(s.gone as usize, "listed track goes", "listed tracks go");
        let known = match (s.guarantee, s.change.kind()) {
            (_, Kind::Rule) => "",
            (Guarantee::Smallest, Kind::Slider) => "; no slider needs a smaller step",
            (Guarantee::Smallest, _) => "; no other seed does it with fewer",
            _ => "; others may do it with less",
        };
        let text = format!("{}: rank {}, {gone}{known}", change_words(names, s.change), s.rank);
        item(out, &text, how)?;
    }
    let kinds = |proven: bool| {
        let of = changes.without.iter().filter(|(_, p)| *p == proven).map(|(kind, _)| match kind {
            Kind::Rule => "a rule lifted",
            Kind::Slider => "one slider moved",
            Kind::Aside => "one seed set aside",
            Kind::Added => "one track played once",
        });
        of.collect::<Vec<_>>().join(", ")
    };
    for (proven, words) in [(true, "Does not"), (false, "Not found")] {
        let kinds = kinds(proven);
        if !kinds.is_empty() {
            item(out, &how.paint.on(Tone::Dim, &format!("{words}: {kinds}")), how)?;
        }
    }
    Ok(())
}

fn take_away(
    out: &mut impl Write,
    names: Names<'_>,
    track: TrackId,
    taken_away: &TakenAway,
    how: &Drawing,
) -> fmt::Result {
    writeln!(out, "{}", how.paint.on(Tone::Heading, "What would take it away"))?;
    let said = |out: &mut _, text: &str| item(out, text, how);
    match taken_away {
        TakenAway::NotListed => said(out, "It is not listed."),
        TakenAway::Stays { proven: true } => {
            said(out, &format!("Nothing: {} stays whatever seeds are set aside.", names.title(track)))
        }
        TakenAway::Stays { proven: false } => {
            said(out, "No set of seeds was found without which it goes; not all were tried.")
        }
        TakenAway::Without(fewest) => {
            for seed in &fewest.seeds {
                said(out, &names.full(*seed))?;
            }
            said(out, &known(fewest))
        }
    }
}

/// What is known of a set.
fn known(fewest: &Fewest) -> String {
    let count = fewest.seeds.len();
    let these = if count == 1 { "this seed".to_owned() } else { format!("these {count} seeds") };
    let smaller = match fewest.guarantee {
        Guarantee::Smallest if count == 1 => String::new(),
        Guarantee::Smallest => " No smaller set does it.".to_owned(),
        Guarantee::NoneBelow(n) => {
            format!(" No set of fewer than {n} does it; what lies between was not tried.{}", needed(fewest))
        }
        Guarantee::Checked => format!(" A smaller set may do it too.{}", needed(fewest)),
    };
    format!("Without {these} it is not listed: ranked again.{smaller}")
}

fn needed(fewest: &Fewest) -> &'static str {
    if fewest.each_needed { " Each of these is needed." } else { "" }
}

/// A text below a heading, wrapped.
fn item(out: &mut impl Write, text: &str, how: &Drawing) -> fmt::Result {
    let options = textwrap::Options::new(how.cells.max(20)).initial_indent("  ").subsequent_indent("    ");
    for line in textwrap::wrap(text, options) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// `beside, rank, more, artist, title`; `term, signal, points, that one's, label` of each difference; `change, kind, rank, gone,
/// guarantee, what` of each change; `without, artist, title` of each seed without which it goes, or `stays`; separated by tabs.
pub fn lines(out: &mut impl Write, subject: &Subject<'_>, told: &Counterfactual) -> fmt::Result {
    let names = Names::new(subject.pack);
    if let Some(why_not) = &told.why_not {
        if let Some(d) = &why_not.beside {
            let rank = subject.answer.ranking.listed.len();
            let (artist, title) = (names.artist_of(d.other), names.title(d.other));
            writeln!(out, "beside\t{rank}\t{}\t{artist}\t{title}", plain::number(d.gap()))?;
            for t in &d.terms {
                let (own, other) = (plain::number(t.own), plain::number(t.other));
                writeln!(out, "term\t{}\t{own}\t{other}\t{}", t.signal, names.term(t))?;
            }
        }
        for s in &why_not.changes.found {
            let what = match s.change {
                Change::HeardToo => "heard".to_owned(),
                Change::Lifted(rule) => names.rule(rule),
                Change::Slider { signal, to, .. } => format!("{signal}={}", crate::engine::hundredths(to)),
                Change::Aside(track) | Change::Added { track, .. } => names.full(track),
            };
            let (kind, guarantee) = (kind_name(s.change.kind()), guarantee_name(s.guarantee));
            writeln!(out, "change\t{kind}\t{}\t{}\t{guarantee}\t{what}", s.rank, s.gone)?;
        }
    }
    match &told.taken_away {
        Some(TakenAway::Without(fewest)) => {
            for seed in &fewest.seeds {
                let (artist, title) = (names.artist_of(*seed), names.title(*seed));
                writeln!(out, "without\t{artist}\t{title}\t{}", guarantee_name(fewest.guarantee))?;
            }
        }
        Some(TakenAway::Stays { .. }) => writeln!(out, "stays")?,
        Some(TakenAway::NotListed) | None => {}
    }
    Ok(())
}
