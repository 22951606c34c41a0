//! Chance without a state: a generator that is a pure function of seed and counter, for resamples and for made-up lists.

/// The `counter`-th word of the `SplitMix64` sequence that starts at `seed` (Steele, Lea and Flood 2014). Any word can be
/// had without those before it, so threads need no shared state. Different counters give different words.
pub(super) fn word(seed: u64, counter: u64) -> u64 {
    let mut z = seed.wrapping_add(counter.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// `⌊word · n / 2^64⌋`: a number below `n`.
pub(super) fn below(word: u64, n: u64) -> u64 {
    ((u128::from(word) * u128::from(n)) >> 64) as u64
}

/// The first 53 bits as a number from 0 to below 1.
pub(super) fn unit(word: u64) -> f64 {
    (word >> 11) as f64 / (1u64 << 53) as f64
}

/// The words of a sequence one after another.
#[derive(Debug)]
pub(super) struct Draws {
    seed: u64,
    counter: u64,
}

impl Draws {
    /// Those from `counter` on.
    pub(super) fn new(seed: u64, counter: u64) -> Self {
        Self { seed, counter }
    }

    /// The next word.
    pub(super) fn word(&mut self) -> u64 {
        self.counter += 1;
        word(self.seed, self.counter - 1)
    }

    /// The next word as a number from 0 to below 1.
    pub(super) fn unit(&mut self) -> f64 {
        unit(self.word())
    }

    /// The next word as a number below `n`.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        below(self.word(), n)
    }

    /// True with this probability.
    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        // The first words for seed 0, as the reference implementation prints them.
        assert_eq!(word(0, 0), 0xe220_a839_7b1d_cdaf);
        assert_eq!(word(0, 1), 0x6e78_9e6a_a1b9_65f4);
        assert_eq!(word(0, 2), 0x06c4_5d18_8009_454f);
        let mut draws = Draws::new(0, 1);
        assert_eq!((draws.word(), draws.word()), (word(0, 1), word(0, 2)));
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        assert_eq!((below(0, 10), below(u64::MAX, 10), below(u64::MAX, 1)), (0, 9, 0));
        assert!(unit(u64::MAX) < 1.0);
        assert!(unit(0).abs() < f64::EPSILON);
    }
}
