//! The signals, one file each. Each says what it gives twice: to all candidates at once, fast, and to one candidate, term by
//! term. A property test holds the two against each other.

mod alike;
mod artists_together;
mod discount;
mod fitted;
pub(crate) mod follows;
mod heard_before;
pub(crate) mod list_name;
mod lists_like_yours;
mod neighbours;
mod popularity;
mod same_artist;
mod spoken;
mod tags;
mod together;
mod voices;

pub(super) use alike::AlikeLists;
pub use alike::Said;
pub(super) use follows::Followers;
pub(super) use list_name::Named;

use crate::pack::TrackId;

use super::score::Scores;
use super::{Context, Contribution, SignalKind};

/// One way to turn evidence into points. A signal whose mixer weight is zero gives nothing and reaches nobody.
pub(super) trait Signal: Sync {
    /// Adds the points that seeds give, making what they reach candidates.
    fn reach(&self, _cx: &Context<'_>, _scores: &mut Scores<'_, '_>) {}

    /// Adds the points that candidates have of themselves. It makes no candidates.
    fn adjust(&self, _cx: &Context<'_>, _scores: &mut Scores<'_, '_>) {}

    /// Every contribution to one track.
    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>);
}

/// All signals that score. (`artist-repeat` works on the ranking: see `diversify`.)
pub(super) const ALL: [&dyn Signal; 10] = [
    &together::Together,
    &fitted::Fitted,
    &lists_like_yours::ListsLikeYours,
    &follows::Follows,
    &list_name::ListName,
    &artists_together::ArtistsTogether,
    &same_artist::SameArtist,
    &tags::Tags,
    &popularity::Popularity,
    &heard_before::HeardBefore,
];

/// The signal of a kind; `None` for those that do not score.
pub(super) fn of(kind: SignalKind) -> Option<&'static dyn Signal> {
    ALL.get(kind as usize).copied()
}
