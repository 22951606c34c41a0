//! The published formulas of the stored weights. Each is evaluated once, when a pack is built, with software mathematics
//! (`libm`) that gives the same bits on every machine, and then rounded to the integer that everything afterwards uses.

use super::Parameters;

/// 1.0 in stored weights of 16 fractional bits; the largest stored weight is one step below.
pub(crate) const ONE: f64 = 65_536.0;

/// What counting found of a pair.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    /// In how many lists both stand.
    pub(crate) both: u32,
    /// What those lists weigh together.
    pub(crate) weight: u64,
}

fn hundredths(n: u32) -> f64 {
    f64::from(n) / 100.0
}

/// What one list says: `length^-λ · 0.5^(age / half-life)`, 16 fractional bits. A long list puts together what has little to do
/// with each other, and an old one what may no longer go together. `freshness` is the second factor.
pub(crate) fn list_weight(length: usize, freshness: f64, parameters: &Parameters) -> u32 {
    if length == 0 {
        return 0;
    }
    let worth = libm::pow(length as f64, -hundredths(parameters.length_exponent)) * freshness;
    (libm::round(worth * ONE) as u32).max(1)
}

/// A track's own weight of lists, raised to the two exponents.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Powers {
    /// The part of a track as the seed.
    pub(crate) seed: f64,
    /// Its part as the other track.
    pub(crate) other: f64,
}

impl Powers {
    /// `own` is what a track's lists weigh together, `most` the largest `own` of any track.
    pub(crate) fn of(own: u64, most: u64, parameters: &Parameters) -> Self {
        let (alpha, beta) =
            (hundredths(parameters.seed_exponent), hundredths(parameters.popularity_exponent));
        // What the exponents leave to 1: keeps the weight free of the unit of `own`, and at most 1.
        let rest = libm::pow(most.max(1) as f64, (1.0 - alpha - beta).max(0.0));
        let n = own as f64;
        Self { seed: libm::pow(n, alpha) * rest, other: libm::pow(n, beta) }
    }
}

/// How strongly seed `a` speaks for track `b`, by [`Powers::seed`] of the one and [`Powers::other`] of the other:
///
/// ```text
/// w(a→b) = c_ab / (n_a^α · n_b^β · n_max^(1−α−β)) · k_ab / (k_ab + s)
/// ```
///
/// where `n` and `c` sum the weights of the lists that hold one and both, `n_max` is the largest `n`, and `k` counts the lists
/// that hold both. `n_max` is the same for all pairs: it only brings the weights between 0 and 1. With
/// α = β = 1/2 the first factor is the cosine; a larger β discounts popular tracks; the second factor is shrinkage: pairs
/// seen once or twice are believed less. (Deshpande and Karypis 2004, for cosine with popularity exponents; shrinkage as in
/// Bell and Koren 2007.) Rounded to 16 fractional bits and kept below 1.
pub(crate) fn weight(counted: Counted, seed: f64, other: f64, parameters: &Parameters) -> u16 {
    let below = seed * other;
    if below <= 0.0 {
        return 0;
    }
    let w = counted.weight as f64 / below * shrinkage(counted.both, parameters);
    libm::round((w * ONE).min(ONE - 1.0)) as u16
}

/// What is believed of a pair in `both` lists: `k / (k + s)`.
pub(crate) fn shrinkage(both: u32, parameters: &Parameters) -> f64 {
    let k = f64::from(both);
    if both == 0 { 0.0 } else { k / (k + hundredths(parameters.shrinkage)) }
}

/// `ln(1 + n) / ln(1 + most)`, 16 fractional bits: popularity as people feel it, not as it is counted.
pub(crate) fn popularity(lists: u32, most: u32) -> u16 {
    if most == 0 {
        return 0;
    }
    let share = libm::log(1.0 + f64::from(lists)) / libm::log(1.0 + f64::from(most));
    libm::round((share * ONE).min(ONE - 1.0)) as u16
}

/// How much a seed says about which lists are like its history: `n^-γ` of the number of lists that hold it, 16 fractional
/// bits. What everybody plays says little about anybody.
pub(crate) fn rarity(lists: u32, parameters: &Parameters) -> u16 {
    fraction(libm::pow(f64::from(lists.max(1)), -hundredths(parameters.rarity_exponent)))
}

/// How much a list of `length` tracks says where it is like a history: `length^-μ · freshness`, 16 fractional bits.
pub(crate) fn worth(length: usize, freshness: f64, parameters: &Parameters) -> u16 {
    fraction(libm::pow(length.max(1) as f64, -hundredths(parameters.worth_exponent)) * freshness)
}

/// What a word of a list's name says: `ln(lists / lists with the word) / ln(lists)`, 16 fractional bits.
pub(crate) fn word_weight(with: u32, lists: u32) -> u16 {
    let all = libm::log(f64::from(lists.max(2)));
    fraction(libm::log(f64::from(lists.max(1)) / f64::from(with.max(1))) / all)
}

/// How much a list still counts: `0.5^(age / half-life)`, `age` from 0 (newest) to 1 (oldest).
pub(crate) fn freshness(age: f64, parameters: &Parameters) -> f64 {
    if parameters.half_life == 0 { 1.0 } else { libm::exp2(-age / hundredths(parameters.half_life)) }
}

/// A number between 0 and 1 with 16 fractional bits, below 1; above 0 never 0.
fn fraction(x: f64) -> u16 {
    let steps = libm::round((x * ONE).min(ONE - 1.0)) as u16;
    if x > 0.0 { steps.max(1) } else { steps }
}

/// The weights of a track's tags: `ln(tracks / tracks with the tag)`, scaled so that their squares sum to 1, 8 fractional
/// bits. A tag that every track has says nothing. `counts` are the numbers of tracks with each of the track's tags.
pub(crate) fn tag_weights(counts: &[u32], tracks: u32) -> Vec<u8> {
    let idf: Vec<f64> = counts
        .iter()
        .map(|n| libm::log(f64::from(tracks.max(1)) / f64::from((*n).max(1))).max(0.0))
        .collect();
    let norm = libm::sqrt(idf.iter().map(|x| x * x).sum());
    idf.iter().map(|x| if norm > 0.0 { libm::round(x / norm * 255.0) as u8 } else { 0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLAIN: Parameters = Parameters {
        neighbours: 10,
        popularity_exponent: 50,
        length_exponent: 0,
        shrinkage: 0,
        ..Parameters::DEFAULT
    };

    #[test]
    fn cosine_by_hand() {
        let n = |x: u64| Powers::of(x * 65_536, 100 * 65_536, &PLAIN);
        let pair = |k: u32| Counted { both: k, weight: u64::from(k) * 65_536 };
        // 2 / sqrt(4 · 4) = 1/2.
        assert_eq!(weight(pair(2), n(4).seed, n(4).other, &PLAIN), 32_768);
        // With shrinkage 2: half of it.
        let shrunk = Parameters { shrinkage: 200, ..PLAIN };
        assert_eq!(weight(pair(2), n(4).seed, n(4).other, &shrunk), 16_384);
        assert_eq!(weight(pair(4), n(4).seed, n(4).other, &PLAIN), 65_535);
    }

    #[test]
    fn list_lengths_by_hand() {
        let p = Parameters { length_exponent: 50, ..PLAIN };
        assert_eq!(list_weight(16, 1.0, &p), 16_384);
        assert_eq!(list_weight(16, 0.5, &p), 8_192);
        assert_eq!(list_weight(16, 1.0, &PLAIN), 65_536);
        assert_eq!(list_weight(0, 1.0, &p), 0);
    }

    proptest! {
        #[test]
        fn tag_vectors_have_unit_length(counts in proptest::collection::vec(1u32..500, 1..6)) {
            let w = tag_weights(&counts, 1000);
            let square: f64 = w.iter().map(|x| f64::from(*x) * f64::from(*x)).sum();
            prop_assert!((square.sqrt() - 255.0).abs() < 2.0);
        }

        #[test]
        fn weights_fall_with_the_others_popularity(k in 1u32..50, n in 50u64..5000) {
            let c = Counted { both: k, weight: u64::from(k) * 65_536 };
            let most = 5001 * 65_536;
            let a = Powers::of(100 * 65_536, most, &PLAIN);
            let near = weight(c, a.seed, Powers::of(n * 65_536, most, &PLAIN).other, &PLAIN);
            let far = weight(c, a.seed, Powers::of((n + 1) * 65_536, most, &PLAIN).other, &PLAIN);
            prop_assert!(far <= near);
        }

        #[test]
        fn no_weight_is_cut_off_and_the_unit_of_lists_does_not_matter(
            a in 1u64..2000, b in 1u64..2000, more in 0u64..2000, share in 1u64..=100, unit in 1u64..65_536,
        ) {
            let p = Parameters { popularity_exponent: 40, ..PLAIN };
            let (c, most) = ((a.min(b) * share).div_ceil(100), a.max(b) + more);
            let exact = c as f64 / ((a as f64).powf(0.5) * (b as f64).powf(0.4) * (most as f64).powf(0.1));
            prop_assert!(exact <= 1.0 + 1e-12);
            let powers = |n: u64| Powers::of(n * unit, most * unit, &p);
            let w = weight(Counted { both: 1, weight: c * unit }, powers(a).seed, powers(b).other, &p);
            prop_assert!((f64::from(w) - (exact * ONE).min(ONE - 1.0)).abs() <= 1.0);
        }
    }
}
