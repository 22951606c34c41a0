//! `--library`: which of the listed tracks the person owns.

use crate::library::{Owned, read};
use crate::pack::Pack;
use crate::query::Answer;
use crate::text::counted;

use super::args::LibraryArgs;
use super::console::Console;
use super::failure::Failure;

/// Of so many ranked tracks those in the library are taken.
const LOOKED_THROUGH: usize = 10_000;

/// Reads the library, where one was named, and matches it with the pack.
pub(super) fn owned(args: &LibraryArgs, pack: &Pack, console: &Console) -> Result<Owned, Failure> {
    let Some(folder) = &args.library else { return Ok(Owned::default()) };
    let library = read(folder).map_err(anyhow::Error::new)?;
    let (files, untagged, unreadable) = (library.files.len(), library.untagged, library.unreadable);
    let owned = Owned::new(library, pack);
    console.note(&format!(
        "library: {}, {} of the pack among them; {untagged} without names, {unreadable} unreadable",
        counted(files, "tagged file", "tagged files"),
        counted(owned.len(), "track", "tracks"),
    ));
    Ok(owned)
}

/// How many tracks to rank so that so many can be listed.
pub(super) fn ranked(args: &LibraryArgs, limit: usize) -> usize {
    if args.library_only {
        LOOKED_THROUGH.max(limit)
    } else if args.library_first {
        2 * limit
    } else {
        limit
    }
}

/// Takes what is not owned out of a list, or puts it last, as was asked for, and cuts it to its length. Within both halves the
/// order stays.
pub(super) fn restrict(args: &LibraryArgs, owned: &Owned, answer: &mut Answer, limit: usize) {
    let listed = &mut answer.ranking.listed;
    if args.library_only {
        listed.retain(|ranked| owned.file(ranked.track).is_some());
    } else if args.library_first {
        listed.sort_by_key(|ranked| owned.file(ranked.track).is_none());
    }
    listed.truncate(limit);
}
