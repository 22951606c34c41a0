//! Histories made of the lists of a pack.

use std::collections::HashSet;
use std::time::Duration;

use glasscrate::history::{HeardId, Plays};
use glasscrate::identify::{MatchRule, Seed, Seeds};
use glasscrate::pack::{ListId, Pack, TrackId};

/// The tracks of lists spread over the pack, until there are enough.
pub(crate) fn seeds(pack: &Pack, question: u32, count: usize) -> Seeds {
    let lists = pack.list_count() as u64;
    let mut tracks: Vec<TrackId> = Vec::new();
    let mut known = HashSet::new();
    for step in 0u64.. {
        if tracks.len() == count || step > lists {
            break;
        }
        let list = (u64::from(question) * 7919 + step * 104_729) % lists;
        tracks.extend(
            pack.list_tracks(ListId(list as u32)).filter(|t| known.insert(*t)).take(count - tracks.len()),
        );
    }
    let seed = |(n, track): (usize, TrackId)| Seed {
        track,
        weight: 1024,
        plays: Plays::default(),
        rule: MatchRule::Uri,
        heard: vec![HeardId(n as u32)],
        place: n as u32,
    };
    Seeds::of(tracks.into_iter().enumerate().map(seed).collect())
}

/// The median and the 99th percentile, in milliseconds.
pub(crate) fn percentiles(mut took: Vec<Duration>) -> (f64, f64) {
    took.sort();
    let at = |share: usize| {
        took.get(took.len().saturating_sub(1) * share / 100).map_or(0.0, |d| d.as_secs_f64() * 1e3)
    };
    (at(50), at(99))
}
