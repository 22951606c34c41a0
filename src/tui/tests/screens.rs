//! Pictures of the screen at the sizes that people have. `INSTA_UPDATE=always` takes new ones: look at them.

use insta::assert_snapshot;

use super::super::update::Input;
use super::fixture::{Fixture, loaded};

const SIZES: [(u16, u16); 5] = [(80, 24), (120, 40), (200, 60), (60, 20), (30, 8)];

/// Draws the same keys at every size.
fn at_every_size(name: &str, make: impl Fn(u16, u16) -> Fixture, keys: &str) {
    for (width, height) in SIZES {
        let screen = make(width, height).keys(keys).screen();
        assert_snapshot!(format!("{name}_{width}x{height}"), screen);
    }
}

#[test]
fn loading() {
    let make = |w, h| {
        let mut f = Fixture::empty(w, h);
        f.loading("reading StreamingHistory_music_0.json", 3, Some(12));
        f
    };
    at_every_size("loading", make, "");
}

#[test]
fn recommendations() {
    at_every_size("loaded", Fixture::new, "");
}

#[test]
fn reasons() {
    at_every_size("reasons", Fixture::new, "2 j j enter j");
}

#[test]
fn belief() {
    at_every_size("belief", Fixture::new, "1 j enter");
}

#[test]
fn filter() {
    at_every_size("filter", Fixture::new, "1 / m a s s");
}

#[test]
fn help() {
    at_every_size("help", Fixture::new, "?");
}

#[test]
fn set_aside() {
    at_every_size("aside", Fixture::new, "1 x j x");
}

#[test]
fn arithmetic() {
    at_every_size("arithmetic", Fixture::new, "3 enter");
}

#[test]
fn evidence() {
    at_every_size("evidence", Fixture::new, "3 enter enter");
}

#[test]
fn one_list() {
    at_every_size("list", Fixture::new, "3 enter enter enter");
}

#[test]
fn track() {
    at_every_size("track", Fixture::new, "t");
}

#[test]
fn taken_away() {
    at_every_size("taken_away", Fixture::new, "w");
}

#[test]
fn finder() {
    at_every_size("finder", Fixture::new, "f m a s s i v e");
}

#[test]
fn why_not() {
    at_every_size("why_not", Fixture::on_an_unlisted_track, "");
}

#[test]
fn nothing_joins_it() {
    at_every_size("unreached", Fixture::new, "f z o m b i e enter");
}

#[test]
fn mixer() {
    at_every_size("mixer", Fixture::new, "m j j 5 l j j j j j j h h");
}

#[test]
fn done() {
    at_every_size("done", Fixture::new, "1 x j x 2 X u d");
}

#[test]
fn beliefs() {
    at_every_size("beliefs", Fixture::new, "p tab j x");
}

#[test]
fn listens() {
    at_every_size("listens", Fixture::new, "p enter");
}

#[test]
fn confirm() {
    at_every_size("confirm", Fixture::new, "1 x 2 X s");
}

#[test]
fn failed() {
    let make = |w, h| {
        let mut f = Fixture::empty(w, h);
        let why = "cannot read listens.csv: no column is named artist (found: when, what)";
        f.input(Input::Loaded(Err(why.into())));
        f
    };
    at_every_size("failed", make, "1");
}

#[test]
fn no_match_at_all() {
    let make = |w, h| {
        let heard =
            [("A Band Nobody Lists", "An Unlisted Song", 5, 1, 0), ("Portishead", "Roads (Live)", 9, 1, 0)];
        let mut loaded = loaded(&heard);
        loaded.notes.push("3 rows dropped: see glasscrate history".into());
        Fixture::with(w, h, loaded)
    };
    at_every_size("no_match", make, "1 j");
}
