//! A made-up challenge: further playlists, of which a part is told and the whole is written beside it.

use std::io::{self, Write};

use super::Generator;
use super::playlist::Playlist;
use super::slice::{number, push_slice, push_tracks, text};
use crate::evaluate::challenge::Kind;
use crate::evaluate::splitmix::Draws;

/// So many tracks at least are withheld of a playlist.
const WITHHELD: usize = 10;

/// Tells the draw of random seeds from that of playlists.
const SEEDS: u64 = 0x5eed << 48;

impl Generator {
    /// Writes a challenge set of so many playlists, of each published kind in turn, and the slice of the whole playlists. They
    /// are numbered from behind the last one of the slices on; numbers whose playlist is too short for its kind are passed
    /// over. They are of the same catalogue, and not counted in the shape.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn challenge(&self, count: u64, set: &mut impl Write, truth: &mut impl Write) -> io::Result<()> {
        let (mut out, mut whole) = (Vec::new(), Vec::new());
        text(
            &mut out,
            "{\n    \"date\": \"2018-01-16 08:47:28.198015\", \n    \"version\": \"v1\", \n    \"playlists\": [\n",
        );
        let mut pid = self.playlists;
        for (n, kind) in (0..count).zip(Kind::PUBLISHED.iter().cycle()) {
            let playlist = loop {
                let playlist = Playlist::draw(&self.catalogue, self.seed, pid);
                pid += 1;
                if playlist.tracks.len() >= kind.seeds + WITHHELD {
                    break playlist;
                }
            };
            if n > 0 {
                text(&mut out, ", \n");
            }
            self.push_told(&mut out, &playlist, *kind);
            set.write_all(&out)?;
            out.clear();
            whole.push(playlist);
        }
        text(&mut out, "\n    ]\n}");
        set.write_all(&out)?;
        set.flush()?;
        out.clear();
        push_slice(&mut out, &self.catalogue, (self.playlists, pid.saturating_sub(1)), whole.iter());
        truth.write_all(&out)?;
        truth.flush()
    }

    /// Writes a playlist as a challenge set tells it.
    fn push_told(&self, out: &mut Vec<u8>, p: &Playlist, kind: Kind) {
        let told = told(p, kind, self.seed);
        text(out, "        {\n");
        if !kind.untitled {
            text(out, "            \"name\": \"");
            out.extend_from_slice(&p.name);
            text(out, "\", \n");
        }
        text(out, "            \"num_holdouts\": ");
        number(out, (p.tracks.len() - told.len()) as u64);
        text(out, ", \n            \"pid\": ");
        number(out, p.pid);
        text(out, ", \n            \"num_tracks\": ");
        number(out, p.tracks.len() as u64);
        text(out, ", \n            \"tracks\": [\n");
        push_tracks(out, &self.catalogue, told.iter().map(|n| (*n, p.tracks[*n])));
        text(out, "            ], \n            \"num_samples\": ");
        number(out, told.len() as u64);
        text(out, "\n        }");
    }
}

/// The positions that are told, ascending.
fn told(p: &Playlist, kind: Kind, seed: u64) -> Vec<usize> {
    if !kind.random {
        return (0..kind.seeds).collect();
    }
    let mut draws = Draws::new(seed ^ SEEDS, p.pid << 20);
    let mut positions: Vec<usize> = (0..p.tracks.len()).collect();
    for n in 0..kind.seeds {
        let other = n + draws.below((positions.len() - n) as u64) as usize;
        positions.swap(n, other);
    }
    positions.truncate(kind.seeds);
    positions.sort_unstable();
    positions
}
