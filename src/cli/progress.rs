//! Progress of long reading, on standard error, and only where a person sees it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::sources::Progress;

use super::console::Console;

/// What takes less time shows no bar: it would only flicker.
const PATIENCE: Duration = Duration::from_millis(250);

/// A bar of bytes that comes up when reading takes long.
#[derive(Debug)]
pub(super) struct Bar {
    drawn: ProgressBar,
    begun: Instant,
    wanted: bool,
    shown: AtomicBool,
}

impl Bar {
    /// A bar for this console.
    pub(super) fn new(console: &Console) -> Self {
        let drawn = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self { drawn, begun: Instant::now(), wanted: console.shows_progress(), shown: AtomicBool::new(false) }
    }

    fn show(&self, total: Option<u64>) {
        let form = if total.is_some() {
            "{msg} {wide_bar} {decimal_bytes}/{decimal_total_bytes} {decimal_bytes_per_sec}"
        } else {
            "{msg} {spinner} {decimal_bytes} {decimal_bytes_per_sec}"
        };
        if let Ok(style) = ProgressStyle::with_template(form) {
            self.drawn.set_style(style);
        }
        self.drawn.set_draw_target(ProgressDrawTarget::stderr());
    }
}

impl Progress for Bar {
    fn at(&self, stage: &'static str, done: u64, total: Option<u64>) {
        if !self.wanted || self.begun.elapsed() < PATIENCE {
            return;
        }
        if !self.shown.swap(true, Ordering::Relaxed) {
            self.show(total);
        }
        if let Some(total) = total {
            self.drawn.set_length(total);
        }
        self.drawn.set_message(stage);
        self.drawn.set_position(done);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.drawn.finish_and_clear();
    }
}
