//! What the person changes about the ranking, and how it is taken back.

use super::super::layout::Pane;
use super::super::state::{Stage, State, Subject};
use super::{Ask, Effects};
use crate::choices::{Choice, Lever, Part, Step, TrackName};
use crate::pack::TrackId;

/// Asks for the ranking of what is set now.
pub(super) fn ask(state: &mut State) -> Effects {
    let Stage::Loaded(library) = &state.stage else { return Effects::drawn(true) };
    state.asked += 1;
    let ask = Ask { generation: state.asked, listener: library.listener.clone(), query: state.query.clone() };
    Effects { rank: Some(ask), ..Effects::drawn(true) }
}

fn notice(state: &mut State, text: impl Into<String>) -> Effects {
    state.notice = Some(text.into());
    Effects::drawn(true)
}

/// Sets the selected track of the history aside, or takes it back.
pub(super) fn set_aside(state: &mut State) -> Effects {
    let Stage::Loaded(library) = &state.stage else { return Effects::default() };
    let matches = &library.listener.matches;
    let from_reasons = state.focus != Pane::History && state.subject == Subject::Recommendation;
    let track: TrackId = if from_reasons {
        if state.focus == Pane::Recommendations {
            return notice(
                state,
                "x sets a track of your history aside: go to it, or to a reason that rests on it",
            );
        }
        let contribution = state.reasons.as_ref().and_then(|r| r.selected());
        match contribution.and_then(|c| c.evidence.seed()) {
            Some(seed) => seed,
            None => return notice(state, "this reason rests on no track of your history"),
        }
    } else {
        let Some(row) = state.selected_heard() else { return Effects::default() };
        match matches.of(row.id) {
            Ok((track, _)) => track,
            Err(reason) => return notice(state, format!("{}: it does not speak anyway", reason.name())),
        }
    };
    let pack = &library.listener.pack;
    // All spellings of the seed go together: each of them would speak for it.
    let gone = state.query.choices.toggle(Choice::Without(Part::Track(TrackName::of_pack(pack, track))));
    let said = if gone { "set aside" } else { "taken back" };
    state.notice = Some(format!("{said}: {}", pack.title(track)));
    ask(state)
}

/// Lets heard tracks in, or keeps them out.
pub(super) fn heard_too(state: &mut State) -> Effects {
    if state.library().is_none() {
        return Effects::default();
    }
    let in_now = state.query.choices.toggle(Choice::Set(Lever::Heard));
    let said = if in_now { "tracks you heard are let in" } else { "tracks you heard are kept out" };
    state.notice = Some(said.to_owned());
    ask(state)
}

/// Takes the last change back.
pub(super) fn undo(state: &mut State) -> Effects {
    match state.query.choices.undo().map(Step::words) {
        None => notice(state, "nothing to take back"),
        Some(words) => {
            state.notice = Some(format!("undone: {words}"));
            ask(state)
        }
    }
}
