//! What of the formula belongs to one track, worked out once; and bounds, by which most pairs are passed over without a
//! division. What is kept is always weighed by the formula itself.

use crate::build::incidence::Incidence;
use crate::pack::Parameters;
use crate::pack::weigh::{self, Counted, Powers};

/// A count and a weight in one number, so that a pair is one addition: the weight above, 24 bits of count below.
pub(super) const COUNT_BITS: u32 = 24;
const COUNT: u64 = (1 << COUNT_BITS) - 1;

/// Tracks that share one bound.
const BLOCK: usize = 256;

/// Shrinkage is looked up for counts below this.
const LOOKED_UP: usize = 1024;

/// By how much a bound may be off, with room to spare: a few roundings of 2⁻⁵³ each.
const SLACK: f64 = 1.0 - 1e-9;

/// The same of what is rounded to 32 bits.
const SLACK_32: f64 = 1.0 - 1e-6;

/// What a pair comes to at least, of its bound: a floor has 8 bits of its track's part, and this some slack.
const BELOW_BOUND: f64 = 1.0 - 1.0 / 128.0;

/// The two packed numbers.
pub(super) fn counted(packed: u64) -> Counted {
    Counted { both: (packed & COUNT) as u32, weight: packed >> COUNT_BITS }
}

/// Whether only one list holds the pair.
pub(super) fn is_lone(packed: u64) -> bool {
    packed & COUNT == 1
}

/// One list's part of a pair.
pub(super) fn once(weight: u32) -> u64 {
    u64::from(weight) << COUNT_BITS | 1
}

/// See the module.
pub(super) struct Scale<'a> {
    parameters: &'a Parameters,
    /// The seed's part of the formula, by track.
    seed: Vec<f64>,
    /// The other track's part, by which a pair is divided.
    other: Vec<f64>,
    shrinkage: Vec<f64>,
    /// The upper half of `other` in 32 bits, at most a hundredth below: in two bytes, many stay near the processor.
    floor: Vec<u16>,
    /// The least part of a block's tracks and of all before it.
    least_so_far: Vec<f64>,
    /// The most that any track of a block or after it can come to, whatever the seed.
    most_from_here: Vec<f64>,
}

impl<'a> Scale<'a> {
    pub(super) fn new(incidence: &Incidence, parameters: &'a Parameters) -> Self {
        let tracks = incidence.track_count() as u32;
        // The sums are of integers, so their order does not matter.
        let own: Vec<u64> = (0..tracks).map(|t| incidence.own_weight(t)).collect();
        let most = own.iter().copied().max().unwrap_or(0);
        let powers = own.iter().map(|n| Powers::of(*n, most, parameters));
        let (seed, other): (Vec<f64>, Vec<f64>) = powers.map(|p| (p.seed, p.other)).unzip();
        let shrinkage = (0..LOOKED_UP as u32).map(|k| weigh::shrinkage(k, parameters)).collect();
        let floor =
            other.iter().map(|x| ((*x * SLACK_32) as f32).to_bits() >> 16).map(|x| x as u16).collect();
        let mut scale = Self {
            parameters,
            seed,
            other,
            floor,
            shrinkage,
            least_so_far: Vec::new(),
            most_from_here: Vec::new(),
        };
        let mut least = f64::INFINITY;
        for block in scale.other.chunks(BLOCK) {
            // Tracks without lists have no part, and are met nowhere.
            least = block.iter().copied().filter(|x| *x > 0.0).fold(least, f64::min);
            scale.least_so_far.push(least);
        }
        // A pair's lists are among those of the other track.
        let most_of = |t: usize| {
            let lists = incidence.lists_with(t as u32).len() as u32;
            if lists > 0 { own[t] as f64 / scale.other[t] * scale.shrink(lists) } else { 0.0 }
        };
        let mut reach: Vec<f64> = (0..own.len().div_ceil(BLOCK))
            .map(|b| (b * BLOCK..((b + 1) * BLOCK).min(own.len())).map(most_of).fold(0.0, f64::max))
            .collect();
        for b in (1..reach.len()).rev() {
            reach[b - 1] = reach[b - 1].max(reach[b]);
        }
        scale.most_from_here = reach;
        scale
    }

    pub(super) fn seed(&self, track: u32) -> f64 {
        self.seed[track as usize]
    }

    fn shrink(&self, both: u32) -> f64 {
        match self.shrinkage.get(both as usize) {
            Some(s) => *s,
            None => weigh::shrinkage(both, self.parameters),
        }
    }

    /// What a pair comes to, but for the other track's part.
    pub(super) fn value(&self, packed: u64) -> f64 {
        let c = counted(packed);
        c.weight as f64 * self.shrink(c.both)
    }

    /// What a pair in a single list that weighs `weight` comes to, but for the other track's part.
    pub(super) fn lone(&self, weight: u32) -> f64 {
        f64::from(weight) * self.shrinkage[1]
    }

    /// At most by a 128th more than what `value` comes to with this track, if it may come to `least`.
    pub(super) fn bound(&self, value: f64, other: u32, least: f64) -> Option<f64> {
        let floor = f64::from(f32::from_bits(u32::from(self.floor[other as usize]) << 16));
        (value >= least * floor).then(|| value / floor)
    }

    /// Whether [`Self::lone`] with this track or any before it may come to `least`.
    pub(super) fn any_reaches(&self, lone: f64, other: u32, least: f64) -> bool {
        lone >= least * self.least_so_far[other as usize / BLOCK]
    }

    /// A track from which on none can come to `least`.
    pub(super) fn end_of_reach(&self, least: f64) -> usize {
        let blocks = self.most_from_here.partition_point(|most| *most >= least);
        (blocks * BLOCK).min(self.other.len())
    }

    /// The stored weight of a pair.
    pub(super) fn weight(&self, seed: f64, packed: u64, other: u32) -> u16 {
        weigh::weight(counted(packed), seed, self.other[other as usize], self.parameters)
    }

    /// Below what no pair of this seed can have the stored weight, before it is brought to the seed's scale.
    pub(super) fn least(seed: f64, weight: u16) -> f64 {
        (f64::from(weight) - 0.5) / weigh::ONE * seed * SLACK
    }

    /// The same for the least stored weight that a pair with this bound can have.
    pub(super) fn least_beside(seed: f64, bound: f64) -> f64 {
        let weight = (bound * BELOW_BOUND / seed * weigh::ONE).min(weigh::ONE - 1.0);
        ((weight + 0.5).floor() - 0.5) / weigh::ONE * seed * SLACK
    }

    /// Whether a pair with this bound may come to `least`.
    pub(super) fn may_reach(bound: f32, least: f64) -> bool {
        f64::from(bound) >= least * SLACK_32
    }
}
