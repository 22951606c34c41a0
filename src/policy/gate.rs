//! The one table: what may be done with what comes from a source, together with a pack.

use crate::history::SourceKind;

use super::clause::Clause;
use super::notice::Question;
use super::statements::Statements;
use super::terms::{MPD_RESEARCH, may_be_shared};

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// Show what was read, and which tracks of the pack it is.
    Show,
    /// Score with counts and published formulas.
    Score,
    /// Score with weights that were fitted to data.
    Fit,
    /// Write it to disk: into a file, a trace, the file of choices.
    Keep,
    /// Build a pack from it.
    Build,
    /// Write a list that came of it into the person's own Spotify account.
    WriteBack,
    /// Hand on to others what came of it.
    HandOn,
}

impl Use {
    /// All uses, in the order they are told in.
    pub const ALL: [Self; 7] =
        [Self::Show, Self::Score, Self::Fit, Self::Keep, Self::Build, Self::WriteBack, Self::HandOn];

    /// The name shown to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Show => "show",
            Self::Score => "score with counts",
            Self::Fit => "score with fitted weights",
            Self::Keep => "write to a file",
            Self::Build => "build a pack from it",
            Self::WriteBack => "write back to your Spotify account",
            Self::HandOn => "hand on to others",
        }
    }
}

/// The terms of a pack, as far as they make a difference here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PackTerms {
    /// Open data, or whatever else its licence says: that is on the card, and for who uses it to know.
    Other,
    /// Made from the Million Playlist Dataset.
    MpdResearch,
}

impl PackTerms {
    /// All, in the order they are told in.
    pub const ALL: [Self; 2] = [Self::Other, Self::MpdResearch];

    /// The terms of a pack with this licence on its card.
    #[must_use]
    pub fn of(licence: &str) -> Self {
        if may_be_shared(licence) { Self::Other } else { Self::MpdResearch }
    }

    /// The name shown to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Other => "with any other pack",
            Self::MpdResearch => MPD_RESEARCH,
        }
    }
}

/// What the table says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It may be done.
    Allowed,
    /// It may be done once the person has said yes to each of these.
    Asks(Vec<Question>),
    /// It is not done.
    Refused(Clause),
}

/// What stands in the way of a use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Barrier {
    /// These were not answered with yes yet.
    Unanswered(Vec<Question>),
    /// It is not done.
    Refused(Clause),
}

/// What the terms of a source, of a pack, and of both together say to a use.
#[must_use]
pub fn decide(source: SourceKind, pack: PackTerms, to: Use) -> Verdict {
    of_source(source, to).and(of_pack(pack, to)).and(of_both(source, pack, to))
}

/// Whether all sources of a history may be used so, after what the person has stated.
pub fn may_pass(
    sources: impl IntoIterator<Item = SourceKind>,
    pack: PackTerms,
    to: Use,
    stated: &Statements,
) -> Result<(), Barrier> {
    let all = sources.into_iter().map(|s| decide(s, pack, to)).fold(Verdict::Allowed, Verdict::and);
    match all {
        Verdict::Allowed => Ok(()),
        Verdict::Refused(clause) => Err(Barrier::Refused(clause)),
        Verdict::Asks(questions) => {
            let open: Vec<Question> = questions.into_iter().filter(|q| !stated.has(*q)).collect();
            if open.is_empty() { Ok(()) } else { Err(Barrier::Unanswered(open)) }
        }
    }
}

/// Under whose terms a source stands. A new kind of source has to be put here before the program compiles.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// Written for this program, or the person's own copy of their own data.
    Own,
    /// Spotify's Web API, under the Developer Terms and the Developer Policy.
    WebApi,
}

fn origin(source: SourceKind) -> Origin {
    use SourceKind::{Csv, JsonLines, SpotifyAccount, SpotifyApi, SpotifyExtended, Starter};
    match source {
        Starter | SpotifyExtended | SpotifyAccount | Csv | JsonLines => Origin::Own,
        SpotifyApi => Origin::WebApi,
    }
}

fn of_source(source: SourceKind, to: Use) -> Verdict {
    match (origin(source), to) {
        (Origin::Own | Origin::WebApi, Use::WriteBack) => Verdict::Asks(vec![Question::Sending]),
        (Origin::Own, _) | (Origin::WebApi, Use::Show) => Verdict::Allowed,
        (Origin::WebApi, Use::Score) => Verdict::Asks(vec![Question::Analysis]),
        (Origin::WebApi, Use::Fit | Use::Build) => Verdict::Refused(Clause::Learning),
        (Origin::WebApi, Use::Keep) => Verdict::Refused(Clause::Storing),
        (Origin::WebApi, Use::HandOn) => Verdict::Refused(Clause::HandingOn),
    }
}

fn of_pack(pack: PackTerms, to: Use) -> Verdict {
    match (pack, to) {
        (PackTerms::MpdResearch, Use::WriteBack | Use::HandOn) => Verdict::Refused(Clause::Redistribution),
        (PackTerms::MpdResearch | PackTerms::Other, _) => Verdict::Allowed,
    }
}

fn of_both(source: SourceKind, pack: PackTerms, to: Use) -> Verdict {
    match (origin(source), pack, to) {
        (Origin::WebApi, PackTerms::MpdResearch, Use::Show | Use::Score) => {
            Verdict::Asks(vec![Question::Research])
        }
        _ => Verdict::Allowed,
    }
}

impl Verdict {
    /// The stricter of two; what both ask is asked. Of two refusals the first.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Refused(clause), _) | (_, Self::Refused(clause)) => Self::Refused(clause),
            (Self::Allowed, other) => other,
            (own, Self::Allowed) => own,
            (Self::Asks(mut questions), Self::Asks(more)) => {
                questions.extend(more);
                questions.sort_unstable();
                questions.dedup();
                Self::Asks(questions)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const API: SourceKind = SourceKind::SpotifyApi;

    #[test]
    fn the_web_api_is_never_fitted_kept_built_from_or_handed_on() {
        for pack in PackTerms::ALL {
            for to in [Use::Fit, Use::Keep, Use::Build, Use::HandOn] {
                assert!(matches!(decide(API, pack, to), Verdict::Refused(_)), "{to:?} {pack:?}");
            }
        }
    }

    #[test]
    fn a_mixed_history_is_bound_by_its_strictest_source() {
        let stated = Statements::default();
        let both = [SourceKind::Csv, API];
        let barrier = may_pass(both, PackTerms::Other, Use::Fit, &stated);
        assert_eq!(barrier, Err(Barrier::Refused(Clause::Learning)));
        assert_eq!(may_pass([SourceKind::Csv], PackTerms::Other, Use::Fit, &stated), Ok(()));
        assert_eq!(may_pass([], PackTerms::MpdResearch, Use::Score, &stated), Ok(()));
    }

    #[test]
    fn each_question_stands_until_it_was_answered() {
        let mut stated = Statements::default();
        let ask = |s: &Statements| may_pass([API], PackTerms::MpdResearch, Use::Score, s);
        assert_eq!(ask(&stated), Err(Barrier::Unanswered(vec![Question::Analysis, Question::Research])));
        stated.state(Question::Analysis, "2026-11-23");
        assert_eq!(ask(&stated), Err(Barrier::Unanswered(vec![Question::Research])));
        stated.state(Question::Research, "2026-11-23");
        assert_eq!(ask(&stated), Ok(()));
        // Sending is asked each time, whatever was said before.
        stated.state(Question::Sending, "2026-11-23");
        let sending = may_pass([API], PackTerms::Other, Use::WriteBack, &stated);
        assert_eq!(sending, Err(Barrier::Unanswered(vec![Question::Sending])));
    }

    #[test]
    fn nothing_of_the_data_set_leaves_the_machine() {
        for to in [Use::WriteBack, Use::HandOn] {
            let verdict = decide(SourceKind::Starter, PackTerms::MpdResearch, to);
            assert_eq!(verdict, Verdict::Refused(Clause::Redistribution));
        }
        assert_eq!(PackTerms::of("CC0-1.0 AND LicenseRef-MPD-research"), PackTerms::MpdResearch);
    }
}
