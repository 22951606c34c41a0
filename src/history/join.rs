//! Which rows tell of the same play: one of them stays, and keeps the sources of the others.

use super::builder::FixedMap;
use super::{HeardTrack, Listen, Outcome, Source, SourceId};

/// Two rows of one track within this many seconds, played equally long, are one play (Spotify's exports repeat rows; the
/// window is the one Maloja's importer uses).
const SAME_PLAY_WINDOW: i64 = 30;

/// Account data is precise to the minute only, so across kinds of source a play is the same within this window.
const CROSS_SOURCE_WINDOW: i64 = 60;

/// Some sources count in seconds, so across kinds two lengths are the same within so many milliseconds.
const CROSS_SOURCE_LENGTH: u32 = 1000;

/// A row is compared with at most so many rows of its track within the window. Nobody plays one track more often in a
/// minute; a file that says so shall not make the comparison quadratic.
const LOOK_BACK: usize = 32;

/// A duplicate that was joined with another listen: the row that went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Join {
    /// The source of the row.
    pub source: SourceId,
    /// What the row had counted as.
    pub outcome: Outcome,
}

/// What became of the rows that repeat another.
pub(super) struct Joined {
    /// Each of them.
    pub(super) gone: Vec<Join>,
    /// For each that came from another source than the row it went into: the place of that row, and the other source.
    pub(super) also: Vec<(u32, SourceId)>,
}

/// Removes rows that repeat another row of the same artist and title.
pub(super) fn join_duplicates(
    listens: &mut Vec<Listen>,
    tracks: &[HeardTrack],
    sources: &[Source],
) -> Joined {
    // The same play may carry an album or URI in one file and none in another: compare by name.
    let mut group_of: FixedMap<(&str, &str), u32> = FixedMap::default();
    let groups: Vec<u32> = tracks
        .iter()
        .map(|t| {
            let n = group_of.len() as u32;
            *group_of.entry((&t.artist, &t.title)).or_insert(n)
        })
        .collect();
    let mut order: Vec<u32> =
        (0..listens.len() as u32).filter(|&n| listens[n as usize].at.is_some()).collect();
    order.sort_unstable_by_key(|&n| {
        let l = &listens[n as usize];
        (groups[l.track.0 as usize], begun(l, sources), n)
    });
    let mut gone = vec![false; listens.len()];
    // Which row each went into; that one may have gone into another since.
    let mut into: Vec<(u32, u32)> = Vec::new();
    // The rows that stay, of the group at hand, near enough in time to be repeated by the next one; oldest first.
    let mut near: Vec<u32> = Vec::with_capacity(LOOK_BACK);
    for &n in &order {
        let l = listens[n as usize];
        let group = groups[l.track.0 as usize];
        near.retain(|&m| {
            let e = &listens[m as usize];
            groups[e.track.0 as usize] == group && gap(e, &l, sources) <= CROSS_SOURCE_WINDOW
        });
        let repeated = near.iter().rposition(|&m| same_play(&listens[m as usize], &l, sources));
        let gone_row = if let Some(place) = repeated {
            let earlier = near[place];
            // Keep the row that knows more: a second-precise extended row over a minute-precise one.
            if knows_more(&l, &listens[earlier as usize], tracks) {
                near.remove(place);
                near.push(n);
                Some((earlier, n))
            } else {
                Some((n, earlier))
            }
        } else {
            if near.len() == LOOK_BACK {
                near.remove(0);
            }
            near.push(n);
            None
        };
        if let Some((row, kept)) = gone_row {
            gone[row as usize] = true;
            into.push((row, kept));
        }
    }
    let joined = into.iter().map(|(row, _)| {
        let Listen { source, outcome, .. } = listens[*row as usize];
        Join { source, outcome }
    });
    let joined = joined.collect();
    let also = provenance(listens, &into);
    let mut n = 0;
    listens.retain(|_| {
        n += 1;
        !gone[n - 1]
    });
    Joined { gone: joined, also }
}

/// For the rows that are kept, by their place once the others are gone: the other sources that tell of them.
fn provenance(listens: &[Listen], into: &[(u32, u32)]) -> Vec<(u32, SourceId)> {
    let next: FixedMap<u32, u32> = into.iter().copied().collect();
    let kept = |mut row: u32| {
        while let Some(&further) = next.get(&row) {
            row = further;
        }
        row
    };
    let mut gone: Vec<u32> = next.keys().copied().collect();
    gone.sort_unstable();
    into.iter()
        .map(|&(row, _)| (kept(row), listens[row as usize].source))
        .filter(|(kept, source)| listens[*kept as usize].source != *source)
        .map(|(kept, source)| (kept - gone.partition_point(|&g| g < kept) as u32, source))
        .collect()
}

/// When a play began, as far as its source tells; sources that tell the end only know it by the length.
fn begun(l: &Listen, sources: &[Source]) -> Option<i64> {
    let tells_the_end = sources.get(l.source.0 as usize).is_some_and(|s| s.kind.tells_the_end());
    let ms = l.ms_played.filter(|_| tells_the_end).unwrap_or(0);
    l.at.map(|at| at - i64::from(ms / 1000))
}

/// How far apart two plays began, in seconds.
fn gap(a: &Listen, b: &Listen, sources: &[Source]) -> i64 {
    match (begun(a, sources), begun(b, sources)) {
        (Some(x), Some(y)) => (y - x).abs(),
        _ => i64::MAX,
    }
}

fn same_play(a: &Listen, b: &Listen, sources: &[Source]) -> bool {
    let across =
        sources.get(a.source.0 as usize).map(|s| s.kind) != sources.get(b.source.0 as usize).map(|s| s.kind);
    let (window, length) =
        if across { (CROSS_SOURCE_WINDOW, CROSS_SOURCE_LENGTH) } else { (SAME_PLAY_WINDOW, 0) };
    let gap = gap(a, b, sources);
    match (a.ms_played, b.ms_played) {
        (Some(x), Some(y)) => x.abs_diff(y) <= length && gap <= window,
        // One of them does not say how long: only the same moment counts within a kind, the window across kinds.
        _ => gap <= if across { window } else { 0 },
    }
}

fn knows_more(a: &Listen, b: &Listen, tracks: &[HeardTrack]) -> bool {
    let knows = |l: &Listen| {
        let t = &tracks[l.track.0 as usize];
        [t.album.is_some(), t.uri.is_some(), t.isrc.is_some(), t.mbid.is_some(), l.ms_played.is_some()]
            .iter()
            .filter(|k| **k)
            .count()
    };
    knows(a) > knows(b)
}
