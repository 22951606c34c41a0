//! `limit`, `offset` and cursors: what is read, and what is refused.

use super::super::body::Window;
use super::super::http::{Answer, Asked};

/// `limit`, which is `usual` where none is given and at most `most`.
pub(super) fn limit(asked: &Asked, usual: usize, most: usize) -> Result<usize, Answer> {
    match asked.asked("limit").map(str::parse) {
        None => Ok(usual),
        Some(Ok(limit)) if (1..=most).contains(&limit) => Ok(limit),
        Some(_) => Err(Answer::error(400, "Invalid limit")),
    }
}

/// `limit` and `offset`.
pub(super) fn window(asked: &Asked, usual: usize, most: usize, farthest: usize) -> Result<Window, Answer> {
    let offset = match asked.asked("offset").map(str::parse) {
        None => 0,
        Some(Ok(offset)) if offset <= farthest => offset,
        Some(_) => return Err(Answer::error(400, "Invalid offset")),
    };
    Ok(Window { limit: limit(asked, usual, most)?, offset })
}

/// A cursor in milliseconds since 1970.
pub(super) fn cursor(asked: &Asked, name: &str) -> Result<Option<i64>, Answer> {
    match asked.asked(name).map(str::parse) {
        None => Ok(None),
        Some(Ok(at)) => Ok(Some(at)),
        Some(Err(_)) => Err(Answer::error(400, &format!("Invalid {name}"))),
    }
}

/// The listener's lists go no farther than this.
pub(super) const FARTHEST: usize = 100_000;
