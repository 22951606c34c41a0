//! One track drawn for people: where it stands, the sentence, the waterfall, the evidence.

use std::fmt::{self, Write};

use crate::engine::{Contribution, Evidence, MIXER_ONE, Place, SignalKind, Standing};
use crate::history::SEED_ONE;
use crate::pack::{Pack, TrackId};
use crate::query::Answer;
use crate::text::{fit, width};
use crate::trace;

use super::arithmetic::workings;
use super::columns::{left, right};
use super::{Names, Paint, Tone, plain};

/// So many bars are drawn unless all are asked for; the rest is folded into one.
pub const BARS: usize = 12;

/// So many lists are named for each contribution.
const LISTS_NAMED: usize = 5;

/// The longest bar, in cells.
const LONGEST: usize = 24;

/// Labels and bars get at least so many cells together.
const NARROWEST: usize = 20;

/// How to draw.
#[derive(Debug, Clone, Copy)]
pub struct Drawing {
    /// The width to keep to.
    pub cells: usize,
    /// Colours or none.
    pub paint: Paint,
    /// At most so many bars.
    pub bars: usize,
    /// How deep.
    pub depth: Depth,
}

/// How deep an explanation goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// One sentence.
    Sentence,
    /// The bars that sum to the score, and the evidence.
    Waterfall,
    /// The bars, and each of them worked out.
    Arithmetic,
}

/// One track and what there is to say about it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The answer that it stands in.
    pub answer: &'a Answer,
    /// The track.
    pub track: TrackId,
    /// Where it stands.
    pub standing: &'a Standing,
}

/// Draws a track's explanation.
pub fn drawing(out: &mut impl Write, subject: &Subject<'_>, how: &Drawing) -> fmt::Result {
    let Subject { pack, answer, track, standing } = *subject;
    let names = Names::new(pack);
    heading(out, names, track, how)?;
    wrapped(out, &place(names, answer, standing), how)?;
    if let (Place::Heard(_), Some(seed)) =
        (standing.place, answer.seeds.tracks.iter().find(|s| s.track == track))
    {
        let (plays, skips) = (seed.plays.plays, seed.plays.skips);
        let times = |n: u32| if n == 1 { "once".to_owned() } else { format!("{n} times") };
        let (played, skipped) = (times(plays), times(skips));
        let line = format!("played {played}, skipped {skipped}; --heard lets heard tracks in");
        wrapped(out, &how.paint.on(Tone::Dim, &line), how)?;
    }
    if !standing.contributions.is_empty() {
        writeln!(out)?;
        wrapped(out, &names.sentence(&standing.contributions), how)?;
        if how.depth == Depth::Sentence {
            return Ok(());
        }
        writeln!(out)?;
        waterfall(out, names, subject, how)?;
        writeln!(out)?;
        if how.depth == Depth::Arithmetic {
            return workings(out, subject, how);
        }
        evidence(out, names, track, &standing.contributions, how)?;
    }
    Ok(())
}

/// `place, score, artist, title`, then `signal, points, because, evidence` of every contribution, separated by tabs.
pub fn lines(out: &mut impl Write, subject: &Subject<'_>) -> fmt::Result {
    let Subject { pack, track, standing, .. } = *subject;
    let names = Names::new(pack);
    let place = match standing.place {
        Place::Rank(rank, _) => rank.to_string(),
        Place::Heard(_) => "heard".to_owned(),
        Place::Ruled(..) => "ruled".to_owned(),
        Place::Unreached => "unreached".to_owned(),
    };
    let (artist, title) = (names.artist_of(track), names.title(track));
    writeln!(out, "{place}\t{}\t{artist}\t{title}", plain::number(standing.score))?;
    for c in &standing.contributions {
        let because = c.evidence.seed().map(|s| names.full(s)).unwrap_or_default();
        writeln!(out, "{}\t{}\t{because}\t{}", c.signal, plain::number(c.points), names.evidence(c))?;
    }
    Ok(())
}

fn heading(out: &mut impl Write, names: Names<'_>, track: TrackId, how: &Drawing) -> fmt::Result {
    let year = names.pack().year(track).map(|y| format!(" · {y}")).unwrap_or_default();
    let rest = format!(" · {}{year}", names.artist_of(track));
    let title = fit(&names.title(track), how.cells.saturating_sub(width(&rest)).max(how.cells / 2));
    let rest = fit(&rest, how.cells.saturating_sub(width(&title)));
    writeln!(out, "{}{rest}", how.paint.on(Tone::Strong, &title))
}

/// Where it stands, in words.
fn place(names: Names<'_>, answer: &Answer, standing: &Standing) -> String {
    let of = answer.ranking.candidates;
    match standing.place {
        Place::Rank(rank, before) => {
            let listed = answer.ranking.listed.len();
            let beyond =
                if rank as usize > listed { format!(", beyond the {listed} listed") } else { String::new() };
            let moved = if rank == before { String::new() } else { format!(" (by points alone: {before})") };
            format!("rank {rank} of {of}{moved}{beyond}")
        }
        Place::Heard(rank) => format!("set aside: already heard; it would be rank {rank}"),
        Place::Ruled(rule, rank) => {
            let rest =
                rank.map_or("no seed reaches it".to_owned(), |rank| format!("it would be rank {rank}"));
            format!("set aside by your rule: never list {}; {rest}", names.rule(rule))
        }
        Place::Unreached => {
            let seeds = answer.seeds.tracks.iter().filter(|s| s.weight > 0).count();
            format!(
                "no seed reaches it: nothing in the {} joins it to any of the {seeds} tracks that speak for you",
                names.name()
            )
        }
    }
}

fn waterfall(out: &mut impl Write, names: Names<'_>, subject: &Subject<'_>, how: &Drawing) -> fmt::Result {
    let standing = subject.standing;
    // The score to hold the sum against: the ranking's own, where it lists the track.
    let listed = subject.answer.ranking.listed.iter().find(|r| r.track == subject.track);
    let score = listed.map_or(standing.score, |r| r.score);
    let w = names.waterfall(&standing.contributions, score, how.bars);
    let points: Vec<String> = w.bars.iter().map(|b| trace::signed(b.points)).collect();
    let point_cells = points.iter().map(|p| width(p)).max().unwrap_or(0);
    let factors: Vec<String> = w
        .bars
        .iter()
        .map(|b| b.contribution.map(|n| factor_text(&standing.contributions[n])).unwrap_or_default())
        .collect();
    let factor_cells = factors.iter().map(|f| width(f)).max().unwrap_or(0);
    // On a narrow terminal the factors give way first: JSON and wider ones tell them.
    let shows_factors = how.cells >= 2 + NARROWEST + 2 + point_cells + 2 + factor_cells;
    let factor_cells = if shows_factors { factor_cells } else { 0 };
    let wanted = w.bars.iter().map(|b| width(&b.label)).max().unwrap_or(0);
    let room = how.cells.saturating_sub(2 + 2 + 2 + point_cells + 2 + factor_cells);
    let bar_cells = room.saturating_sub(wanted).clamp((room / 3).min(LONGEST), LONGEST);
    let label_cells = wanted.min(room.saturating_sub(bar_cells));
    let most = w.bars.iter().map(|b| b.points.unsigned_abs()).max().unwrap_or(0);
    for ((b, points), factors) in w.bars.iter().zip(&points).zip(&factors) {
        let tone = if b.points < 0 { Tone::Against } else { Tone::For };
        let line = format!(
            "  {}  {}  {}  {}",
            left(&b.label, label_cells),
            how.paint.on(tone, &left(&bar(b.points, most, bar_cells), bar_cells)),
            how.paint.on(tone, &right(points, point_cells)),
            if shows_factors { how.paint.on(Tone::Dim, factors) } else { String::new() },
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    let sum = trace::decimal(w.sum);
    let (tone, verdict) = if w.holds {
        (Tone::Good, format!("Σ {sum} = score ✓"))
    } else {
        (Tone::Bad, format!("Σ {sum} ≠ score {} ✗", trace::decimal(score)))
    };
    writeln!(out, "  {}", how.paint.on(tone, &verdict))
}

/// A bar of eighths; what speaks against is hatched, so that the sign shows without colour.
pub(super) fn bar(points: i64, most: u64, cells: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if points == 0 || most == 0 {
        return String::new();
    }
    let eighths = (u128::from(points.unsigned_abs()) * cells as u128 * 8 / u128::from(most)) as usize;
    let eighths = eighths.max(1);
    if points < 0 {
        return "▒".repeat(eighths.div_ceil(8).min(cells));
    }
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

/// "seed 0.951 × together 1.00 × 0.4332": the numbers whose product the points are.
fn factor_text(c: &Contribution) -> String {
    let f = &c.factors;
    let mixer = format!("{:.2}", f64::from(f.mixer) / f64::from(MIXER_ONE)).replace('-', "−");
    let weight = format!("{:.4}", f64::from(f.weight) / 65_536.0);
    match &c.evidence {
        Evidence::Above { count, .. } => {
            format!("{count} above × {mixer} of the rest")
        }
        e if e.seed().is_some() => {
            let seed = f64::from(f.seed) / f64::from(SEED_ONE);
            format!("seed {seed:.3} × {} {mixer} × {weight}", short(c.signal))
        }
        _ => format!("{} {mixer} × {weight}", short(c.signal)),
    }
}

fn short(signal: SignalKind) -> &'static str {
    match signal {
        SignalKind::SameArtist => "artist",
        SignalKind::ListsLikeYours => "alike",
        other => other.name(),
    }
}

fn evidence(
    out: &mut impl Write,
    names: Names<'_>,
    track: TrackId,
    contributions: &[Contribution],
    how: &Drawing,
) -> fmt::Result {
    writeln!(out, "{}", how.paint.on(Tone::Heading, "Evidence"))?;
    for c in contributions.iter().take(how.bars) {
        let what = match c.evidence.seed() {
            Some(seed) => names.full(seed),
            None => c.signal.name().replace('-', " "),
        };
        let line = names.evidence(c);
        writeln!(out, "  {}", fit(&format!("{what}: {line}"), how.cells.saturating_sub(2)))?;
        let lists = match &c.evidence {
            Evidence::Lists { seed, .. } => names.pack().lists_with_both(*seed, track),
            Evidence::Alike { lists, .. } => lists.iter().map(|(l, _)| *l).collect(),
            _ => continue,
        };
        for l in lists.iter().take(LISTS_NAMED) {
            let line = fit(&format!("· {}", names.list(*l)), how.cells.saturating_sub(4));
            writeln!(out, "    {}", how.paint.on(Tone::Dim, &line))?;
        }
        let more = lists.len().saturating_sub(LISTS_NAMED);
        if more > 0 {
            writeln!(out, "    {}", how.paint.on(Tone::Dim, &format!("and {more} more")))?;
        }
    }
    let untold = contributions.len().saturating_sub(how.bars);
    if untold > 0 {
        let line = format!("and {untold} smaller contributions: --all tells them too");
        writeln!(out, "  {}", how.paint.on(Tone::Dim, &line))?;
    }
    Ok(())
}

fn wrapped(out: &mut impl Write, text: &str, how: &Drawing) -> fmt::Result {
    for line in textwrap::wrap(text, how.cells.max(20)) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_keep_to_their_cells_and_show_the_sign() {
        assert_eq!(bar(100, 100, 4), "████");
        assert_eq!(bar(50, 100, 4), "██");
        assert_eq!(bar(1, 100, 4), "▏");
        assert_eq!(bar(-100, 100, 4), "▒▒▒▒");
        assert_eq!(bar(-1, 100, 4), "▒");
        assert_eq!(bar(0, 100, 4), "");
        assert_eq!(bar(i64::MIN, i64::MIN.unsigned_abs(), 3), "▒▒▒");
    }
}
