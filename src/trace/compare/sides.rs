//! The two lists that are compared: an old document, and an answer of today.

use std::collections::{HashMap, HashSet};

use crate::engine::{Question, Ranked, Settings};
use crate::identify::Seeds;
use crate::pack::{ArtistId, Pack, TagId, TrackId};
use crate::trace::document::{Document, ListedPart, RulePart};
use crate::trace::replay::Asked;

use super::terms::{self, DocNames, Naming, Terms, Who};
use super::{Now, Stood, Told, Weighed};

/// The old list, and all beyond it where its question can be asked again.
pub(super) struct Old<'a> {
    doc: &'a Document,
    names: DocNames<'a>,
    listed: HashMap<String, usize>,
    beyond: Option<Whole<'a>>,
}

impl<'a> Old<'a> {
    pub(super) fn new(doc: &'a Document, again: Option<&'a Asked>, pack: &'a Pack) -> Self {
        let by_row = doc.pack.digest == pack.digest().as_str();
        let names = DocNames::new(doc, by_row);
        let id = |l: &ListedPart| l.row.map(|row| names.track(row).id);
        let listed = doc.listed.iter().enumerate().filter_map(|(n, l)| Some((id(l)?, n))).collect();
        let beyond = again.map(|asked| {
            let limit = asked.inputs.settings.limit as usize;
            let naming = Naming { pack, by_row };
            Whole::new(asked.question(pack), naming, limit, &asked.seeds, &asked.settings)
        });
        Self { doc, names, listed, beyond }
    }

    /// Where a track stood, and its terms where they are known.
    pub(super) fn told(&self, who: &Who) -> (Stood, Option<Told>) {
        if let Some(n) = self.listed.get(&who.id) {
            return (Stood::Listed(*n as u32 + 1), Some(self.of(&self.doc.listed[*n])));
        }
        match &self.beyond {
            Some(whole) => whole.told(who),
            None => (Stood::Unknown, None),
        }
    }

    /// The listed tracks, in order; those that the document does not name are passed over.
    pub(super) fn listed(&self) -> impl Iterator<Item = (Who, u32, Told)> + '_ {
        let named = |(rank, l): (u32, &ListedPart)| Some((self.names.track(l.row?), rank, self.of(l)));
        (1..).zip(&self.doc.listed).filter_map(named)
    }

    fn of(&self, listed: &ListedPart) -> Told {
        Told { score: listed.score, terms: self.names.terms(&listed.contributions) }
    }

    /// How its rules are told.
    pub(super) fn names(&self) -> impl Fn(&RulePart<'_>) -> String + '_ {
        |part| {
            terms::rule_words(
                part,
                |row| self.names.track(row),
                |row| self.names.artist(row),
                |row| self.names.tag(row),
            )
        }
    }

    pub(super) fn seeds(&self) -> Vec<(Who, Weighed)> {
        let seeds = &self.doc.seeds;
        let plays = |s: &crate::trace::document::SeedPart<'_>| {
            s.plays.unwrap_or_default().saturating_add(s.skips.unwrap_or_default())
        };
        let tracks =
            seeds.tracks.iter().filter_map(|s| Some((self.names.track(s.row?), (s.weight, plays(s)))));
        let artists =
            seeds.artists.iter().filter_map(|s| Some((self.names.artist(s.row?), (s.weight, s.tracks))));
        tracks.chain(artists).collect()
    }
}

/// The list of today.
pub(super) struct Today<'a> {
    now: Now<'a>,
    naming: Naming<'a>,
    listed: HashSet<String>,
    beyond: Whole<'a>,
}

impl<'a> Today<'a> {
    pub(super) fn new(now: &Now<'a>, by_row: bool) -> Self {
        let naming = Naming { pack: now.pack, by_row };
        Self {
            now: *now,
            naming,
            listed: now.ranking.listed.iter().map(|r| naming.track(r.track).id).collect(),
            beyond: Whole::new(
                now.question,
                naming,
                now.inputs.settings.limit as usize,
                now.seeds,
                now.settings,
            ),
        }
    }

    pub(super) fn who(&self, track: TrackId) -> Who {
        self.naming.track(track)
    }

    pub(super) fn lists(&self, who: &Who) -> bool {
        self.listed.contains(&who.id)
    }

    pub(super) fn terms(&self, ranked: &Ranked) -> Terms {
        self.naming.terms(&self.now.question.contributions(ranked))
    }

    pub(super) fn told(&self, who: &Who) -> (Stood, Option<Told>) {
        self.beyond.told(who)
    }

    /// How its rules are told.
    pub(super) fn names(&self) -> impl Fn(&RulePart<'_>) -> String + '_ {
        let n = self.naming;
        move |part| {
            let tag = |row| n.tag(TagId(row as u16));
            terms::rule_words(part, |row| n.track(TrackId(row)), |row| n.artist(ArtistId(row)), tag)
        }
    }

    pub(super) fn seeds(&self) -> Vec<(Who, Weighed)> {
        let seeds = self.now.seeds;
        let plays = |s: &crate::identify::Seed| (s.weight, s.plays.plays.saturating_add(s.plays.skips));
        let tracks = seeds.tracks.iter().map(|s| (self.naming.track(s.track), plays(s)));
        let artists = seeds.artists.iter().map(|s| (self.naming.artist(s.artist), (s.weight, s.tracks)));
        tracks.chain(artists).collect()
    }
}

/// A whole ranking, listed or not.
struct Whole<'a> {
    question: Question<'a>,
    naming: Naming<'a>,
    limit: usize,
    ranked: Vec<Ranked>,
    places: HashMap<String, usize>,
    seeds: &'a Seeds,
    settings: &'a Settings,
    /// What is set aside because it was heard.
    heard: HashSet<String>,
}

impl<'a> Whole<'a> {
    fn new(
        question: Question<'a>,
        naming: Naming<'a>,
        limit: usize,
        seeds: &'a Seeds,
        settings: &'a Settings,
    ) -> Self {
        let ranked = question.whole(limit);
        let places = ranked.iter().enumerate().map(|(n, r)| (naming.track(r.track).id, n)).collect();
        let heard = seeds.tracks.iter().filter(|_| !settings.heard_too).map(|s| naming.track(s.track).id);
        Self { question, naming, limit, ranked, places, seeds, settings, heard: heard.collect() }
    }

    fn told(&self, who: &Who) -> (Stood, Option<Told>) {
        let Some(n) = self.places.get(&who.id).copied() else { return (self.absent(who), None) };
        let ranked = &self.ranked[n];
        let rank = n as u32 + 1;
        let stood = if n < self.limit { Stood::Listed(rank) } else { Stood::Beyond(rank) };
        let terms = self.naming.terms(&self.question.contributions(ranked));
        (stood, Some(Told { score: ranked.score, terms }))
    }

    /// Why a track is not ranked.
    fn absent(&self, who: &Who) -> Stood {
        let ruled = |track| self.settings.rules.on(self.naming.pack, self.seeds, track).is_some();
        match self.naming.track_of(who) {
            _ if self.heard.contains(&who.id) => Stood::Aside,
            Some(track) if ruled(track) => Stood::Aside,
            Some(_) => Stood::Unreached,
            // Of another pack: whether this one has the track at all is not looked into.
            None => Stood::Unknown,
        }
    }
}
