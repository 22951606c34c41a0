//! From the targets' coefficients to the seeds' rows.

use crate::build::count::Neighbours;

/// The fitted weights of every seed: its targets, strongest first, ties in catalogue order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fitted {
    starts: Vec<usize>,
    tracks: Vec<u32>,
    weights: Vec<u16>,
}

impl Fitted {
    /// Empty rows of so many tracks.
    #[must_use]
    pub fn none(tracks: usize) -> Self {
        Self { starts: vec![0; tracks + 1], ..Self::default() }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// True without rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many weights all rows have together.
    #[must_use]
    pub fn total(&self) -> usize {
        self.tracks.len()
    }

    /// The targets of a seed and their weights, 16 fractional bits.
    ///
    /// # Panics
    /// When there are not so many rows.
    #[must_use]
    pub fn row(&self, seed: u32) -> (&[u32], &[u16]) {
        let at = self.starts[seed as usize]..self.starts[seed as usize + 1];
        (&self.tracks[at.clone()], &self.weights[at])
    }

    /// All rows, in order.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (&[u32], &[u16])> {
        (0..self.len()).map(|t| self.row(t as u32))
    }

    /// Turns coefficients by target into rows by seed, adds to each the counted weights of targets that are not fitted, and
    /// keeps the `kept` strongest.
    pub(super) fn gathered<'a>(
        counted: &Neighbours,
        support: impl Fn(u32) -> &'a [u32],
        fitted: impl Fn(u32) -> bool,
        coefficients: &[u16],
        kept: usize,
    ) -> Self {
        let by_seed = BySeed::new(counted.len(), support, coefficients);
        let counted_scale = by_seed.scale(counted);
        let mut rows = Self { starts: vec![0], ..Self::default() };
        let mut row: Vec<(u16, u32)> = Vec::new();
        for seed in 0..counted.len() as u32 {
            row.clear();
            row.extend(by_seed.row(seed).map(|(t, w)| (w, t)));
            let own = counted.row(seed);
            for (t, w) in own.tracks.iter().zip(own.weights).filter(|(t, _)| !fitted(**t)) {
                let scaled = (u64::from(*w) * counted_scale + (1 << 15)) >> 16;
                row.push((scaled.min(u64::from(u16::MAX)) as u16, *t));
            }
            row.retain(|(w, _)| *w > 0);
            row.sort_unstable_by_key(|(w, t)| (std::cmp::Reverse(*w), *t));
            row.truncate(kept);
            rows.tracks.extend(row.iter().map(|(_, t)| *t));
            rows.weights.extend(row.iter().map(|(w, _)| *w));
            rows.starts.push(rows.tracks.len());
        }
        rows
    }
}

/// Coefficients above 0 by seed, each row by target.
struct BySeed {
    starts: Vec<usize>,
    targets: Vec<u32>,
    weights: Vec<u16>,
}

impl BySeed {
    fn new<'a>(tracks: usize, support: impl Fn(u32) -> &'a [u32], coefficients: &[u16]) -> Self {
        let all = || {
            let targets = (0..tracks as u32).flat_map(|t| support(t).iter().map(move |s| (t, *s)));
            targets.zip(coefficients).filter(|(_, w)| **w > 0)
        };
        let mut starts = vec![0usize; tracks + 1];
        for ((_, seed), _) in all() {
            starts[seed as usize + 1] += 1;
        }
        for n in 0..tracks {
            starts[n + 1] += starts[n];
        }
        let mut next = starts.clone();
        let (mut targets, mut weights) = (vec![0; starts[tracks]], vec![0; starts[tracks]]);
        for ((target, seed), w) in all() {
            let at = &mut next[seed as usize];
            targets[*at] = target;
            weights[*at] = *w;
            *at += 1;
        }
        Self { starts, targets, weights }
    }

    fn row(&self, seed: u32) -> impl Iterator<Item = (u32, u16)> {
        let at = self.starts[seed as usize]..self.starts[seed as usize + 1];
        self.targets[at.clone()].iter().copied().zip(self.weights[at].iter().copied())
    }

    /// By what counted weights are multiplied to be of the size of fitted ones, 16 fractional bits: of the pairs that have both,
    /// the sum of the fitted weights over that of the counted ones. 1 when there are none.
    fn scale(&self, counted: &Neighbours) -> u64 {
        let (mut fitted_sum, mut counted_sum) = (0u64, 0u64);
        for (seed, row) in counted.rows().enumerate() {
            let at = self.starts[seed]..self.starts[seed + 1];
            let (targets, weights) = (&self.targets[at.clone()], &self.weights[at]);
            for (t, w) in row.tracks.iter().zip(row.weights) {
                if let Ok(n) = targets.binary_search(t) {
                    fitted_sum += u64::from(weights[n]);
                    counted_sum += u64::from(*w);
                }
            }
        }
        if counted_sum == 0 {
            return 1 << 16;
        }
        // At most 2¹⁶ · 2¹⁶: no weight is above 2¹⁶, and none of those counted is 0.
        let scale = ((u128::from(fitted_sum) << 16) + u128::from(counted_sum / 2)) / u128::from(counted_sum);
        scale as u64
    }
}
