//! What may be chosen for a pack, and among which values.

use crate::build::Choice;
use crate::engine::SignalKind;
use crate::pack::Parameters;

use super::tune::Ratios;

/// One thing that may be chosen.
#[derive(Debug)]
pub(super) struct Lever {
    name: &'static str,
    what: What,
    /// In hundredths, but for counts.
    pub(super) values: &'static [u32],
}

/// What a lever moves.
#[derive(Debug, Clone, Copy)]
enum What {
    Parameter(fn(&mut Parameters) -> &mut u32),
    /// The weight of a signal as it is.
    Weight(SignalKind),
    /// The weight of a signal, in hundredths of what brings its best candidate to about 1.
    Signal(SignalKind),
}

/// All levers, in the order in which they are tried.
pub(super) const LEVERS: &[Lever] = &[
    Lever { name: "power", what: What::Parameter(|p| &mut p.alike_power), values: &[100, 150, 200, 300] },
    Lever { name: "lists", what: What::Parameter(|p| &mut p.alike), values: &[100, 300, 1000] },
    Lever { name: "order", what: What::Parameter(|p| &mut p.order), values: &[100, 80, 60, 30] },
    Lever { name: "half-life", what: What::Parameter(|p| &mut p.half_life), values: &[0, 100, 50, 25, 10] },
    Lever {
        name: "companions",
        what: What::Parameter(|p| &mut p.companions),
        values: &[0, 25, 50, 100, 200],
    },
    Lever {
        name: "number of companions",
        what: What::Parameter(|p| &mut p.companion_count),
        values: &[20, 60],
    },
    Lever {
        name: "companions of artists",
        what: What::Parameter(|p| &mut p.artist_companions),
        values: &[0, 25, 50, 100],
    },
    Lever { name: "rarity", what: What::Parameter(|p| &mut p.rarity_exponent), values: &[25, 50, 75] },
    Lever { name: "recency", what: What::Parameter(|p| &mut p.recency), values: &[0, 30] },
    Lever { name: "fitted", what: What::Signal(SignalKind::Fitted), values: &[0, 10, 30, 60] },
    Lever { name: "together", what: What::Signal(SignalKind::Together), values: &[0, 10, 30] },
    Lever { name: "artist repeats", what: What::Weight(SignalKind::ArtistRepeat), values: &[0, 5] },
];

/// Values that go well together on some kind of data.
#[derive(Debug)]
pub(super) struct Preset {
    pub(super) name: &'static str,
    values: &'static [(&'static str, u32)],
}

/// All presets but the published values.
pub(super) const PRESETS: &[Preset] = &[
    Preset { name: "preset: near lists", values: &[("power", 200), ("together", 10), ("fitted", 10)] },
    Preset {
        name: "preset: nearest lists and neighbours",
        values: &[("power", 300), ("together", 10), ("fitted", 30), ("half-life", 100)],
    },
    Preset {
        name: "preset: many companions, no order",
        values: &[("rarity", 25), ("companions", 100), ("order", 100)],
    },
    Preset {
        name: "preset: near lists alone, no order, no age",
        values: &[("power", 200), ("order", 100), ("half-life", 0), ("companions", 0)],
    },
];

impl Lever {
    /// The choice with the lever at a value.
    pub(super) fn pulled(&self, choice: &Choice, value: u32, ratios: Ratios) -> Choice {
        let mut choice = choice.clone();
        match self.what {
            What::Parameter(of) => *of(&mut choice.parameters) = value,
            What::Weight(signal) => {
                choice.mix.insert(signal.name().to_owned(), value as i32);
            }
            What::Signal(signal) => {
                let ratio = if signal == SignalKind::Fitted { ratios.fitted } else { ratios.together };
                let weight = (value as i32 * ratio).div_euclid(100);
                choice.mix.insert(signal.name().to_owned(), weight);
            }
        }
        choice
    }

    /// The lever with its value in a choice.
    pub(super) fn shown(&self, choice: &Choice) -> String {
        let hundredths = |n: i64| format!("{} {}.{:02}", self.name, n / 100, n % 100);
        match self.what {
            What::Parameter(of) => {
                let value = *of(&mut { choice.parameters });
                let counts = ["lists", "number of companions"];
                if counts.contains(&self.name) {
                    format!("{} {value}", self.name)
                } else {
                    hundredths(i64::from(value))
                }
            }
            What::Weight(signal) | What::Signal(signal) => {
                hundredths(i64::from(choice.mix.get(signal.name()).copied().unwrap_or_default()))
            }
        }
    }
}

impl Preset {
    /// A choice with the values of the preset.
    pub(super) fn of(&self, choice: &Choice, ratios: Ratios) -> Choice {
        self.values.iter().fold(choice.clone(), |choice, (name, value)| {
            LEVERS
                .iter()
                .find(|l| l.name == *name)
                .map_or(choice.clone(), |l| l.pulled(&choice, *value, ratios))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_name_levers() {
        for (name, _) in PRESETS.iter().flat_map(|p| p.values) {
            assert!(LEVERS.iter().any(|l| l.name == *name), "{name}");
        }
    }
}
