//! The clauses that a refusal rests on: where they stand, what they say in plain words, and the way round them.

/// A clause of somebody's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clause {
    /// Content of the Web API does not go into anything that was learnt.
    Learning,
    /// Content of the Web API is not stored beyond what running needs.
    Storing,
    /// Content of the Web API is not handed on.
    HandingOn,
    /// Nothing from the Million Playlist Dataset leaves the machine.
    Redistribution,
}

impl Clause {
    /// All clauses, in the order they are told in.
    pub const ALL: [Self; 4] = [Self::Learning, Self::Storing, Self::HandingOn, Self::Redistribution];

    /// Where it stands.
    #[must_use]
    pub fn place(self) -> &'static str {
        match self {
            Self::Learning => "Spotify Developer Policy III.14, Developer Terms IV.2.1.a",
            Self::Storing => "Spotify Developer Terms IV.3.1 and IV.3.2",
            Self::HandingOn => "Spotify Developer Policy III.9, Developer Terms IV.2.5",
            Self::Redistribution => "the terms of the Million Playlist Dataset",
        }
    }

    /// What it says, in plain words. (Ours, not the terms' own.)
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Self::Learning => {
                "what the Web API gives trains no model of machine learning and is not put into one; there is no exception, \
                 and no consent that lifts it"
            }
            Self::Storing => {
                "what the Web API gives is kept only as far and as long as running the program needs, and gathered into no \
                 database; this program needs memory alone, so it writes none of it"
            }
            Self::HandingOn => "what the Web API gives is handed to nobody else",
            Self::Redistribution => {
                "research and non-commercial use, no redistribution; what is made from it stays where it is"
            }
        }
    }

    /// What can be done instead.
    #[must_use]
    pub fn way_round(self) -> &'static str {
        match self {
            Self::Learning => {
                "counted signals score without anything fitted; or bring your own copy of the data: ask Spotify for it on the \
                 privacy page of your account, and name the file with --history"
            }
            Self::Storing | Self::HandingOn => {
                "bring your own copy of the data, which is yours to keep: ask Spotify for it on the privacy page of your \
                 account, and name the file with --history"
            }
            Self::Redistribution => "use a pack of open data, as the starter pack is",
        }
    }
}
