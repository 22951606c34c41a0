//! Reasons are faithful, on every pack at hand: the starter pack, and packs of made-up lists under several parameters and mixes.
//!
//! - Without a signal a score is less by exactly what that signal gave; without a seed by exactly what that seed gave, where a
//!   seed speaks for itself (`together`, `fitted`, `same-artist`, `tags`; `lists-like-yours` where all lists speak and nobody
//!   speaks for another).
//! - The ranking by the sums of the contributions is the ranking.
//! - A sentence names the tracks of two contributions at most: of the largest one above zero, and of the largest one above zero
//!   that rests on another seed. What a contribution's tracks are is told by its evidence.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use glasscrate::build::starter_pack;
use glasscrate::engine::{
    Contribution, Evidence, Mixer, Question, Ranked, Rules, Settings, SignalKind, Standing,
};
use glasscrate::history::{HeardId, Plays};
use glasscrate::identify::{ArtistSeed, MatchRule, Seed, Seeds, phrase};
use glasscrate::pack::{ArtistId, ListId, Pack, Parameters, TrackId};
use glasscrate::trace::{sentence, waterfall};

/// Numbers that look drawn, the same on every machine (a linear congruential generator, Knuth's constants).
struct Draws(u64);

impl Draws {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// Name, date, and tracks of a made-up list.
type Made<'a> = (String, String, Vec<(&'a str, &'a str)>);

/// A pack of 90 made-up lists of scenes: titles are of one length, so that none is a part of another.
fn made_up(seed: u64) -> Pack {
    let mut draws = Draws(seed);
    let names: Vec<(String, String)> =
        (0..80).map(|n| (format!("artist{:03}", n % 17), format!("title{n:03}"))).collect();
    let lists: Vec<Made<'_>> = (0..90)
        .map(|n| {
            let scene = draws.below(5) * 13;
            let tracks = (0..3 + draws.below(12)).map(|_| {
                let at = if draws.below(4) == 0 { draws.below(80) } else { scene + draws.below(28) };
                let (artist, title) = &names[(at % 80) as usize];
                (artist.as_str(), title.as_str())
            });
            (format!("scene {scene}"), format!("20{:02}-01-01", 10 + n % 12), tracks.collect())
        })
        .collect();
    let borrowed: Vec<world::List<'_>> =
        lists.iter().map(|(n, d, t)| (n.as_str(), d.as_str(), t.as_slice())).collect();
    world::pack(&borrowed)
}

/// Every pack at hand, with a name for the message of a failure.
fn packs() -> Vec<(String, Arc<Pack>)> {
    let mut all = vec![
        ("starter".to_owned(), Arc::new(starter_pack().unwrap())),
        ("small".to_owned(), Arc::new(world::small())),
    ];
    for seed in [1, 2] {
        let pack = made_up(seed);
        let published = pack.card().parameters;
        let mix = |steps: &[(&str, i32)]| {
            steps.iter().map(|(n, w)| ((*n).to_owned(), *w)).collect::<BTreeMap<_, _>>()
        };
        let steep = Parameters { alike_power: 150, order: 30, recency: 40, ..published };
        let alone = Parameters { companions: 0, artist_companions: 0, alike: 3, ..published };
        for (name, parameters, mix) in [
            ("as published", published, mix(&[])),
            ("steep", steep, mix(&[("together", 60), ("artist-repeat", 10)])),
            ("few lists", alone, mix(&[("fitted", 100), ("lists-like-yours", 20), ("popularity", -5)])),
        ] {
            all.push((format!("made up {seed}, {name}"), Arc::new(pack.under(&parameters, &mix))));
        }
    }
    all
}

/// Mixes: the pack's own, every signal at once, and those in which every seed speaks for itself.
fn mixes(pack: &Pack) -> Vec<(&'static str, Settings)> {
    let linear = [
        (SignalKind::Together, 70),
        (SignalKind::Fitted, 40),
        (SignalKind::SameArtist, 20),
        (SignalKind::Tags, 30),
    ];
    let settings = |mixer: Mixer| Settings { mixer, heard_too: false, rules: Rules::default() };
    vec![
        ("of the pack", settings(Mixer::of(pack.card()))),
        ("all signals", settings(Mixer::silent().with(&world::all_signals()))),
        ("linear", settings(Mixer::silent().with(&linear))),
    ]
}

/// Tracks of lists as seeds of several weights, an artist of unknown tracks, and a phrase.
fn seeds(pack: &Pack, from: u32, count: usize) -> Seeds {
    let mut tracks: Vec<TrackId> = Vec::new();
    for n in 0..pack.list_count() as u32 {
        let list = ListId((from + n * 7) % pack.list_count() as u32);
        for track in pack.list_tracks(list).take(3) {
            if tracks.len() < count && !tracks.contains(&track) {
                tracks.push(track);
            }
        }
    }
    let weights = [1900, 1500, 1024, 700, 300];
    let seed = |(n, track): (usize, TrackId)| Seed {
        track,
        weight: weights[n * weights.len() / count.max(1) % weights.len()],
        plays: Plays::default(),
        rule: MatchRule::SameName,
        heard: vec![HeardId(n as u32)],
        place: n as u32,
    };
    let mut seeds = Seeds::of(tracks.into_iter().enumerate().map(seed).collect());
    seeds.artists = vec![ArtistSeed { artist: ArtistId(0), weight: 600, tracks: 2 }];
    seeds.words = phrase(pack, "night scene 13");
    seeds
}

fn asked<R>(pack: &Pack, seeds: &Seeds, settings: &Settings, then: impl FnOnce(&Question<'_>) -> R) -> R {
    let prepared = Question::prepare(pack, seeds, settings);
    then(&Question::new(pack, seeds, settings, &prepared))
}

fn standing(pack: &Pack, seeds: &Seeds, settings: &Settings, track: TrackId) -> Standing {
    asked(pack, seeds, settings, |q| q.standing(20, track))
}

/// Calls `look` for every pack, mix and some histories.
fn everywhere(mut look: impl FnMut(&str, &Pack, &Seeds, &Settings)) {
    for (name, pack) in packs() {
        for (mix, settings) in mixes(&pack) {
            for (from, count) in [(0, 4), (5, 11)] {
                look(
                    &format!("{name}, mix {mix}, {count} seeds"),
                    &pack,
                    &seeds(&pack, from, count),
                    &settings,
                );
            }
        }
    }
}

/// The settings without diversity: what it takes is a share of the rest.
fn plain(settings: &Settings) -> Settings {
    let mut plain = settings.clone();
    plain.mixer.set(SignalKind::ArtistRepeat, 0);
    plain
}

fn first_tracks(pack: &Pack, seeds: &Seeds, settings: &Settings, count: usize) -> Vec<TrackId> {
    asked(pack, seeds, settings, |q| q.rank(count)).listed.iter().map(|r| r.track).collect()
}

#[test]
fn without_a_signal_the_score_is_less_by_exactly_what_it_gave() {
    everywhere(|what, pack, seeds, settings| {
        let settings = plain(settings);
        for track in first_tracks(pack, seeds, &settings, 3) {
            let before = standing(pack, seeds, &settings, track);
            let top = before.contributions[0].signal;
            let gave: i64 = before.contributions.iter().filter(|c| c.signal == top).map(|c| c.points).sum();
            let mut without = settings.clone();
            without.mixer.set(top, 0);
            let after = standing(pack, seeds, &without, track);
            assert_eq!(before.score - after.score, gave, "{what}: {top}");
        }
    });
}

#[test]
fn without_a_seed_the_score_is_less_by_exactly_what_it_gave() {
    let linear = [SignalKind::Together, SignalKind::Fitted, SignalKind::SameArtist, SignalKind::Tags];
    let (mut taken, mut single) = (0, 0);
    everywhere(|what, pack, seeds, settings| {
        let mut settings = plain(settings);
        // Where all lists speak and nobody speaks for another, this signal is a sum over seeds, too.
        let parameters = &pack.card().parameters;
        let alone =
            Parameters { companions: 0, artist_companions: 0, alike_power: 100, alike: 1000, ..*parameters };
        let pack = &pack.under(&alone, &pack.card().mix);
        for signal in SignalKind::ALL {
            if !linear.contains(&signal) && signal != SignalKind::ListsLikeYours {
                settings.mixer.set(signal, 0);
            }
        }
        for track in first_tracks(pack, seeds, &settings, 3) {
            let before = standing(pack, seeds, &settings, track);
            let Some(top) = before.contributions.iter().find(|c| c.evidence.seed().is_some()) else {
                continue;
            };
            let seed = top.evidence.seed();
            let its: Vec<&Contribution> =
                before.contributions.iter().filter(|c| c.evidence.seed() == seed).collect();
            let gave: i64 = its.iter().map(|c| c.points).sum();
            let mut without = seeds.clone();
            without.tracks.iter_mut().filter(|s| Some(s.track) == seed).for_each(|s| s.weight = 0);
            let after = standing(pack, &without, &settings, track);
            assert_eq!(before.score - after.score, gave, "{what}");
            taken += 1;
            if its.len() == 1 {
                assert_eq!(before.score - after.score, top.points, "{what}");
                single += 1;
            }
        }
    });
    assert!(taken > 60 && single > 10, "{taken} {single}");
}

#[test]
fn the_ranking_by_the_trace_is_the_ranking() {
    everywhere(|what, pack, seeds, settings| {
        asked(pack, seeds, settings, |q| {
            let whole = q.whole(20);
            let told = |r: &Ranked, diversity: bool| -> i64 {
                let all = q.contributions(r);
                let counts = |c: &&Contribution| diversity || c.signal != SignalKind::ArtistRepeat;
                all.iter().filter(counts).map(|c| c.points).sum()
            };
            let order = |diversity: bool| {
                let mut order: Vec<(i64, TrackId)> =
                    whole.iter().map(|r| (-told(r, diversity), r.track)).collect();
                order.sort_unstable();
                order.into_iter().map(|(_, t)| t).collect::<Vec<_>>()
            };
            let ranked: Vec<TrackId> = whole.iter().map(|r| r.track).collect();
            assert_eq!(order(true), ranked, "{what}");
            let before = order(false);
            for r in &whole {
                assert_eq!(before[r.rank_before as usize - 1], r.track, "{what}: the rank before diversity");
            }
            let listed: Vec<TrackId> = q.rank(20).listed.iter().map(|r| r.track).collect();
            assert_eq!(listed[..], ranked[..listed.len()], "{what}");
        });
    });
}

#[test]
fn every_waterfall_sums_to_the_score() {
    everywhere(|what, pack, seeds, settings| {
        asked(pack, seeds, settings, |q| {
            for r in &q.rank(10).listed {
                let contributions = q.contributions(r);
                assert!(waterfall(pack, &contributions, r.score, 4).holds, "{what}");
                assert!(!waterfall(pack, &contributions, r.score + 1, 4).holds, "{what}");
            }
        });
    });
}

/// The tracks that a contribution is about.
fn tracks_of(evidence: &Evidence) -> Vec<TrackId> {
    match evidence {
        Evidence::Alike { companion: Some(companion), seed, .. } => vec![*seed, *companion],
        other => other.seed().into_iter().collect(),
    }
}

#[test]
fn a_sentence_names_the_tracks_of_the_largest_contributions_and_no_other() {
    let mut named = 0;
    everywhere(|what, pack, seeds, settings| {
        asked(pack, seeds, settings, |q| {
            for r in &q.rank(20).listed {
                let contributions = q.contributions(r);
                let said = sentence(pack, &contributions);
                let above: Vec<&Contribution> = contributions.iter().filter(|c| c.points > 0).collect();
                let mut allowed: BTreeSet<TrackId> = BTreeSet::new();
                if let Some(first) = above.first() {
                    allowed.extend(tracks_of(&first.evidence));
                    let seed = first.evidence.seed();
                    // The largest that rests on another seed, and only beside one that rests on a seed.
                    let other =
                        above.iter().find(|c| c.evidence.seed().is_some() && c.evidence.seed() != seed);
                    if let Some(second) = other.filter(|_| seed.is_some()) {
                        allowed.extend(tracks_of(&second.evidence));
                    }
                }
                let titles: Vec<&str> = allowed.iter().map(|t| pack.title(*t)).collect();
                // Titles that are a part of an allowed text cannot be told from it.
                let allowed_text = format!("{} {}", titles.join(" "), fixed_words(pack, &contributions));
                for track in pack.tracks().filter(|t| !allowed.contains(t)) {
                    let title = pack.title(track);
                    let hidden = title.chars().count() < 5 || allowed_text.contains(title);
                    assert!(hidden || !said.contains(title), "{what}: {said} names {title}");
                }
                if let Some(first) = above.first().and_then(|c| c.evidence.seed()) {
                    assert!(said.contains(pack.title(first)), "{what}: {said}");
                    named += 1;
                }
            }
        });
    });
    assert!(named > 200, "{named}");
}

/// What a sentence may hold beside titles: names of artists and tags, words, and its own.
fn fixed_words(pack: &Pack, contributions: &[Contribution]) -> String {
    let mut words = String::from(
        "Because you played and list lists hold it with the first second like your history Weak evidence ",
    );
    for c in contributions {
        match &c.evidence {
            Evidence::Artist { artist, .. } => words.push_str(pack.artist_name(*artist)),
            Evidence::Near { from, to, .. } => {
                words.push_str(pack.artist_name(*from));
                words.push_str(pack.artist_name(*to));
            }
            Evidence::Tags { tags, .. } => tags.iter().for_each(|t| words.push_str(pack.tag_name(*t))),
            Evidence::Named { word, .. } => words.push_str(pack.word_text(*word)),
            _ => {}
        }
        words.push(' ');
    }
    words
}
