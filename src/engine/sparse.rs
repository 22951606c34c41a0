//! Sums for a few of very many ids, side by side in the order in which the ids came up.
//!
//! One dense array leads from an id to its place among the sums. Making that array costs more than a question does, so
//! [`lent`] keeps one for each thread and lends it out: it is handed over empty and taken back empty, and nothing of one
//! question can be seen by the next.

use std::cell::RefCell;
use std::thread::LocalKey;

/// Sums by id.
#[derive(Debug)]
pub(super) struct Sparse<V> {
    /// For each id one more than its place among the sums; 0 for those without one.
    places: Vec<u32>,
    sums: Vec<(u32, V)>,
}

impl<V> Default for Sparse<V> {
    fn default() -> Self {
        Self { places: Vec::new(), sums: Vec::new() }
    }
}

impl<V: Default> Sparse<V> {
    /// The sum of an id, which comes up with it; `None` for an id out of range.
    #[inline]
    pub(super) fn sum(&mut self, id: u32) -> Option<&mut V> {
        let place = self.places.get_mut(id as usize)?;
        if *place == 0 {
            self.sums.push((id, V::default()));
            *place = self.sums.len() as u32;
        }
        self.sums.get_mut(*place as usize - 1).map(|(_, v)| v)
    }

    /// The sum of an id that came up.
    pub(super) fn known(&mut self, id: u32) -> Option<&mut V> {
        let place = *self.places.get(id as usize)? as usize;
        self.sums.get_mut(place.checked_sub(1)?).map(|(_, v)| v)
    }

    /// All ids that came up, with their sums.
    pub(super) fn sums(&self) -> &[(u32, V)] {
        &self.sums
    }

    /// All of them, to be changed.
    pub(super) fn sums_mut(&mut self) -> &mut [(u32, V)] {
        &mut self.sums
    }

    fn clear(&mut self) {
        for (id, _) in self.sums.drain(..) {
            self.places[id as usize] = 0;
        }
    }
}

/// Lends the thread's sums for ids below `size`, all of them empty.
pub(super) fn lent<V: Default, R>(
    spare: &'static LocalKey<RefCell<Sparse<V>>>,
    size: usize,
    work: impl FnOnce(&mut Sparse<V>) -> R,
) -> R {
    // Taken, not borrowed: work that asks again gets a fresh one.
    let mut own = spare.with(RefCell::take);
    own.places.resize(size, 0);
    let result = work(&mut own);
    own.clear();
    spare.with(|s| s.replace(own));
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    thread_local! {
        static SPARE: RefCell<Sparse<u64>> = RefCell::default();
    }

    #[test]
    fn what_was_lent_comes_back_empty() {
        let ask = |ids: &[u32], size| {
            lent(&SPARE, size, |s| {
                for id in ids {
                    if let Some(v) = s.sum(*id) {
                        *v += 1;
                    }
                }
                assert!(s.known(3).is_none());
                s.sums().to_vec()
            })
        };
        assert_eq!(ask(&[5, 2, 5, 9], 10), [(5, 2), (2, 1), (9, 1)]);
        assert_eq!(ask(&[9, 1], 4), [(1, 1)], "9 is out of range now");
        assert_eq!(ask(&[9], 10), [(9, 1)]);
    }
}
