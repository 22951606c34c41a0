//! The reasons: a sentence, the waterfall that sums to the score, and the evidence of the selected bar; or what is believed of
//! the selected track of the history.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::action::Action;
use super::super::layout::Pane;
use super::super::reasons::{Belief, Reasons, Role, WorkedOut};
use super::super::region::{Regions, Zone};
use super::super::state::{Library, Stage, State, Subject};
use super::super::widget::bar::bar;
use super::super::widget::fold::Fold;
use super::super::widget::row::{self, left, right};
use super::{border, inner, say, selection, stage};
use crate::engine::{Evidence, MIXER_ONE};
use crate::history::SEED_ONE;
use crate::pack::Pack;
use crate::text::{counted, fit, width};
use crate::trace::{self, decimal, evidence_line, signed};

/// From this inner height on blank lines part the sections.
const AIRY_FROM: u16 = 15;
/// From this width on the counts and the factors share a line.
const ONE_LINE_FROM: usize = 64;
/// Cells of the points: sign, and up to 99.9999.
const POINTS: usize = 8;

const HINTS: [(Action, &str); 5] = [
    (Action::Open, "arithmetic"),
    (Action::Evidence, "lists"),
    (Action::SetAside, "aside"),
    (Action::Undo, "undo"),
    (Action::Back, "back"),
];

const HINTS_OF_WORKING: [(Action, &str); 4] =
    [(Action::Open, "lists"), (Action::Zoom, "wider"), (Action::SetAside, "aside"), (Action::Back, "back")];

const HINTS_OF_HEARD: [(Action, &str); 3] =
    [(Action::SetAside, "aside"), (Action::Undo, "undo"), (Action::Back, "back")];

/// Where the text of the pane stands, when it is on the screen.
#[must_use]
pub fn area(state: &State) -> Option<Rect> {
    state.arrangement()?.pane(Pane::Why).map(text_area)
}

/// One cell of air on both sides of the text.
fn text_area(area: Rect) -> Rect {
    let inside = inner(area);
    Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside }
}

/// The sections of the reasons, from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Title, artist, year.
    pub heading: Vec<String>,
    /// The sentence.
    pub sentence: Vec<String>,
    /// Where the text begins.
    pub text: Rect,
    /// The bars.
    pub bars: Rect,
    /// The line of the sum.
    pub sum: Rect,
    /// What the selected bar rests on.
    pub evidence: Rect,
    /// The names of lists.
    pub lists: Rect,
}

/// Shares the height out: text, bars, sum, evidence. It depends on the track and the size, not on the selected bar, so that
/// nothing jumps while the cursor moves.
#[must_use]
pub fn layout(reasons: &Reasons, area: Rect) -> Layout {
    let cells = usize::from(area.width).max(1);
    let airy = u16::from(area.height >= AIRY_FROM);
    let mut heading = wrapped(&reasons.heading, cells);
    heading.truncate(2);
    let mut sentence = wrapped(&reasons.sentence, cells);
    sentence.truncate(usize::from(area.height / 4));
    let top = (heading.len() + sentence.len()) as u16 + airy;
    let rest = area.height.saturating_sub(top + 1 + airy);
    // Two fifths for the evidence, so that some lists can be read beside the longest waterfall.
    let evidence = (rest * 2 / 5).min(12);
    let bars = (reasons.contributions.len() as u16).min(rest - evidence);
    let at = |y: u16, height: u16| {
        let y = (area.y + y).min(area.bottom());
        Rect { y, height: height.min(area.bottom() - y), ..area }
    };
    let below = top + bars + 1 + airy;
    let facts = if cells < ONE_LINE_FROM { 3 } else { 2 };
    Layout {
        heading,
        sentence,
        text: at(0, top),
        bars: at(top, bars),
        sum: at(top + bars, 1),
        evidence: at(below, facts),
        lists: at(below + facts, area.height),
    }
}

fn wrapped(text: &str, cells: usize) -> Vec<String> {
    textwrap::wrap(text, cells).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// The window over the bars.
#[must_use]
pub fn fold(bars: usize, lines: usize, first: usize) -> Fold {
    Fold::new(bars, lines, first)
}

/// The lines of a belief, wrapped.
#[must_use]
pub fn belief_lines(belief: &Belief, cells: u16) -> Vec<(Role, String)> {
    let cells = usize::from(cells).max(1);
    let mut lines = Vec::new();
    for (n, (role, text)) in belief.lines.iter().enumerate() {
        if n > 0 && *role == Role::Heading {
            lines.push((Role::Text, String::new()));
        }
        if *role == Role::Aside {
            // Rows of a list: one line each.
            lines.push((*role, fit(text, cells)));
        } else {
            lines.extend(wrapped(text, cells).into_iter().map(|l| (*role, l)));
        }
    }
    lines
}

/// The lines of an arithmetic, wrapped; formulas and what is listed stand in by two cells.
#[must_use]
pub fn working_lines(lines: &[trace::Line], cells: u16) -> Vec<(trace::Role, String)> {
    let cells = usize::from(cells).max(4);
    let mut all = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        if n > 0 && line.role == trace::Role::Heading {
            all.push((trace::Role::Text, String::new()));
        }
        let indent = if line.role == trace::Role::Heading { "" } else { "  " };
        let options = textwrap::Options::new(cells).initial_indent(indent).subsequent_indent(indent);
        all.extend(textwrap::wrap(&line.text, options).into_iter().map(|l| (line.role, l.into_owned())));
    }
    all
}

/// Draws the pane.
pub fn draw(state: &State, buffer: &mut Buffer, area: Rect, regions: &mut Regions) {
    regions.add(area, Zone::Pane(Pane::Why));
    let deep = state.reasons.as_ref().is_some_and(|r| r.working.is_some());
    let hints: &[_] = match state.subject {
        Subject::Heard => &HINTS_OF_HEARD,
        Subject::Recommendation if deep => &HINTS_OF_WORKING,
        Subject::Recommendation => &HINTS,
    };
    border(state, buffer, area, Pane::Why, hints);
    let text = text_area(area);
    stage::draw(state, Pane::Why, buffer, text);
    let Stage::Loaded(library) = &state.stage else { return };
    match state.subject {
        Subject::Heard => {
            if let Some(belief) = &state.belief {
                draw_belief(state, belief, buffer, text);
            }
        }
        Subject::Recommendation => match &state.reasons {
            Some(Reasons { working: Some(working), .. }) => draw_working(state, working, buffer, text),
            Some(reasons) => draw_reasons(state, library, reasons, buffer, text, regions),
            None if state.answer.is_some() => {
                say(buffer, text, &[("Nothing is selected.".to_owned(), state.theme.dim)]);
            }
            None => {}
        },
    }
}

fn draw_belief(state: &State, belief: &Belief, buffer: &mut Buffer, area: Rect) {
    let lines = belief_lines(belief, area.width);
    let first = belief.offset.min(lines.len());
    for (n, (role, text)) in lines[first..].iter().take(usize::from(area.height)).enumerate() {
        let style = match role {
            Role::Heading => state.theme.heading,
            Role::Text => state.theme.text,
            Role::Aside | Role::Columns => state.theme.dim,
            Role::Warning => state.theme.new,
            Role::Good => state.theme.good,
        };
        buffer.set_stringn(area.x, area.y + n as u16, text, usize::from(area.width), style);
    }
}

/// The arithmetic of the selected contribution.
fn draw_working(state: &State, working: &WorkedOut, buffer: &mut Buffer, area: Rect) {
    let theme = &state.theme;
    let lines = working_lines(&working.lines, area.width);
    let first = working.offset.min(lines.len());
    for (n, (role, text)) in lines[first..].iter().take(usize::from(area.height)).enumerate() {
        let style = match role {
            trace::Role::Heading => theme.heading,
            trace::Role::Text => theme.text,
            trace::Role::Formula => theme.plus,
            trace::Role::Holds => theme.good,
            trace::Role::Differs => theme.bad,
            trace::Role::Aside => theme.dim,
        };
        buffer.set_stringn(area.x, area.y + n as u16, text, usize::from(area.width), style);
    }
    let below = lines.len().saturating_sub(first + usize::from(area.height));
    if below > 0 && area.height > 1 {
        let more = format!("… {} below", counted(below + 1, "line", "lines"));
        let y = area.bottom() - 1;
        buffer.set_stringn(
            area.x,
            y,
            " ".repeat(usize::from(area.width)),
            usize::from(area.width),
            theme.text,
        );
        buffer.set_stringn(area.x, y, more, usize::from(area.width), theme.dim);
    }
}

fn draw_reasons(
    state: &State,
    library: &Library,
    reasons: &Reasons,
    buffer: &mut Buffer,
    area: Rect,
    regions: &mut Regions,
) {
    let theme = &state.theme;
    let cells = usize::from(area.width);
    let layout = layout(reasons, area);
    let heading = layout.heading.iter().map(|l| (l, theme.heading));
    let sentence = layout.sentence.iter().map(|l| (l, theme.text));
    for (n, (line, style)) in heading.chain(sentence).enumerate() {
        buffer.set_stringn(layout.text.x, layout.text.y + n as u16, line, cells, style);
    }
    draw_bars(state, reasons, buffer, layout.bars, regions);
    let (verdict, style) =
        if reasons.waterfall.holds { ("= score ✓", theme.good) } else { ("≠ score ✗", theme.bad) };
    let sum = format!("Σ {} ", decimal(reasons.waterfall.sum));
    buffer.set_stringn(layout.sum.x, layout.sum.y, &sum, cells, theme.heading);
    let after = width(&sum);
    let verdict = if reasons.waterfall.holds {
        verdict.to_owned()
    } else {
        format!("{verdict} {}", decimal(reasons.score))
    };
    buffer.set_stringn(
        layout.sum.x + after as u16,
        layout.sum.y,
        verdict,
        cells.saturating_sub(after),
        style,
    );
    draw_evidence(state, &library.listener.pack, reasons, buffer, &layout, regions);
}

/// One line for each bar, the folded ends among them. They always sum to the line below.
fn draw_bars(state: &State, reasons: &Reasons, buffer: &mut Buffer, area: Rect, regions: &mut Regions) {
    let bars = &reasons.waterfall.bars;
    let fold = fold(bars.len(), usize::from(area.height), reasons.offset);
    let folded = |range: std::ops::Range<usize>, what: &str| {
        let points: i64 = bars[range.clone()].iter().map(|b| b.points).sum();
        (!range.is_empty()).then(|| (None, format!("and {} {what}", range.len()), points))
    };
    let shown = fold.shown().map(|n| (Some(n), bars[n].label.clone(), bars[n].points));
    let lines: Vec<(Option<usize>, String, i64)> = folded(fold.above(), "larger")
        .into_iter()
        .chain(shown)
        .chain(folded(fold.below(), "smaller"))
        .collect();
    let largest = lines.iter().map(|(_, _, p)| p.unsigned_abs()).max().unwrap_or(0);
    // The mark, the blanks between the columns, and the points.
    let free = usize::from(area.width).saturating_sub(POINTS + 3);
    let longest = lines.iter().map(|(_, label, _)| width(label)).max().unwrap_or(0);
    let label_cells = longest.min((free * 3 / 5).max(8)).min(free);
    let bar_cells = free - label_cells;
    let theme = &state.theme;
    regions.add(area, Zone::Bars(fold.shown().start - usize::from(!fold.above().is_empty())));
    for (n, (item, label, points)) in lines.into_iter().enumerate().take(usize::from(area.height)) {
        let rect = Rect { y: area.y + n as u16, height: 1, ..area };
        let style = if points < 0 { theme.minus } else { theme.plus };
        let text = if item.is_some() { theme.text } else { theme.dim };
        let cells = vec![
            (left(&label, label_cells), text),
            (" ".repeat(bar_cells + 2), theme.text),
            (right(&signed(points), POINTS), text),
        ];
        row::draw(buffer, rect, cells, selection(state, Pane::Why, item == Some(reasons.cursor)));
        // Over the row, so that a bar looks the same on the selected one.
        let drawn = bar(points, largest, bar_cells);
        let x = rect.x + (label_cells + 2) as u16;
        buffer.set_stringn(x, rect.y, drawn, bar_cells, Style::reset().patch(style));
    }
}

/// What the selected bar rests on: the counts, the factors, and the very lists.
fn draw_evidence(
    state: &State,
    pack: &Pack,
    reasons: &Reasons,
    buffer: &mut Buffer,
    layout: &Layout,
    regions: &mut Regions,
) {
    let Some(c) = reasons.selected() else { return };
    let theme = &state.theme;
    let cells = usize::from(layout.evidence.width);
    let name = match c.evidence.seed() {
        Some(seed) => format!("{} · {}", pack.title(seed), pack.artist_name(pack.artist(seed))),
        None => c.signal.about().to_owned(),
    };
    let mut lines = vec![(name, theme.heading)];
    if cells < ONE_LINE_FROM {
        lines.push((evidence_line(pack, c), theme.text));
        lines.push((factors(c), theme.text));
    } else {
        lines.push((format!("{} · {}", evidence_line(pack, c), factors(c)), theme.text));
    }
    for (n, (text, style)) in lines.into_iter().take(usize::from(layout.evidence.height)).enumerate() {
        buffer.set_stringn(layout.evidence.x, layout.evidence.y + n as u16, fit(&text, cells), cells, style);
    }
    regions.add(layout.lists, Zone::Lists);
    draw_lists(state, pack, reasons, buffer, layout.lists);
}

/// The names of the lists, a window of them; the last line says how many more there are.
fn draw_lists(state: &State, pack: &Pack, reasons: &Reasons, buffer: &mut Buffer, area: Rect) {
    let lines = usize::from(area.height);
    let rest = reasons.lists.len().saturating_sub(reasons.lists_offset);
    let cells = usize::from(area.width);
    for n in 0..rest.min(lines) {
        let list = reasons.lists[reasons.lists_offset + n];
        let more = rest - n;
        let text = if n + 1 == lines && more > 1 && lines > 1 {
            format!("  … {}", counted(more, "more list", "more lists"))
        } else {
            let date = pack.list_date(list).map(|d| format!(" ({d})")).unwrap_or_default();
            let name = match pack.list_name(list) {
                "" => format!("list number {}", list.0),
                name => name.to_owned(),
            };
            let others =
                if lines == 1 && more > 1 { format!(", and {} more", more - 1) } else { String::new() };
            format!("  {name}{date}{others}")
        };
        buffer.set_stringn(area.x, area.y + n as u16, fit(&text, cells), cells, state.theme.dim);
    }
}

/// The three numbers whose product the points are.
fn factors(c: &crate::engine::Contribution) -> String {
    if let Evidence::Above { .. } = c.evidence {
        return format!("share {}", hundredths(c.factors.mixer));
    }
    let weight = decimal_of(u64::from(c.factors.weight), 65_536);
    let seed = decimal_of(u64::from(c.factors.seed), u64::from(SEED_ONE));
    let mixer = hundredths(c.factors.mixer);
    if c.evidence.seed().is_some() {
        format!("seed {seed} × weight {weight} × mix {mixer}")
    } else {
        format!("weight {weight} × mix {mixer}")
    }
}

/// A fixed-point number with three places, cut.
fn decimal_of(n: u64, one: u64) -> String {
    let thousandths = n * 1000 / one;
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

fn hundredths(n: i32) -> String {
    let one = MIXER_ONE.unsigned_abs();
    let sign = if n < 0 { "−" } else { "" };
    format!("{sign}{}.{:02}", n.unsigned_abs() / one, n.unsigned_abs() % one)
}
