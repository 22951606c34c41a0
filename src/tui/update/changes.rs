//! What the person changes about the ranking, and how it is taken back.

use super::super::layout::Pane;
use super::super::state::{Stage, State, Step, Subject};
use super::{Ask, Effects};
use crate::history::HeardId;
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
    // All spellings of the seed go together: each of them would speak for it.
    let is_spelling = |(n, found): (usize, crate::identify::Match)| {
        found.is_ok_and(|(t, _)| t == track).then_some(HeardId(n as u32))
    };
    let group: Vec<HeardId> = matches.iter().enumerate().filter_map(is_spelling).collect();
    let title = library.listener.pack.title(track).to_owned();
    state.query.aside.toggle(&group);
    state.undo.push(Step::Aside);
    let gone = group.first().is_some_and(|id| state.query.aside.contains(*id));
    let said = if gone { "set aside" } else { "taken back" };
    state.notice = Some(format!("{said}: {title}"));
    ask(state)
}

/// Lets heard tracks in, or keeps them out.
pub(super) fn heard_too(state: &mut State) -> Effects {
    if state.library().is_none() {
        return Effects::default();
    }
    state.undo.push(Step::HeardToo);
    flip_heard_too(state)
}

fn flip_heard_too(state: &mut State) -> Effects {
    let heard_too = !state.query.heard_too;
    state.query.heard_too = heard_too;
    let said = if heard_too { "tracks you heard are let in" } else { "tracks you heard are kept out" };
    state.notice = Some(said.to_owned());
    ask(state)
}

/// Takes the last change back.
pub(super) fn undo(state: &mut State) -> Effects {
    match state.undo.pop() {
        None => notice(state, "nothing to take back"),
        Some(Step::HeardToo) => flip_heard_too(state),
        Some(Step::Aside) => {
            state.query.aside.undo();
            let left = state.query.aside.len();
            state.notice = Some(match left {
                0 => "undone: nothing is set aside".to_owned(),
                n => format!("undone: {n} set aside"),
            });
            ask(state)
        }
    }
}
