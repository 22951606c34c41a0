//! Moving the cursor: the same keys in every list, in the reasons, and in the help.

use super::super::action::Action;
use super::super::layout::Pane;
use super::super::list::ListState;
use super::super::region::{Hit, Zone};
use super::super::state::{State, Subject, Target};
use super::settle::{heights, why_height};

/// A count as a number of rows.
pub(super) fn count(count: Option<u32>) -> isize {
    count.unwrap_or(1) as isize
}

/// A count as so many steps of a slider.
pub(super) fn steps(count: Option<u32>) -> i32 {
    i32::try_from(count.unwrap_or(1)).unwrap_or(i32::MAX).min(10_000)
}

/// What has the cursor at the moment.
enum Holder<'a> {
    List(&'a mut ListState, usize),
    Bars,
    Working,
    Belief,
}

fn holder(state: &mut State) -> Holder<'_> {
    let heights = heights(state);
    let target = match (&state.help, state.typing, state.focus) {
        (Some(_), _, _) => Target::Help,
        (None, None, _) if !state.pages.is_empty() => Target::Page,
        (None, Some(target), _) => target,
        (None, None, Pane::History) => Target::History,
        (None, None, Pane::Recommendations) => Target::Recommendations,
        (None, None, Pane::Why) => {
            return match state.subject {
                Subject::Recommendation if state.reasons.as_ref().is_some_and(|r| r.working.is_some()) => {
                    Holder::Working
                }
                Subject::Recommendation => Holder::Bars,
                Subject::Heard => Holder::Belief,
            };
        }
    };
    let height = heights.of(target);
    match state.list_mut(target) {
        Some(list) => Holder::List(list, height),
        None => Holder::Bars,
    }
}

/// Does a movement. True when anything moved.
pub(super) fn act(state: &mut State, action: Action, n: Option<u32>) -> bool {
    let page = match holder(state) {
        Holder::List(_, height) => height,
        Holder::Bars | Holder::Working | Holder::Belief => why_height(state),
    };
    let page = (page.max(2) - 1) as isize;
    let half = (page / 2).max(1);
    let by = |rows: isize| rows.saturating_mul(count(n));
    match action {
        Action::Up => step(state, by(-1)),
        Action::Down => step(state, by(1)),
        Action::PageUp => step(state, by(-page)),
        Action::PageDown => step(state, by(page)),
        Action::HalfUp => step(state, by(-half)),
        Action::HalfDown => step(state, by(half)),
        Action::First => go_to(state, n.map_or(0, |n| n as usize - 1)),
        _ => go_to(state, n.map_or(usize::MAX, |n| n as usize - 1)),
    }
}

fn step(state: &mut State, rows: isize) -> bool {
    match holder(state) {
        Holder::List(list, _) => list.step(rows),
        Holder::Bars => {
            let at = state.reasons.as_ref().map_or(0, |r| r.cursor.saturating_add_signed(rows));
            select_bar(state, at)
        }
        Holder::Working => scroll_working(state, |at| at.saturating_add_signed(rows)),
        Holder::Belief => scroll_belief(state, rows),
    }
}

fn go_to(state: &mut State, row: usize) -> bool {
    match holder(state) {
        Holder::List(list, _) => list.go_to(row),
        Holder::Bars => select_bar(state, row),
        Holder::Working => scroll_working(state, |_| row),
        Holder::Belief => match &mut state.belief {
            Some(belief) => {
                // Brought back into range by `settle`, which knows how the lines wrap.
                belief.offset = row;
                true
            }
            None => false,
        },
    }
}

/// Selects a contribution. True when it is another one.
pub(super) fn select_bar(state: &mut State, at: usize) -> bool {
    let super::super::state::Stage::Loaded(library) = &state.stage else { return false };
    let Some(reasons) = &mut state.reasons else { return false };
    at != reasons.cursor && reasons.select(at, &library.listener.pack)
}

/// Moves the window over the arithmetic. Brought into range by `settle`, which knows how the lines wrap.
fn scroll_working(state: &mut State, to: impl Fn(usize) -> usize) -> bool {
    let Some(working) = state.reasons.as_mut().and_then(|r| r.working.as_mut()) else { return false };
    working.offset = to(working.offset);
    true
}

fn scroll_belief(state: &mut State, rows: isize) -> bool {
    let Some(belief) = &mut state.belief else { return false };
    belief.offset = belief.offset.saturating_add_signed(rows);
    true
}

/// Moves the window over the names of lists. Brought into range by `settle`.
pub(super) fn lists(state: &mut State, rows: isize) -> bool {
    if state.subject == Subject::Heard {
        return scroll_belief(state, rows);
    }
    let Some(reasons) = &mut state.reasons else { return false };
    if reasons.working.is_some() {
        return scroll_working(state, |at| at.saturating_add_signed(rows));
    }
    reasons.lists_offset = reasons.lists_offset.saturating_add_signed(rows);
    true
}

/// The wheel scrolls what is under it, whatever has the keys.
pub(super) fn wheel(state: &mut State, hit: Hit, rows: isize) -> bool {
    let heights = heights(state);
    let of_help = matches!(hit.zone, Zone::Help | Zone::HelpRows(_));
    if state.confirm.is_some() {
        return false;
    }
    if state.help.is_some() || of_help {
        return of_help && state.help.as_mut().is_some_and(|l| l.scroll(rows, heights.help));
    }
    match hit.zone {
        Zone::Rows(Pane::History, _) | Zone::Pane(Pane::History) => {
            state.history.scroll(rows, heights.history)
        }
        Zone::Rows(Pane::Recommendations, _) | Zone::Pane(Pane::Recommendations) => {
            state.recommendations.scroll(rows, heights.recommendations)
        }
        Zone::Lists => lists(state, rows),
        Zone::Page | Zone::PageRows(_) => {
            state.pages.last_mut().is_some_and(|p| p.list.scroll(rows, heights.page))
        }
        Zone::Bars(_) | Zone::Rows(Pane::Why, _) | Zone::Pane(Pane::Why) => match state.subject {
            Subject::Recommendation if state.reasons.as_ref().is_some_and(|r| r.working.is_some()) => {
                scroll_working(state, |at| at.saturating_add_signed(rows))
            }
            Subject::Recommendation => {
                let at = state.reasons.as_ref().map_or(0, |r| r.cursor.saturating_add_signed(rows));
                select_bar(state, at)
            }
            Subject::Heard => scroll_belief(state, rows),
        },
        Zone::Tab(_) | Zone::Confirm | Zone::Help | Zone::HelpRows(_) => false,
    }
}
