//! The one way from a pack's texts to a report: cleaned.

use std::borrow::Cow;

use crate::engine::counterfactual::Term;
use crate::engine::{Contribution, Rule};
use crate::identify::MatchRule;
use crate::pack::{ArtistId, ListId, Pack, TagId, TrackId, WordId};
use crate::text::clean;
use crate::trace;

/// A pack's texts, made safe to show: a hostile pack may hold escape sequences or a megabyte of title.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    pack: &'a Pack,
}

impl<'a> Names<'a> {
    /// The texts of a pack.
    #[must_use]
    pub fn new(pack: &'a Pack) -> Self {
        Self { pack }
    }

    /// The pack, for its numbers.
    pub(super) fn pack(self) -> &'a Pack {
        self.pack
    }

    /// A track's title.
    #[must_use]
    pub fn title(self, track: TrackId) -> Cow<'a, str> {
        clean(self.pack.title(track))
    }

    /// The name of a track's artist.
    #[must_use]
    pub fn artist_of(self, track: TrackId) -> Cow<'a, str> {
        self.artist(self.pack.artist(track))
    }

    /// An artist's name.
    #[must_use]
    pub fn artist(self, artist: ArtistId) -> Cow<'a, str> {
        clean(self.pack.artist_name(artist))
    }

    /// "Artist - Title", as the command line takes it.
    #[must_use]
    pub fn full(self, track: TrackId) -> String {
        format!("{} - {}", self.artist_of(track), self.title(track))
    }

    /// A rule for candidates, in a few words.
    #[must_use]
    pub fn rule(self, rule: Rule) -> String {
        clean(&trace::rule(self.pack, rule)).into_owned()
    }

    /// The name of a term of a difference.
    pub(super) fn term(self, term: &Term) -> String {
        clean(&trace::term_label(self.pack, term)).into_owned()
    }

    /// A tag's name.
    #[must_use]
    pub fn tag(self, tag: TagId) -> Cow<'a, str> {
        clean(self.pack.tag_name(tag))
    }

    /// A word of list names.
    #[must_use]
    pub fn word(self, word: WordId) -> Cow<'a, str> {
        clean(self.pack.word_text(word))
    }

    /// A list's name with its date, or its number where it has no name.
    #[must_use]
    pub fn list(self, list: ListId) -> String {
        let name = clean(self.pack.list_name(list));
        let name = if name.is_empty() { format!("list {}", list.0).into() } else { name };
        match self.pack.list_date(list) {
            Some(date) => format!("{name} ({})", clean(date)),
            None => name.into_owned(),
        }
    }

    /// An identifier of a track.
    #[must_use]
    pub fn identifier(self, track: TrackId, kind: MatchRule) -> Option<Cow<'a, str>> {
        self.pack.identifier(track, kind).map(clean)
    }

    /// The pack's name.
    #[must_use]
    pub fn name(self) -> Cow<'a, str> {
        clean(&self.pack.card().name)
    }

    /// The licence of the pack.
    #[must_use]
    pub fn licence(self) -> Cow<'a, str> {
        clean(&self.pack.card().licence)
    }

    /// The line about the pack; may be empty.
    #[must_use]
    pub fn about(self) -> Cow<'a, str> {
        clean(&self.pack.card().about)
    }

    /// The sentence of reasons.
    #[must_use]
    pub fn sentence(self, contributions: &[Contribution]) -> String {
        clean(&trace::sentence(self.pack, contributions)).into_owned()
    }

    /// What a contribution rests on.
    #[must_use]
    pub fn evidence(self, contribution: &Contribution) -> String {
        clean(&trace::evidence_line(self.pack, contribution)).into_owned()
    }

    /// The bars of a waterfall.
    #[must_use]
    pub fn waterfall(self, contributions: &[Contribution], score: i64, rows: usize) -> trace::Waterfall {
        let mut waterfall = trace::waterfall(self.pack, contributions, score, rows);
        for bar in &mut waterfall.bars {
            if let Cow::Owned(safe) = clean(&bar.label) {
                bar.label = safe;
            }
        }
        waterfall
    }
}
