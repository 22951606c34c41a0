//! The file of kept choices: found, read, and written as a whole or not at all.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use jiff::civil::Date;

use crate::choices::Made;
use crate::choices::document::Document;
use crate::policy::Ledger;
use crate::text::clean;
use crate::tui::{Keep, Keeper};

use super::args::KeptArgs;
use super::file::write_whole;
use super::folders;

/// Nobody writes a longer file of choices.
const LONGEST: u64 = 1 << 20;

/// Kept choices, and where they stand.
#[derive(Debug)]
pub(super) struct Kept {
    path: PathBuf,
    /// Whether the file was there.
    pub(super) found: bool,
    /// What stands in it.
    pub(super) document: Document,
}

impl Kept {
    /// Reads the file that holds for a command; `None` where kept choices are left out.
    ///
    /// # Errors
    /// When a file that was named is not there, or one is there that cannot be read.
    pub(super) fn of(args: &KeptArgs) -> anyhow::Result<Option<Self>> {
        if args.no_choices {
            return Ok(None);
        }
        let Some(path) = path(args.choices.as_deref()) else { return Ok(None) };
        let kept = Self::open(path)?;
        if !kept.found && args.choices.is_some() {
            return Err(anyhow!("--choices {}: no such file", kept.shown()));
        }
        Ok(Some(kept))
    }

    /// Reads a file; one that is not there is empty.
    pub(super) fn open(path: PathBuf) -> anyhow::Result<Self> {
        let shown = clean(&path.to_string_lossy()).into_owned();
        let text =
            read(&path).with_context(|| format!("{shown}: cannot be read; --no-choices leaves it out"))?;
        let found = text.is_some();
        let document = text.unwrap_or_default().parse::<Document>();
        let document = document.with_context(|| {
            format!("{shown} is no file of choices; mend it, or leave it out with --no-choices")
        })?;
        Ok(Self { path, found, document })
    }

    /// The path, to be shown.
    pub(super) fn shown(&self) -> String {
        clean(&self.path.to_string_lossy()).into_owned()
    }

    /// The choices that hold on a day.
    pub(super) fn on(&self, day: Date) -> Vec<Made> {
        self.document.on(day)
    }

    /// How many entries are not understood.
    pub(super) fn unknown(&self) -> usize {
        self.document.entries().iter().filter(|e| e.found.is_err()).count()
    }

    /// Writes the file. Whatever happens, either the old or the new text stands there.
    pub(super) fn write(&self, ledger: &mut Ledger) -> anyhow::Result<()> {
        let written = || {
            // Through a link, so that a file that lives elsewhere stays there.
            let target = fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder)?;
            }
            write_whole(&target, |file| file.write_all(self.document.to_string().as_bytes()))
        };
        written().with_context(|| format!("{}: cannot be written", self.shown()))?;
        ledger.written.push(self.path.clone());
        Ok(())
    }
}

/// Changes the file from within the interface; `None` where kept choices are left out.
pub(super) fn keeper(args: &KeptArgs) -> Option<Keeper> {
    if args.no_choices {
        return None;
    }
    let path = path(args.choices.as_deref())?;
    let place = clean(&path.to_string_lossy()).into_owned();
    let change = Box::new(move |keep: &Keep| {
        // Read again each time: someone may have edited it since.
        let mut kept = Kept::open(path.clone())?;
        let changed = match keep {
            Keep::Add(made) => kept.document.keep(made),
            Keep::Remove(choice) => kept.document.forget(choice),
        };
        if !changed {
            return Ok(format!("{} has it so already", kept.shown()));
        }
        kept.write(&mut Ledger::default())?;
        Ok(format!("written to {}", kept.shown()))
    });
    Some(Keeper { place, change })
}

/// The file that was named, or the usual one; `None` where there is no folder for it.
pub(super) fn path(named: Option<&Path>) -> Option<PathBuf> {
    if let Some(named) = named {
        return Some(named.to_owned());
    }
    Some(folders::config().ok()?.join("choices.toml"))
}

/// The text of a file, unless it is not there.
fn read(path: &Path) -> io::Result<Option<String>> {
    let file = match fs::File::open(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    let mut text = String::new();
    if file.take(LONGEST + 1).read_to_string(&mut text)? as u64 > LONGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "longer than 1 MiB"));
    }
    Ok(Some(text))
}
