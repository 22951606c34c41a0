//! The first few of many finds, without keeping the many.

use super::Found;

/// The best finds so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Best {
    limit: usize,
    /// In order as far as `ordered`; what came since stands behind.
    all: Vec<Found>,
    /// What a find must come before to matter, once there are `limit`.
    last: Option<Found>,
}

impl Best {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, all: Vec::new(), last: None }
    }

    pub(super) fn push(&mut self, found: Found) {
        if self.limit == 0 || self.last.is_some_and(|l| l.order() < found.order()) {
            return;
        }
        self.all.push(found);
        if self.all.len() >= self.limit.saturating_mul(2).max(64) {
            self.settle();
        }
    }

    /// Puts the finds in order and lets go of what is too much.
    pub(super) fn settle(&mut self) {
        self.all.sort_unstable_by_key(Found::order);
        self.all.truncate(self.limit);
        self.last = self.all.last().copied().filter(|_| self.all.len() == self.limit);
    }

    /// The finds; in order after [`Best::settle`].
    pub(super) fn found(&self) -> &[Found] {
        &self.all
    }
}
