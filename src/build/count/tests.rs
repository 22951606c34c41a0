use std::sync::atomic::{AtomicU64, Ordering};

use proptest::prelude::*;

use super::{Keep, Neighbours, neighbours};
use crate::build::incidence::{Incidence, WHOLE};
use crate::pack::Parameters;
use crate::pack::weigh::{self, Counted, Powers};

/// Rows by their definition: every pair of tracks, all their lists.
fn by_definition(n: &Incidence, p: &Parameters, keep: Keep) -> Vec<Vec<(u32, u16, u8)>> {
    let tracks = 0..n.track_count() as u32;
    let most = tracks.clone().map(|t| n.own_weight(t)).max().unwrap_or(0);
    let powers: Vec<Powers> = tracks.clone().map(|t| Powers::of(n.own_weight(t), most, p)).collect();
    let row = |a: u32| {
        let mut row = Vec::new();
        for b in tracks.clone().filter(|b| *b != a) {
            let shared = n.lists_with(a).iter().filter(|l| n.members(**l).contains(&b));
            let (both, weight) = shared.fold((0, 0), |(k, w), l| (k + 1, w + u64::from(n.weight(*l))));
            let w =
                weigh::weight(Counted { both, weight }, powers[a as usize].seed, powers[b as usize].other, p);
            if both > 0 && w > 0 {
                row.push((b, w, both.min(255) as u8));
            }
        }
        row.sort_by_key(|(t, w, _)| (std::cmp::Reverse(*w), *t));
        row.truncate(keep.of(n.lists_with(a).len()));
        row
    };
    tracks.clone().map(row).collect()
}

fn plain(found: &Neighbours) -> Vec<Vec<(u32, u16, u8)>> {
    let row = |r: super::Row<'_>| {
        let entries = r.tracks.iter().zip(r.weights).zip(r.both);
        entries.map(|((t, w), b)| (*t, *w, *b)).collect()
    };
    found.rows().map(row).collect()
}

fn on(threads: usize, n: &Incidence, p: &Parameters, keep: Keep) -> Neighbours {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let done = AtomicU64::new(0);
    let found = pool.install(|| neighbours(n, p, keep, &done));
    assert_eq!(done.into_inner(), n.all_pairs());
    found
}

fn incidence(lists: &[Vec<u32>], tracks: usize, weights: &[u32]) -> Incidence {
    let weights = weights.iter().copied().cycle().take(lists.len()).collect();
    Incidence::new(lists.iter().map(Vec::as_slice), tracks, weights).unwrap()
}

fn parameters() -> impl Strategy<Value = Parameters> {
    (30u32..70, 20u32..110, prop_oneof![Just(0u32), 50u32..900]).prop_map(|(a, b, s)| Parameters {
        seed_exponent: a,
        popularity_exponent: b,
        shrinkage: s,
        ..Parameters::DEFAULT
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn rows_are_as_defined(
        lists in proptest::collection::vec(proptest::collection::vec(0u32..60, 0..12), 0..40),
        // Among many tracks that are in no list the few are counted sparsely.
        tracks in prop_oneof![Just(60usize), Just(30_000)],
        weights in proptest::collection::vec(1u32..=WHOLE, 1..9),
        (each, more, from_lists) in (0usize..9, 0usize..9, 0usize..6),
        p in parameters(),
    ) {
        let n = incidence(&lists, tracks, &weights);
        let keep = Keep { each, frequent: each + more, from_lists };
        let mut expected = by_definition(&incidence(&lists, 60, &weights), &p, keep);
        expected.resize(tracks, Vec::new());
        let mut found = on(2, &n, &p, keep);
        prop_assert_eq!(&plain(&found), &expected);
        prop_assert_eq!(&found, &on(1, &n, &p, keep));
        found.truncate(3);
        for r in &mut expected {
            r.truncate(3);
        }
        prop_assert_eq!(plain(&found), expected);
    }
}

/// Lists over more tracks than one look at the head of the catalogue takes in, so that the bounds are put to use; the popular
/// ones first, as in a catalogue.
#[test]
fn bounds_pass_over_nothing_that_counts() {
    let tracks = 150_000u32;
    let mut state = 7u64;
    let mut random = |below: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as f64 / (1u64 << 31) as f64 * f64::from(below)) as u32
    };
    // A track far down stands with the most popular one in most lists.
    let lists: Vec<Vec<u32>> = (0..900)
        .map(|l| {
            let mut list: Vec<u32> = (0..40).map(|_| random(400).pow(2) * 15 / 16).collect();
            list.push(0);
            list.push(if l % 4 > 0 { 149_000 } else { 100_000 + l });
            list.extend((0..60).map(|_| random(tracks)));
            list
        })
        .collect();
    let n = incidence(&lists, tracks as usize, &[WHOLE, WHOLE / 3, WHOLE / 7]);
    let (p, keep) = (Parameters::DEFAULT, Keep::all(5));
    let found = on(2, &n, &p, keep);
    let most = (0..tracks).map(|t| n.own_weight(t)).max().unwrap();
    let powers = |t: u32| Powers::of(n.own_weight(t), most, &p);
    for a in [0, 1, 15, 3_600, 149_000, 100_004] {
        let mut counts = std::collections::BTreeMap::<u32, Counted>::new();
        for l in n.lists_with(a) {
            for b in n.members(*l).iter().filter(|b| **b != a) {
                let c = counts.entry(*b).or_insert(Counted { both: 0, weight: 0 });
                c.both += 1;
                c.weight += u64::from(n.weight(*l));
            }
        }
        let mut row: Vec<(u16, u32)> = counts
            .iter()
            .map(|(b, c)| (weigh::weight(*c, powers(a).seed, powers(*b).other, &p), *b))
            .collect();
        row.sort_by_key(|(w, t)| (std::cmp::Reverse(*w), *t));
        row.truncate(5);
        let found: Vec<(u16, u32)> =
            found.row(a).weights.iter().copied().zip(found.row(a).tracks.iter().copied()).collect();
        assert_eq!(found, row, "track {a}");
    }
    assert!(found.row(0).tracks.contains(&149_000));
}

#[test]
fn nothing_is_counted_of_nothing() {
    let done = AtomicU64::new(0);
    assert_eq!(neighbours(&Incidence::default(), &Parameters::DEFAULT, Keep::all(3), &done).len(), 0);
    assert_eq!(done.load(Ordering::Relaxed), 0);
}
