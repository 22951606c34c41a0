//! Kept choices, listed: what each does, how long it holds, and what it comes to here.

use std::fmt::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use crate::choices::document::Entry;
use crate::choices::{Heard, Lasts, effect};
use crate::text::width;

use super::columns::left;
use super::{Paint, Tone};

/// Whether an entry holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Standing {
    Holds,
    Over,
    Unknown,
}

/// One entry of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    words: String,
    standing: Standing,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    /// What it does to a history and a pack.
    #[serde(skip_serializing_if = "Option::is_none")]
    effect: Option<String>,
}

impl Line {
    /// An entry as it is on a day; with a history and a pack, what it does to them.
    #[must_use]
    pub fn of(entry: &Entry, day: Date, heard: Option<&Heard<'_>>) -> Self {
        let made = match &entry.found {
            Ok(made) => made,
            Err(why) => {
                return Self { words: why.clone(), standing: Standing::Unknown, until: None, effect: None };
            }
        };
        let standing = if made.lasts.on(day) { Standing::Holds } else { Standing::Over };
        let until = match made.lasts {
            Lasts::Until(day) => Some(day.to_string()),
            Lasts::Run | Lasts::Kept => None,
        };
        let holds = standing == Standing::Holds;
        let effect = heard.filter(|_| holds).map(|heard| effect(&made.choice, heard).words());
        Self { words: made.choice.words(), standing, until, effect: effect.filter(|e| !e.is_empty()) }
    }

    /// How long it holds.
    fn lasts(&self) -> String {
        match (self.standing, &self.until) {
            (Standing::Unknown, _) => "not understood".to_owned(),
            (Standing::Over, Some(day)) => format!("over since {day}"),
            (_, Some(day)) => format!("until {day}"),
            (_, None) => "for good".to_owned(),
        }
    }
}

/// `glasscrate/choices/1`.
#[derive(Debug, Serialize)]
pub struct ChoicesJson<'a> {
    schema: &'static str,
    file: &'a str,
    /// In the order of their numbers, from 1.
    choices: &'a [Line],
}

/// For programs.
#[must_use]
pub fn json<'a>(file: &'a str, lines: &'a [Line]) -> ChoicesJson<'a> {
    ChoicesJson { schema: "glasscrate/choices/1", file, choices: lines }
}

/// `number, how long, what, effect`, separated by tabs.
pub fn plain(out: &mut impl Write, lines: &[Line]) -> fmt::Result {
    for (line, n) in lines.iter().zip(1..) {
        let effect = line.effect.as_deref().unwrap_or_default();
        writeln!(out, "{n}\t{}\t{}\t{effect}", line.lasts(), line.words)?;
    }
    Ok(())
}

/// For people.
pub fn table(out: &mut impl Write, lines: &[Line], cells: usize, paint: Paint) -> fmt::Result {
    let lasts: Vec<String> = lines.iter().map(Line::lasts).collect();
    let lasts_cells = lasts.iter().map(|l| width(l)).max().unwrap_or(0);
    let number_cells = lines.len().to_string().len().max(2);
    let words_cells = cells.saturating_sub(number_cells + lasts_cells + 4);
    for ((line, lasts), n) in lines.iter().zip(&lasts).zip(1..) {
        let tone = match line.standing {
            Standing::Holds => Tone::Strong,
            Standing::Over => Tone::Dim,
            Standing::Unknown => Tone::Warning,
        };
        let number = format!("{n:>number_cells$}");
        let words = match &line.effect {
            Some(effect) => format!("{} ({effect})", line.words),
            None => line.words.clone(),
        };
        let words = crate::text::fit(&words, words_cells);
        writeln!(
            out,
            "{}  {}  {}",
            paint.on(Tone::Dim, &number),
            paint.on(Tone::Dim, &left(lasts, lasts_cells)),
            paint.on(tone, &words)
        )?;
    }
    Ok(())
}
