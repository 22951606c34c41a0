//! The neighbours of all tracks in flat arrays, filled in place by several threads.

use crate::build::incidence::Incidence;

/// Rows of neighbours, one a track, strongest first, ties in catalogue order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Neighbours {
    starts: Vec<usize>,
    lengths: Vec<u32>,
    tracks: Vec<u32>,
    weights: Vec<u16>,
    both: Vec<u8>,
}

/// One track's neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// The other tracks.
    pub tracks: &'a [u32],
    /// Their weights, 16 fractional bits.
    pub weights: &'a [u16],
    /// In how many lists both stand; 255 for 255 and more.
    pub both: &'a [u8],
}

impl Neighbours {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// True without rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// How many neighbours all rows have together.
    #[must_use]
    pub fn total(&self) -> usize {
        self.lengths.iter().map(|n| *n as usize).sum()
    }

    /// The row of a track.
    ///
    /// # Panics
    /// When there are not so many.
    #[must_use]
    pub fn row(&self, track: u32) -> Row<'_> {
        let from = self.starts[track as usize];
        let at = from..from + self.lengths[track as usize] as usize;
        Row { tracks: &self.tracks[at.clone()], weights: &self.weights[at.clone()], both: &self.both[at] }
    }

    /// All rows, in order.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        (0..self.len()).map(|t| self.row(t as u32))
    }

    /// Keeps the first `most` of each row.
    pub fn truncate(&mut self, most: usize) {
        for n in &mut self.lengths {
            *n = (*n).min(most as u32);
        }
        self.close_gaps();
    }

    /// Empty rows with room for as many neighbours as `keep` says of a track in so many lists, or as it can have.
    pub(super) fn with_room(incidence: &Incidence, keep: impl Fn(usize) -> usize) -> Self {
        let tracks = incidence.track_count();
        let mut starts = Vec::with_capacity(tracks + 1);
        let mut end = 0;
        for t in 0..tracks as u32 {
            starts.push(end);
            let lists = incidence.lists_with(t).len();
            let others = incidence.pairs(t) as usize - lists;
            end += keep(lists).min(others);
        }
        starts.push(end);
        Self {
            starts,
            lengths: vec![0; tracks],
            tracks: vec![0; end],
            weights: vec![0; end],
            both: vec![0; end],
        }
    }

    /// The rows cut into pieces of about equal work, each of which a thread may fill.
    pub(super) fn pieces(&mut self, incidence: &Incidence) -> Vec<Piece<'_>> {
        let enough = (incidence.all_pairs() / 1024).max(1 << 16);
        let mut pieces = Vec::new();
        let (mut lengths, mut tracks, mut weights, mut both) = (
            self.lengths.as_mut_slice(),
            self.tracks.as_mut_slice(),
            self.weights.as_mut_slice(),
            self.both.as_mut_slice(),
        );
        let mut first = 0;
        while !lengths.is_empty() {
            let (mut pairs, mut n) = (0, 0);
            while n < lengths.len() && pairs < enough {
                pairs += incidence.pairs((first + n) as u32);
                n += 1;
            }
            let room = self.starts[first + n] - self.starts[first];
            let (own, rest) = lengths.split_at_mut(n);
            lengths = rest;
            let (own_tracks, rest) = tracks.split_at_mut(room);
            tracks = rest;
            let (own_weights, rest) = weights.split_at_mut(room);
            weights = rest;
            let (own_both, rest) = both.split_at_mut(room);
            both = rest;
            pieces.push(Piece {
                first: first as u32,
                pairs,
                starts: &self.starts[first..=first + n],
                lengths: own,
                tracks: own_tracks,
                weights: own_weights,
                both: own_both,
            });
            first += n;
        }
        pieces
    }

    /// Moves the rows together where one was shorter than its room.
    pub(super) fn close_gaps(&mut self) {
        let mut end = 0;
        for t in 0..self.lengths.len() {
            let from = self.starts[t];
            let n = self.lengths[t] as usize;
            if from != end {
                self.tracks.copy_within(from..from + n, end);
                self.weights.copy_within(from..from + n, end);
                self.both.copy_within(from..from + n, end);
            }
            self.starts[t] = end;
            end += n;
        }
        if let Some(last) = self.starts.last_mut() {
            *last = end;
        }
        self.tracks.truncate(end);
        self.weights.truncate(end);
        self.both.truncate(end);
    }
}

/// Some rows that follow each other, for one thread to fill.
pub(super) struct Piece<'a> {
    /// How many pairs its tracks' lists hold.
    pub pairs: u64,
    first: u32,
    starts: &'a [usize],
    lengths: &'a mut [u32],
    tracks: &'a mut [u32],
    weights: &'a mut [u16],
    both: &'a mut [u8],
}

impl Piece<'_> {
    /// Fills each row by `find`, which is given the track, the room of its row, and where to put what it finds: at most that
    /// many, strongest first.
    pub(super) fn fill(&mut self, mut find: impl FnMut(u32, usize, &mut Vec<Found>)) {
        let mut row = Vec::new();
        for n in 0..self.lengths.len() {
            let from = self.starts[n] - self.starts[0];
            let room = self.starts[n + 1] - self.starts[n];
            row.clear();
            if room > 0 {
                find(self.first + n as u32, room, &mut row);
            }
            self.lengths[n] = row.len() as u32;
            for (at, f) in (from..).zip(&row) {
                self.tracks[at] = f.track();
                self.weights[at] = f.weight();
                self.both[at] = f.both();
            }
        }
    }
}

/// A neighbour in one number, of which the strongest is the largest, and of equally strong ones the first of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found(u64);

impl Found {
    pub(super) fn new(track: u32, weight: u16, both: u32) -> Self {
        let both = both.min(u32::from(u8::MAX));
        Self(u64::from(weight) << 40 | u64::from(!track) << 8 | u64::from(both))
    }

    pub(super) fn track(self) -> u32 {
        !((self.0 >> 8) as u32)
    }

    pub(super) fn weight(self) -> u16 {
        (self.0 >> 40) as u16
    }

    fn both(self) -> u8 {
        self.0 as u8
    }
}
