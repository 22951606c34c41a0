//! What the choices in force come to for one history and one pack.
//!
//! The order is fixed and does not depend on when what was chosen: the mix of the pack; the weights of the preset; the levers
//! *familiar* and *popular*, which add to what is there; the weights that the person gave each signal. A lever of the person's own
//! goes before the same lever of a preset.
//!
//! ```text
//! familiar f > 0   heard tracks are let in;  heard-before = reach · (2f − 100)/100
//! familiar f < 0   heard tracks stay out;    same-artist += f/100
//! popular  p       popularity += reach · p/100
//! ```
//!
//! Scores grow with the history, since every seed adds to them; being heard and being popular count once. So these two have a
//! *reach*: a fifth of the weight of all seeds, at least 1 and at most the mixer's 16.

use crate::engine::{MIXER_LIMIT, MIXER_ONE, Mixer, Rule, Rules, Settings, SignalKind};
use crate::history::{Aside, SEED_ONE, WeightSettings};
use crate::identify::{Matcher, Seeds, seeds};

use super::choice::{Block, Choice, Lever, Part};
use super::sieve::{Heard, aside, tags_named};

/// What the engine is asked with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// What of the history is set aside.
    pub aside: Aside,
    /// How plays become seed weights.
    pub weight: WeightSettings,
    /// Mixer, heard rule, and rules for candidates.
    pub settings: Settings,
}

/// Folds choices; gives the seeds too, on whose weight the reach of two levers depends.
#[must_use]
pub fn fold<'a>(choices: impl IntoIterator<Item = &'a Choice>, heard: &Heard<'_>) -> (Folded, Seeds) {
    let mut parts: Vec<&Part> = Vec::new();
    let mut blocks: Vec<&Block> = Vec::new();
    let mut own = Levers::default();
    for choice in choices {
        match choice {
            Choice::Without(part) => parts.push(part),
            Choice::Block(block) => blocks.push(block),
            Choice::Set(lever) => own.take(*lever),
        }
    }
    let mut preset = Levers::default();
    for choice in own.preset.iter().flat_map(|p| p.choices) {
        match choice {
            Choice::Block(block) => blocks.push(block),
            Choice::Set(lever) => preset.take(*lever),
            Choice::Without(_) => {}
        }
    }
    let rules: Rules = blocks.into_iter().flat_map(|b| rules(b, heard)).collect();
    let mut weight = WeightSettings::default();
    if let Some(days) = own.half_life.or(preset.half_life) {
        weight.half_life_days = days;
    }
    let aside = aside(parts, heard);
    let seeds = seeds(heard.pack, heard.history, heard.matches, &aside, &weight);
    let mixer = Mixer::of(heard.pack.card()).with(&preset.weights);
    let familiar = own.familiar.or(preset.familiar).unwrap_or(0);
    let popular = own.popular.or(preset.popular).unwrap_or(0);
    let mixer = tilted(mixer, reach(&seeds), familiar, popular);
    let settings = Settings {
        mixer: mixer.with(&own.weights),
        heard_too: own.heard || preset.heard || familiar > 0,
        rules,
    };
    (Folded { aside, weight, settings }, seeds)
}

/// Where levers stand.
#[derive(Debug, Default)]
struct Levers {
    weights: Vec<(SignalKind, i32)>,
    half_life: Option<u32>,
    heard: bool,
    familiar: Option<i32>,
    popular: Option<i32>,
    preset: Option<&'static super::Preset>,
}

impl Levers {
    fn take(&mut self, lever: Lever) {
        match lever {
            Lever::Weight(signal, weight) => self.weights.push((signal, weight)),
            Lever::HalfLife(days) => self.half_life = Some(days),
            Lever::Heard => self.heard = true,
            Lever::Familiar(n) => self.familiar = Some(n),
            Lever::Popular(n) => self.popular = Some(n),
            Lever::Preset(preset) => self.preset = Some(preset),
        }
    }
}

/// How far *familiar* and *popular* go, in hundredths of a mixer weight.
fn reach(seeds: &Seeds) -> i32 {
    let weights = seeds.tracks.iter().map(|s| s.weight).chain(seeds.artists.iter().map(|s| s.weight));
    let all: u64 = weights.map(u64::from).sum();
    let fifth = all * MIXER_ONE as u64 / (5 * u64::from(SEED_ONE));
    fifth.clamp(MIXER_ONE as u64, MIXER_LIMIT as u64) as i32
}

fn tilted(mut mixer: Mixer, reach: i32, familiar: i32, popular: i32) -> Mixer {
    if familiar > 0 {
        mixer.set(SignalKind::HeardBefore, reach * (2 * familiar - 100) / 100);
    } else {
        mixer.set(SignalKind::SameArtist, mixer.weight(SignalKind::SameArtist) + familiar);
    }
    mixer.set(SignalKind::Popularity, mixer.weight(SignalKind::Popularity) + reach * popular / 100);
    mixer
}

/// The rules that a block comes to; none where the pack does not know what it names.
pub(super) fn rules(block: &Block, heard: &Heard<'_>) -> Vec<Rule> {
    let pack = heard.pack;
    match block {
        Block::Track(track) => track.find(pack).map(Rule::Track).into_iter().collect(),
        Block::Artist(name) => Matcher::new(pack).artist(name).map(Rule::Artist).into_iter().collect(),
        Block::Tag(name) => tags_named(pack, name).map(Rule::Tag).collect(),
        Block::Years(years) => vec![Rule::Years(years.from, years.to)],
        Block::HeardArtists => vec![Rule::HeardArtists],
        Block::HeardWithin(days) => vec![Rule::HeardWithin(*days)],
        Block::Unheard => vec![Rule::Unheard],
    }
}
