//! The pages: what each shows, where its rows lead, and the way back.

use std::sync::Arc;

use super::super::page::Kind;
use super::super::page::track::{TrackPage, TrackRow};
use super::super::update::{Draw, Input, update};
use super::super::{Keep, key::Key};
use super::fixture::{Fixture, NOW, loaded, loaded_from};
use crate::build::{CorpusBuilder, NewTrack, PackAbout, build};
use crate::choices::{Block, Choice, Lasts, Lever, PRESETS, Part};
use crate::engine::SignalKind;
use crate::pack::{Pack, Parameters};
use crate::trace::Role;

fn kind(f: &Fixture) -> &Kind {
    &f.state.pages.last().unwrap().kind
}

fn track_page(f: &Fixture) -> &TrackPage {
    match kind(f) {
        Kind::Track(page) => page,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_reason_is_worked_out_and_leads_to_its_lists_to_one_list_and_to_any_track_and_back() {
    let mut f = Fixture::new(120, 40);
    f.keys("3 enter");
    let working = f.state.reasons.as_ref().unwrap().working.as_ref().unwrap();
    assert!(working.lines.iter().any(|l| l.role == Role::Formula && l.text.contains("seed × mix × weight")));
    assert!(working.lines.iter().all(|l| l.role != Role::Differs));
    f.keys("enter");
    assert!(matches!(kind(&f), Kind::Evidence(e) if e.done && !e.rows.is_empty()));
    f.keys("enter");
    let Kind::List(list) = kind(&f) else { panic!("{:?}", kind(&f)) };
    let (marked, at) = (list.marked.clone(), f.state.pages.last().unwrap().list.cursor);
    assert!(marked.contains(&list.tracks[at]), "the cursor stands on a marked track");
    let there = list.tracks[at];
    f.keys("enter");
    assert_eq!(track_page(&f).track, there);
    assert_eq!(f.state.pages.len(), 3);
    f.keys("esc q esc");
    assert!(f.state.pages.is_empty());
    assert!(f.state.reasons.as_ref().unwrap().working.is_some(), "back in the arithmetic");
    f.keys("esc");
    assert!(f.state.reasons.as_ref().unwrap().working.is_none());
}

#[test]
fn the_arithmetic_follows_the_selection_and_the_ranking() {
    let mut f = Fixture::new(120, 40);
    f.keys("3 enter 2 j 3");
    assert!(f.state.reasons.as_ref().unwrap().working.is_none(), "another track begins with its bars");
    f.keys("enter");
    let track = f.state.reasons.as_ref().unwrap().track;
    f.keys("1 9 j x");
    let reasons = f.state.reasons.as_ref().unwrap();
    assert_eq!(reasons.track, track, "the track is still listed, and selected");
    let working = reasons.working.as_ref().unwrap();
    assert!(working.lines.iter().all(|l| l.role != Role::Differs), "{:?}", working.lines);
}

/// A pack in which two tracks stand together in many lists.
fn many_lists(count: usize) -> Pack {
    let mut corpus = CorpusBuilder::new();
    let tracks: Vec<_> = (0..40)
        .map(|n| {
            let (artist, title) = (format!("artist {n}"), format!("title {n}"));
            corpus.track(&NewTrack { artist: &artist, title: &title, ..NewTrack::default() }).unwrap()
        })
        .collect();
    for n in 0..count {
        corpus.list(&format!("list {n}"), "", &[tracks[0], tracks[1], tracks[2 + n % 38]]);
    }
    let about =
        PackAbout { name: "w".into(), about: String::new(), licence: "CC0-1.0".into(), sources: vec![] };
    Pack::from_bytes(build(&corpus.finish(), &about, &Parameters::DEFAULT).unwrap()).unwrap()
}

/// To the row that leads to all lists of the track.
fn go_to_all_lists(f: &mut Fixture) {
    let row = track_page(f).rows.iter().position(|r| *r == TrackRow::AllLists(1500)).unwrap();
    f.state.pages.last_mut().unwrap().list.go_to(row);
}

#[test]
fn the_first_of_many_lists_come_with_the_page_and_the_rest_streams_in() {
    let heard = [("artist 0", "title 0", 5, 1, 0)];
    let mut f = Fixture::with(120, 40, loaded_from(Arc::new(many_lists(1500)), &heard));
    f.keys("t");
    go_to_all_lists(&mut f);
    let effects = update(&mut f.state, Input::Key(Key::parse("enter").unwrap()));
    let Kind::Evidence(page) = kind(&f) else { panic!("{:?}", kind(&f)) };
    assert_eq!((page.rows.len(), page.done), (128, false));
    assert_eq!(effects.jobs.len(), 1);
    let mut effects = effects;
    f.work(&mut effects);
    let Kind::Evidence(page) = kind(&f) else { panic!("{:?}", kind(&f)) };
    assert_eq!((page.rows.len(), page.done), (1500, true));
    assert_eq!(f.state.pages.last().unwrap().list.len(), 1500);
}

#[test]
fn a_stream_that_was_cut_off_goes_on_when_its_page_is_back() {
    let heard = [("artist 0", "title 0", 5, 1, 0)];
    let mut f = Fixture::with(120, 40, loaded_from(Arc::new(many_lists(1500)), &heard));
    f.keys("t");
    go_to_all_lists(&mut f);
    // The job is dropped, as a thread would for a newer one.
    update(&mut f.state, Input::Key(Key::parse("enter").unwrap()));
    f.keys("enter enter e");
    f.keys("esc esc esc");
    let Kind::Evidence(page) = kind(&f) else { panic!("{:?}", kind(&f)) };
    assert_eq!((page.rows.len(), page.done), (1500, true));
}

#[test]
fn the_finder_finds_while_it_is_typed_and_leads_to_the_track() {
    let mut f = Fixture::new(120, 40);
    f.keys("f").type_text("joga");
    assert!(matches!(kind(&f), Kind::Finder(p) if p.done && !p.found.is_empty()));
    f.keys("enter");
    assert!(f.screen().contains("set aside: you heard it already"));
    f.keys("esc esc");
    assert!(f.state.pages.is_empty());
    f.keys(":").type_text("qqqq zzzz");
    assert!(f.screen().contains("Not in this pack"));
    // Pasted text is looked for, and is no keys.
    f.keys("c-u");
    f.input(Input::Paste("\u{1b}[2Jjoga\n".into()));
    assert!(matches!(kind(&f), Kind::Finder(p) if p.query() == "[2Jjoga"));
}

#[test]
fn a_track_that_is_not_listed_says_what_keeps_it_out_and_what_would_bring_it_in() {
    let f = Fixture::on_an_unlisted_track(120, 60);
    let page = track_page(&f);
    assert!(!page.is_listed());
    let why_not = page.why_not.there().unwrap();
    let difference = why_not.beside.as_ref().unwrap();
    let gaps: i64 = difference.terms.iter().map(crate::engine::counterfactual::Term::gap).sum();
    assert_eq!(gaps, difference.gap());
    assert!(!why_not.changes.found.is_empty(), "something brings it in");
}

/// Makes the first change that can be made.
fn make_a_change(f: &mut Fixture) {
    let page = track_page(f);
    let found = &page.why_not.there().unwrap().changes.found;
    let Some(n) = (0..found.len()).find(|n| page.change(&f.state, *n).is_some()) else { panic!("{found:?}") };
    let row = page.rows.iter().position(|r| *r == TrackRow::Change(n)).unwrap();
    f.state.pages.last_mut().unwrap().list.go_to(row);
    f.keys("enter");
}

#[test]
fn a_change_is_one_key_away_and_is_taken_back_with_one() {
    let mut f = Fixture::on_an_unlisted_track(120, 60);
    let before = f.hash();
    assert!(!track_page(&f).is_listed());
    make_a_change(&mut f);
    assert!(track_page(&f).is_listed(), "the change brings it in");
    f.keys("u");
    assert_eq!(f.hash(), before);
    assert!(!track_page(&f).is_listed());
}

#[test]
fn a_rule_is_lifted_where_it_keeps_a_track_out() {
    let mut f = Fixture::new(120, 60);
    let (before, title) = (f.hash(), f.recommended());
    f.keys("x f").type_text(&title).keys("enter");
    assert!(f.screen().contains("set aside by your rule"));
    make_a_change(&mut f);
    assert!(track_page(&f).is_listed());
    assert_eq!(f.hash(), before);
}

#[test]
fn what_takes_a_track_away_is_tried_and_taken_back() {
    let mut f = Fixture::new(120, 60);
    let before = f.hash();
    f.keys("w");
    let page = track_page(&f);
    assert!(page.taken.there().is_some());
    let row = page.rows.iter().position(|r| *r == TrackRow::TryWithout).expect("some set of seeds does it");
    f.state.pages.last_mut().unwrap().list.go_to(row);
    f.keys("enter");
    assert!(!track_page(&f).is_listed());
    f.keys("u");
    assert!(track_page(&f).is_listed());
    assert_eq!(f.hash(), before, "one step takes all of it back");
}

#[test]
fn sliders_move_rank_again_and_go_back() {
    let mut f = Fixture::new(120, 40);
    let before = f.hash();
    f.keys("m");
    let knob = |f: &Fixture, signal| match kind(f) {
        Kind::Mixer(m) => {
            m.knobs.iter().position(|(k, _)| *k == super::super::page::mixer::Knob::Signal(signal))
        }
        other => panic!("{other:?}"),
    };
    let row = knob(&f, SignalKind::Popularity).unwrap();
    f.state.pages.last_mut().unwrap().list.go_to(row);
    let own = f.state.answer.as_ref().unwrap().answer.settings().mixer.weight(SignalKind::Popularity);
    f.keys("+");
    let now =
        |f: &Fixture| f.state.answer.as_ref().unwrap().answer.settings().mixer.weight(SignalKind::Popularity);
    assert_eq!(now(&f), own + 1);
    f.keys("9 l");
    assert_eq!(now(&f) % 5, 0, "coarse steps stand on round values");
    assert_ne!(f.hash(), before);
    f.keys("r");
    assert_eq!((now(&f), f.hash()), (own, before.clone()));
    f.keys("g g l");
    assert!(f.state.query.choices.holds(&Choice::Set(Lever::Preset(&PRESETS[1]))));
    f.keys("R");
    assert_eq!(f.hash(), before);
    f.keys("u");
    assert!(f.state.query.choices.holds(&Choice::Set(Lever::Preset(&PRESETS[1]))));
}

#[test]
fn a_press_on_a_slider_puts_it_there() {
    let mut f = Fixture::new(120, 40);
    f.keys("m");
    f.press("──────────●");
    let moved = f.state.query.choices.about(&Choice::Set(Lever::Familiar(0)));
    assert!(matches!(moved, Some(Choice::Set(Lever::Familiar(n))) if *n < 0), "{moved:?}");
}

#[test]
fn every_place_has_its_way_of_taking_away() {
    let mut f = Fixture::new(120, 40);
    let title = f.recommended();
    f.keys("x");
    assert!(f.state.query.choices.in_force().any(|c| matches!(c, Choice::Block(Block::Track(_)))));
    assert_ne!(f.recommended(), title, "it is not listed any longer");
    f.keys("u g g");
    assert_eq!(f.recommended(), title);
    f.keys("3 X");
    assert!(f.state.query.choices.in_force().any(|c| matches!(c, Choice::Without(Part::Artist(_)))));
    f.keys("u b B");
    let blocked: Vec<_> = f.state.query.choices.in_force().collect();
    assert!(
        matches!(blocked[..], [Choice::Block(Block::Track(_)), Choice::Block(Block::Artist(_))]),
        "{blocked:?}"
    );
    f.keys("u u U U u u");
    assert_eq!(f.state.query.choices.in_force().count(), 0);
}

#[test]
fn what_was_done_leads_to_every_step() {
    let mut f = Fixture::new(120, 40);
    let start = f.hash();
    f.keys("1 x j x 2 x");
    let end = f.hash();
    f.keys("d");
    let row = |f: &Fixture, n: usize| match kind(f) {
        Kind::Done(d) => (0..d.rows.len()).find(|r| d.step(*r) == Some(n)).unwrap(),
        other => panic!("{other:?}"),
    };
    let to = row(&f, 0);
    f.state.pages.last_mut().unwrap().list.go_to(to);
    f.keys("enter");
    assert_eq!(f.hash(), start);
    let to = row(&f, 3);
    f.state.pages.last_mut().unwrap().list.go_to(to);
    f.keys("enter");
    assert_eq!(f.hash(), end);
    // Enter on a choice lifts it.
    f.keys("g g j enter");
    assert_eq!(f.state.query.choices.made().len(), 2);
}

#[test]
fn beliefs_show_what_is_behind_them_and_go_with_one_key() {
    let mut f = Fixture::new(120, 40);
    f.keys("p");
    let beliefs = |f: &Fixture| match kind(f) {
        Kind::Beliefs(b) => b.all.clone().unwrap(),
        other => panic!("{other:?}"),
    };
    let all = beliefs(&f);
    assert!(all.all.iter().map(|b| b.weight).sum::<u64>() <= all.total);
    f.keys("enter");
    assert!(matches!(kind(&f), Kind::Listens(l) if l.listens.as_ref().is_some_and(|l| !l.is_empty())));
    f.keys("esc x");
    assert!(beliefs(&f).all.iter().any(|b| b.weight == 0 && b.part == all.all[0].part));
    f.keys("u");
    assert_eq!(beliefs(&f), all);
    for _ in 0..6 {
        f.keys("tab");
        assert!(!beliefs(&f).all.is_empty(), "{:?}", beliefs(&f).by);
    }
    assert_eq!(beliefs(&f), all, "round");
}

#[test]
fn nothing_is_kept_without_a_yes() {
    let mut f = Fixture::new(120, 40);
    f.keys("1 x s");
    let confirm = f.state.confirm.clone().unwrap();
    assert!(matches!(&confirm.keeps[..], [Keep::Add(made)] if made.lasts == Lasts::Kept));
    assert!(f.screen().contains("choices.toml"));
    f.keys("n");
    assert!(f.kept.is_empty() && f.state.confirm.is_none());
    f.keys("s y");
    assert_eq!(f.kept, confirm.keeps);
    assert!(f.state.query.choices.made()[0].lasts.is_kept());
    f.keys("s");
    assert!(f.state.confirm.is_none(), "nothing is left to keep");
    // On its row of what was done, it is taken out again.
    f.keys("d g g j s");
    assert!(matches!(&f.state.confirm.as_ref().unwrap().keeps[..], [Keep::Remove(_)]));
}

#[test]
fn what_nobody_waits_for_changes_nothing() {
    use super::super::jobs::{Told, What};
    let mut f = Fixture::with(80, 24, loaded(&[("Portishead", "Glory Box", 5, 1, 0)]));
    assert!(f.state.now == NOW && f.state.pages.is_empty());
    let told = Told { ticket: 7, what: What::Lists(Vec::new(), true) };
    assert_eq!(f.input(Input::Told(told)).draw, Draw::Nothing);
}
