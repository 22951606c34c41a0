//! `YouTube` Music, in the watch history of a Google Takeout (as JSON).
//!
//! Rows of plain `YouTube` are no listens. A title is a sentence in the language of the account ("Watched Roads", "Roads
//! angesehen"): the words that nearly all titles of a file begin or end with are taken off. The artist is the channel, whose
//! name ends in " - Topic" where `YouTube` made it itself. Nothing says how long something was played.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

use serde::Deserialize;

use super::ahead::Ahead;
use super::batch::{Batch, Names, Play};
use super::each::{Fault, each_record};
use super::fields::Text;
use super::records::{Piece, Records};
use super::time::Window;
use crate::history::Outcome;
use crate::sources::report::DropReason;

/// What rows of the music service are headed with. `YouTube` does not translate it.
const MUSIC: &str = "YouTube Music";

/// What ends the names of channels made from a label's delivery.
const TOPIC: &str = " - Topic";

/// So much of the file is looked at for the words around the titles.
const LOOK: usize = 256 << 10;

/// So many different titles at least tell what is common to all.
const ENOUGH: usize = 5;

/// The sentence has at most so many words on either side of a title.
const MOST_WORDS: usize = 4;

/// The sentence in English, where too few titles tell it.
const ENGLISH: &str = "Watched ";

#[derive(Default, Deserialize)]
#[serde(default)]
struct Row<'a> {
    #[serde(borrow)]
    header: Text<'a>,
    #[serde(borrow)]
    title: Text<'a>,
    /// The name of the first of them.
    #[serde(borrow)]
    subtitles: Text<'a>,
    #[serde(borrow)]
    time: Text<'a>,
}

/// Reads all rows of the stream into the batch.
pub(super) fn read(input: &mut dyn Read, batch: &mut Batch, times: Window) -> io::Result<()> {
    let mut ahead = Ahead::new(Box::new(input));
    let sentence = Sentence::of(ahead.look(LOOK).0);
    each_record(&mut ahead, batch, |batch, bytes| {
        let row: Row<'_> = serde_json::from_slice(bytes)?;
        if row.header.get() != Some(MUSIC) {
            batch.drop(DropReason::NotMusic);
            return Ok(());
        }
        let artist = row.subtitles.get().map(|name| name.strip_suffix(TOPIC).unwrap_or(name));
        let title = row.title.get().map(|title| sentence.title_in(title));
        let Some(names) = Names::new(artist, title) else {
            batch.drop(DropReason::NoName);
            return Ok(());
        };
        let at = Some(row.time.get().and_then(|t| times.text(t)).ok_or(Fault::Time)?);
        batch.keep(names, Play { at, count: 1, ms_played: None, outcome: Outcome::Played });
        Ok(())
    })
}

/// The words around a title.
#[derive(Debug, PartialEq, Eq)]
struct Sentence {
    before: String,
    after: String,
}

impl Sentence {
    /// What nearly all titles at the beginning of a file begin and end with.
    fn of(head: &[u8]) -> Self {
        let mut titles = BTreeSet::new();
        let mut records = Records::new(head);
        while let Ok(Some(piece)) = records.next() {
            let Piece::Record { bytes, .. } = piece else { continue };
            let Ok(row) = serde_json::from_slice::<Row<'_>>(bytes) else { continue };
            if let (Some(MUSIC), Some(title)) = (row.header.get(), row.title.get()) {
                titles.insert(title.to_owned());
            }
        }
        if titles.len() < ENOUGH {
            return Self { before: ENGLISH.to_owned(), after: String::new() };
        }
        let words: Vec<Vec<&str>> = titles.iter().map(|t| t.split(' ').collect()).collect();
        let before = common(&words, |words, n| words[..n].join(" "));
        let after = common(&words, |words, n| words[words.len() - n..].join(" "));
        let with =
            |text: String, blank: &dyn Fn(&str) -> String| if text.is_empty() { text } else { blank(&text) };
        Self { before: with(before, &|t| format!("{t} ")), after: with(after, &|t| format!(" {t}")) }
    }

    /// The title within it, where it is such a sentence.
    fn title_in<'t>(&self, sentence: &'t str) -> &'t str {
        let title = sentence.strip_prefix(&self.before).unwrap_or(sentence);
        title.strip_suffix(&self.after).unwrap_or(title)
    }
}

/// The longest run of words that nine of ten titles have on one side. `side` gives so many words of it.
fn common(titles: &[Vec<&str>], side: impl Fn(&[&str], usize) -> String) -> String {
    for n in (1..=MOST_WORDS).rev() {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        // A word of the title itself must be left.
        for words in titles.iter().filter(|words| words.len() > n) {
            *counts.entry(side(words, n)).or_default() += 1;
        }
        if let Some((words, _)) = counts.into_iter().find(|(_, count)| count * 10 >= titles.len() * 9) {
            return words;
        }
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(titles: &[&str]) -> Sentence {
        let rows = titles.iter().map(|t| serde_json::json!({"header": MUSIC, "title": t}).to_string());
        Sentence::of(rows.collect::<String>().as_bytes())
    }

    #[test]
    fn the_words_around_titles_are_found_in_any_language() {
        let titles = ["Roads", "Glory Box", "Only You", "Humming", "Over", "Wandering Star"];
        for (before, after) in
            [("Watched ", ""), ("", " angesehen"), ("Vous avez regardé ", ""), ("", " を視聴しました")]
        {
            let told: Vec<String> = titles.iter().map(|t| format!("{before}{t}{after}")).collect();
            let found = sentence(&told.iter().map(String::as_str).collect::<Vec<_>>());
            assert_eq!(found, Sentence { before: before.into(), after: after.into() });
            let back: Vec<&str> = told.iter().map(|t| found.title_in(t)).collect();
            assert_eq!(back, titles);
        }
    }

    #[test]
    fn few_titles_tell_nothing() {
        let found = sentence(&["Watched Roads", "Watched Over"]);
        assert_eq!((found.title_in("Watched Roads"), found.title_in("Roads")), ("Roads", "Roads"));
        let all_different = sentence(&["a b", "c d", "e f", "g h", "i j"]);
        assert_eq!(all_different.title_in("a b"), "a b");
    }
}
