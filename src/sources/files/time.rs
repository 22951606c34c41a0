//! The ways files write a moment, and which moments can be true.

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, tz::TimeZone};

use crate::history::UnixSeconds;

/// Nobody's player wrote down a listen before 2000-01-01; such times are clocks that were never set.
pub const EARLIEST: UnixSeconds = 946_684_800;

/// A clock or a zone may be ahead by this much.
const AHEAD: UnixSeconds = 48 * 3600;

/// Numbers above this are milliseconds (in seconds it would be the year 5138).
const FROM_HERE_MILLISECONDS: i64 = 100_000_000_000;

/// The span of time in which a listen can have happened.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    latest: UnixSeconds,
}

impl Window {
    /// From [`EARLIEST`] to two days after `now`.
    pub(crate) fn until(now: UnixSeconds) -> Self {
        Self { latest: now.saturating_add(AHEAD) }
    }

    /// The moment, when a listen can have happened then.
    pub(super) fn admit(self, at: UnixSeconds) -> Option<UnixSeconds> {
        (EARLIEST..=self.latest).contains(&at).then_some(at)
    }

    /// A moment as a text: RFC 3339, `YYYY-MM-DD HH:MM[:SS]`, `YYYY-MM-DD` or [`day_month_year`] (UTC), or a UNIX time as
    /// [`Window::number`].
    pub(super) fn text(self, text: &str) -> Option<UnixSeconds> {
        let text = text.trim();
        let digits = text.strip_prefix('-').unwrap_or(text);
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return match text.parse::<i64>() {
                Ok(n) => self.number(n),
                Err(_) => self.number(text.parse::<f64>().ok()? as i64),
            };
        }
        let text = text.strip_suffix(" UTC").unwrap_or(text);
        let parsed = if let Ok(t) = text.parse::<Timestamp>() {
            t
        } else if text.len() == "YYYY-MM-DD".len() {
            text.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp()
        } else if let Ok(t) = text.parse::<DateTime>() {
            t.to_zoned(TimeZone::UTC).ok()?.timestamp()
        } else {
            return self.admit(day_month_year(text)?);
        };
        self.admit(parsed.as_second())
    }

    /// What a clock showed in a zone, as seconds that were counted as if it were UTC.
    pub(super) fn wall_clock(self, shown: i64, zone: &TimeZone) -> Option<UnixSeconds> {
        let shown = Timestamp::from_second(shown).ok()?.to_zoned(TimeZone::UTC).datetime();
        self.admit(shown.to_zoned(zone.clone()).ok()?.timestamp().as_second())
    }

    /// UNIX seconds, or milliseconds when too large for that.
    pub(super) fn number(self, n: i64) -> Option<UnixSeconds> {
        self.admit(if n >= FROM_HERE_MILLISECONDS { n.div_euclid(1000) } else { n })
    }
}

/// `01 May 2024 10:10` or `01 May 2024, 10:10`, as Last.fm shows times, in UTC.
pub(super) fn day_month_year(text: &str) -> Option<UnixSeconds> {
    let text = text.trim();
    let parsed =
        DateTime::strptime("%d %b %Y %H:%M", text).or_else(|_| DateTime::strptime("%d %b %Y, %H:%M", text));
    Some(parsed.ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WINDOW: Window = Window { latest: 4_000_000_000 };

    #[test]
    fn every_way_to_write_one_moment() {
        for text in [
            "2022-06-17T19:53:00Z",
            "2022-06-17T21:53:00+02:00",
            "2022-06-17T19:53:00.000Z",
            "2022-06-17 19:53",
            "2022-06-17 19:53:00",
            "2022-06-17T19:53:00",
            " 2022-06-17 19:53:00 UTC",
            "1655495580",
            "1655495580.0",
            "1655495580000",
            "17 Jun 2022 19:53",
            "17 Jun 2022, 19:53",
        ] {
            assert_eq!(WINDOW.text(text), Some(1_655_495_580), "{text}");
        }
        assert_eq!(WINDOW.text("2022-06-17"), Some(1_655_424_000));
    }

    #[test]
    fn what_cannot_be_true_is_no_time() {
        for text in [
            "",
            "-",
            ".",
            "0",
            "1970-01-01T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "-9999-01-01T00:00:00Z",
            "99999-01-01",
            "2022-13-40 25:61",
            "99999999999999999999999999",
            "-1655495580",
            "1.7e308",
            "yesterday",
        ] {
            assert_eq!(WINDOW.text(text), None, "{text}");
        }
        assert_eq!(Window::until(0).text("2022-06-17"), None);
        assert!(Window::until(i64::MAX).admit(i64::MAX).is_some());
        assert_eq!(WINDOW.number(i64::MIN), None);
    }

    #[test]
    fn a_clock_is_read_in_its_zone() {
        // What a clock in Berlin showed at 19:53 UTC in June: 21:53.
        let shown = 1_655_495_580 + 2 * 3600;
        let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        assert_eq!(WINDOW.wall_clock(shown, &berlin), Some(1_655_495_580));
        assert_eq!(WINDOW.wall_clock(shown, &TimeZone::UTC), Some(shown));
        assert_eq!(WINDOW.wall_clock(i64::MAX, &berlin), None);
    }

    proptest! {
        #[test]
        fn any_text_and_number_end_without_a_panic(text in "[-0-9T:Z .+]{0,30}|\\PC*", n in any::<i64>()) {
            for at in [WINDOW.text(&text), WINDOW.number(n)].into_iter().flatten() {
                prop_assert!((EARLIEST..=4_000_000_000).contains(&at));
            }
        }
    }
}
