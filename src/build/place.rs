//! Puts a pack on disk so that a reader sees the old one or the new one, never a half: whatever ends the program, whenever.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::pack::PackBytes;

use super::write::BuildError;

/// The name of a pack's card.
pub(super) const CARD: &str = "card.toml";

/// The folder of a pack that is being written, in the work folder.
pub(super) const NEW: &str = "new";

/// The folder beside a pack in which everything is kept that is not the pack yet: `.NAME.pack.work`.
#[must_use]
pub fn work_folder(target: &Path) -> PathBuf {
    let name = target.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    target.with_file_name(format!(".{name}.work"))
}

/// Refuses a target that is there and no pack.
pub fn may_replace(target: &Path) -> Result<(), BuildError> {
    if target.exists() && !target.join(CARD).is_file() {
        return Err(BuildError::InTheWay(target.to_owned()));
    }
    Ok(())
}

/// Writes a pack that lies in memory; see `replace`.
pub fn write_pack(pack: &PackBytes, target: &Path) -> Result<(), BuildError> {
    replace(target, |folder| {
        for (file, bytes) in &pack.files {
            write_file(&folder.join(file), bytes)?;
        }
        write_file(&folder.join(CARD), pack.card.as_bytes())
    })
}

/// Lets `fill` write a pack into an empty folder, in the [work folder](work_folder), and puts that in the target's place in one
/// step; a pack that was there is replaced whole. Everything must be flushed. The work folder is removed, unless writing fails.
pub(super) fn replace(
    target: &Path,
    fill: impl FnOnce(&Path) -> Result<(), BuildError>,
) -> Result<(), BuildError> {
    may_replace(target)?;
    let work = work_folder(target);
    let new = work.join(NEW);
    let fail = |source| BuildError::Write { path: target.to_owned(), source };
    let written =
        empty(&new).map_err(fail).and_then(|()| fill(&new)).and_then(|()| swap(&new, target).map_err(fail));
    if written.is_err() {
        // What is left is whole stages only, and the folder only when it holds some.
        let _ = fs::remove_dir_all(&new);
        let _ = fs::remove_dir(&work);
        return written;
    }
    // The new pack is in place: what cannot be removed is in nobody's way.
    let _ = fs::remove_dir_all(&work);
    Ok(())
}

fn empty(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)
}

/// Writes a file and sees it onto the disk.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), BuildError> {
    let write = || {
        let mut file = fs::File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|source| BuildError::Write { path: path.to_owned(), source })
}

/// Puts `new` in the place of `target`; what was there is then where `new` was, or gone.
fn swap(new: &Path, target: &Path) -> io::Result<()> {
    if !target.exists() {
        return fs::rename(new, target);
    }
    if exchange(new, target).is_ok() {
        return Ok(());
    }
    // A file system that cannot exchange two folders: for a moment there is no pack under its name.
    let old = new.with_file_name("old");
    fs::rename(target, &old)?;
    fs::rename(new, target).inspect_err(|_| {
        // Put the old one back: something whole must be there.
        let _ = fs::rename(&old, target);
    })
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
