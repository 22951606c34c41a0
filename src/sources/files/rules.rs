//! When a row counts as a play, as a skip, or not at all.
//!
//! The line is 30 seconds, as for Last.fm and `ListenBrainz`. Below it:
//!
//! | source | reached its end | put away by hand, or `skipped` | otherwise |
//! |---|---|---|---|
//! | Spotify extended, Apple Music | played (a short track) | skipped | too short |
//! | Spotify account data (knows no reasons) | – | – | skipped |
//! | table, JSON lines, `ListenBrainz`, Maloja | played when `skipped` is false | skipped when true | skipped |
//!
//! Not played at all (0 ms) is always too short. From 30 s on it is a play, even when the track was put away later, and
//! whatever `skipped` says (it cannot be trusted before October 2022).

use crate::history::Outcome;
use crate::sources::report::DropReason;

/// From so many milliseconds on, a row is a play.
pub const PLAY_MS: i64 = 30_000;

/// What becomes of a row.
pub(super) type Verdict = Result<Outcome, DropReason>;

/// The values of `reason_end` that mean: the person chose something else. The list of values is open; others say nothing.
const BY_HAND: [&str; 8] =
    ["fwdbtn", "backbtn", "clickrow", "clickside", "playbtn", "endplay", "remote", "uriopen"];

/// A row of Spotify's extended streaming history.
pub(super) fn extended(ms: Option<i64>, skipped: Option<bool>, reason_end: Option<&str>) -> Verdict {
    let skipped = skipped == Some(true);
    if ms.is_none() && skipped {
        return Ok(Outcome::Skipped);
    }
    let by_hand = skipped || reason_end.is_some_and(|r| BY_HAND.contains(&r));
    by_end(ms, reason_end == Some("trackdone"), by_hand)
}

/// A row that says how long it was played, whether to the end, and whether the person chose something else.
pub(super) fn by_end(ms: Option<i64>, at_end: bool, by_hand: bool) -> Verdict {
    match ms {
        None | Some(PLAY_MS..) => Ok(Outcome::Played),
        Some(..=0) => Err(DropReason::TooShort),
        Some(_) if at_end => Ok(Outcome::Played),
        Some(_) if by_hand => Ok(Outcome::Skipped),
        Some(_) => Err(DropReason::TooShort),
    }
}

/// A row that may say how long it was played and whether it was skipped, but not why it ended.
pub(super) fn plain(ms: Option<i64>, skipped: Option<bool>) -> Verdict {
    match (ms, skipped) {
        (Some(..=0), _) => Err(DropReason::TooShort),
        (Some(PLAY_MS..), _) | (Some(_), Some(false)) | (None, None | Some(false)) => Ok(Outcome::Played),
        (Some(_), None | Some(true)) | (None, Some(true)) => Ok(Outcome::Skipped),
    }
}

/// Milliseconds played, from either unit.
pub(super) fn played_ms(ms: Option<i64>, seconds: Option<i64>) -> Option<i64> {
    ms.or_else(|| seconds.map(|s| s.saturating_mul(1000)))
}

/// How many plays a row stands for: one, or what it says.
pub(super) fn count(plays: Option<i64>) -> Result<u32, DropReason> {
    match plays {
        None => Ok(1),
        Some(..=0) => Err(DropReason::TooShort),
        Some(n) => Ok(u32::try_from(n).unwrap_or(u32::MAX)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Outcome::{Played, Skipped};

    #[test]
    fn the_table_of_the_module() {
        let short = Some(29_999);
        assert_eq!(extended(Some(30_000), Some(true), Some("fwdbtn")), Ok(Played));
        assert_eq!(extended(short, Some(true), Some("trackdone")), Ok(Played));
        assert_eq!(extended(short, None, Some("backbtn")), Ok(Skipped));
        assert_eq!(extended(short, Some(true), Some("a reason of next year")), Ok(Skipped));
        assert_eq!(extended(short, Some(false), Some("logout")), Err(DropReason::TooShort));
        assert_eq!(extended(short, None, None), Err(DropReason::TooShort));
        assert_eq!(extended(Some(0), None, Some("trackdone")), Err(DropReason::TooShort));
        assert_eq!(extended(Some(i64::MIN), None, None), Err(DropReason::TooShort));
        assert_eq!(extended(None, None, None), Ok(Played));
        assert_eq!(plain(short, None), Ok(Skipped));
        assert_eq!(plain(short, Some(false)), Ok(Played));
        assert_eq!(plain(Some(30_000), Some(true)), Ok(Played));
        assert_eq!(plain(None, Some(true)), Ok(Skipped));
        assert_eq!(plain(None, None), Ok(Played));
        assert_eq!(plain(Some(0), Some(false)), Err(DropReason::TooShort));
        assert_eq!((count(None), count(Some(7)), count(Some(0))), (Ok(1), Ok(7), Err(DropReason::TooShort)));
        assert_eq!(played_ms(None, Some(i64::MAX)), Some(i64::MAX));
    }
}
