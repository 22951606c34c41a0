//! What the terms of a pack, or of a source, allow: the short questions.

use crate::history::SourceKind;

use super::gate::{PackTerms, Use, Verdict, decide};

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

/// Whether what came from such a source may be written to disk, by whatever name.
#[must_use]
pub fn may_be_kept(source: SourceKind) -> bool {
    decide(source, PackTerms::Other, Use::Keep) == Verdict::Allowed
}

/// Whether what came from such a source may be scored with weights that were fitted to data.
#[must_use]
pub fn may_be_fitted(source: SourceKind) -> bool {
    decide(source, PackTerms::Other, Use::Fit) == Verdict::Allowed
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

    #[test]
    fn only_the_web_api_is_transient() {
        for kind in SourceKind::ALL {
            assert_eq!(may_be_kept(kind), kind != SourceKind::SpotifyApi, "{kind:?}");
            assert_eq!(may_be_fitted(kind), kind != SourceKind::SpotifyApi, "{kind:?}");
        }
    }
}
