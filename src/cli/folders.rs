//! Where the program keeps the little that it keeps, by the XDG Base Directory Specification.

use std::path::PathBuf;

use anyhow::Context as _;
use etcetera::{BaseStrategy, choose_base_strategy};

const NAME: &str = env!("CARGO_PKG_NAME");

/// The folder for what a person sets: `$XDG_CONFIG_HOME/glasscrate`.
pub(super) fn config() -> anyhow::Result<PathBuf> {
    let folders = choose_base_strategy().context("no configuration folder is known; set $HOME")?;
    Ok(folders.config_dir().join(NAME))
}

/// The folder for what must outlive a run: `$XDG_STATE_HOME/glasscrate`.
pub(super) fn state() -> anyhow::Result<PathBuf> {
    let folders = choose_base_strategy().context("no folder for state is known; set $HOME")?;
    Ok(folders.state_dir().unwrap_or_else(|| folders.data_dir()).join(NAME))
}
