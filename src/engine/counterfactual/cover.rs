//! The smallest set of seeds that lets enough rivals pass, where what is lost is a sum over seeds.
//!
//! A rival *u* passes when the target loses enough against it: `Σ over s in S of loss_us ≥ need_u`. Sizes are gone through from the
//! smallest; of one size all sets, depth first, seeds with the largest loss first. A set that is begun is given up when too few rivals
//! could pass even if the seeds still to be chosen lost the target as much as any of them does against any rival. A rival's own
//! largest losses tell from which size on it matters at all.
//!
//! The rivals' passing is necessary, and whoever asks decides by `out` whether a set does it.

/// Sums over seeds.
#[derive(Debug, Clone, Default)]
pub(super) struct Cover {
    /// So many rivals must pass.
    pub wanted: usize,
    /// What the target must lose against each rival.
    pub needs: Vec<i64>,
    /// What it loses against each without a seed: seed by seed. May be below zero.
    pub losses: Vec<Vec<i64>>,
    /// The seeds without which the target is reached by nothing, and goes whatever the rivals have.
    pub holders: Option<Vec<bool>>,
    /// How many steps it takes to ask `out`.
    pub leaf: u64,
}

/// What became of going through the sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Covered {
    /// The first set that does it, as places of seeds.
    pub set: Option<Vec<usize>>,
    /// No set with fewer seeds does it.
    pub at_least: usize,
}

impl Cover {
    /// Goes through the sets of fewer than `below` seeds, as far as `steps` last.
    pub(super) fn search(&self, below: usize, steps: &mut u64, out: &dyn Fn(&[usize]) -> bool) -> Covered {
        let seeds = self.losses.len();
        // The largest loss first.
        let most: Vec<i64> =
            self.losses.iter().map(|l| l.iter().copied().max().unwrap_or(0).max(0)).collect();
        let mut order: Vec<usize> = (0..seeds).collect();
        order.sort_by_key(|s| std::cmp::Reverse(most[*s]));
        let from_size = self.sizes();
        let holders = self.holders.as_ref().map(|h| h.iter().filter(|h| **h).count());
        for size in 1..below.min(seeds + 1) {
            let rivals: Vec<usize> = (0..self.needs.len()).filter(|u| from_size[*u] <= size).collect();
            if rivals.len() < self.wanted && holders.is_none_or(|h| h > size) {
                continue;
            }
            let mut walk = Walk {
                wanted: self.wanted,
                size,
                needs: rivals.iter().map(|u| self.needs[*u]).collect(),
                losses: order.iter().map(|s| rivals.iter().map(|u| self.losses[*s][*u]).collect()).collect(),
                most: order.iter().map(|s| most[*s]).collect(),
                holders: self.holders.as_ref().map(|h| order.iter().map(|s| h[*s]).collect()),
                order: &order,
                out,
                leaf: self.leaf,
                steps,
                chosen: Vec::with_capacity(size),
            };
            let sums = vec![0; rivals.len()];
            match walk.descend(0, &sums, holders.unwrap_or(usize::MAX)) {
                Step::Found => {
                    let set = walk.chosen.iter().map(|n| order[*n]).collect();
                    return Covered { set: Some(set), at_least: size };
                }
                Step::Spent => return Covered { set: None, at_least: size },
                Step::Not => {}
            }
        }
        Covered { set: None, at_least: below.min(seeds + 1) }
    }

    /// For each rival the smallest number of seeds without which it could pass; more than there are where it never could.
    fn sizes(&self) -> Vec<usize> {
        let mut own: Vec<i64> = Vec::with_capacity(self.losses.len());
        let size = |u: usize| {
            if self.needs[u] <= 0 {
                return 0;
            }
            own.clear();
            own.extend(self.losses.iter().map(|l| l[u]).filter(|l| *l > 0));
            own.sort_unstable_by_key(|l| std::cmp::Reverse(*l));
            let mut left = self.needs[u];
            let enough = own.iter().position(|l| {
                left -= l;
                left <= 0
            });
            enough.map_or(usize::MAX, |n| n + 1)
        };
        (0..self.needs.len()).map(size).collect()
    }

    /// A set that is likely to be small: in each turn the seed after which the rival that matters is nearest to passing. Stops when
    /// `out` says so; `None` when all seeds do not do it.
    pub(super) fn greedy(&self, out: &dyn Fn(&[usize]) -> bool) -> Option<Vec<usize>> {
        let mut left = self.needs.clone();
        let mut chosen = Vec::new();
        let mut free: Vec<usize> = (0..self.losses.len()).collect();
        while !free.is_empty() {
            let score = |s: usize| {
                let mut after: Vec<i64> =
                    left.iter().zip(&self.losses[s]).map(|(n, l)| (n - l).max(0)).collect();
                let rank = self.wanted.clamp(1, after.len().max(1)) - 1;
                let deciding = if after.is_empty() { 0 } else { *after.select_nth_unstable(rank).1 };
                (deciding, std::cmp::Reverse(self.losses[s].iter().copied().max().unwrap_or(0)), s)
            };
            let best = free.iter().map(|s| score(*s)).min().map_or(0, |(_, _, s)| s);
            free.retain(|s| *s != best);
            chosen.push(best);
            for (n, l) in left.iter_mut().zip(&self.losses[best]) {
                *n -= l;
            }
            if out(&chosen) {
                return Some(chosen);
            }
        }
        None
    }

    /// True when enough rivals pass without these seeds, or nothing reaches the target.
    pub(super) fn passes(&self, set: &[usize]) -> bool {
        let lost = |u: usize| set.iter().map(|s| self.losses[*s][u]).sum::<i64>();
        let unreached =
            self.holders.as_ref().is_some_and(|h| h.iter().enumerate().all(|(s, h)| !h || set.contains(&s)));
        unreached || (0..self.needs.len()).filter(|u| lost(*u) >= self.needs[*u]).count() >= self.wanted
    }
}

enum Step {
    Found,
    Not,
    Spent,
}

/// All sets of one size.
struct Walk<'w> {
    wanted: usize,
    size: usize,
    needs: Vec<i64>,
    losses: Vec<Vec<i64>>,
    most: Vec<i64>,
    holders: Option<Vec<bool>>,
    order: &'w [usize],
    out: &'w dyn Fn(&[usize]) -> bool,
    leaf: u64,
    steps: &'w mut u64,
    chosen: Vec<usize>,
}

impl Walk<'_> {
    /// Goes on with the seeds from `from`; `held` of those that hold the target are not chosen yet.
    fn descend(&mut self, from: usize, sums: &[i64], held: usize) -> Step {
        let left = self.size - self.chosen.len();
        if left == 0 {
            let Some(rest) = self.steps.checked_sub(self.leaf) else { return Step::Spent };
            *self.steps = rest;
            let set: Vec<usize> = self.chosen.iter().map(|n| self.order[*n]).collect();
            return if (self.out)(&set) { Step::Found } else { Step::Not };
        }
        for s in from..=(self.losses.len() - left) {
            // Seeds stand by their largest loss, so no later ones lose more than these.
            let bonus: i64 = self.most[s..s + left].iter().sum();
            if self.could_pass(sums, bonus) < self.wanted && held > left {
                return Step::Not;
            }
            let after: Vec<i64> = sums.iter().zip(&self.losses[s]).map(|(a, b)| a + b).collect();
            let held = held - usize::from(self.holders.as_ref().is_some_and(|h| h[s]));
            let bonus: i64 = self.most[s + 1..s + left].iter().sum();
            let cost = 3 * (sums.len() as u64 + 1);
            let Some(rest) = self.steps.checked_sub(cost) else { return Step::Spent };
            *self.steps = rest;
            if self.could_pass(&after, bonus) < self.wanted && held > left - 1 {
                continue;
            }
            self.chosen.push(s);
            match self.descend(s + 1, &after, held) {
                Step::Not => self.chosen.pop(),
                other => return other,
            };
        }
        Step::Not
    }

    fn could_pass(&self, sums: &[i64], bonus: i64) -> usize {
        sums.iter().zip(&self.needs).filter(|(sum, need)| **sum + bonus >= **need).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn some_cover() -> impl Strategy<Value = Cover> {
        (0usize..7, 1usize..9).prop_flat_map(|(seeds, rivals)| {
            let needs = prop::collection::vec(-5i64..40, rivals);
            let losses = prop::collection::vec(prop::collection::vec(-6i64..20, rivals), seeds);
            let holders = prop::option::of(prop::collection::vec(any::<bool>(), seeds));
            (1usize..6, needs, losses, holders).prop_map(|(wanted, needs, losses, holders)| Cover {
                wanted,
                needs,
                losses,
                holders,
                leaf: 1,
            })
        })
    }

    /// The smallest size of a set that passes, by trying all of them. The empty set is none.
    fn smallest(cover: &Cover) -> Option<usize> {
        let seeds = cover.losses.len();
        let sets =
            (1u32..1 << seeds).map(|bits| (0..seeds).filter(|s| bits >> s & 1 == 1).collect::<Vec<_>>());
        sets.filter(|set| cover.passes(set)).map(|set| set.len()).min()
    }

    proptest! {
        #[test]
        fn no_smaller_set_is_overlooked(cover in some_cover()) {
            // The empty holders would let it go without any seed: no case of ours.
            prop_assume!(cover.holders.as_ref().is_none_or(|h| h.contains(&true)));
            let seeds = cover.losses.len();
            let mut steps = u64::MAX;
            let found = cover.search(seeds + 1, &mut steps, &|set| cover.passes(set));
            prop_assert_eq!(found.set.as_ref().map(Vec::len), smallest(&cover));
            if let Some(set) = &found.set {
                prop_assert!(cover.passes(set));
                prop_assert_eq!(found.at_least, set.len());
            }
        }

        #[test]
        fn what_is_not_gone_through_is_not_claimed(cover in some_cover(), steps in 0u64..300) {
            prop_assume!(cover.holders.as_ref().is_none_or(|h| h.contains(&true)));
            let mut steps = steps;
            let found = cover.search(cover.losses.len() + 1, &mut steps, &|set| cover.passes(set));
            if let Some(least) = smallest(&cover) {
                prop_assert!(found.at_least <= least);
            }
        }

        #[test]
        fn a_greedy_set_passes(cover in some_cover()) {
            if let Some(set) = cover.greedy(&|set| cover.passes(set)) {
                prop_assert!(cover.passes(&set));
            }
        }
    }
}
