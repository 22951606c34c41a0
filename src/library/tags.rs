//! What the tags of one audio file say.

use std::path::Path;

use lofty::config::ParseOptions;
use lofty::file::{AudioFile, TaggedFileExt};
use lofty::probe::Probe;
use lofty::tag::{Accessor, ItemKey, Tag};

use crate::history::HeardTrack;
use crate::text::clean;

/// Endings of files that may be audio.
const AUDIO: [&str; 16] = [
    "aac", "aif", "aiff", "ape", "flac", "m4a", "m4b", "mp3", "mp4", "mpc", "oga", "ogg", "opus", "spx",
    "wav", "wv",
];

/// Whether a file's name is one of an audio file. (A library holds pictures and texts too, and opening all is slow.)
pub(super) fn is_audio(path: &Path) -> bool {
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| AUDIO.iter().any(|a| e.eq_ignore_ascii_case(a)))
}

/// A file that cannot be opened, or is not what its name says.
#[derive(Debug)]
pub(super) struct Unreadable;

/// Names, identifiers and length in milliseconds; `None` where the tags name no artist or no title.
pub(super) fn of_file(path: &Path) -> Result<Option<(HeardTrack, Option<u64>)>, Unreadable> {
    let options = ParseOptions::new().read_cover_art(false);
    let probe = Probe::open(path).map_err(|_| Unreadable)?.options(options);
    let probe = probe.guess_file_type().map_err(|_| Unreadable)?;
    let file = probe.read().map_err(|_| Unreadable)?;
    let Some(tag) = file.primary_tag().or_else(|| file.first_tag()) else { return Ok(None) };
    let ms = u64::try_from(file.properties().duration().as_millis()).ok().filter(|ms| *ms > 0);
    Ok(names(tag).map(|track| (track, ms)))
}

fn names(tag: &Tag) -> Option<HeardTrack> {
    let said =
        |text: &str| Some(clean(text)).filter(|t| !t.is_empty()).map(|t| t.into_owned().into_boxed_str());
    let item = |key: ItemKey| tag.get_string(key).and_then(said);
    Some(HeardTrack {
        artist: tag.artist().and_then(|t| said(&t))?,
        title: tag.title().and_then(|t| said(&t))?,
        album: tag.album().and_then(|t| said(&t)),
        uri: None,
        isrc: item(ItemKey::Isrc),
        mbid: item(ItemKey::MusicBrainzRecordingId),
    })
}
