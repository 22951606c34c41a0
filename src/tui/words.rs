//! Small words for people: ages and moments.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::history::{DAY, UnixSeconds};

const HOUR: i64 = 3_600;
const WEEK: i64 = 7 * DAY;
const YEAR: i64 = 365 * DAY;

const UNITS: [(i64, char); 4] = [(YEAR, 'y'), (WEEK, 'w'), (DAY, 'd'), (HOUR, 'h')];

/// How long ago something was, in at most three characters for a century: `5m`, `3h`, `6d`, `2w`, `1y`.
#[must_use]
pub fn age(now: UnixSeconds, at: UnixSeconds) -> String {
    let seconds = now.saturating_sub(at).max(0);
    let (unit, name) = UNITS.into_iter().find(|(unit, _)| seconds >= *unit).unwrap_or((60, 'm'));
    format!("{}{name}", (seconds / unit).min(99))
}

/// Day and minute on the clock of a zone: `2026-11-20 22:14`.
#[must_use]
pub fn moment(at: UnixSeconds, zone: &TimeZone) -> String {
    match Timestamp::from_second(at) {
        Ok(at) => at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string(),
        Err(_) => "at no known time".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        assert_eq!(moment(0, &TimeZone::UTC), "1970-01-01 00:00");
        assert_eq!(moment(i64::MAX, &TimeZone::UTC), "at no known time");
    }

    #[test]
    fn ages() {
        let now = 2_000_000_000;
        for (seconds, said) in [
            (-5, "0m"),
            (59, "0m"),
            (HOUR - 1, "59m"),
            (HOUR, "1h"),
            (DAY - 1, "23h"),
            (DAY, "1d"),
            (WEEK, "1w"),
            (YEAR - 1, "52w"),
            (YEAR, "1y"),
            (40 * YEAR, "40y"),
        ] {
            assert_eq!(age(now, now - seconds), said);
        }
        assert_eq!(age(i64::MAX, i64::MIN), "99y");
    }
}
