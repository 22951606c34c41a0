//! What `together` and `fitted` share: the row of a seed in a neighbour table.

use crate::engine::score::Scores;
use crate::engine::{Context, Contribution, Evidence, Factors, SignalKind};
use crate::pack::{Neighbour, TrackId};

/// Gives every neighbour of every seed its points.
pub(super) fn reach<R: Iterator<Item = Neighbour>>(
    cx: &Context<'_>,
    kind: SignalKind,
    scores: &mut Scores<'_, '_>,
    row: impl Fn(TrackId) -> R,
) {
    let mixer = cx.mixer.weight(kind);
    if mixer == 0 {
        return;
    }
    for seed in cx.seeds.tracks.iter().filter(|s| s.weight > 0) {
        let strength = i64::from(seed.weight) * i64::from(mixer);
        for n in row(seed.track) {
            scores.add(n.track, strength * i64::from(n.weight));
        }
    }
}

/// The contribution of every seed that has the track among its neighbours.
pub(super) fn explain<R: Iterator<Item = Neighbour>>(
    cx: &Context<'_>,
    kind: SignalKind,
    track: TrackId,
    out: &mut Vec<Contribution>,
    row: impl Fn(TrackId) -> R,
) {
    let mixer = cx.mixer.weight(kind);
    if mixer == 0 {
        return;
    }
    for seed in cx.seeds.tracks.iter().filter(|s| s.weight > 0) {
        let Some(n) = row(seed.track).find(|n| n.track == track) else { continue };
        let factors = Factors { seed: seed.weight, mixer, weight: u32::from(n.weight) };
        let evidence = Evidence::Lists { seed: seed.track, both: cx.pack.both(seed.track, track) };
        out.push(Contribution { signal: kind, points: factors.points(), evidence, factors });
    }
}
