//! What the Why pane shows, gathered when the selection or the answer changes and kept until then: the reasons of a
//! recommendation, or what is believed of a track of the history.

use crate::engine::{Contribution, Evidence, Ranked};
use crate::history::{HeardId, SEED_ONE, UnixSeconds};
use crate::identify::{NoMatch, Seed};
use crate::pack::{ListId, Pack, TrackId};
use crate::query::Answer;
use crate::trace::{self, Waterfall, sentence, waterfall};

use super::state::{HeardRow, Library};
use super::words::age;
use crate::text::counted;

/// The reasons of one recommendation.
#[derive(Debug)]
pub struct Reasons {
    /// The track.
    pub track: TrackId,
    /// Which answer they are of.
    pub generation: u64,
    /// Title, artist and year.
    pub heading: String,
    /// The reasons in one sentence.
    pub sentence: String,
    /// The contributions, largest first.
    pub contributions: Vec<Contribution>,
    /// All of them as bars, with their sum.
    pub waterfall: Waterfall,
    /// The score that the sum must be.
    pub score: i64,
    /// The selected contribution.
    pub cursor: usize,
    /// The first bar that is shown.
    pub offset: usize,
    /// The lists that the selected contribution rests on.
    pub lists: Vec<ListId>,
    /// The first list that is shown.
    pub lists_offset: usize,
    /// The selected contribution worked out, when the person went so deep.
    pub working: Option<WorkedOut>,
}

/// A contribution worked out.
#[derive(Debug)]
pub struct WorkedOut {
    /// The lines, before wrapping.
    pub lines: Vec<trace::Line>,
    /// The first line that is shown, counted after wrapping.
    pub offset: usize,
}

impl Reasons {
    /// Gathers the reasons of a listed track.
    #[must_use]
    pub fn new(pack: &Pack, answer: &Answer, ranked: &Ranked, generation: u64) -> Self {
        let contributions = answer.contributions(pack, ranked);
        let mut reasons = Self {
            track: ranked.track,
            generation,
            heading: heading(pack, ranked.track),
            sentence: sentence(pack, &contributions),
            waterfall: waterfall(pack, &contributions, ranked.score, usize::MAX),
            contributions,
            score: ranked.score,
            cursor: 0,
            offset: 0,
            lists: Vec::new(),
            lists_offset: 0,
            working: None,
        };
        reasons.select(0, pack);
        reasons
    }

    /// Selects a contribution (the last, if there are fewer) and gathers the lists it rests on. True when it is another one.
    pub fn select(&mut self, cursor: usize, pack: &Pack) -> bool {
        let before = self.cursor;
        self.cursor = cursor.min(self.contributions.len().saturating_sub(1));
        self.lists_offset = 0;
        self.lists = match self.selected().map(|c| &c.evidence) {
            Some(Evidence::Lists { seed, .. }) => pack.lists_with_both(*seed, self.track),
            Some(Evidence::Alike { lists, .. }) => lists.iter().map(|(l, _)| *l).collect(),
            Some(Evidence::Count { .. }) => pack.lists_with(self.track).collect(),
            _ => Vec::new(),
        };
        self.cursor != before
    }

    /// Works the selected contribution out. `heaviest` is what the lists of the pack's heaviest track weigh, where that is known.
    pub fn work_out(&mut self, answer: &Answer, pack: &Pack, heaviest: Option<u64>) {
        let offset = self.working.as_ref().map_or(0, |w| w.offset);
        let of = trace::Subject {
            pack,
            seeds: &answer.seeds,
            prepared: answer.prepared(),
            track: self.track,
            contributions: &self.contributions,
            heaviest,
        };
        let working = self.selected().map(|c| trace::arithmetic(&of, c));
        self.working = working.map(|w| WorkedOut { lines: w.lines, offset });
    }

    /// The selected contribution.
    #[must_use]
    pub fn selected(&self) -> Option<&Contribution> {
        self.contributions.get(self.cursor)
    }

    /// Goes back to where another reading of the same track stood: to the same piece of evidence, where it is still there.
    pub fn resume(&mut self, before: &Self, answer: &Answer, pack: &Pack, heaviest: Option<u64>) {
        if before.track != self.track {
            return;
        }
        let same = |c: &Contribution| {
            before.selected().is_some_and(|b| b.signal == c.signal && b.evidence.seed() == c.evidence.seed())
        };
        let cursor = self.contributions.iter().position(same).unwrap_or(before.cursor);
        self.select(cursor, pack);
        self.offset = before.offset;
        if let Some(working) = &before.working {
            self.work_out(answer, pack, heaviest);
            if let Some(own) = &mut self.working {
                own.offset = working.offset;
            }
        }
    }
}

/// A track as a heading: title, artist, and the year where it is known.
#[must_use]
pub fn heading(pack: &Pack, track: TrackId) -> String {
    let year = pack.year(track).map(|y| format!(" ({y})")).unwrap_or_default();
    format!("{} · {}{year}", pack.title(track), pack.artist_name(pack.artist(track)))
}

/// How one line of a [`Belief`] is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The heading.
    Heading,
    /// What is the case.
    Text,
    /// What matters less.
    Aside,
    /// What is not as it could be.
    Warning,
    /// What is as it should be.
    Good,
    /// The names of columns.
    Columns,
}

/// What is believed of one track of the history.
#[derive(Debug)]
pub struct Belief {
    /// The track.
    pub id: HeardId,
    /// Which answer it is of.
    pub generation: u64,
    /// The lines, before wrapping.
    pub lines: Vec<(Role, String)>,
    /// The first line that is shown, counted after wrapping.
    pub offset: usize,
}

/// The most listens and neighbours that are named.
const NAMED: usize = 24;

impl Belief {
    /// Gathers what is believed of a track.
    #[must_use]
    pub fn new(
        library: &Library,
        row: HeardRow,
        answer: Option<(&Answer, u64)>,
        aside: bool,
        now: UnixSeconds,
    ) -> Self {
        let listener = &library.listener;
        let heard = listener.history.track(row.id);
        let album = heard.album.as_ref().map(|a| format!(" · {a}")).unwrap_or_default();
        let mut lines = vec![(Role::Heading, format!("{} · {}{album}", heard.title, heard.artist))];
        match listener.matches.of(row.id) {
            Ok((track, rule)) => {
                let to = heading(&listener.pack, track);
                lines.push((Role::Text, format!("Matched by {} to {to}.", rule.name())));
                if aside {
                    lines.push((
                        Role::Warning,
                        "Set aside by you: it does not speak. x takes it back.".into(),
                    ));
                }
                let seed = answer.and_then(|(a, _)| a.seeds.tracks.iter().find(|s| s.track == track));
                if let Some(seed) = seed {
                    lines.push((Role::Text, weight_line(seed)));
                    lines.extend(spellings(library, row.id, seed));
                }
                lines.push((Role::Text, listens_line(library, row.id, now)));
                lines.extend(speaks_for(&listener.pack, track, answer.map(|(a, _)| a)));
            }
            Err(reason) => {
                lines.push((Role::Warning, format!("Not matched: {}.", reason.name())));
                lines.push((Role::Text, nearest(&listener.pack, reason)));
                lines.push((Role::Text, listens_line(library, row.id, now)));
            }
        }
        Self { id: row.id, generation: answer.map_or(0, |(_, g)| g), lines, offset: 0 }
    }
}

/// The weight of a seed and the plays it comes from.
fn weight_line(seed: &Seed) -> String {
    let thousandths = u64::from(seed.weight) * 1000 / u64::from(SEED_ONE);
    let plays = &seed.plays;
    let skips = if plays.skips == 0 {
        String::new()
    } else {
        format!(" and {}", counted(plays.skips as usize, "skip", "skips"))
    };
    format!(
        "Weight as a seed: {}.{:03} of 2, from {}{skips}.",
        thousandths / 1000,
        thousandths % 1000,
        counted(plays.plays as usize, "play", "plays")
    )
}

/// The other names under which the same track was heard.
fn spellings(library: &Library, id: HeardId, seed: &Seed) -> Vec<(Role, String)> {
    let history = &library.listener.history;
    let own = history.track(id);
    let others = seed.heard.iter().filter(|h| **h != id).map(|h| history.track(*h));
    let mut names: Vec<String> = others
        .filter(|t| (&t.title, &t.artist) != (&own.title, &own.artist))
        .map(|t| format!("{} · {}", t.title, t.artist))
        .collect();
    names.dedup();
    names.truncate(NAMED);
    names.into_iter().map(|n| (Role::Aside, format!("also heard as {n}"))).collect()
}

/// When it was played, and where that is written.
fn listens_line(library: &Library, id: HeardId, now: UnixSeconds) -> String {
    let history = &library.listener.history;
    let own = || history.listens().iter().filter(|l| l.track == id);
    let ages: Vec<String> = own().filter_map(|l| l.at).take(NAMED).map(|at| age(now, at)).collect();
    let mut sources: Vec<String> = own()
        .filter_map(|l| history.sources().get(l.source.0 as usize))
        .map(|s| format!("{} {}", s.kind.name(), s.label))
        .collect();
    sources.sort_unstable();
    sources.dedup();
    sources.truncate(NAMED);
    let from = sources.join(", ");
    if ages.is_empty() {
        format!("Heard at no known time. From: {from}.")
    } else {
        format!("Heard {} ago. From: {from}.", ages.join(", "))
    }
}

/// The tracks that it speaks for most, and where they stand.
fn speaks_for(pack: &Pack, track: TrackId, answer: Option<&Answer>) -> Vec<(Role, String)> {
    let mut lines = vec![(Role::Heading, "It speaks most for".to_owned())];
    for n in pack.neighbours(track).take(NAMED) {
        let rank = answer.and_then(|a| a.ranking.listed.iter().position(|r| r.track == n.track));
        let rank = rank.map_or_else(|| "–".to_owned(), |r| (r + 1).to_string());
        let both = counted(pack.both(track, n.track) as usize, "list", "lists");
        let artist = pack.artist_name(pack.artist(n.track));
        lines.push((Role::Aside, format!("{rank:>3}  {} · {artist}, {both}", pack.title(n.track))));
    }
    if lines.len() == 1 {
        lines[0] = (Role::Aside, "It stands in no list with another track.".to_owned());
    }
    lines
}

/// What the pack has instead of a track that it does not know.
fn nearest(pack: &Pack, reason: NoMatch) -> String {
    match reason {
        NoMatch::OtherVersion(track) => {
            format!("The pack has {}; versions are never joined silently.", heading(pack, track))
        }
        NoMatch::TitleUnknown(artist) => format!(
            "The pack has {} by {}.",
            counted(pack.track_count_of(artist), "other track", "other tracks"),
            pack.artist_name(artist)
        ),
        NoMatch::ArtistUnknown => "The pack has nothing by this artist.".to_owned(),
    }
}
