//! The mixer: a slider for every lever and every signal, the presets, and what each would do. It shares the screen with the
//! recommendations, which follow every move.

use super::Row;
use crate::choices::{Choice, LEVER_LIMIT, Lever, PRESETS, Preset, idle};
use crate::engine::{MIXER_ONE, Mixer as Weights, SignalKind, hundredths};
use crate::history::WeightSettings;
use crate::tui::reasons::Role;
use crate::tui::state::{Library, State};
use crate::tui::widget::row::{left, right};
use crate::tui::widget::slider::Slider;

/// Cells of the names.
const NAME: usize = 18;
/// Cells of the values.
const VALUE: usize = 9;
/// The longest slider.
const LONGEST: usize = 41;

/// The half-lives that the slider stands on, in days.
const HALF_LIVES: [u32; 10] = [7, 14, 30, 60, 90, 180, 365, 730, 1825, 0];

/// Something with a slider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knob {
    /// Which preset.
    Preset,
    /// From new to familiar.
    Familiar,
    /// From obscure to popular.
    Popular,
    /// How fast plays grow old.
    HalfLife,
    /// Whether heard tracks are let in.
    Heard,
    /// A signal's weight.
    Signal(SignalKind),
}

/// The knobs, and why some of them do nothing here.
#[derive(Debug)]
pub struct Mixer {
    /// The knobs, from the top.
    pub knobs: Vec<(Knob, Option<&'static str>)>,
}

/// The cells of a row's slider: from where, and how many.
#[must_use]
fn track(cells: usize) -> (usize, usize) {
    (NAME, cells.saturating_sub(NAME + VALUE + 1).min(LONGEST) | 1)
}

impl Mixer {
    /// The mixer for a history and a pack.
    #[must_use]
    pub fn new(library: &Library) -> Self {
        let heard = library.listener.heard();
        let levers = [Knob::Preset, Knob::Familiar, Knob::Popular, Knob::HalfLife, Knob::Heard];
        let of_signal = |s| (Knob::Signal(s), idle(s, &heard));
        let knobs = levers.into_iter().map(|k| (k, None)).chain(SignalKind::ALL.into_iter().map(of_signal));
        Self { knobs: knobs.collect() }
    }

    pub(super) fn head(&self, state: &State, row: usize) -> Vec<(Role, String)> {
        let Some((knob, idle)) = self.knobs.get(row) else { return Vec::new() };
        let mut head = vec![(Role::Text, about(state, *knob))];
        match idle {
            Some(why) => head.push((Role::Warning, format!("Does nothing here: {why}."))),
            None => head.push((Role::Aside, origin(state, *knob))),
        }
        head.push((Role::Text, String::new()));
        head
    }

    pub(super) fn row(&self, state: &State, row: usize, cells: usize) -> Row {
        let (Some((knob, idle)), theme) = (self.knobs.get(row), &state.theme) else { return Row::default() };
        let name = match knob {
            Knob::Preset => "preset",
            Knob::Familiar => "new ↔ familiar",
            Knob::Popular => "rare ↔ popular",
            Knob::HalfLife => "half-life",
            Knob::Heard => "heard tracks",
            Knob::Signal(signal) => signal.name(),
        };
        let (from, length) = track(cells);
        let names = if idle.is_some() { theme.dim } else { theme.text };
        let value = value_text(state, *knob);
        let columns = |track: String| {
            vec![(left(name, NAME), names), (left(&track, length), theme.dim), (right(&value, VALUE), names)]
        };
        if *knob == Knob::Preset {
            let mut row = Row::of(columns(String::new()));
            row.cells =
                vec![(left(name, NAME), theme.text), (format!("‹ {} ›", preset(state).name), theme.key)];
            return row;
        }
        let (low, high) = range(*knob);
        let slider = Slider { low, high, zero: zero(*knob), at: value_of(state, *knob) };
        let (text, fill) = (slider.track(length), slider.fill(length));
        let style = if slider.at < slider.zero { theme.minus } else { theme.plus };
        Row { cells: columns(text), bar: Some((from + fill.0, fill.1, style)) }
    }

    /// The choice that moves a knob by so many steps, coarse or fine; `None` where it is at its end.
    #[must_use]
    pub fn moved(&self, state: &State, row: usize, steps: i32, fine: bool) -> Option<Choice> {
        let (knob, _) = self.knobs.get(row)?;
        let now = value_of(state, *knob);
        let step = match knob {
            Knob::Familiar | Knob::Popular | Knob::Signal(_) if !fine => 5,
            _ => 1,
        };
        let to = match knob {
            Knob::Preset => (now + steps).rem_euclid(PRESETS.len() as i32),
            // A coarse step goes to the next round value.
            _ if step > 1 && steps > 0 => (now.div_euclid(step) + steps) * step,
            _ if step > 1 => (-((-now).div_euclid(step)) + steps) * step,
            _ => now.saturating_add(steps),
        };
        choice(*knob, to).filter(|_| to != now)
    }

    /// The choice that puts a knob where the mouse is: so many cells from the left of the row.
    #[must_use]
    pub fn pointed(&self, row: usize, cells: usize, column: usize) -> Option<Choice> {
        let (knob, _) = self.knobs.get(row)?;
        let (from, length) = track(cells);
        let at = column.checked_sub(from).filter(|at| *at < length && *knob != Knob::Preset)?;
        let (low, high) = range(*knob);
        let value = low + ((high - low) * at as i32 + (length as i32 - 1) / 2) / (length as i32 - 1).max(1);
        choice(*knob, value)
    }
}

/// The preset in force.
fn preset(state: &State) -> &'static Preset {
    match state.query.choices.about(&Choice::Set(Lever::Preset(&PRESETS[0]))) {
        Some(Choice::Set(Lever::Preset(preset))) => preset,
        _ => &PRESETS[0],
    }
}

/// The lever of a knob, standing at a value; `None` for a value that it does not have.
fn choice(knob: Knob, value: i32) -> Option<Choice> {
    let lever = match knob {
        Knob::Preset => Lever::Preset(PRESETS.get(usize::try_from(value).ok()?)?),
        Knob::Familiar => Lever::Familiar(value.clamp(-LEVER_LIMIT, LEVER_LIMIT)),
        Knob::Popular => Lever::Popular(value.clamp(-LEVER_LIMIT, LEVER_LIMIT)),
        Knob::HalfLife => Lever::HalfLife(*HALF_LIVES.get(usize::try_from(value).ok()?)?),
        Knob::Heard => Lever::Heard,
        Knob::Signal(signal) => {
            let (low, high) = signal.range();
            Lever::Weight(signal, value.clamp(low, high))
        }
    };
    Some(Choice::Set(lever))
}

/// Any choice about what a knob moves: for what stands in its place.
#[must_use]
pub fn place_of(knob: Knob) -> Option<Choice> {
    choice(knob, 0)
}

/// Where a knob stands: what the person chose, or what the newest ranking used.
fn value_of(state: &State, knob: Knob) -> i32 {
    let own = place_of(knob).and_then(|c| state.query.choices.about(&c).cloned());
    let settings = state.answer.as_ref().map(|a| a.answer.settings());
    match (knob, own) {
        (Knob::Preset, _) => PRESETS.iter().position(|p| p == preset(state)).unwrap_or(0) as i32,
        (_, Some(Choice::Set(Lever::Familiar(n) | Lever::Popular(n) | Lever::Weight(_, n)))) => n,
        (Knob::HalfLife, own) => {
            let used = state.answer.as_ref().map_or(WeightSettings::default(), |a| *a.answer.weight());
            let days = match own {
                Some(Choice::Set(Lever::HalfLife(days))) => days,
                _ => used.half_life_days,
            };
            let order = |d: u32| if d == 0 { u32::MAX } else { d };
            HALF_LIVES.iter().position(|d| order(*d) >= order(days)).unwrap_or(HALF_LIVES.len() - 1) as i32
        }
        (Knob::Heard, _) => i32::from(settings.is_some_and(|s| s.heard_too)),
        (Knob::Signal(signal), _) => settings.map_or(0, |s| s.mixer.weight(signal)),
        (Knob::Familiar | Knob::Popular, _) => of_preset(preset(state), knob).unwrap_or(0),
    }
}

/// Where a preset puts one of the two tilts.
fn of_preset(preset: &Preset, knob: Knob) -> Option<i32> {
    preset.choices.iter().find_map(|c| match (c, knob) {
        (Choice::Set(Lever::Familiar(n)), Knob::Familiar)
        | (Choice::Set(Lever::Popular(n)), Knob::Popular) => Some(*n),
        _ => None,
    })
}

/// What a slider shows from end to end. A signal's weight may go further.
fn range(knob: Knob) -> (i32, i32) {
    match knob {
        Knob::Preset => (0, PRESETS.len() as i32 - 1),
        Knob::Familiar | Knob::Popular => (-LEVER_LIMIT, LEVER_LIMIT),
        Knob::HalfLife => (0, HALF_LIVES.len() as i32 - 1),
        Knob::Heard => (0, 1),
        Knob::Signal(signal) => {
            let (low, high) = signal.range();
            (low.max(-2 * MIXER_ONE), high.min(2 * MIXER_ONE))
        }
    }
}

/// From where a slider is filled.
fn zero(knob: Knob) -> i32 {
    match knob {
        Knob::HalfLife => range(knob).0,
        _ => 0,
    }
}

fn value_text(state: &State, knob: Knob) -> String {
    let value = value_of(state, knob);
    match knob {
        Knob::Preset => String::new(),
        Knob::Familiar | Knob::Popular => format!("{value:+} %").replace('-', "−").replace("+0", "0"),
        Knob::HalfLife => match HALF_LIVES.get(value as usize) {
            Some(0) | None => "no ageing".to_owned(),
            Some(days) => format!("{days} d"),
        },
        Knob::Heard => if value == 1 { "let in" } else { "kept out" }.to_owned(),
        Knob::Signal(_) => hundredths(value).replace('-', "−"),
    }
}

/// What a knob does.
fn about(state: &State, knob: Knob) -> String {
    match knob {
        Knob::Preset => preset(state).about.to_owned(),
        Knob::Familiar => {
            "Above 0 heard tracks are let in and count more; below 0 artists you know count less.".into()
        }
        Knob::Popular => "Above 0 tracks in many lists count more, below 0 those in few.".into(),
        Knob::HalfLife => "After so many days a play counts half as much.".into(),
        Knob::Heard => "Whether tracks that you heard may be listed.".into(),
        Knob::Signal(signal) => {
            let about = signal.about();
            let mut text: String = about.chars().take(1).flat_map(char::to_uppercase).collect();
            text.extend(about.chars().skip(1));
            text + "."
        }
    }
}

/// Who put a knob where it stands.
fn origin(state: &State, knob: Knob) -> String {
    let own = place_of(knob).is_some_and(|c| state.query.choices.about(&c).is_some());
    let by = if own { "Set by you" } else { "As the preset and the pack say" };
    match (knob, state.library()) {
        (Knob::Signal(signal), Some(library)) => {
            let pack = Weights::of(library.listener.pack.card());
            format!("{by}; the pack has {}.", pack.shown(signal).replace('-', "−"))
        }
        _ => format!("{by}."),
    }
}
