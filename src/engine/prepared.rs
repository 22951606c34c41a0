//! What the signals of a question work out once, before any candidate is scored or explained.

use crate::pack::{ListId, Pack, TrackId};

use super::Context;
use super::signals::{AlikeLists, Followers, Named, Said};

/// Worked out once for a pack, seeds and settings; of use for these alone.
#[derive(Debug, Clone, Default)]
pub struct Prepared {
    /// For `lists-like-yours`: the lists most like the history.
    pub(super) alike: AlikeLists,
    /// For `follows`: what stands behind the latest seeds.
    pub(super) followers: Followers,
    /// For `list-name`: what lists with the phrase's words in their names hold.
    pub(super) named: Named,
}

impl Prepared {
    pub(super) fn of(cx: &Context<'_>) -> Self {
        Self { alike: AlikeLists::of(cx), followers: Followers::of(cx), named: Named::of(cx) }
    }

    /// Looks up what explaining all of `tracks` needs. Of use once, for the tracks that are listed.
    pub(super) fn gather(&self, cx: &Context<'_>, tracks: impl Iterator<Item = TrackId>) {
        self.alike.gather(cx, tracks);
    }

    /// What of the parts of alike lists reaches a track, in 1/65536; `None` where the pack has no discount.
    #[must_use]
    pub fn discount(&self, pack: &Pack, track: TrackId) -> Option<u32> {
        self.alike.discount(pack, track).map(|d| d.0)
    }

    /// What a track says in a list, where `lists-like-yours` finds the list alike and hears the track in it.
    #[must_use]
    pub fn said(&self, list: ListId, voice: TrackId) -> Option<Said> {
        self.alike.said(list, voice)
    }
}
