//! What was read, dropped, matched and not, and why.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{self, Write};

use serde::Serialize;

use crate::history::{HeardId, HeardTrack, Plays, WeightSettings};
use crate::identify::{MatchRule, NoMatch};
use crate::pack::TrackId;
use crate::query::Listener;
use crate::sources::{FileOutcome, FileReport, Position, ReadReport, Tally};
use crate::text::{fit, width};

use super::columns::{left, right};
use super::json::{self, PackName, Track};
use super::{Names, Paint, Tone};

/// So many unmatched tracks are told unless all are asked for.
pub const TOLD: usize = 20;

/// The counts of a matching, and its tracks in the order they are told: most played first.
#[derive(Debug)]
pub struct Account<'a> {
    listener: &'a Listener,
    report: &'a ReadReport,
    matched: Vec<(HeardId, Plays, TrackId, MatchRule)>,
    unmatched: Vec<(HeardId, Plays, NoMatch)>,
    matched_listens: usize,
}

impl<'a> Account<'a> {
    /// Counts.
    #[must_use]
    pub fn new(listener: &'a Listener, report: &'a ReadReport) -> Self {
        let history = &listener.history;
        // Age does not matter here: the plays are counted, not weighed.
        let plays = history.plays(history.as_of().unwrap_or(0), &WeightSettings { half_life_days: 0 });
        let (mut matched, mut unmatched) = (Vec::new(), Vec::new());
        for (n, (found, plays)) in listener.matches.iter().zip(plays).enumerate() {
            let id = HeardId(n as u32);
            match found {
                Ok((track, rule)) => matched.push((id, plays, track, rule)),
                Err(why) => unmatched.push((id, plays, why)),
            }
        }
        let most_played = |id: &HeardId, p: &Plays| (std::cmp::Reverse(p.plays), *id);
        matched.sort_by_key(|(id, p, ..)| most_played(id, p));
        unmatched.sort_by_key(|(id, p, _)| most_played(id, p));
        let matched_listens = listener.matches.matched_listens(history);
        Self { listener, report, matched, unmatched, matched_listens }
    }

    fn rules(&self) -> BTreeMap<MatchRule, usize> {
        let mut counts = BTreeMap::new();
        for (_, _, _, rule) in &self.matched {
            *counts.entry(*rule).or_insert(0) += 1;
        }
        counts
    }

    fn reasons(&self) -> Vec<(Reason, usize)> {
        Reason::ALL
            .into_iter()
            .map(|r| (r, self.unmatched.iter().filter(|(_, _, w)| Reason::of(*w) == r).count()))
            .filter(|(_, n)| *n > 0)
            .collect()
    }

    fn heard(&self, id: HeardId) -> &'a HeardTrack {
        self.listener.history.track(id)
    }
}

/// [`NoMatch`] without what it points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Reason {
    OtherVersion,
    TitleUnknown,
    ArtistUnknown,
}

impl Reason {
    const ALL: [Self; 3] = [Self::OtherVersion, Self::TitleUnknown, Self::ArtistUnknown];

    fn of(why: NoMatch) -> Self {
        match why {
            NoMatch::OtherVersion(_) => Self::OtherVersion,
            NoMatch::TitleUnknown(_) => Self::TitleUnknown,
            NoMatch::ArtistUnknown => Self::ArtistUnknown,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::OtherVersion => "only another version in the pack",
            Self::TitleUnknown => "title not in the pack",
            Self::ArtistUnknown => "artist not in the pack",
        }
    }
}

/// Tells the account to people. `all`: every track, not only the first unmatched ones.
pub fn text(
    out: &mut impl Write,
    account: &Account<'_>,
    all: bool,
    cells: usize,
    paint: Paint,
) -> fmt::Result {
    files(out, account.report, cells, paint)?;
    let history = &account.listener.history;
    let names = Names::new(&account.listener.pack);
    let (yes, tracks) = (account.matched.len(), history.tracks().len());
    writeln!(out)?;
    let heading = format!("{yes} of {} matched in the {}", counted(tracks, "track"), names.name());
    writeln!(out, "{}", paint.on(Tone::Heading, &fit(&heading, cells)))?;
    writeln!(out, "  {} of {}", account.matched_listens, counted(history.listens().len(), "listen"))?;
    for (rule, n) in account.rules() {
        writeln!(out, "  {}  {}", right(&n.to_string(), 6), rule.name())?;
    }
    if all {
        for (id, plays, track, rule) in &account.matched {
            let t = account.heard(*id);
            let to = if *rule == MatchRule::SameName {
                String::new()
            } else {
                format!("  → {}", names.full(*track))
            };
            told(
                out,
                *plays,
                &format!("{} - {}", t.artist, t.title),
                &format!("{}{to}", rule.name()),
                cells,
                paint,
            )?;
        }
    }
    if account.unmatched.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    let heading = format!("{} not matched", counted(account.unmatched.len(), "track"));
    writeln!(out, "{}", paint.on(Tone::Heading, &heading))?;
    for (reason, n) in account.reasons() {
        writeln!(out, "  {}  {}", right(&n.to_string(), 6), reason.name())?;
    }
    let shown = if all { account.unmatched.len() } else { TOLD.min(account.unmatched.len()) };
    for (id, plays, why) in &account.unmatched[..shown] {
        let t = account.heard(*id);
        let why = match why {
            NoMatch::OtherVersion(other) => {
                format!("only another version in the pack: {}", names.title(*other))
            }
            other => other.name().to_owned(),
        };
        told(out, *plays, &format!("{} - {}", t.artist, t.title), &why, cells, paint)?;
    }
    let rest = account.unmatched.len() - shown;
    if rest > 0 {
        writeln!(out, "    {}", paint.on(Tone::Dim, &format!("and {rest} more: --all tells them too")))?;
    }
    Ok(())
}

/// One track with its plays and what became of it.
fn told(
    out: &mut impl Write,
    plays: Plays,
    name: &str,
    what: &str,
    cells: usize,
    paint: Paint,
) -> fmt::Result {
    let times = if plays.plays > 0 { format!("{}×", plays.plays) } else { "skip".to_owned() };
    let room = cells.saturating_sub(4 + 6 + 2);
    let name_cells = (room / 2).max(room.saturating_sub(width(what) + 2)).min(room);
    let name = left(name, width(name).min(name_cells));
    let what = fit(what, room.saturating_sub(width(&name) + 2));
    writeln!(out, "    {}  {name}  {}", right(&times, 6), paint.on(Tone::Dim, &what))
}

fn files(out: &mut impl Write, report: &ReadReport, cells: usize, paint: Paint) -> fmt::Result {
    let read = report.files.iter().filter(|f| matches!(f.outcome, FileOutcome::Read(_))).count();
    let heading = format!("{} read: {}", counted(read, "file"), tally(&report.totals));
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
                writeln!(out, "  {}  {}", right(&n.to_string(), 6), reason.name())?;
            }
        }
    }
    for b in &f.bad {
        let place = match b.position {
            Position::Line(n) => format!("line {n}"),
            Position::Byte(n) => format!("byte {n}"),
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
        counted(t.rows as usize, "row"),
        counted(t.kept as usize, "listen"),
        counted(t.skips as usize, "skip"),
        t.dropped.total()
    )
}

fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// `what became of it, plays, skips, artist, title, artist and title in the pack` of every track, separated by tabs.
pub fn lines(out: &mut impl Write, account: &Account<'_>) -> fmt::Result {
    let names = Names::new(&account.listener.pack);
    for (id, plays, track, rule) in &account.matched {
        let (t, artist, title) = (account.heard(*id), names.artist_of(*track), names.title(*track));
        let (p, s) = (plays.plays, plays.skips);
        writeln!(out, "{}\t{p}\t{s}\t{}\t{}\t{artist}\t{title}", rule.name(), t.artist, t.title)?;
    }
    for (id, plays, why) in &account.unmatched {
        let t = account.heard(*id);
        let (artist, title) = match why {
            NoMatch::OtherVersion(other) => (names.artist_of(*other), names.title(*other)),
            _ => (Cow::Borrowed(""), Cow::Borrowed("")),
        };
        let (p, s) = (plays.plays, plays.skips);
        writeln!(out, "{}\t{p}\t{s}\t{}\t{}\t{artist}\t{title}", why.name(), t.artist, t.title)?;
    }
    Ok(())
}

/// `glasscrate/history/1`. `rows` = `kept` + the sum of `dropped`, in each file and in total.
#[derive(Debug, Serialize)]
pub struct HistoryJson<'a> {
    schema: &'static str,
    pack: PackName<'a>,
    read: &'a ReadReport,
    listens: Counts,
    tracks: Counts,
    matched_by: BTreeMap<MatchRule, usize>,
    unmatched_by: BTreeMap<Reason, usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    matched: Option<Vec<MatchedLine<'a>>>,
    unmatched: Vec<UnmatchedLine<'a>>,
}

#[derive(Debug, Serialize)]
struct Counts {
    all: usize,
    matched: usize,
}

#[derive(Debug, Serialize)]
struct MatchedLine<'a> {
    title: &'a str,
    artist: &'a str,
    plays: u32,
    skips: u32,
    rule: MatchRule,
    track: Track<'a>,
}

#[derive(Debug, Serialize)]
struct UnmatchedLine<'a> {
    title: &'a str,
    artist: &'a str,
    plays: u32,
    skips: u32,
    reason: Reason,
    #[serde(skip_serializing_if = "Option::is_none")]
    other_version: Option<Track<'a>>,
}

/// The account for programs. Without `all` it holds the first [`TOLD`] unmatched tracks and no matched ones.
#[must_use]
pub fn json<'a>(account: &Account<'a>, all: bool) -> HistoryJson<'a> {
    let listener = account.listener;
    let names = Names::new(&listener.pack);
    let shown = if all { account.unmatched.len() } else { TOLD.min(account.unmatched.len()) };
    let matched = all.then(|| {
        let line = |(id, plays, track, rule): &(HeardId, Plays, TrackId, MatchRule)| {
            let t = account.heard(*id);
            let (title, artist) = (&*t.title, &*t.artist);
            let track = json::track(names, *track);
            MatchedLine { title, artist, plays: plays.plays, skips: plays.skips, rule: *rule, track }
        };
        account.matched.iter().map(line).collect()
    });
    let unmatched = account.unmatched[..shown].iter().map(|(id, plays, why)| {
        let t = account.heard(*id);
        let other_version = match why {
            NoMatch::OtherVersion(other) => Some(json::track(names, *other)),
            _ => None,
        };
        UnmatchedLine {
            title: &t.title,
            artist: &t.artist,
            plays: plays.plays,
            skips: plays.skips,
            reason: Reason::of(*why),
            other_version,
        }
    });
    HistoryJson {
        schema: "glasscrate/history/1",
        pack: json::pack_name(names),
        read: account.report,
        listens: Counts { all: listener.history.listens().len(), matched: account.matched_listens },
        tracks: Counts { all: listener.history.tracks().len(), matched: account.matched.len() },
        matched_by: account.rules(),
        unmatched_by: account.reasons().into_iter().collect(),
        matched,
        unmatched: unmatched.collect(),
    }
}
