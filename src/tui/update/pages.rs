//! Opening pages, closing them, and taking in what is worked out for them.

use tui_input::InputRequest;

use super::super::jobs::{Desk, Job, Task, Told, What};
use super::super::layout::Pane;
use super::super::page::evidence::Evidence;
use super::super::page::finder::Finder;
use super::super::page::list::OneList;
use super::super::page::track::TrackPage;
use super::super::page::{Kind, Lead, Page};
use super::super::state::{Stage, State, Subject};
use super::{Effects, focus};
use crate::engine::{Contribution, Evidence as Because, SignalKind};
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
            Some(Lead::Lists) => {
                let Kind::Track(page) = &page.kind else { return Effects::default() };
                let evidence = Evidence::all(page.track);
                open_evidence(state, evidence)
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
        effects.jobs.push(job(state, task).1);
    }
    effects
}

/// A job with a ticket of its own.
fn job(state: &mut State, task: Task) -> (u64, Job) {
    state.tickets += 1;
    (state.tickets, Job { ticket: state.tickets, task })
}

fn push(state: &mut State, kind: Kind, ticket: u64) {
    state.typing = None;
    state.pages.push(Page::new(kind, ticket));
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
        _ => None,
    };
    if let Some(desk) = desk {
        effects.jobs.push(job(state, Task::Stop(desk)).1);
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
    let stands = page.standing.is_some();
    let task = state.answer.as_ref().map(|a| Task::Stand(library.listener.clone(), a.answer.clone(), track));
    let (ticket, job) = job(state, task.unwrap_or(Task::Stop(Desk::Questions)));
    push(state, Kind::Track(Box::new(page)), ticket);
    let mut effects = Effects::drawn(true);
    if !stands {
        effects.jobs.push(job);
    }
    effects
}

fn open_list(state: &mut State, list: crate::pack::ListId, marked: Vec<TrackId>) -> Effects {
    let Stage::Loaded(library) = &state.stage else { return Effects::default() };
    let list = OneList::new(library, list, marked);
    let row = list.first_marked();
    push(state, Kind::List(list), 0);
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
                Some(track) => open_evidence(state, Evidence::all(track)),
                None => Effects::default(),
            },
        };
    }
    if state.focus == Pane::History || state.subject == Subject::Heard {
        return match selected_track(state) {
            Some(track) => open_evidence(state, Evidence::all(track)),
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

fn open_evidence(state: &mut State, mut evidence: Evidence) -> Effects {
    let Stage::Loaded(library) = &state.stage else { return Effects::default() };
    let pack = library.listener.pack.clone();
    evidence.rows = evidence.which.lists(&pack, evidence.track).take(FIRST).collect();
    evidence.done = evidence.rows.len() < FIRST;
    let task = Task::Evidence(pack, evidence.track, evidence.which.clone(), evidence.rows.len());
    let done = evidence.done;
    let (ticket, job) = job(state, task);
    push(state, Kind::Evidence(evidence), ticket);
    let mut effects = Effects::drawn(true);
    if !done {
        effects.jobs.push(job);
    }
    effects
}

/// The finder; a second one is not opened above the first.
pub(super) fn find(state: &mut State) -> Effects {
    if state.library().is_none() {
        return Effects::default();
    }
    push(state, Kind::Finder(Finder::default()), 0);
    Effects::drawn(true)
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
    let (ticket, job) = job(state, task);
    if let Some(page) = state.pages.last_mut() {
        page.ticket = ticket;
    }
    let mut effects = Effects::drawn(true);
    effects.jobs.push(job);
    effects
}

/// Selects a row; opens the selected one.
pub(super) fn press(state: &mut State, row: usize) -> Effects {
    let Some(page) = state.pages.last_mut() else { return Effects::default() };
    if row < page.list.len() && !page.list.go_to(row) {
        return open(state);
    }
    Effects::drawn(true)
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
        _ => return false,
    }
    let cursor = page.list.cursor;
    page.recount();
    page.list.go_to(cursor);
    true
}

/// Asks again about tracks whose standing is of an older answer.
pub(super) fn refresh(state: &mut State) -> Vec<Job> {
    let (Stage::Loaded(library), Some(answered)) = (&state.stage, &state.answer) else { return Vec::new() };
    let Some(Page { kind: Kind::Track(page), list, ticket }) = state.pages.last_mut() else {
        return Vec::new();
    };
    if page.generation == answered.generation {
        return Vec::new();
    }
    let fresh = TrackPage::new(library, Some(answered), page.track);
    let stands = fresh.standing.is_some();
    let before = std::mem::replace(&mut **page, fresh);
    let cursor = list.cursor;
    list.set_items(page.rows.len());
    list.go_to(cursor);
    if stands {
        return Vec::new();
    }
    // What was known stays on the screen until it is known anew.
    page.keep(before);
    list.set_items(page.rows.len());
    list.go_to(cursor);
    state.tickets += 1;
    *ticket = state.tickets;
    let task = Task::Stand(library.listener.clone(), answered.answer.clone(), page.track);
    vec![Job { ticket: state.tickets, task }]
}
