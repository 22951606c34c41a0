//! How old a list is among the others of its data set. (`Pack::list_age` says the same of a list of a pack.)

use crate::pack::is_date;

/// The age of each list, from 0 (of the newest date) to 1 (of the oldest), by its place in the order of dates: the share of
/// dated lists that are newer. Lists of one date are of one age; a list without a date is of age 0. A text counts as a date
/// when it begins with four digits; dates are compared as text.
pub(super) fn ages(dates: &[&str]) -> Vec<f64> {
    let mut known: Vec<&str> = dates.iter().copied().filter(|d| is_date(d)).collect();
    known.sort_unstable();
    let newer = |d: &str| known.len() - known.partition_point(|other| *other <= d);
    // So many are newer than the oldest: it comes to 1, however many share its date.
    let most = known.first().map_or(0, |d| newer(d)).max(1) as f64;
    dates.iter().map(|d| if is_date(d) { newer(d) as f64 / most } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_go_from_the_newest_to_the_oldest() {
        let dates = ["2020-01-01", "", "2021-01-01", "2020-01-01", "2022-01-01", "soon"];
        assert_eq!(ages(&dates), [1.0, 0.0, 0.5, 1.0, 0.0, 0.0]);
        assert_eq!(ages(&["", "x"]), [0.0, 0.0]);
        assert_eq!(ages(&["2020", "2020"]), [0.0, 0.0]);
        assert_eq!(ages(&["2019", "2020"]), [1.0, 0.0]);
    }
}
