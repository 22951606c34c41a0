//! How often a target and its support stand in lists together, and the regression on it. Each of these tracks has a bit; each
//! list gets the bits of those that stand in it, from their own lists, so that no list is read.

use crate::build::incidence::Incidence;

use super::Fit;
use super::cholesky::Lower;

/// Bits, one for each of the tracks at hand.
pub(super) trait Mask: Copy + Default + Send {
    /// The mask with only this bit.
    fn bit(n: usize) -> Self;
    /// Both together.
    fn with(self, other: Self) -> Self;
    /// Without the bits of the other.
    fn without(self, other: Self) -> Self;
    /// The lowest bit.
    fn lowest(self) -> Option<usize>;
}

macro_rules! mask {
    ($bits:ty) => {
        impl Mask for $bits {
            fn bit(n: usize) -> Self {
                1 << n
            }
            fn with(self, other: Self) -> Self {
                self | other
            }
            fn without(self, other: Self) -> Self {
                self & !other
            }
            fn lowest(self) -> Option<usize> {
                (self != 0).then(|| self.trailing_zeros() as usize)
            }
        }
    };
}
mask!(u64);
mask!(u128);

/// So many lists are looked at together: their bits and weights stay in the second level of a processor's memory.
const TOGETHER: usize = 1 << 15;

/// What one thread works with.
#[derive(Default)]
pub(super) struct Gram<M> {
    /// The bits of the lists at hand; none in between.
    held: Vec<M>,
    /// How far the lists of each of the tracks were read.
    read: Vec<usize>,
    /// For each of the tracks what the lists that hold it and one after it weigh.
    sums: Vec<u64>,
    matrix: Lower,
}

impl<M: Mask> Gram<M> {
    /// The coefficients of the support of `target`, in its order.
    pub(super) fn solve(
        &mut self,
        incidence: &Incidence,
        fit: &Fit,
        mean: f64,
        target: u32,
        support: &[u32],
        solution: &mut Vec<f64>,
    ) {
        self.factor(incidence, fit, mean, target, support, solution);
        self.matrix.solve(solution);
    }

    /// The coefficient of the neighbour at `place` of a target's support, and its row of the inverse of the matrix.
    pub(super) fn inverse(
        &mut self,
        incidence: &Incidence,
        fit: &Fit,
        mean: f64,
        (target, support): (u32, &[u32]),
        place: usize,
    ) -> (f64, Vec<f64>) {
        let mut solution = Vec::new();
        self.solve(incidence, fit, mean, target, support, &mut solution);
        // Without a solution all coefficients are 0, and so are the parts.
        let mut row = vec![0.0; support.len()];
        if solution.iter().any(|w| *w != 0.0) {
            row[place] = 1.0;
            self.matrix.solve(&mut row);
        }
        (solution[place], row)
    }

    /// Sets up the system: the factor of its matrix, and its right side.
    fn factor(
        &mut self,
        incidence: &Incidence,
        fit: &Fit,
        mean: f64,
        target: u32,
        support: &[u32],
        right: &mut Vec<f64>,
    ) {
        self.add_up(incidence, target, support);
        self.matrix.clear(support.len());
        right.clear();
        for (n, t) in support.iter().enumerate() {
            let sums = &self.sums[n * (support.len() + 1)..][..=support.len()];
            let own = incidence.own_weight(*t);
            let column = self.matrix.column(n);
            for (x, sum) in column.iter_mut().zip(&sums[n..]) {
                *x = *sum as f64;
            }
            column[0] = own as f64 + fit.penalty(own, mean);
            right.push(sums[support.len()] as f64);
        }
        if !self.matrix.factor() {
            // Without a penalty two tracks may always stand together: then nothing can be told apart, and nothing is said.
            right.fill(0.0);
        }
    }

    /// Sums the weights of the lists that hold two of the tracks, some lists after others.
    fn add_up(&mut self, incidence: &Incidence, target: u32, support: &[u32]) {
        let tracks = || support.iter().copied().chain([target]);
        let size = support.len() + 1;
        self.held.resize(TOGETHER, M::default());
        self.sums.clear();
        self.sums.resize(size * size, 0);
        self.read.clear();
        self.read.resize(size, 0);
        let (held, read) = (self.held.as_mut_slice(), self.read.as_mut_slice());
        let next = |read: &[usize]| {
            let unread = tracks().zip(read).filter_map(|(t, r)| incidence.lists_with(t).get(*r));
            unread.min().map(|l| *l as usize / TOGETHER * TOGETHER)
        };
        while let Some(from) = next(read) {
            let at_hand = |t: u32, read: usize| {
                let unread = &incidence.lists_with(t)[read..];
                unread.iter().take_while(move |l| (**l as usize) < from + TOGETHER)
            };
            for (n, t) in tracks().enumerate() {
                for l in at_hand(t, read[n]) {
                    let h = &mut held[*l as usize - from];
                    *h = h.with(M::bit(n));
                }
            }
            for (n, t) in tracks().enumerate() {
                let sums = &mut self.sums[n * size..][..size];
                let mut done = 0;
                for l in at_hand(t, read[n]) {
                    done += 1;
                    let h = &mut held[*l as usize - from];
                    // Those before have been taken out: each pair is met once.
                    let mut after = h.without(M::bit(n));
                    *h = after;
                    let weight = u64::from(incidence.weight(*l));
                    while let Some(other) = after.lowest() {
                        sums[other] += weight;
                        after = after.without(M::bit(other));
                    }
                }
                read[n] += done;
            }
        }
    }
}
