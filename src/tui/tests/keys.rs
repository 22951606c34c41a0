//! Keys and clicks, and what the state is after them.

use super::super::layout::Pane;
use super::super::state::Subject;
use super::super::update::{Draw, Input, Onward};
use super::fixture::{Fixture, loaded};
use crate::choices::{Choice, Lever};
use crate::engine::Move;

#[test]
fn the_focus_goes_round_and_to_numbers() {
    for (keys, focus) in [
        ("", Pane::Recommendations),
        ("tab", Pane::Why),
        ("tab tab", Pane::History),
        ("s-tab", Pane::History),
        ("1", Pane::History),
        ("3", Pane::Why),
        ("3 2", Pane::Recommendations),
        ("h", Pane::History),
        ("h h", Pane::History),
        ("l", Pane::Why),
        ("l l", Pane::Why),
        ("left right right", Pane::Why),
        ("enter", Pane::Why),
        ("enter esc", Pane::Recommendations),
        ("1 enter esc", Pane::History),
    ] {
        assert_eq!(Fixture::new(120, 40).keys(keys).state.focus, focus, "{keys}");
    }
}

#[test]
fn the_why_pane_is_about_the_list_that_had_the_keys_last() {
    let mut f = Fixture::new(120, 40);
    assert_eq!(f.state.subject, Subject::Recommendation);
    assert_eq!(f.keys("1 3").state.subject, Subject::Heard);
    assert_eq!(f.keys("2 3").state.subject, Subject::Recommendation);
}

#[test]
fn the_cursor_moves_by_the_same_keys_in_every_list() {
    for (keys, row) in [
        ("j", 1),
        ("down down", 2),
        ("5 j", 5),
        ("5 j k", 4),
        ("0 1 2 j", 12),
        ("G", 15),
        ("G g g", 0),
        ("end home", 0),
        ("7 G", 6),
        ("7 g g", 6),
        ("9 9 9 j", 15),
        ("k", 0),
        ("c-d", 4),
        ("c-d c-u", 0),
        ("pgdn", 9),
        ("pgdn pgup", 0),
    ] {
        let mut f = Fixture::new(120, 13);
        assert_eq!(f.keys("1").keys(keys).state.history.cursor, row, "history {keys}");
        let mut f = Fixture::new(120, 13);
        let expected = if ["G", "9 9 9 j"].contains(&keys) { 49 } else { row };
        assert_eq!(f.keys(keys).state.recommendations.cursor, expected, "recommendations {keys}");
    }
}

#[test]
fn the_cursor_moves_over_the_reasons_and_gathers_the_lists() {
    let mut f = Fixture::new(120, 40);
    f.keys("3 j");
    let reasons = f.state.reasons.as_ref().unwrap();
    assert_eq!(reasons.cursor, 1);
    let first = f.keys("k").state.reasons.as_ref().unwrap();
    assert_eq!(first.cursor, 0);
    assert!(!first.lists.is_empty(), "the strongest reason rests on lists");
    assert!(first.waterfall.holds);
    assert_eq!(first.waterfall.sum, first.score);
}

#[test]
fn a_filter_narrows_the_list_while_it_is_typed() {
    let mut f = Fixture::new(120, 40);
    f.keys("1 / j o");
    assert_eq!(f.heard(), "Jóga");
    assert_eq!(f.state.history.len(), 1);
    // Further keys are text, and q is one of them.
    f.keys("q");
    assert!(f.state.history.is_empty());
    f.keys("backspace enter");
    assert_eq!((f.state.history.len(), f.state.typing), (1, None));
    f.keys("esc");
    assert_eq!((f.state.history.len(), f.heard()), (16, "Jóga".into()));
}

#[test]
fn a_filter_finds_artists_and_minds_capitals() {
    for (typed, rows) in [
        ("m a s s i v e", 2),
        ("M a s s i v e", 2),
        ("m A s s i v e", 0),
        ("b j o r k", 1),
        ("p o r t space r o a d s", 1),
    ] {
        assert_eq!(Fixture::new(120, 40).keys("1 /").keys(typed).state.history.len(), rows, "{typed}");
    }
}

#[test]
fn a_filter_is_dropped_by_esc() {
    let mut f = Fixture::new(120, 40);
    f.keys("1 / j o g esc");
    assert_eq!((f.state.history.filter(), f.state.history.len(), f.state.typing), ("", 16, None));
}

#[test]
fn pasted_text_goes_into_an_open_filter_and_nowhere_else() {
    let mut f = Fixture::new(120, 40);
    f.keys("1");
    let effects = f.input(Input::Paste("qx".into()));
    assert_eq!((effects.onward, effects.draw), (Onward::Wait, Draw::Nothing));
    f.keys("/");
    f.input(Input::Paste("\u{1b}[2Jjoga\n".into()));
    assert_eq!(f.state.history.filter(), "[2Jjoga");
}

#[test]
fn setting_a_seed_aside_changes_the_ranking_at_once_and_undo_brings_it_back() {
    let mut f = Fixture::new(120, 40);
    let before = f.hash();
    f.keys("1 x");
    assert_ne!(f.hash(), before);
    assert_eq!(f.aside(), 1);
    assert!(f.state.notice.as_ref().unwrap().contains("Teardrop"));
    let marks = &f.state.answer.as_ref().unwrap().marks;
    assert!(marks.iter().any(|m| *m != Move::Same), "moves are marked");
    f.keys("x");
    assert_eq!(f.hash(), before, "x again takes it back");
    f.keys("j x u");
    assert_eq!(f.hash(), before, "u takes it back");
    f.keys("u u");
    assert_eq!(f.hash(), before, "the steps before it too");
    f.keys("u");
    assert_eq!(f.state.notice.as_deref(), Some("nothing to take back"));
}

#[test]
fn the_seed_of_a_reason_is_set_aside_from_the_reasons() {
    let mut f = Fixture::new(120, 40);
    let seed = f.state.reasons.as_ref().unwrap().selected().unwrap().evidence.seed().unwrap();
    f.keys("3 x");
    assert_eq!(f.aside(), 1);
    let answered = &f.state.answer.as_ref().unwrap().answer;
    assert!(answered.seeds.tracks.iter().any(|s| s.track == seed && s.weight == 0));
}

#[test]
fn what_does_not_speak_cannot_be_set_aside_and_that_is_said() {
    let mut f = Fixture::new(120, 40);
    f.keys("1 / u n l i s t e d enter x");
    assert_eq!(f.aside(), 0);
    assert!(f.state.notice.as_ref().unwrap().contains("artist not in the pack"));
    f.keys("2 x");
    assert_eq!(f.aside(), 0);
    assert!(f.state.notice.is_some());
}

#[test]
fn heard_tracks_are_let_in_and_kept_out() {
    let mut f = Fixture::new(120, 40);
    let before = f.hash();
    f.keys("H");
    assert!(f.state.query.choices.holds(&Choice::Set(Lever::Heard)));
    assert_ne!(f.hash(), before);
    f.keys("u");
    assert_eq!(f.hash(), before);
}

#[test]
fn the_selected_recommendation_stays_selected_when_the_ranking_changes() {
    let mut f = Fixture::new(120, 40);
    f.keys("5 j");
    let title = f.recommended();
    f.keys("1 x");
    let listed = f.state.answer.as_ref().unwrap().answer.ranking.listed.len();
    assert!(listed > 5);
    assert_eq!(f.recommended(), title);
}

#[test]
fn an_answer_to_an_older_question_is_dropped() {
    use super::super::update::{RankedNow, update};
    let mut f = Fixture::new(120, 40);
    let before = f.hash();
    let mut old = f.state.query.clone();
    old.choices.make(Choice::Set(Lever::Heard));
    let answer = old.ask(&f.state.library().unwrap().listener);
    let generation = f.state.asked - 1;
    let ranked = RankedNow { generation, answer, took: std::time::Duration::ZERO };
    let effects = update(&mut f.state, Input::Ranked(Box::new(ranked)));
    assert_eq!(effects.draw, Draw::Nothing);
    assert_eq!(f.hash(), before);
}

#[test]
fn clicks_select_focus_and_open() {
    let mut f = Fixture::new(120, 40);
    f.press("Glory Box");
    assert_eq!((f.state.focus, f.heard()), (Pane::History, "Glory Box".into()));
    f.press("Glory Box");
    assert_eq!((f.state.focus, f.state.subject), (Pane::Why, Subject::Heard));
    f.press("Recommendations");
    assert_eq!(f.state.focus, Pane::Recommendations);
    f.state.size = ratatui::layout::Size::new(60, 20);
    f.press("3 Why");
    assert_eq!(f.state.focus, Pane::Why);
}

#[test]
fn the_wheel_scrolls_what_is_under_it() {
    let mut f = Fixture::new(120, 20);
    f.screen();
    let over = f.regions.at(40, 5).unwrap();
    f.keys("1");
    f.input(Input::Wheel(over, 3));
    assert_eq!((f.state.focus, f.state.recommendations.offset), (Pane::History, 3));
    f.input(Input::Wheel(over, -99));
    assert_eq!(f.state.recommendations.offset, 0);
}

#[test]
fn help_opens_filters_and_closes_with_the_same_keys() {
    let mut f = Fixture::new(120, 40);
    f.keys("? j j");
    assert_eq!(f.state.help.as_ref().unwrap().cursor, 2);
    f.keys("/ u n d o enter");
    assert_eq!(f.state.help.as_ref().unwrap().len(), 1);
    f.keys("q");
    assert!(f.state.help.is_none());
    assert_eq!(f.input(Input::Key(super::super::key::Key::parse("q").unwrap())).onward, Onward::Quit);
}

#[test]
fn quit_and_suspend_work_everywhere() {
    for keys in ["", "/", "?", "? /", "g", "3"] {
        for (key, onward) in [("c-c", Onward::Quit), ("c-z", Onward::Suspend)] {
            let mut f = Fixture::new(80, 24);
            f.keys(keys);
            let pending = usize::from(!f.state.pending.is_empty());
            let press =
                |f: &mut Fixture| f.input(Input::Key(super::super::key::Key::parse(key).unwrap())).onward;
            // A half-typed chord takes one key to forget.
            let done = (0..=pending).map(|_| press(&mut f)).max().unwrap();
            assert_eq!(done, onward, "{keys} {key}");
        }
    }
}

#[test]
fn before_anything_is_loaded_every_key_is_safe() {
    let mut f = Fixture::empty(80, 24);
    f.keys("j k G g g / a b enter x u H 1 x 3 x J K enter esc z ? q");
    f.screen();
    assert_eq!(f.aside(), 0);
}

#[test]
fn a_history_without_matches_says_so() {
    let mut f = Fixture::with(120, 40, loaded(&[("A Band Nobody Lists", "An Unlisted Song", 5, 1, 0)]));
    assert!(f.screen().contains("No track of this history"));
    assert!(f.keys("1").screen().contains("Not matched: artist not in"));
}

#[test]
fn an_index_that_comes_late_changes_nothing_that_is_seen() {
    let mut f = Fixture::new(120, 40);
    let index = f.state.library().unwrap().names().index();
    f.keys("1 / j o g a");
    let before = f.screen();
    assert_eq!(f.input(Input::Indexed(index)).draw, Draw::Nothing);
    assert_eq!(f.screen(), before);
    assert_eq!(f.keys("backspace").state.history.len(), 1);
    // One of another length is of another history.
    f.input(Input::Indexed(Vec::new()));
    assert_eq!(f.keys("backspace").state.history.len(), 1);
}
