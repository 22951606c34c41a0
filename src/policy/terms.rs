//! What the terms of a pack, and of a source of listens, allow.

use crate::history::SourceKind;

/// The mark on the card of a pack made from the Million Playlist Dataset. Its terms are no SPDX licence, and are not ours to
/// state: research and non-commercial use, no redistribution, as accepted by who holds a copy.
pub const MPD_RESEARCH: &str = "LicenseRef-MPD-research";

/// Whether a pack under this licence, or anything derived from it, may be handed on. What writes a pack's content for others
/// asks here first.
#[must_use]
pub fn may_be_shared(licence: &str) -> bool {
    // In an expression too: `CC0-1.0 AND LicenseRef-MPD-research`.
    !licence.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '.')).any(|part| part == MPD_RESEARCH)
}

/// Whether what a source of this kind says may be kept in a file. What writes listens, seeds or choices asks here first.
#[must_use]
pub fn may_be_kept(kind: SourceKind) -> bool {
    match kind {
        // The person's own data, or ours.
        SourceKind::Starter
        | SourceKind::SpotifyExtended
        | SourceKind::SpotifyAccount
        | SourceKind::Csv
        | SourceKind::JsonLines => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn research_packs_stay_where_they_are() {
        assert!(!may_be_shared(MPD_RESEARCH));
        assert!(!may_be_shared("(CC0-1.0 AND LicenseRef-MPD-research)"));
        assert!(may_be_shared("CC0-1.0") && may_be_shared("unknown") && may_be_shared(""));
    }
}
