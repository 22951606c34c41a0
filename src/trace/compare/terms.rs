//! Contributions as terms that two lists can be compared by: a signal, and who speaks.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::engine::{Contribution, Evidence, SignalKind};
use crate::pack::{ArtistId, Pack, TagId, TrackId};
use crate::text::clean;
use crate::trace::document::{ContributionPart, Document, NamePart, RulePart, rule};

/// A track, artist or word by which the two lists know that they mean the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Who {
    /// Its row where both are of one pack, otherwise its name.
    pub id: String,
    /// "Artist - Title", the artist's name, or the word.
    pub name: String,
}

/// What speaks in a contribution.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) signal: SignalKind,
    pub(super) who: Who,
    pub(super) through: Who,
}

/// Points by what speaks.
pub(super) type Terms = BTreeMap<Key, i64>;

/// A contribution, then and now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermChange {
    /// The signal.
    pub signal: SignalKind,
    /// Who speaks: a seed, an artist, a word. `None` where the signal is about the candidate alone.
    pub who: Option<Who>,
    /// The companion that speaks for the seed.
    pub through: Option<Who>,
    /// Its points then; 0 when there were none.
    pub then: i64,
    /// Its points now.
    pub now: i64,
}

impl TermChange {
    /// What it adds to the difference of the scores.
    #[must_use]
    pub fn change(&self) -> i64 {
        self.now - self.then
    }
}

/// The terms that are not what they were, the largest change first.
pub(super) fn changes(then: &Terms, now: &Terms) -> Vec<TermChange> {
    let mut all: BTreeMap<&Key, (i64, i64)> = then.iter().map(|(k, p)| (k, (*p, 0))).collect();
    for (key, points) in now {
        all.entry(key).or_default().1 = *points;
    }
    let some = |who: &Who| Some(who.clone()).filter(|w| !w.id.is_empty());
    let mut changed: Vec<TermChange> = all
        .into_iter()
        .filter(|(_, (then, now))| then != now)
        .map(|(key, (then, now))| TermChange {
            signal: key.signal,
            who: some(&key.who),
            through: some(&key.through),
            then,
            now,
        })
        .collect();
    changed.sort_by_key(|c| Reverse(c.change().unsigned_abs()));
    changed
}

/// How the things of a pack are named, and told apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Naming<'a> {
    pub(super) pack: &'a Pack,
    /// Whether rows tell things apart.
    pub(super) by_row: bool,
}

impl Naming<'_> {
    pub(super) fn track(self, track: TrackId) -> Who {
        let artist = self.pack.artist_name(self.pack.artist(track));
        self.who('t', track.0, format!("{} - {}", clean(artist), clean(self.pack.title(track))))
    }

    pub(super) fn artist(self, artist: ArtistId) -> Who {
        self.who('a', artist.0, clean(self.pack.artist_name(artist)).into_owned())
    }

    pub(super) fn tag(self, tag: TagId) -> Who {
        self.who('g', u32::from(tag.0), clean(self.pack.tag_name(tag)).into_owned())
    }

    /// The track that is meant, where rows tell things apart.
    pub(super) fn track_of(self, who: &Who) -> Option<TrackId> {
        let row = who.id.strip_prefix('t').filter(|_| self.by_row)?;
        row.parse().ok().map(TrackId)
    }

    fn who(self, kind: char, row: u32, name: String) -> Who {
        let id = if self.by_row { format!("{kind}{row}") } else { format!("{kind}{name}") };
        Who { id, name }
    }

    pub(super) fn terms(self, contributions: &[Contribution]) -> Terms {
        let mut terms = Terms::new();
        for c in contributions {
            let mut through = Who::default();
            let who = match &c.evidence {
                Evidence::Alike { seed, companion, .. } => {
                    through = companion.map(|t| self.track(t)).unwrap_or_default();
                    self.track(*seed)
                }
                Evidence::Lists { seed, .. }
                | Evidence::Artist { seed, .. }
                | Evidence::Tags { seed, .. }
                | Evidence::After { seed, .. } => self.track(*seed),
                Evidence::Near { from, .. } => self.artist(*from),
                Evidence::Named { word, .. } => {
                    let text = clean(self.pack.word_text(*word)).into_owned();
                    self.who('w', word.0, text)
                }
                Evidence::Count { .. } | Evidence::Heard { .. } | Evidence::Above { .. } => Who::default(),
            };
            *terms.entry(Key { signal: c.signal, who, through }).or_default() += c.points;
        }
        terms
    }
}

/// The names of a document, by row.
#[derive(Debug)]
pub(super) struct DocNames<'a> {
    doc: &'a Document,
    artists: BTreeMap<u32, &'a str>,
    tracks: BTreeMap<u32, String>,
    words: BTreeMap<u32, &'a str>,
    tags: BTreeMap<u32, &'a str>,
    by_row: bool,
}

impl<'a> DocNames<'a> {
    pub(super) fn new(doc: &'a Document, by_row: bool) -> Self {
        let named = |table: &'a [NamePart<'_>]| -> BTreeMap<u32, &'a str> {
            table.iter().map(|a| (a.row, a.name.as_ref())).collect()
        };
        let artists = named(&doc.artists);
        let name = |t: &crate::trace::document::TrackPart<'_>| {
            format!("{} - {}", artists.get(&t.artist).copied().unwrap_or_default(), t.title)
        };
        let tracks = doc.tracks.iter().map(|t| (t.row, name(t))).collect();
        let (words, tags) = (named(&doc.words), named(&doc.tags));
        Self { doc, artists, tracks, words, tags, by_row }
    }

    pub(super) fn track(&self, row: u32) -> Who {
        self.who('t', row, self.tracks.get(&row).map(String::as_str))
    }

    pub(super) fn artist(&self, row: u32) -> Who {
        self.who('a', row, self.artists.get(&row).copied())
    }

    pub(super) fn tag(&self, row: u32) -> Who {
        self.who('g', row, self.tags.get(&row).copied())
    }

    fn who(&self, kind: char, row: u32, name: Option<&str>) -> Who {
        let name = clean(name.unwrap_or_default()).into_owned();
        let id = if self.by_row { format!("{kind}{row}") } else { format!("{kind}{name}") };
        Who { id, name }
    }

    pub(super) fn terms(&self, contributions: &[ContributionPart]) -> Terms {
        let seeds = &self.doc.seeds;
        let mut terms = Terms::new();
        for c in contributions {
            let track = c.seed.and_then(|n| seeds.tracks.get(n as usize)).and_then(|s| s.row);
            let artist = c.artist_seed.and_then(|n| seeds.artists.get(n as usize)).and_then(|s| s.row);
            let who = match (track, artist, c.word) {
                (Some(row), ..) => self.track(row),
                (_, Some(row), _) => self.artist(row),
                (.., Some(row)) => self.who('w', row, self.words.get(&row).copied()),
                _ => Who::default(),
            };
            let through = c.companion.map(|row| self.track(row)).unwrap_or_default();
            let points = terms.entry(Key { signal: c.signal, who, through }).or_default();
            *points = points.saturating_add(c.points);
        }
        terms
    }
}

/// A rule in a few words.
pub(super) fn rule_words(
    part: &RulePart<'_>,
    track: impl Fn(u32) -> Who,
    artist: impl Fn(u32) -> Who,
    tag: impl Fn(u32) -> Who,
) -> String {
    let name = clean(&part.rule).into_owned();
    let named = match part.rule.as_ref() {
        rule::TRACK => part.row.map(|row| track(row).name),
        rule::ARTIST => part.row.map(|row| artist(row).name),
        rule::TAG => part.row.map(|row| tag(row).name),
        rule::YEARS => part.years.map(|(from, to)| format!("{from} to {to}")),
        rule::HEARD_WITHIN => part.days.map(|days| format!("{days} days")),
        _ => None,
    };
    match named {
        Some(what) => format!("{name} {what}"),
        None => name,
    }
}
