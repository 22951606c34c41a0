//! What the seeds say about a person: the weight on each track, artist, tag, year and hour, and the choice that takes it away.
//!
//! Nothing is concluded here: every number is a sum of seed weights. A seed with three tags counts for each of them, so the
//! shares of tags may come to more than the whole.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::history::{History, Plays, UnixSeconds};
use crate::identify::{Seed, Seeds};
use crate::pack::{ArtistId, Pack, TagId, TrackId};
use crate::text::clean;

use super::choice::Part;
use super::fold::Folded;
use super::sieve::Heard;
use super::span::{Hours, Years};
use super::track_name::TrackName;

/// A way to look at the seeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Each seed.
    Seeds,
    /// Artists, with those of tracks that the pack does not know.
    Artists,
    /// Tags of the pack.
    Tags,
    /// Years of first release.
    Years,
    /// Decades of first release.
    Decades,
    /// Hours of the day in which was listened; a seed's weight is shared among its plays as they made it.
    Hours,
}

impl By {
    /// All views.
    pub const ALL: [Self; 6] =
        [Self::Seeds, Self::Artists, Self::Tags, Self::Years, Self::Decades, Self::Hours];

    /// The name, as on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Seeds => "seeds",
            Self::Artists => "artists",
            Self::Tags => "tags",
            Self::Years => "years",
            Self::Decades => "decades",
            Self::Hours => "hours",
        }
    }
}

/// One thing that is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Belief {
    /// What it is about. Clean.
    pub name: String,
    /// The seed weight that it stands for, in units of 1/[`crate::history::SEED_ONE`]; 0 where it is set aside or was only skipped.
    pub weight: u64,
    /// How many seeds are behind it.
    pub seeds: u32,
    /// The plays and skips behind it: those that speak, or all where none does.
    pub plays: Plays,
    /// What to set aside so that it is believed no longer. [`super::behind`] gives the listens.
    pub part: Part,
}

/// All that is believed, in one view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beliefs {
    /// The view.
    pub by: By,
    /// The weight of all that speaks, in units of 1/[`crate::history::SEED_ONE`]; shares are of this.
    pub total: u64,
    /// Seeds, artists and tags by weight, ties by name; years, decades and hours in their order.
    pub all: Vec<Belief>,
}

impl Beliefs {
    /// A belief's share of all weight, in hundredths of a percent, rounded down.
    #[must_use]
    pub fn share(&self, belief: &Belief) -> u32 {
        (belief.weight * 10_000).checked_div(self.total).unwrap_or(0) as u32
    }
}

/// What the seeds of an answer say.
#[must_use]
pub fn beliefs(by: By, heard: &Heard<'_>, seeds: &Seeds, folded: &Folded) -> Beliefs {
    let pack = heard.pack;
    let weights = seeds.tracks.iter().map(|s| s.weight).chain(seeds.artists.iter().map(|s| s.weight));
    let total = weights.map(u64::from).sum();
    let mut all = match by {
        By::Seeds => grouped(&seeds.tracks, |s| [s.track])
            .into_iter()
            .map(|(track, g)| g.of_track(pack, track))
            .collect(),
        By::Artists => artists(pack, seeds),
        By::Tags => grouped(&seeds.tracks, |s| pack.tags(s.track).map(|(t, _)| t).collect::<Vec<TagId>>())
            .into_iter()
            .map(|(tag, g)| {
                let name = clean(pack.tag_name(tag)).into_owned();
                g.belief(name.clone(), Part::Tag(name))
            })
            .collect(),
        By::Years => of_years(pack, seeds, 1),
        By::Decades => of_years(pack, seeds, 10),
        By::Hours => hours(heard, seeds, folded),
    };
    if matches!(by, By::Seeds | By::Artists | By::Tags) {
        all.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.name.cmp(&b.name)));
    }
    Beliefs { by, total, all }
}

/// What is summed up behind one belief.
#[derive(Debug, Clone, Default)]
struct Group {
    weight: u64,
    seeds: u32,
    plays: Plays,
}

impl Group {
    fn add(&mut self, seed: &Seed) {
        self.weight += u64::from(seed.weight);
        self.seeds += 1;
        self.plays.merge(&seed.plays);
    }

    fn belief(self, name: String, part: Part) -> Belief {
        let Self { weight, seeds, plays } = self;
        Belief { name, weight, seeds, plays, part }
    }

    fn of_track(self, pack: &Pack, track: TrackId) -> Belief {
        let part = Part::Track(TrackName::of_pack(pack, track));
        self.belief(part.words(), part)
    }
}

fn grouped<K: Ord, I: IntoIterator<Item = K>>(
    seeds: &[Seed],
    keys: impl Fn(&Seed) -> I,
) -> BTreeMap<K, Group> {
    let mut groups: BTreeMap<K, Group> = BTreeMap::new();
    for seed in seeds {
        for key in keys(seed) {
            groups.entry(key).or_default().add(seed);
        }
    }
    groups
}

fn artists(pack: &Pack, seeds: &Seeds) -> Vec<Belief> {
    let mut groups: BTreeMap<ArtistId, Group> = grouped(&seeds.tracks, |s| [pack.artist(s.track)]);
    for unknown in &seeds.artists {
        let group = groups.entry(unknown.artist).or_default();
        group.weight += u64::from(unknown.weight);
        group.seeds += unknown.tracks;
    }
    let named = |(artist, group): (ArtistId, Group)| {
        let name = clean(pack.artist_name(artist)).into_owned();
        group.belief(name.clone(), Part::Artist(name))
    };
    groups.into_iter().map(named).collect()
}

fn of_years(pack: &Pack, seeds: &Seeds, length: u16) -> Vec<Belief> {
    let first = |s: &Seed| pack.year(s.track).map(|y| y / length * length);
    let named = |(from, group): (u16, Group)| {
        let years = Years { from, to: from.saturating_add(length - 1) };
        group.belief(years.to_string(), Part::Years(years))
    };
    grouped(&seeds.tracks, first).into_iter().map(named).collect()
}

/// For each hour what its plays give: of each seed's weight the share that its fresh plays have in all of the seed's.
fn hours(heard: &Heard<'_>, seeds: &Seeds, folded: &Folded) -> Vec<Belief> {
    let seed_of: BTreeMap<TrackId, usize> =
        seeds.tracks.iter().enumerate().map(|(n, s)| (s.track, n)).collect();
    let mut played: BTreeMap<(usize, u8), Plays> = BTreeMap::new();
    let as_of = heard.history.as_of().unwrap_or(0);
    for (seed, hour, listen) in spoken(heard.history, heard.zone, folded).filter_map(|(n, hour)| {
        let listen = &heard.history.listens()[n];
        let (track, _) = heard.matches.of(listen.track).ok()?;
        Some((*seed_of.get(&track)?, hour, listen))
    }) {
        played.entry((seed, hour)).or_default().add(listen, as_of, &folded.weight);
    }
    let mut groups: BTreeMap<u8, Group> = BTreeMap::new();
    for ((seed, hour), plays) in &played {
        let seed = &seeds.tracks[*seed];
        let share = (u64::from(seed.weight) * plays.fresh_plays).checked_div(seed.plays.fresh_plays);
        let group = groups.entry(*hour).or_default();
        group.weight += share.unwrap_or(0).min(u64::from(seed.weight));
        group.seeds += 1;
        group.plays.merge(plays);
    }
    let named = |(hour, group): (u8, Group)| {
        let name = format!("{hour:02}:00");
        group.belief(name, Part::Hours(Hours { from: hour, to: hour }))
    };
    groups.into_iter().map(named).collect()
}

/// The listens that speak and have a time, by their place in the history, with their hour.
fn spoken<'a>(
    history: &'a History,
    zone: &'a TimeZone,
    folded: &'a Folded,
) -> impl Iterator<Item = (usize, u8)> + 'a {
    let hour = |at: Option<UnixSeconds>| Hours::at(at?, zone);
    let listens = history.listens().iter().enumerate();
    listens
        .filter(|(n, l)| !folded.aside.silences(*n, l.track))
        .filter_map(move |(n, l)| Some((n, hour(l.at)?)))
}
