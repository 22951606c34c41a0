//! What is known of a challenge playlist.

use std::fmt;

/// How many tracks are given, which, and whether the title is. The order is that of the organisers' list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind {
    /// How many tracks are given.
    pub seeds: usize,
    /// They are not the first ones.
    pub random: bool,
    /// The title is withheld.
    pub untitled: bool,
}

impl Kind {
    /// The ten kinds of the published set, a thousand playlists each.
    pub const PUBLISHED: [Self; 10] = [
        Self::new(0, false, false),
        Self::new(1, false, false),
        Self::new(5, false, false),
        Self::new(5, false, true),
        Self::new(10, false, false),
        Self::new(10, false, true),
        Self::new(25, false, false),
        Self::new(25, true, false),
        Self::new(100, false, false),
        Self::new(100, true, false),
    ];

    const fn new(seeds: usize, random: bool, untitled: bool) -> Self {
        Self { seeds, random, untitled }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = if self.untitled { "no title" } else { "title" };
        match (self.seeds, self.random) {
            (0, _) => write!(f, "{title} only"),
            (1, false) => write!(f, "{title}, first track"),
            (n, false) => write!(f, "{title}, first {n}"),
            (n, true) => write!(f, "{title}, {n} at random"),
        }
    }
}
