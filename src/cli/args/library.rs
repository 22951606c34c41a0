//! The person's own music.

use std::path::PathBuf;

use clap::Args;

/// The person's own music.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct LibraryArgs {
    /// Your own music: a folder of audio files, known by their tags. Marks what you own, and lets playlists name the files
    #[arg(long, value_name = "DIR", conflicts_with = "batch")]
    pub(in crate::cli) library: Option<PathBuf>,
    /// List only what is in your library
    #[arg(long, requires = "library", conflicts_with_all = ["trace", "compare"])]
    pub(in crate::cli) library_only: bool,
    /// Of twice as many tracks, list those in your library first
    #[arg(long, requires = "library", conflicts_with_all = ["library_only", "trace", "compare"])]
    pub(in crate::cli) library_first: bool,
}
