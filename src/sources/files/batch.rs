//! What a reader makes of one file: distinct tracks, listens that point at them, and the account of every row.
//!
//! Tracks are shared here already, file by file, so that merging a file costs by its distinct tracks and no name is kept
//! once a row.

use std::borrow::Cow;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::io;

use hashbrown::HashTable;

use crate::history::{
    HeardId, HeardTrack, HistoryBuilder, Listen, Outcome, Source, SourceId, SourceKind, UnixSeconds,
};
use crate::sources::report::{BAD_SHOWN, BadRecord, DropReason, FileOutcome, FileReport, Position, Tally};
use crate::text::clean;

/// A track as a row names it; cleaned, borrowed from the row where nothing had to change.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Names<'a> {
    artist: Cow<'a, str>,
    title: Cow<'a, str>,
    album: Option<Cow<'a, str>>,
    uri: Option<Cow<'a, str>>,
    isrc: Option<Cow<'a, str>>,
    mbid: Option<Cow<'a, str>>,
}

impl<'a> Names<'a> {
    /// The names of a row; `None` when artist or title say nothing.
    pub(in crate::sources) fn new(artist: Option<&'a str>, title: Option<&'a str>) -> Option<Self> {
        let (artist, title) = (said(artist)?, said(title)?);
        // What Spotify's account data writes for what is no longer in its catalogue.
        if artist == "Unknown Artist" && title == "Unknown Track" {
            return None;
        }
        Some(Self { artist, title, album: None, uri: None, isrc: None, mbid: None })
    }

    pub(in crate::sources) fn album(self, album: Option<&'a str>) -> Self {
        Self { album: said(album), ..self }
    }

    pub(in crate::sources) fn uri(self, uri: Option<&'a str>) -> Self {
        Self { uri: said(uri), ..self }
    }

    pub(in crate::sources) fn isrc(self, isrc: Option<&'a str>) -> Self {
        Self { isrc: said(isrc), ..self }
    }

    pub(super) fn mbid(self, mbid: Option<&'a str>) -> Self {
        Self { mbid: said(mbid), ..self }
    }

    fn names(&self, track: &HeardTrack) -> bool {
        let same = |a: &Option<Cow<'_, str>>, b: &Option<Box<str>>| a.as_deref() == b.as_deref();
        *self.title == *track.title
            && *self.artist == *track.artist
            && same(&self.uri, &track.uri)
            && same(&self.album, &track.album)
            && same(&self.isrc, &track.isrc)
            && same(&self.mbid, &track.mbid)
    }

    fn into_track(self) -> HeardTrack {
        let own = |text: Cow<'_, str>| text.into_owned().into_boxed_str();
        HeardTrack {
            artist: own(self.artist),
            title: own(self.title),
            album: self.album.map(own),
            uri: self.uri.map(own),
            isrc: self.isrc.map(own),
            mbid: self.mbid.map(own),
        }
    }
}

/// A field that says something, cleaned.
fn said(field: Option<&str>) -> Option<Cow<'_, str>> {
    field.map(clean).filter(|text| !text.is_empty())
}

/// When, how long and how a track was played.
#[derive(Debug, Clone, Copy)]
pub(in crate::sources) struct Play {
    pub(in crate::sources) at: Option<UnixSeconds>,
    pub(in crate::sources) count: u32,
    /// Milliseconds; more than `u32` holds (49 days) is cut to it.
    pub(in crate::sources) ms_played: Option<i64>,
    pub(in crate::sources) outcome: Outcome,
}

/// The rows of one file.
#[derive(Debug)]
pub(crate) struct Batch {
    kind: SourceKind,
    index: HashTable<u32>,
    tracks: Vec<HeardTrack>,
    /// With this batch's own track numbers; the source is filled in when merged.
    listens: Vec<Listen>,
    tally: Tally,
    bad: Vec<BadRecord>,
    stopped: Option<String>,
}

impl Batch {
    pub(in crate::sources) fn new(kind: SourceKind) -> Self {
        Self {
            kind,
            index: HashTable::new(),
            tracks: Vec::new(),
            listens: Vec::new(),
            tally: Tally::default(),
            bad: Vec::new(),
            stopped: None,
        }
    }

    /// A row is a listen.
    pub(in crate::sources) fn keep(&mut self, names: Names<'_>, play: Play) {
        self.tally.keep(play.outcome);
        let track = self.track(names);
        self.listens.push(Listen {
            at: play.at,
            track,
            count: play.count.max(1),
            ms_played: play.ms_played.map(|ms| u32::try_from(ms.max(0)).unwrap_or(u32::MAX)),
            outcome: play.outcome,
            source: SourceId(0),
        });
    }

    fn track(&mut self, names: Names<'_>) -> HeardId {
        // A fixed hasher over the two names that tell nearly all tracks apart.
        let hasher = BuildHasherDefault::<DefaultHasher>::new();
        let hash = hasher.hash_one((&*names.artist, &*names.title));
        let tracks = &mut self.tracks;
        if let Some(&n) = self.index.find(hash, |&n| names.names(&tracks[n as usize])) {
            return HeardId(n);
        }
        let n = tracks.len() as u32;
        tracks.push(names.into_track());
        self.index.insert_unique(hash, n, |&n| {
            let t = &tracks[n as usize];
            hasher.hash_one((&*t.artist, &*t.title))
        });
        HeardId(n)
    }

    /// A row is no listen.
    pub(super) fn drop(&mut self, reason: DropReason) {
        self.tally.drop(reason);
    }

    /// A row cannot be read. `what` must quote nothing of it.
    pub(in crate::sources) fn bad(
        &mut self,
        reason: DropReason,
        position: Position,
        what: impl Into<String>,
    ) {
        self.tally.drop(reason);
        if self.bad.len() < BAD_SHOWN {
            self.bad.push(BadRecord { position, what: what.into() });
        }
    }

    /// How many rows there were so far.
    pub(in crate::sources) fn rows(&self) -> u64 {
        self.tally.rows
    }

    /// The file could not be read to its end.
    pub(super) fn stop(&mut self, error: &io::Error) {
        self.stopped = Some(format!("stopped: {error}; what came before was kept"));
    }

    /// The file ends within a record.
    pub(super) fn cut_off(&mut self) {
        self.stopped = Some("the file ends within a record; what came before was kept".to_owned());
    }

    /// Moves all times by so many seconds.
    pub(crate) fn shift_newest_to(&mut self, newest: UnixSeconds) {
        let Some(now_newest) = self.listens.iter().filter_map(|l| l.at).max() else { return };
        let by = newest.saturating_sub(now_newest);
        for l in &mut self.listens {
            l.at = l.at.map(|at| at.saturating_add(by));
        }
    }

    /// Puts another kind in the place of the one told by shape (a sample history is a table, but no file of the person).
    pub(crate) fn set_kind(&mut self, kind: SourceKind) {
        self.kind = kind;
    }

    /// Hands tracks and listens to the builder, and gives the account; with the source when there are listens.
    pub(crate) fn merge(self, label: String, into: &mut HistoryBuilder) -> (FileReport, Option<SourceId>) {
        let Self { kind, tracks, listens, tally, bad, stopped, index: _ } = self;
        let source = (!listens.is_empty()).then(|| into.source(Source { kind, label: label.clone() }));
        if let Some(source) = source {
            let ids: Vec<HeardId> = tracks.into_iter().map(|t| into.track(t).0).collect();
            for l in listens {
                into.listen(Listen { track: ids[l.track.0 as usize], source, ..l });
            }
        }
        (FileReport { label, outcome: FileOutcome::Read(kind), tally, bad, stopped }, source)
    }
}
