//! `recommend`: one history, one list; to look at, or to take elsewhere.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Write};

use anyhow::{Context as _, anyhow};

use crate::export::{self, Playlist, clipboard};
use crate::query::{Answer, Query};
use crate::report::{Paint, json, plain, table};

use super::args::{ExportArgs, ListFormat, RecommendArgs};
use super::console::Console;
use super::context::{Context, now, query};
use super::failure::Failure;
use super::out::{shown, write_file};
use super::progress::Bar;

pub(super) fn run(args: &RecommendArgs, console: &Console) -> Result<(), Failure> {
    let query = query(&args.tune, args.limit as usize);
    let mut context = {
        let progress = Bar::new(console);
        Context::open(args.open.pack.as_deref(), &args.open.history, now(), &progress)?
    };
    for warning in context.warnings() {
        console.warn(&format!("{warning}; see `glasscrate history`"));
    }
    let listener = &context.listener;
    let answer = query.ask(listener);
    if listener.history.is_empty() {
        console.warn("no listens were read, so the list goes by popularity alone; see `glasscrate history`");
    } else if !answer.has_seeds() {
        console.warn("the pack knows no track of this history, so the list goes by popularity alone");
    }
    let format = args.export.chosen(console.on_terminal);
    let to_look_at = args.export.out.is_none() && !args.export.copy;
    if to_look_at && format == ListFormat::Json {
        return console.json(&json::recommendations(&listener.pack, &query, &answer));
    }
    let list = written(&args.export, format, to_look_at, &context, &query, &answer, console)?;
    if let Some(path) = &args.export.out {
        write_file(path, |out| out.write_all(&list))?;
        context.ledger.written.push(path.clone());
        console.note(&format!("written: {}", shown(path)));
    } else if args.export.copy {
        copy(&list)?;
        let tracks = crate::text::counted(answer.ranking.listed.len(), "track", "tracks");
        console.note(&format!("{tracks} handed to the terminal to copy; not every terminal does"));
    } else {
        let mut out = console.answer();
        out.write_all(&list)?;
        out.flush()?;
    }
    if console.on_terminal {
        console.note(&format!("{} · ranking {}", context.line(), answer.ranking.hash));
    }
    Ok(())
}

/// The list in its format. `to_look_at`: for this terminal, with its width and colours.
fn written(
    args: &ExportArgs,
    format: ListFormat,
    to_look_at: bool,
    context: &Context,
    query: &Query,
    answer: &Answer,
    console: &Console,
) -> Result<Vec<u8>, Failure> {
    let listener = &context.listener;
    if let Some(format) = args.playlist_format(format) {
        let playlist = playlist(args, context, answer)?;
        let mut list = Vec::new();
        export::write(format, &playlist, &mut list)?;
        return Ok(list);
    }
    let mut text = String::new();
    match format {
        ListFormat::Json => {
            text = serde_json::to_string(&json::recommendations(&listener.pack, query, answer))?;
            text.push('\n');
        }
        ListFormat::Table => {
            let paint = if to_look_at { console.paint } else { Paint::new(false) };
            table::recommendations(&mut text, listener, answer, console.cells(), paint)?;
        }
        _ => plain::recommendations(&mut text, &listener.pack, answer)?,
    }
    Ok(text.into_bytes())
}

/// The list as one to take elsewhere, where the terms of the pack allow that.
fn playlist(args: &ExportArgs, context: &Context, answer: &Answer) -> Result<Playlist, Failure> {
    let playlist = Playlist::of(&context.listener.pack, answer, &args.title)
        .map_err(|refused| Failure::refused(refused.into()))?;
    Ok(if args.no_reasons { playlist.without_reasons() } else { playlist })
}

/// Hands text to the terminal to copy; the answer's own stream may lead elsewhere.
fn copy(list: &[u8]) -> Result<(), Failure> {
    let variable = |name| std::env::var(name).ok();
    let between = clipboard::Between::told_by(variable("TMUX").as_deref(), variable("TERM").as_deref());
    let sequence =
        clipboard::sequence(&String::from_utf8_lossy(list), between).map_err(anyhow::Error::new)?;
    let sent = match OpenOptions::new().write(true).open("/dev/tty") {
        Ok(mut terminal) => terminal.write_all(sequence.as_bytes()),
        Err(_) if io::stderr().is_terminal() => io::stderr().lock().write_all(sequence.as_bytes()),
        Err(_) => {
            return Err(Failure::from(anyhow!(
                "--copy: there is no terminal to copy through; use --out FILE"
            )));
        }
    };
    Ok(sent.context("--copy: cannot write to the terminal")?)
}
