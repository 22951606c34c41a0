//! What was read, sent and written in this run.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::text::{clean, counted};

/// One request over the network. Says nothing of what was in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The host it went to.
    pub host: String,
    /// What it was for, in a few words of ours.
    pub purpose: &'static str,
    /// Bytes of the body and the query that were sent, without headers.
    pub sent: u64,
    /// Bytes of the body that came back, without headers; 0 where none came or it was an error.
    pub received: u64,
}

/// The ledger of one run. Every door to the outside writes its line here; the status line and the reports show it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Sources read, by the name they are shown under.
    pub read: Vec<String>,
    /// Files written.
    pub written: Vec<PathBuf>,
    /// Requests sent over the network.
    pub requests: Vec<Request>,
}

impl Ledger {
    /// One line for people: "offline, 0 requests · 0 files written".
    #[must_use]
    pub fn line(&self) -> String {
        let net = if self.requests.is_empty() { "offline, ".to_owned() } else { String::new() };
        format!(
            "{net}{} · {}",
            counted(self.requests.len(), "request", "requests"),
            format_args!("{} written", counted(self.written.len(), "file", "files"))
        )
    }

    /// All of it: what was read, each request, each file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::from("ledger of this run\n");
        for source in &self.read {
            let _ = writeln!(text, "  read     {}", clean(source));
        }
        for Request { host, purpose, sent, received } in &self.requests {
            let _ = writeln!(
                text,
                "  request  {} · {purpose} · {sent} bytes sent, {received} received",
                clean(host)
            );
        }
        if self.requests.is_empty() {
            text.push_str("  request  none\n");
        }
        for path in &self.written {
            let _ = writeln!(text, "  written  {}", clean(&path.to_string_lossy()));
        }
        if self.written.is_empty() {
            text.push_str("  written  nothing\n");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_counts_and_the_text_tells() {
        let mut ledger = Ledger::default();
        assert_eq!(ledger.line(), "offline, 0 requests · 0 files written");
        assert_eq!(ledger.text(), "ledger of this run\n  request  none\n  written  nothing\n");
        ledger.written.push("a".into());
        let request = Request { host: "api.example".into(), purpose: "recent plays", sent: 8, received: 900 };
        ledger.requests = vec![request.clone(), request];
        assert_eq!(ledger.line(), "2 requests · 1 file written");
        assert!(ledger.text().contains("api.example · recent plays · 8 bytes sent, 900 received"));
    }
}
