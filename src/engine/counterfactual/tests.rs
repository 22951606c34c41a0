//! The promises of counterfactuals, held against trying everything on small random packs.

use proptest::prelude::*;

use super::*;
use crate::engine::tests::{some_seeds, some_settings, world, world_seeds};
use crate::engine::{MixStep, Mixer, SignalKind};
use crate::identify::Seed;

/// A question and what becomes of it.
fn asked<R>(
    pack: &Pack,
    seeds: &Seeds,
    settings: &Settings,
    limit: usize,
    then: impl FnOnce(&Case<'_>) -> R,
) -> R {
    let prepared = Question::prepare(pack, seeds, settings);
    then(&Case::new(pack, seeds, settings, &prepared, limit))
}

/// At most six seeds that speak: then all sets of them can be tried.
fn few_seeds() -> impl Strategy<Value = Vec<Seed>> {
    some_seeds().prop_map(|mut seeds| {
        for s in seeds.iter_mut().skip(6) {
            s.weight = 0;
        }
        seeds
    })
}

fn with(settings: &Settings, steps: &[MixStep]) -> Settings {
    Settings { mixer: settings.mixer.clone().with(steps), ..settings.clone() }
}

/// Settings under which a ranking is a sum over seeds.
fn additive(settings: &Settings) -> Settings {
    with(settings, &[(SignalKind::ListsLikeYours, 0), (SignalKind::ArtistRepeat, 0)])
}

/// Settings of signals alone that no pack can tell apart from what people use: weights above zero.
fn usual(settings: &Settings) -> Settings {
    let steps: Vec<MixStep> =
        SignalKind::ALL.iter().map(|s| (*s, settings.mixer.weight(*s).abs() / 3)).collect();
    with(settings, &steps)
}

/// The size of the smallest set of seeds without which a track goes, by trying all.
fn smallest(case: &Case<'_>, track: TrackId) -> Option<usize> {
    let seeds = case.speaking();
    let sets = (1u32..1 << seeds.len()).map(|bits| (0..seeds.len()).filter(move |s| bits >> s & 1 == 1));
    sets.map(|set| set.map(|s| seeds[s]).collect::<Vec<_>>())
        .filter(|set| rank_in(&case.listed_with(&case.without(set), case.settings), track).is_none())
        .map(|set| set.len())
        .min()
}

fn holds_for_every_listed_track(case: &Case<'_>, effort: Effort) -> Result<(), TestCaseError> {
    for listed in case.listed() {
        let least = smallest(case, listed.track);
        match case.take_away(listed.track, effort) {
            TakenAway::NotListed => prop_assert!(false, "it is listed"),
            TakenAway::Stays { proven } => prop_assert!(!proven || least.is_none()),
            TakenAway::Without(fewest) => {
                let after = case.listed_with(&case.without(&fewest.seeds), case.settings);
                prop_assert_eq!(rank_in(&after, listed.track), None);
                let least = least.unwrap_or(usize::MAX);
                match fewest.guarantee {
                    Guarantee::Smallest => prop_assert_eq!(fewest.seeds.len(), least),
                    Guarantee::NoneBelow(n) => prop_assert!(n as usize <= least),
                    Guarantee::Checked => {}
                }
                if fewest.each_needed {
                    for spared in &fewest.seeds {
                        let rest: Vec<_> = fewest.seeds.iter().copied().filter(|s| s != spared).collect();
                        let listed_with = case.listed_with(&case.without(&rest), case.settings);
                        prop_assert!(rank_in(&listed_with, listed.track).is_some());
                    }
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_sums_are_the_ranking(pack in world(), seeds in few_seeds(), settings in some_settings(), limit in 1usize..12, bits in 0usize..64) {
        let (seeds, settings) = (world_seeds(&pack, &seeds), additive(&settings));
        asked(&pack, &seeds, &settings, limit, |case| {
            let sums = additive::Additive::of(case).unwrap();
            let set: Vec<usize> = (0..sums.seeds().len()).filter(|s| bits >> s & 1 == 1).collect();
            let aside: Vec<TrackId> = set.iter().map(|s| sums.seeds()[*s]).collect();
            let listed = case.listed_with(&case.without(&aside), &settings);
            for track in pack.tracks() {
                let rank = sums.find(track).and_then(|t| sums.rank_without(t, &set)).filter(|r| *r <= limit);
                prop_assert_eq!(rank, rank_in(&listed, track).map(|r| r as usize), "{:?}", track);
            }
            Ok(())
        })?;
    }

    #[test]
    fn where_scores_are_sums_the_smallest_set_is_found(pack in world(), seeds in few_seeds(), settings in some_settings(), limit in 1usize..8, plain in any::<bool>()) {
        let settings = additive(&if plain { usual(&settings) } else { settings });
        let seeds = world_seeds(&pack, &seeds);
        asked(&pack, &seeds, &settings, limit, |case| {
            for listed in case.listed() {
                let least = smallest(case, listed.track);
                let found = match case.take_away(listed.track, Effort::THOROUGH) {
                    TakenAway::Without(fewest) => {
                        prop_assert_eq!(fewest.guarantee, Guarantee::Smallest);
                        Some(fewest.seeds.len())
                    }
                    other => {
                        prop_assert_eq!(other, TakenAway::Stays { proven: true });
                        None
                    }
                };
                prop_assert_eq!(found, least, "{:?}", listed.track);
            }
            Ok(())
        })?;
    }

    #[test]
    fn elsewhere_enough_effort_finds_it_too(pack in world(), seeds in few_seeds(), settings in some_settings(), limit in 1usize..6) {
        let seeds = world_seeds(&pack, &seeds);
        asked(&pack, &seeds, &usual(&settings), limit, |case| {
            for listed in case.listed() {
                let least = smallest(case, listed.track);
                match case.take_away(listed.track, Effort::THOROUGH) {
                    TakenAway::Without(fewest) => {
                        prop_assert_eq!(fewest.guarantee, Guarantee::Smallest);
                        prop_assert_eq!(Some(fewest.seeds.len()), least);
                    }
                    other => {
                        prop_assert_eq!(other, TakenAway::Stays { proven: true });
                        prop_assert_eq!(least, None);
                    }
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn little_effort_claims_no_more_than_holds(pack in world(), seeds in few_seeds(), settings in some_settings(), limit in 1usize..6, rankings in 0u32..12, steps in 0u64..3000, sums in any::<bool>()) {
        let settings = if sums { additive(&settings) } else { settings };
        let seeds = world_seeds(&pack, &seeds);
        asked(&pack, &seeds, &settings, limit, |case| holds_for_every_listed_track(case, Effort { rankings, steps }))?;
    }

    #[test]
    fn a_difference_sums_to_the_gap(pack in world(), seeds in some_seeds(), settings in some_settings()) {
        let seeds = world_seeds(&pack, &seeds);
        asked(&pack, &seeds, &settings, 5, |case| {
            let standings: Vec<_> = pack.tracks().map(|t| (t, case.question().standing(5, t))).collect();
            for (a, b) in standings.iter().zip(standings.iter().skip(1)) {
                let d = difference(&a.1.contributions, (b.0, &b.1.contributions));
                prop_assert_eq!((d.own_score, d.other_score), (a.1.score, b.1.score));
                prop_assert_eq!(d.terms.iter().map(Term::gap).sum::<i64>(), d.gap());
                prop_assert!(d.terms.is_sorted_by_key(|t| std::cmp::Reverse(t.gap().unsigned_abs())));
            }
            Ok(())
        })?;
    }

    #[test]
    fn no_slider_is_moved_further_than_it_must(pack in world(), seeds in few_seeds(), settings in some_settings(), limit in 1usize..6, pick in 0usize..40, repeats in any::<bool>()) {
        let settings = if repeats { usual(&settings) } else { with(&settings, &[(SignalKind::ArtistRepeat, 0)]) };
        let seeds = world_seeds(&pack, &seeds);
        asked(&pack, &seeds, &settings, limit, |case| {
            let track = TrackId(pick as u32);
            prop_assume!(case.may_be_listed(track) && rank_in(&case.listed(), track).is_none());
            // All moves that are shorter than the one found, or than these many hundredths.
            let found = case.slider(track, Effort::THOROUGH, &case.listed());
            let moved = |c: Change| match c { Change::Slider { from, to, .. } => (to - from).abs(), _ => 0 };
            if let Ok(s) = found {
                prop_assert_eq!(s.guarantee, Guarantee::Smallest);
                prop_assert_eq!(rank_in(&case.after(s.change), track), Some(s.rank));
            }
            let within = found.map_or(12, |s| moved(s.change)).min(12);
            for signal in SignalKind::ALL {
                let (from, (low, high)) = (settings.mixer.weight(signal), signal.range());
                for to in (from + 1 - within..from + within).filter(|to| (low..=high).contains(to)) {
                    let listed = case.after(Change::Slider { signal, from, to });
                    prop_assert_eq!(rank_in(&listed, track), None, "{} {}", signal, to);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn changes_do_what_they_say(pack in world(), seeds in few_seeds(), settings in some_settings(), limit in 1usize..6, pick in 0usize..40, kind in 0usize..3) {
        let settings = match kind {
            0 => usual(&settings),
            1 => additive(&settings),
            _ => settings,
        };
        let seeds = world_seeds(&pack, &seeds);
        asked(&pack, &seeds, &settings, limit, |case| {
            let track = TrackId(pick as u32);
            let before = case.listed();
            let changes = case.changes(track, Effort::THOROUGH);
            if rank_in(&before, track).is_some() {
                prop_assert_eq!(changes, Changes::default());
                return Ok(());
            }
            prop_assert_eq!(changes.found.len() + changes.without.len(), Kind::ALL.len());
            prop_assert!(changes.found.is_sorted_by_key(|s| (s.gone, s.change.kind())));
            for s in &changes.found {
                let after = case.after(s.change);
                prop_assert_eq!(rank_in(&after, track), Some(s.rank));
                let gone = before.iter().filter(|b| rank_in(&after, b.track).is_none()).count();
                prop_assert_eq!(gone, s.gone as usize);
            }
            // Single seeds can all be tried.
            let by_hand = case.speaking().into_iter().filter_map(|s| {
                let after = case.after(Change::Aside(s));
                rank_in(&after, track).map(|_| before.iter().filter(|b| rank_in(&after, b.track).is_none()).count())
            }).min();
            let found = changes.found.iter().find(|s| s.change.kind() == Kind::Aside);
            prop_assert_eq!(found.map(|s| s.gone as usize), by_hand);
            Ok(())
        })?;
    }
}

#[test]
fn the_default_mix_is_no_sum_over_seeds_and_one_table_is() {
    let pack = crate::build::starter_pack().unwrap();
    let seeds = Seeds::default();
    let (all, mut one) = (Settings::default(), Settings { mixer: Mixer::silent(), ..Settings::default() });
    one.mixer.set(SignalKind::Fitted, 100);
    assert!(!asked(&pack, &seeds, &all, 20, additive::is_additive));
    assert!(asked(&pack, &seeds, &one, 20, additive::is_additive));
}
