//! Spans that a choice names: days of the history, years of release, hours of the day. Both ends are included.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use thiserror::Error;

use crate::history::UnixSeconds;

/// Why a text is no span.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SpanError {
    /// No days.
    #[error(
        "`{0}` is no period: give FROM..TO, or one of them, as in 2025-12-01..2025-12-31, 2025-12 or 2025"
    )]
    Period(String),
    /// No years.
    #[error("`{0}` is no span of years: give FROM..TO, a year or a decade, as in 1985..1994, 1994 or 1990s")]
    Years(String),
    /// No hours.
    #[error("`{0}` is no span of hours: give FROM..TO or one, from 0 to 23, as in 22..5")]
    Hours(String),
}

/// The two ends of `FROM..TO`, or the one text twice.
fn ends(text: &str) -> (&str, &str) {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    (from.trim(), to.trim())
}

/// Days, from the beginning of the first to the end of the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Period {
    /// Its first second, and the first one after it.
    pub(super) fn seconds(self, zone: &TimeZone) -> Option<(UnixSeconds, UnixSeconds)> {
        let begin = |day: Date| day.to_zoned(zone.clone()).ok().map(|z| z.timestamp().as_second());
        Some((begin(self.from)?, begin(self.to.tomorrow().ok()?)?))
    }
}

impl FromStr for Period {
    type Err = SpanError;

    /// Each end is a day, a month or a year.
    fn from_str(text: &str) -> Result<Self, SpanError> {
        let (from, to) = ends(text);
        let read = || {
            let (from, _) = days(from)?;
            let (_, to) = days(to)?;
            (from <= to).then_some(Self { from, to })
        };
        read().ok_or_else(|| SpanError::Period(text.to_owned()))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to { self.from.fmt(f) } else { write!(f, "{}..{}", self.from, self.to) }
    }
}

/// The first and last day of a day, a month (`2025-12`) or a year (`2025`).
fn days(text: &str) -> Option<(Date, Date)> {
    if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return None;
    }
    match text.len() {
        10 => text.parse().ok().map(|day| (day, day)),
        7 => format!("{text}-01").parse::<Date>().ok().map(|first| (first, first.last_of_month())),
        4 => format!("{text}-01-01").parse::<Date>().ok().map(|first| (first, first.last_of_year())),
        _ => None,
    }
}

/// Years of first release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Years {
    /// The first year.
    pub from: u16,
    /// The last year.
    pub to: u16,
}

impl Years {
    /// True for a year within.
    #[must_use]
    pub fn contains(self, year: u16) -> bool {
        (self.from..=self.to).contains(&year)
    }
}

impl FromStr for Years {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Self, SpanError> {
        let year = |t: &str| {
            let plain = (1..=4).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
            t.parse::<u16>().ok().filter(|y| plain && *y > 0)
        };
        let read = || {
            if let Some(decade) = text.trim().strip_suffix('s') {
                return year(decade).filter(|y| y % 10 == 0).map(|from| Self { from, to: from + 9 });
            }
            let (from, to) = ends(text);
            Some(Self { from: year(from)?, to: year(to)? }).filter(|y| y.from <= y.to)
        };
        read().ok_or_else(|| SpanError::Years(text.to_owned()))
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to } = *self;
        if from == to {
            write!(f, "{from}")
        } else if from % 10 == 0 && to == from + 9 {
            write!(f, "{from}s")
        } else {
            write!(f, "{from}..{to}")
        }
    }
}

/// Hours of the day on the person's clock; `22..5` goes over midnight and ends at 05:59.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours {
    /// The first hour, 0 to 23.
    pub from: u8,
    /// The last hour, 0 to 23.
    pub to: u8,
}

impl Hours {
    /// True for an hour within.
    #[must_use]
    pub fn contains(self, hour: u8) -> bool {
        if self.from <= self.to {
            (self.from..=self.to).contains(&hour)
        } else {
            hour >= self.from || hour <= self.to
        }
    }

    /// The hour of a moment on the clock of a zone.
    #[must_use]
    pub fn at(moment: UnixSeconds, zone: &TimeZone) -> Option<u8> {
        let moment = jiff::Timestamp::from_second(moment).ok()?;
        u8::try_from(zone.to_datetime(moment).hour()).ok()
    }
}

impl FromStr for Hours {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Self, SpanError> {
        let (from, to) = ends(text);
        let hour = |t: &str| t.parse::<u8>().ok().filter(|h| *h < 24);
        let read = || Some(Self { from: hour(from)?, to: hour(to)? });
        read().ok_or_else(|| SpanError::Hours(text.to_owned()))
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            write!(f, "{}", self.from)
        } else {
            write!(f, "{}..{}", self.from, self.to)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn periods_as_people_write_them() {
        let of = |text: &str| text.parse::<Period>().map(|p| (p.from, p.to)).ok();
        assert_eq!(of("2025-12"), Some((date(2025, 12, 1), date(2025, 12, 31))));
        assert_eq!(of("2024-02..2024-02"), Some((date(2024, 2, 1), date(2024, 2, 29))));
        assert_eq!(of("2024..2025-03-05"), Some((date(2024, 1, 1), date(2025, 3, 5))));
        assert_eq!(of(" 2025-12-24 .. 2025-12-26 "), Some((date(2025, 12, 24), date(2025, 12, 26))));
        for wrong in
            ["", "december", "2025-13", "2025-12-31..2025-12-01", "2025-1", "..", "2025..", "2025-12-01T00"]
        {
            assert_eq!(of(wrong), None, "{wrong}");
        }
        assert_eq!("2025-12".parse::<Period>().unwrap().to_string(), "2025-12-01..2025-12-31");
    }

    #[test]
    fn years_and_hours() {
        let years = |text: &str| text.parse::<Years>().map(|y| (y.from, y.to)).ok();
        assert_eq!(years("1990s"), Some((1990, 1999)));
        assert_eq!(years("1985..1994"), Some((1985, 1994)));
        assert_eq!(years("1994"), Some((1994, 1994)));
        for wrong in ["", "1995s", "1994..1985", "0", "19941", "-5", "+199"] {
            assert_eq!(years(wrong), None, "{wrong}");
        }
        let night: Hours = "22..5".parse().unwrap();
        assert!(
            [22, 23, 0, 5].iter().all(|h| night.contains(*h)) && !night.contains(6) && !night.contains(21)
        );
        assert!("24".parse::<Hours>().is_err() && "5..x".parse::<Hours>().is_err());
    }

    #[test]
    fn the_clock_is_that_of_the_zone() {
        // 2025-07-01T00:30:00Z is half past two in Berlin's summer.
        let berlin = TimeZone::fixed(jiff::tz::offset(2));
        assert_eq!(Hours::at(1_751_329_800, &TimeZone::UTC), Some(0));
        assert_eq!(Hours::at(1_751_329_800, &berlin), Some(2));
        assert_eq!(Hours::at(i64::MAX, &berlin), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(from in 1u16..9000, length in 0u16..99, a in 0u8..24, b in 0u8..24) {
            let years = Years { from, to: from + length };
            prop_assert_eq!(years.to_string().parse(), Ok(years));
            let hours = Hours { from: a, to: b };
            prop_assert_eq!(hours.to_string().parse(), Ok(hours));
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,20}") {
            let _ = (text.parse::<Period>(), text.parse::<Years>(), text.parse::<Hours>());
        }
    }
}
