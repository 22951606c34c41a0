//! The promises of the finder: nothing it does to be quick changes what it finds.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::build::{CorpusBuilder, NewTrack, PackAbout, build, starter_pack};
use crate::pack::Parameters;

/// A pack with these tracks, in this order of popularity.
fn pack_of(tracks: &[(String, String)]) -> Arc<Pack> {
    let mut corpus = CorpusBuilder::new();
    for (n, (artist, title)) in tracks.iter().enumerate() {
        let track = corpus.track(&NewTrack { artist, title, ..NewTrack::default() }).unwrap();
        corpus.list(&format!("list {n}"), "", &[track]);
    }
    let about =
        PackAbout { name: "p".into(), about: String::new(), licence: "CC0-1.0".into(), sources: vec![] };
    Arc::new(Pack::from_bytes(build(&corpus.finish(), &about, &Parameters::default()).unwrap()).unwrap())
}

fn named(finder: &Finder, found: &[Found]) -> Vec<String> {
    let pack = &finder.pack;
    found
        .iter()
        .map(|f| format!("{} - {}", pack.artist_name(pack.artist(f.track)), pack.title(f.track)))
        .collect()
}

#[test]
fn people_find_what_they_mean() {
    let finder = Finder::new(Arc::new(starter_pack().unwrap()));
    for (query, first) in [
        ("portishead roads", "Portishead - Roads"),
        ("roads portis", "Portishead - Roads"),
        ("roads", "Portishead - Roads"),
        ("portishaed roads", "Portishead - Roads"),
        ("prtshd roads", "Portishead - Roads"),
        ("massive attck teardrop", "Massive Attack - Teardrop"),
    ] {
        assert_eq!(
            named(&finder, &finder.find(query, 3)).first().map(String::as_str),
            Some(first),
            "{query}"
        );
    }
    for nothing in ["", "   ", "qqqqzzzz"] {
        assert_eq!(finder.find(nothing, 3), []);
    }
    assert_eq!(finder.find("roads", 0), []);
}

#[test]
fn whole_titles_come_before_parts_and_wrong_letters_last() {
    let tracks =
        [("A", "Roadside"), ("B", "All the Roads"), ("C", "Roads"), ("D", "Rohds"), ("E", "R O A D S")];
    let finder = Finder::new(pack_of(&tracks.map(|(a, t)| (a.to_owned(), t.to_owned()))));
    let found = named(&finder, &finder.find("roads", 9));
    assert_eq!(found, ["C - Roads", "B - All the Roads", "A - Roadside", "E - R O A D S", "D - Rohds"]);
}

fn some_names() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec(("[abc]{1,3}( [abc]{1,3})?", "[abcé]{1,6}( [abc]{1,5}){0,2}"), 1..40)
}

/// Keys one after another: letters, spaces, and `<` to take the last one back.
fn typed(keys: &str) -> Vec<String> {
    let mut line = String::new();
    let step = |key: char| {
        if key == '<' {
            line.pop();
        } else {
            line.push(key);
        }
        line.clone()
    };
    keys.chars().map(step).collect()
}

proptest! {
    #[test]
    fn keys_and_portions_do_not_change_what_is_found(
        names in some_names(), keys in "[abcd <]{1,12}", steps in prop::collection::vec(0usize..4, 12), limit in 1usize..8, portion in 1usize..9,
    ) {
        let finder = Finder::new(pack_of(&names));
        let mut search = Search::new(limit);
        for (line, steps) in typed(&keys).iter().zip(&steps) {
            search.ask(line);
            // The next key comes before this search is through.
            for _ in 0..*steps {
                search.step(&finder, portion);
            }
        }
        while !search.step(&finder, portion) {}
        prop_assert!(search.is_done());
        let last = typed(&keys).pop().unwrap_or_default();
        prop_assert_eq!(search.found(), &finder.find(&last, limit)[..]);
    }

    #[test]
    fn a_short_list_is_the_beginning_of_a_long_one(names in some_names(), query in "[abcd]{1,5}( [abc]{1,4})?", limit in 1usize..10) {
        let finder = Finder::new(pack_of(&names));
        let all = finder.find(&query, 1000);
        prop_assert!(all.is_sorted_by_key(Found::order));
        let strict = all.iter().filter(|f| !f.close).count();
        let few = finder.find(&query, limit);
        // Wrong letters are looked for only where there is room.
        let wanted = if strict >= limit { limit } else { limit.min(all.len()) };
        prop_assert_eq!(&few[..], &all[..wanted]);
    }
}
