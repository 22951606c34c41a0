//! Seeds: the distinct tracks of a history that the pack knows, each with its weight.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::history::{Aside, HeardId, HeardTrack, History, Plays, UnixSeconds, WeightSettings, seed_weight};
use crate::pack::{ArtistId, Pack, TrackId, WordId};

use super::normalise::name_words;
use super::{Match, MatchRule, Matcher};

/// So many words of a phrase are heard.
const PHRASE_WORDS: usize = 32;

/// One distinct track of the history that the pack knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// The track.
    pub track: TrackId,
    /// Its weight in units of 1/[`crate::history::SEED_ONE`]; 0 when set aside or only ever skipped (then it is known as
    /// heard, but gives no points).
    pub weight: u32,
    /// The plays behind the weight, without those that are set aside; all of them where none speaks.
    pub plays: Plays,
    /// The rule that joined the first of its spellings.
    pub rule: MatchRule,
    /// The tracks of the history that are this track (its spellings).
    pub heard: Vec<HeardId>,
    /// Its place among the seeds by when it was heard last: 0 for the latest.
    pub place: u32,
}

/// Tracks of the history that the pack does not know, by an artist that it knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArtistSeed {
    /// The artist.
    pub artist: ArtistId,
    /// The weight of all their plays, as that of one track.
    pub weight: u32,
    /// How many tracks.
    pub tracks: u32,
}

/// All that speaks for a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seeds {
    /// The tracks, heaviest first.
    pub tracks: Vec<Seed>,
    /// The artists of tracks that are not in the pack, heaviest first.
    pub artists: Vec<ArtistSeed>,
    /// The words of a phrase that list names have, in its order.
    pub words: Vec<WordId>,
}

impl Seeds {
    /// Seeds of tracks alone.
    #[must_use]
    pub fn of(tracks: Vec<Seed>) -> Self {
        Self { tracks, ..Self::default() }
    }

    /// True when something speaks.
    #[must_use]
    pub fn speak(&self) -> bool {
        self.tracks.iter().any(|s| s.weight > 0)
            || self.artists.iter().any(|s| s.weight > 0)
            || !self.words.is_empty()
    }
}

/// The words of a phrase that some list of the pack has in its name, each once.
#[must_use]
pub fn phrase(pack: &Pack, phrase: &str) -> Vec<WordId> {
    let mut words: Vec<WordId> = Vec::new();
    for word in name_words(phrase).filter_map(|w| pack.word(&w)).take(PHRASE_WORDS) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// What became of every distinct track of a history, in its order. Made once for a history and a pack.
#[derive(Debug, Clone, Default)]
pub struct Matches(Vec<MatchSlot>);

#[derive(Debug, Clone, Copy)]
struct MatchSlot(Match);

impl Matches {
    /// Looks every distinct track of the history up.
    #[must_use]
    pub fn new(history: &History, pack: &Pack) -> Self {
        let matcher = Matcher::new(pack);
        Self::by(history, |t| matcher.find(t))
    }

    /// Asks `find` for every distinct track of the history: for whoever remembers what was found before.
    #[must_use]
    pub fn by(history: &History, mut find: impl FnMut(&HeardTrack) -> Match) -> Self {
        Self(history.tracks().iter().map(|t| MatchSlot(find(t))).collect())
    }

    /// What became of one heard track.
    ///
    /// # Panics
    /// When the id is not of the history that this was made from.
    pub fn of(&self, id: HeardId) -> Match {
        self.0[id.0 as usize].0
    }

    /// What became of all heard tracks, in the order of the history's tracks.
    pub fn iter(&self) -> impl Iterator<Item = Match> + '_ {
        self.0.iter().map(|m| m.0)
    }

    /// How many listens are of tracks that the pack knows.
    #[must_use]
    pub fn matched_listens(&self, history: &History) -> usize {
        history.listens().iter().filter(|l| self.of(l.track).is_ok()).count()
    }
}

/// The seeds of a history: heaviest first, ties by catalogue order.
#[must_use]
pub fn seeds(
    pack: &Pack,
    history: &History,
    matches: &Matches,
    aside: &Aside,
    settings: &WeightSettings,
) -> Seeds {
    let as_of: UnixSeconds = history.as_of().unwrap_or(0);
    let plays = history.speaking(as_of, settings, aside);
    let mut by_track: BTreeMap<TrackId, Seed> = BTreeMap::new();
    let mut by_artist: BTreeMap<ArtistId, (Plays, u32)> = BTreeMap::new();
    for (n, (found, own)) in matches.iter().zip(&plays).enumerate() {
        let id = HeardId(n as u32);
        let (track, rule) = match found {
            Ok(known) => known,
            Err(unknown) => {
                let speaks = own.plays > 0 || own.skips > 0;
                if let Some(artist) = unknown.artist(pack).filter(|_| speaks) {
                    let (plays, tracks) = by_artist.entry(artist).or_default();
                    plays.merge(own);
                    *tracks += 1;
                }
                continue;
            }
        };
        let seed = by_track.entry(track).or_insert_with(|| Seed {
            track,
            weight: 0,
            plays: Plays::default(),
            rule,
            heard: Vec::new(),
            place: 0,
        });
        seed.heard.push(id);
        seed.rule = seed.rule.min(rule);
        seed.plays.merge(own);
    }
    place(&mut by_track, history, matches, aside);
    let mut tracks: Vec<Seed> = by_track.into_values().collect();
    for s in &mut tracks {
        s.weight = seed_weight(&s.plays);
    }
    if !aside.is_empty() {
        remember(&mut tracks, &history.plays(as_of, settings));
    }
    tracks.sort_by_key(|s| (Reverse(s.weight), s.track));
    let mut artists: Vec<ArtistSeed> = by_artist
        .into_iter()
        .map(|(artist, (plays, tracks))| ArtistSeed { artist, weight: seed_weight(&plays), tracks })
        .collect();
    artists.sort_by_key(|s| (Reverse(s.weight), s.artist));
    Seeds { tracks, artists, words: Vec::new() }
}

/// Gives the seeds their places: the listens stand newest first, those without a time in the order they were given. Setting a
/// whole track aside moves no other one; listens that are set aside on their own do not count before those that speak.
fn place(seeds: &mut BTreeMap<TrackId, Seed>, history: &History, matches: &Matches, aside: &Aside) {
    let mut place = 0;
    let mut placed: BTreeSet<TrackId> = BTreeSet::new();
    for silent in [false, true] {
        for (n, listen) in history.listens().iter().enumerate() {
            let Ok((track, _)) = matches.of(listen.track) else { continue };
            if aside.alone(n) == silent
                && placed.insert(track)
                && let Some(seed) = seeds.get_mut(&track)
            {
                seed.place = place;
                place += 1;
            }
        }
        if !aside.names_listens() {
            return;
        }
    }
}

/// Gives the seeds that say nothing all their plays back: they were heard.
fn remember(seeds: &mut [Seed], all: &[Plays]) {
    for seed in seeds.iter_mut().filter(|s| s.plays == Plays::default()) {
        for id in &seed.heard {
            seed.plays.merge(&all[id.0 as usize]);
        }
    }
}
