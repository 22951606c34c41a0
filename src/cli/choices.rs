//! `choices`, and the choices that options make.

use std::io::{self, BufRead, IsTerminal, Write};

use anyhow::anyhow;

use crate::choices::document::Entry;
use crate::choices::{Block, Choice, Choices, Effect, Lasts, Lever, Made, Part, TrackName, effect};
use crate::history::History;
use crate::pack::Pack;
use crate::policy::{Ledger, Use};
use crate::report::choices::{Line, json, plain, table};
use crate::text::{clean, counted};

use super::args::{
    ChoicesAddArgs, ChoicesArgs, ChoicesClearArgs, ChoicesCommand, ChoicesFileArgs, ChoicesListArgs,
    ChoicesRemoveArgs, Format, KeptArgs, LeverArgs, MadeArgs, OpenArgs,
};
use super::console::Console;
use super::context::{self, Context, open_pack, today};
use super::explain::find;
use super::failure::Failure;
use super::kept::{Kept, path};

pub(super) fn run(args: ChoicesArgs, console: &Console) -> Result<(), Failure> {
    match args.command.unwrap_or(ChoicesCommand::List(args.list)) {
        ChoicesCommand::List(args) => list(&args, console),
        ChoicesCommand::Add(args) => add(&args, console),
        ChoicesCommand::Remove(args) => remove(&args, console),
        ChoicesCommand::Clear(args) => clear(&args, console),
        ChoicesCommand::Path(args) => Ok(console.write(&format!("{}\n", open(&args)?.shown()))?),
    }
}

/// What holds for a question.
#[derive(Debug)]
pub(super) struct InForce {
    /// What is kept, then what the options say.
    pub(super) choices: Choices,
    /// What of it does nothing, or is not understood.
    pub(super) passed_over: Vec<String>,
}

impl InForce {
    /// The choices, when the person was told what is passed over.
    pub(super) fn told_to(self, console: &Console) -> Choices {
        for line in &self.passed_over {
            console.warn(line);
        }
        self.choices
    }
}

/// Finds out what holds for a question.
pub(super) fn in_force(context: &mut Context, made: &MadeArgs, kept: &KeptArgs) -> Result<InForce, Failure> {
    let listener = &context.listener;
    let own = options(made, &listener.pack, Some(&listener.history))?;
    let mut passed_over = Vec::new();
    for choice in &own {
        if let Effect::Nothing(why) = effect(choice, &listener.heard()) {
            passed_over.push(format!("\"{}\" does nothing here: {why}", choice.words()));
        }
    }
    let kept = Kept::of(kept)?;
    let mut held = Vec::new();
    if let Some(kept) = kept.filter(|k| k.found) {
        held = kept.on(today());
        context.ledger.read.push(kept.shown());
        let unknown = kept.unknown();
        if unknown > 0 {
            let entries = counted(unknown, "kept choice is", "kept choices are");
            passed_over.push(format!("{entries} not understood; see `glasscrate choices`"));
        }
    }
    // A preset of the options goes before levers that were kept.
    if made.levers.preset.is_some() {
        held.retain(|m| !m.choice.is_lever());
    }
    let choices = Choices::starting_with(held.into_iter().chain(own.into_iter().map(Made::now)));
    Ok(InForce { choices, passed_over })
}

/// The choices that options make. Tracks are looked up in the pack, then in the history.
pub(super) fn options(
    args: &MadeArgs,
    pack: &Pack,
    history: Option<&History>,
) -> Result<Vec<Choice>, Failure> {
    let MadeArgs { levers, aside, blocked } = args;
    let name = |text: &String| clean(text).into_owned();
    let mut all: Vec<Choice> = set(levers).map(Choice::Set).collect();
    for text in &aside.without {
        all.push(Choice::Without(Part::Track(track(text, pack, history)?)));
    }
    let parts = (aside.without_artist.iter().map(|a| Part::Artist(name(a))))
        .chain(aside.without_album.iter().map(|a| album(&clean(a))))
        .chain(aside.without_tag.iter().map(|t| Part::Tag(name(t))))
        .chain(aside.without_years.iter().map(|y| Part::Years(*y)))
        .chain(aside.without_period.iter().map(|p| Part::Period(*p)))
        .chain(aside.without_hours.iter().map(|h| Part::Hours(*h)))
        .chain(aside.without_source.iter().map(|s| Part::Source(name(s))));
    all.extend(parts.map(Choice::Without));
    for text in &blocked.track {
        all.push(Choice::Block(Block::Track(track(text, pack, None)?)));
    }
    let blocks = (blocked.artist.iter().map(|a| Block::Artist(name(a))))
        .chain(blocked.tag.iter().map(|t| Block::Tag(name(t))))
        .chain(blocked.years.iter().map(|y| Block::Years(*y)));
    all.extend(blocks.map(Choice::Block));
    Ok(all)
}

fn set(args: &LeverArgs) -> impl Iterator<Item = Lever> {
    let familiar = args.familiar.or(args.new.map(|n| -n));
    let popular = args.popular.or(args.obscure.map(|n| -n));
    let preset = args.preset.map(Lever::Preset).into_iter();
    preset
        .chain(args.set.iter().map(|(signal, weight)| Lever::Weight(*signal, *weight)))
        .chain(args.half_life.map(Lever::HalfLife))
        .chain(args.heard.then_some(Lever::Heard))
        .chain(familiar.map(Lever::Familiar))
        .chain(popular.map(Lever::Popular))
}

/// "Artist - Album", or an album of any artist.
fn album(text: &str) -> Part {
    match text.split_once(" - ") {
        Some((artist, album)) => {
            Part::Album { artist: Some(artist.trim().into()), album: album.trim().into() }
        }
        None => Part::Album { artist: None, album: text.to_owned() },
    }
}

/// The track that a text means: one of the pack, or one of the history that the pack does not know.
fn track(text: &str, pack: &Pack, history: Option<&History>) -> Result<TrackName, Failure> {
    let not_found = match find(pack, text) {
        Ok(track) => return Ok(TrackName::of_pack(pack, track)),
        Err(failure) => failure,
    };
    let text = clean(text);
    let mut heard = history.into_iter().flat_map(History::tracks);
    let named = |t: &&crate::history::HeardTrack| {
        *t.title == *text
            || text.strip_prefix(&*t.artist).and_then(|r| r.strip_prefix(" - ")) == Some(&*t.title)
    };
    heard.find(named).map(TrackName::of_heard).ok_or(not_found)
}

fn open(args: &ChoicesFileArgs) -> Result<Kept, Failure> {
    let path = path(args.choices.as_deref())
        .ok_or_else(|| anyhow!("no configuration folder is known; name a file with --choices"))?;
    Ok(Kept::open(path)?)
}

fn list(args: &ChoicesListArgs, console: &Console) -> Result<(), Failure> {
    let kept = open(&args.file)?;
    let context = if args.open.history.is_empty() && args.open.pack.is_none() {
        None
    } else {
        let OpenArgs { history, pack, no_store } = &args.open;
        Some(context::open(pack.as_deref(), history, *no_store, Use::Score, console)?)
    };
    let heard = context.as_ref().map(|c| c.listener.heard());
    let day = today();
    let entries = kept.document.entries();
    let lines: Vec<Line> = entries.iter().map(|e| Line::of(e, day, heard.as_ref())).collect();
    let format = args.format.unwrap_or(if console.on_terminal { Format::Table } else { Format::Plain });
    let mut text = String::new();
    match format {
        Format::Json => return console.json(&json(&kept.shown(), &lines)),
        Format::Plain => plain(&mut text, &lines)?,
        Format::Table => table(&mut text, &lines, console.cells(), console.paint)?,
    }
    console.write(&text)?;
    if lines.is_empty() {
        console.note(&format!("nothing is kept in {}", kept.shown()));
    }
    Ok(())
}

fn add(args: &ChoicesAddArgs, console: &Console) -> Result<(), Failure> {
    if args.made == MadeArgs::default() {
        let what = anyhow!("nothing to keep was said; see the options of `glasscrate choices add --help`");
        return Err(Failure::wrong_use(what));
    }
    if args.until.is_some_and(|day| day < today()) {
        return Err(Failure::wrong_use(anyhow!("--until is a day that is over")));
    }
    let mut kept = open(&args.file)?;
    let lasts = args.until.map_or(Lasts::Kept, Lasts::Until);
    let mut told = Vec::new();
    for choice in options(&args.made, &open_pack(args.pack.as_deref())?, None)? {
        let words = choice.words();
        if kept.document.keep(&Made { choice, lasts }) {
            told.push(format!("  + {words}"));
        }
    }
    if told.is_empty() {
        console.note("all of it is kept already");
        return Ok(());
    }
    write(&kept, &told, args.yes, console)
}

fn remove(args: &ChoicesRemoveArgs, console: &Console) -> Result<(), Failure> {
    let kept = open(&args.file)?;
    let entries = kept.document.entries();
    let mut wanted: Vec<usize> = args.numbers.iter().map(|n| *n as usize - 1).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if let Some(n) = wanted.iter().find(|n| **n >= entries.len()) {
        let what = anyhow!("there is no number {}; `glasscrate choices` lists {}", n + 1, entries.len());
        return Err(Failure::wrong_use(what));
    }
    take_out(kept, wanted.into_iter().map(|n| &entries[n]).collect(), args.yes, console)
}

fn clear(args: &ChoicesClearArgs, console: &Console) -> Result<(), Failure> {
    let kept = open(&args.file)?;
    let entries = kept.document.entries();
    take_out(kept, entries.iter().filter(|e| e.found.is_ok()).collect(), args.yes, console)
}

/// Takes entries out, the last first, so that the places of the others stay.
fn take_out(mut kept: Kept, entries: Vec<&Entry>, yes: bool, console: &Console) -> Result<(), Failure> {
    let mut told = Vec::new();
    for entry in entries.into_iter().rev() {
        if !kept.document.remove(entry) {
            let why = entry.found.as_ref().err().cloned().unwrap_or_default();
            return Err(Failure::from(anyhow!("{}: {why}; take it out by hand", kept.shown())));
        }
        told.push(match &entry.found {
            Ok(made) => format!("  - {}", made.choice.words()),
            Err(why) => format!("  - an entry that is not understood: {why}"),
        });
    }
    if told.is_empty() {
        console.note(&format!("nothing is kept in {}", kept.shown()));
        return Ok(());
    }
    told.reverse();
    write(&kept, &told, yes, console)
}

/// Says what will be written, waits for a yes, and writes.
fn write(kept: &Kept, told: &[String], yes: bool, console: &Console) -> Result<(), Failure> {
    if !yes {
        confirm(kept, told)?;
    }
    let mut ledger = Ledger::default();
    kept.write(&mut ledger)?;
    for line in told.iter().filter(|_| yes) {
        console.note(line);
    }
    console.note(&format!("{}: {}", kept.shown(), ledger.line()));
    Ok(())
}

fn confirm(kept: &Kept, told: &[String]) -> Result<(), Failure> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        let what = anyhow!("nothing is written without a yes: give --yes");
        return Err(Failure::wrong_use(what).with(told.to_vec()));
    }
    let mut err = io::stderr().lock();
    let mut ask = || -> io::Result<bool> {
        for line in told {
            writeln!(err, "{line}")?;
        }
        write!(err, "Write this to {}? [y/N] ", kept.shown())?;
        err.flush()?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
    };
    match ask() {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::from(anyhow!("nothing was written"))),
        Err(e) => Err(Failure::from(anyhow::Error::new(e).context("cannot ask"))),
    }
}
