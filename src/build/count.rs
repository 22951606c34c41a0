//! Counts how often tracks stand in lists together: one track at a time, scattering into a dense array, so that memory does
//! not grow with the number of pairs, and each thread works alone.

use rayon::prelude::*;

use crate::pack::Parameters;

use super::corpus::Corpus;
use super::weigh::{self, Counted};

/// One entry of a track's row of neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// The other track, by catalogue index.
    pub track: u32,
    /// The weight, 16 fractional bits.
    pub weight: u16,
    /// In how many lists both stand.
    pub both: u32,
}

/// The neighbours of every track, strongest first, ties in catalogue order.
pub(super) fn neighbours(corpus: &Corpus, parameters: &Parameters) -> Vec<Vec<Row>> {
    let discount: Vec<u64> = corpus.lists().iter().map(|l| weigh::list_weight(l.len(), parameters)).collect();
    // What a track's lists weigh together: the sums are of integers, so their order does not matter.
    let own: Vec<u64> =
        corpus.postings().iter().map(|lists| lists.iter().map(|l| discount[*l as usize]).sum()).collect();
    let most = own.iter().copied().max().unwrap_or(0);
    let powers: Vec<weigh::Powers> = own.iter().map(|n| weigh::Powers::of(*n, most, parameters)).collect();
    let fresh = || Scratch {
        weight: vec![0; corpus.track_count()],
        both: vec![0; corpus.track_count()],
        touched: Vec::new(),
    };
    (0..corpus.track_count())
        .into_par_iter()
        .map_init(fresh, |scratch, track| {
            scratch.scatter(corpus, track, &discount);
            scratch.gather(&powers, track, parameters)
        })
        .collect()
}

struct Scratch {
    weight: Vec<u64>,
    both: Vec<u32>,
    touched: Vec<u32>,
}

impl Scratch {
    fn scatter(&mut self, corpus: &Corpus, track: usize, discount: &[u64]) {
        for l in corpus.lists_with(track as u32) {
            let worth = discount[*l as usize];
            for other in corpus.list_tracks(*l) {
                let o = *other as usize;
                if self.both[o] == 0 {
                    self.touched.push(*other);
                }
                self.both[o] += 1;
                self.weight[o] += worth;
            }
        }
    }

    fn gather(&mut self, powers: &[weigh::Powers], track: usize, parameters: &Parameters) -> Vec<Row> {
        let mut row: Vec<Row> = Vec::with_capacity(self.touched.len());
        for other in self.touched.drain(..) {
            let o = other as usize;
            let counted = Counted { both: self.both[o], weight: self.weight[o] };
            self.both[o] = 0;
            self.weight[o] = 0;
            if o == track {
                continue;
            }
            let weight = weigh::weight(counted, &powers[track], &powers[o], parameters);
            if weight > 0 {
                row.push(Row { track: other, weight, both: counted.both });
            }
        }
        let by_strength = |r: &Row| (std::cmp::Reverse(r.weight), r.track);
        let keep = parameters.neighbours as usize;
        if row.len() > keep && keep > 0 {
            row.select_nth_unstable_by_key(keep - 1, by_strength);
        }
        row.truncate(keep);
        row.sort_unstable_by_key(by_strength);
        row
    }
}
