//! What can be read of an account: `spotify:recent`, `spotify:top`, `spotify:liked`, `spotify:playlists`.

use super::scope::Scope;

/// A part of an account that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shelf {
    /// The latest plays, as far back as Spotify gives them (about 50).
    Recent,
    /// The tracks played most, of about four weeks, six months and a year. Ranks without counts or times: each range is one fresh play.
    Top,
    /// The tracks that were saved; played once when they were saved.
    Liked,
    /// The tracks of the person's own playlists; played once when they were put there.
    Playlists,
}

impl Shelf {
    /// All shelves.
    pub const ALL: [Self; 4] = [Self::Recent, Self::Top, Self::Liked, Self::Playlists];

    /// What is written after `spotify:`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Recent => "recent",
            Self::Top => "top",
            Self::Liked => "liked",
            Self::Playlists => "playlists",
        }
    }

    /// The shelf of a word; the latest plays where nothing is said.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        if word.is_empty() { Some(Self::Recent) } else { Self::ALL.into_iter().find(|s| s.word() == word) }
    }

    /// What the sign-in must cover.
    #[must_use]
    pub fn scope(self) -> Scope {
        match self {
            Self::Recent => Scope::RecentlyPlayed,
            Self::Top => Scope::Top,
            Self::Liked => Scope::Library,
            Self::Playlists => Scope::Playlists,
        }
    }
}
