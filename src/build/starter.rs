//! The starter pack: text in `assets/starter/`, compiled in, turned into a pack by the code that builds any pack.
//!
//! Tracks are lines `Artist | Title | Year | tag, tag`; lists are a line `## Name` and lines `Artist | Title` below it. Lines
//! that begin with `# ` are comments.

use std::collections::HashMap;

use thiserror::Error;

use crate::pack::{Pack, PackBytes, PackError, Parameters, SourceCard, digest_of};

use super::corpus::{Corpus, CorpusBuilder, NewTrack, TrackNo};
use super::counted::{Counted, Done};
use super::write::{BuildError, Choice, PackAbout, lay_out};

/// The name on the starter pack's card.
pub const STARTER_NAME: &str = "starter pack";

/// Why the compiled-in text is not a pack. The tests build it, so a released program never meets this.
#[derive(Debug, Error)]
pub enum StarterError {
    /// A line that is not of the form.
    #[error("{file}:{line}: {what}")]
    Line {
        /// The file below `assets/starter`.
        file: &'static str,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// The pack could not be built.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The pack could not be opened.
    #[error(transparent)]
    Open(#[from] PackError),
}

macro_rules! scenes {
    ($($name:literal),* $(,)?) => {
        const TRACKS: &[(&str, &str)] = &[$((
            concat!("tracks/", $name, ".txt"),
            include_str!(concat!("../../assets/starter/tracks/", $name, ".txt")),
        )),*];
        const LISTS: &[(&str, &str)] = &[$((
            concat!("lists/", $name, ".txt"),
            include_str!(concat!("../../assets/starter/lists/", $name, ".txt")),
        )),*];
    };
}

scenes!(
    "01-rock-and-roll",
    "02-sixties-pop",
    "03-songwriters",
    "04-seventies-rock",
    "05-punk-post-punk",
    "06-nineties-alternative",
    "07-indie-2000s",
    "08-metal",
    "09-blues-gospel",
    "10-jazz",
    "11-soul-motown",
    "12-trip-hop-downtempo",
    "13-funk-disco",
    "14-hip-hop",
    "15-rnb-neo-soul",
    "16-house-techno",
    "17-ambient-electronica",
    "18-synth-pop",
    "19-brazil",
    "20-cuba-salsa",
    "21-latin-rock-song",
    "22-cumbia-tango-reggaeton",
    "23-jamaica",
    "24-north-american-country",
    "25-west-africa",
    "26-africa-south-east",
    "27-nordic",
    "28-arabic",
    "29-israel-turkey-iran-greece",
    "30-russia-east-europe",
    "31-france-germany-italy",
    "32-mainstream-pop",
    "33-japan",
    "34-modern-classical-soundtrack",
    "35-korea-china",
    "36-south-asia-oceania",
    "90-crossings",
);

const TAGS: &str = include_str!("../../assets/starter/tags.txt");

/// Builds and opens the starter pack, in memory.
pub fn starter_pack() -> Result<Pack, StarterError> {
    Ok(Pack::from_bytes(starter_pack_bytes()?)?)
}

/// Builds the starter pack.
pub fn starter_pack_bytes() -> Result<PackBytes, StarterError> {
    let about = PackAbout {
        name: STARTER_NAME.into(),
        about: "tracks and playlists chosen for Glasscrate".into(),
        licence: "CC0-1.0".into(),
        sources: vec![SourceCard {
            name: "assets/starter".into(),
            licence: "CC0-1.0".into(),
            digest: digest_of(&all_text()),
        }],
    };
    let corpus = starter_corpus()?;
    let choice = choice();
    let counted = Counted::of(&corpus, &choice.parameters, &Done::default()).map_err(BuildError::from)?;
    Ok(lay_out(&corpus, &counted, &about, &choice)?)
}

/// Its lists have no order and no dates, and the first screen shall be there at once: nothing is fitted. Pairs of tracks speak
/// too, since its lists are few, and an artist's further tracks step back.
fn choice() -> Choice {
    let parameters =
        Parameters { support: 0, order: 100, half_life: 0, alike_unit: 512, ..Parameters::DEFAULT };
    let mix = [("together", 30), ("artist-repeat", 5)];
    Choice { parameters, mix: mix.map(|(signal, weight)| (signal.to_owned(), weight)).into() }
}

fn all_text() -> Vec<u8> {
    TRACKS.iter().chain(LISTS).flat_map(|(_, text)| text.bytes()).collect()
}

/// Reads the text. Strict where data sets of others are not: this text is ours, so a slip is an error.
fn starter_corpus() -> Result<Corpus, StarterError> {
    let tags: Vec<&str> = rows(TAGS).map(|(_, l)| l.split('|').next().unwrap_or("").trim()).collect();
    let mut corpus = CorpusBuilder::new();
    // Lists spell their tracks as the catalogue does, to the letter, so they are found without normalising again.
    let mut by_row: HashMap<&str, TrackNo> = HashMap::new();
    for (file, text) in TRACKS {
        for (line, row) in rows(text) {
            let (name, track) =
                add_track(&mut corpus, row, &tags).map_err(|what| StarterError::Line { file, line, what })?;
            by_row.insert(name, track);
        }
    }
    for (file, text) in LISTS {
        let mut list: Option<(&str, Vec<TrackNo>)> = None;
        for (line, row) in rows(text) {
            let wrong = |what: String| StarterError::Line { file, line, what };
            if let Some(name) = row.strip_prefix("## ") {
                if let Some((name, tracks)) = list.replace((name.trim(), Vec::new())) {
                    corpus.list(name, "", &tracks);
                }
                continue;
            }
            let (artist, title) =
                row.split_once(" | ").ok_or_else(|| wrong("not `Artist | Title`".into()))?;
            let track = corpus.find(artist, title).ok_or_else(|| wrong(format!("no such track: {row}")))?;
            let open = list.as_mut().ok_or_else(|| wrong("a track before the first `## Name`".into()))?;
            open.1.push(track);
        }
        if let Some((name, tracks)) = list {
            corpus.list(name, "", &tracks);
        }
    }
    Ok(corpus.finish())
}

/// The lines that say something, numbered from 1.
fn rows(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(n, l)| (n + 1, l.trim()))
        .filter(|(_, l)| !l.is_empty() && (!l.starts_with('#') || l.starts_with("## ")))
}

/// Files one row of the catalogue; gives its `Artist | Title` and the track.
fn add_track<'a>(
    corpus: &mut CorpusBuilder,
    row: &'a str,
    tags: &[&str],
) -> Result<(&'a str, TrackNo), String> {
    let fields: Vec<&str> = row.split(" | ").map(str::trim).collect();
    let [artist, title, year, own] = fields[..] else {
        return Err("not `Artist | Title | Year | tags`".into());
    };
    let year: u16 = year.parse().map_err(|_| format!("not a year: {year}"))?;
    let own: Vec<&str> = own.split(',').map(str::trim).collect();
    if let Some(odd) = own.iter().find(|t| !tags.contains(t)) {
        return Err(format!("a tag that is not in tags.txt: {odd}"));
    }
    let before = corpus.track_count();
    let new = NewTrack { artist, title, year, tags: own, ..NewTrack::default() };
    let track = corpus.track(&new).ok_or_else(|| "no artist or no title".to_owned())?;
    if corpus.track_count() == before {
        return Err(format!("twice in the catalogue: {artist} | {title}"));
    }
    let name = &row[..row.rmatch_indices(" | ").nth(1).map_or(row.len(), |(at, _)| at)];
    Ok((name, track))
}
