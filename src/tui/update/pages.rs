//! Opening pages, closing them, and taking in what is worked out for them.

use tui_input::InputRequest;

use super::super::jobs::{Desk, Job, Task, Told, What};
use super::super::layout::Pane;
use super::super::list::ListState;
use super::super::page::beliefs::Beliefs;
use super::super::page::done::Done;
use super::super::page::evidence::Evidence;
use super::super::page::finder::Finder;
use super::super::page::list::OneList;
use super::super::page::listens::Listens;
use super::super::page::mixer::{Knob, Mixer};
use super::super::page::track::{Act, TrackPage, Wanted};
use super::super::page::{Kind, Lead, Page, layout};
use super::super::state::{Stage, State, Subject};
use super::{Effects, changes, focus};
use crate::choices::{By, Part};
use crate::engine::{Contribution, Evidence as Because, SignalKind, lists_behind};
use crate::pack::TrackId;
use crate::text::clean;

/// So many lists come with a page; the rest is streamed.
const FIRST: usize = 128;

/// At most so many pages lie above each other: the lowest goes then.
const DEEPEST: usize = 100;

/// One step deeper, from what is selected.
pub(super) fn open(state: &mut State) -> Effects {
    if let Some(page) = state.pages.last() {
        return match page.lead() {
            None => Effects::default(),
            Some(Lead::Track(track)) => open_track(state, track),
            Some(Lead::List(list, marked)) => open_list(state, list, marked),
            Some(Lead::Evidence(n)) => open_reason(state, n),
            Some(Lead::Unfold) => unfold(state),
            Some(Lead::Change(n)) => change(state, n),
            Some(Lead::TakeAway) => take_away(state),
            Some(Lead::TryWithout) => try_without(state),
            Some(Lead::Step(steps)) => changes::travel(state, steps),
            Some(Lead::Lift(choice)) => changes::lift(state, &choice),
            Some(Lead::Listens(part)) => listens(state, part),
            Some(Lead::Lists) => {
                let Kind::Track(page) = &page.kind else { return Effects::default() };
                open_all_lists(state, page.track)
            }
        };
    }
    if state.focus != Pane::Why {
        return Effects::drawn(focus(state, Pane::Why));
    }
    if state.subject == Subject::Heard {
        return track(state);
    }
    match &state.reasons {
        None => Effects::default(),
        Some(reasons) if reasons.working.is_some() => evidence(state),
        Some(_) => work_out(state),
    }
}

/// The arithmetic of the selected reason.
fn work_out(state: &mut State) -> Effects {
    let (Stage::Loaded(library), Some(answered), Some(reasons)) =
        (&state.stage, &state.answer, &mut state.reasons)
    else {
        return Effects::default();
    };
    let pack = &library.listener.pack;
    let counts = reasons.selected().is_some_and(|c| c.signal == SignalKind::Together);
    reasons.work_out(&answered.answer, pack, state.heaviest);
    let mut effects = Effects::drawn(true);
    if counts && state.heaviest.is_none() {
        let task = Task::Heaviest(pack.clone());
        effects.jobs.push(state.job(task));
    }
    effects
}

fn push(state: &mut State, kind: Kind) {
    state.typing = None;
    state.pages.push(Page::new(kind));
    if state.pages.len() > DEEPEST {
        state.pages.remove(0);
    }
}

/// Closes the topmost page; what was being worked out for it is no longer wanted.
pub(super) fn close(state: &mut State) -> Effects {
    let Some(page) = state.pages.pop() else { return Effects::default() };
    let mut effects = Effects::drawn(true);
    let desk = match page.kind {
        Kind::Evidence(page) if !page.done => Some(Desk::Lists),
        Kind::Finder(page) if !page.done => Some(Desk::Finds),
        Kind::Track(page) if page.asked_for == Some(Wanted::Taken) => Some(Desk::Sets),
        _ => None,
    };
    if let Some(desk) = desk {
        effects.jobs.push(state.job(Task::Stop(desk)));
    }
    effects
}

/// The track that is selected, wherever the keys are.
pub(super) fn selected_track(state: &State) -> Option<TrackId> {
    if let Some(page) = state.pages.last() {
        return page.kind.track(page.list.selected().unwrap_or(0));
    }
    let heard = |state: &State| state.library()?.listener.matches.of(state.selected_heard()?.id).ok();
    match (state.focus, state.subject) {
        (Pane::History, _) | (Pane::Why, Subject::Heard) => heard(state).map(|(track, _)| track),
        _ => state.reasons.as_ref().map(|r| r.track),
    }
}

/// The page of the selected track.
pub(super) fn track(state: &mut State) -> Effects {
    match selected_track(state) {
        Some(track) => open_track(state, track),
        None => {
            state.notice = Some("no track of the pack is selected".into());
            Effects::drawn(true)
        }
    }
}

fn open_track(state: &mut State, track: TrackId) -> Effects {
    let Stage::Loaded(library) = &state.stage else { return Effects::default() };
    // A page that is open already is not opened again above itself.
    if matches!(state.pages.last().map(|p| &p.kind), Some(Kind::Track(page)) if page.track == track) {
        return Effects::default();
    }
    let page = TrackPage::new(library, state.answer.as_ref(), track);
    push(state, Kind::Track(Box::new(page)));
    // Where it stands is asked for by `refresh`.
    Effects::drawn(true)
}

fn open_list(state: &mut State, list: crate::pack::ListId, marked: Vec<TrackId>) -> Effects {
    let Stage::Loaded(library) = &state.stage else { return Effects::default() };
    let list = OneList::new(library, list, marked);
    let row = list.first_marked();
    push(state, Kind::List(list));
    if let Some(page) = state.pages.last_mut() {
        page.list.go_to(row);
    }
    Effects::drawn(true)
}

/// The lists behind what is selected: a reason, a track.
pub(super) fn evidence(state: &mut State) -> Effects {
    if let Some(page) = state.pages.last() {
        return match (&page.kind, page.lead()) {
            (Kind::Track(_), Some(Lead::Evidence(n))) => open_reason(state, n),
            (Kind::Evidence(_), _) => open(state),
            _ => match selected_track(state) {
                Some(track) => open_all_lists(state, track),
                None => Effects::default(),
            },
        };
    }
    if state.focus == Pane::History || state.subject == Subject::Heard {
        return match selected_track(state) {
            Some(track) => open_all_lists(state, track),
            None => track(state),
        };
    }
    let Some(reasons) = &state.reasons else { return Effects::default() };
    let Some(c) = reasons.selected().cloned() else { return Effects::default() };
    open_contribution(state, reasons.track, &c)
}

/// What a reason of the track page rests on.
fn open_reason(state: &mut State, n: usize) -> Effects {
    let Some(Kind::Track(page)) = state.pages.last().map(|p| &p.kind) else { return Effects::default() };
    let contribution = page.standing.as_ref().and_then(|s| s.contributions.get(n)).cloned();
    match contribution {
        Some(c) => open_contribution(state, page.track, &c),
        None => Effects::default(),
    }
}

fn open_contribution(state: &mut State, track: TrackId, c: &Contribution) -> Effects {
    let Some(library) = state.library() else { return Effects::default() };
    if let Some(evidence) = Evidence::of(&library.listener.pack, track, c) {
        return open_evidence(state, evidence);
    }
    // It rests on no lists: on another track, or on the track itself.
    match c.evidence {
        Because::Above { track, .. } => open_track(state, track),
        _ => open_track(state, c.evidence.seed().unwrap_or(track)),
    }
}

/// All lists that hold a track.
fn open_all_lists(state: &mut State, track: TrackId) -> Effects {
    let Some(library) = state.library() else { return Effects::default() };
    let evidence = Evidence::all(&library.listener.pack, track);
    open_evidence(state, evidence)
}

fn open_evidence(state: &mut State, mut evidence: Evidence) -> Effects {
    let Stage::Loaded(library) = &state.stage else { return Effects::default() };
    let pack = library.listener.pack.clone();
    evidence.rows = lists_behind(&pack, evidence.track, &evidence.because).take(FIRST).collect();
    evidence.done = evidence.rows.len() < FIRST;
    push(state, Kind::Evidence(evidence));
    // The rest is asked for by `refresh`.
    Effects::drawn(true)
}

/// Gives every contribution of the track page a row.
fn unfold(state: &mut State) -> Effects {
    let Stage::Loaded(library) = &state.stage else { return Effects::default() };
    let Some(Page { kind: Kind::Track(page), list, .. }) = state.pages.last_mut() else {
        return Effects::default();
    };
    page.unfold(library);
    let cursor = list.cursor;
    list.set_items(page.rows.len());
    list.go_to(cursor);
    Effects::drawn(true)
}

/// Makes a change that brings the track in.
fn change(state: &mut State, n: usize) -> Effects {
    let Some(Kind::Track(page)) = state.pages.last().map(|p| &p.kind) else { return Effects::default() };
    match page.change(state, n) {
        Some(Act::Make(choice)) => changes::make(state, vec![choice]),
        Some(Act::Lift(choice)) => changes::lift(state, &choice),
        None => changes::notice(state, "that is for you to do: play it, and it speaks the next time"),
    }
}

/// Sets the seeds aside without which the track goes.
fn try_without(state: &mut State) -> Effects {
    let (Some(library), Some(Kind::Track(page))) = (state.library(), state.pages.last().map(|p| &p.kind))
    else {
        return Effects::default();
    };
    let choices = page.without(&library.listener.pack);
    changes::make(state, choices)
}

/// What would take the selected track away? Answered on its page.
pub(super) fn take_away(state: &mut State) -> Effects {
    let mut effects = Effects::default();
    if !matches!(state.pages.last().map(|p| &p.kind), Some(Kind::Track(_))) {
        effects = track(state);
    }
    let Stage::Loaded(library) = &state.stage else { return effects };
    let Some(Page { kind: Kind::Track(page), list, .. }) = state.pages.last_mut() else { return effects };
    if page.is_listed() {
        page.ask_what_takes_it_away(library);
        list.set_items(page.rows.len());
        list.go_to(page.row_of_taken());
    } else {
        effects.merge(changes::notice(state, "it is not listed: the page says what would bring it in"));
    }
    effects.merge(Effects::drawn(true));
    effects
}

/// The mixer.
pub(super) fn mixer(state: &mut State) -> Effects {
    let Stage::Loaded(library) = &state.stage else { return Effects::default() };
    let kind = Kind::Mixer(Mixer::new(library));
    put(state, kind)
}

/// What was done.
pub(super) fn done(state: &mut State) -> Effects {
    if state.library().is_none() {
        return Effects::default();
    }
    let done = Done::new(&state.query.choices);
    let now = done.now();
    let effects = put(state, Kind::Done(done));
    if let Some(page) = state.pages.last_mut() {
        page.list.go_to(now);
    }
    effects
}

/// What is believed of the person.
pub(super) fn beliefs(state: &mut State) -> Effects {
    if state.library().is_none() {
        return Effects::default();
    }
    put(state, Kind::Beliefs(Beliefs::new(By::Seeds)))
}

/// Another view of what is believed.
pub(super) fn tab(state: &mut State, steps: i32) -> Effects {
    let Some(Page { kind: Kind::Beliefs(page), list, ticket }) = state.pages.last_mut() else {
        return Effects::default();
    };
    *page = Beliefs::new(Beliefs::beside(page.by, steps));
    *list = ListState::default();
    *ticket = 0;
    Effects::drawn(true)
}

/// The listens behind a part of the history.
fn listens(state: &mut State, part: Part) -> Effects {
    push(state, Kind::Listens(Listens { part, listens: None }));
    Effects::drawn(true)
}

/// Opens a page of which there is one at most: what lies above an open one is closed.
fn put(state: &mut State, kind: Kind) -> Effects {
    let same = |p: &Page| std::mem::discriminant(&p.kind) == std::mem::discriminant(&kind);
    let mut effects = Effects::drawn(true);
    if let Some(at) = state.pages.iter().position(same) {
        while state.pages.len() > at {
            effects.merge(close(state));
        }
    }
    push(state, kind);
    effects
}

/// The finder.
pub(super) fn find(state: &mut State) -> Effects {
    if state.library().is_none() {
        return Effects::default();
    }
    put(state, Kind::Finder(Finder::default()))
}

/// Types one character into the finder.
pub(super) fn insert(state: &mut State, c: char) -> Effects {
    edit(state, InputRequest::InsertChar(c))
}

/// Pastes into the finder.
pub(super) fn paste(state: &mut State, text: &str) -> Effects {
    let mut effects = Effects::default();
    for c in clean(text).chars() {
        effects.merge(insert(state, c));
    }
    effects
}

/// Changes the finder's line, and looks for what it says now.
pub(super) fn edit(state: &mut State, request: InputRequest) -> Effects {
    let Stage::Loaded(library) = &state.stage else { return Effects::default() };
    let pack = library.listener.pack.clone();
    let Some(Page { kind: Kind::Finder(finder), list, .. }) = state.pages.last_mut() else {
        return Effects::default();
    };
    if !finder.edit(request) {
        return Effects::drawn(true);
    }
    list.go_to(0);
    let query = clean(finder.query()).into_owned();
    finder.done = false;
    if query.trim().is_empty() {
        finder.found.clear();
        finder.matched = 0;
        list.set_items(0);
    }
    let task = if query.trim().is_empty() { Task::Stop(Desk::Finds) } else { Task::Find(pack, query) };
    let job = state.job(task);
    if let Some(page) = state.pages.last_mut() {
        page.ticket = job.ticket;
    }
    Effects { jobs: vec![job], ..Effects::drawn(true) }
}

/// Selects a row; opens the selected one.
pub(super) fn press(state: &mut State, row: usize, column: usize) -> Effects {
    let Some(page) = state.pages.last_mut() else { return Effects::default() };
    if matches!(page.kind, Kind::Mixer(_)) {
        page.list.go_to(row);
        return point(state, row, column);
    }
    if row < page.list.len() && !page.list.go_to(row) {
        return open(state);
    }
    Effects::drawn(true)
}

/// Puts a slider where the mouse is; a press on the name of a preset takes the next one.
fn point(state: &mut State, row: usize, column: usize) -> Effects {
    let Some(page) = state.pages.last() else { return Effects::default() };
    let Kind::Mixer(mixer) = &page.kind else { return Effects::default() };
    let width = layout(state, page).map_or(0, |l| usize::from(l.rows.width));
    // The mark stands before the columns.
    let choice = match mixer.knobs.get(row) {
        Some((Knob::Preset, _)) => mixer.moved(state, row, 1, false),
        _ => column.checked_sub(1).and_then(|c| mixer.pointed(row, width.saturating_sub(2), c)),
    };
    let mut effects = Effects::drawn(true);
    if let Some(choice) = choice {
        effects.merge(changes::adjust(state, choice));
    }
    effects
}

/// Takes in what a job found, unless it is no longer wanted. True when anything changed.
pub(super) fn told(state: &mut State, told: Told) -> bool {
    let Stage::Loaded(library) = &state.stage else { return false };
    let Told { ticket, what } = told;
    if let What::Heaviest(weight) = what {
        state.heaviest = Some(weight);
        if let (Some(answered), Some(reasons)) = (&state.answer, &mut state.reasons)
            && reasons.working.is_some()
        {
            reasons.work_out(&answered.answer, &library.listener.pack, state.heaviest);
        }
        return true;
    }
    let Some(page) = state.pages.iter_mut().rev().find(|p| p.ticket == ticket) else { return false };
    match (&mut page.kind, what) {
        (Kind::Evidence(evidence), What::Lists(lists, done)) => {
            evidence.rows.extend(lists);
            evidence.done = done;
        }
        (Kind::Finder(finder), What::Found(found, matched, done)) => {
            finder.found = found;
            finder.matched = matched;
            finder.done = done;
        }
        (Kind::Track(track), What::Standing(standing)) => track.stands(library, *standing),
        (Kind::Track(track), What::WhyNot(why_not)) => track.is_not_listed_because(library, *why_not),
        (Kind::Track(track), What::TakenAway(taken)) => track.is_taken_away_by(library, taken),
        (Kind::Beliefs(page), What::Beliefs(all)) => page.take(all),
        (Kind::Listens(page), What::Listens(listens)) => page.listens = Some(listens),
        _ => return false,
    }
    let cursor = page.list.cursor;
    page.recount();
    page.list.go_to(cursor);
    true
}

/// Brings the topmost page up to date with the newest answer and choices. Gives what has to be worked out for that: what was
/// never asked for, or was dropped for a page that has been closed since.
pub(super) fn refresh(state: &mut State) -> Vec<Job> {
    let (Stage::Loaded(library), Some(answered)) = (&state.stage, &state.answer) else { return Vec::new() };
    let Some(Page { kind, list, ticket }) = state.pages.last_mut() else { return Vec::new() };
    let (listener, answer) = (library.listener.clone(), answered.answer.clone());
    let task = match kind {
        Kind::Done(done) => {
            *done = Done::new(&state.query.choices);
            None
        }
        Kind::Evidence(page) if !page.done => {
            let from = page.rows.len();
            Some(Task::Evidence(listener.pack.clone(), page.track, page.because.clone(), from))
        }
        Kind::Beliefs(page) => {
            let old = page.generation != answered.generation;
            page.generation = answered.generation;
            if old {
                *ticket = 0;
            }
            (old || page.all.is_none()).then(|| Task::Beliefs(listener, answer, page.by))
        }
        Kind::Listens(page) if page.listens.is_none() => Some(Task::Listens(listener, page.part.clone())),
        Kind::Track(page) => {
            if page.generation != answered.generation {
                let fresh = TrackPage::new(library, Some(answered), page.track);
                let before = std::mem::replace(&mut **page, fresh);
                page.keep(before);
                *ticket = 0;
            }
            let wanted = page.wanted();
            if wanted.is_some_and(|w| page.asked_for != Some(w)) {
                page.asked_for = wanted;
                *ticket = 0;
            }
            wanted.map(|wanted| match wanted {
                Wanted::Standing => Task::Stand(listener, answer, page.track),
                Wanted::WhyNot => Task::WhyNot(listener, answer, page.track),
                Wanted::Taken => Task::TakeAway(listener, answer, page.track),
            })
        }
        _ => None,
    };
    let cursor = list.cursor;
    list.set_items(kind.len());
    list.go_to(cursor);
    // On its way already, unless the desk was given something else since.
    let task = task.filter(|t| *ticket == 0 || *ticket < state.newest[t.desk() as usize]);
    let Some(task) = task else { return Vec::new() };
    let job = state.job(task);
    if let Some(page) = state.pages.last_mut() {
        page.ticket = job.ticket;
    }
    vec![job]
}
