use std::sync::atomic::AtomicU64;

use proptest::prelude::*;

use super::{Fit, Fitted, MOST_SUPPORT, ONE, SHARE, fit, mean_weight, split};
use crate::build::count::{Neighbours, neighbours};
use crate::build::incidence::{Incidence, WHOLE};
use crate::pack::Parameters;

fn incidence(lists: &[Vec<u32>], tracks: usize, weights: &[u32]) -> Incidence {
    let weights = weights.iter().copied().cycle().take(lists.len()).collect();
    Incidence::new(lists.iter().map(Vec::as_slice), tracks, weights).unwrap()
}

fn on(threads: usize, n: &Incidence, how: &Fit, each: usize) -> (Neighbours, Fitted) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let counted = neighbours(n, &Parameters::DEFAULT, how.keep(each), &AtomicU64::new(0));
        let done = AtomicU64::new(0);
        let fitted = fit(n, &counted, how, &done);
        assert_eq!(done.into_inner(), n.track_count() as u64);
        (counted, fitted)
    })
}

/// What the lists that hold both weigh.
fn shared(n: &Incidence, a: u32, b: u32) -> f64 {
    let both = n.lists_with(a).iter().filter(|l| n.members(**l).contains(&b));
    both.map(|l| f64::from(n.weight(*l))).sum()
}

/// The matrix of `tracks`, with the penalty.
fn matrix(n: &Incidence, how: &Fit, tracks: &[u32]) -> Vec<Vec<f64>> {
    let penalty = how.ridge * mean_weight(n);
    let entry = |a: u32, b: u32| {
        if a == b { shared(n, a, a) * (1.0 + SHARE) + penalty } else { shared(n, a, b) }
    };
    tracks.iter().map(|a| tracks.iter().map(|b| entry(*a, *b)).collect()).collect()
}

/// The inverse, by Gauss and Jordan.
fn inverse(mut a: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let n = a.len();
    for (i, row) in a.iter_mut().enumerate() {
        row.extend((0..n).map(|j| f64::from(u8::from(i == j))));
    }
    for k in 0..n {
        let best = (k..n).max_by(|x, y| a[*x][k].abs().total_cmp(&a[*y][k].abs())).unwrap();
        a.swap(k, best);
        let pivot = a[k][k];
        a[k].iter_mut().for_each(|x| *x /= pivot);
        for i in (0..n).filter(|i| *i != k) {
            let by = a[i][k];
            let from = a[k].clone();
            a[i].iter_mut().zip(from).for_each(|(x, y)| *x -= by * y);
        }
    }
    a.into_iter().map(|row| row[n..].to_vec()).collect()
}

/// The fitted weight of a pair; 0 when it is not kept.
fn weight(fitted: &Fitted, seed: u32, target: u32) -> u16 {
    let (tracks, weights) = fitted.row(seed);
    tracks.iter().position(|t| *t == target).map_or(0, |n| weights[n])
}

fn stored(w: f64) -> f64 {
    (w.max(0.0) * ONE).min(ONE - 1.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// With all other tracks as support it is EASE with this penalty: the columns of the inverse over its diagonal.
    #[test]
    fn the_whole_catalogue_as_support_is_ease(
        mut lists in proptest::collection::vec(proptest::collection::vec(0u32..8, 0..6), 0..30),
        weights in proptest::collection::vec(1u32..=WHOLE, 1..9),
        ridge in 1u32..800,
    ) {
        lists.push((0..8).collect());
        let n = incidence(&lists, 8, &weights);
        let how = Fit { support: 100, ridge: f64::from(ridge) / 100.0, least_lists: 0, kept: 100 };
        let (_, fitted) = on(2, &n, &how, 100);
        let all: Vec<u32> = (0..8).collect();
        let p = inverse(matrix(&n, &how, &all));
        for seed in 0..8usize {
            for target in (0..8usize).filter(|t| *t != seed) {
                let expected = stored(-p[seed][target] / p[target][target]);
                let found = f64::from(weight(&fitted, seed as u32, target as u32));
                prop_assert!((found - expected).abs() <= 0.51, "{seed}->{target}: {found} {expected}");
            }
        }
    }

    #[test]
    fn each_target_is_regressed_on_its_own_support(
        lists in proptest::collection::vec(proptest::collection::vec(0u32..20, 0..9), 0..40),
        weights in proptest::collection::vec(1u32..=WHOLE, 1..9),
        (support, least_lists) in (1usize..7, 0usize..5),
    ) {
        let n = incidence(&lists, 20, &weights);
        let how = Fit { support, ridge: 2.0, least_lists, kept: 100 };
        let (counted, fitted) = on(2, &n, &how, 3);
        prop_assert_eq!(&fitted, &on(1, &n, &how, 3).1);
        for target in (0..20u32).filter(|t| n.lists_with(*t).len() >= least_lists) {
            let s = counted.row(target).tracks;
            let s = &s[..s.len().min(support)];
            let inverse = inverse(matrix(&n, &how, s));
            for seed in 0..20u32 {
                let at = s.iter().position(|x| *x == seed);
                let w = at.map_or(0.0, |h| {
                    s.iter().enumerate().map(|(k, x)| inverse[h][k] * shared(&n, *x, target)).sum()
                });
                let found = f64::from(weight(&fitted, seed, target));
                prop_assert!((found - stored(w)).abs() <= 0.51, "{seed}->{target}: {found} {w}");
            }
        }
    }

    #[test]
    fn a_weight_is_the_sum_of_what_it_owes_to_lists(
        lists in proptest::collection::vec(proptest::collection::vec(0u32..20, 0..9), 0..40),
        weights in proptest::collection::vec(1u32..=WHOLE, 1..9),
    ) {
        let n = incidence(&lists, 20, &weights);
        let how = Fit { support: 6, ridge: 2.0, least_lists: 0, kept: 100 };
        let (counted, fitted) = on(1, &n, &how, 6);
        for target in 0..20u32 {
            let s = counted.row(target).tracks;
            prop_assert!(split(&n, &how, target, target, s).is_none());
            for seed in s {
                let found = split(&n, &how, *seed, target, s).unwrap();
                prop_assert_eq!(found.weight, weight(&fitted, *seed, target));
                let held: Vec<u32> = found.lists.iter().map(|(l, _)| *l).collect();
                prop_assert_eq!(&held, n.lists_with(target));
                let parts: i64 = found.lists.iter().map(|(_, part)| *part).sum();
                prop_assert_eq!(parts + found.residual, i64::from(found.weight));
                // Each part and the weight are rounded by half a step at most, unless the weight was below 0.
                if found.weight > 0 {
                    prop_assert!(found.residual.abs() <= held.len() as i64 / 2 + 1);
                } else {
                    prop_assert!(parts <= held.len() as i64 / 2 + 1);
                }
            }
        }
    }

    #[test]
    fn a_row_is_the_strongest_of_all_weights(
        lists in proptest::collection::vec(proptest::collection::vec(0u32..20, 0..9), 0..40),
        least_lists in 0usize..5,
        kept in 0usize..6,
    ) {
        let n = incidence(&lists, 20, &[WHOLE]);
        let how = Fit { support: 5, ridge: 2.0, least_lists, kept };
        let (_, few) = on(2, &n, &how, 3);
        let (counted, all) = on(2, &n, &Fit { kept: 100, ..how }, 3);
        for seed in 0..20u32 {
            let (tracks, weights) = all.row(seed);
            prop_assert!(weights.iter().all(|w| *w > 0) && !tracks.contains(&seed));
            let by = |k: usize| (std::cmp::Reverse(weights[k]), tracks[k]);
            prop_assert!((1..tracks.len()).all(|k| by(k - 1) < by(k)));
            let cut = kept.min(tracks.len());
            prop_assert_eq!(few.row(seed), (&tracks[..cut], &weights[..cut]));
            // A target in too few lists is there by its counted weight, in the same order.
            let order = |row: &[u32]| -> Vec<u32> {
                row.iter().copied().filter(|t| n.lists_with(*t).len() < least_lists).collect()
            };
            let (mut here, mut there) = (order(tracks), order(counted.row(seed).tracks));
            here.sort_unstable();
            there.sort_unstable();
            prop_assert!(here.iter().all(|t| there.contains(t)));
        }
    }
}

#[test]
fn wide_supports_have_wide_masks() {
    // Eighty tracks in all lists: with twice the bits of one word, each still counts.
    let lists: Vec<Vec<u32>> = (0..30).map(|l| (0..80).filter(|t| (t + l) % 7 > 0).collect()).collect();
    let n = incidence(&lists, 80, &[WHOLE]);
    let how = Fit { support: MOST_SUPPORT, ridge: 5.0, least_lists: 0, kept: 100 };
    let (counted, fitted) = on(2, &n, &how, 100);
    let s = counted.row(3).tracks;
    assert_eq!(s.len(), 79);
    let p = inverse(matrix(&n, &how, &(0..80).collect::<Vec<u32>>()));
    for seed in s {
        let expected = stored(-p[*seed as usize][3] / p[3][3]);
        assert!((f64::from(weight(&fitted, *seed, 3)) - expected).abs() <= 0.51);
    }
}

#[test]
fn many_lists_are_summed_some_after_others() {
    // More lists than are looked at together, of which one track skips many.
    let lists: Vec<Vec<u32>> = (0..100_000u32)
        .map(|l| (0..6).filter(|t| (l * 7 + t * t) % (t + 2) == 0 && (*t != 5 || l > 70_000)).collect())
        .collect();
    let n = incidence(&lists, 6, &[WHOLE, WHOLE / 5, 77]);
    let how = Fit { support: 10, ridge: 3.0, least_lists: 0, kept: 100 };
    let (counted, fitted) = on(2, &n, &how, 100);
    for target in 0..6u32 {
        let s = counted.row(target).tracks;
        let inverse = inverse(matrix(&n, &how, s));
        for (h, seed) in s.iter().enumerate() {
            let terms = s.iter().enumerate().map(|(k, x)| inverse[h][k] * shared(&n, *x, target));
            let w = stored(terms.sum());
            assert!((f64::from(weight(&fitted, *seed, target)) - w).abs() <= 0.51);
        }
    }
}

#[test]
fn counted_weights_take_the_size_of_fitted_ones() {
    // Tracks 0 to 3 often together, track 4 in two lists with them.
    let mut lists = vec![vec![0, 1, 2, 3]; 6];
    lists.extend([vec![0, 1, 4], vec![2, 3, 4]]);
    let n = incidence(&lists, 5, &[WHOLE]);
    let how = Fit { support: 4, ridge: 1.0, least_lists: 3, kept: 10 };
    let (counted, fitted) = on(1, &n, &how, 4);
    let (mut f, mut c) = (0.0, 0.0);
    for seed in 0..5u32 {
        let row = counted.row(seed);
        for (t, w) in row.tracks.iter().zip(row.weights).filter(|(t, _)| **t < 4) {
            // 4 is no support that says anything of its own, or is one with a weight.
            if weight(&fitted, seed, *t) > 0 {
                f += f64::from(weight(&fitted, seed, *t));
                c += f64::from(*w);
            }
        }
    }
    let row = counted.row(0);
    let own = row.tracks.iter().position(|t| *t == 4).map(|k| f64::from(row.weights[k])).unwrap();
    assert!((f64::from(weight(&fitted, 0, 4)) - own * f / c).abs() <= 1.0);
}

#[test]
fn tracks_that_are_always_together_need_no_penalty_to_be_safe() {
    let lists = vec![vec![0, 1, 2]; 4];
    let n = incidence(&lists, 3, &[WHOLE]);
    let how = Fit { support: 2, ridge: 0.0, least_lists: 0, kept: 10 };
    let (_, fitted) = on(1, &n, &how, 2);
    assert_eq!(weight(&fitted, 1, 0), weight(&fitted, 2, 0));
}
