//! Writes a trace as a stream: one listed track at a time, the tables of names last.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::engine::{
    Contribution, Evidence, MIXER_ONE, Question, Ranked, Ranking, SCALE, SignalKind, lists_behind,
};
use crate::history::SEED_ONE;
use crate::identify::Seeds;
use crate::pack::{ArtistId, Pack, TrackId};
use crate::text::clean;

use super::parts::{ContributionPart, ListedPart, PackPart, PackSource, SCHEMA, Scales, rule};
use super::tables::{self, Rows, Table};
use super::{Inputs, checks};

/// So many lists are named where they are evidence, but not the terms of a sum.
const LISTS_NAMED: usize = 10;

/// All that a trace is written from.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The seeds.
    pub seeds: &'a Seeds,
    /// The question that they were asked with.
    pub question: Question<'a>,
    /// Its answer.
    pub ranking: &'a Ranking,
    /// What they were computed from.
    pub inputs: &'a Inputs<'a>,
    /// Whether what is derived from the pack may be handed on.
    pub may_be_shared: bool,
}

/// Writes the document, compact, without a line end.
pub fn write(out: impl io::Write, subject: &Subject<'_>) -> Result<(), serde_json::Error> {
    let Subject { pack, inputs, ranking, .. } = *subject;
    let writer = Writer::new(subject);
    let mut serializer = serde_json::Serializer::new(out);
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("schema", SCHEMA)?;
    map.serialize_entry("program", &inputs.program)?;
    map.serialize_entry("pack", &pack_part(pack, subject.may_be_shared))?;
    map.serialize_entry("scale", &SCALE)?;
    let scales = Scales { seed: SEED_ONE.into(), mixer: MIXER_ONE.into(), weight: 1 << 16 };
    map.serialize_entry("scales", &scales)?;
    map.serialize_entry("settings", &inputs.settings)?;
    map.serialize_entry("history", &inputs.history)?;
    if let Some(withheld) = &inputs.withheld {
        map.serialize_entry("withheld", withheld)?;
    }
    map.serialize_entry("seeds", &inputs.seeds)?;
    map.serialize_entry("rules", &inputs.rules)?;
    map.serialize_entry("candidates", &ranking.candidates)?;
    map.serialize_entry("hash", &ranking.hash)?;
    map.serialize_entry("listed", &writer)?;
    let mut rows = writer.rows.into_inner();
    rows.finish(pack);
    map.serialize_entry("tracks", &Table { rows: &rows.tracks, name: |n| tables::track(pack, n) })?;
    map.serialize_entry("artists", &Table { rows: &rows.artists, name: |n| tables::artist(pack, n) })?;
    map.serialize_entry("lists", &Table { rows: &rows.lists, name: |n| tables::list(pack, n) })?;
    map.serialize_entry("tags", &Table { rows: &rows.tags, name: |n| tables::tag(pack, n) })?;
    map.serialize_entry("words", &Table { rows: &rows.words, name: |n| tables::word(pack, n) })?;
    map.serialize_entry("checks", &checks(inputs)?)?;
    SerializeMap::end(map)
}

fn pack_part(pack: &Pack, may_be_shared: bool) -> PackPart<'_> {
    let card = pack.card();
    let source = |s: &'_ crate::pack::SourceCard| PackSource {
        name: clean(&s.name).into_owned().into(),
        licence: clean(&s.licence).into_owned().into(),
        digest: clean(s.digest.as_str()).into_owned().into(),
    };
    PackPart {
        name: clean(&card.name),
        digest: pack.digest().as_str().into(),
        format: card.format,
        about: clean(&card.about),
        licence: clean(&card.licence),
        may_be_shared,
        sources: card.sources.iter().map(source).collect(),
    }
}

/// The listed tracks; serialising them notes the rows that they name.
struct Writer<'a> {
    subject: Subject<'a>,
    /// Places of the seeds among the seeds.
    seeds: HashMap<TrackId, u32>,
    artists: HashMap<ArtistId, u32>,
    ranks: HashMap<TrackId, u32>,
    rows: RefCell<Rows>,
}

impl Serialize for Writer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let listed = &self.subject.ranking.listed;
        let mut seq = serializer.serialize_seq(Some(listed.len()))?;
        let traces = self.subject.question.traces(listed);
        for ((rank, ranked), contributions) in (1..).zip(listed).zip(traces) {
            seq.serialize_element(&self.listed(rank, ranked, &contributions))?;
        }
        seq.end()
    }
}

impl<'a> Writer<'a> {
    fn new(subject: &Subject<'a>) -> Self {
        let Subject { seeds, ranking, inputs, .. } = *subject;
        let mut rows = Rows {
            tracks: inputs.seeds.tracks.iter().filter_map(|s| s.row).collect(),
            artists: inputs.seeds.artists.iter().filter_map(|s| s.row).collect(),
            words: inputs.seeds.words.clone(),
            ..Rows::default()
        };
        rows.words.extend(seeds.words.iter().map(|w| w.0));
        for part in &inputs.rules {
            match part.rule.as_ref() {
                rule::TRACK => rows.tracks.extend(part.row),
                rule::ARTIST => rows.artists.extend(part.row),
                rule::TAG => rows.tags.extend(part.row),
                _ => {}
            }
        }
        Self {
            subject: *subject,
            seeds: (0..).zip(&seeds.tracks).map(|(n, s)| (s.track, n)).collect(),
            artists: (0..).zip(&seeds.artists).map(|(n, s)| (s.artist, n)).collect(),
            ranks: (1..).zip(&ranking.listed).map(|(n, r)| (r.track, n)).collect(),
            rows: RefCell::new(rows),
        }
    }

    /// Whether a document may say what this tells of the seeds.
    fn tells(&self) -> bool {
        self.subject.inputs.withheld.is_none()
    }

    fn listed(&self, rank: u32, ranked: &Ranked, contributions: &[Contribution]) -> ListedPart {
        let repeat = |c: &&Contribution| c.signal == SignalKind::ArtistRepeat;
        let lost: i64 = contributions.iter().filter(repeat).map(|c| c.points).sum();
        let row = Some(ranked.track.0).filter(|_| self.tells() || !self.seeds.contains_key(&ranked.track));
        self.rows.borrow_mut().tracks.extend(row);
        ListedPart {
            rank,
            rank_before: ranked.rank_before,
            row,
            score: ranked.score,
            contributions: contributions
                .iter()
                .map(|c| self.contribution(ranked.track, ranked.score - lost, c))
                .collect(),
        }
    }

    /// `before` is the score without diversity.
    fn contribution(&self, track: TrackId, before: i64, c: &Contribution) -> ContributionPart {
        let factors = (i64::from(c.factors.seed), i64::from(c.factors.mixer), i64::from(c.factors.weight));
        let mut part = ContributionPart {
            signal: c.signal,
            points: c.points,
            factors,
            seed: c.evidence.seed().and_then(|s| self.seeds.get(&s).copied()),
            companion: None,
            artist_seed: None,
            word: None,
            lists: None,
            list_rows: Vec::new(),
            parts: Vec::new(),
            tags: Vec::new(),
            tracks: None,
            plays: None,
            above: None,
        };
        match &c.evidence {
            Evidence::Lists { seed, both } => {
                part.lists = Some(*both);
                if self.tells() {
                    let newest = self.subject.pack.newest_with_both(*seed, track);
                    part.list_rows = newest.take(LISTS_NAMED).map(|l| l.0).collect();
                }
            }
            Evidence::Alike { companion, lists, .. } => {
                part.lists = Some(lists.len() as u32);
                if self.tells() {
                    part.companion = companion.map(|t| t.0);
                    part.list_rows = lists.iter().map(|(l, _)| l.0).collect();
                    part.parts = lists.iter().map(|(_, p)| *p).collect();
                }
            }
            Evidence::After { lists, .. } => {
                part.lists = Some(*lists);
                if self.tells() {
                    part.list_rows = self.newest(track, &c.evidence);
                }
            }
            Evidence::Named { word, lists } => {
                part.word = Some(word.0);
                part.lists = Some(*lists);
                part.list_rows = self.newest(track, &c.evidence);
            }
            Evidence::Near { from, unknown, .. } => {
                part.artist_seed = self.artists.get(from).copied();
                part.tracks = Some(*unknown);
            }
            Evidence::Artist { tracks, .. } => part.tracks = Some(*tracks).filter(|_| self.tells()),
            Evidence::Tags { tags, .. } => {
                if self.tells() {
                    part.tags = tags.iter().map(|t| u32::from(t.0)).collect();
                }
            }
            Evidence::Count { lists } => part.lists = Some(*lists),
            Evidence::Heard { plays, .. } => part.plays = Some(*plays).filter(|_| self.tells()),
            Evidence::Above { track: above, count } => {
                part.above = self.ranks.get(above).copied();
                part.factors = (i64::from(c.factors.mixer), i64::from(*count), before);
            }
        }
        let mut rows = self.rows.borrow_mut();
        rows.tracks.extend(part.companion);
        rows.lists.extend(&part.list_rows);
        rows.tags.extend(&part.tags);
        rows.words.extend(part.word);
        part
    }

    fn newest(&self, track: TrackId, evidence: &Evidence) -> Vec<u32> {
        lists_behind(self.subject.pack, track, evidence).take(LISTS_NAMED).map(|b| b.list.0).collect()
    }
}
