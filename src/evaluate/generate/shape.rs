//! What was made, counted while it is made, from any thread.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use super::catalogue::{Catalogue, album};
use super::playlist::Playlist;

/// The shape of a data set.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Lists.
    pub playlists: u64,
    /// Tracks in lists, each as often as it stands there.
    pub entries: u64,
    /// Distinct tracks.
    pub tracks: u64,
    /// Distinct artists.
    pub artists: u64,
    /// Tracks that stand in one list only.
    pub once: u64,
    /// The lists that hold the track that is in most.
    pub most: u64,
    /// The mean length of a list.
    pub mean: f64,
    /// The standard deviation of the lengths.
    pub deviation: f64,
    /// The quartiles of the lengths: the shortest length that a quarter, a half, three quarters of the lists do not exceed.
    pub quartiles: [usize; 3],
    /// Sum over lists of length squared: the ordered pairs that counting meets.
    pub pairs: u64,
}

/// Counts.
#[derive(Debug)]
pub(super) struct Counted {
    /// The lists that hold each track.
    tracks: Vec<AtomicU32>,
    /// The lists of each length.
    lengths: Vec<AtomicU64>,
}

impl Counted {
    pub(super) fn new(c: &Catalogue) -> Self {
        Self {
            tracks: (0..c.tracks()).map(|_| AtomicU32::new(0)).collect(),
            lengths: (0..=256).map(|_| AtomicU64::new(0)).collect(),
        }
    }

    /// Sums do not depend on the order of threads.
    pub(super) fn add(&self, playlist: &Playlist) {
        for t in &playlist.tracks {
            self.tracks[*t as usize].fetch_add(1, Ordering::Relaxed);
        }
        self.lengths[playlist.tracks.len()].fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn shape(&self, c: &Catalogue) -> Shape {
        let mut artists = vec![false; c.artists() as usize];
        let (mut tracks, mut once, mut most) = (0, 0, 0);
        for (t, lists) in self.tracks.iter().enumerate() {
            let lists = lists.load(Ordering::Relaxed);
            if lists > 0 {
                tracks += 1;
                once += u64::from(lists == 1);
                most = most.max(u64::from(lists));
                artists[c.artist(album(t as u32)) as usize] = true;
            }
        }
        let lengths: Vec<u64> = self.lengths.iter().map(|n| n.load(Ordering::Relaxed)).collect();
        let sum = |power: u32| -> u64 {
            lengths.iter().enumerate().map(|(len, n)| (len as u64).pow(power) * n).sum()
        };
        let (playlists, entries, pairs) = (sum(0), sum(1), sum(2));
        let lists = playlists.max(1) as f64;
        let mean = entries as f64 / lists;
        let quartile = |q: u64| {
            let mut before = 0;
            let reached = |n: &u64| {
                before += n;
                4 * before >= q * playlists
            };
            lengths.iter().position(reached).unwrap_or(0)
        };
        Shape {
            playlists,
            entries,
            tracks,
            artists: artists.iter().filter(|a| **a).count() as u64,
            once,
            most,
            mean,
            deviation: libm::sqrt((pairs as f64 / lists - mean * mean).max(0.0)),
            quartiles: [quartile(1), quartile(2), quartile(3)],
            pairs,
        }
    }
}
