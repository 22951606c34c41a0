//! JSPF, XSPF written as JSON: <https://wiki.xiph.org/JSPF_Draft>, with the extensions of
//! <https://musicbrainz.org/doc/jspf>, and ours.
//!
//! An extension is a list of bodies by the draft, and one body by `MusicBrainz`; each is written as its readers expect it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::playlist::{Playlist, Reason, Track};
use super::{CREATOR, EXTENSION, uri};

/// The extension of `MusicBrainz` for playlists.
pub(super) const OF_PLAYLIST: &str = "https://musicbrainz.org/doc/jspf#playlist";

#[derive(Serialize)]
pub(super) struct Jspf<'a> {
    playlist: PlaylistLine<'a>,
}

#[derive(Serialize)]
pub(super) struct PlaylistLine<'a> {
    title: &'a str,
    creator: &'static str,
    annotation: String,
    extension: BTreeMap<&'static str, PlaylistExtension<'a>>,
    track: Vec<TrackLine<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum PlaylistExtension<'a> {
    MusicBrainz { public: bool },
    Ours([Ranking<'a>; 1]),
}

#[derive(Serialize)]
pub(super) struct Ranking<'a> {
    hash: &'a str,
    scale: i64,
    pack: &'a str,
    licence: &'a str,
}

#[derive(Serialize)]
pub(super) struct TrackLine<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    location: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    identifier: Vec<String>,
    title: &'a str,
    creator: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    annotation: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<u64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extension: BTreeMap<&'static str, [Reasons<'a>; 1]>,
}

#[derive(Serialize)]
pub(super) struct Reasons<'a> {
    rank: usize,
    score: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    isrc: Option<&'a str>,
    #[serde(rename = "reasons")]
    lines: Vec<ReasonLine<'a>>,
}

#[derive(Serialize)]
struct ReasonLine<'a> {
    signal: &'a str,
    points: i64,
    from: &'a str,
    evidence: &'a str,
}

pub(super) fn write(playlist: &Playlist, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &whole(playlist))?;
    writeln!(out)
}

fn whole(playlist: &Playlist) -> Jspf<'_> {
    let Playlist { title, pack, licence, hash, scale, tracks } = playlist;
    let ours = PlaylistExtension::Ours([Ranking { hash, scale: *scale, pack, licence }]);
    let extension =
        BTreeMap::from([(OF_PLAYLIST, PlaylistExtension::MusicBrainz { public: false }), (EXTENSION, ours)]);
    let track = tracks.iter().map(line).collect();
    Jspf {
        playlist: PlaylistLine { title, creator: CREATOR, annotation: playlist.about(), extension, track },
    }
}

fn line(track: &Track) -> TrackLine<'_> {
    let page = track.mbid.as_deref().and_then(uri::recording);
    let service = track.uri.as_deref().and_then(uri::absolute).map(str::to_owned);
    let reasons = track.reasons.iter().map(|Reason { signal, points, from, evidence }| ReasonLine {
        signal,
        points: *points,
        from,
        evidence,
    });
    let ours = Reasons {
        rank: track.rank,
        score: track.score,
        year: track.year,
        isrc: track.isrc.as_deref(),
        lines: reasons.collect(),
    };
    TrackLine {
        location: track.place.iter().map(|p| uri::of_path(&p.path)).collect(),
        identifier: page.into_iter().chain(service).collect(),
        title: &track.title,
        creator: &track.artist,
        annotation: &track.sentence,
        duration: track.place.as_ref().and_then(|p| p.ms),
        extension: BTreeMap::from([(EXTENSION, [ours])]),
    }
}
