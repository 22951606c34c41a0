//! The signals by name, and the weight that the person gives each.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::pack::Card;

/// A mixer weight of 1.0.
pub const MIXER_ONE: i32 = 100;

/// The largest mixer weight, either way.
pub const MIXER_LIMIT: i32 = 16 * MIXER_ONE;

/// One named, published way to turn evidence into points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignalKind {
    /// Stands in lists together with a seed.
    Together,
    /// Is told by a seed's presence in lists, with what others tell taken out.
    Fitted,
    /// Stands in the lists most like the history.
    ListsLikeYours,
    /// Stands in lists soon after a track played lately.
    Follows,
    /// Stands in lists with words of a phrase in their names.
    ListName,
    /// Is by an artist near the artist of a track that the pack does not know.
    ArtistsTogether,
    /// Is by the artist of a seed.
    SameArtist,
    /// Shares tags with a seed.
    Tags,
    /// Stands in many lists.
    Popularity,
    /// Was heard before.
    HeardBefore,
    /// Another track by the same artist stands above it (applied after scoring).
    ArtistRepeat,
}

impl SignalKind {
    /// All signals, in the order they are shown in.
    pub const ALL: [Self; 11] = [
        Self::Together,
        Self::Fitted,
        Self::ListsLikeYours,
        Self::Follows,
        Self::ListName,
        Self::ArtistsTogether,
        Self::SameArtist,
        Self::Tags,
        Self::Popularity,
        Self::HeardBefore,
        Self::ArtistRepeat,
    ];

    /// The name, as on the command line and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Together => "together",
            Self::Fitted => "fitted",
            Self::ListsLikeYours => "lists-like-yours",
            Self::Follows => "follows",
            Self::ListName => "list-name",
            Self::ArtistsTogether => "artists-together",
            Self::SameArtist => "same-artist",
            Self::Tags => "tags",
            Self::Popularity => "popularity",
            Self::HeardBefore => "heard-before",
            Self::ArtistRepeat => "artist-repeat",
        }
    }

    /// One line about it.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Together => "stands in lists together with a track you played",
            Self::Fitted => {
                "is told by a track you played, with what others tell taken out (ridge regression)"
            }
            Self::ListsLikeYours => "stands in the lists most like your history",
            Self::Follows => "stands in lists soon after a track you played lately",
            Self::ListName => "stands in lists named as the phrase you gave",
            Self::ArtistsTogether => "is by or near an artist of yours whose tracks the pack does not know",
            Self::SameArtist => "is by an artist you played",
            Self::Tags => "shares tags with a track you played",
            Self::Popularity => "stands in many lists (below zero: prefers the obscure)",
            Self::HeardBefore => "you played it before (counts where heard tracks are let in)",
            Self::ArtistRepeat => {
                "an artist's further tracks lose this share of their score for each one above"
            }
        }
    }

    /// The weight in the default mix, in hundredths.
    #[must_use]
    pub fn default_weight(self) -> i32 {
        match self {
            Self::ListsLikeYours | Self::ListName => 100,
            Self::ArtistsTogether => 25,
            Self::Tags => 10,
            Self::Popularity => 2,
            Self::HeardBefore => -100,
            Self::Together | Self::Fitted | Self::Follows | Self::SameArtist | Self::ArtistRepeat => 0,
        }
    }

    /// The smallest and largest weight that makes sense.
    #[must_use]
    pub fn range(self) -> (i32, i32) {
        match self {
            // A share of the score: between nothing and all of it.
            Self::ArtistRepeat => (0, MIXER_ONE),
            _ => (-MIXER_LIMIT, MIXER_LIMIT),
        }
    }
}

impl fmt::Display for SignalKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why `SIGNAL=WEIGHT` was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MixerError {
    /// Not of that form.
    #[error("`{0}` is not SIGNAL=WEIGHT, as in together=1.5")]
    Form(String),
    /// No such signal.
    #[error("there is no signal `{0}`; there are {list}", list = names())]
    Signal(String),
    /// Not a weight.
    #[error("`{text}` is not a weight for {signal}: a number from {low} to {high} with at most two decimals", low = hundredths(.signal.range().0), high = hundredths(.signal.range().1))]
    Weight {
        /// The signal.
        signal: SignalKind,
        /// What was said.
        text: String,
    },
}

fn names() -> String {
    SignalKind::ALL.map(SignalKind::name).join(", ")
}

/// Hundredths as people write them.
#[must_use]
pub fn hundredths(weight: i32) -> String {
    let sign = if weight < 0 { "-" } else { "" };
    let n = weight.unsigned_abs();
    format!("{sign}{}.{:02}", n / 100, n % 100)
}

/// A signal, and the weight it shall have, in hundredths.
pub type MixStep = (SignalKind, i32);

/// The weights of the signals, in hundredths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mixer {
    weights: [i32; SignalKind::ALL.len()],
}

impl Default for Mixer {
    fn default() -> Self {
        Self { weights: SignalKind::ALL.map(SignalKind::default_weight) }
    }
}

impl Mixer {
    /// A mixer with every weight zero.
    #[must_use]
    pub fn silent() -> Self {
        Self { weights: [0; SignalKind::ALL.len()] }
    }

    /// A signal's weight, in hundredths.
    #[must_use]
    pub fn weight(&self, signal: SignalKind) -> i32 {
        self.weights[signal as usize]
    }

    /// A signal's weight as people write it.
    #[must_use]
    pub fn shown(&self, signal: SignalKind) -> String {
        hundredths(self.weight(signal))
    }

    /// Sets a signal's weight, in hundredths; beyond its range it is brought to the nearest end.
    pub fn set(&mut self, signal: SignalKind, hundredths: i32) {
        let (low, high) = signal.range();
        self.weights[signal as usize] = hundredths.clamp(low, high);
    }

    /// Silences what was fitted, and gives its weight to the counted weights of the same tracks.
    pub fn count_only(&mut self) {
        let fitted = self.weight(SignalKind::Fitted);
        self.set(SignalKind::Together, self.weight(SignalKind::Together) + fitted);
        self.set(SignalKind::Fitted, 0);
    }

    /// The mix of a pack: the published weights, but for those that its card has. What the card names that is no signal, or
    /// out of a signal's range, is brought there or passed over: a card comes from outside.
    #[must_use]
    pub fn of(card: &Card) -> Self {
        let mut mixer = Self::default();
        for signal in SignalKind::ALL {
            if let Some(weight) = card.mix.get(signal.name()) {
                mixer.set(signal, *weight);
            }
        }
        mixer
    }

    /// The mixer after some steps.
    #[must_use]
    pub fn with(mut self, steps: &[MixStep]) -> Self {
        for (signal, weight) in steps {
            self.set(*signal, *weight);
        }
        self
    }

    /// Reads `SIGNAL=WEIGHT`, the weight a decimal number with at most two places.
    pub fn step(text: &str) -> Result<MixStep, MixerError> {
        let (name, weight) = text.split_once('=').ok_or_else(|| MixerError::Form(text.to_owned()))?;
        let name = name.trim();
        let signal = SignalKind::ALL
            .into_iter()
            .find(|s| s.name() == name)
            .ok_or_else(|| MixerError::Signal(name.to_owned()))?;
        let wrong = || MixerError::Weight { signal, text: weight.trim().to_owned() };
        let weight = parse_hundredths(weight.trim()).ok_or_else(wrong)?;
        let (low, high) = signal.range();
        if !(low..=high).contains(&weight) {
            return Err(wrong());
        }
        Ok((signal, weight))
    }
}

/// Reads a decimal exactly: no floating point between what a person wrote and what is computed.
fn parse_hundredths(text: &str) -> Option<i32> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && part.is_empty())
        || !plain(whole)
        || !plain(part)
        || part.len() > 2
        || whole.len() > 4
    {
        return None;
    }
    let whole = i32::from_str(if whole.is_empty() { "0" } else { whole }).ok()?;
    let part = i32::from_str(&format!("{part:0<2}")).ok()?;
    let n = whole * 100 + part;
    Some(if negative { -n } else { n })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_exactly() {
        for (text, value) in
            [("tags=0.29", 29), ("tags=-1.5", -150), ("tags=.5", 50), ("tags = +2", 200), ("tags=16", 1600)]
        {
            assert_eq!(Mixer::step(text).unwrap(), (SignalKind::Tags, value), "{text}");
        }
        let mut m = Mixer::default();
        m.set(SignalKind::Popularity, -2);
        assert_eq!(m.shown(SignalKind::Popularity), "-0.02");
    }

    #[test]
    fn counts_speak_in_the_place_of_what_was_fitted() {
        let mut m = Mixer::silent().with(&[(SignalKind::Fitted, 50), (SignalKind::Together, 30)]);
        m.count_only();
        assert_eq!((m.weight(SignalKind::Fitted), m.weight(SignalKind::Together)), (0, 80));
        let once = m.clone();
        m.count_only();
        assert_eq!(m, once);
    }

    #[test]
    fn what_is_not_a_weight_is_said() {
        for text in [
            "tags",
            "tags=",
            "tags=1.234",
            "tags=17",
            "tags=1e3",
            "tags=-",
            "artist-repeat=2",
            "nothing=1",
            "tags=99999999999",
        ] {
            assert!(Mixer::step(text).is_err(), "{text}");
        }
        assert!(Mixer::step("taggs=1").unwrap_err().to_string().contains("same-artist"));
    }
}
