//! Lists as evidence: those behind each contribution to a track, and one list whole. They are laid out one by one, so that
//! thousands of them are written as they are found.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeSeq, Serializer};

use crate::engine::{Behind, Contribution, SignalKind, lists_behind};
use crate::pack::{ListId, Pack, TrackId};
use crate::text::{clean, counted, fit};
use crate::trace;

use super::json::{self, Name, PackName, Track};
use super::{Names, Paint, Tone, plain};

/// What is told of one track: its contributions, and at most so many lists of each.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The track.
    pub track: TrackId,
    /// Its contributions, largest first.
    pub contributions: &'a [Contribution],
    /// At most so many lists of each.
    pub most: usize,
}

impl<'a> Evidence<'a> {
    /// The lists behind a contribution, as many as are told.
    pub fn of(&self, c: &'a Contribution) -> impl Iterator<Item = Behind> + 'a {
        lists_behind(self.pack, self.track, &c.evidence).take(self.most)
    }

    /// One line about a contribution, to stand above its lists.
    #[must_use]
    pub fn heading(&self, c: &Contribution, cells: usize, paint: Paint) -> String {
        let names = Names::new(self.pack);
        let who = c.evidence.seed().map(|s| format!(" · {}", names.full(s))).unwrap_or_default();
        let line = format!("{}  {}{who}: {}", trace::signed(c.points), c.signal, names.evidence(c));
        paint.on(Tone::Strong, &fit(&line, cells))
    }

    /// One list behind a contribution, for people.
    #[must_use]
    pub fn line(&self, b: &Behind, cells: usize) -> String {
        let names = Names::new(self.pack);
        let places = match b.speaker {
            Some(speaker) => format!("places {} and {} of {}", speaker + 1, b.place + 1, b.size),
            None => format!("place {} of {}", b.place + 1, b.size),
        };
        fit(&format!("  #{}  {}, {places}", b.list.0, names.list(b.list)), cells)
    }

    /// `signal, points, seed, list, date, name, place of the seed, place of the track, size, part`.
    #[must_use]
    pub fn fields(&self, c: &Contribution, b: &Behind) -> String {
        let names = Names::new(self.pack);
        let because = c.evidence.seed().map(|s| names.full(s)).unwrap_or_default();
        let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        let date = self.pack.list_date(b.list).map(clean).unwrap_or_default();
        let name = clean(self.pack.list_name(b.list));
        format!(
            "{}\t{}\t{because}\t{}\t{date}\t{name}\t{}\t{}\t{}\t{}",
            c.signal,
            plain::number(c.points),
            b.list.0,
            number(b.speaker.map(|p| p + 1)),
            b.place + 1,
            b.size,
            number(b.part)
        )
    }
}

/// `glasscrate/lists/1`: a track's contributions, each with the lists behind it; found while it is written.
#[derive(Debug, serde::Serialize)]
pub struct EvidenceJson<'a> {
    schema: &'static str,
    pack: PackName<'a>,
    #[serde(flatten)]
    track: Track<'a>,
    contributions: Vec<ContributionJson<'a>>,
}

#[derive(Debug, serde::Serialize)]
struct ContributionJson<'a> {
    signal: SignalKind,
    points: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<Name<'a>>,
    lists: Found<'a>,
}

#[derive(Debug)]
struct Found<'a> {
    evidence: Evidence<'a>,
    contribution: &'a Contribution,
}

impl Serialize for Found<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(None)?;
        for b in self.evidence.of(self.contribution) {
            seq.serialize_element(&BehindJson {
                head: head(self.evidence.pack, b.list),
                speaker_position: b.speaker.map(|p| p + 1),
                position: b.place + 1,
                part: b.part,
            })?;
        }
        seq.end()
    }
}

#[derive(Debug, serde::Serialize)]
struct BehindJson<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker_position: Option<u32>,
    position: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<u32>,
}

#[derive(Debug, serde::Serialize)]
struct Head<'a> {
    list: u32,
    name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Cow<'a, str>>,
    size: u32,
}

fn head(pack: &Pack, list: ListId) -> Head<'_> {
    Head {
        list: list.0,
        name: clean(pack.list_name(list)),
        date: pack.list_date(list).map(clean),
        size: pack.list_tracks(list).count() as u32,
    }
}

/// The evidence for programs.
#[must_use]
pub fn json<'a>(evidence: &Evidence<'a>) -> EvidenceJson<'a> {
    let names = Names::new(evidence.pack);
    let line = |contribution: &'a Contribution| ContributionJson {
        signal: contribution.signal,
        points: contribution.points,
        seed: contribution.evidence.seed().map(|s| json::name(names, s)),
        lists: Found { evidence: *evidence, contribution },
    };
    EvidenceJson {
        schema: "glasscrate/lists/1",
        pack: json::pack_name(names),
        track: json::track(names, evidence.track),
        contributions: evidence.contributions.iter().map(line).collect(),
    }
}

/// `glasscrate/list/1`: one list.
#[derive(Debug, serde::Serialize)]
pub struct ListJson<'a> {
    schema: &'static str,
    pack: PackName<'a>,
    #[serde(flatten)]
    head: Head<'a>,
    tracks: Vec<Track<'a>>,
}

/// One list for programs.
#[must_use]
pub fn list_json(pack: &Pack, list: ListId) -> ListJson<'_> {
    let names = Names::new(pack);
    ListJson {
        schema: "glasscrate/list/1",
        pack: json::pack_name(names),
        head: head(pack, list),
        tracks: pack.list_tracks(list).map(|t| json::track(names, t)).collect(),
    }
}

/// One line about a list: its number, name, date and size.
#[must_use]
pub fn list_heading(pack: &Pack, list: ListId) -> String {
    let size = pack.list_tracks(list).count();
    format!("#{}  {}, {}", list.0, Names::new(pack).list(list), counted(size, "track", "tracks"))
}

/// The tracks of a list for people, one a line.
pub fn list_table(pack: &Pack, list: ListId, cells: usize) -> impl Iterator<Item = String> + '_ {
    let names = Names::new(pack);
    let cell = pack.list_tracks(list).count().to_string().len();
    (1..)
        .zip(pack.list_tracks(list))
        .map(move |(n, t)| fit(&format!("  {n:>cell$}  {}", names.full(t)), cells))
}

/// `place, artist, title, year` of a list's tracks.
pub fn list_plain(pack: &Pack, list: ListId) -> impl Iterator<Item = String> + '_ {
    let names = Names::new(pack);
    (1..).zip(pack.list_tracks(list)).map(move |(n, t)| {
        let year = pack.year(t).map(|y| y.to_string()).unwrap_or_default();
        format!("{n}\t{}\t{}\t{year}", names.artist_of(t), names.title(t))
    })
}
