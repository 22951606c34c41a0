//! The Million Playlist Dataset challenge: playlists of which the first tracks, a few tracks or only the title are known are
//! continued with 500 tracks, the answers are written as the organisers take them, checked as they check them, and, where the
//! withheld tracks are at hand, measured as they measure.
//!
//! Pure but for reading and writing what it is handed. `docs/quality.md` states the formulas.

mod answer;
mod check;
mod kind;
mod measure;
mod set;
mod submission;
mod truth;

pub use answer::{AnswerError, Answered, answer};
pub use check::{Checked, Fault, check};
pub use kind::Kind;
pub use measure::{Measured, measure};
pub use set::{ChallengePlaylist, ChallengeSet, ChallengeTrack};
pub use submission::{Team, Track, write};
pub use truth::Truth;

/// So many tracks are wanted for each playlist.
pub const WANTED: usize = 500;

/// So many playlists the published challenge set has.
pub const PUBLISHED: usize = 10_000;

/// True for `spotify:track:` and 22 letters and digits.
fn is_track_uri(uri: &str) -> bool {
    uri.strip_prefix("spotify:track:")
        .is_some_and(|id| id.len() == 22 && id.bytes().all(|b| b.is_ascii_alphanumeric()))
}
