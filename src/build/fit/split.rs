//! A fitted weight taken apart into the lists that it comes from.

use crate::build::incidence::Incidence;

use super::gram::Gram;
use super::{Fit, ONE, mean_weight, stored_weight};

/// What a coefficient owes to each list of its target. With *M* the inverse of the target's penalised matrix, *d* a list's
/// weight and *S* the support,
///
/// ```text
/// w_s = Σ over lists u holding the target of d_u · Σ over k in S and u of M_sk
/// ```
///
/// so a list of the target speaks for the seed where it holds the seed itself, or one of the support that goes with it, and may
/// speak against it where it holds what the seed only stands in for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The stored weight, 16 fractional bits. Of a coefficient below 0 it is 0.
    pub weight: u16,
    /// The lists that hold the target, and each one's part, 16 fractional bits.
    pub lists: Vec<(u32, i64)>,
    /// What rounding the parts and the weight, and dropping what is below 0, leaves: the parts and this sum to the weight.
    pub residual: i64,
}

/// Takes the weight `seed→target` apart. `support` is that of the target, as it was fitted. `None` when the seed is not in it.
#[must_use]
pub fn split(incidence: &Incidence, fit: &Fit, seed: u32, target: u32, support: &[u32]) -> Option<Split> {
    let place = support.iter().position(|s| *s == seed)?;
    let mean = mean_weight(incidence);
    let (weight, inverse) = Gram::<u128>::default().inverse(incidence, fit, mean, (target, support), place);
    let part = |list: &u32| {
        let members = incidence.members(*list);
        let of_support = support.iter().zip(&inverse).filter(|(s, _)| members.binary_search(s).is_ok());
        let sum: f64 = of_support.map(|(_, m)| *m).sum();
        (*list, libm::round(sum * f64::from(incidence.weight(*list)) * ONE) as i64)
    };
    let lists: Vec<(u32, i64)> = incidence.lists_with(target).iter().map(part).collect();
    let weight = stored_weight(weight);
    let parts: i64 = lists.iter().map(|(_, p)| p).sum();
    Some(Split { weight, lists, residual: i64::from(weight) - parts })
}
