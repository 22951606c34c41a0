//! What the person has set aside, with undo.

use std::collections::BTreeSet;

use super::HeardId;

/// The tracks of a history that shall not speak as seeds, and the steps that led there.
#[derive(Debug, Clone, Default)]
pub struct Aside {
    tracks: BTreeSet<HeardId>,
    steps: Vec<Vec<HeardId>>,
}

impl Aside {
    /// True when the track is set aside.
    #[must_use]
    pub fn contains(&self, id: HeardId) -> bool {
        self.tracks.contains(&id)
    }

    /// How many tracks are set aside.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tracks.len()
    }

    /// True when nothing is set aside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tracks.is_empty()
    }

    /// Sets a group of tracks (the spellings of one seed) aside, or takes them back when the first of them was aside. One step for undo.
    pub fn toggle(&mut self, group: &[HeardId]) {
        let Some(first) = group.first() else { return };
        let back = self.contains(*first);
        let changed: Vec<HeardId> = group.iter().copied().filter(|id| self.contains(*id) == back).collect();
        self.flip(&changed);
        self.steps.push(changed);
    }

    /// Takes the last step back. False when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.steps.pop() else { return false };
        self.flip(&step);
        true
    }

    fn flip(&mut self, ids: &[HeardId]) {
        for id in ids {
            if !self.tracks.remove(id) {
                self.tracks.insert(*id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_takes_steps_back_one_by_one() {
        let mut a = Aside::default();
        a.toggle(&[HeardId(1), HeardId(2)]);
        a.toggle(&[HeardId(3)]);
        a.toggle(&[HeardId(1)]);
        assert!(!a.contains(HeardId(1)) && a.contains(HeardId(2)));
        assert!(a.undo() && a.contains(HeardId(1)));
        assert!(a.undo() && !a.contains(HeardId(3)));
        assert!(a.undo() && a.is_empty());
        assert!(!a.undo());
    }
}
