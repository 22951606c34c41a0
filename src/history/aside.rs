//! What of a history shall not speak: whole tracks, and single listens of others.

use std::collections::BTreeSet;

use super::HeardId;

/// What is set aside. It stays known as heard, and gives no points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aside {
    tracks: BTreeSet<HeardId>,
    /// For each listen whether it is silent; empty where none is named on its own.
    listens: Vec<bool>,
}

impl Aside {
    /// Sets whole tracks aside.
    #[must_use]
    pub fn tracks(tracks: impl IntoIterator<Item = HeardId>) -> Self {
        Self { tracks: tracks.into_iter().collect(), listens: Vec::new() }
    }

    /// Sets single listens aside too: a flag for each listen of the history, in its order.
    #[must_use]
    pub fn and_listens(self, silent: Vec<bool>) -> Self {
        Self { listens: silent, ..self }
    }

    /// True when the whole track is set aside.
    #[must_use]
    pub fn contains(&self, id: HeardId) -> bool {
        self.tracks.contains(&id)
    }

    /// True when a listen, by its place in the history, or its whole track is set aside.
    #[must_use]
    pub fn silences(&self, listen: usize, track: HeardId) -> bool {
        self.alone(listen) || self.contains(track)
    }

    /// True when a listen is set aside on its own.
    #[must_use]
    pub fn alone(&self, listen: usize) -> bool {
        self.listens.get(listen).is_some_and(|silent| *silent)
    }

    /// True when listens are set aside on their own.
    #[must_use]
    pub fn names_listens(&self) -> bool {
        self.listens.contains(&true)
    }

    /// True when whole tracks are set aside.
    #[must_use]
    pub fn has_tracks(&self) -> bool {
        !self.tracks.is_empty()
    }

    /// How many whole tracks are set aside.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tracks.len()
    }

    /// True when nothing is set aside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tracks.is_empty() && !self.names_listens()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listen_is_silent_by_itself_or_with_its_track() {
        let aside = Aside::tracks([HeardId(3)]).and_listens(vec![false, true]);
        assert!(aside.contains(HeardId(3)) && !aside.contains(HeardId(0)));
        let silent = |n, track| aside.silences(n, HeardId(track));
        assert_eq!([silent(0, 0), silent(1, 0), silent(0, 3), silent(9, 0)], [false, true, true, false]);
        assert!(!aside.is_empty() && Aside::default().is_empty());
        assert!(Aside::default().and_listens(vec![false]).is_empty());
        assert_eq!(aside.len(), 1);
    }
}
