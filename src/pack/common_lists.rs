//! The lists that hold two tracks, with the places of both: the evidence, one list at a time.
//!
//! Two long rows of lists are walked in steps that double, so the first lists come at once however many there are; whoever
//! wants all takes them as they come. Must not know which of the two is a seed.

use super::{ListId, Pack, TrackId};

/// A list that holds two tracks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommonList {
    /// The list.
    pub list: ListId,
    /// Where the first of the two stands in it, from 0.
    pub first: u32,
    /// Where the second of the two stands.
    pub second: u32,
    /// How many tracks the list has.
    pub size: u32,
}

impl Pack {
    /// The lists that hold both tracks, the newest first. (Lists are numbered by age.)
    ///
    /// In no time to the first; each list is walked once, for the places. A list that a damaged pack names, but that does not
    /// hold both, is passed over.
    pub fn common_lists(&self, a: TrackId, b: TrackId) -> impl Iterator<Item = CommonList> + '_ {
        self.newest_with_both(a, b).filter_map(move |list| self.common_list(list, a, b))
    }

    /// Where two tracks stand in a list; `None` unless it holds both.
    #[must_use]
    pub fn common_list(&self, list: ListId, a: TrackId, b: TrackId) -> Option<CommonList> {
        let (mut first, mut second, mut size) = (None, None, 0);
        for track in self.list_tracks(list) {
            if track == a {
                first = first.or(Some(size));
            }
            if track == b {
                second = second.or(Some(size));
            }
            size += 1;
        }
        Some(CommonList { list, first: first?, second: second?, size })
    }

    /// The lists that hold both tracks, ascending: the evidence behind a neighbour weight.
    #[must_use]
    pub fn lists_with_both(&self, a: TrackId, b: TrackId) -> Vec<ListId> {
        let mut both: Vec<ListId> = self.newest_with_both(a, b).collect();
        both.reverse();
        both
    }

    /// The lists that the rows of both tracks name, the newest first; the lists themselves are not looked into.
    pub fn newest_with_both(&self, a: TrackId, b: TrackId) -> impl Iterator<Item = ListId> + '_ {
        let known = self.list_count() as u32;
        let shared = Shared { a: self.postings.get(a.0), b: self.postings.get(b.0) };
        shared.filter(move |l| *l < known).map(ListId)
    }
}

/// The numbers that two ascending rows share, the largest first.
struct Shared<'a> {
    a: &'a [u32],
    b: &'a [u32],
}

impl Iterator for Shared<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        while let (Some((x, rest_a)), Some((y, rest_b))) = (self.a.split_last(), self.b.split_last()) {
            match x.cmp(y) {
                std::cmp::Ordering::Equal => {
                    (self.a, self.b) = (rest_a, rest_b);
                    return Some(*x);
                }
                std::cmp::Ordering::Greater => self.a = at_most(rest_a, *y),
                std::cmp::Ordering::Less => self.b = at_most(rest_b, *x),
            }
        }
        None
    }
}

/// The part of an ascending row that is at most `most`, sought from its end in steps that double: what is near is found in a
/// look or two, what is far in a few more.
fn at_most(row: &[u32], most: u32) -> &[u32] {
    let (mut to, mut step) = (row.len(), 1);
    let from = loop {
        let Some(probe) = to.checked_sub(step) else { break 0 };
        if row[probe] <= most {
            break probe;
        }
        to = probe;
        step *= 2;
    };
    &row[..from + row[from..to].partition_point(|n| *n <= most)]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn shared_numbers_are_those_of_sets(
            a in prop::collection::btree_set(0u32..300, 0..80),
            b in prop::collection::btree_set(0u32..300, 0..80),
        ) {
            let row = |set: &BTreeSet<u32>| set.iter().copied().collect::<Vec<_>>();
            let found: Vec<u32> = Shared { a: &row(&a), b: &row(&b) }.collect();
            let mut wanted: Vec<u32> = a.intersection(&b).copied().collect();
            wanted.reverse();
            prop_assert_eq!(found, wanted);
        }

        #[test]
        fn rows_out_of_order_end_as_well(
            a in prop::collection::vec(any::<u32>(), 0..60),
            b in prop::collection::vec(any::<u32>(), 0..60),
        ) {
            let found = Shared { a: &a, b: &b }.count();
            prop_assert!(found <= a.len().min(b.len()));
        }
    }
}
