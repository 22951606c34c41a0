//! After every update: the reasons follow the selection, and every window holds its cursor at the size that it has now.

use super::super::jobs::Job;
use super::super::layout::Pane;
use super::super::page;
use super::super::pane::{history, recommendations, why};
use super::super::popup::help;
use super::super::reasons::{Belief, Reasons};
use super::super::state::{Stage, State, Target};
use super::pages;

/// How many rows each list shows; 0 where it is not on the screen.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Heights {
    pub(super) history: usize,
    pub(super) recommendations: usize,
    pub(super) help: usize,
    pub(super) page: usize,
}

impl Heights {
    pub(super) fn of(self, target: Target) -> usize {
        match target {
            Target::History => self.history,
            Target::Recommendations => self.recommendations,
            Target::Help => self.help,
            Target::Page => self.page,
        }
    }
}

pub(super) fn heights(state: &State) -> Heights {
    let Some(arrangement) = state.arrangement() else { return Heights::default() };
    let rows = |pane, area: fn(&State, _) -> ratatui::layout::Rect| {
        arrangement.pane(pane).map_or(0, |rect| usize::from(area(state, rect).height))
    };
    Heights {
        history: rows(Pane::History, history::rows_area),
        recommendations: rows(Pane::Recommendations, recommendations::rows_area),
        help: usize::from(help::rows_area(state.size.into()).height),
        page: page_height(state),
    }
}

/// How many rows the topmost page shows.
fn page_height(state: &State) -> usize {
    let layout = state.pages.last().and_then(|p| page::layout(state, p));
    layout.map_or(0, |l| usize::from(l.rows.height))
}

/// How many lines of the Why pane can be moved over.
pub(super) fn why_height(state: &State) -> usize {
    why::area(state).map_or(0, |area| match &state.reasons {
        Some(reasons) if reasons.working.is_some() => usize::from(area.height),
        Some(reasons) if state.subject == super::super::state::Subject::Recommendation => {
            usize::from(why::layout(reasons, area).bars.height)
        }
        _ => usize::from(area.height),
    })
}

/// Brings everything that depends on something else up to date. Gives what has to be worked out for that.
pub(super) fn settle(state: &mut State) -> Vec<Job> {
    refresh(state);
    let jobs = pages::refresh(state);
    let heights = heights(state);
    state.history.settle(heights.history);
    state.recommendations.settle(heights.recommendations);
    if let Some(help) = &mut state.help {
        help.settle(heights.help);
    }
    if let Some(page) = state.pages.last_mut() {
        page.list.settle(heights.page);
    }
    let Some(area) = why::area(state) else { return jobs };
    if let Some(reasons) = &mut state.reasons {
        let layout = why::layout(reasons, area);
        let rows = usize::from(layout.bars.height);
        reasons.offset = why::fold(reasons.contributions.len(), rows, reasons.offset).holding(reasons.cursor);
        let names = usize::from(layout.lists.height);
        reasons.lists_offset = reasons.lists_offset.min(reasons.lists.len().saturating_sub(names));
        if let Some(working) = &mut reasons.working {
            let lines = why::working_lines(&working.lines, area.width).len();
            working.offset = working.offset.min(lines.saturating_sub(usize::from(area.height)));
        }
    }
    if let Some(belief) = &mut state.belief {
        let lines = why::belief_lines(belief, area.width).len();
        belief.offset = belief.offset.min(lines.saturating_sub(usize::from(area.height)));
    }
    jobs
}

/// Gathers the reasons and the belief again where the selection or the answer is another one.
fn refresh(state: &mut State) {
    let Stage::Loaded(library) = &state.stage else { return };
    let answered = state.answer.as_ref();
    let generation = answered.map_or(0, |a| a.generation);
    let pack = &library.listener.pack;
    let at = state.recommendations.selected();
    let selected = answered.zip(at).and_then(|(a, n)| Some((a, a.listed().get(n)?)));
    match selected {
        None => state.reasons = None,
        Some((answered, ranked)) => {
            let same = |r: &Reasons| r.track == ranked.track && r.generation == generation;
            if !state.reasons.as_ref().is_some_and(same) {
                let mut reasons = Reasons::new(pack, &answered.answer, ranked, generation);
                if let Some(before) = &state.reasons {
                    reasons.resume(before, &answered.answer, pack, state.heaviest);
                }
                state.reasons = Some(reasons);
            }
        }
    }
    let row = state.history.selected().and_then(|n| library.rows.get(n)).copied();
    match row {
        None => state.belief = None,
        Some(row) => {
            let same = |b: &Belief| b.id == row.id && b.generation == generation;
            if !state.belief.as_ref().is_some_and(same) {
                let answer = answered.map(|a| (&*a.answer, a.generation));
                let aside = state.is_aside(row.id);
                let mut belief = Belief::new(library, row, answer, aside, state.now);
                if let Some(before) = state.belief.as_ref().filter(|b| b.id == row.id) {
                    belief.offset = before.offset;
                }
                state.belief = Some(belief);
            }
        }
    }
}
