//! Typing a filter: the list follows every character.

use tui_input::InputRequest;

use super::super::action::Action;
use super::super::keymap::Mode;
use super::super::layout::Pane;
use super::super::state::{State, Subject, Target};
use super::{Effects, focus, list_pane, pages};
use crate::text::clean;

/// The list whose filter the keys of the moment are about.
fn target(state: &State) -> Target {
    if state.help.is_some() {
        return Target::Help;
    }
    match (state.focus, state.subject) {
        (Pane::History, _) | (Pane::Why, Subject::Heard) => Target::History,
        _ => Target::Recommendations,
    }
}

/// Does an action of typing: in a filter, or in the finder.
pub(super) fn act(state: &mut State, action: Action) -> Effects {
    let request = match action {
        Action::Filter => return Effects::drawn(begin(state)),
        Action::ConfirmFilter => return Effects::drawn(state.typing.take().is_some()),
        Action::ClearFilter => {
            drop_filter(state);
            return Effects::drawn(state.typing.take().is_some());
        }
        Action::DeleteBack => InputRequest::DeletePrevChar,
        Action::DeleteForward => InputRequest::DeleteNextChar,
        Action::DeleteWord => InputRequest::DeletePrevWord,
        Action::DeleteAll => InputRequest::DeleteLine,
        Action::CursorLeft => InputRequest::GoToPrevChar,
        Action::CursorRight => InputRequest::GoToNextChar,
        Action::CursorStart => InputRequest::GoToStart,
        _ => InputRequest::GoToEnd,
    };
    if state.mode() == Mode::Find {
        return pages::edit(state, request);
    }
    edit(state, request);
    Effects::drawn(true)
}

/// Opens the filter of the list that has the keys, or that the Why pane is about.
fn begin(state: &mut State) -> bool {
    let target = target(state);
    if target != Target::Help {
        focus(state, list_pane(state));
    }
    state.typing = Some(target);
    true
}

fn edit(state: &mut State, request: InputRequest) {
    let Some(target) = state.typing else { return };
    if state.list_mut(target).is_some_and(|list| list.edit(request)) {
        state.refilter(target);
    }
}

/// Types one character.
pub(super) fn insert(state: &mut State, c: char) -> bool {
    edit(state, InputRequest::InsertChar(c));
    true
}

/// Pasted text goes into an open filter, and nowhere else: it must not act as keys.
pub(super) fn paste(state: &mut State, text: &str) -> bool {
    let Some(target) = state.typing else { return false };
    let Some(list) = state.list_mut(target) else { return false };
    let mut changed = false;
    for c in clean(text).chars() {
        changed |= list.edit(InputRequest::InsertChar(c));
    }
    if changed {
        state.refilter(target);
    }
    changed
}

/// Drops the filter of the list that has the keys. True when there was one.
pub(super) fn drop_filter(state: &mut State) -> bool {
    let target = state.typing.unwrap_or_else(|| target(state));
    match state.list_mut(target) {
        Some(list) if !list.filter().is_empty() => {
            list.clear_filter();
            true
        }
        _ => false,
    }
}
