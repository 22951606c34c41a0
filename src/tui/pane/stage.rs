//! What is said while there is nothing to list: how far loading is, or why it failed and what can be done.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::Loading;
use super::super::layout::Pane;
use super::super::state::{Stage, State};
use super::super::widget::bar::bar;
use super::say;

/// The widest gauge, in cells.
const GAUGE: usize = 40;

/// Says it in the history; or, where the history is not on the screen, in the pane with the keys.
pub fn draw(state: &State, pane: Pane, buffer: &mut Buffer, area: Rect) {
    let history = state.arrangement().is_some_and(|a| a.pane(Pane::History).is_some());
    if pane != if history { Pane::History } else { state.focus } {
        return;
    }
    let lines = match &state.stage {
        Stage::Loading(progress) => loading(state, progress, usize::from(area.width.saturating_sub(2))),
        Stage::Failed(why) => failed(state, why),
        Stage::Loaded(_) => return,
    };
    say(buffer, area, &lines);
}

/// What is loading, and how far: a bar only where the whole is known.
fn loading(state: &State, progress: &Loading, cells: usize) -> Vec<(String, Style)> {
    let theme = &state.theme;
    let what = if progress.stage.is_empty() { "loading" } else { &progress.stage };
    let mut lines = vec![(format!("{what} …"), theme.text)];
    match progress.total {
        Some(total) if total > 0 => {
            let done = progress.done.min(total);
            let gauge = bar(i64::try_from(done).unwrap_or(i64::MAX), total, cells.min(GAUGE));
            lines.push((gauge, theme.plus));
            lines.push((format!("{done} of {total}"), theme.dim));
        }
        _ if progress.done > 0 => lines.push((progress.done.to_string(), theme.dim)),
        _ => {}
    }
    lines
}

fn failed(state: &State, why: &str) -> Vec<(String, Style)> {
    let theme = &state.theme;
    let blank = (String::new(), theme.text);
    let then = "q leaves. `glasscrate history` shows how each source is read.";
    vec![
        ("could not load".to_owned(), theme.bad),
        blank.clone(),
        (why.to_owned(), theme.text),
        blank,
        (then.to_owned(), theme.dim),
    ]
}
