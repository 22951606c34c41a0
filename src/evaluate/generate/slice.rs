//! The published form of playlists: slices of JSON, indented by four, a blank after each comma, so that a made-up slice has
//! as many bytes an entry as a real one.

use std::io::Write as _;

use super::catalogue::{About, Catalogue, album};
use super::names::{push_album, push_artist, push_id, push_title};
use super::playlist::Playlist;

/// Writes a whole slice of some playlists.
pub(super) fn push_slice<'a>(
    out: &mut Vec<u8>,
    c: &Catalogue,
    range: (u64, u64),
    playlists: impl Iterator<Item = &'a Playlist>,
) {
    text(
        out,
        "{\n    \"info\": {\n        \"generated_on\": \"2017-12-03 08:41:42.057563\", \n        \"slice\": \"",
    );
    number(out, range.0);
    text(out, "-");
    number(out, range.1);
    text(out, "\", \n        \"version\": \"v1\"\n    }, \n    \"playlists\": [\n");
    for (n, p) in playlists.enumerate() {
        if n > 0 {
            text(out, ", \n");
        }
        push_playlist(out, c, p);
    }
    text(out, "\n    ]\n}");
}

fn push_playlist(out: &mut Vec<u8>, c: &Catalogue, p: &Playlist) {
    let mut albums: Vec<u32> = p.tracks.iter().map(|t| album(*t)).collect();
    albums.sort_unstable();
    albums.dedup();
    let mut artists: Vec<u32> = albums.iter().map(|a| c.artist(*a)).collect();
    artists.sort_unstable();
    artists.dedup();
    text(out, "        {\n            \"name\": \"");
    out.extend_from_slice(&p.name);
    text(out, "\", \n            \"collaborative\": \"");
    text(out, if p.collaborative { "true" } else { "false" });
    text(out, "\", \n            \"pid\": ");
    number(out, p.pid);
    text(out, ", \n            \"modified_at\": ");
    number(out, p.modified_at);
    text(out, ", \n            \"num_tracks\": ");
    number(out, p.tracks.len() as u64);
    text(out, ", \n            \"num_albums\": ");
    number(out, albums.len() as u64);
    text(out, ", \n            \"num_followers\": ");
    number(out, p.followers);
    text(out, ", \n            \"tracks\": [\n");
    push_tracks(out, c, p.tracks.iter().copied().enumerate());
    text(out, "            ], \n            \"num_edits\": ");
    number(out, p.edits);
    text(out, ", \n            \"duration_ms\": ");
    number(out, p.tracks.iter().map(|t| u64::from(c.duration(*t))).sum());
    text(out, ", \n            \"num_artists\": ");
    number(out, artists.len() as u64);
    text(out, "\n        }");
}

/// Writes tracks with their positions.
pub(super) fn push_tracks(out: &mut Vec<u8>, c: &Catalogue, tracks: impl Iterator<Item = (usize, u32)>) {
    for (n, (position, track)) in tracks.enumerate() {
        if n > 0 {
            text(out, ", \n");
        }
        push_track(out, c, position, track);
    }
    text(out, "\n");
}

fn push_track(out: &mut Vec<u8>, c: &Catalogue, position: usize, track: u32) {
    let album = album(track);
    let artist = c.artist(album);
    text(out, "                {\n                    \"pos\": ");
    number(out, position as u64);
    text(out, ", \n                    \"artist_name\": \"");
    push_artist(out, c, artist);
    text(out, "\", \n                    \"track_uri\": \"spotify:track:");
    push_id(out, c, About::TrackUri, track);
    text(out, "\", \n                    \"artist_uri\": \"spotify:artist:");
    push_id(out, c, About::ArtistUri, artist);
    text(out, "\", \n                    \"track_name\": \"");
    push_title(out, c, track);
    text(out, "\", \n                    \"album_uri\": \"spotify:album:");
    push_id(out, c, About::AlbumUri, album);
    text(out, "\", \n                    \"duration_ms\": ");
    number(out, u64::from(c.duration(track)));
    text(out, ", \n                    \"album_name\": \"");
    push_album(out, c, album);
    text(out, "\"\n                }");
}

pub(super) fn text(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

pub(super) fn number(out: &mut Vec<u8>, number: u64) {
    // Writing into memory cannot fail.
    let _ = write!(out, "{number}");
}
