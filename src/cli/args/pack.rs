//! `pack` and its commands.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::examples::AFTER_BUILD;
use super::{Format, MOST_LISTED};

#[derive(Debug, Args)]
pub(in crate::cli) struct PackArgs {
    #[command(subcommand)]
    pub(in crate::cli) command: PackCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum PackCommand {
    /// Show a pack's card: counts, parameters, licence, sources
    Info(PackInfoArgs),
    /// Check a pack whole: digests, indices, orders, and every count against the lists
    Verify(PackInfoArgs),
    /// Find tracks by words of their artist and title
    Search(PackSearchArgs),
    /// Make a pack from lists: tables, playlist files, the Million Playlist Dataset
    #[command(after_help = AFTER_BUILD)]
    Build(PackBuildArgs),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct PackInfoArgs {
    /// The pack's folder [default: the starter pack]
    #[arg(value_name = "DIR")]
    pub(in crate::cli) pack: Option<PathBuf>,
    /// How to write the answer
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(in crate::cli) format: TableOrJson,
}

/// [`Format`] for answers that are no rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TableOrJson {
    /// For people
    Table,
    /// For programs, with a `schema`
    Json,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct PackSearchArgs {
    /// Words of artist and title
    #[arg(required = true, num_args = 1.., value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,
    /// The pack to search: a folder NAME.pack [default: the starter pack]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) pack: Option<PathBuf>,
    /// At most so many tracks
    #[arg(
        short = 'n',
        long = "limit",
        value_name = "N",
        default_value = "20",
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(1..=MOST_LISTED)
    )]
    pub(in crate::cli) limit: u32,
    /// How to write the tracks [default: table on a terminal, plain otherwise]
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<Format>,
}

/// What lists may be read from. gzip and zstd are told by their shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ListKind {
    /// Comma-separated tables, one row a track
    Csv,
    /// Slices of the Million Playlist Dataset, or folders of them
    Mpd,
    /// Playlist files (M3U, XSPF, JSPF), or folders of them
    Playlists,
}

/// The lists to read.
#[derive(Debug, Args)]
pub(in crate::cli) struct ListsArgs {
    /// What the lists are read from; gzip and zstd are told by their shape
    #[arg(long, value_name = "KIND")]
    pub(in crate::cli) from: ListKind,
    /// Files (and folders, but for tables), read in this order; slices by their number
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct PackBuildArgs {
    #[command(flatten)]
    pub(in crate::cli) lists: ListsArgs,
    /// The folder to make; a pack of that name is replaced whole
    #[arg(long, value_name = "NAME.pack")]
    pub(in crate::cli) out: PathBuf,
    /// The pack's name [default: that of the folder]
    #[arg(long)]
    pub(in crate::cli) name: Option<String>,
    /// The licence of the lists, an SPDX expression [default: unknown; of `mpd` LicenseRef-MPD-research]
    #[arg(long, value_name = "SPDX")]
    pub(in crate::cli) licence: Option<String>,
}
