//! What was read, sent and written in this run.

use std::path::PathBuf;

use crate::text::counted;

/// The ledger of one run. Every door to the outside writes its line here; the status line and the reports show it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Sources read, by the name they are shown under.
    pub read: Vec<String>,
    /// Files written.
    pub written: Vec<PathBuf>,
    /// Requests sent over the network. This version has no door that sends any.
    pub requests: u32,
}

impl Ledger {
    /// One line for people: "offline, 0 requests · 0 files written".
    #[must_use]
    pub fn line(&self) -> String {
        let net = if self.requests == 0 { "offline, ".to_owned() } else { String::new() };
        format!(
            "{net}{} · {}",
            counted(self.requests as usize, "request", "requests"),
            format_args!("{} written", counted(self.written.len(), "file", "files"))
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_counts() {
        let mut ledger = Ledger::default();
        assert_eq!(ledger.line(), "offline, 0 requests · 0 files written");
        ledger.written.push("a".into());
        ledger.requests = 2;
        assert_eq!(ledger.line(), "2 requests · 1 file written");
    }
}
