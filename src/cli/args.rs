//! Every command and option, with its help.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

use crate::engine::{Mixer, MixerError, SignalKind};
use crate::sources::{SourceSpec, SpecError};

use super::console::When;

/// The most tracks that can be listed.
const MOST_LISTED: i64 = 10_000;

/// A hundred years: beyond that age does not matter.
const LONGEST_HALF_LIFE: i64 = 36_500;

// Lines of examples stay below 80 characters; longer ones are paragraphs, which the help wraps.

const AFTER: &str = "\
Examples:
  glasscrate                                  the interface, with a sample history
  glasscrate --history ~/my_spotify_data.zip  the interface, on your own listens
  glasscrate recommend --history listens.csv  a list
  glasscrate explain Portishead - Roads       why this track, or why not

Exit codes:
  0  done
  1  could not be done: a file, a pack or a track is missing or damaged
  2  wrong use: of an option, or a question with several answers
  3  refused by the terms of a source (no source of this version is)";

const AFTER_RECOMMEND: &str = "\
Examples:
  glasscrate recommend
  glasscrate recommend --history my_spotify_data.zip --history more.csv -n 50
  glasscrate recommend --set popularity=-0.5 --set tags=0
  glasscrate recommend --history listens.csv --format json > list.json
  glasscrate recommend --batch people.jsonl > lists.jsonl

In JSON every score is an integer, the sum of its points; divide by `scale` to get the number that the table shows.

Lines of a batch:
  {\"id\":1,\"history\":[{\"artist\":\"…\",\"title\":\"…\"},…]}
  newest first; each may have \"played_at\" (RFC 3339, UNIX seconds) and \"plays\"
Their answers, in the same order:
  {\"id\":1,\"recommendations\":[{\"artist\":\"…\",\"title\":\"…\",\"score\":55200},…]}
  {\"id\":2,\"error\":\"line 2: …\"}";

const AFTER_EXPLAIN: &str = "\
Examples:
  glasscrate explain Portishead - Roads
  glasscrate explain roads
  glasscrate explain --history listens.csv --format json Portishead - Roads";

const AFTER_HISTORY: &str = "\
Examples:
  glasscrate history
  glasscrate history ~/my_spotify_data.zip
  glasscrate history --all --format plain listens.csv | grep 'another version'";

const AFTER_PACK: &str = "\
Examples:
  glasscrate pack info
  glasscrate pack search fela kuti
  glasscrate pack build --from csv lists.csv.gz --out lists.pack
  glasscrate pack verify lists.pack";

const AFTER_BUILD: &str = "\
A table has the columns list_id, artist and title, and may have list_name, date, position, isrc, mbid, uri, year and tags; \
the rows of a list stand together. The same tables give the same pack, byte for byte.

Example:
  glasscrate pack build --from csv a.csv b.csv.gz --out lists.pack \\
      --name 'my lists' --licence CC0-1.0";

/// Listening history in, recommendations out, every score a sum that can be taken apart
#[derive(Debug, Parser)]
#[command(
    name = "glasscrate",
    version,
    long_about = "Glasscrate turns what you have been listening to into recommendations whose every score can be taken \
apart, on your own machine. Without a command it opens the terminal interface; without options, on the starter pack and a \
sample history, so that the first look needs no account and no file. Nothing is sent anywhere.",
    after_help = AFTER,
    max_term_width = 100,
    disable_help_subcommand = false
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: GlobalArgs,
    #[command(flatten)]
    pub(super) tui: TuiArgs,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(super) struct GlobalArgs {
    /// When to colour: `always`, `never`, or `auto`: on a terminal, unless `NO_COLOR` is set
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true,
        help_heading = "Everywhere"
    )]
    pub(super) color: When,
    /// Tell nothing beside the answer but errors: no warnings, no progress
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    pub(super) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Open the terminal interface (as without a command)
    Tui(TuiArgs),
    /// List tracks for a history, or for many
    #[command(after_help = AFTER_RECOMMEND)]
    Recommend(RecommendArgs),
    /// Tell why a track is listed, or why not
    #[command(after_help = AFTER_EXPLAIN)]
    Explain(ExplainArgs),
    /// Tell what was read, dropped and matched, and why
    #[command(after_help = AFTER_HISTORY)]
    History(HistoryArgs),
    /// Look into packs, check them, make them
    #[command(after_help = AFTER_PACK)]
    Pack(PackArgs),
    /// Print completions for a shell
    #[command(
        after_help = "Example:\n  glasscrate completions fish > ~/.config/fish/completions/glasscrate.fish"
    )]
    Completions(CompletionArgs),
    /// Print the manual page, or that of a command
    #[command(after_help = "Example:\n  glasscrate man recommend | man -l -")]
    Man(ManArgs),
}

/// What to open.
#[derive(Debug, Clone, Args)]
pub(super) struct OpenArgs {
    /// Listens to read: a file, a folder, a zip archive, `starter`, `starter:NAME`, or `-` [default: starter]
    ///
    /// Told by their shape, not by their name: Spotify extended streaming history, Spotify account data, CSV tables and
    /// JSON lines with artist and title. May be given several times; plays that stand in two of them count once.
    #[arg(long, value_name = "SRC", value_parser = source())]
    pub(super) history: Vec<SourceSpec>,
    /// The pack to recommend from: a folder NAME.pack [default: the starter pack]
    #[arg(long, value_name = "DIR")]
    pub(super) pack: Option<PathBuf>,
}

/// The interface, opened.
#[derive(Debug, Clone, Args)]
pub(super) struct TuiArgs {
    #[command(flatten)]
    pub(super) open: OpenArgs,
    /// Leave clicks and the wheel to the terminal
    #[arg(long)]
    pub(super) no_mouse: bool,
}

impl TuiArgs {
    /// True when nothing was said.
    pub(super) fn is_empty(&self) -> bool {
        self.open.history.is_empty() && self.open.pack.is_none() && !self.no_mouse
    }
}

/// How to score and rank.
#[derive(Debug, Clone, Args)]
pub(super) struct TuneArgs {
    /// Weigh a signal; may be given several times
    #[arg(long, value_name = "SIGNAL=WEIGHT", value_parser = mixer_step, long_help = signals())]
    pub(super) set: Vec<String>,
    /// After so many days a play counts half; 0: age does not matter
    #[arg(
        long,
        value_name = "DAYS",
        default_value = "90",
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(0..=LONGEST_HALF_LIFE)
    )]
    pub(super) half_life: u32,
    /// Let tracks in that were heard before
    #[arg(long)]
    pub(super) heard: bool,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, fitted to the terminal
    Table,
    /// For scripts: fields separated by tabs
    Plain,
    /// For programs: integers throughout, with a `schema`
    Json,
}

#[derive(Debug, Args)]
pub(super) struct RecommendArgs {
    #[command(flatten)]
    pub(super) open: OpenArgs,
    #[command(flatten)]
    pub(super) tune: TuneArgs,
    /// How many tracks to list
    #[arg(
        short = 'n',
        long = "limit",
        value_name = "N",
        default_value = "20",
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(1..=MOST_LISTED)
    )]
    pub(super) limit: u32,
    /// How to write the list [default: table on a terminal, plain otherwise]
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
    /// Answer many histories: a file with one JSON object a line, or `-`; the answers are JSON lines
    #[arg(long, value_name = "FILE", conflicts_with_all = ["history", "format", "heard"])]
    pub(super) batch: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The track: `Artist - Title`, a title, or words of both
    #[arg(required = true, num_args = 1.., value_name = "QUERY")]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) open: OpenArgs,
    #[command(flatten)]
    pub(super) tune: TuneArgs,
    /// How many tracks would be listed
    #[arg(
        short = 'n',
        long = "limit",
        value_name = "N",
        default_value = "20",
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(1..=MOST_LISTED)
    )]
    pub(super) limit: u32,
    /// Draw every contribution, not only the largest
    #[arg(long)]
    pub(super) all: bool,
    /// How to write the answer
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct HistoryArgs {
    /// Listens to read: a file, a folder, a zip archive, `starter`, `starter:NAME`, or `-` [default: starter]
    #[arg(value_name = "SRC", value_parser = source())]
    pub(super) sources: Vec<SourceSpec>,
    /// The pack to match with: a folder NAME.pack [default: the starter pack]
    #[arg(long, value_name = "DIR")]
    pub(super) pack: Option<PathBuf>,
    /// Tell every track, not only the first that were not matched
    #[arg(long)]
    pub(super) all: bool,
    /// How to write the account; `plain` is one line a track
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct PackArgs {
    #[command(subcommand)]
    pub(super) command: PackCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum PackCommand {
    /// Show a pack's card: counts, parameters, licence, sources
    Info(PackInfoArgs),
    /// Check a pack whole: digests, indices, orders, and every count against the lists
    Verify(PackInfoArgs),
    /// Find tracks by words of their artist and title
    Search(PackSearchArgs),
    /// Make a pack from tables of lists
    #[command(after_help = AFTER_BUILD)]
    Build(PackBuildArgs),
}

#[derive(Debug, Args)]
pub(super) struct PackInfoArgs {
    /// The pack's folder [default: the starter pack]
    #[arg(value_name = "DIR")]
    pub(super) pack: Option<PathBuf>,
    /// How to write the answer
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(super) format: TableOrJson,
}

/// [`Format`] for answers that are no rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableOrJson {
    /// For people
    Table,
    /// For programs, with a `schema`
    Json,
}

#[derive(Debug, Args)]
pub(super) struct PackSearchArgs {
    /// Words of artist and title
    #[arg(required = true, num_args = 1.., value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// The pack to search: a folder NAME.pack [default: the starter pack]
    #[arg(long, value_name = "DIR")]
    pub(super) pack: Option<PathBuf>,
    /// At most so many tracks
    #[arg(
        short = 'n',
        long = "limit",
        value_name = "N",
        default_value = "20",
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(1..=MOST_LISTED)
    )]
    pub(super) limit: u32,
    /// How to write the tracks [default: table on a terminal, plain otherwise]
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
}

/// What tables of lists may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableKind {
    /// Comma-separated, one row a track; gzip is told by its shape
    Csv,
}

#[derive(Debug, Args)]
pub(super) struct PackBuildArgs {
    /// What the files are
    #[arg(long, value_name = "KIND")]
    pub(super) from: TableKind,
    /// The tables, read in this order
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The folder to make; a pack of that name is replaced whole
    #[arg(long, value_name = "NAME.pack")]
    pub(super) out: PathBuf,
    /// The pack's name [default: that of the folder]
    #[arg(long)]
    pub(super) name: Option<String>,
    /// The licence of the lists, an SPDX expression
    #[arg(long, value_name = "SPDX", default_value = "unknown")]
    pub(super) licence: String,
}

#[derive(Debug, Args)]
pub(super) struct CompletionArgs {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// The command, as in `man pack build`; the program itself when none is named
    #[arg(value_name = "COMMAND")]
    pub(super) path: Vec<String>,
}

/// The choice of colour that help and usage errors must follow: they are written before the arguments are known.
pub(super) fn colour_of_help(given: &[OsString]) -> ColorChoice {
    let is = |arg: &OsStr, text: &str| arg == text;
    let said = given.iter().enumerate().find_map(|(n, arg)| {
        let joined = arg.to_str().and_then(|a| a.strip_prefix("--color=")).map(str::to_owned);
        let next = || given.get(n + 1).and_then(|a| a.to_str()).map(str::to_owned);
        joined.or_else(|| is(arg, "--color").then(next).flatten())
    });
    match said.as_deref() {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

/// Names that are not UTF-8 can only be paths.
fn source() -> impl clap::builder::TypedValueParser<Value = SourceSpec> {
    OsStringValueParser::new().try_map(|name| match name.into_string() {
        Ok(text) => text.parse::<SourceSpec>(),
        Err(path) => Ok::<_, SpecError>(SourceSpec::Path(path.into())),
    })
}

fn mixer_step(text: &str) -> Result<String, MixerError> {
    Mixer::default().apply(text).map(|()| text.to_owned())
}

/// The signals with what they do, what they weigh, and what they may.
fn signals() -> String {
    use std::fmt::Write;
    let defaults = Mixer::default();
    let mut text =
        String::from("Weigh a signal; may be given several times. The signals, with their weights:\n");
    for s in SignalKind::ALL {
        let _ = write!(text, "\n  {:<14} {:>5}  {}", s.name(), defaults.shown(s), s.about());
    }
    let ((low, high), (none, whole)) = (SignalKind::Together.range(), SignalKind::ArtistRepeat.range());
    let _ = write!(
        text,
        "\n\nA weight is a number from {} to {} with at most two decimals (artist-repeat: {none} to {}); 0 silences.",
        low / 100,
        high / 100,
        whole / 100
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn help_follows_the_colour_that_was_asked_for() {
        let of = |args: &[&str]| colour_of_help(&args.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of(&["glasscrate", "--color=never"]), ColorChoice::Never);
        assert_eq!(of(&["glasscrate", "--color", "always", "-h"]), ColorChoice::Always);
        assert_eq!(of(&["glasscrate", "--color"]), ColorChoice::Auto);
    }
}
