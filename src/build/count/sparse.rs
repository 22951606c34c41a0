//! Counting a track that meets little of the catalogue. Most of what it meets, it meets once. A small table of bytes, one for
//! many tracks, tells what was surely met once; only the rest is counted, in a small table of its own. What was met once is
//! looked at from the end of each list, where the tracks in few lists stand, whose weights are the largest, and only as far as
//! it can still be of use.

use crate::build::incidence::Incidence;

use super::scale::{Scale, is_lone, once};
use super::top::Top;

/// The most bytes of the table of what was met: it has to stay in the second level of a processor's memory.
const MOST_MET: usize = 1 << 19;

/// An empty place.
const FREE: u32 = u32::MAX;

/// See the module.
#[derive(Default)]
pub(super) struct Counter {
    /// How often tracks with these last bits were met, up to 255.
    met: Vec<u8>,
    /// What may have been met more than once, with the weight of the list.
    again: Vec<(u32, u32)>,
    /// Places for the tracks met more than once, all free between rows.
    places: Vec<u32>,
    counted: Vec<u64>,
    taken: Vec<u32>,
}

impl Counter {
    pub(super) fn count(
        &mut self,
        incidence: &Incidence,
        scale: &Scale<'_>,
        track: u32,
        pairs: usize,
        top: &mut Top,
    ) {
        let lists = incidence.lists_with(track);
        let table = if lists.len() > 1 { (pairs * 4).next_power_of_two().min(MOST_MET) } else { 1 };
        self.met.clear();
        self.met.resize(table, 0);
        let last_bits = table - 1;
        // In a single list all were met once.
        if lists.len() > 1 {
            self.meet(incidence, lists, last_bits);
            let again = self.meet_again(incidence, lists, last_bits, pairs);
            self.count_again(again);
            self.gather(scale, track, top);
        }
        for l in lists {
            let weight = incidence.weight(*l);
            let lone = scale.lone(weight);
            let members = incidence.members(*l);
            let of_use =
                members.iter().rev().take_while(|o| scale.any_reaches(lone, **o, top.least())).count();
            for other in &members[members.len() - of_use..] {
                let met = self.met[*other as usize & last_bits];
                if met < 2
                    && *other != track
                    && let Some(bound) = scale.bound(lone, *other, top.least())
                {
                    top.offer(bound, once(weight), *other);
                }
            }
        }
    }

    fn meet(&mut self, incidence: &Incidence, lists: &[u32], last_bits: usize) {
        let met = self.met.as_mut_slice();
        for l in lists {
            for other in incidence.members(*l) {
                let met = &mut met[*other as usize & last_bits];
                *met = met.saturating_add(1);
            }
        }
    }

    /// Notes what may have been met more than once; returns how much.
    fn meet_again(&mut self, incidence: &Incidence, lists: &[u32], last_bits: usize, pairs: usize) -> usize {
        if self.again.len() <= pairs {
            self.again.resize(pairs + 1, (0, 0));
        }
        let (met, again) = (self.met.as_slice(), self.again.as_mut_slice());
        let mut noted = 0;
        for l in lists {
            let weight = incidence.weight(*l);
            for other in incidence.members(*l) {
                // Written always and kept sometimes: a branch would be guessed wrong too often.
                again[noted] = (*other, weight);
                noted += usize::from(met[*other as usize & last_bits] > 1);
            }
        }
        noted
    }

    fn count_again(&mut self, again: usize) {
        let size = (again * 2).next_power_of_two().max(64);
        if self.places.len() < size {
            self.places.resize(size, FREE);
            self.counted.resize(size, 0);
        }
        let shift = 64 - size.trailing_zeros();
        self.taken.clear();
        let (places, counted) = (&mut self.places[..size], &mut self.counted[..size]);
        for (other, weight) in &self.again[..again] {
            let mut place = (u64::from(*other).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> shift) as usize;
            loop {
                if places[place] == *other {
                    counted[place] += once(*weight);
                    break;
                }
                if places[place] == FREE {
                    places[place] = *other;
                    counted[place] = once(*weight);
                    self.taken.push(place as u32);
                    break;
                }
                place = (place + 1) & (size - 1);
            }
        }
    }

    fn gather(&mut self, scale: &Scale<'_>, track: u32, top: &mut Top) {
        // First what was met more than once: most of the strongest are among it, and the rest has to come up to them.
        for lone in [false, true] {
            for place in &self.taken {
                let place = *place as usize;
                let (other, packed) = (self.places[place], self.counted[place]);
                if is_lone(packed) == lone
                    && other != track
                    && let Some(bound) = scale.bound(scale.value(packed), other, top.least())
                {
                    top.offer(bound, packed, other);
                }
            }
            top.thin_out();
        }
        for place in &self.taken {
            self.places[*place as usize] = FREE;
        }
    }
}
