//! One line of input against the catalogue, portion by portion.

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::pack::TrackId;

use super::best::Best;
use super::likeness::Word;
use super::names::{Folded, Name, folded};
use super::{Finder, PORTION};

/// So many points there are for a title, and for an artist, of which all letters were asked for.
const COVERED: u32 = 30;

/// A track found, and how well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The track.
    pub track: TrackId,
    /// How well: the best points of each word (see `likeness`), and for title and artist each up to 30 for the share of it that was
    /// asked for. Comparable within one query only.
    pub points: u32,
    /// True when a word was found only with a letter wrong: such finds stand behind all others.
    pub close: bool,
}

impl Found {
    /// What finds are put in order by.
    pub(super) fn order(&self) -> (bool, Reverse<u32>, TrackId) {
        (self.close, Reverse(self.points), self.track)
    }
}

/// What is being looked for, how far the search has come, and what it has found.
#[derive(Debug)]
pub struct Search {
    limit: usize,
    query: String,
    words: Vec<Word>,
    /// What each word has in each artist's name: word by word.
    artists: Vec<Vec<u8>>,
    /// What the words had before they were made longer; empty for a word that is another one.
    former: Vec<Vec<u8>>,
    /// True when `artists` has points of words with a letter wrong.
    wrong: bool,
    /// Tracks to be looked at before those from `next` on: what a shorter query had found.
    among: Vec<TrackId>,
    among_at: usize,
    next: usize,
    /// All that match strictly, so far.
    matched: Vec<TrackId>,
    best: Best,
    pass: Pass,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// Words as they are.
    Strict,
    /// Words with a letter wrong.
    Close,
    Done,
}

impl Search {
    /// A search that has been asked nothing, for at most `limit` tracks.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            query: String::new(),
            words: Vec::new(),
            artists: Vec::new(),
            former: Vec::new(),
            wrong: false,
            among: Vec::new(),
            among_at: 0,
            next: 0,
            matched: Vec::new(),
            best: Best::new(limit),
            pass: Pass::Done,
        }
    }

    /// Asks for something else. When the query only got longer, what the former one has ruled out stays ruled out.
    pub fn ask(&mut self, query: &str) {
        let query = folded(query);
        if query == self.query {
            return;
        }
        if !self.query.is_empty() && query.starts_with(&self.query) && self.pass != Pass::Close {
            let mut among = std::mem::take(&mut self.matched);
            among.extend_from_slice(&self.among[self.among_at..]);
            self.among = among;
        } else if !self.query.is_empty() && query.starts_with(&self.query) {
            // The close pass has gone through the catalogue again; the strict one was through.
            self.among = std::mem::take(&mut self.matched);
            self.next = usize::MAX;
        } else {
            self.among.clear();
            self.matched.clear();
            self.next = 0;
        }
        self.among_at = 0;
        let words: Vec<Word> = query.split(' ').filter(|w| !w.is_empty()).map(Word::of).collect();
        // A word that only got longer is in no artist's name in which it was not before.
        let mut former = std::mem::take(&mut self.artists);
        former.truncate(if self.wrong { 0 } else { words.len() });
        for ((points, old), new) in former.iter_mut().zip(&self.words).zip(&words) {
            if !new.begins_with(old) {
                points.clear();
            }
        }
        self.former = former;
        self.wrong = false;
        self.words = words;
        self.best = Best::new(self.limit);
        self.pass = if self.words.is_empty() { Pass::Done } else { Pass::Strict };
        self.query = query;
    }

    /// Looks at about `tracks` tracks more. True when there is nothing left to look at.
    pub fn step(&mut self, finder: &Finder, tracks: usize) -> bool {
        if self.pass == Pass::Done {
            return true;
        }
        if self.artists.is_empty() {
            let mut former = std::mem::take(&mut self.former).into_iter();
            let points = |w| in_artists(finder, w, Word::points, &former.next().unwrap_or_default());
            self.artists = self.words.iter().map(points).collect();
        }
        let count = finder.track_count();
        let tracks = tracks.max(1);
        let found = if self.among_at < self.among.len() {
            let to = (self.among_at + tracks).min(self.among.len());
            let portions: Vec<&[TrackId]> = self.among[self.among_at..to].chunks(PORTION).collect();
            let found = portions.into_par_iter().map(|p| self.look(finder, p.iter().copied())).collect();
            self.among_at = to;
            found
        } else {
            let from = self.next.min(count);
            let to = from.saturating_add(tracks).min(count);
            let portions: Vec<usize> = (from..to).step_by(PORTION).collect();
            let look = |at: usize| self.look(finder, (at..(at + PORTION).min(to)).map(|t| TrackId(t as u32)));
            let found: Vec<_> = portions.into_par_iter().map(look).collect();
            self.next = self.next.max(to);
            found
        };
        self.take(found);
        if self.among_at == self.among.len() && self.next >= count {
            self.turn(finder);
        }
        self.pass == Pass::Done
    }

    /// The best finds of what was looked at so far, best first.
    #[must_use]
    pub fn found(&self) -> &[Found] {
        self.best.found()
    }

    /// True when all tracks that could match were looked at.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.pass == Pass::Done
    }

    /// How many tracks hold every word, of those looked at so far; those with a letter wrong are not counted.
    #[must_use]
    pub fn matched(&self) -> usize {
        self.matched.len()
    }

    /// Keeps what portions have found.
    fn take(&mut self, portions: Vec<Vec<Found>>) {
        for found in portions.into_iter().flatten() {
            if self.pass == Pass::Strict {
                self.matched.push(found.track);
            }
            self.best.push(found);
        }
        self.best.settle();
    }

    /// After the strict pass the close one, where there is room for what it may find.
    fn turn(&mut self, finder: &Finder) {
        let room = self.best.found().len() < self.limit && self.words.iter().any(Word::is_forgiven);
        if self.pass == Pass::Strict && room {
            self.pass = Pass::Close;
            self.among.clear();
            self.among_at = 0;
            self.next = 0;
            self.wrong = true;
            for (word, points) in self.words.iter().zip(&mut self.artists) {
                let close = in_artists(finder, word, Word::close, &[]);
                // The highest bit marks what has a letter wrong.
                for (p, c) in points.iter_mut().zip(close).filter(|(p, c)| **p == 0 && *c > 0) {
                    *p = c | WRONG;
                }
            }
        } else {
            self.pass = Pass::Done;
            self.next = usize::MAX;
        }
    }

    fn look(&self, finder: &Finder, tracks: impl Iterator<Item = TrackId>) -> Vec<Found> {
        tracks.filter_map(|t| self.matches(finder, t)).collect()
    }

    /// A track as found by this pass.
    fn matches(&self, finder: &Finder, track: TrackId) -> Option<Found> {
        let (artist, title) = (finder.artist_of(track), finder.title(track));
        let mut points = 0;
        let (mut of_title, mut of_artist) = (0, 0);
        let mut close = false;
        for (word, artists) in self.words.iter().zip(&self.artists) {
            let (mut by_title, mut by_artist) =
                (word.points(title), artists.get(artist).copied().unwrap_or(0));
            let wrong = by_artist & WRONG > 0;
            if by_title > 0 && wrong {
                by_artist = 0;
            } else if by_title == 0 && self.pass == Pass::Close && (by_artist == 0 || wrong) {
                by_title = word.close(title);
                by_artist &= !WRONG;
                close = true;
            }
            if by_title.max(by_artist) == 0 {
                return None;
            }
            points += u32::from(by_title.max(by_artist));
            let covered = if by_title >= by_artist { &mut of_title } else { &mut of_artist };
            *covered += word.len();
        }
        if self.pass == Pass::Close && !close {
            // The strict pass has it.
            return None;
        }
        let share = |covered: usize, text: &[u8]| {
            let all = text.iter().filter(|b| **b != b' ').count().max(1);
            COVERED * covered.min(all) as u32 / all as u32
        };
        points += share(of_title, title.text);
        if of_artist > 0 {
            points += share(of_artist, finder.artist(artist).text);
        }
        Some(Found { track, points, close })
    }
}

/// Marks points that a word has with a letter wrong.
const WRONG: u8 = 1 << 7;

/// What a word has in every artist's name; in none where `former` has nothing.
fn in_artists(finder: &Finder, word: &Word, points: fn(&Word, Name<'_>) -> u8, former: &[u8]) -> Vec<u8> {
    let of = |(portion, names): (usize, &Folded)| {
        let was = |n: usize| former.get(portion * PORTION + n).is_none_or(|p| *p > 0);
        (0..names.len()).map(|n| if was(n) { points(word, names.get(n)) } else { 0 }).collect()
    };
    finder.artists().par_iter().enumerate().map(of).collect::<Vec<Vec<u8>>>().concat()
}
