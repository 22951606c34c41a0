//! The first of the candidates in order, without putting all of them in order.

use std::cmp::Reverse;

use crate::pack::TrackId;

use super::diversify::{self, Placed};
use super::{Context, SignalKind};

/// A placed track, with its place by points alone, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Selected {
    pub placed: Placed,
    pub rank_before: u32,
}

/// So many times the tracks asked for are put in order at first: artists that repeat let some of the further ones in.
const SPARE: usize = 3;

fn order(c: &(TrackId, i64)) -> (Reverse<i64>, TrackId) {
    (Reverse(c.1), c.0)
}

/// The first `limit` of the candidates, after diversity, best first; and how many candidates there are.
///
/// Diversity only takes points away, so a track that stands behind the ones in order can be passed over as long as the
/// placed ones keep more than it has; where they do not, more are put in order and placing begins again.
pub(super) fn first<I: Iterator<Item = (TrackId, i64)>>(
    cx: &Context<'_>,
    candidates: impl Fn() -> I,
    limit: usize,
) -> (usize, Vec<Selected>) {
    let share = cx.mixer.weight(SignalKind::ArtistRepeat);
    let mut front = limit.saturating_mul(SPARE).max(1);
    loop {
        let (count, mut ordered) = leading(candidates(), front.saturating_add(1));
        let behind = if ordered.len() > front { ordered.pop().map(|c| order(&c)) } else { None };
        let placed = diversify::place(cx.pack, ordered.iter().copied(), share, limit);
        let holds = |p: &Placed| behind.is_none_or(|b| order(&(p.track, p.score + p.loss)) <= b);
        if placed.iter().all(holds) && (placed.len() == limit || behind.is_none()) {
            let rank =
                |p: &Placed| ordered.partition_point(|c| order(c) < order(&(p.track, p.score))) as u32 + 1;
            return (count, placed.iter().map(|p| Selected { placed: *p, rank_before: rank(p) }).collect());
        }
        front = front.saturating_mul(4);
    }
}

/// The first `keep` of the candidates in order, and how many candidates there are. Most are turned away by one comparison:
/// once twice as many as wanted have come up, the last of the better half is the bar for all others.
fn leading(candidates: impl Iterator<Item = (TrackId, i64)>, keep: usize) -> (usize, Vec<(TrackId, i64)>) {
    let mut count = 0;
    let mut best: Vec<(TrackId, i64)> = Vec::new();
    let mut bar = i64::MIN;
    for candidate in candidates {
        count += 1;
        if candidate.1 < bar {
            continue;
        }
        best.push(candidate);
        if best.len() == keep.saturating_mul(2) {
            let (_, last, _) = best.select_nth_unstable_by_key(keep - 1, order);
            bar = last.1;
            best.truncate(keep);
        }
    }
    best.sort_unstable_by_key(order);
    best.truncate(keep);
    (count, best)
}
