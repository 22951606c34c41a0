//! Counting into an array over all tracks: for tracks that meet much of the catalogue.

use crate::build::incidence::Incidence;

use super::scale::{Scale, once};
use super::top::Top;

/// The tracks that are counted first, half a megabyte of counters: the strongest neighbours of a track in many lists are among
/// those in many lists, and tell how far to look further.
const HEAD: usize = 1 << 16;

/// See the module.
#[derive(Default)]
pub(super) struct Counter {
    /// All 0 between rows.
    counted: Vec<u64>,
    /// How far each of the track's lists was read.
    read: Vec<usize>,
}

impl Counter {
    pub(super) fn count(&mut self, incidence: &Incidence, scale: &Scale<'_>, track: u32, top: &mut Top) {
        self.counted.resize(incidence.track_count(), 0);
        self.read.clear();
        self.read.resize(incidence.lists_with(track).len(), 0);
        let mut from = 0;
        let mut to = HEAD.min(self.counted.len());
        while from < to {
            self.scatter(incidence, track, to);
            self.gather(scale, track, from, to, top);
            top.thin_out();
            from = to;
            to = scale.end_of_reach(top.least());
        }
    }

    /// Reads the track's lists on, up to the track `to`.
    fn scatter(&mut self, incidence: &Incidence, track: u32, to: usize) {
        for (l, read) in incidence.lists_with(track).iter().zip(&mut self.read) {
            let pair = once(incidence.weight(*l));
            let rest = &incidence.members(*l)[*read..];
            let mut n = 0;
            for other in rest {
                if *other as usize >= to {
                    break;
                }
                self.counted[*other as usize] += pair;
                n += 1;
            }
            *read += n;
        }
    }

    fn gather(&mut self, scale: &Scale<'_>, track: u32, from: usize, to: usize, top: &mut Top) {
        if (from..to).contains(&(track as usize)) {
            self.counted[track as usize] = 0;
        }
        for (n, some) in self.counted[from..to].chunks_mut(8).enumerate() {
            if some.iter().all(|c| *c == 0) {
                continue;
            }
            for (other, packed) in (from + n * 8..).zip(some.iter_mut()) {
                if *packed != 0 {
                    if let Some(bound) = scale.bound(scale.value(*packed), other as u32, top.least()) {
                        top.offer(bound, *packed, other as u32);
                    }
                    *packed = 0;
                }
            }
        }
    }
}
