//! HTTP as the stand-in sees it: a request that was read whole, and an answer that may be made to fail on its way.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Collected, Limited};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{Request, Response, StatusCode};
use serde_json::{Value, json};
use tokio::time::Sleep;

use super::record::{OF_INTEREST, value_of};

/// The largest body that is read; Spotify's own requests stay far below it.
const MOST_BYTES: usize = 1 << 20;

/// How long the half of a body that is cut off has to leave before the connection closes.
const LEAVING: Duration = Duration::from_millis(20);

/// A request, read whole.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Asked {
    /// Reads a request. A body that is too long or breaks off reads as empty: the answer will then find fault with it.
    pub(super) async fn read(request: Request<Incoming>) -> Self {
        let (head, body) = request.into_parts();
        let headers = OF_INTEREST
            .iter()
            .filter_map(|name| {
                let value = head.headers.get(*name)?.to_str().ok()?;
                Some(((*name).to_owned(), value.to_owned()))
            })
            .collect();
        let bytes =
            Limited::new(body, MOST_BYTES).collect().await.map(Collected::to_bytes).unwrap_or_default();
        Self {
            method: head.method.as_str().to_owned(),
            path: head.uri.path().to_owned(),
            query: pairs(head.uri.query().unwrap_or_default().as_bytes()),
            headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// A parameter of the query.
    pub(super) fn asked(&self, name: &str) -> Option<&str> {
        value_of(&self.query, name)
    }

    /// The fields of a body that is a form.
    pub(super) fn form(&self) -> Vec<(String, String)> {
        pairs(self.body.as_bytes())
    }

    /// The access token of `Authorization: Bearer …`.
    pub(super) fn bearer(&self) -> Option<&str> {
        value_of(&self.headers, "authorization")?.strip_prefix("Bearer ")
    }
}

fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded).into_owned().collect()
}

/// What becomes of an answer on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// It arrives whole.
    Whole,
    /// Half of the body arrives, then the connection closes.
    ClosedMidBody,
    /// The connection closes without an answer.
    Closed,
    /// Nothing ever comes.
    Hangs,
}

/// An answer.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
    pub(super) delay: Duration,
    pub(super) flow: Flow,
}

impl Answer {
    /// JSON under `status`.
    pub(super) fn json(status: u16, body: &Value) -> Self {
        Self {
            status,
            content_type: "application/json; charset=utf-8",
            headers: Vec::new(),
            body: body.to_string().into_bytes(),
            delay: Duration::ZERO,
            flow: Flow::Whole,
        }
    }

    /// No content.
    pub(super) fn nothing(status: u16) -> Self {
        Self { content_type: "", body: Vec::new(), ..Self::json(status, &Value::Null) }
    }

    /// A page for people.
    pub(super) fn page(status: u16, text: &str) -> Self {
        let body = format!("<!doctype html><title>Stand-in</title><p>{text}</p>").into_bytes();
        Self { content_type: "text/html; charset=utf-8", body, ..Self::json(status, &Value::Null) }
    }

    /// On to another address.
    pub(super) fn redirect(to: String) -> Self {
        Self::nothing(303).with_header("location", to)
    }

    /// An error of the Web API: `{"error": {"status", "message"}}`.
    pub(super) fn error(status: u16, message: &str) -> Self {
        Self::error_with(status, message, None)
    }

    /// The same with a `reason`, as the player and the quota give.
    pub(super) fn error_with(status: u16, message: &str, reason: Option<&str>) -> Self {
        let mut error = json!({"status": status, "message": message});
        if let Some(reason) = reason {
            error["reason"] = reason.into();
        }
        Self::json(status, &json!({"error": error}))
    }

    /// An error of the accounts service: `{"error", "error_description"}` (RFC 6749, section 5.2).
    pub(super) fn refused(status: u16, error: &str, description: &str) -> Self {
        Self::json(status, &json!({"error": error, "error_description": description}))
    }

    pub(super) fn with_header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(super) fn flowing(mut self, flow: Flow) -> Self {
        self.flow = flow;
        self
    }

    /// Sends it on its way.
    ///
    /// # Errors
    /// Where the connection is to close without an answer.
    pub(super) async fn send(self) -> Result<Response<Sent>, io::Error> {
        match self.flow {
            Flow::Closed => return Err(io::Error::other("closed by the scenario")),
            Flow::Hangs => std::future::pending().await,
            Flow::Whole | Flow::ClosedMidBody => tokio::time::sleep(self.delay).await,
        }
        let mut response = Response::new(Sent::new(self.body, self.flow == Flow::ClosedMidBody));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if !self.content_type.is_empty() {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        }
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
        Ok(response)
    }
}

/// A body on its way: whole, or half of it and then an error, on which the connection closes.
pub(super) struct Sent {
    rest: Option<Bytes>,
    declared: u64,
    break_after: Option<Pin<Box<Sleep>>>,
}

impl Sent {
    fn new(mut body: Vec<u8>, broken: bool) -> Self {
        let declared = body.len() as u64;
        if broken {
            body.truncate(body.len() / 2);
        }
        let break_after = broken.then(|| Box::pin(tokio::time::sleep(LEAVING)));
        Self { rest: (!body.is_empty()).then(|| body.into()), declared, break_after }
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(bytes) = self.rest.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match &mut self.break_after {
            None => Poll::Ready(None),
            Some(sleep) => sleep
                .as_mut()
                .poll(cx)
                .map(|()| Some(Err(io::Error::new(io::ErrorKind::ConnectionReset, "cut by the scenario")))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_none() && self.break_after.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        match (&self.rest, &self.break_after) {
            (None, None) => SizeHint::with_exact(0),
            _ => SizeHint::with_exact(self.declared),
        }
    }
}
