//! What is written, whatever the format: listed tracks with their names, identifiers, places and reasons.

use thiserror::Error;

use crate::engine::SCALE;
use crate::identify::MatchRule;
use crate::pack::{Pack, TrackId};
use crate::policy;
use crate::query::Answer;
use crate::report::Names;

/// A list of tracks to take elsewhere. Every text is cleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Playlist {
    /// What it is called.
    pub title: String,
    /// The name of the pack that it was recommended from.
    pub pack: String,
    /// The licence of that pack, an SPDX expression.
    pub licence: String,
    /// The fingerprint of the ranking.
    pub hash: String,
    /// Divide scores and points by it.
    pub scale: i64,
    /// The tracks, best first.
    pub tracks: Vec<Track>,
}

/// One track of a playlist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// Its number in the pack's catalogue.
    pub id: TrackId,
    /// From 1.
    pub rank: usize,
    /// The title.
    pub title: String,
    /// The artist.
    pub artist: String,
    /// The year it came out, where the pack says it.
    pub year: Option<u16>,
    /// International Standard Recording Code, where the pack says it.
    pub isrc: Option<String>,
    /// `MusicBrainz` recording id, where the pack says it.
    pub mbid: Option<String>,
    /// Where it lies at a service, such as `spotify:track:…`, where the pack says it.
    pub uri: Option<String>,
    /// The file that holds it, where the person's library was read.
    pub place: Option<Place>,
    /// The score; divide by [`Playlist::scale`].
    pub score: i64,
    /// Why it is listed, in one sentence; empty when reasons were left out.
    pub sentence: String,
    /// What the score is the sum of, largest first; empty when reasons were left out.
    pub reasons: Vec<Reason>,
}

/// A file of the person's library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its path, relative to where the playlist is written, or absolute; with `/` between its parts. Not cleaned: it must
    /// be found.
    pub path: String,
    /// How long it plays, in milliseconds, where its tags say it.
    pub ms: Option<u64>,
}

/// One contribution to a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The signal that gave the points.
    pub signal: &'static str,
    /// The points; divide by [`Playlist::scale`].
    pub points: i64,
    /// What they come from: a track of the history, an artist, a word.
    pub from: String,
    /// What that rests on.
    pub evidence: String,
}

/// The terms of a pack do not let its playlists go.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "the terms of the {pack} ({licence}) forbid handing on what is made from it, so no playlist is written; the list itself \
can be looked at with --format table, plain or json"
)]
pub struct Refused {
    /// The pack.
    pub pack: String,
    /// Its licence.
    pub licence: String,
}

impl Playlist {
    /// The listed tracks of an answer, with their reasons.
    ///
    /// # Errors
    /// When the terms of the pack forbid handing on what is derived from it.
    pub fn of(pack: &Pack, answer: &Answer, title: &str) -> Result<Self, Refused> {
        let names = Names::new(pack);
        let (name, licence) = (names.name().into_owned(), names.licence().into_owned());
        if !policy::may_be_shared(&licence) {
            return Err(Refused { pack: name, licence });
        }
        let identifier = |id, kind| names.identifier(id, kind).map(std::borrow::Cow::into_owned);
        let listed = answer.ranking.listed.iter().enumerate();
        let tracks = listed.map(|(n, ranked)| {
            let contributions = answer.contributions(pack, ranked);
            let bars = names.waterfall(&contributions, ranked.score, contributions.len()).bars;
            let reasons = bars.into_iter().zip(&contributions).map(|(bar, c)| Reason {
                signal: c.signal.name(),
                points: c.points,
                from: bar.label,
                evidence: names.evidence(c),
            });
            Track {
                id: ranked.track,
                rank: n + 1,
                title: names.title(ranked.track).into_owned(),
                artist: names.artist_of(ranked.track).into_owned(),
                year: pack.year(ranked.track),
                isrc: identifier(ranked.track, MatchRule::Isrc),
                mbid: identifier(ranked.track, MatchRule::Mbid),
                uri: identifier(ranked.track, MatchRule::Uri),
                place: None,
                score: ranked.score,
                sentence: names.sentence(&contributions),
                reasons: reasons.collect(),
            }
        });
        let tracks = tracks.collect();
        let (title, hash) = (crate::text::clean(title).into_owned(), answer.ranking.hash.clone());
        Ok(Self { title, pack: name, licence, hash, scale: SCALE, tracks })
    }

    /// The same list without what it tells of the person: reasons name what they have listened to.
    #[must_use]
    pub fn without_reasons(mut self) -> Self {
        for track in &mut self.tracks {
            track.sentence.clear();
            track.reasons.clear();
        }
        self
    }

    /// One line about where the list comes from.
    pub(super) fn about(&self) -> String {
        let tracks = crate::text::counted(self.tracks.len(), "track", "tracks");
        let Self { pack, licence, hash, .. } = self;
        format!("{tracks} recommended by {} from the {pack} ({licence}), ranking {hash}", super::CREATOR)
    }
}

impl Track {
    /// `Artist - Title`, as most programs show and read it.
    pub(super) fn full_name(&self) -> String {
        format!("{} - {}", self.artist, self.title)
    }
}
