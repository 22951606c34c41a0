//! `pack` and its commands.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, Subcommand, ValueEnum};

use crate::pack::Join;

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
    /// Show the tracks of one list, by its number or words of its name
    List(PackListArgs),
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

#[derive(Debug, Args)]
pub(in crate::cli) struct PackListArgs {
    /// The number of the list, as evidence names it, or words of its name
    #[arg(required = true, num_args = 1.., value_name = "LIST")]
    pub(in crate::cli) list: Vec<String>,
    /// The pack to look into: a folder NAME.pack [default: the starter pack]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) pack: Option<PathBuf>,
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
    /// Which rows are one track [default: uri for `mpd`, name otherwise]
    #[arg(long, value_name = "HOW")]
    pub(in crate::cli) join: Option<JoinKind>,
    /// Read and count on so many threads; the result is the same [default: one for each processor]
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=MOST_THREADS))]
    pub(in crate::cli) threads: Option<u16>,
}

/// The most threads.
const MOST_THREADS: i64 = 1024;

/// Which rows are one track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum JoinKind {
    /// Those of one artist and title, folded
    Name,
    /// Those of one URI; rows without one by name
    Uri,
}

impl ListsArgs {
    /// Lets all work of this run take so many threads. Before any is done.
    pub(in crate::cli) fn use_threads(&self) -> anyhow::Result<()> {
        if let Some(threads) = self.threads {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads));
            pool.build_global().context("--threads")?;
        }
        Ok(())
    }

    /// How rows are joined: the slices of the Million Playlist Dataset tell tracks by their URIs.
    pub(in crate::cli) fn joined_by(&self) -> Join {
        match (self.join, self.from) {
            (Some(JoinKind::Uri), _) | (None, ListKind::Mpd) => Join::Uri,
            (Some(JoinKind::Name), _) | (None, ListKind::Csv | ListKind::Playlists) => Join::Name,
        }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct PackBuildArgs {
    #[command(flatten)]
    pub(in crate::cli) lists: ListsArgs,
    /// The folder to make; a pack of that name is replaced whole
    #[arg(long, value_name = "NAME.pack")]
    pub(in crate::cli) out: PathBuf,
    /// Take the published parameters, instead of choosing them on lists that are held out for it
    #[arg(long)]
    pub(in crate::cli) published: bool,
    /// The pack's name [default: that of the folder]
    #[arg(long)]
    pub(in crate::cli) name: Option<String>,
    /// The licence of the lists, an SPDX expression [default: unknown; of `mpd` LicenseRef-MPD-research]
    #[arg(long, value_name = "SPDX")]
    pub(in crate::cli) licence: Option<String>,
    /// Use at most about so much memory, as in 4G or 512M; lists that do not fit are refused [default: what it takes]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(in crate::cli) memory: Option<u64>,
    /// Begin again, although a build of the same files was ended halfway
    #[arg(long)]
    pub(in crate::cli) fresh: bool,
}

/// A number of bytes, with K, M, G or T for the powers of 1024.
fn size(text: &str) -> Result<u64, String> {
    let wrong = || format!("`{text}` is not a size, as in 4G or 512M");
    let upper = text.trim().to_ascii_uppercase();
    let bare = upper.strip_suffix("IB").or_else(|| upper.strip_suffix('B')).unwrap_or(&upper);
    let (number, unit) = match bare.find(['K', 'M', 'G', 'T']) {
        Some(at) => bare.split_at(at),
        None => (bare, ""),
    };
    let power = match unit {
        "" => 0,
        "K" => 1,
        "M" => 2,
        "G" => 3,
        "T" => 4,
        _ => return Err(wrong()),
    };
    let number: f64 = number.trim().parse().map_err(|_| wrong())?;
    let bytes = number * f64::from(1u32 << 10).powi(power);
    // A float of that size is a whole number of bytes near enough, and fits.
    if number.is_finite() && (1.0..1e18).contains(&bytes) { Ok(bytes as u64) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, bytes) in [
            ("4G", 4 << 30),
            ("4GiB", 4 << 30),
            ("512 mb", 512 << 20),
            ("1.5K", 1536),
            ("1000", 1000),
            ("2T", 2 << 40),
        ] {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for text in ["", "G", "-1G", "4X", "4GG", "nan", "inf", "1e300", "0"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
