//! Sums for a few of very many ids, side by side in the order in which the ids came up.
//!
//! One dense array leads from an id to its place among the sums, and is never cleared: a place counts only where the sum
//! that stands there says the same id (Briggs and Torczon, *An efficient representation for sparse sets*, 1993). Making that
//! array costs more than a question does, so each thread keeps one, and [`lent`] lends it out with sums that are empty:
//! nothing of one question can be seen by the next.

use std::cell::RefCell;
use std::thread::LocalKey;

/// Sums, with their ids, that a thread keeps the room of.
pub(super) type Spare<V> = RefCell<Vec<(u32, V)>>;

thread_local! {
    /// For each id where its sum may stand. What is there from before leads nowhere, or to another id.
    static PLACES: RefCell<Vec<u32>> = RefCell::default();
}

/// Sums by id.
#[derive(Debug)]
pub(super) struct Sparse<'p, V> {
    places: &'p mut [u32],
    sums: Vec<(u32, V)>,
}

impl<V: Default> Sparse<'_, V> {
    /// The sum of an id, which comes up with it; `None` for an id out of range.
    #[inline]
    pub(super) fn sum(&mut self, id: u32) -> Option<&mut V> {
        let place = self.places.get_mut(id as usize)?;
        if self.sums.get(*place as usize).is_none_or(|(own, _)| *own != id) {
            *place = self.sums.len() as u32;
            self.sums.push((id, V::default()));
        }
        self.sums.get_mut(*place as usize).map(|(_, v)| v)
    }

    /// The sum of an id that came up.
    #[inline]
    pub(super) fn known(&mut self, id: u32) -> Option<&mut V> {
        let place = *self.places.get(id as usize)? as usize;
        self.sums.get_mut(place).filter(|(own, _)| *own == id).map(|(_, v)| v)
    }

    /// All ids that came up, with their sums.
    pub(super) fn sums(&self) -> &[(u32, V)] {
        &self.sums
    }

    /// All of them, to be changed.
    pub(super) fn sums_mut(&mut self) -> &mut [(u32, V)] {
        &mut self.sums
    }
}

/// Which ids may be among some, by their last 16 bits: so small that it stays next to the processor. It turns nearly all others
/// away before they are looked up.
#[derive(Debug)]
pub(super) struct Hint([u64; 1 << 10]);

impl Hint {
    pub(super) fn of(ids: impl Iterator<Item = u32>) -> Self {
        let mut bits = [0; 1 << 10];
        for id in ids {
            bits[(id as u16 >> 6) as usize] |= 1 << (id & 63);
        }
        Self(bits)
    }

    #[inline]
    pub(super) fn may_hold(&self, id: u32) -> bool {
        self.0[(id as u16 >> 6) as usize] >> (id & 63) & 1 == 1
    }
}

/// Lends sums for ids below `size`, all of them empty, in the room that `spare` keeps.
pub(super) fn lent<V: Default, R>(
    spare: &'static LocalKey<Spare<V>>,
    size: usize,
    work: impl FnOnce(&mut Sparse<'_, V>) -> R,
) -> R {
    // Taken, not borrowed: work that asks again gets fresh ones.
    let mut places = PLACES.take();
    let mut sums = spare.take();
    if places.len() < size {
        places.resize(size, 0);
    }
    sums.clear();
    let mut lent = Sparse { places: &mut places[..size], sums };
    let result = work(&mut lent);
    spare.set(lent.sums);
    PLACES.set(places);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    thread_local! {
        static SPARE: Spare<u64> = RefCell::default();
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
    #[test]
    fn a_hint_turns_away_none_that_is_there() {
        let ids = [0, 1, 63, 64, 65_535, 65_536, 1 << 20, u32::MAX];
        let hint = Hint::of(ids.into_iter());
        assert!(ids.iter().all(|id| hint.may_hold(*id)));
        assert!((2..60).all(|id| !hint.may_hold(id)));
    }
}
