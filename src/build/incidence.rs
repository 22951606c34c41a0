//! Which tracks stand in which lists, as flat arrays: all that counting and fitting see. Must not know names, readers or packs;
//! "tracks" may as well be artists.

use thiserror::Error;

/// The most lists that one track may stand in: counts have 24 bits beside the 40 of the weights that go with them.
pub const MOST_LISTS: usize = (1 << 24) - 1;

/// 1.0 as a list's weight.
pub const WHOLE: u32 = 1 << 16;

/// Why lists cannot be counted.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("track {track} stands in {lists} lists; at most {MOST_LISTS} can be counted")]
pub struct TooManyLists {
    /// The track.
    pub track: u32,
    /// In how many lists it stands.
    pub lists: usize,
}

/// Lists of tracks and tracks' lists, both ascending, each pair once; and what each list weighs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Incidence {
    members: Rows,
    postings: Rows,
    weights: Vec<u32>,
}

/// Rows of numbers, one after another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Rows {
    starts: Vec<usize>,
    items: Vec<u32>,
}

impl Rows {
    fn get(&self, n: u32) -> &[u32] {
        &self.items[self.starts[n as usize]..self.starts[n as usize + 1]]
    }

    /// The rows turned round: for each of `columns` numbers the rows that hold it, ascending and each once.
    fn turned<'a>(rows: impl Iterator<Item = &'a [u32]> + Clone, columns: usize) -> Self {
        let mut starts = vec![0usize; columns + 1];
        // A row that was the last to hold a number: a second mention in it is left out.
        let mut last = vec![u32::MAX; columns];
        for (n, row) in rows.clone().enumerate() {
            for c in row {
                let c = *c as usize;
                if last[c] != n as u32 {
                    last[c] = n as u32;
                    starts[c + 1] += 1;
                }
            }
        }
        for c in 0..columns {
            starts[c + 1] += starts[c];
        }
        let mut items = vec![0u32; starts[columns]];
        let mut next = starts.clone();
        last.fill(u32::MAX);
        for (n, row) in rows.enumerate() {
            for c in row {
                let c = *c as usize;
                if last[c] != n as u32 {
                    last[c] = n as u32;
                    items[next[c]] = n as u32;
                    next[c] += 1;
                }
            }
        }
        Self { starts, items }
    }

    fn iter(&self) -> impl Iterator<Item = &[u32]> + Clone {
        self.starts.windows(2).map(|w| &self.items[w[0]..w[1]])
    }
}

impl Incidence {
    /// Takes lists of tracks below `tracks`, in any order; a track that stands in a list twice counts once. `weights` are what
    /// the lists weigh, 16 fractional bits, at most [`WHOLE`].
    ///
    /// # Panics
    /// When a list holds a number that is not below `tracks`.
    pub fn new<'a>(
        lists: impl Iterator<Item = &'a [u32]> + Clone,
        tracks: usize,
        weights: Vec<u32>,
    ) -> Result<Self, TooManyLists> {
        let postings = Rows::turned(lists, tracks);
        let many = postings.iter().position(|row| row.len() > MOST_LISTS);
        if let Some(track) = many {
            return Err(TooManyLists { track: track as u32, lists: postings.get(track as u32).len() });
        }
        // Turned twice, every list is ascending, without a sort.
        let members = Rows::turned(postings.iter(), weights.len());
        debug_assert!(weights.iter().all(|w| *w <= WHOLE));
        Ok(Self { members, postings, weights })
    }

    /// How many tracks there are.
    #[must_use]
    pub fn track_count(&self) -> usize {
        self.postings.starts.len().saturating_sub(1)
    }

    /// How many lists.
    #[must_use]
    pub fn list_count(&self) -> usize {
        self.weights.len()
    }

    /// How many entries the lists have together.
    #[must_use]
    pub fn entry_count(&self) -> usize {
        self.members.items.len()
    }

    /// The tracks of a list, ascending.
    #[must_use]
    pub fn members(&self, list: u32) -> &[u32] {
        self.members.get(list)
    }

    /// The lists that hold a track, ascending.
    #[must_use]
    pub fn lists_with(&self, track: u32) -> &[u32] {
        self.postings.get(track)
    }

    /// What a list weighs, 16 fractional bits.
    #[must_use]
    pub fn weight(&self, list: u32) -> u32 {
        self.weights[list as usize]
    }

    /// What a track's lists weigh together.
    #[must_use]
    pub fn own_weight(&self, track: u32) -> u64 {
        self.lists_with(track).iter().map(|l| u64::from(self.weight(*l))).sum()
    }

    /// How many pairs a track's lists hold, itself included: the work of counting its row.
    #[must_use]
    pub fn pairs(&self, track: u32) -> u64 {
        self.lists_with(track).iter().map(|l| self.members(*l).len() as u64).sum()
    }

    /// How many pairs all lists hold: the sum of the squares of their lengths.
    #[must_use]
    pub fn all_pairs(&self) -> u64 {
        self.members.iter().map(|m| (m.len() * m.len()) as u64).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_sides_say_the_same(lists in proptest::collection::vec(proptest::collection::vec(0u32..9, 0..6), 0..12)) {
            let n = Incidence::new(lists.iter().map(Vec::as_slice), 9, vec![WHOLE; lists.len()]).unwrap();
            for (l, list) in lists.iter().enumerate() {
                let mut list = list.clone();
                list.sort_unstable();
                list.dedup();
                prop_assert_eq!(n.members(l as u32), list);
            }
            for t in 0..9 {
                let held: Vec<u32> =
                    (0..lists.len() as u32).filter(|l| lists[*l as usize].contains(&t)).collect();
                prop_assert_eq!(n.lists_with(t), held);
            }
            let pairs: u64 = (0..9).map(|t| n.pairs(t)).sum();
            prop_assert_eq!(pairs, n.all_pairs());
        }
    }

    #[test]
    fn nothing_at_all() {
        let none = Incidence::new(std::iter::empty(), 0, Vec::new()).unwrap();
        assert_eq!((none.track_count(), none.list_count(), none.entry_count()), (0, 0, 0));
    }
}
