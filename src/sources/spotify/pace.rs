//! How fast requests may follow each other, and how long to wait when told to. Pure: time is an argument.

use std::time::Duration;

/// So many requests may go at once after a rest.
const BURST: u32 = 5;

/// One more may go after this long. Spotify publishes no number; terminal clients that keep to this are served.
const EVERY: Duration = Duration::from_millis(250);

/// A wait up to this long is sat out; a longer one is told to the person instead.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// A request is tried at most so often when told to wait.
pub(super) const TRIES: u32 = 3;

/// A bucket of requests that fills with time.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    /// When the bucket would be full, in time since the start.
    full_at: Duration,
}

impl Pace {
    pub(super) fn new() -> Self {
        Self { full_at: Duration::ZERO }
    }

    /// Takes one request out of the bucket at `now`, and gives how long to wait before it is sent.
    pub(super) fn take(&mut self, now: Duration) -> Duration {
        self.full_at = self.full_at.max(now) + EVERY;
        self.full_at.saturating_sub(now).saturating_sub(EVERY * BURST)
    }
}

/// The seconds of a `Retry-After` header. Only whole numbers are given by Spotify; a date, or nonsense, is no number.
pub(super) fn retry_after(header: Option<&str>) -> Option<u64> {
    header?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_then_four_a_second() {
        let mut pace = Pace::new();
        let waits: Vec<u64> = (0..8).map(|_| pace.take(Duration::ZERO).as_millis() as u64).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 250, 500, 750]);
        // After a long rest there is a burst again.
        assert_eq!(pace.take(Duration::from_secs(60)), Duration::ZERO);
        // Requests that come slower than the bucket fills never wait.
        for n in 0..100 {
            assert_eq!(pace.take(Duration::from_secs(61) + EVERY * n), Duration::ZERO);
        }
    }

    #[test]
    fn only_numbers_are_seconds() {
        assert_eq!(retry_after(Some(" 74214 ")), Some(74_214));
        assert_eq!(retry_after(Some("Wed, 21 Oct 2026 07:28:00 GMT")), None);
        assert_eq!((retry_after(Some("-1")), retry_after(None)), (None, None));
    }
}
