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
pub(super) fn first(
    cx: &Context<'_>,
    candidates: impl Iterator<Item = (TrackId, i64)>,
    limit: usize,
) -> (usize, Vec<Selected>) {
    let mut pool: Vec<(TrackId, i64)> = candidates.collect();
    let share = cx.mixer.weight(SignalKind::ArtistRepeat);
    let count = pool.len();
    let mut front = limit.saturating_mul(SPARE).min(count);
    loop {
        let behind = if front < count {
            pool.select_nth_unstable_by_key(front, order);
            Some(order(&pool[front]))
        } else {
            None
        };
        let ordered = &mut pool[..front];
        ordered.sort_unstable_by_key(order);
        let placed = diversify::place(cx.pack, ordered.iter().copied(), share, limit);
        let holds = |p: &Placed| behind.is_none_or(|b| order(&(p.track, p.score + p.loss)) <= b);
        if placed.iter().all(holds) && (placed.len() == limit || front == count) {
            let rank =
                |p: &Placed| ordered.partition_point(|c| order(c) < order(&(p.track, p.score))) as u32 + 1;
            return (count, placed.iter().map(|p| Selected { placed: *p, rank_before: rank(p) }).collect());
        }
        front = (front.saturating_mul(4)).clamp(1, count);
    }
}
