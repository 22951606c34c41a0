//! Progress of long reading, on standard error, and only where a person sees it.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::sources::Progress;

use super::console::Console;

/// What takes less time shows no bar: it would only flicker.
const PATIENCE: Duration = Duration::from_millis(250);

/// A bar that comes up when something takes long: what is done of each stage, and the time left at the rate of that stage.
#[derive(Debug)]
pub(super) struct Bar {
    drawn: ProgressBar,
    begun: Instant,
    wanted: bool,
    /// The stage that is drawn, and whether its end is known.
    stage: Mutex<Option<(&'static str, bool)>>,
}

impl Bar {
    /// A bar for this console.
    pub(super) fn new(console: &Console) -> Self {
        let drawn = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self { drawn, begun: Instant::now(), wanted: console.shows_progress(), stage: Mutex::new(None) }
    }

    /// Draws another stage from its beginning.
    fn begin(&self, stage: &'static str, total: Option<u64>, done: u64) {
        let form = match (total, done) {
            (Some(_), _) => {
                "{msg} {wide_bar} {decimal_bytes}/{decimal_total_bytes} {decimal_bytes_per_sec}, {eta} left"
            }
            (None, 0) => "{msg} {spinner}",
            (None, _) => "{msg} {spinner} {decimal_bytes} {decimal_bytes_per_sec}",
        };
        if let Ok(style) = ProgressStyle::with_template(form) {
            self.drawn.set_style(style);
        }
        self.drawn.set_message(stage);
        self.drawn.set_position(done);
        self.drawn.reset_eta();
        self.drawn.set_draw_target(ProgressDrawTarget::stderr());
    }
}

impl Progress for Bar {
    fn at(&self, stage: &'static str, done: u64, total: Option<u64>) {
        if !self.wanted || self.begun.elapsed() < PATIENCE {
            return;
        }
        let now = Some((stage, total.is_some()));
        let mut drawn = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        if *drawn != now {
            *drawn = now;
            self.begin(stage, total, done);
        }
        drop(drawn);
        if let Some(total) = total {
            self.drawn.set_length(total);
        }
        self.drawn.set_position(done);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.drawn.finish_and_clear();
    }
}
