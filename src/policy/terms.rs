//! Under which terms each kind of source may be used.

use crate::history::SourceKind;

/// What the terms of a source allow with what was read from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The terms, in a few words.
    pub name: &'static str,
    /// May it be kept on disk?
    pub keep: bool,
    /// May it be shown to others (exported with a trace)?
    pub share: bool,
}

/// The terms of a kind of source.
#[must_use]
pub fn terms_of(kind: SourceKind) -> Terms {
    match kind {
        SourceKind::Starter => Terms { name: "CC0-1.0", keep: true, share: true },
        // A copy that the person got of their own data (GDPR articles 15 and 20), not content of the Web API.
        SourceKind::SpotifyExtended | SourceKind::SpotifyAccount => {
            Terms { name: "your own data", keep: true, share: true }
        }
        SourceKind::Csv | SourceKind::JsonLines => Terms { name: "your own file", keep: true, share: true },
    }
}
