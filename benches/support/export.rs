//! Writes a made-up extended streaming history in the published shape: the same bytes for the same size, on every machine.
//!
//! Field lengths are those of true exports (about 550 bytes a row, pretty-printed as Spotify does); tracks recur as they do
//! in a person's life: a few thousand often, tens of thousands seldom.

use std::fmt::Write as _;
use std::io::{self, Write};

/// Rows of one file: about 12 MB, as Spotify cuts them.
pub(crate) const ROWS_PER_FILE: u64 = 22_000;

/// A small generator (xorshift64*): enough to spread plays, the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % below
    }
}

const WORDS: [&str; 16] = [
    "Night",
    "Blue",
    "River",
    "Ghost",
    "Summer",
    "Electric",
    "Golden",
    "Paper",
    "Ocean",
    "Shadow",
    "Little",
    "Broken",
    "Été",
    "Señorita",
    "Mañana",
    "Straße",
];

fn words(mut n: u64, count: u64) -> String {
    let mut text = String::new();
    for place in 0..count {
        if place > 0 {
            text.push(' ');
        }
        text.push_str(WORDS[(n % 16) as usize]);
        n /= 16;
    }
    text
}

/// Writes file `file` of the export.
pub(crate) fn write_file(out: &mut dyn Write, file: u64, rows: u64, distinct_tracks: u64) -> io::Result<()> {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (file + 1).wrapping_mul(0x1234_5678_9abc_def1));
    let mut text = String::new();
    out.write_all(b"[")?;
    for row in 0..rows {
        // The least of two rolls: low numbers recur.
        let track = dice.roll(distinct_tracks).min(dice.roll(distinct_tracks));
        let artist = track / 12;
        let seconds = 1_420_070_400 + (file * ROWS_PER_FILE + row) * 300 + dice.roll(200);
        let at = time(seconds);
        let skipped = dice.roll(5) == 0;
        let ms = if skipped { dice.roll(28_000) + 500 } else { 60_000 + dice.roll(300_000) };
        let end = if skipped { "fwdbtn" } else { "trackdone" };
        let comma = if row == 0 { "" } else { "," };
        text.clear();
        write!(
            text,
            "{comma}\n  {{\n    \"ts\": \"{at}\",\n    \"platform\": \"Android OS 12 API 31 (samsung, SM-G991B)\",\n    \"ms_played\": {ms},\n    \
             \"conn_country\": \"XX\",\n    \"ip_addr\": \"203.0.113.{}\",\n    \"master_metadata_track_name\": \"{} {track}\",\n    \
             \"master_metadata_album_artist_name\": \"{} {artist}\",\n    \"master_metadata_album_album_name\": \"{}\",\n    \
             \"spotify_track_uri\": \"spotify:track:{track:022}\",\n    \"episode_name\": null,\n    \"episode_show_name\": null,\n    \
             \"spotify_episode_uri\": null,\n    \"audiobook_title\": null,\n    \"audiobook_uri\": null,\n    \"audiobook_chapter_uri\": null,\n    \
             \"audiobook_chapter_title\": null,\n    \"reason_start\": \"trackdone\",\n    \"reason_end\": \"{end}\",\n    \"shuffle\": false,\n    \
             \"skipped\": {skipped},\n    \"offline\": false,\n    \"offline_timestamp\": {seconds},\n    \"incognito_mode\": false\n  }}",
            dice.roll(256),
            words(track, 2),
            words(artist, 1),
            words(track / 6, 3),
        )
        .map_err(io::Error::other)?;
        out.write_all(text.as_bytes())?;
    }
    out.write_all(b"\n]\n")
}

fn time(seconds: u64) -> String {
    jiff::Timestamp::from_second(seconds as i64).map_or_else(|_| String::new(), |t| t.to_string())
}
