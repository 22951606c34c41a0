//! A track's own page: what it is, where it ranks and why, and where the pack has it. Any track of the catalogue has one.

mod different;
mod rows;

pub use different::Act;

use super::Lead;
use crate::engine::counterfactual::TakenAway;
use crate::engine::{Place, Rule, Standing};
use crate::pack::{ListId, Pack, TrackId};
use crate::query::WhyNot;
use crate::text::counted;
use crate::trace::{Waterfall, decimal, sentence, waterfall};
use crate::tui::reasons::{Role, heading};
use crate::tui::state::{Answered, Library, State};

/// So many of the track's neighbours, lists and artist's tracks are named.
const NAMED: usize = 12;

/// So many contributions have a row of their own until the rest is asked for.
const BARS: usize = 14;

/// The heading above what would take it away.
const TAKEN: &str = "What would take it away?";

/// A track and what is known of it.
#[derive(Debug)]
pub struct TrackPage {
    /// The track.
    pub track: TrackId,
    /// Of which answer the standing is.
    pub generation: u64,
    /// Where it stands and why, once that is worked out.
    pub standing: Option<Standing>,
    /// Its contributions as bars.
    pub waterfall: Option<Waterfall>,
    /// True when it is known to be listed.
    listed: bool,
    /// True while what is known is of an older answer.
    stale: bool,
    /// True when every contribution has a row.
    pub unfolded: bool,
    /// What would bring it in, where it is not listed.
    pub why_not: Asked<WhyNot>,
    /// What would take it away, where it is listed and the person asked.
    pub taken: Asked<TakenAway>,
    /// What was asked for last.
    pub asked_for: Option<Wanted>,
    /// What the rows are.
    pub rows: Vec<TrackRow>,
}

/// One row of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrackRow {
    /// Nothing, between two sections.
    Blank,
    /// What the rows below it are.
    Heading(String),
    /// A line.
    Text(Role, String),
    /// A contribution.
    Reason(usize),
    /// Another track, with what joins them.
    Track(TrackId, String),
    /// A list that holds it.
    List(ListId),
    /// To all of them.
    AllLists(usize),
    /// A term of the difference to the last listed track; beyond the first ones, the sum of all others.
    Term(usize),
    /// A change that would bring it in.
    Change(usize),
    /// To what would take it away.
    TakeAway,
    /// To setting aside what would take it away.
    TryWithout,
}

/// Something that is worked out when it is asked for.
#[derive(Debug, Clone, Default)]
pub enum Asked<T> {
    /// It was not asked for.
    #[default]
    Not,
    /// It is on its way.
    Coming,
    /// It is there.
    There(T),
}

impl<T> Asked<T> {
    /// What is there.
    pub fn there(&self) -> Option<&T> {
        match self {
            Self::There(answer) => Some(answer),
            Self::Not | Self::Coming => None,
        }
    }
}

/// Something about a track that has to be worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Where it stands.
    Standing,
    /// Why it is not listed.
    WhyNot,
    /// What would take it away.
    Taken,
}

impl TrackPage {
    /// A track's page, with what is known at once: of a listed track everything, of another one all but where it stands.
    #[must_use]
    pub fn new(library: &Library, answered: Option<&Answered>, track: TrackId) -> Self {
        let mut page = Self {
            track,
            generation: answered.map_or(0, |a| a.generation),
            standing: None,
            waterfall: None,
            listed: false,
            stale: false,
            unfolded: false,
            why_not: Asked::Not,
            taken: Asked::Not,
            asked_for: None,
            rows: Vec::new(),
        };
        let listed = answered.and_then(|a| {
            let at = a.listed().iter().position(|r| r.track == track)?;
            Some((a, at, &a.listed()[at]))
        });
        match listed {
            Some((answered, at, ranked)) => {
                let contributions = answered.answer.contributions(&library.listener.pack, ranked);
                let place = Place::Rank(at as u32 + 1, ranked.rank_before);
                page.listed = true;
                page.stands(library, Standing { place, score: ranked.score, contributions });
            }
            None => page.gather(library),
        }
        page
    }

    /// Takes in where the track stands.
    pub fn stands(&mut self, library: &Library, standing: Standing) {
        if !self.listed {
            self.why_not = Asked::Coming;
        }
        self.stale = false;
        self.standing = Some(standing);
        self.gather(library);
    }

    /// Takes in what would bring it in.
    pub fn is_not_listed_because(&mut self, library: &Library, why_not: WhyNot) {
        self.why_not = Asked::There(why_not);
        self.gather(library);
    }

    /// Takes in what would take it away.
    pub fn is_taken_away_by(&mut self, library: &Library, taken: TakenAway) {
        self.taken = Asked::There(taken);
        self.gather(library);
    }

    /// Asks what would take it away.
    pub fn ask_what_takes_it_away(&mut self, library: &Library) {
        if matches!(self.taken, Asked::Not) {
            self.taken = Asked::Coming;
            self.gather(library);
        }
    }

    /// What has to be worked out next.
    #[must_use]
    pub fn wanted(&self) -> Option<Wanted> {
        match (&self.standing, self.listed) {
            _ if self.stale => Some(Wanted::Standing),
            (None, _) => Some(Wanted::Standing),
            (Some(_), false) if self.why_not.there().is_none() => Some(Wanted::WhyNot),
            (Some(_), true) if matches!(self.taken, Asked::Coming) => Some(Wanted::Taken),
            _ => None,
        }
    }

    /// The row at which it is said what would take the track away.
    #[must_use]
    pub fn row_of_taken(&self) -> usize {
        let heading = |r: &TrackRow| match r {
            TrackRow::TakeAway => true,
            TrackRow::Heading(text) => text == TAKEN,
            _ => false,
        };
        self.rows.iter().position(heading).unwrap_or(0)
    }

    /// Gives every contribution a row.
    pub fn unfold(&mut self, library: &Library) {
        self.unfolded = true;
        self.gather(library);
    }

    /// True when the track is known to be listed.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        self.listed
    }

    /// Keeps showing what was known of the track before, until it is known anew.
    pub fn keep(&mut self, before: Self) {
        self.unfolded = before.unfolded;
        if self.standing.is_none() {
            self.stale = true;
            self.standing = before.standing;
            self.waterfall = before.waterfall;
            self.why_not = before.why_not;
            self.rows = before.rows;
        }
    }

    /// Makes the rows of what is known.
    fn gather(&mut self, library: &Library) {
        let pack = &library.listener.pack;
        let mut rows = Vec::new();
        if let Some(standing) = &self.standing {
            let bars = if self.unfolded { usize::MAX } else { BARS };
            let waterfall = waterfall(pack, &standing.contributions, standing.score, bars);
            if !waterfall.bars.is_empty() {
                rows.push(TrackRow::Heading("Why".into()));
                rows.extend((0..waterfall.bars.len()).map(TrackRow::Reason));
                rows.push(sum(&waterfall, standing.score));
                rows.push(TrackRow::Blank);
            }
            self.waterfall = Some(waterfall);
        }
        self.different(library, &mut rows);
        section(&mut rows, "Stands in lists most with", neighbours(pack, self.track));
        let lists = pack.popularity(self.track) as usize;
        let named = pack.newest_lists_with(self.track, NAMED).collect::<Vec<_>>();
        let more = (lists > named.len()).then_some(TrackRow::AllLists(lists));
        section(
            &mut rows,
            "Lists that hold it",
            named.into_iter().rev().map(TrackRow::List).chain(more).collect(),
        );
        let artist = pack.artist(self.track);
        let others = pack.tracks_of(artist).filter(|t| *t != self.track).take(NAMED);
        let others =
            others.map(|t| TrackRow::Track(t, counted(pack.popularity(t) as usize, "list", "lists")));
        section(&mut rows, &format!("Also by {}", pack.artist_name(artist)), others.collect());
        while rows.last() == Some(&TrackRow::Blank) {
            rows.pop();
        }
        self.rows = rows;
    }

    pub(in crate::tui::page) fn lead(&self, row: usize) -> Option<Lead> {
        match self.rows.get(row)? {
            TrackRow::Reason(n) => {
                let contribution = self.waterfall.as_ref()?.bars.get(*n)?.contribution;
                Some(contribution.map_or(Lead::Unfold, Lead::Evidence))
            }
            TrackRow::Track(track, _) => Some(Lead::Track(*track)),
            TrackRow::List(list) => Some(Lead::List(*list, vec![self.track])),
            TrackRow::AllLists(_) => Some(Lead::Lists),
            TrackRow::Change(n) => Some(Lead::Change(*n)),
            TrackRow::TakeAway => Some(Lead::TakeAway),
            TrackRow::TryWithout => Some(Lead::TryWithout),
            TrackRow::Blank | TrackRow::Heading(_) | TrackRow::Text(..) | TrackRow::Term(_) => None,
        }
    }

    pub(in crate::tui::page) fn head(&self, state: &State, library: &Library) -> Vec<(Role, String)> {
        let pack = &library.listener.pack;
        let mut facts: Vec<String> =
            pack.tags(self.track).map(|(t, _)| pack.tag_name(t).to_owned()).collect();
        facts.push(counted(pack.popularity(self.track) as usize, "list", "lists"));
        let artist = pack.track_count_of(pack.artist(self.track));
        facts.push(format!("{} by the artist", counted(artist, "track", "tracks")));
        let (role, place) = self.place(state);
        let mut head =
            vec![(Role::Heading, heading(pack, self.track)), (Role::Aside, facts.join(" · ")), (role, place)];
        if let Some(standing) = self.standing.as_ref().filter(|s| !s.contributions.is_empty()) {
            head.push((Role::Text, sentence(pack, &standing.contributions)));
        }
        head.push((Role::Text, String::new()));
        head
    }

    /// Where it stands, in words.
    fn place(&self, state: &State) -> (Role, String) {
        let Some(standing) = self.standing.as_ref().filter(|_| !self.stale) else {
            return (Role::Aside, "looking where it ranks …".into());
        };
        let (listed, of) =
            state.answer.as_ref().map_or((0, 0), |a| (a.listed().len(), a.answer.ranking.candidates));
        match standing.place {
            Place::Rank(rank, before) => {
                let moved =
                    if rank == before { String::new() } else { format!(" (by points alone: {before})") };
                let text = format!("rank {rank} of {of}{moved}, score {}", decimal(standing.score));
                if rank as usize > listed {
                    (Role::Warning, format!("{text}: beyond the {listed} listed"))
                } else {
                    (Role::Good, text)
                }
            }
            Place::Heard(rank) => {
                (Role::Warning, format!("set aside: you heard it already; it would be rank {rank} of {of}"))
            }
            Place::Ruled(rule, rank) => {
                let rank = rank.map_or_else(String::new, |r| format!("; it would be rank {r} of {of}"));
                (Role::Warning, format!("set aside by your rule: {}{rank}", rule_words(state, rule)))
            }
            Place::Unreached => (Role::Warning, "nothing joins it to your history: no rank".into()),
        }
    }
}

/// The line below the bars.
fn sum(waterfall: &Waterfall, score: i64) -> TrackRow {
    let sum = decimal(waterfall.sum);
    if waterfall.holds {
        TrackRow::Text(Role::Good, format!("Σ {sum} = score ✓"))
    } else {
        TrackRow::Text(Role::Warning, format!("Σ {sum} ≠ score {} ✗", decimal(score)))
    }
}

/// A rule, by the names of the pack.
fn rule_words(state: &State, rule: Rule) -> String {
    state.library().map(|l| crate::trace::rule(&l.listener.pack, rule)).unwrap_or_default()
}

fn section(rows: &mut Vec<TrackRow>, title: &str, own: Vec<TrackRow>) {
    if !own.is_empty() {
        rows.push(TrackRow::Heading(title.to_owned()));
        rows.extend(own);
        rows.push(TrackRow::Blank);
    }
}

fn neighbours(pack: &Pack, track: TrackId) -> Vec<TrackRow> {
    let both = |other| counted(pack.both(track, other) as usize, "list", "lists");
    pack.neighbours(track).take(NAMED).map(|n| TrackRow::Track(n.track, both(n.track))).collect()
}
