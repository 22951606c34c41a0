//! Collects raw listens from any number of readers into one [`History`]: shares tracks, sorts, joins duplicates.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::join::{Join, Joined, join_duplicates};
use super::{HeardId, HeardTrack, History, Listen, RawListen, Source, SourceId};

// A fixed hasher: nothing of a history may depend on a random seed.
pub(super) type FixedMap<K, V> = HashMap<K, V, BuildHasherDefault<DefaultHasher>>;

/// What [`HistoryBuilder::push`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// The first listen to this track.
    NewTrack,
    /// A further listen to a known track.
    KnownTrack,
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

fn name_of<'a>(tracks: &'a [HeardTrack], l: &Listen) -> (&'a str, &'a str) {
    let t = &tracks[l.track.0 as usize];
    (&t.artist, &t.title)
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
