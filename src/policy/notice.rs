//! What a person is asked before something goes on, in plain words.

/// What stands beside everything that came from the Web API.
pub const ATTRIBUTION: &str = "Plays and names from Spotify; each links to its page at open.spotify.com.";

/// A question that only the person can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// May plays from the Web API be scored with counts?
    Analysis,
    /// Is a pack of the Million Playlist Dataset, together with plays from the Web API, used for research?
    Research,
    /// May this be sent to Spotify? Asked each time; a yes is good for that once.
    Sending,
}

impl Question {
    /// All questions, in the order they are asked in.
    pub const ALL: [Self; 3] = [Self::Analysis, Self::Research, Self::Sending];

    /// The name, as on the command line and in the file of statements.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Analysis => "analysis",
            Self::Research => "research",
            Self::Sending => "sending",
        }
    }

    /// The version of the notice. A yes to another version does not count: the person has not read this one.
    #[must_use]
    pub fn version(self) -> u32 {
        match self {
            Self::Analysis | Self::Research | Self::Sending => 1,
        }
    }

    /// True when a yes is remembered.
    #[must_use]
    pub fn is_remembered(self) -> bool {
        self != Self::Sending
    }

    /// What the person is to know before they answer; paragraphs.
    #[must_use]
    pub fn notice(self) -> &'static [&'static str] {
        match self {
            Self::Analysis => &[
                "Your plays come through Spotify's Web API, under the Developer Terms that you accepted for your client id. \
                 Glasscrate would count, on this machine, in how many lists of a local pack they stand beside other tracks, and \
                 rank those tracks by a published formula.",
                "Spotify's Developer Policy III.13 forbids to analyse what the Web API gives, for any purpose, and names measures of \
                 listening and profiles of people. III.14 forbids to train a model of machine learning on it, or to put it into one.",
                "Nothing here is learnt from your plays, and signals that were fitted to any data are switched off for them. Nothing \
                 of them is written to disk, and nothing leaves this machine but what you choose to write back to your own \
                 account. Even so, III.13 can be read to forbid a score. Readings differ, and this is no legal advice.",
                "Ways round it: ask Spotify for your own data on the privacy page of your account and name the file with --history; or \
                 name plays that another service kept for you, such as ListenBrainz or Last.fm, as CSV or JSON lines.",
            ],
            Self::Research => &[
                "This pack was made from the Million Playlist Dataset, whose terms allow research and non-commercial use. Plays from \
                 Spotify's Web API would be read against it.",
                "With a yes you state that you do this for research and not for gain, under the terms that you accepted for the \
                 data set and for your client id. Without it, use another pack.",
            ],
            Self::Sending => {
                &["This is sent to Spotify, to your own account, and changes it. Nothing else is sent."]
            }
        }
    }

    /// The question itself.
    #[must_use]
    pub fn asks(self) -> &'static str {
        match self {
            Self::Analysis => "Score plays from the Web API with counts, on this machine?",
            Self::Research => "Is this for research, and not for gain?",
            Self::Sending => "Send it?",
        }
    }
}
