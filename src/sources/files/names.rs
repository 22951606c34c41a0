//! What columns of tables and keys of JSON objects are called, in the exports there are.

/// What a column or key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Artist,
    Title,
    Album,
    At,
    /// How long it was played, in milliseconds.
    PlayedMs,
    /// How long it was played, in seconds (`ListenBrainz`'s `duration_played`).
    PlayedSeconds,
    Count,
    Skipped,
    Isrc,
    Mbid,
    Uri,
    /// What is playing just now, and no listen yet.
    NowPlaying,
    /// Whether it was played long enough to count.
    Qualified,
}

/// How many roles there are.
pub(super) const ROLES: usize = 13;

/// The names of each role, best first: letters and digits only, in lower case, so that `Artist Name(s)`, `artist_name` and
/// `artistName` are one. What is a track's length is in none of them.
const NAMES: [(Role, &[&str]); ROLES] = [
    (
        Role::Artist,
        &["artist", "artistname", "artistnames", "artists", "trackartist", "albumartist", "albumartistname"],
    ),
    (
        Role::Title,
        &["title", "track", "trackname", "tracktitle", "recordingname", "song", "songname", "name"],
    ),
    (Role::Album, &["album", "albumname", "albumtitle", "release", "releasename"]),
    (
        Role::At,
        &[
            "playedat",
            "listenedat",
            "timestamp",
            "ts",
            "uts",
            "endtime",
            "endedat",
            "startedat",
            "time",
            "datetime",
            "date",
            "utctime",
            "timems",
        ],
    ),
    (Role::PlayedMs, &["msplayed", "playedms", "durationplayedms", "listenedms"]),
    (Role::PlayedSeconds, &["durationplayed", "secondsplayed"]),
    (Role::Count, &["plays", "playcount", "count", "listencount"]),
    (Role::Skipped, &["skipped"]),
    (Role::Isrc, &["isrc"]),
    (Role::Mbid, &["recordingmbid", "mbid", "trackmbid", "musicbrainzrecordingid"]),
    (Role::Uri, &["spotifyuri", "spotifytrackuri", "trackuri", "uri", "itemuri"]),
    (Role::NowPlaying, &["nowplaying", "attr"]),
    (Role::Qualified, &["qualified"]),
];

/// The longest name is shorter than this.
const LONGEST: usize = 32;

/// What a column or key of this name holds, and how good the name is for it (0 is best).
pub(super) fn role(name: &str) -> Option<(Role, usize)> {
    let mut plain = [0_u8; LONGEST];
    let mut length = 0;
    // `Date#somebody`: what comes after the sign is not part of the name.
    let name = name.split('#').next().unwrap_or_default();
    for b in name.bytes().filter(u8::is_ascii_alphanumeric) {
        *plain.get_mut(length)? = b.to_ascii_lowercase();
        length += 1;
    }
    let plain = &plain[..length];
    NAMES
        .iter()
        .find_map(|(role, names)| names.iter().position(|n| n.as_bytes() == plain).map(|rank| (*role, rank)))
}

/// For each role the place of its best name among some names; the first of equals.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Columns([Option<(usize, usize)>; ROLES]);

impl Columns {
    /// The roles that these names take, in their order.
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut columns = Self::default();
        for (place, name) in names.enumerate() {
            if let Some((role, rank)) = role(name) {
                let best = &mut columns.0[role as usize];
                if best.is_none_or(|(r, _)| rank < r) {
                    *best = Some((rank, place));
                }
            }
        }
        columns
    }

    /// The place of the name that takes this role.
    pub(super) fn place(&self, role: Role) -> Option<usize> {
        self.0[role as usize].map(|(_, place)| place)
    }

    /// True when artist and title are among the names.
    pub(super) fn name_tracks(&self) -> bool {
        self.place(Role::Artist).is_some() && self.place(Role::Title).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_one() {
        for name in ["artist_name", "artistName", "Artist Name", "ARTIST-NAME"] {
            assert_eq!(role(name), Some((Role::Artist, 1)), "{name}");
        }
        assert_eq!(role("ms_played"), Some((Role::PlayedMs, 0)));
        assert_eq!(role("duration_ms"), None);
        assert_eq!(role("Date#somebody"), role("date"));
        assert_eq!(role(""), None);
        assert_eq!(role(&"x".repeat(100)), None);
    }

    #[test]
    fn the_best_name_wins_wherever_it_stands() {
        let columns = Columns::of(
            ["name", "uts", "utc_time", "artist", "artist_mbid", "track", "track_mbid"].into_iter(),
        );
        assert_eq!(columns.place(Role::Title), Some(5));
        assert_eq!(columns.place(Role::At), Some(1));
        assert_eq!(columns.place(Role::Mbid), Some(6));
        assert!(columns.name_tracks() && !Columns::of(["artist"].into_iter()).name_tracks());
    }

    #[test]
    fn every_role_has_its_row_in_order_and_no_name_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for (n, (role, names)) in NAMES.iter().enumerate() {
            assert_eq!(*role as usize, n);
            assert!(names.iter().all(|name| seen.insert(*name) && name.len() < LONGEST));
        }
    }
}
