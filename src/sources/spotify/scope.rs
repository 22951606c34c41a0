//! What a sign-in asks leave for: as little as possible, and more only when something needs it.

/// A permission, named as Spotify names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// To read the latest plays.
    RecentlyPlayed,
    /// To read the tracks played most.
    Top,
    /// To read the tracks that were saved.
    Library,
    /// To read own playlists.
    Playlists,
    /// To make private playlists and fill them.
    WritePlaylists,
    /// To put tracks into the queue of a player.
    Playback,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 6] = [
        Self::RecentlyPlayed,
        Self::Top,
        Self::Library,
        Self::Playlists,
        Self::WritePlaylists,
        Self::Playback,
    ];

    /// Those of a first sign-in.
    pub const FIRST: [Self; 2] = [Self::RecentlyPlayed, Self::Top];

    /// Spotify's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RecentlyPlayed => "user-read-recently-played",
            Self::Top => "user-top-read",
            Self::Library => "user-library-read",
            Self::Playlists => "playlist-read-private",
            Self::WritePlaylists => "playlist-modify-private",
            Self::Playback => "user-modify-playback-state",
        }
    }

    /// What it is needed for.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::RecentlyPlayed => "to read your latest plays (spotify:recent)",
            Self::Top => "to read the tracks you played most (spotify:top)",
            Self::Library => "to read the tracks you saved (spotify:liked)",
            Self::Playlists => "to read your own playlists (spotify:playlists)",
            Self::WritePlaylists => "to make a private playlist and fill it (spotify playlist)",
            Self::Playback => "to put tracks into your player's queue (spotify queue)",
        }
    }

    /// What is written after `spotify login --for`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::RecentlyPlayed => "recent",
            Self::Top => "top",
            Self::Library => "liked",
            Self::Playlists => "playlists",
            Self::WritePlaylists => "playlist",
            Self::Playback => "queue",
        }
    }

    /// The scope of a name; `None` for one that this program does not use.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }
}
