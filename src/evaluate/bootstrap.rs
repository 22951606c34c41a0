//! How far a mean over lists could lie from what it is, had other lists been drawn: percentile bootstrap.

use rayon::prelude::*;

use super::splitmix::{below, word};

/// So many resamples.
pub const RESAMPLES: u64 = 1000;

/// A mean with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The mean.
    pub mean: f64,
    /// The 2.5th percentile of the resampled means.
    pub low: f64,
    /// The 97.5th.
    pub high: f64,
}

/// The mean of some values, and the interval between the 2.5th and 97.5th percentile of the means of [`RESAMPLES`] draws with
/// replacement. Draw `b` takes the value at `⌊word(seed, b·n + j) · n / 2^64⌋` as its `j`-th, so that equally many values are
/// resampled alike, and differences between two rows are paired. All zero for no values.
#[must_use]
pub(super) fn interval(values: &[f64], seed: u64) -> Interval {
    let n = values.len() as u64;
    if n == 0 {
        return Interval { mean: 0.0, low: 0.0, high: 0.0 };
    }
    // Each sum runs in a fixed order: the threads share out the draws, not a draw.
    let draw = |b: u64| {
        let pick = |j: u64| below(word(seed, b * n + j), n) as usize;
        (0..n).map(|j| values[pick(j)]).sum::<f64>() / n as f64
    };
    let mut means: Vec<f64> = (0..RESAMPLES).into_par_iter().map(draw).collect();
    means.sort_by(f64::total_cmp);
    // The 25th smallest and the 25th largest of 1000.
    let tail = (RESAMPLES / 40) as usize;
    Interval {
        mean: values.iter().sum::<f64>() / n as f64,
        low: means[tail - 1],
        high: means[means.len() - tail],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_hold_the_mean_and_have_the_width_that_theory_gives() {
        // 400 zeros and ones, half of each: the standard error is 0.5 / 20 = 0.025, the interval about 0.5 ± 0.049.
        let values: Vec<f64> = (0..400).map(|n| f64::from(n % 2)).collect();
        let i = interval(&values, 7);
        assert!((i.mean - 0.5).abs() < 1e-12);
        assert!((i.low - 0.451).abs() < 0.01, "{i:?}");
        assert!((i.high - 0.549).abs() < 0.01, "{i:?}");
        assert_eq!(i, interval(&values, 7));
        assert_ne!(i, interval(&values, 8));
    }

    #[test]
    fn equal_values_leave_no_doubt() {
        assert_eq!(interval(&[0.25; 9], 1), Interval { mean: 0.25, low: 0.25, high: 0.25 });
        assert_eq!(interval(&[], 1), Interval { mean: 0.0, low: 0.0, high: 0.0 });
    }
}
