//! Which tracks of a pack a library holds.

use std::collections::BTreeMap;

use super::{Library, OwnFile};
use crate::identify::Matcher;
use crate::pack::{Pack, TrackId};

/// The tracks of a pack that stand in a library, each with its file.
#[derive(Debug, Clone, Default)]
pub struct Owned {
    files: BTreeMap<TrackId, OwnFile>,
}

impl Owned {
    /// Matches the files of a library as listens are matched. Of several files of one track the first by path is taken.
    #[must_use]
    pub fn new(library: Library, pack: &Pack) -> Self {
        let matcher = Matcher::new(pack);
        let mut files = BTreeMap::new();
        for file in library.files {
            if let Ok((track, _)) = matcher.find(&file.track) {
                files.entry(track).or_insert(file);
            }
        }
        Self { files }
    }

    /// The file that holds a track.
    #[must_use]
    pub fn file(&self, track: TrackId) -> Option<&OwnFile> {
        self.files.get(&track)
    }

    /// How many tracks of the pack are owned.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// True when none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
