//! The account for people, and line by line for scripts.

use std::borrow::Cow;
use std::fmt::{self, Write};

use crate::history::Plays;
use crate::identify::{MatchRule, NoMatch};
use crate::sources::{FileOutcome, FileReport, Position, ReadReport, Tally};
use crate::text::{counted, fit, width};

use super::super::columns::{left, right};
use super::super::{Names, Paint, Tone};
use super::{Account, TOLD};

/// Tells the account to people. `all`: every track, not only the first unmatched ones.
pub fn text(
    out: &mut impl Write,
    account: &Account<'_>,
    all: bool,
    cells: usize,
    paint: Paint,
) -> fmt::Result {
    files(out, account.report, cells, paint)?;
    writeln!(out)?;
    matched(out, account, all, cells, paint)?;
    if !account.set_aside.is_empty() {
        writeln!(out, "\n{}", paint.on(Tone::Heading, "set aside by you"))?;
    }
    for aside in &account.set_aside {
        let words = aside.choice.trim_start_matches("set aside: ");
        writeln!(out, "{}", fit(&format!("  {words} ({})", aside.effect), cells))?;
    }
    if account.unmatched.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    unmatched(out, account, all, cells, paint)
}

fn matched(
    out: &mut impl Write,
    account: &Account<'_>,
    all: bool,
    cells: usize,
    paint: Paint,
) -> fmt::Result {
    let history = &account.listener.history;
    let names = Names::new(&account.listener.pack);
    let (yes, tracks) = (account.matched.len(), history.tracks().len());
    let heading = format!("{yes} of {} matched in the {}", counted(tracks, "track", "tracks"), names.name());
    writeln!(out, "{}", paint.on(Tone::Heading, &fit(&heading, cells)))?;
    writeln!(
        out,
        "  {} of {}",
        account.matched_listens,
        counted(history.listens().len(), "listen", "listens")
    )?;
    for (rule, n) in account.rules() {
        count(out, n as u64, rule.name(), cells)?;
    }
    let rows = account.matched.iter().take(if all { yes } else { 0 });
    let rows = rows.map(|(id, plays, track, rule)| {
        let what = match rule {
            MatchRule::SameName => rule.name().to_owned(),
            rule => format!("{} → {}", rule.name(), names.full(*track)),
        };
        (*plays, account.full_name(*id), what, account.link(*id))
    });
    tracks_told(out, &rows.collect::<Vec<_>>(), cells, paint)
}

fn unmatched(
    out: &mut impl Write,
    account: &Account<'_>,
    all: bool,
    cells: usize,
    paint: Paint,
) -> fmt::Result {
    let names = Names::new(&account.listener.pack);
    let heading = format!("{} not matched", counted(account.unmatched.len(), "track", "tracks"));
    writeln!(out, "{}", paint.on(Tone::Heading, &heading))?;
    for (reason, n) in account.reasons() {
        count(out, n as u64, reason.name(), cells)?;
    }
    let shown = if all { account.unmatched.len() } else { TOLD.min(account.unmatched.len()) };
    let rows = account.unmatched[..shown].iter().map(|(id, plays, why)| {
        let what = match why {
            NoMatch::OtherVersion(other) => format!("{}: {}", why.name(), names.title(*other)),
            _ => why.name().to_owned(),
        };
        (*plays, account.full_name(*id), what, account.link(*id))
    });
    tracks_told(out, &rows.collect::<Vec<_>>(), cells, paint)?;
    let rest = account.unmatched.len() - shown;
    if rest > 0 {
        writeln!(out, "    {}", paint.on(Tone::Dim, &format!("and {rest} more: --all tells them too")))?;
    }
    Ok(())
}

/// A track: its plays, its name, what became of it, and its page.
type Row = (Plays, String, String, Option<String>);

/// Tracks with their plays, their names, and what became of them.
fn tracks_told(out: &mut impl Write, rows: &[Row], cells: usize, paint: Paint) -> fmt::Result {
    let room = cells.saturating_sub(4 + 6 + 2 + 2);
    let widest = rows.iter().map(|(_, name, ..)| width(name)).max().unwrap_or(0);
    let name_cells = widest.min(room * 3 / 5);
    for (plays, name, what, link) in rows {
        let times = if plays.plays > 0 { format!("{}×", plays.plays) } else { "skip".to_owned() };
        let what = paint.on(Tone::Dim, &fit(what, room - name_cells));
        writeln!(
            out,
            "    {}  {}  {what}",
            right(&times, 6),
            paint.link(&left(name, name_cells), link.as_deref())
        )?;
    }
    Ok(())
}

fn count(out: &mut impl Write, n: u64, what: &str, cells: usize) -> fmt::Result {
    writeln!(out, "  {}  {}", right(&n.to_string(), 6), fit(what, cells.saturating_sub(10)))
}

fn files(out: &mut impl Write, report: &ReadReport, cells: usize, paint: Paint) -> fmt::Result {
    let read = report.files.iter().filter(|f| matches!(f.outcome, FileOutcome::Read(_))).count();
    let heading = format!("{} read: {}", counted(read, "file", "files"), tally(&report.totals));
    writeln!(out, "{}", paint.on(Tone::Heading, &fit(&heading, cells)))?;
    for f in &report.files {
        file(out, f, cells, paint)?;
    }
    Ok(())
}

fn file(out: &mut impl Write, f: &FileReport, cells: usize, paint: Paint) -> fmt::Result {
    let room = cells.saturating_sub(2);
    match &f.outcome {
        FileOutcome::PassedOver(why) => {
            let line = fit(&format!("{}: passed over: {}", f.label, why.text()), room);
            writeln!(out, "  {}", paint.on(Tone::Dim, &line))?;
        }
        FileOutcome::Read(kind) => {
            writeln!(out, "  {}", fit(&format!("{}: {}: {}", f.label, kind.name(), tally(&f.tally)), room))?;
            for (reason, n) in f.tally.dropped.iter() {
                count(out, n, reason.name(), cells)?;
            }
        }
    }
    for b in &f.bad {
        let place = match b.position {
            Position::Line(n) => format!("line {n}"),
            Position::Byte(n) => format!("byte {n}"),
            Position::Item(n) => format!("item {n}"),
        };
        let line = fit(&format!("{place}: {}", b.what), cells.saturating_sub(10));
        writeln!(out, "          {}", paint.on(Tone::Warning, &line))?;
    }
    if let Some(why) = &f.stopped {
        let line = fit(why, cells.saturating_sub(10));
        writeln!(out, "          {}", paint.on(Tone::Warning, &line))?;
    }
    Ok(())
}

fn tally(t: &Tally) -> String {
    format!(
        "{}, {} ({}), {} dropped",
        counted(t.rows as usize, "row", "rows"),
        counted(t.kept as usize, "listen", "listens"),
        counted(t.skips as usize, "skip", "skips"),
        t.dropped.total()
    )
}

/// `what became of it, plays, skips, artist, title, artist and title in the pack` of every track, separated by tabs;
/// where tracks came from Spotify also the link to their page.
pub fn lines(out: &mut impl Write, account: &Account<'_>) -> fmt::Result {
    let names = Names::new(&account.listener.pack);
    for (id, plays, track, rule) in &account.matched {
        let (t, artist, title) = (account.heard(*id), names.artist_of(*track), names.title(*track));
        let (p, s) = (plays.plays, plays.skips);
        write!(out, "{}\t{p}\t{s}\t{}\t{}\t{artist}\t{title}", rule.name(), t.artist, t.title)?;
        end(out, account.link(*id))?;
    }
    for (id, plays, why) in &account.unmatched {
        let t = account.heard(*id);
        let (artist, title) = match why {
            NoMatch::OtherVersion(other) => (names.artist_of(*other), names.title(*other)),
            _ => (Cow::Borrowed(""), Cow::Borrowed("")),
        };
        let (p, s) = (plays.plays, plays.skips);
        write!(out, "{}\t{p}\t{s}\t{}\t{}\t{artist}\t{title}", why.name(), t.artist, t.title)?;
        end(out, account.link(*id))?;
    }
    Ok(())
}

/// The end of a line, with the link where there is one.
fn end(out: &mut impl Write, link: Option<String>) -> fmt::Result {
    match link {
        Some(link) => writeln!(out, "\t{link}"),
        None => writeln!(out),
    }
}
