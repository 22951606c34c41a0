//! What goes wrong on the way: limits, slowness, broken answers.

use std::time::Duration;

use super::endpoint::Endpoint;
use super::http::{Answer, Flow};

/// How one answer is spoilt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// 429 with `Retry-After` in seconds, or without it. Nothing is done.
    TooMany {
        /// Seconds to wait; Spotify has been seen to ask for 20 hours.
        retry_after: Option<u64>,
    },
    /// 429 with the reason `QUOTA_EXCEEDED`: the developer's pooled quota is used up. Nothing is done.
    QuotaExceeded {
        /// Seconds to wait.
        retry_after: Option<u64>,
    },
    /// A status of the server's own (500, 502, 503) with Spotify's error body. Nothing is done.
    Status(u16),
    /// 401, as for a token that died early. Nothing is done.
    Unauthorized,
    /// The right answer after a wait.
    Slow(Duration),
    /// The right status with the JSON cut in the middle, as a whole answer.
    CutJson,
    /// A page of HTML with status 200, as from a portal in between.
    Html,
    /// Status 200 and no body.
    Empty,
    /// The right body under `text/plain`.
    WrongType,
    /// The connection is closed in the middle of the body.
    ClosedMidBody,
    /// The connection is closed instead of an answer. Nothing is done.
    Closed,
    /// No answer ever comes. Nothing is done.
    Hangs,
}

/// Which of the requests to an endpoint a fault meets, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// All of them.
    Always,
    /// The first so many.
    First(u32),
    /// This one alone.
    Only(u32),
    /// This one and all after it.
    From(u32),
}

impl Times {
    /// Whether the `nth` request is meant.
    pub(super) fn meets(self, nth: u32) -> bool {
        match self {
            Self::Always => true,
            Self::First(count) => nth <= count,
            Self::Only(one) => nth == one,
            Self::From(first) => nth >= first,
        }
    }
}

impl Fault {
    /// The answer that stands in place of the right one, for a fault before which nothing is done.
    pub(super) fn instead(&self, endpoint: Endpoint) -> Option<Answer> {
        match self {
            Self::TooMany { retry_after } => {
                Some(waiting(Answer::error(429, "API rate limit exceeded"), *retry_after))
            }
            Self::QuotaExceeded { retry_after } => {
                let answer = Answer::error_with(429, "Too many requests", Some("QUOTA_EXCEEDED"));
                Some(waiting(answer, *retry_after))
            }
            Self::Status(status) if endpoint.of_accounts() => {
                Some(Answer::refused(*status, "server_error", "The server could not answer"))
            }
            Self::Status(status) => Some(Answer::error(*status, "Server error.")),
            Self::Unauthorized => Some(Answer::error(401, "The access token expired")),
            Self::Closed => Some(Answer::error(500, "").flowing(Flow::Closed)),
            Self::Hangs => Some(Answer::error(500, "").flowing(Flow::Hangs)),
            Self::Slow(_)
            | Self::CutJson
            | Self::Html
            | Self::Empty
            | Self::WrongType
            | Self::ClosedMidBody => None,
        }
    }

    /// The right answer, spoilt.
    pub(super) fn spoil(&self, mut answer: Answer) -> Answer {
        match self {
            Self::Slow(delay) => answer.delay = *delay,
            Self::CutJson => answer.body.truncate(answer.body.len() / 2),
            Self::Html => {
                answer.status = 200;
                answer.content_type = "text/html; charset=utf-8";
                answer.body = b"<!doctype html><title>Sign in to this network</title><p>Welcome.".to_vec();
            }
            Self::Empty => {
                answer.status = 200;
                answer.body.clear();
            }
            Self::WrongType => answer.content_type = "text/plain; charset=utf-8",
            Self::ClosedMidBody => answer.flow = Flow::ClosedMidBody,
            Self::TooMany { .. }
            | Self::QuotaExceeded { .. }
            | Self::Status(_)
            | Self::Unauthorized
            | Self::Closed
            | Self::Hangs => {}
        }
        answer
    }
}

fn waiting(answer: Answer, seconds: Option<u64>) -> Answer {
    match seconds {
        Some(seconds) => answer.with_header("retry-after", seconds.to_string()),
        None => answer,
    }
}
