//! The named mixes: each a few levers and rules on top of what the pack says.

use super::choice::{Block, Choice, Lever};
use crate::engine::SignalKind;

/// A named mix.
#[derive(Debug, PartialEq, Eq)]
pub struct Preset {
    /// The name, as on the command line.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub about: &'static str,
    /// The levers and rules that it stands for. What the person sets themselves goes before.
    pub choices: &'static [Choice],
}

const fn weight(signal: SignalKind, hundredths: i32) -> Choice {
    Choice::Set(Lever::Weight(signal, hundredths))
}

/// All presets.
pub static PRESETS: [Preset; 6] = [
    Preset {
        name: "as-the-pack-says",
        about: "The mix that the pack was given; heard tracks are set aside.",
        choices: &[],
    },
    Preset {
        name: "closest",
        about: "Only nearness to your tracks counts: neither popularity nor repeats of an artist do.",
        choices: &[weight(SignalKind::Popularity, 0), weight(SignalKind::ArtistRepeat, 0)],
    },
    Preset {
        name: "deep-cuts",
        about: "Rare tracks near yours, those by your artists before others.",
        choices: &[Choice::Set(Lever::Popular(-40)), weight(SignalKind::SameArtist, 30)],
    },
    Preset {
        name: "new-artists-only",
        about: "Nothing by an artist that you heard, and few tracks by one artist.",
        choices: &[Choice::Block(Block::HeardArtists), weight(SignalKind::ArtistRepeat, 30)],
    },
    Preset {
        name: "old-favourites",
        about: "Only tracks that you played, and not in the last 30 days of your history; age does not matter.",
        choices: &[
            Choice::Set(Lever::Heard),
            Choice::Set(Lever::HalfLife(0)),
            Choice::Block(Block::Unheard),
            Choice::Block(Block::HeardWithin(30)),
        ],
    },
    Preset {
        name: "many-artists",
        about: "Each further track of an artist loses 40 % of its score for every one above it.",
        choices: &[weight(SignalKind::ArtistRepeat, 40)],
    },
];

impl Preset {
    /// The preset of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|p| p.name == name)
    }
}
