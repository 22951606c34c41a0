//! Fits how strongly tracks speak for each other: each track's presence in lists is explained by that of its strongest
//! neighbours, by ridge regression (EASE restricted to a neighbourhood; Steck 2019, "Embarrassingly Shallow Autoencoders").
//!
//! For a target *i* with the neighbours *S* (those with the largest counted weights `i→s`), `g` the weights of the lists that
//! hold both of two tracks, and `ḡ` the mean weight of a list:
//!
//! ```text
//! (G_SS + diag(θ · g_ss + λ · ḡ)) · w = g_Si,    weight(s→i) = max(w_s, 0)
//! ```
//!
//! A target in few lists is not fitted; for it the counted weights stand, brought to the same size by one factor. Exact sums,
//! and floating point in a fixed order without fused operations: the same bits on any machine and number of threads.

mod cholesky;
mod gram;
mod rows;
mod split;
#[cfg(test)]
mod tests;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::pack::Parameters;

use super::count::{Keep, Neighbours};
use super::incidence::Incidence;
use gram::{Gram, Mask};
pub use rows::Fitted;
pub use split::{Split, split};

/// The most neighbours that a target can be explained by.
pub const MOST_SUPPORT: usize = 127;

/// 1.0 in stored weights of 16 fractional bits.
const ONE: f64 = 65_536.0;

/// θ: the share of a neighbour's own weight of lists by which its coefficient is penalised, so that popular neighbours are held
/// back as much as rare ones.
const SHARE: f64 = 1.0;

/// What is fitted, and how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// By how many neighbours a target is explained; at most [`MOST_SUPPORT`].
    pub support: usize,
    /// λ, in mean weights of a list.
    pub ridge: f64,
    /// In how many lists a target stands at least.
    pub least_lists: usize,
    /// How many weights a seed keeps.
    pub kept: usize,
}

impl Fit {
    /// As the parameters say; `None` when nothing is to be fitted.
    #[must_use]
    pub fn of(parameters: &Parameters) -> Option<Self> {
        (parameters.support > 0).then(|| Self {
            support: (parameters.support as usize).min(MOST_SUPPORT),
            ridge: f64::from(parameters.ridge) / 100.0,
            least_lists: parameters.fitted_least_lists as usize,
            kept: parameters.fitted_kept as usize,
        })
    }

    /// How many neighbours counting has to keep for this, where otherwise `each` are kept.
    #[must_use]
    pub fn keep(&self, each: usize) -> Keep {
        Keep { each, frequent: self.support.max(each), from_lists: self.least_lists }
    }

    /// What is added to the diagonal for a neighbour whose lists weigh `own`, where a list weighs `mean`.
    fn penalty(&self, own: u64, mean: f64) -> f64 {
        own as f64 * SHARE + self.ridge * mean
    }
}

/// The fitted weights of every seed, strongest first, ties in catalogue order. `counted` are neighbours kept as [`Fit::keep`]
/// says, counted over the same lists. `tracks_done` goes up to the number of tracks.
pub fn fit(incidence: &Incidence, counted: &Neighbours, fit: &Fit, tracks_done: &AtomicU64) -> Fitted {
    let support = |t: u32| {
        if incidence.lists_with(t).len() < fit.least_lists {
            return &[][..];
        }
        let row = counted.row(t).tracks;
        &row[..row.len().min(fit.support)]
    };
    let coefficients = if fit.support < u64::BITS as usize {
        coefficients::<u64>(incidence, support, fit, tracks_done)
    } else {
        coefficients::<u128>(incidence, support, fit, tracks_done)
    };
    let fitted = |t: u32| incidence.lists_with(t).len() >= fit.least_lists;
    Fitted::gathered(counted, support, fitted, &coefficients, fit.kept)
}

/// The mean weight of a list.
fn mean_weight(incidence: &Incidence) -> f64 {
    let lists = incidence.list_count();
    let all: u64 = (0..lists as u32).map(|l| u64::from(incidence.weight(l))).sum();
    all as f64 / lists.max(1) as f64
}

/// The coefficients of all targets' supports, one after another, as stored weights.
fn coefficients<'a, M: Mask>(
    incidence: &Incidence,
    support: impl Fn(u32) -> &'a [u32] + Sync,
    fit: &Fit,
    tracks_done: &AtomicU64,
) -> Vec<u16> {
    const TOGETHER: usize = 256;
    let mean = mean_weight(incidence);
    let tracks = incidence.track_count();
    let sizes: Vec<u8> = (0..tracks as u32).map(|t| support(t).len() as u8).collect();
    let mut all = vec![0u16; sizes.iter().map(|n| usize::from(*n)).sum()];
    let mut rest = all.as_mut_slice();
    let mut pieces = Vec::with_capacity(tracks.div_ceil(TOGETHER));
    for (n, some) in sizes.chunks(TOGETHER).enumerate() {
        let room = some.iter().map(|n| usize::from(*n)).sum();
        let (own, after) = rest.split_at_mut(room);
        rest = after;
        pieces.push((n * TOGETHER, some, own));
    }
    let pieces = Mutex::new(pieces.into_iter());
    rayon::broadcast(|_| {
        let mut gram = Gram::<M>::default();
        let mut solution = Vec::new();
        // A poisoned lock only says that another thread panicked, which rayon passes on.
        while let Some((first, sizes, mut out)) = pieces.lock().ok().and_then(|mut p| p.next()) {
            for t in first as u32..(first + sizes.len()) as u32 {
                let support = support(t);
                let (own, after) = out.split_at_mut(support.len());
                out = after;
                if !support.is_empty() {
                    gram.solve(incidence, fit, mean, t, support, &mut solution);
                    for (stored, w) in own.iter_mut().zip(&solution) {
                        *stored = stored_weight(*w);
                    }
                }
            }
            tracks_done.fetch_add(sizes.len() as u64, Ordering::Relaxed);
        }
    });
    all
}

/// A coefficient as it is stored: negatives are dropped.
fn stored_weight(w: f64) -> u16 {
    libm::round((w.max(0.0) * ONE).min(ONE - 1.0)) as u16
}
