//! Files that a command was asked to write: whole under their name, or not there at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::text::clean;

/// Writes a file beside its name first and puts it there when it is whole.
///
/// # Errors
/// When it cannot be written, with its name. Nothing half is left then.
pub(super) fn write_file(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let written = || -> io::Result<()> {
        let mut whole = BufWriter::new(File::create(&beside)?);
        fill(&mut whole)?;
        whole.into_inner()?.sync_all()?;
        fs::rename(&beside, path)
    };
    let written = written();
    if written.is_err() {
        // Where it was never made there is nothing to remove.
        let _ = fs::remove_file(&beside);
    }
    written.context("cannot write it").with_context(|| shown(path))
}

/// A path as it is shown.
pub(super) fn shown(path: &Path) -> String {
    clean(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_whole_or_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.txt");
        write_file(&path, |out| out.write_all(b"one")).unwrap();
        let failed = write_file(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("stop"))
        });
        assert!(format!("{:#}", failed.unwrap_err()).contains("list.txt"));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
