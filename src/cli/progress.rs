//! Progress of long reading, on standard error, and only where a person sees it.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::sources::Progress;

use super::console::{Console, message};

/// What takes less time shows no bar: it would only flicker.
const PATIENCE: Duration = Duration::from_millis(250);

/// A bar that comes up when something takes long: what is done of each stage, and the time left at the rate of that stage.
#[derive(Debug)]
pub(super) struct Bar {
    drawn: ProgressBar,
    begun: Instant,
    wanted: bool,
    notes: bool,
    /// The stage that is drawn, and whether its end is known.
    stage: Mutex<Option<(&'static str, bool)>>,
}

impl Bar {
    /// A bar for this console.
    pub(super) fn new(console: &Console) -> Self {
        let drawn = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self {
            drawn,
            begun: Instant::now(),
            wanted: console.shows_progress(),
            notes: console.shows_notes(),
            stage: Mutex::new(None),
        }
    }

    /// In `stage`, so many of all are done; 0 of all when that is not known yet. `what` names them.
    pub(super) fn count(&self, stage: &'static str, done: u64, all: u64, what: &str) {
        if all == 0 {
            return self.at(stage, 0, None);
        }
        let form = format!("{{msg}} {{wide_bar}} {{percent}} % of {{human_len}} {what}, {{eta}} left");
        self.draw(stage, done, Some(all), &form);
    }

    /// Draws how far a stage is, in the form that goes with it.
    fn draw(&self, stage: &'static str, done: u64, total: Option<u64>, form: &str) {
        if !self.wanted || self.begun.elapsed() < PATIENCE {
            return;
        }
        let mut drawn = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        if *drawn != Some((stage, total.is_some())) {
            *drawn = Some((stage, total.is_some()));
            if let Ok(style) = ProgressStyle::with_template(form) {
                self.drawn.set_style(style);
            }
            self.drawn.set_message(stage);
            self.drawn.set_position(done);
            // The time left is told by the rate of this stage alone.
            self.drawn.reset_eta();
            self.drawn.set_draw_target(ProgressDrawTarget::stderr());
        }
        drop(drawn);
        if let Some(total) = total {
            self.drawn.set_length(total);
        }
        self.drawn.set_position(done);
    }
}

impl Progress for Bar {
    fn at(&self, stage: &'static str, done: u64, total: Option<u64>) {
        let form = match (total, done) {
            (Some(_), _) => {
                "{msg} {wide_bar} {decimal_bytes}/{decimal_total_bytes} {decimal_bytes_per_sec}, {eta} left"
            }
            (None, 0) => "{msg} {spinner}",
            (None, _) => "{msg} {spinner} {decimal_bytes} {decimal_bytes_per_sec}",
        };
        self.draw(stage, done, total, form);
    }

    fn note(&self, text: &str) {
        if self.notes {
            self.drawn.suspend(|| message(text));
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.drawn.finish_and_clear();
    }
}
