//! Collects raw listens from any number of readers into one [`History`]: shares tracks, sorts, joins duplicates.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::{HeardId, HeardTrack, History, Listen, Outcome, RawListen, Source, SourceId};

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

// A fixed hasher: nothing of a history may depend on a random seed.
type FixedMap<K, V> = HashMap<K, V, BuildHasherDefault<DefaultHasher>>;

/// What [`HistoryBuilder::push`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// The first listen to this track.
    NewTrack,
    /// A further listen to a known track.
    KnownTrack,
}

/// A duplicate that was joined with another listen: the row that went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Join {
    /// The source of the row.
    pub source: SourceId,
    /// What the row had counted as.
    pub outcome: Outcome,
}

/// Collects raw listens; [`HistoryBuilder::finish`] gives the history.
#[derive(Debug, Default)]
pub struct HistoryBuilder {
    by_name: FixedMap<HeardTrack, u32>,
    listens: Vec<Listen>,
    sources: Vec<Source>,
}

impl HistoryBuilder {
    /// An empty builder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Announces a source; its id goes with every listen pushed for it.
    pub fn source(&mut self, source: Source) -> SourceId {
        self.sources.push(source);
        SourceId(u16::try_from(self.sources.len() - 1).unwrap_or(u16::MAX))
    }

    /// The id of a track: a new one, or the one it got when it was first named.
    pub fn track(&mut self, track: HeardTrack) -> (HeardId, Added) {
        let next = self.by_name.len() as u32;
        let mut added = Added::KnownTrack;
        let id = *self.by_name.entry(track).or_insert_with(|| {
            added = Added::NewTrack;
            next
        });
        (HeardId(id), added)
    }

    /// Adds one listen whose track and source came from this builder. For readers that share tracks themselves.
    pub fn listen(&mut self, listen: Listen) {
        self.listens.push(Listen { count: listen.count.max(1), ..listen });
    }

    /// Adds one listen.
    pub fn push(&mut self, source: SourceId, raw: RawListen) -> Added {
        let (track, added) = self.track(raw.track);
        let RawListen { at, count, ms_played, outcome, .. } = raw;
        self.listen(Listen { at, track, count, ms_played, outcome, source });
        added
    }

    /// How many listens were pushed so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.listens.len()
    }

    /// True when nothing was pushed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.listens.is_empty()
    }

    /// Sorts newest first and joins duplicates; gives the history and one [`Join`] for each row that went.
    #[must_use]
    pub fn finish(self) -> (History, Vec<Join>) {
        let Self { by_name, mut listens, sources } = self;
        let mut named: Vec<(u32, HeardTrack)> = by_name.into_iter().map(|(t, n)| (n, t)).collect();
        named.sort_unstable_by_key(|(n, _)| *n);
        let tracks: Vec<HeardTrack> = named.into_iter().map(|(_, t)| t).collect();
        let Joined { gone, also } = join_duplicates(&mut listens, &tracks, &sources);
        // Newest first; equal times by track, so that the order of files does not show. Rows without a time keep their order.
        let newest_first = |a: &Listen, b: &Listen| {
            b.at.cmp(&a.at).then_with(|| {
                if a.at.is_some() { name_of(&tracks, a).cmp(&name_of(&tracks, b)) } else { Ordering::Equal }
            })
        };
        let also = if also.is_empty() {
            listens.sort_by(newest_first);
            also
        } else {
            let mut order: Vec<u32> = (0..listens.len() as u32).collect();
            order.sort_by(|&a, &b| newest_first(&listens[a as usize], &listens[b as usize]));
            let mut place_of = vec![0; listens.len()];
            for (place, &n) in order.iter().enumerate() {
                place_of[n as usize] = place as u32;
            }
            listens = order.into_iter().map(|n| listens[n as usize]).collect();
            let mut also: Vec<_> =
                also.into_iter().map(|(n, source)| (place_of[n as usize], source)).collect();
            also.sort_unstable();
            also.dedup();
            also
        };
        (History { tracks, listens, sources, also }, gone)
    }
}

/// What became of the rows that repeat another.
struct Joined {
    /// Each of them.
    gone: Vec<Join>,
    /// For each that came from another source than the row it went into: the place of that row, and the other source.
    also: Vec<(u32, SourceId)>,
}

fn name_of<'a>(tracks: &'a [HeardTrack], l: &Listen) -> (&'a str, &'a str) {
    let t = &tracks[l.track.0 as usize];
    (&t.artist, &t.title)
}

/// Removes rows that repeat another row of the same artist and title.
fn join_duplicates(listens: &mut Vec<Listen>, tracks: &[HeardTrack], sources: &[Source]) -> Joined {
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

#[cfg(test)]
mod tests {
    use super::super::{Outcome, SourceKind};
    use super::*;

    fn source(kind: SourceKind) -> Source {
        Source { kind, label: "a".into() }
    }

    fn raw(title: &str, at: Option<i64>, ms: Option<u32>) -> RawListen {
        RawListen { at, ms_played: ms, ..RawListen::named("A", title) }
    }

    #[test]
    fn newest_first_and_untimed_last_in_order() {
        let mut b = HistoryBuilder::new();
        let s = b.source(source(SourceKind::Csv));
        for r in [
            raw("x", None, None),
            raw("old", Some(10), None),
            raw("y", None, None),
            raw("new", Some(99), None),
        ] {
            b.push(s, r);
        }
        let (h, joined) = b.finish();
        let titles: Vec<&str> = h.listens().iter().map(|l| &*h.track(l.track).title).collect();
        assert_eq!(titles, ["new", "old", "x", "y"]);
        assert!(joined.is_empty());
        assert_eq!(h.as_of(), Some(99));
    }

    #[test]
    fn repeated_rows_of_overlapping_files_are_joined_but_real_repeats_stay() {
        let mut b = HistoryBuilder::new();
        let s = b.source(source(SourceKind::SpotifyExtended));
        for at in [1000, 1000, 1020, 1300] {
            b.push(s, raw("t", Some(at), Some(200_000)));
        }
        b.push(s, raw("t", Some(1310), Some(5_000)));
        let (h, joined) = b.finish();
        // 1000, 1000 and 1020 are one play; 1300 is another; 1310 lasted differently.
        assert_eq!(h.listens().len(), 3);
        assert_eq!(joined.len(), 2);
    }

    #[test]
    fn a_minute_precise_row_gives_way_to_the_extended_one() {
        let mut b = HistoryBuilder::new();
        let account = b.source(source(SourceKind::SpotifyAccount));
        let extended = b.source(source(SourceKind::SpotifyExtended));
        b.push(account, raw("t", Some(960), Some(200_000)));
        let mut full = raw("t", Some(1001), Some(200_000));
        full.track.album = Some("al".into());
        b.push(extended, full);
        let (h, joined) = b.finish();
        assert_eq!(h.listens().len(), 1);
        assert_eq!(h.listens()[0].source, extended);
        assert_eq!(h.listens()[0].outcome, Outcome::Played);
        assert_eq!(joined, [Join { source: account, outcome: Outcome::Played }]);
    }

    #[test]
    fn a_play_that_two_sources_tell_of_keeps_both() {
        let mut b = HistoryBuilder::new();
        let scrobbles = b.source(source(SourceKind::ListenBrainz));
        let spotify = b.source(source(SourceKind::SpotifyExtended));
        let other = b.source(source(SourceKind::Maloja));
        // It began at 800 and ended at 1000; the scrobbler counts in seconds and knows no length of another play.
        b.push(scrobbles, raw("t", Some(802), Some(200_000)));
        b.push(other, raw("t", Some(799), None));
        let mut full = raw("t", Some(1000), Some(200_400));
        full.track.uri = Some("u".into());
        b.push(spotify, full);
        b.push(scrobbles, raw("u", Some(5000), None));
        let (h, joined) = b.finish();
        assert_eq!((h.listens().len(), joined.len()), (2, 2));
        assert_eq!(h.listens()[1].source, spotify);
        assert_eq!(h.also(1).collect::<Vec<_>>(), [scrobbles, other]);
        assert_eq!(h.also(0).count(), 0);
    }

    #[test]
    fn a_moment_with_very_many_rows_is_not_quadratic() {
        let mut b = HistoryBuilder::new();
        let s = b.source(source(SourceKind::Csv));
        for n in 0..200_000 {
            b.push(s, raw("t", Some(1000), Some(1 + n % 100_000)));
        }
        let (h, joined) = b.finish();
        // Every length comes twice, but 100,000 rows apart, which is beyond the look-back.
        assert_eq!((h.listens().len(), joined.len()), (200_000, 0));
    }
}
