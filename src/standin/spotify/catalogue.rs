//! What there is to hear: some well-known tracks that any pack may have, and more that exist nowhere but here.
//!
//! Identifiers and codes are made up throughout, and so are the albums; of a known track only title, artist and year are real.

/// A track of the stand-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Track {
    /// From 1 on; all identifiers are made from it.
    pub number: u32,
    /// Its title.
    pub title: &'static str,
    /// Its only artist.
    pub artist: &'static str,
    /// The year of its album.
    pub year: u16,
    /// Milliseconds.
    pub duration_ms: u32,
}

/// Well-known tracks, so that packs know some of the history. All are in the starter pack.
pub const KNOWN: [Track; 25] = [
    track(1, "Roads", "Portishead", 1994, 305_118),
    track(2, "Teardrop", "Massive Attack", 1998, 329_974),
    track(3, "Glory Box", "Portishead", 1994, 308_907),
    track(4, "Archangel", "Burial", 2007, 238_044),
    track(5, "No Ordinary Love", "Sade", 1992, 441_210),
    track(6, "Fade into You", "Mazzy Star", 1993, 295_303),
    track(7, "The Sea", "Morcheeba", 1998, 347_560),
    track(8, "Angel", "Massive Attack", 1998, 379_533),
    track(9, "Górecki", "Lamb", 1996, 390_026),
    track(10, "Retrograde", "James Blake", 2013, 223_986),
    track(11, "In the Waiting Line", "Zero 7", 2001, 273_444),
    track(12, "Alison", "Slowdive", 1993, 232_071),
    track(13, "When the Sun Hits", "Slowdive", 1993, 287_330),
    track(14, "Keep the Streets Empty for Me", "Fever Ray", 2009, 339_517),
    track(15, "Midnight in a Perfect World", "DJ Shadow", 1996, 301_148),
    track(16, "Avril 14th", "Aphex Twin", 2001, 125_205),
    track(17, "Heaven or Las Vegas", "Cocteau Twins", 1990, 298_662),
    track(18, "Ain't No Sunshine", "Bill Withers", 1971, 125_093),
    track(19, "Hell Is Round the Corner", "Tricky", 1995, 226_712),
    track(20, "Crystalised", "The xx", 2009, 201_840),
    track(21, "Feeling Good", "Nina Simone", 1965, 174_409),
    track(22, "Blue in Green", "Miles Davis", 1959, 337_733),
    track(23, "Sour Times", "Portishead", 1994, 254_080),
    track(24, "Unfinished Sympathy", "Massive Attack", 1991, 308_226),
    track(25, "Mercy Mercy Me (The Ecology)", "Marvin Gaye", 1971, 193_906),
];

/// Tracks whose words occur nowhere else, so that one that leaks is found by searching for its title or its artist.
pub const MADE_UP: [Track; 28] = [
    track(26, "Zylthorpe Lantern", "The Brimquills", 2019, 214_311),
    track(27, "Gloamwicket Reversing", "The Brimquills", 2019, 187_402),
    track(28, "Undercrovian Tide", "The Brimquills", 2022, 260_118),
    track(29, "Snarrowmere at Dusk", "The Brimquills", 2022, 241_005),
    track(30, "Pellucidor Sevenfold", "Quorvane Tessil Ensemble", 2011, 402_733),
    track(31, "Vexingale Nocturne", "Quorvane Tessil Ensemble", 2011, 388_120),
    track(32, "Thrumwater Canon", "Quorvane Tessil Ensemble", 2014, 295_664),
    track(33, "Ombrelith", "Quorvane Tessil Ensemble", 2014, 333_918),
    track(34, "Dravensquall", "Ozmundrel", 2003, 199_870),
    track(35, "Kithenmoor Static", "Ozmundrel", 2003, 221_349),
    track(36, "Hobblewraith March", "Ozmundrel", 2006, 245_702),
    track(37, "Zephrundle", "Ozmundrel", 2006, 178_233),
    track(38, "Pexilight Arcade", "Pexilight Union", 2017, 203_487),
    track(39, "Sundermallow", "Pexilight Union", 2017, 231_094),
    track(40, "Nine Crandolins", "Pexilight Union", 2020, 218_556),
    track(41, "Orvexia (Wintergrove Edit)", "Pexilight Union", 2020, 266_810),
    track(42, "Mirthgorse Hollow", "Mirthgorse", 1998, 312_045),
    track(43, "Brackenvole", "Mirthgorse", 1998, 276_639),
    track(44, "Lissomthwaite", "Mirthgorse", 2001, 254_921),
    track(45, "Yarrowdrift Signal", "Mirthgorse", 2001, 289_377),
    track(46, "Umberglass Protocol", "Vundrick & Saelby", 2024, 192_640),
    track(47, "Fennimarrow", "Vundrick & Saelby", 2024, 208_315),
    track(48, "Tesserhaunt", "Vundrick & Saelby", 2025, 237_808),
    track(49, "Quillonade 17", "Vundrick & Saelby", 2025, 224_156),
    track(50, "Ängsvyrdling", "Thornabelle Choir", 2009, 356_290),
    track(51, "Псевдолуния", "Thornabelle Choir", 2009, 301_467),
    track(52, "偽造月光 Standover", "Thornabelle Choir", 2012, 283_712),
    track(53, "Grövenmist — Part II", "Thornabelle Choir", 2012, 341_029),
];

const fn track(number: u32, title: &'static str, artist: &'static str, year: u16, duration_ms: u32) -> Track {
    Track { number, title, artist, year, duration_ms }
}

/// Every track, known ones first.
pub(super) fn all() -> impl Iterator<Item = &'static Track> + Clone {
    KNOWN.iter().chain(&MADE_UP)
}

/// The track of an identifier.
pub(super) fn by_id(id: &str) -> Option<&'static Track> {
    all().find(|t| t.id() == id)
}

/// The track of `spotify:track:ID`.
pub(super) fn by_uri(uri: &str) -> Option<&'static Track> {
    by_id(uri.strip_prefix("spotify:track:")?)
}

/// One track of each artist, in the order of the catalogue.
pub(super) fn artists() -> impl Iterator<Item = &'static Track> {
    all().filter(|t| t.artist_number() == t.number)
}

impl Track {
    /// Its identifier: 22 letters and digits, as Spotify's are.
    #[must_use]
    pub fn id(&self) -> String {
        format!("5StandinOnlyTrack{:05}", self.number)
    }

    /// `spotify:track:ID`.
    #[must_use]
    pub fn uri(&self) -> String {
        format!("spotify:track:{}", self.id())
    }

    /// Its recording code. `ZZ` is no country of the standard, so no recording has it.
    #[must_use]
    pub fn isrc(&self) -> String {
        format!("ZZSTN26{:05}", self.number)
    }

    /// The name of its album, which is made up for known tracks too.
    #[must_use]
    pub fn album(&self) -> String {
        format!("Crandolin Pressing {}", self.album_number())
    }

    /// The identifier of its album.
    #[must_use]
    pub fn album_id(&self) -> String {
        format!("5StandinOnlyAlbum{:05}", self.album_number())
    }

    /// The identifier of its artist.
    #[must_use]
    pub fn artist_id(&self) -> String {
        format!("5StandinOnlyArtst{:05}", self.artist_number())
    }

    fn artist_number(&self) -> u32 {
        all().find(|t| t.artist == self.artist).map_or(self.number, |t| t.number)
    }

    /// Tracks of one artist and year are on one album.
    fn album_number(&self) -> u32 {
        all().find(|t| t.artist == self.artist && t.year == self.year).map_or(self.number, |t| t.number)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn identifiers_are_as_long_as_spotifys_and_told_apart() {
        let ids: BTreeSet<String> = all().flat_map(|t| [t.id(), t.album_id(), t.artist_id()]).collect();
        assert!(ids.iter().all(|i| i.len() == 22 && i.bytes().all(|b| b.is_ascii_alphanumeric())));
        assert_eq!(all().map(Track::id).collect::<BTreeSet<_>>().len(), KNOWN.len() + MADE_UP.len());
        assert!(all().enumerate().all(|(i, t)| t.number as usize == i + 1));
        assert!(all().all(|t| t.isrc().len() == 12));
    }

    #[test]
    fn tracks_of_one_album_share_it() {
        assert_eq!(KNOWN[0].album_id(), KNOWN[2].album_id());
        assert_ne!(MADE_UP[0].album_id(), MADE_UP[2].album_id());
        assert_eq!(by_uri(&MADE_UP[3].uri()), Some(&MADE_UP[3]));
    }
}
