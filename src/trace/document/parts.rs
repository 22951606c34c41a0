//! The parts of a trace document: one set of types for writing and for reading. `docs/trace.md` and
//! `docs/trace.schema.json` describe the same fields.
//!
//! Tracks, artists, lists and tags are named by their rows in the pack; tables at the end of the document give the rows
//! their names. Seeds are named by their place in `seeds`, so that a document that must not tell them can still be added up.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::engine::SignalKind;
use crate::history::UnixSeconds;
use crate::identify::MatchRule;

/// The name and version of the form.
pub const SCHEMA: &str = "glasscrate/trace/1";

/// The most tracks that a trace may list.
pub const MOST_LISTED: u32 = 10_000;

/// Which program wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// Its version.
    pub version: Cow<'a, str>,
}

/// The pack that the numbers are from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackPart<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// The digest of its card, which holds the digest of every file.
    pub digest: Cow<'a, str>,
    /// The version of the pack's format.
    pub format: u32,
    /// The line about it, which may state terms.
    pub about: Cow<'a, str>,
    /// The licence of the whole, an SPDX expression, or `unknown`.
    pub licence: Cow<'a, str>,
    /// Whether what is derived from it, this document included, may be handed on.
    pub may_be_shared: bool,
    /// From what it was made.
    pub sources: Vec<PackSource<'a>>,
}

/// One source of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackSource<'a> {
    /// What it is.
    pub name: Cow<'a, str>,
    /// Its licence.
    pub licence: Cow<'a, str>,
    /// The digest of what was read.
    pub digest: Cow<'a, str>,
}

/// The units of the factors: divide by these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scales {
    /// Of seed weights.
    pub seed: i64,
    /// Of mixer weights.
    pub mixer: i64,
    /// Of stored weights, and sums of the parts that lists give.
    pub weight: i64,
}

/// All that the person may set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingsPart<'a> {
    /// How many tracks were asked for.
    pub limit: u32,
    /// Whether tracks heard before are let in.
    pub heard: bool,
    /// After so many days a play counts half; 0: age does not matter.
    pub half_life_days: u32,
    /// The words that speak as well; may be empty.
    pub phrase: Cow<'a, str>,
    /// What is not as in the mix of the pack: signal and weight in hundredths.
    pub mix: Vec<(SignalKind, i32)>,
    /// The mix that comes of it, in hundredths.
    pub mixer: BTreeMap<SignalKind, i32>,
}

/// What the seeds were taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryPart<'a> {
    /// How many listens were read.
    pub listens: u64,
    /// The time of the newest, against which ages are counted; absent where no listen has a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<UnixSeconds>,
    /// Where they came from; a listen names its source by its place here.
    pub sources: Vec<HistorySource<'a>>,
}

/// One source of listens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistorySource<'a> {
    /// What kind it is.
    pub kind: Cow<'a, str>,
    /// Which one: a file's name. Absent where it is withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Cow<'a, str>>,
}

/// That the document leaves out who the seeds are, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withheld<'a> {
    /// In words: what, because of which terms.
    pub reason: Cow<'a, str>,
    /// The kinds of source whose terms ask for it.
    pub kinds: Vec<Cow<'a, str>>,
}

/// All that speaks for the person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedsPart<'a> {
    /// The tracks, heaviest first.
    pub tracks: Vec<SeedPart<'a>>,
    /// The artists of tracks that the pack does not know, heaviest first.
    pub artists: Vec<ArtistSeedPart<'a>>,
    /// The words of the phrase that list names have: rows of the pack, in the order of the phrase.
    pub words: Vec<u32>,
}

/// One seed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedPart<'a> {
    /// Its row in the pack. This and what follows `place` are absent where they are withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Its weight.
    pub weight: u32,
    /// Its place among the seeds by when it was heard last: 0 for the latest.
    pub place: u32,
    /// Whether the person set it aside: then it weighs nothing, but counts as heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aside: Option<bool>,
    /// Full plays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plays: Option<u32>,
    /// Skips.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skips: Option<u32>,
    /// The strictest rule that joined one of its spellings with the pack.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matched_by: Option<MatchRule>,
    /// Its spellings in the history.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heard: Vec<HeardPart<'a>>,
    /// The listens behind the weight, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub listens: Vec<ListenRow>,
}

/// Tracks of the history that the pack does not know, by an artist that it knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArtistSeedPart<'a> {
    /// The artist's row in the pack. This, `heard` and `listens` are absent where they are withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The weight of all their plays, as that of one track.
    pub weight: u32,
    /// How many tracks.
    pub tracks: u32,
    /// The tracks as the history names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heard: Vec<HeardPart<'a>>,
    /// The listens behind the weight, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub listens: Vec<ListenRow>,
}

/// A track as the history names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeardPart<'a> {
    /// The artist.
    pub artist: Cow<'a, str>,
    /// The title.
    pub title: Cow<'a, str>,
    /// Identifiers, where the source says them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isrc: Option<Cow<'a, str>>,
    /// `MusicBrainz` recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mbid: Option<Cow<'a, str>>,
    /// `spotify:track:…` or another URI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uri: Option<Cow<'a, str>>,
}

/// One row of listens: when (UNIX seconds, or null), plays, skips, and the source by its place in `history.sources`.
pub type ListenRow = (Option<UnixSeconds>, u32, u32, u16);

/// A rule that keeps candidates out of the list. Which fields it has goes by its name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulePart<'a> {
    /// Its name: one of [`rule`].
    pub rule: Cow<'a, str>,
    /// The track, artist or tag that it sets aside: its row. Absent where it is withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The first and the last of the years that it sets aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<(u16, u16)>,
    /// The days of which it sets aside what was heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
}

/// The names of rules.
pub mod rule {
    /// What was heard before; stands where `settings.heard` is false.
    pub const HEARD: &str = "heard";
    /// A track.
    pub const TRACK: &str = "track";
    /// All tracks of an artist.
    pub const ARTIST: &str = "artist";
    /// All tracks with a tag.
    pub const TAG: &str = "tag";
    /// All tracks of some years.
    pub const YEARS: &str = "years";
    /// All tracks by artists that were heard.
    pub const HEARD_ARTISTS: &str = "heard-artists";
    /// All tracks heard in the last days.
    pub const HEARD_WITHIN: &str = "heard-within";
    /// All tracks that were never heard.
    pub const UNHEARD: &str = "unheard";
}

/// One listed track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedPart {
    /// Its rank, from 1.
    pub rank: u32,
    /// Its rank by points alone, before diversity.
    pub rank_before: u32,
    /// Its row in the pack; absent where that would tell a withheld seed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Its score: the sum of the points.
    pub score: i64,
    /// Every contribution, largest first.
    pub contributions: Vec<ContributionPart>,
}

/// One contribution: points, the numbers they come of, and the evidence. Which fields it has goes by the signal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContributionPart {
    /// The signal.
    pub signal: SignalKind,
    /// The points.
    pub points: i64,
    /// The numbers whose product the points are: seed, mixer and stored weight. Of `artist-repeat`: the share in hundredths, the
    /// tracks above, and the score before.
    pub factors: (i64, i64, i64),
    /// The seed, by its place in `seeds.tracks`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u32>,
    /// The track that speaks for the seed, where it is not the seed itself: its row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub companion: Option<u32>,
    /// The artist that speaks, by its place in `seeds.artists`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub artist_seed: Option<u32>,
    /// The word that speaks: its row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<u32>,
    /// How many lists are behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lists: Option<u32>,
    /// Their rows: all of them for `lists-like-yours`, otherwise the newest ten.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub list_rows: Vec<u32>,
    /// What each of the lists gives to the stored weight.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<u32>,
    /// The shared tags: their rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<u32>,
    /// How many tracks the pack has by the artist, or how many unknown ones were played.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracks: Option<u32>,
    /// How often the candidate itself was played.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plays: Option<u32>,
    /// The rank of the artist's nearest track above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<u32>,
}

/// A track that the document names by its row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackPart<'a> {
    /// Its row in the pack.
    pub row: u32,
    /// The artist's row.
    pub artist: u32,
    /// The title.
    pub title: Cow<'a, str>,
}

/// An artist, a tag or a word that the document names by its row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamePart<'a> {
    /// Its row in the pack.
    pub row: u32,
    /// Its name.
    pub name: Cow<'a, str>,
}

/// A list that the document names by its row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListPart<'a> {
    /// Its row in the pack.
    pub row: u32,
    /// Its name; may be empty.
    pub name: Cow<'a, str>,
    /// Its date, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Cow<'a, str>>,
    /// How many tracks it has.
    pub size: u32,
}
