//! One thing that a person can change, and its words.

use crate::engine::SignalKind;

use super::preset::Preset;
use super::span::{Hours, Period, Years};
use super::track_name::TrackName;

/// The furthest that [`Lever::Familiar`] and [`Lever::Popular`] go, either way.
pub const LEVER_LIMIT: i32 = 100;

/// One thing that a person can change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// A part of the history shall not speak.
    Without(Part),
    /// Some candidates shall not be listed.
    Block(Block),
    /// A lever stands so.
    Set(Lever),
}

/// A part of the history. What is set aside stays known as heard, and gives no points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A track, under all its spellings.
    Track(TrackName),
    /// All tracks of an artist.
    Artist(String),
    /// All tracks heard on an album, of one artist where that is told.
    Album {
        /// The artist.
        artist: Option<String>,
        /// The album.
        album: String,
    },
    /// All tracks that carry a tag in the pack.
    Tag(String),
    /// All tracks first released in some years, where the pack has the year.
    Years(Years),
    /// All listens on some days.
    Period(Period),
    /// All listens at some hours of the day.
    Hours(Hours),
    /// All listens from a source: by its label (a file name), or by its kind as in [`crate::history::SourceKind::slug`].
    Source(String),
}

/// A rule for candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A track.
    Track(TrackName),
    /// All tracks of an artist.
    Artist(String),
    /// All tracks that carry a tag.
    Tag(String),
    /// All tracks first released in some years.
    Years(Years),
    /// All tracks of the artists in the history.
    HeardArtists,
    /// All tracks heard in the last so many days of the history, where heard tracks are let in.
    HeardWithin(u32),
    /// All tracks that were never heard, where heard tracks are let in.
    Unheard,
}

/// Something that stands somewhere between two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lever {
    /// The weight of a signal, in hundredths.
    Weight(SignalKind, i32),
    /// After so many days a play counts half; 0: age does not matter.
    HalfLife(u32),
    /// Heard tracks are let in.
    Heard,
    /// From new (−100) to familiar (100), in percent; 0 is as the pack says.
    Familiar(i32),
    /// From obscure (−100) to popular (100), in percent; 0 is as the pack says.
    Popular(i32),
    /// A named mix.
    Preset(&'static Preset),
}

impl Choice {
    /// True when both are about the same thing, so that one takes the place of the other.
    #[must_use]
    pub fn same_place(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Set(Lever::Weight(a, _)), Self::Set(Lever::Weight(b, _))) => a == b,
            (Self::Set(a), Self::Set(b)) => std::mem::discriminant(a) == std::mem::discriminant(b),
            (Self::Block(Block::HeardWithin(_)), Self::Block(Block::HeardWithin(_))) => true,
            _ => self == other,
        }
    }

    /// True for a lever.
    #[must_use]
    pub fn is_lever(&self) -> bool {
        matches!(self, Self::Set(_))
    }

    /// True when it names a track, an artist or an album: what a source that may not be kept can have told.
    #[must_use]
    pub fn names_music(&self) -> bool {
        matches!(
            self,
            Self::Without(Part::Track(_) | Part::Artist(_) | Part::Album { .. })
                | Self::Block(Block::Track(_) | Block::Artist(_))
        )
    }

    /// What it does, in a few words: "set aside: Roads · Portishead". Names in it are clean.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Without(part) => format!("set aside: {}", part.words()),
            Self::Block(block) => format!("never list: {}", block.words()),
            Self::Set(lever) => lever.words(),
        }
    }
}

impl Part {
    /// What it is, in a few words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Track(track) => track_words(track),
            Self::Artist(artist) => format!("all that you heard by {artist}"),
            Self::Album { artist: Some(artist), album } => format!("the album {album} by {artist}"),
            Self::Album { artist: None, album } => format!("the album {album}"),
            Self::Tag(tag) => format!("tracks of yours tagged {tag}"),
            Self::Years(years) => format!("tracks of yours from {years}"),
            Self::Period(Period { from, to }) if from == to => format!("listens on {from}"),
            Self::Period(Period { from, to }) => format!("listens from {from} to {to}"),
            Self::Hours(Hours { from, to }) => format!("listens between {from:02}:00 and {to:02}:59"),
            Self::Source(name) => format!("listens from {name}"),
        }
    }
}

impl Block {
    /// What it is, in a few words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Track(track) => track_words(track),
            Self::Artist(artist) => format!("anything by {artist}"),
            Self::Tag(tag) => format!("tracks tagged {tag}"),
            Self::Years(years) => format!("tracks from {years}"),
            Self::Unheard => "anything you never heard".to_owned(),
            Self::HeardArtists => "anything by an artist you heard".to_owned(),
            Self::HeardWithin(days) => format!("tracks heard in the last {days} days"),
        }
    }
}

impl Lever {
    /// Where it stands, in a few words.
    #[must_use]
    pub fn words(&self) -> String {
        match *self {
            Self::Weight(signal, weight) => format!("{signal} weighs {}", crate::engine::hundredths(weight)),
            Self::HalfLife(0) => "age does not matter".to_owned(),
            Self::HalfLife(days) => format!("a play counts half after {days} days"),
            Self::Heard => "heard tracks are let in".to_owned(),
            Self::Familiar(0) => "neither new nor familiar".to_owned(),
            Self::Familiar(n) if n < 0 => format!("{} % towards the new", -n),
            Self::Familiar(n) => format!("{n} % towards the familiar"),
            Self::Popular(0) => "neither obscure nor popular".to_owned(),
            Self::Popular(n) if n < 0 => format!("{} % towards the obscure", -n),
            Self::Popular(n) => format!("{n} % towards the popular"),
            Self::Preset(preset) => format!("preset {}", preset.name),
        }
    }
}

fn track_words(track: &TrackName) -> String {
    format!("{} · {}", track.title(), track.artist())
}
