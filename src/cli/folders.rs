//! Where the program keeps the little that it keeps.

use std::env::var_os;
use std::path::PathBuf;

use anyhow::anyhow;

/// The folder for what a person sets: `$XDG_CONFIG_HOME/glasscrate`.
pub(super) fn config() -> anyhow::Result<PathBuf> {
    folder("XDG_CONFIG_HOME", ".config")
}

/// The folder for what must outlive a run: `$XDG_STATE_HOME/glasscrate`.
pub(super) fn state() -> anyhow::Result<PathBuf> {
    folder("XDG_STATE_HOME", ".local/state")
}

/// As the XDG Base Directory Specification has it: the variable when it is an absolute path, else below the home folder.
fn folder(variable: &str, below_home: &str) -> anyhow::Result<PathBuf> {
    let set = var_os(variable).map(PathBuf::from).filter(|p| p.is_absolute());
    let home = || var_os("HOME").map(PathBuf::from).filter(|p| p.is_absolute()).map(|h| h.join(below_home));
    let base =
        set.or_else(home).ok_or_else(|| anyhow!("neither ${variable} nor $HOME names a folder; set one"))?;
    Ok(base.join(env!("CARGO_PKG_NAME")))
}
