//! Which tracks and listens of a history some parts name.

use std::collections::HashSet;

use jiff::tz::TimeZone;

use crate::history::{Aside, HeardId, HeardTrack, History, Listen, SourceKind, UnixSeconds};
use crate::identify::normalise::{artist_key, fold};
use crate::identify::{Matcher, Matches};
use crate::pack::{ArtistId, Pack, TagId, TrackId};

use super::choice::{Block, Choice, Part};
use super::span::{Hours, Years};
use super::track_name::TrackName;

/// A history read against a pack, and the clock of whose it is.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The history.
    pub history: &'a History,
    /// What each of its tracks was matched to.
    pub matches: &'a Matches,
    /// The time zone by which days and hours are told.
    pub zone: &'a TimeZone,
}

/// What some parts come to for a history.
#[derive(Debug, Default)]
struct Sieve {
    tracks: HashSet<TrackId>,
    /// Tracks that the pack does not know.
    unknown: Vec<TrackName>,
    artists: HashSet<ArtistId>,
    /// Keys of artists that the pack does not know.
    unknown_artists: Vec<String>,
    /// Albums folded, with the key of the artist where one was told.
    albums: Vec<(Option<String>, String)>,
    tags: Vec<TagId>,
    years: Vec<Years>,
    /// From the first second to the first after it.
    periods: Vec<(UnixSeconds, UnixSeconds)>,
    hours: Vec<Hours>,
    /// For each source whether it is silent.
    sources: Vec<bool>,
}

/// What the parts set aside.
#[must_use]
pub(super) fn aside<'a>(parts: impl IntoIterator<Item = &'a Part>, heard: &Heard<'_>) -> Aside {
    let sieve = Sieve::of(parts, heard);
    let tracks = if sieve.names_tracks() {
        let named = |n: &u32| sieve.holds_track(HeardId(*n), heard);
        Aside::tracks((0..heard.history.tracks().len() as u32).filter(named).map(HeardId))
    } else {
        Aside::default()
    };
    if !sieve.names_listens() {
        return tracks;
    }
    tracks.and_listens(heard.history.listens().iter().map(|l| sieve.holds_listen(l, heard.zone)).collect())
}

/// The listens that a part names, newest first: what is behind a belief.
pub fn behind<'a>(part: &Part, heard: &Heard<'a>) -> impl Iterator<Item = &'a Listen> + use<'a> {
    let aside = aside([part], heard);
    let listens = heard.history.listens().iter().enumerate();
    listens.filter(move |(n, l)| aside.silences(*n, l.track)).map(|(_, l)| l)
}

/// True when a choice names a track, an artist or an album that a source told of which may not be kept. Whoever writes choices to a
/// file says so in the question to which the person answers yes.
#[must_use]
pub fn told_in_passing(choice: &Choice, heard: &Heard<'_>, may_be_kept: impl Fn(SourceKind) -> bool) -> bool {
    let sources: Vec<bool> = heard.history.sources().iter().map(|s| !may_be_kept(s.kind)).collect();
    if !choice.names_music() || !sources.contains(&true) {
        return false;
    }
    let passing = |l: &Listen| sources.get(usize::from(l.source.0)).is_some_and(|passing| *passing);
    match choice {
        Choice::Without(part) => behind(part, heard).any(passing),
        Choice::Block(Block::Track(track)) => behind(&Part::Track(track.clone()), heard).any(passing),
        Choice::Block(Block::Artist(artist)) => behind(&Part::Artist(artist.clone()), heard).any(passing),
        Choice::Block(_) | Choice::Set(_) => false,
    }
}

/// The tags of a pack with this name, however it is spelled.
pub(super) fn tags_named(pack: &Pack, name: &str) -> impl Iterator<Item = TagId> {
    let wanted = fold(name);
    let count = u16::try_from(pack.tag_count()).unwrap_or(u16::MAX);
    (0..count).map(TagId).filter(move |t| !wanted.is_empty() && fold(pack.tag_name(*t)) == wanted)
}

impl Sieve {
    fn of<'a>(parts: impl IntoIterator<Item = &'a Part>, heard: &Heard<'_>) -> Self {
        let mut sieve = Self::default();
        for part in parts {
            sieve.take(part, heard);
        }
        sieve
    }

    fn take(&mut self, part: &Part, heard: &Heard<'_>) {
        match part {
            Part::Track(track) => match track.find(heard.pack) {
                Some(id) => drop(self.tracks.insert(id)),
                None => self.unknown.push(track.clone()),
            },
            Part::Artist(artist) => match Matcher::new(heard.pack).artist(artist) {
                Some(id) => drop(self.artists.insert(id)),
                None => self.unknown_artists.push(artist_key(artist)),
            },
            Part::Album { artist, album } => {
                self.albums.push((artist.as_deref().map(artist_key), fold(album)));
            }
            Part::Tag(name) => self.tags.extend(tags_named(heard.pack, name)),
            Part::Years(years) => self.years.push(*years),
            Part::Period(period) => self.periods.extend(period.seconds(heard.zone)),
            Part::Hours(hours) => self.hours.push(*hours),
            Part::Source(name) => {
                let sources = heard.history.sources();
                self.sources.resize(sources.len(), false);
                for (silent, source) in self.sources.iter_mut().zip(sources) {
                    *silent |= source.kind.slug() == name || source.label == *name;
                }
            }
        }
    }

    fn names_tracks(&self) -> bool {
        !(self.tracks.is_empty()
            && self.unknown.is_empty()
            && self.artists.is_empty()
            && self.unknown_artists.is_empty()
            && self.albums.is_empty()
            && self.tags.is_empty()
            && self.years.is_empty())
    }

    fn names_listens(&self) -> bool {
        !(self.periods.is_empty() && self.hours.is_empty() && self.sources.is_empty())
    }

    fn holds_track(&self, id: HeardId, heard: &Heard<'_>) -> bool {
        let pack = heard.pack;
        let own = heard.history.track(id);
        let found = heard.matches.of(id);
        let artist = found.map_or_else(|none| none.artist(pack), |(t, _)| Some(pack.artist(t)));
        if artist.is_some_and(|a| self.artists.contains(&a)) || self.holds_album(own) {
            return true;
        }
        let Ok((track, _)) = found else {
            return self.unknown.iter().any(|t| same_name(t, own))
                || (!self.unknown_artists.is_empty()
                    && self.unknown_artists.contains(&artist_key(&own.artist)));
        };
        self.tracks.contains(&track)
            || (!self.tags.is_empty() && pack.tags(track).any(|(t, _)| self.tags.contains(&t)))
            || pack.year(track).is_some_and(|y| self.years.iter().any(|years| years.contains(y)))
    }

    fn holds_album(&self, own: &HeardTrack) -> bool {
        let Some(album) = own.album.as_deref().filter(|_| !self.albums.is_empty()) else { return false };
        self.albums.iter().any(|(artist, wanted)| {
            artist.as_ref().is_none_or(|a| *a == artist_key(&own.artist)) && fold(album) == *wanted
        })
    }

    fn holds_listen(&self, listen: &Listen, zone: &TimeZone) -> bool {
        let source = self.sources.get(usize::from(listen.source.0)).is_some_and(|silent| *silent);
        source
            || listen.at.is_some_and(|at| {
                self.periods.iter().any(|(from, to)| (*from..*to).contains(&at))
                    || (!self.hours.is_empty()
                        && Hours::at(at, zone).is_some_and(|h| self.hours.iter().any(|x| x.contains(h))))
            })
    }
}

/// The same track, though no pack knows it: by an identifier, or by folded names.
fn same_name(named: &TrackName, own: &HeardTrack) -> bool {
    let name = named.heard();
    let same = |a: &Option<Box<str>>, b: &Option<Box<str>>| a.is_some() && a == b;
    same(&name.isrc, &own.isrc)
        || same(&name.mbid, &own.mbid)
        || same(&name.uri, &own.uri)
        || (artist_key(&name.artist) == artist_key(&own.artist) && fold(&name.title) == fold(&own.title))
}
