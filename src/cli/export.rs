//! Where a list goes: to standard output, into a file, or to the clipboard; and in which format.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};

use crate::export::{self, Place, Playlist, clipboard};
use crate::library::{OwnFile, Owned};
use crate::policy::{Barrier, PackTerms, Statements, Use, may_pass};
use crate::query::{Answer, Listener, Query};
use crate::report::{Paint, json, plain, table};
use crate::text::{clean, counted};

use super::args::{ExportArgs, ListFormat};
use super::console::Console;
use super::failure::Failure;
use super::file::write_whole;

/// A list that was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listing<'a> {
    /// For whom, and from what.
    pub(super) listener: &'a Listener,
    /// The question.
    pub(super) query: &'a Query,
    /// Its answer.
    pub(super) answer: &'a Answer,
    /// What the person owns of the pack.
    pub(super) owned: &'a Owned,
}

/// Hands a list out as it was asked for; gives the file that was written.
pub(super) fn hand_out(
    args: &ExportArgs,
    format: ListFormat,
    listing: &Listing<'_>,
    console: &Console,
) -> Result<Option<PathBuf>, Failure> {
    if args.out.is_some() || args.copy || args.playlist_format(format).is_some() {
        may_leave(listing.listener)?;
    }
    if let Some(path) = &args.out {
        let list = list(args, format, listing, false, console)?;
        let shown = clean(&path.to_string_lossy()).into_owned();
        write_whole(path, |out| out.write_all(&list)).with_context(|| format!("{shown}: cannot write it"))?;
        console.note(&format!("written: {shown}"));
        return Ok(Some(path.clone()));
    }
    if args.copy {
        copy(&list(args, format, listing, false, console)?)?;
        let tracks = counted(listing.answer.ranking.listed.len(), "track", "tracks");
        console.note(&format!("{tracks} handed to the terminal to copy; not every terminal does"));
    } else if format == ListFormat::Json {
        console.json(&json::recommendations(&listing.listener.pack, listing.query, listing.answer))?;
    } else {
        let list = list(args, format, listing, true, console)?;
        let mut out = console.answer();
        out.write_all(&list)?;
        out.flush()?;
    }
    Ok(None)
}

/// Whether lists made from this history may be taken elsewhere; what the pack says is asked by the playlist itself.
fn may_leave(listener: &Listener) -> Result<(), Failure> {
    let kinds = listener.history.sources().iter().map(|s| s.kind);
    match may_pass(kinds, PackTerms::Other, Use::HandOn, &Statements::default()) {
        Err(Barrier::Refused(clause)) => Err(Failure::refused(clause)),
        _ => Ok(()),
    }
}

/// The list in its format. `to_look_at`: for this terminal, with its width and colours.
fn list(
    args: &ExportArgs,
    format: ListFormat,
    listing: &Listing<'_>,
    to_look_at: bool,
    console: &Console,
) -> Result<Vec<u8>, Failure> {
    let Listing { listener, query, answer, owned } = *listing;
    if let Some(format) = args.playlist_format(format) {
        let mut list = Vec::new();
        export::write(format, &playlist(args, listing)?, &mut list)?;
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
            let is_owned = |track| owned.file(track).is_some();
            table::recommendations(&mut text, listener, answer, &is_owned, console.cells(), paint)?;
        }
        _ => plain::recommendations(&mut text, &listener.pack, answer)?,
    }
    Ok(text.into_bytes())
}

/// The list as one to take elsewhere, where the terms of the pack allow that.
fn playlist(args: &ExportArgs, listing: &Listing<'_>) -> Result<Playlist, Failure> {
    let mut playlist = Playlist::of(&listing.listener.pack, listing.answer, &args.title)
        .map_err(|refused| Failure::barred(refused.into()))?;
    let folder = args.out.as_deref().and_then(folder_of);
    for track in &mut playlist.tracks {
        let file = listing.owned.file(track.id);
        track.place = file.and_then(|file| place(file, folder.as_deref()));
    }
    Ok(if args.no_reasons { playlist.without_reasons() } else { playlist })
}

/// The folder in which a file will stand; absolute, with no links in it.
fn folder_of(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder.canonicalize().ok()
}

/// Where a file is, as seen from a folder. A name that is no Unicode cannot stand in a playlist.
fn place(file: &OwnFile, from: Option<&Path>) -> Option<Place> {
    let path = from.map_or_else(|| file.path.clone(), |from| relative(&file.path, from));
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    let path = parts?.join("/").replacen("//", "/", 1);
    Some(Place { path, ms: file.ms })
}

/// A path as seen from a folder; both absolute.
fn relative(path: &Path, from: &Path) -> PathBuf {
    let common = path.components().zip(from.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(common).map(|_| "..");
    up.map(PathBuf::from)
        .chain(path.components().skip(common).map(|c| PathBuf::from(c.as_os_str())))
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_a_folder() {
        let seen = |path: &str, from: &str| relative(Path::new(path), Path::new(from));
        assert_eq!(seen("/music/a/b.mp3", "/music"), Path::new("a/b.mp3"));
        assert_eq!(seen("/music/a/b.mp3", "/lists/mine"), Path::new("../../music/a/b.mp3"));
        assert_eq!(seen("/music/a/b.mp3", "/music/a"), Path::new("b.mp3"));
    }
}
