//! What every input does to the state. Pure: no terminal, no clock, no waiting; what must happen outside comes back as
//! [`Effects`].

mod changes;
mod filter;
mod moves;
mod pages;
mod settle;

use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Size;

use super::action::Action;
use super::jobs::{Job, Told};
use super::key::Key;
use super::keymap::{Command, Mode, Resolved};
use super::layout::Pane;
use super::list::ListState;
use super::popup::help;
use super::region::{Hit, Zone};
use super::search::Haystack;
use super::state::{Answered, Library, Stage, State, Subject};
use super::{Keep, Loading};
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
    /// A job found something.
    Told(Told),
    /// What became of keeping: what was written, or why not.
    Kept(Vec<Keep>, Result<String, String>),
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
    /// Work something out.
    pub jobs: Vec<Job>,
    /// Change the file of kept choices.
    pub keep: Vec<Keep>,
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
        self.jobs.extend(later.jobs);
        self.keep.extend(later.keep);
    }
}

/// Applies one input.
pub fn update(state: &mut State, input: Input) -> Effects {
    let mut effects = match input {
        Input::Key(key) => on_key(state, key),
        Input::Paste(text) if state.mode() == Mode::Find => pages::paste(state, &text),
        Input::Paste(text) => Effects::drawn(filter::paste(state, &text)),
        Input::Press(hit) => on_press(state, hit),
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
        Input::Told(told) => Effects::drawn(pages::told(state, told)),
        Input::Kept(keeps, result) => Effects::drawn(changes::kept(state, keeps, result)),
    };
    if effects.draw > Draw::Nothing {
        effects.jobs.extend(settle::settle(state));
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
        Resolved::Text(c) if state.mode() == Mode::Find => pages::insert(state, c),
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
        Action::SetArtistAside => return changes::set_artist_aside(state),
        Action::Block => return changes::block(state, false),
        Action::BlockArtist => return changes::block(state, true),
        Action::Undo => return changes::undo(state),
        Action::Redo => return changes::redo(state),
        Action::Keep => return changes::keep(state),
        Action::HeardToo => return changes::heard_too(state),
        Action::Less => return changes::turn(state, -moves::steps(count), false),
        Action::More => return changes::turn(state, moves::steps(count), false),
        Action::LessFine => return changes::turn(state, -moves::steps(count), true),
        Action::MoreFine => return changes::turn(state, moves::steps(count), true),
        Action::Reset => return changes::reset(state, false),
        Action::ResetAll => return changes::reset(state, true),
        Action::Yes => return changes::confirm(state),
        Action::No => state.confirm.take().is_some(),
        Action::Mixer => return pages::mixer(state),
        Action::Done => return pages::done(state),
        Action::Beliefs => return pages::beliefs(state),
        Action::TakeAway => return pages::take_away(state),
        Action::NextTab => return pages::tab(state, 1),
        Action::PreviousTab => return pages::tab(state, -1),
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
        Action::Why => focus(state, Pane::Why),
        Action::Open => return pages::open(state),
        Action::Back => return back(state),
        Action::ClosePage => return pages::close(state),
        Action::TrackPage => return pages::track(state),
        Action::Evidence => return pages::evidence(state),
        Action::Find => return pages::find(state),
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
        | Action::CursorEnd => return filter::act(state, action),
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

/// One step back: out of a page, then out of the arithmetic, the reasons, a filter, zoom.
fn back(state: &mut State) -> Effects {
    if !state.pages.is_empty() {
        return pages::close(state);
    }
    if state.focus == Pane::Why {
        let worked_out = state.subject == Subject::Recommendation
            && state.reasons.as_mut().is_some_and(|r| r.working.take().is_some());
        return Effects::drawn(worked_out || focus(state, list_pane(state)));
    }
    Effects::drawn(filter::drop_filter(state) || std::mem::take(&mut state.zoom))
}

fn on_press(state: &mut State, hit: Hit) -> Effects {
    state.notice = None;
    if state.confirm.is_some() {
        return Effects::drawn(hit.zone != Zone::Confirm && state.confirm.take().is_some());
    }
    if state.help.is_some() {
        return Effects::drawn(match hit.zone {
            Zone::HelpRows(first) => state.help.as_mut().is_some_and(|l| l.go_to(first + hit.line)),
            Zone::Help => false,
            _ => {
                state.typing = None;
                state.help.take().is_some()
            }
        });
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
            let again = state.focus == Pane::Why;
            focus(state, Pane::Why);
            if !moves::select_bar(state, first + hit.line) && again {
                return pages::open(state);
            }
        }
        Zone::Lists => {
            focus(state, Pane::Why);
            return pages::evidence(state);
        }
        Zone::Pane(pane) | Zone::Tab(pane) => drop(focus(state, pane)),
        Zone::PageRows(first) => return pages::press(state, first + hit.line, hit.column),
        Zone::Page | Zone::Confirm | Zone::Help | Zone::HelpRows(_) => return Effects::default(),
    }
    Effects::drawn(true)
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
