//! How old a list is among the others of its pack, by its place in the order of dates.
//!
//! Lists are numbered by age, the dated ones first, so that the age of one is found without looking at all. Must not know what
//! age does to a weight.

use super::{ListId, Pack};

impl Pack {
    /// The age of a list: the share of dated lists that are newer, from 0 (of the newest date) to 1 (of the oldest). Lists of one
    /// date are of one age; a list without a date is of age 0. Dates are compared as text.
    #[must_use]
    pub fn list_age(&self, list: ListId) -> f64 {
        let Some(date) = self.list_date(list).filter(|d| is_date(d)) else { return 0.0 };
        let dated = self.first_list(|d| !is_date(d));
        let newer = |date: &str| dated - self.first_list(|d| !is_date(d) || d > date).min(dated);
        let oldest = self.list_date(ListId(0)).unwrap_or_default();
        f64::from(newer(date)) / f64::from(newer(oldest).max(1))
    }

    /// The first list whose date is so, where all after it are.
    fn first_list(&self, is_so: impl Fn(&str) -> bool) -> u32 {
        let (mut from, mut to) = (0, self.list_count() as u32);
        while from < to {
            let mid = from + (to - from) / 2;
            if is_so(self.list_date(ListId(mid)).unwrap_or_default()) {
                to = mid;
            } else {
                from = mid + 1;
            }
        }
        from
    }
}

/// True for a text that can be told as a date: it begins with a year.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() >= 4 && text.bytes().take(4).all(|b| b.is_ascii_digit())
}
