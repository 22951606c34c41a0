//! Reading again what may have become more: on a key, never by itself. What the person has chosen stays.

use super::super::Loading;
use super::super::list::ListState;
use super::super::state::{Library, Stage, State};
use super::Effects;
use super::changes::{ask, notice};
use crate::text::counted;

/// Reads again, unless that is under way, or cannot bring anything.
pub(super) fn refresh(state: &mut State) -> Effects {
    if !matches!(state.stage, Stage::Loaded(_)) || state.refreshing.is_some() {
        return Effects::default();
    }
    if !state.live {
        return notice(state, "these sources do not change while they are open; --history spotify: does");
    }
    state.refreshing = Some(Loading::default());
    Effects { load: true, ..Effects::drawn(true) }
}

/// Takes what was read again, in the place of what was there.
pub(super) fn refreshed(state: &mut State, library: Library) -> Effects {
    let listens = |l: &Library| l.listener.history.listens().len();
    let before = state.library().map_or(0, listens);
    let now = listens(&library);
    state.refreshing = None;
    // Rows, pages and reasons point into the history that was.
    state.pages.clear();
    state.reasons = None;
    state.belief = None;
    state.history_texts.clear();
    state.history = ListState::of(library.rows.len());
    state.stage = Stage::Loaded(library);
    let more = now.saturating_sub(before);
    let said = if more == 0 {
        "read again".to_owned()
    } else {
        format!("read again: {} more", counted(more, "listen", "listens"))
    };
    state.notice = Some(said);
    ask(state)
}

/// Leaves what was there.
pub(super) fn failed(state: &mut State, why: String) -> Effects {
    state.refreshing = None;
    notice(state, why)
}
