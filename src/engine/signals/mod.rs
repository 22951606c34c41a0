//! The signals, one file each. Each says what it gives twice: to all candidates at once, fast, and to one candidate, term by
//! term. A property test holds the two against each other.

mod heard_before;
mod popularity;
mod same_artist;
mod tags;
mod together;

use crate::pack::TrackId;

use super::score::Scores;
use super::{Context, Contribution};

/// One way to turn evidence into points. A signal whose mixer weight is zero gives nothing and reaches nobody.
pub(super) trait Signal: Sync {
    /// Adds the points that seeds give, making what they reach candidates.
    fn reach(&self, _cx: &Context<'_>, _scores: &mut Scores) {}

    /// The points that a candidate has of itself.
    fn adjust(&self, _cx: &Context<'_>, _track: TrackId) -> i64 {
        0
    }

    /// Adds the points that candidates get for having been heard.
    fn adjust_heard(&self, _cx: &Context<'_>, _scores: &mut Scores) {}

    /// Every contribution to one track.
    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>);
}

/// All signals that score. (`artist-repeat` works on the ranking: see `diversify`.)
pub(super) const ALL: [&dyn Signal; 5] = [
    &together::Together,
    &same_artist::SameArtist,
    &tags::Tags,
    &popularity::Popularity,
    &heard_before::HeardBefore,
];
