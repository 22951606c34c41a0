//! Every command and option, with its help.

mod choices;
mod evaluate;
mod examples;
mod pack;
mod spotify;

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

use crate::engine::{MixStep, Mixer, MixerError, SignalKind};
use crate::sources::{SourceSpec, SpecError};

use super::console::When;

use examples::{
    AFTER, AFTER_BELIEFS, AFTER_CHOICES, AFTER_EVALUATE, AFTER_EXPLAIN, AFTER_HISTORY, AFTER_PACK,
    AFTER_RECOMMEND, AFTER_REPLAY,
};

pub(in crate::cli) use choices::{
    AsideArgs, BeliefsArgs, ChoicesAddArgs, ChoicesArgs, ChoicesClearArgs, ChoicesCommand, ChoicesFileArgs,
    ChoicesListArgs, ChoicesRemoveArgs, KeptArgs, LeverArgs, MadeArgs,
};
pub(in crate::cli) use evaluate::{
    EvaluateArgs, EvaluateChallengeArgs, EvaluateCommand, EvaluateExplanationsArgs, EvaluateGenerateArgs,
    GeneratedForm, OrderKind, TrialArgs,
};
pub(in crate::cli) use pack::{
    ListKind, ListsArgs, PackArgs, PackBuildArgs, PackCommand, PackInfoArgs, PackListArgs, PackSearchArgs,
    TableOrJson,
};
pub(in crate::cli) use spotify::{
    AgreeArgs, DemoArgs, For, LoginArgs, OpenTrackArgs, PlaylistArgs, PolicyArgs, PolicyCommand, QueueArgs,
    SendArgs, SpotifyArgs, SpotifyCommand, Statement, WithdrawArgs,
};

/// The most tracks that can be listed.
const MOST_LISTED: i64 = 10_000;

/// A hundred years: beyond that age does not matter.
const LONGEST_HALF_LIFE: i64 = 36_500;

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
pub(in crate::cli) struct Cli {
    #[command(flatten)]
    pub(in crate::cli) global: GlobalArgs,
    #[command(flatten)]
    pub(in crate::cli) tui: TuiArgs,
    #[command(subcommand)]
    pub(in crate::cli) command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(in crate::cli) struct GlobalArgs {
    /// When to colour: `always`, `never`, or `auto`: on a terminal, unless `NO_COLOR` is set
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true,
        help_heading = "Everywhere"
    )]
    pub(in crate::cli) color: When,
    /// Tell nothing beside the answer but errors: no warnings, no progress
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    pub(in crate::cli) quiet: bool,
    /// Send nothing over the network; a source that needs it is an error
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(in crate::cli) offline: bool,
    /// At the end, tell what was read, sent and written
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(in crate::cli) ledger: bool,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// Open the terminal interface (as without a command)
    Tui(TuiArgs),
    /// List tracks for a history, or for many
    #[command(after_help = AFTER_RECOMMEND)]
    Recommend(RecommendArgs),
    /// Tell why a track is listed, or why not
    #[command(after_help = AFTER_EXPLAIN)]
    Explain(ExplainArgs),
    /// Compute a saved trace again, and tell every number that does not agree
    #[command(after_help = AFTER_REPLAY)]
    Replay(ReplayArgs),
    /// Tell what was read, dropped and matched, and why
    #[command(after_help = AFTER_HISTORY)]
    History(HistoryArgs),
    /// Tell what the history says about you: seeds, artists, tags, years and hours with their weights
    #[command(after_help = AFTER_BELIEFS)]
    Beliefs(BeliefsArgs),
    /// Keep what is set aside, blocked and moved from run to run
    #[command(after_help = AFTER_CHOICES)]
    Choices(ChoicesArgs),
    /// Look into packs, check them, make them
    #[command(after_help = AFTER_PACK)]
    Pack(PackArgs),
    /// Measure how good the rankings are, on held-out lists
    #[command(after_help = AFTER_EVALUATE)]
    Evaluate(EvaluateArgs),
    /// Sign in to Spotify, with a client id of your own; write lists back
    Spotify(SpotifyArgs),
    /// Print what the terms of sources and packs allow; agree and withdraw
    Policy(PolicyArgs),
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
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct OpenArgs {
    /// Listens to read: a file, a folder, a zip archive, `starter`, `starter:NAME`, `spotify:`, or `-` [default: starter]
    ///
    /// Told by their shape, not by their name: Spotify extended streaming history, Spotify account data, CSV tables and
    /// JSON lines with artist and title. May be given several times; plays that stand in two of them count once.
    ///
    /// `spotify:` reads your latest plays through the Web API, once `glasscrate spotify login` has signed you in; `spotify:top`,
    /// `spotify:liked` and `spotify:playlists` read more of your account. Nothing of it is kept.
    #[arg(long, value_name = "SRC", value_parser = source())]
    pub(in crate::cli) history: Vec<SourceSpec>,
    /// The pack to recommend from: a folder NAME.pack [default: the starter pack]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) pack: Option<PathBuf>,
    /// Sign in to Spotify for this run only, and store nothing of it
    #[arg(long)]
    pub(in crate::cli) no_store: bool,
}

/// The interface, opened.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct TuiArgs {
    #[command(flatten)]
    pub(in crate::cli) open: OpenArgs,
    #[command(flatten)]
    pub(in crate::cli) tune: TuneArgs,
    /// Leave clicks and the wheel to the terminal
    #[arg(long)]
    pub(in crate::cli) no_mouse: bool,
}

impl TuiArgs {
    /// True when nothing was said.
    pub(in crate::cli) fn is_empty(&self) -> bool {
        let OpenArgs { history, pack, no_store } = &self.open;
        let opened = !history.is_empty() || pack.is_some() || *no_store;
        !opened && self.tune == TuneArgs::default() && !self.no_mouse
    }
}

/// How to score and rank.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(in crate::cli) struct TuneArgs {
    #[command(flatten)]
    pub(in crate::cli) made: MadeArgs,
    /// Words that speak as well, for tracks of lists that have them in their name
    #[arg(long, value_name = "WORDS", help_heading = "Ranking")]
    pub(in crate::cli) phrase: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) kept: KeptArgs,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// For people, fitted to the terminal
    Table,
    /// For scripts: fields separated by tabs
    Plain,
    /// For programs: integers throughout, with a `schema`
    Json,
}

/// How deep an explanation goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DepthKind {
    /// One sentence
    Sentence,
    /// The contributions that sum to the score, and the lists behind them
    Waterfall,
    /// Each contribution worked out: its formula with the numbers put in, and where they come from
    Arithmetic,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RecommendArgs {
    #[command(flatten)]
    pub(in crate::cli) open: OpenArgs,
    #[command(flatten)]
    pub(in crate::cli) tune: TuneArgs,
    /// How many tracks to list
    #[arg(
        short = 'n',
        long = "limit",
        value_name = "N",
        default_value = "20",
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(1..=MOST_LISTED)
    )]
    pub(in crate::cli) limit: u32,
    /// How to write the list [default: table on a terminal, plain otherwise]
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<Format>,
    /// Answer many histories: a file with one JSON object a line, or `-`; the answers are JSON lines
    #[arg(long, value_name = "FILE", conflicts_with_all = ["history", "heard"])]
    pub(in crate::cli) batch: Option<PathBuf>,
    /// Write everything behind the list into one JSON document, for `replay` and `--compare`; `-`: in place of the list
    #[arg(long, value_name = "FILE", conflicts_with = "batch")]
    pub(in crate::cli) trace: Option<PathBuf>,
    /// Tell what is different from an older trace, and because of what, in place of the list
    #[arg(long, value_name = "TRACE", conflicts_with = "batch")]
    pub(in crate::cli) compare: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ReplayArgs {
    /// A document that `recommend --trace` has written, or `-`
    #[arg(value_name = "TRACE")]
    pub(in crate::cli) trace: PathBuf,
    /// The pack that it is of: a folder NAME.pack [default: the starter pack]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) pack: Option<PathBuf>,
    /// How to write the answer
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(in crate::cli) format: TableOrJson,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainArgs {
    /// The track: `Artist - Title`, a title, or words of both
    #[arg(required = true, num_args = 1.., value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) open: OpenArgs,
    #[command(flatten)]
    pub(in crate::cli) tune: TuneArgs,
    /// How many tracks would be listed
    #[arg(
        short = 'n',
        long = "limit",
        value_name = "N",
        default_value = "20",
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(1..=MOST_LISTED)
    )]
    pub(in crate::cli) limit: u32,
    /// Look for the fewest tracks of yours without which it would not be listed
    #[arg(long)]
    pub(in crate::cli) take_away: bool,
    /// Tell the lists behind the largest contributions instead, with the places of both tracks; at most N of each
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "4294967295")]
    pub(in crate::cli) lists: Option<u32>,
    /// Draw every contribution, not only the largest
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// How deep the table goes
    #[arg(long, value_name = "DEPTH", default_value = "waterfall")]
    pub(in crate::cli) depth: DepthKind,
    /// How to write the answer
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(in crate::cli) format: Format,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct HistoryArgs {
    /// Listens to read: a file, a folder, a zip archive, `starter`, `starter:NAME`, `spotify:`, or `-` [default: starter]
    #[arg(value_name = "SRC", value_parser = source())]
    pub(in crate::cli) sources: Vec<SourceSpec>,
    /// The pack to match with: a folder NAME.pack [default: the starter pack]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) pack: Option<PathBuf>,
    /// Sign in to Spotify for this run only, and store nothing of it
    #[arg(long)]
    pub(in crate::cli) no_store: bool,
    #[command(flatten)]
    pub(in crate::cli) aside: AsideArgs,
    #[command(flatten)]
    pub(in crate::cli) kept: KeptArgs,
    /// Tell every track, not only the first that were not matched
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// How to write the account; `plain` is one line a track
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(in crate::cli) format: Format,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CompletionArgs {
    /// The shell
    pub(in crate::cli) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ManArgs {
    /// The command, as in `man pack build`; the program itself when none is named
    #[arg(value_name = "COMMAND")]
    pub(in crate::cli) path: Vec<String>,
}

/// The choice of colour that help and usage errors must follow: they are written before the arguments are known.
pub(in crate::cli) fn colour_of_help(given: &[OsString]) -> ColorChoice {
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

fn mixer_step(text: &str) -> Result<MixStep, MixerError> {
    Mixer::step(text)
}

/// The signals with what they do, what they weigh, and what they may.
fn signals() -> String {
    use std::fmt::Write;
    let defaults = Mixer::default();
    let mut text =
        String::from("Weigh a signal; may be given several times. The signals, with their weights:\n");
    for s in SignalKind::ALL {
        let _ = write!(text, "\n  {:<16} {:>5}  {}", s.name(), defaults.shown(s), s.about());
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
