//! Kept choices as text: a TOML document that people can read and write too.
//!
//! Three arrays of tables, one table a choice:
//!
//! ```toml
//! [[without]]
//! artist = "Portishead"
//! until = 2026-12-31
//!
//! [[block]]
//! tag = "christmas"
//!
//! [[set]]
//! signal = "tags"
//! weight = 0.30
//! ```
//!
//! What is not understood is counted and told, and stays in the document as it stands, comments included. Knows no files.

use std::str::FromStr;

use jiff::civil::Date;
use thiserror::Error;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use crate::engine::{Mixer, SignalKind, hundredths};
use crate::identify::MatchRule;
use crate::text::clean;

use super::choice::{Block, Choice, LEVER_LIMIT, Lever, Part};
use super::log::{Lasts, Made};
use super::preset::Preset;
use super::track_name::TrackName;

/// What stands at the head of a new document.
pub const HEADER: &str = "\
# What glasscrate leaves out and how it ranks, kept from run to run. You may edit this file.
#
# [[without]]  a part of your history that shall not speak: track and artist, artist, album (and artist), tag, years, period,
#              hours, or source
# [[block]]    what shall never be listed: track and artist, artist, tag, or years
# [[set]]      a lever: signal and weight, half-life, heard, familiar, popular, or preset
#
# `until = 2026-12-31` in any of them ends it after that day. `glasscrate choices` lists them; --no-choices leaves them out.
";

/// The arrays of a document.
const ARRAYS: [&str; 3] = ["without", "block", "set"];

/// Why a text is no document of choices.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct DocumentError(String);

/// Kept choices, and the text that they stand in.
#[derive(Debug, Clone)]
pub struct Document {
    text: DocumentMut,
}

/// One entry of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The choice, or why the entry is not understood.
    pub found: Result<Made, String>,
    /// Which array, and which of its tables, from 0.
    place: (&'static str, usize),
}

impl Entry {
    fn is(&self, choice: &Choice) -> bool {
        self.found.as_ref().is_ok_and(|m| m.choice == *choice)
    }
}

impl Default for Document {
    fn default() -> Self {
        Self::under(HEADER, DocumentMut::new())
    }
}

impl FromStr for Document {
    type Err = DocumentError;

    fn from_str(text: &str) -> Result<Self, DocumentError> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let read = |text: &str| {
            let told = |e: toml_edit::TomlError| DocumentError(clean(&e.to_string()).into_owned());
            text.parse::<DocumentMut>().map_err(told)
        };
        // The whole text first, so that an error is told with its line.
        read(text)?;
        let (head, rest) = text.split_at(head(text));
        Ok(Self::under(head, read(rest)?))
    }
}

/// Where the head of a document ends: the comments before the first entry, without those that stand directly above it.
fn head(text: &str) -> usize {
    let (mut end, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        at += line.len();
        if bare.is_empty() {
            end = at;
        } else if !bare.starts_with('#') {
            return end;
        }
    }
    at
}

impl std::fmt::Display for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.text.fmt(f)
    }
}

impl Document {
    fn under(head: &str, mut text: DocumentMut) -> Self {
        text.decor_mut().set_prefix(head);
        Self { text }
    }

    /// Every entry, in the order of the arrays.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let mut all = Vec::new();
        for array in ARRAYS {
            let Some(item) = self.text.get(array) else { continue };
            let Some(tables) = item.as_array_of_tables() else {
                let why = format!("`{array}` is no array of tables: write [[{array}]] above each");
                all.push(Entry { found: Err(why), place: (array, 0) });
                continue;
            };
            for (n, table) in tables.iter().enumerate() {
                all.push(Entry { found: read(array, table), place: (array, n) });
            }
        }
        for (name, _) in self.text.iter().filter(|(name, _)| !ARRAYS.contains(name)) {
            let why = format!("`{}` is not known: there are without, block and set", clean(name));
            all.push(Entry { found: Err(why), place: ("", 0) });
        }
        all
    }

    /// The choices that hold on a day. Of two about the same thing the later one holds.
    #[must_use]
    pub fn on(&self, day: Date) -> Vec<Made> {
        let understood = self.entries().into_iter().filter_map(|e| e.found.ok());
        understood.filter(|made| made.lasts.on(day)).collect()
    }

    /// Keeps a choice: in the place of an entry about the same thing, or behind all. False when it stands there so already.
    pub fn keep(&mut self, made: &Made) -> bool {
        let same = self
            .entries()
            .into_iter()
            .find(|e| e.found.as_ref().is_ok_and(|m| m.choice.same_place(&made.choice)));
        let array = array_of(&made.choice);
        let mut table = written(made);
        if let Some(entry) = same {
            if entry.found.as_ref().is_ok_and(|m| m == made) {
                return false;
            }
            if let Some(old) = self.tables(array).and_then(|t| t.get_mut(entry.place.1)) {
                *table.decor_mut() = old.decor().clone();
                *old = table;
            }
            return true;
        }
        // A key of this name that is no array of tables is not ours to overwrite, and `entries` tells of it.
        let item = self.text.entry(array).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        match item.as_array_of_tables_mut() {
            Some(tables) => tables.push(table),
            None => return false,
        }
        true
    }

    /// Takes the entries of a choice out. False where there is none.
    pub fn forget(&mut self, choice: &Choice) -> bool {
        let its: Vec<Entry> = self.entries().into_iter().filter(|e| e.is(choice)).collect();
        // The last first, so that the places of the others stay.
        its.iter().rev().filter(|e| self.remove(e)).count() > 0
    }

    /// Takes an entry out. False for one that is no table of its own.
    pub fn remove(&mut self, entry: &Entry) -> bool {
        let (array, n) = entry.place;
        match self.tables(array) {
            Some(tables) if n < tables.len() => {
                tables.remove(n);
                true
            }
            _ => false,
        }
    }

    fn tables(&mut self, array: &str) -> Option<&mut ArrayOfTables> {
        self.text.get_mut(array).and_then(Item::as_array_of_tables_mut)
    }
}

fn array_of(choice: &Choice) -> &'static str {
    match choice {
        Choice::Without(_) => "without",
        Choice::Block(_) => "block",
        Choice::Set(_) => "set",
    }
}

/// The keys of a table; each is taken once, and what is left over is not understood.
struct Keys<'a> {
    table: &'a Table,
    left: Vec<&'a str>,
}

impl<'a> Keys<'a> {
    fn value(&mut self, key: &str) -> Option<&'a Value> {
        let found = self.table.get(key)?.as_value()?;
        self.left.retain(|k| *k != key);
        Some(found)
    }

    fn text(&mut self, key: &str) -> Option<String> {
        let text = clean(self.value(key)?.as_str()?).into_owned();
        (!text.is_empty()).then_some(text)
    }

    /// A text, or a number as it is written.
    fn written(&mut self, key: &str) -> Option<String> {
        let value = self.value(key)?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Some(clean(&text).into_owned())
    }

    fn parsed<T: FromStr<Err: ToString>>(&mut self, key: &str) -> Result<Option<T>, String> {
        self.written(key).map(|text| text.parse().map_err(|e: T::Err| e.to_string())).transpose()
    }

    fn whole(&mut self, key: &str, from: i64, to: i64) -> Result<Option<i64>, String> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let whole = value.as_integer().filter(|n| (from..=to).contains(n));
        whole.map(Some).ok_or_else(|| format!("`{key}` is no whole number from {from} to {to}"))
    }

    fn track(&mut self, title: &str, artist: Option<&str>) -> Result<TrackName, String> {
        let artist = artist.ok_or("a `track` needs its `artist`")?;
        let (isrc, mbid, uri) = (self.text("isrc"), self.text("mbid"), self.text("uri"));
        Ok(TrackName::new(artist, title).with_ids(isrc.as_deref(), mbid.as_deref(), uri.as_deref()))
    }
}

fn read(array: &str, table: &Table) -> Result<Made, String> {
    let mut keys = Keys { table, left: table.iter().map(|(key, _)| key).collect() };
    let until = match keys.value("until") {
        None => None,
        Some(value) => Some(day(value).ok_or("`until` is no day, as in 2026-12-31")?),
    };
    let choice = match array {
        "without" => Choice::Without(part(&mut keys)?),
        "block" => Choice::Block(block(&mut keys)?),
        _ => Choice::Set(lever(&mut keys)?),
    };
    match keys.left.first() {
        Some(key) => Err(format!("`{}` is not known here", clean(key))),
        None => Ok(Made { choice, lasts: until.map_or(Lasts::Kept, Lasts::Until) }),
    }
}

/// A day, as TOML has it or in quotes.
fn day(value: &Value) -> Option<Date> {
    match value {
        Value::Datetime(found) => found.value().to_string().parse().ok(),
        Value::String(text) => text.value().parse().ok(),
        _ => None,
    }
}

fn part(keys: &mut Keys<'_>) -> Result<Part, String> {
    let (track, artist, album) = (keys.text("track"), keys.text("artist"), keys.text("album"));
    Ok(match (track, artist, album) {
        (Some(title), artist, None) => Part::Track(keys.track(&title, artist.as_deref())?),
        (None, artist, Some(album)) => Part::Album { artist, album },
        (None, Some(artist), None) => Part::Artist(artist),
        (None, None, None) => {
            if let Some(tag) = keys.text("tag") {
                Part::Tag(tag)
            } else if let Some(source) = keys.text("source") {
                Part::Source(source)
            } else if let Some(years) = keys.parsed("years")? {
                Part::Years(years)
            } else if let Some(period) = keys.parsed("period")? {
                Part::Period(period)
            } else if let Some(hours) = keys.parsed("hours")? {
                Part::Hours(hours)
            } else {
                return Err(
                    "it names no track, artist, album, tag, years, period, hours or source".to_owned()
                );
            }
        }
        (Some(_), _, Some(_)) => return Err("it names a track and an album: write two entries".to_owned()),
    })
}

fn block(keys: &mut Keys<'_>) -> Result<Block, String> {
    let (track, artist) = (keys.text("track"), keys.text("artist"));
    Ok(match (track, artist) {
        (Some(title), artist) => Block::Track(keys.track(&title, artist.as_deref())?),
        (None, Some(artist)) => Block::Artist(artist),
        (None, None) => {
            if let Some(tag) = keys.text("tag") {
                Block::Tag(tag)
            } else if let Some(years) = keys.parsed("years")? {
                Block::Years(years)
            } else if let Some(days) = keys.whole("heard-within", 1, 36_500)? {
                Block::HeardWithin(days as u32)
            } else if keys.value("unheard").and_then(Value::as_bool) == Some(true) {
                Block::Unheard
            } else if keys.value("heard-artists").and_then(Value::as_bool) == Some(true) {
                Block::HeardArtists
            } else {
                return Err("it names no track, artist, tag or years".to_owned());
            }
        }
    })
}

fn lever(keys: &mut Keys<'_>) -> Result<Lever, String> {
    let limit = i64::from(LEVER_LIMIT);
    if let Some(signal) = keys.text("signal") {
        let weight = keys.written("weight").ok_or("a `signal` needs its `weight`")?;
        let (signal, weight) = Mixer::step(&format!("{signal}={}", weight.trim()))
            .map_err(|e| clean(&e.to_string()).into_owned())?;
        return Ok(Lever::Weight(signal, weight));
    }
    if let Some(name) = keys.text("preset") {
        let preset = Preset::named(&name);
        return preset.map(Lever::Preset).ok_or_else(|| format!("there is no preset `{name}`"));
    }
    if let Some(days) = keys.whole("half-life", 0, 36_500)? {
        return Ok(Lever::HalfLife(days as u32));
    }
    if let Some(n) = keys.whole("familiar", -limit, limit)? {
        return Ok(Lever::Familiar(n as i32));
    }
    if let Some(n) = keys.whole("popular", -limit, limit)? {
        return Ok(Lever::Popular(n as i32));
    }
    if keys.value("heard").and_then(Value::as_bool) == Some(true) {
        return Ok(Lever::Heard);
    }
    Err("it sets no signal, half-life, heard, familiar, popular or preset".to_owned())
}

/// The table of a choice.
fn written(made: &Made) -> Table {
    let mut table = Table::new();
    let mut put = |key: &str, value: Value| drop(table.insert(key, Item::Value(value)));
    match &made.choice {
        Choice::Without(part) => write_part(part, &mut put),
        Choice::Block(block) => write_block(block, &mut put),
        Choice::Set(lever) => write_lever(*lever, &mut put),
    }
    if let Lasts::Until(day) = made.lasts {
        let date =
            toml_edit::Date { year: day.year() as u16, month: day.month() as u8, day: day.day() as u8 };
        put("until", toml_edit::Datetime { date: Some(date), time: None, offset: None }.into());
    }
    table
}

type Put<'a> = &'a mut dyn FnMut(&str, Value);

fn write_part(part: &Part, put: Put<'_>) {
    match part {
        Part::Track(track) => write_track(track, put),
        Part::Artist(artist) => put("artist", artist.into()),
        Part::Album { artist, album } => {
            put("album", album.into());
            if let Some(artist) = artist {
                put("artist", artist.into());
            }
        }
        Part::Tag(tag) => put("tag", tag.into()),
        Part::Years(years) => put("years", years.to_string().into()),
        Part::Period(period) => put("period", period.to_string().into()),
        Part::Hours(hours) => put("hours", hours.to_string().into()),
        Part::Source(source) => put("source", source.into()),
    }
}

fn write_block(block: &Block, put: Put<'_>) {
    match block {
        Block::Track(track) => write_track(track, put),
        Block::Artist(artist) => put("artist", artist.into()),
        Block::Tag(tag) => put("tag", tag.into()),
        Block::Years(years) => put("years", years.to_string().into()),
        Block::HeardArtists => put("heard-artists", true.into()),
        Block::Unheard => put("unheard", true.into()),
        Block::HeardWithin(days) => put("heard-within", i64::from(*days).into()),
    }
}

fn write_track(track: &TrackName, put: Put<'_>) {
    put("track", track.title().into());
    put("artist", track.artist().into());
    for (key, kind) in [("isrc", MatchRule::Isrc), ("mbid", MatchRule::Mbid), ("uri", MatchRule::Uri)] {
        if let Some(id) = track.identifier(kind) {
            put(key, id.into());
        }
    }
}

fn write_lever(lever: Lever, put: Put<'_>) {
    match lever {
        Lever::Weight(signal, weight) => {
            put("signal", SignalKind::name(signal).into());
            // As a decimal with two places: the number that was set, not the nearest binary one.
            put("weight", hundredths(weight).parse::<Value>().unwrap_or_else(|_| hundredths(weight).into()));
        }
        Lever::HalfLife(days) => put("half-life", i64::from(days).into()),
        Lever::Heard => put("heard", true.into()),
        Lever::Familiar(n) => put("familiar", i64::from(n).into()),
        Lever::Popular(n) => put("popular", i64::from(n).into()),
        Lever::Preset(preset) => put("preset", preset.name.into()),
    }
}
