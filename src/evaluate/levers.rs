//! What may be chosen for a pack, and among which values.

use std::collections::BTreeMap;

use crate::build::Choice;
use crate::engine::SignalKind;
use crate::pack::Parameters;

/// A choice in the making: what neighbours say is not weighed in the units of a pack yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) parameters: Parameters,
    /// Weights of signals as they are, in hundredths.
    weights: BTreeMap<&'static str, i32>,
    /// What `together` gives its best candidate of a usual question, in hundredths of what alike lists give theirs.
    pub(super) together: u32,
    /// The same of `fitted`.
    pub(super) fitted: u32,
}

/// The mixer weights, in hundredths, that bring the best candidate of a signal to about 1, as the best by alike lists is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Ratios {
    pub together: i32,
    pub fitted: i32,
}

impl Draft {
    /// As published.
    pub(super) fn published(parameters: Parameters) -> Self {
        Self { parameters, weights: BTreeMap::new(), together: 0, fitted: 0 }
    }

    /// True when neighbours have a say, for themselves or as companions.
    pub(super) fn asks_neighbours(&self) -> bool {
        self.together > 0 || self.fitted > 0 || self.parameters.companions > 0
    }

    /// The choice that it is in a pack.
    pub(super) fn choice(&self, ratios: Ratios) -> Choice {
        let mut mix: BTreeMap<String, i32> =
            self.weights.iter().map(|(name, weight)| ((*name).to_owned(), *weight)).collect();
        let neighbours = [
            (SignalKind::Together, self.together, ratios.together),
            (SignalKind::Fitted, self.fitted, ratios.fitted),
        ];
        for (signal, share, ratio) in neighbours {
            let weight = (share as i32 * ratio) / 100;
            if weight > 0 {
                mix.insert(signal.name().to_owned(), weight.min(signal.range().1));
            }
        }
        Choice { parameters: self.parameters, mix }
    }
}

/// How tracks are counted together: parameters that are good or bad together.
#[derive(Debug)]
struct Counting {
    name: &'static str,
    seed_exponent: u32,
    popularity_exponent: u32,
    length_exponent: u32,
    shrinkage: u32,
}

const COUNTINGS: [Counting; 4] = [
    Counting {
        name: "published",
        seed_exponent: Parameters::DEFAULT.seed_exponent,
        popularity_exponent: Parameters::DEFAULT.popularity_exponent,
        length_exponent: Parameters::DEFAULT.length_exponent,
        shrinkage: Parameters::DEFAULT.shrinkage,
    },
    // For tables of users, whose favourites everybody has: the rare ones tell more.
    Counting {
        name: "rare",
        seed_exponent: 60,
        popularity_exponent: 60,
        length_exponent: 50,
        shrinkage: 300,
    },
    Counting {
        name: "wide",
        seed_exponent: 50,
        popularity_exponent: 25,
        length_exponent: 100,
        shrinkage: 100,
    },
    // A random walk's share: a step from a long list is worth as much less as there are more of them.
    Counting {
        name: "walk",
        seed_exponent: 60,
        popularity_exponent: 40,
        length_exponent: 100,
        shrinkage: 100,
    },
];

impl Counting {
    fn put_into(&self, parameters: &mut Parameters) {
        parameters.seed_exponent = self.seed_exponent;
        parameters.popularity_exponent = self.popularity_exponent;
        parameters.length_exponent = self.length_exponent;
        parameters.shrinkage = self.shrinkage;
    }
}

/// One thing that may be chosen.
#[derive(Debug)]
pub(super) struct Lever {
    name: &'static str,
    what: What,
    /// In hundredths, but for counts and countings.
    pub(super) values: &'static [i32],
}

/// What a lever moves.
#[derive(Debug, Clone, Copy)]
enum What {
    Parameter(fn(&mut Parameters) -> &mut u32),
    /// A parameter that is a number of something.
    Count(fn(&mut Parameters) -> &mut u32),
    /// One of [`COUNTINGS`].
    Counting,
    /// The weight of a signal as it is.
    Weight(SignalKind),
    /// What neighbours say, in hundredths of what brings the best of a usual question to about 1.
    Neighbours(fn(&mut Draft) -> &mut u32),
}

const fn parameter(name: &'static str, of: fn(&mut Parameters) -> &mut u32, values: &'static [i32]) -> Lever {
    Lever { name, what: What::Parameter(of), values }
}

/// All levers, in the order in which they are tried.
pub(super) const LEVERS: &[Lever] = &[
    parameter("power", |p| &mut p.alike_power, &[100, 150, 200, 250, 300]),
    Lever { name: "lists", what: What::Count(|p| &mut p.alike), values: &[50, 100, 300, 1000] },
    parameter("order", |p| &mut p.order, &[100, 80, 60, 30]),
    parameter("half-life", |p| &mut p.half_life, &[0, 400, 200, 100, 50, 25, 10]),
    parameter("rarity", |p| &mut p.rarity_exponent, &[0, 25, 50, 75]),
    parameter("worth", |p| &mut p.worth_exponent, &[25, 50, 75]),
    parameter("companions", |p| &mut p.companions, &[0, 50, 100, 200, 400]),
    Lever {
        name: "number of companions",
        what: What::Count(|p| &mut p.companion_count),
        values: &[20, 60, 100],
    },
    parameter("companions of artists", |p| &mut p.artist_companions, &[0, 25, 50, 100]),
    parameter("recency", |p| &mut p.recency, &[0, 30, 60]),
    Lever { name: "counting", what: What::Counting, values: &[0, 1, 2, 3] },
    Lever {
        name: "together",
        what: What::Neighbours(|d| &mut d.together),
        values: &[0, 10, 20, 40, 70, 100, 150],
    },
    parameter("discount", |p| &mut p.discount, &[0, 10, 20, 30]),
    Lever { name: "fitted", what: What::Neighbours(|d| &mut d.fitted), values: &[0, 10, 20, 40, 70] },
    Lever {
        name: "popularity",
        what: What::Weight(SignalKind::Popularity),
        values: &[-30, -20, -10, 0, 2, 5],
    },
    // Below 0 where a list avoids its artists, as radio does.
    Lever {
        name: "same artist",
        what: What::Weight(SignalKind::SameArtist),
        values: &[-80, -40, -20, -10, 0, 10, 20, 40],
    },
    Lever { name: "artist repeats", what: What::Weight(SignalKind::ArtistRepeat), values: &[0, 5] },
];

/// Values that go well together on some kind of data.
#[derive(Debug)]
pub(super) struct Preset {
    pub(super) name: &'static str,
    values: &'static [(&'static str, i32)],
}

/// All presets but the published values.
pub(super) const PRESETS: &[Preset] = &[
    Preset { name: "preset: near lists", values: &[("power", 200), ("together", 10), ("fitted", 10)] },
    Preset {
        name: "preset: nearest lists and neighbours",
        values: &[("power", 300), ("together", 10), ("fitted", 40), ("half-life", 100)],
    },
    Preset {
        name: "preset: near lists alone, slow age",
        values: &[("power", 200), ("half-life", 200), ("companions", 0), ("companions of artists", 0)],
    },
    Preset {
        name: "preset: near lists alone, no order, no age",
        values: &[("power", 200), ("order", 100), ("half-life", 0), ("companions", 0)],
    },
    Preset {
        name: "preset: many companions",
        values: &[
            ("rarity", 25),
            ("worth", 25),
            ("companions", 200),
            ("number of companions", 100),
            ("half-life", 100),
        ],
    },
    Preset {
        name: "preset: what is rare, no order",
        values: &[
            ("power", 200),
            ("lists", 100),
            ("order", 100),
            ("rarity", 25),
            ("companions", 200),
            ("number of companions", 60),
            ("counting", 1),
            ("together", 100),
            ("discount", 10),
        ],
    },
];

impl Lever {
    /// The draft with the lever at a value.
    pub(super) fn pulled(&self, draft: &Draft, value: i32) -> Draft {
        let mut draft = draft.clone();
        match self.what {
            What::Parameter(of) | What::Count(of) => *of(&mut draft.parameters) = value.unsigned_abs(),
            What::Counting => {
                if let Some(counting) = COUNTINGS.get(value.unsigned_abs() as usize) {
                    counting.put_into(&mut draft.parameters);
                }
            }
            What::Weight(signal) if signal.default_weight() == value => {
                draft.weights.remove(signal.name());
            }
            What::Weight(signal) => {
                draft.weights.insert(signal.name(), value);
            }
            What::Neighbours(of) => *of(&mut draft) = value.unsigned_abs(),
        }
        draft
    }

    /// The lever at a value, in words.
    pub(super) fn shown(&self, value: i32) -> String {
        let name = self.name;
        match self.what {
            What::Count(_) => format!("{name} {value}"),
            What::Counting => {
                let counting = COUNTINGS.get(value.unsigned_abs() as usize);
                format!("{name} {}", counting.map_or("", |c| c.name))
            }
            _ => {
                let sign = if value < 0 { "-" } else { "" };
                let n = value.unsigned_abs();
                format!("{name} {sign}{}.{:02}", n / 100, n % 100)
            }
        }
    }

    /// True when it changes what is counted, so that counting has to begin anew.
    pub(super) fn counts(&self) -> bool {
        matches!(self.what, What::Counting)
    }
}

impl Preset {
    /// A draft with the values of the preset.
    pub(super) fn of(&self, draft: &Draft) -> Draft {
        self.values.iter().fold(draft.clone(), |draft, (name, value)| {
            LEVERS.iter().find(|l| l.name == *name).map_or(draft.clone(), |l| l.pulled(&draft, *value))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_name_levers_and_values_that_are_tried() {
        for (name, value) in PRESETS.iter().flat_map(|p| p.values) {
            let lever = LEVERS.iter().find(|l| l.name == *name);
            assert!(lever.is_some_and(|l| l.values.contains(value)), "{name} {value}");
        }
    }

    #[test]
    fn every_lever_moves_something_and_can_be_put_back() {
        let published = Draft::published(Parameters::DEFAULT);
        for lever in LEVERS {
            let pulled: Vec<Draft> = lever.values.iter().map(|v| lever.pulled(&published, *v)).collect();
            let distinct = |n: usize| pulled.iter().filter(|d| **d == pulled[n]).count() == 1;
            assert!((0..pulled.len()).all(distinct), "{}", lever.name);
            assert!(pulled.contains(&published), "{} has no published value", lever.name);
        }
    }

    #[test]
    fn neighbours_are_weighed_in_the_units_of_a_pack() {
        let mut draft = Draft::published(Parameters::DEFAULT);
        let ratios = Ratios { together: 250, fitted: 80 };
        assert!(draft.choice(ratios).mix.is_empty());
        (draft.together, draft.fitted) = (40, 150);
        let mix = draft.choice(ratios).mix;
        assert_eq!((mix["together"], mix["fitted"]), (100, 120));
    }
}
