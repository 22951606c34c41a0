//! What every input does to the state. Pure: no terminal, no clock, no waiting; what must happen outside comes back as
//! [`Effects`].

mod changes;
mod filter;
mod moves;
mod settle;

use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Size;

use super::Loading;
use super::action::Action;
use super::key::Key;
use super::keymap::{Command, Resolved};
use super::layout::Pane;
use super::list::ListState;
use super::popup::help;
use super::region::{Hit, Zone};
use super::search::Haystack;
use super::state::{Answered, Library, Stage, State, Subject};
use crate::query::{Answer, Listener, Query};

/// Something that happened.
#[derive(Debug)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse was pressed on something.
    Press(Hit),
    /// The wheel was turned over something, by so many rows (below zero: up).
    Wheel(Hit, isize),
    /// The terminal has another size.
    Resize(Size),
    /// Loading goes on.
    Loading(Loading),
    /// Loading ended: with what was loaded, or with why not.
    Loaded(Result<Box<Library>, String>),
    /// The names of the history are ready for its filter.
    Indexed(Vec<Haystack>),
    /// A ranking is there.
    Ranked(Box<RankedNow>),
}

/// A ranking that was asked for.
#[derive(Debug)]
pub struct RankedNow {
    /// Which request it answers.
    pub generation: u64,
    /// The answer.
    pub answer: Answer,
    /// How long it took.
    pub took: Duration,
}

/// A request for a ranking.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The number of the request.
    pub generation: u64,
    /// Whose history, and which pack.
    pub listener: Arc<Listener>,
    /// What to ask.
    pub query: Query,
}

/// How much must be drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Draw {
    /// Nothing that is shown has changed.
    #[default]
    Nothing,
    /// What has changed.
    Changes,
    /// Everything, whatever the screen holds.
    All,
}

/// How the program goes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Onward {
    /// It waits for what comes next.
    #[default]
    Wait,
    /// It gives the terminal back until it is continued.
    Suspend,
    /// It leaves.
    Quit,
}

/// What must happen outside of the state.
#[derive(Debug, Default)]
pub struct Effects {
    /// Draw.
    pub draw: Draw,
    /// Go on.
    pub onward: Onward,
    /// Ask for a ranking.
    pub rank: Option<Ask>,
}

impl Effects {
    fn drawn(changed: bool) -> Self {
        let draw = if changed { Draw::Changes } else { Draw::Nothing };
        Self { draw, ..Self::default() }
    }

    /// Joins the effects of a later input.
    pub fn merge(&mut self, later: Self) {
        self.draw = self.draw.max(later.draw);
        self.onward = self.onward.max(later.onward);
        self.rank = later.rank.or(self.rank.take());
    }
}

/// Applies one input.
pub fn update(state: &mut State, input: Input) -> Effects {
    let effects = match input {
        Input::Key(key) => on_key(state, key),
        Input::Paste(text) => Effects::drawn(filter::paste(state, &text)),
        Input::Press(hit) => Effects::drawn(on_press(state, hit)),
        Input::Wheel(hit, rows) => Effects::drawn(moves::wheel(state, hit, rows)),
        Input::Resize(size) => {
            let other = state.size != size;
            state.size = size;
            Effects::drawn(other)
        }
        Input::Loading(progress) => {
            if let Stage::Loading(shown) = &mut state.stage {
                *shown = progress;
            }
            Effects::drawn(true)
        }
        Input::Loaded(Ok(library)) => {
            state.history = ListState::of(library.rows.len());
            state.query.choices = library.choices.clone();
            state.stage = Stage::Loaded(*library);
            changes::ask(state)
        }
        Input::Loaded(Err(why)) => {
            state.stage = Stage::Failed(why);
            Effects::drawn(true)
        }
        Input::Indexed(texts) => {
            // Unless a filter was quicker.
            if state.library().is_some_and(|l| l.rows.len() == texts.len()) {
                state.history_texts = texts;
            }
            Effects::default()
        }
        Input::Ranked(ranked) => Effects::drawn(on_ranked(state, *ranked)),
    };
    if effects.draw > Draw::Nothing {
        settle::settle(state);
    }
    effects
}

fn on_key(state: &mut State, key: Key) -> Effects {
    let shown = !state.pending.is_empty();
    match state.pending.take(state.mode(), key) {
        Resolved::Command(command) => {
            let noticed = state.notice.take().is_some();
            let mut effects = act(state, command);
            effects.merge(Effects::drawn(noticed || shown));
            effects
        }
        Resolved::Text(c) => Effects::drawn(filter::insert(state, c)),
        Resolved::Waiting => Effects::drawn(true),
        Resolved::Nothing => Effects::drawn(shown),
    }
}

/// Does one action.
fn act(state: &mut State, command: Command) -> Effects {
    let Command { action, count } = command;
    let changed = match action {
        Action::Quit => return Effects { onward: Onward::Quit, ..Effects::default() },
        Action::Suspend => return Effects { onward: Onward::Suspend, ..Effects::default() },
        Action::Redraw => return Effects { draw: Draw::All, ..Effects::default() },
        Action::SetAside => return changes::set_aside(state),
        Action::Undo => return changes::undo(state),
        Action::HeardToo => return changes::heard_too(state),
        Action::Help => {
            state.help = Some(ListState::of(help::texts().len()));
            true
        }
        Action::CloseHelp => state.help.take().is_some(),
        Action::NextPane => focus(state, state.focus.round(1)),
        Action::PreviousPane => focus(state, state.focus.round(-1)),
        Action::Right => focus(state, state.focus.beside(1)),
        Action::Left => focus(state, state.focus.beside(-1)),
        Action::History => focus(state, Pane::History),
        Action::Recommendations => focus(state, Pane::Recommendations),
        Action::Why | Action::Open => focus(state, Pane::Why),
        Action::Back => back(state),
        Action::Zoom => {
            state.zoom = !state.zoom;
            true
        }
        Action::ListsDown => moves::lists(state, moves::count(count)),
        Action::ListsUp => moves::lists(state, -moves::count(count)),
        Action::Up
        | Action::Down
        | Action::PageUp
        | Action::PageDown
        | Action::HalfUp
        | Action::HalfDown
        | Action::First
        | Action::Last => moves::act(state, action, count),
        Action::Filter
        | Action::ConfirmFilter
        | Action::ClearFilter
        | Action::DeleteBack
        | Action::DeleteForward
        | Action::DeleteWord
        | Action::DeleteAll
        | Action::CursorLeft
        | Action::CursorRight
        | Action::CursorStart
        | Action::CursorEnd => filter::act(state, action),
    };
    Effects::drawn(changed)
}

/// Gives a pane the keys. The Why pane is about the list that had them last.
fn focus(state: &mut State, pane: Pane) -> bool {
    let before = (state.focus, state.subject);
    state.focus = pane;
    match pane {
        Pane::History => state.subject = Subject::Heard,
        Pane::Recommendations => state.subject = Subject::Recommendation,
        Pane::Why => {}
    }
    before != (state.focus, state.subject)
}

/// The list pane that the Why pane is about.
fn list_pane(state: &State) -> Pane {
    match state.subject {
        Subject::Heard => Pane::History,
        Subject::Recommendation => Pane::Recommendations,
    }
}

/// One step back: out of the reasons, then out of a filter, then out of zoom.
fn back(state: &mut State) -> bool {
    if state.focus == Pane::Why {
        return focus(state, list_pane(state));
    }
    if filter::drop_filter(state) {
        return true;
    }
    std::mem::take(&mut state.zoom)
}

fn on_press(state: &mut State, hit: Hit) -> bool {
    state.notice = None;
    if state.help.is_some() {
        return match hit.zone {
            Zone::HelpRows(first) => state.help.as_mut().is_some_and(|l| l.go_to(first + hit.line)),
            Zone::Help => false,
            _ => {
                state.typing = None;
                state.help.take().is_some()
            }
        };
    }
    state.typing = None;
    match hit.zone {
        Zone::Rows(pane, first) => {
            let again = state.focus == pane;
            focus(state, pane);
            let list = if pane == Pane::History { &mut state.history } else { &mut state.recommendations };
            if first + hit.line < list.len() && !list.go_to(first + hit.line) && again {
                focus(state, Pane::Why);
            }
        }
        Zone::Bars(first) => {
            focus(state, Pane::Why);
            moves::select_bar(state, first + hit.line);
        }
        Zone::Pane(pane) | Zone::Tab(pane) => drop(focus(state, pane)),
        Zone::Lists => drop(focus(state, Pane::Why)),
        Zone::Help | Zone::HelpRows(_) => return false,
    }
    true
}

/// Takes a ranking in, unless a newer one was asked for since.
fn on_ranked(state: &mut State, ranked: RankedNow) -> bool {
    if ranked.generation != state.asked {
        return false;
    }
    let RankedNow { generation, answer, took } = ranked;
    let track = |s: &State| {
        let at = s.recommendations.selected()?;
        s.answer.as_ref()?.listed().get(at).map(|r| r.track)
    };
    let selected = track(state);
    let place = state.recommendations.selected().unwrap_or(0);
    let answered = Answered::new(answer, took, generation, state.answer.as_ref());
    let listed = answered.listed();
    let kept = selected.and_then(|t| listed.iter().position(|r| r.track == t));
    state.recommendations.set_items(listed.len());
    state.answer = Some(answered);
    state.recommendations.select(kept.unwrap_or(place));
    state.refilter(super::state::Target::Recommendations);
    true
}
