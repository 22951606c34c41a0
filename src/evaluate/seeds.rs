//! Tracks of a list as seeds: what a list says is that a track was played once, no more.

use crate::history::{HeardId, Plays, seed_weight};
use crate::identify::{MatchRule, Seed};
use crate::pack::TrackId;

/// One fresh play, with the 16 fractional bits of [`Plays`].
const ONE_PLAY: Plays = Plays { fresh_plays: 1 << 16, fresh_skips: 0, plays: 1, skips: 0, last: None };

/// A track that was played once.
pub(super) fn one_play(track: TrackId, rule: MatchRule, heard: HeardId) -> Seed {
    Seed { track, weight: seed_weight(&ONE_PLAY), plays: ONE_PLAY, rule, heard: vec![heard] }
}
