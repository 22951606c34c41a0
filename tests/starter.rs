//! The starter pack keeps its promises.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use glasscrate::build::starter_pack;
use glasscrate::history::Outcome;
use glasscrate::identify::normalise::{KeyKind, full_key, track_key};
use glasscrate::identify::{MatchRule, Matcher, NoMatch};
use glasscrate::pack::{ArtistId, ListId, Pack, TagId, TrackId};
use glasscrate::query::{Listener, Query};
use glasscrate::sources::{Quiet, SourceSpec, read, starter_names};

fn pack() -> Pack {
    starter_pack().unwrap()
}

fn asset(path: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/starter").join(path)
}

#[test]
fn it_is_as_large_as_promised() {
    let p = pack();
    assert!(p.track_count() >= 1_500, "{} tracks", p.track_count());
    assert!(p.artist_count() >= 400, "{} artists", p.artist_count());
    assert!(p.list_count() >= 300, "{} lists", p.list_count());
    assert!(p.tag_count() >= 40, "{} tags", p.tag_count());
    let scenes = std::fs::read_dir(asset("tracks")).unwrap().count();
    assert!(scenes >= 25, "{scenes} scenes");
}

#[test]
fn every_list_is_of_a_good_length_and_named_once() {
    let p = pack();
    let mut names = BTreeSet::new();
    for l in (0..p.list_count() as u32).map(ListId) {
        let n = p.list_tracks(l).count();
        assert!((8..=20).contains(&n), "{} has {n} tracks", p.list_name(l));
        assert!(names.insert(p.list_name(l).to_lowercase()), "{} twice", p.list_name(l));
    }
}

#[test]
fn every_track_stands_in_two_lists_or_more_and_has_a_year_and_tags() {
    let p = pack();
    for t in p.tracks() {
        let name = format!("{} | {}", p.artist_name(p.artist(t)), p.title(t));
        assert!(p.popularity(t) >= 2, "{name}");
        assert!(p.year(t).is_some_and(|y| (1900..=2026).contains(&y)), "{name}");
        assert!((2..=5).contains(&p.tags(t).count()), "{name}");
        assert!(p.neighbours(t).count() > 0, "{name}");
    }
}

#[test]
fn every_decade_and_script_is_there() {
    let p = pack();
    let decades: BTreeSet<u16> = p.tracks().filter_map(|t| p.year(t)).map(|y| y / 10 * 10).collect();
    for decade in (1950..=2020).step_by(10) {
        assert!(decades.contains(&decade), "{decade}");
    }
    let names = p.tracks().flat_map(|t| [p.title(t), p.artist_name(p.artist(t))]);
    let text: String = names.collect();
    for (script, range) in [
        ("Kana", '\u{3041}'..='\u{30ff}'),
        ("Han", '\u{4e00}'..='\u{9fff}'),
        ("Hangul", '\u{ac00}'..='\u{d7a3}'),
        ("Cyrillic", '\u{410}'..='\u{44f}'),
        ("Arabic", '\u{621}'..='\u{64a}'),
        ("Hebrew", '\u{5d0}'..='\u{5ea}'),
        ("Greek", '\u{391}'..='\u{3c9}'),
    ] {
        assert!(text.chars().filter(|c| range.contains(c)).count() > 50, "{script}");
    }
}

#[test]
fn every_tag_of_the_closed_list_is_used() {
    let p = pack();
    let closed = std::fs::read_to_string(asset("tags.txt")).unwrap();
    let rows = closed.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    let closed: BTreeSet<&str> = rows.map(|l| l.split('|').next().unwrap().trim()).collect();
    let used: BTreeSet<&str> = (0..p.tag_count() as u16).map(|t| p.tag_name(TagId(t))).collect();
    assert_eq!(closed, used);
}

#[test]
fn every_track_is_found_by_its_own_name_and_by_no_other() {
    let p = pack();
    let matcher = Matcher::new(&p);
    let mut latin: HashMap<String, String> = HashMap::new();
    for t in p.tracks() {
        let (artist, title) = (p.artist_name(p.artist(t)), p.title(t));
        assert_eq!(matcher.by_name(artist, title), Some((t, MatchRule::SameName)), "{artist} | {title}");
        // No duplicate after normalisation, not even in Latin letters.
        let (key, version) = track_key(KeyKind::Latin, artist, title);
        let other = latin.insert(full_key(KeyKind::Latin, &key, &version), format!("{artist} | {title}"));
        assert_eq!(other, None, "{artist} | {title}");
    }
    for a in (0..p.artist_count() as u32).map(ArtistId) {
        assert_eq!(matcher.artist(p.artist_name(a)), Some(a), "{}", p.artist_name(a));
    }
}

#[test]
fn it_is_sound_and_free() {
    let p = pack();
    assert_eq!(p.check(), []);
    assert_eq!(p.card().licence, "CC0-1.0");
}

/// A sample history against the starter pack, and what is recommended to it.
fn sample(name: &'static str, pack: &Arc<Pack>) -> (Listener, Vec<TrackId>) {
    let reading = read(&[SourceSpec::Starter(name)], 1_800_000_000, &Quiet).unwrap();
    let listener = Listener::new(pack.clone(), Arc::new(reading.history));
    let answer = Query { limit: 50, ..Query::default() }.ask(&listener);
    let listed = answer.ranking.listed.iter().map(|r| r.track).collect();
    (listener, listed)
}

#[test]
fn the_sample_histories_are_lives_with_times_repeats_skips_and_strangers() {
    let pack = Arc::new(pack());
    assert_eq!(starter_names().count(), 3);
    for name in starter_names() {
        let (l, _) = sample(name, &pack);
        let listens = l.history.listens();
        assert!((60..=300).contains(&listens.len()), "{name}: {}", listens.len());
        assert!(listens.iter().all(|x| x.at.is_some() && x.ms_played.is_some()), "{name}");
        assert!(listens.iter().any(|x| x.outcome == Outcome::Skipped), "{name}");
        assert!(l.history.tracks().len() * 3 < listens.len() * 2, "{name}: favourites return");
        let strangers = l.matches.iter().filter(Result::is_err).count();
        assert!((3..=12).contains(&strangers), "{name}: {strangers}");
        let versions = l.matches.iter().filter(|m| matches!(m, Err(NoMatch::OtherVersion(_)))).count();
        assert!(versions >= 1, "{name}: a live version is not joined to the studio one");
    }
}

#[test]
fn the_sample_histories_are_of_clearly_different_taste() {
    let pack = Arc::new(pack());
    let lists: Vec<_> = starter_names().map(|n| (n, sample(n, &pack).1)).collect();
    for (a, first) in &lists {
        assert_eq!(first.len(), 50);
        for (b, second) in lists.iter().filter(|(b, _)| a < b) {
            let shared = first.iter().filter(|t| second.contains(t)).count();
            assert!(shared <= 10, "{a} and {b} share {shared} of 50");
        }
    }
}
