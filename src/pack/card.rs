//! `card.toml`: what a pack is, from what it was made and how, and under which terms it may be used.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// A SHA-256 digest, written as `sha256:` and 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// The whole digest as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first eight digits: enough to tell packs apart by eye.
    #[must_use]
    pub fn short(&self) -> &str {
        let hex = self.0.strip_prefix("sha256:").unwrap_or(&self.0);
        hex.get(..8).unwrap_or(hex)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The SHA-256 of some bytes.
#[must_use]
pub fn digest_of(bytes: &[u8]) -> Digest {
    let mut maker = DigestMaker::default();
    maker.update(bytes);
    maker.finish()
}

/// Makes a [`Digest`] of bytes that come piece by piece.
#[derive(Debug, Clone, Default)]
pub struct DigestMaker(Sha256);

impl DigestMaker {
    /// Takes the next bytes in.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all bytes taken in.
    #[must_use]
    pub fn finish(self) -> Digest {
        use fmt::Write;
        let mut text = String::from("sha256:");
        for b in self.0.finalize() {
            let _ = write!(text, "{b:02x}");
        }
        Digest(text)
    }
}

/// The card of a pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// [`super::FORMAT`] of the writer.
    pub format: u32,
    /// The pack's name.
    pub name: String,
    /// One line about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// The licence of the whole, an SPDX expression, or `unknown`.
    pub licence: String,
    /// Which rows of the sources are one track.
    #[serde(default, skip_serializing_if = "Join::is_by_name")]
    pub joined_by: Join,
    /// How many rows the tables have.
    pub counts: Counts,
    /// The parameters of counting, enough to count again.
    pub parameters: Parameters,
    /// The weights of signals that were chosen for this pack, in hundredths; the others have their published ones.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub mix: BTreeMap<String, i32>,
    /// From what it was made.
    pub sources: Vec<SourceCard>,
    /// The digest of every table's file, by file name.
    pub files: BTreeMap<String, Digest>,
}

/// Which rows of the sources are one track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Join {
    /// Rows of one folded artist and title.
    #[default]
    Name,
    /// Rows of one URI; those without one by name, among themselves.
    Uri,
}

impl Join {
    /// The name on cards and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Uri => "uri",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
    fn is_by_name(&self) -> bool {
        *self == Self::Name
    }
}

/// How many rows the tables have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Tracks.
    pub tracks: u64,
    /// Artists.
    pub artists: u64,
    /// Tags.
    pub tags: u64,
    /// Lists.
    pub lists: u64,
    /// Tracks in lists, each as often as it stands in one.
    pub entries: u64,
    /// Entries of the counted neighbour table, all tracks together.
    pub neighbours: u64,
    /// Entries of the fitted neighbour table.
    pub fitted: u64,
    /// Words of list names.
    pub words: u64,
}

/// The parameters of the stored weights (`docs/scoring.md`). Exponents and the like are in hundredths: a card holds no
/// floating point numbers, so that it is the same text everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// How many neighbours a track keeps.
    pub neighbours: u32,
    /// The exponent of the seed's own count, in hundredths.
    pub seed_exponent: u32,
    /// The exponent of the other track's count (popularity discount), in hundredths.
    pub popularity_exponent: u32,
    /// The exponent of a list's length (long lists say less), in hundredths.
    pub length_exponent: u32,
    /// Shrinkage: a pair in `n` lists keeps `n / (n + shrinkage)` of its weight, in hundredths.
    pub shrinkage: u32,
    /// The half-life of lists, in hundredths of the time between the oldest and the newest: a list of age `a` (0 the newest,
    /// 1 the oldest, by place in the order of dates) counts `0.5^(a / half-life)`. 0: age does not matter.
    pub half_life: u32,
    /// Fitting: on how many of its strongest neighbours a track's presence is regressed. 0: nothing is fitted.
    pub support: u32,
    /// Fitting: the ridge penalty, in hundredths.
    pub ridge: u32,
    /// Fitting: a track in fewer lists keeps its counted weights.
    pub fitted_least_lists: u32,
    /// Fitting: how many neighbours a track keeps.
    pub fitted_kept: u32,
    /// The exponent of a seed's count in its rarity, by which lists are likened, in hundredths.
    pub rarity_exponent: u32,
    /// The exponent of a list's length in its worth, by which lists are likened, in hundredths.
    pub worth_exponent: u32,
    /// How many neighbours an artist keeps.
    pub artist_neighbours: u32,
    /// How many of the most alike lists speak.
    pub alike: u32,
    /// The power of a list's likeness, in hundredths, from 100: above it the most alike lists count more.
    pub alike_power: u32,
    /// The unit of what alike lists say, in 1/256: brings the best of a usual question to about 1.
    pub alike_unit: u32,
    /// What a track in a list says for what stands before it, in hundredths of what it says for what stands after it.
    pub order: u32,
    /// The strength of companions, the tracks nearest to the seeds, in hundredths. 0: none.
    pub companions: u32,
    /// How many companions of the first kind.
    pub companion_count: u32,
    /// How much more the latest of a history speak than its oldest when lists are looked for, in hundredths. 0: all alike.
    pub recency: u32,
    /// The strength of companions by the seeds' artists, in hundredths. 0: none.
    pub artist_companions: u32,
    /// The exponent by which alike lists say less for what stands in many lists, in hundredths. 0, which is left out of the card:
    /// they do not.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub discount: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Parameters {
    /// The published ones.
    pub const DEFAULT: Self = Self {
        neighbours: 100,
        seed_exponent: 50,
        popularity_exponent: 40,
        length_exponent: 50,
        shrinkage: 300,
        half_life: 50,
        support: 60,
        ridge: 5000,
        fitted_least_lists: 3,
        fitted_kept: 30,
        rarity_exponent: 50,
        worth_exponent: 50,
        artist_neighbours: 30,
        alike: 1000,
        alike_power: 100,
        alike_unit: 1024,
        order: 60,
        companions: 50,
        companion_count: 20,
        recency: 0,
        artist_companions: 50,
        discount: 0,
    };
}

impl Parameters {
    /// The published ones for a catalogue of so many tracks: in a large one each keeps fewer neighbours, so that the table stays
    /// below half a gigabyte, and is explained by fewer, so that fitting takes minutes; and fewer lists speak, so that an answer
    /// takes a millisecond or two.
    #[must_use]
    pub fn published(tracks: usize) -> Self {
        if tracks > LARGE {
            Self { neighbours: 30, support: 30, alike: 200, ..Self::DEFAULT }
        } else {
            Self::DEFAULT
        }
    }
}

/// A catalogue of more tracks than this is large.
const LARGE: usize = 500_000;

impl Default for Parameters {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// One source of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceCard {
    /// What it is.
    pub name: String,
    /// Its licence, an SPDX expression, or `unknown`.
    pub licence: String,
    /// The digest of what was read.
    pub digest: Digest,
}
