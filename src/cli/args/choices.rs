//! The options by which a person says what speaks for them, what is listed and how: the same for every command that ranks, and
//! for `choices add`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::choices::{By, Hours, LEVER_LIMIT, PRESETS, Period, Preset, Years};
use crate::engine::MixStep;

use super::{Format, LONGEST_HALF_LIFE, OpenArgs, mixer_step, signals};

const RANKING: &str = "Ranking";
const ASIDE: &str = "Set aside of the history (it stays known as heard, and gives no points)";
const BLOCKED: &str = "Keep out of the list";
const KEPT: &str = "Kept choices";

/// What is chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(in crate::cli) struct MadeArgs {
    #[command(flatten)]
    pub(in crate::cli) levers: LeverArgs,
    #[command(flatten)]
    pub(in crate::cli) aside: AsideArgs,
    #[command(flatten)]
    pub(in crate::cli) blocked: BlockArgs,
}

/// Where levers stand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(in crate::cli) struct LeverArgs {
    /// Start from a named mix
    #[arg(long, value_name = "NAME", value_parser = preset, long_help = presets(), help_heading = RANKING)]
    pub(in crate::cli) preset: Option<&'static Preset>,
    /// Weigh a signal; may be given several times
    #[arg(long, value_name = "SIGNAL=WEIGHT", value_parser = mixer_step, long_help = signals(), help_heading = RANKING)]
    pub(in crate::cli) set: Vec<MixStep>,
    /// After so many days a play counts half; 0: age does not matter [default: 90]
    #[arg(
        long,
        value_name = "DAYS",
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(0..=LONGEST_HALF_LIFE),
        help_heading = RANKING
    )]
    pub(in crate::cli) half_life: Option<u32>,
    /// Let tracks in that were heard before
    #[arg(long, help_heading = RANKING)]
    pub(in crate::cli) heard: bool,
    /// Towards the new: tracks by your artists lose points
    #[arg(long, value_name = "PERCENT", group = "familiarity", value_parser = percent(), help_heading = RANKING)]
    pub(in crate::cli) new: Option<i32>,
    /// Towards the familiar: heard tracks are let in, from 50 on they gain points
    #[arg(long, value_name = "PERCENT", group = "familiarity", value_parser = percent(), help_heading = RANKING)]
    pub(in crate::cli) familiar: Option<i32>,
    /// Towards the obscure: tracks in many lists lose points
    #[arg(long, value_name = "PERCENT", group = "fame", value_parser = percent(), help_heading = RANKING)]
    pub(in crate::cli) obscure: Option<i32>,
    /// Towards the popular: tracks in many lists gain points
    #[arg(long, value_name = "PERCENT", group = "fame", value_parser = percent(), help_heading = RANKING)]
    pub(in crate::cli) popular: Option<i32>,
}

/// What of the history is set aside.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(in crate::cli) struct AsideArgs {
    /// Set a track of yours aside; may be given several times, as all of these may
    #[arg(long, value_name = "TRACK", hide_short_help = true, help_heading = ASIDE)]
    pub(in crate::cli) without: Vec<String>,
    /// Set an artist aside
    #[arg(long, value_name = "NAME", hide_short_help = true, help_heading = ASIDE)]
    pub(in crate::cli) without_artist: Vec<String>,
    /// Set an album aside: `Artist - Album`, or the album alone
    #[arg(long, value_name = "ALBUM", hide_short_help = true, help_heading = ASIDE)]
    pub(in crate::cli) without_album: Vec<String>,
    /// Set tracks with a tag of the pack aside
    #[arg(long, value_name = "TAG", hide_short_help = true, help_heading = ASIDE)]
    pub(in crate::cli) without_tag: Vec<String>,
    /// Set tracks first released in some years aside: 1994, 1985..1994 or 1990s
    #[arg(long, value_name = "YEARS", hide_short_help = true, help_heading = ASIDE)]
    pub(in crate::cli) without_years: Vec<Years>,
    /// Set listens of a period aside: FROM..TO, a day, a month or a year, as in 2025-12
    #[arg(long, value_name = "PERIOD", hide_short_help = true, help_heading = ASIDE)]
    pub(in crate::cli) without_period: Vec<Period>,
    /// Set listens at some hours of the day aside, by the clock of this machine: 22..5 is from 22:00 to 05:59
    #[arg(long, value_name = "HOURS", hide_short_help = true, help_heading = ASIDE)]
    pub(in crate::cli) without_hours: Vec<Hours>,
    /// Set a whole source aside: a file as `glasscrate history` names it, or a kind, as in spotify-account
    #[arg(long, value_name = "SOURCE", hide_short_help = true, help_heading = ASIDE)]
    pub(in crate::cli) without_source: Vec<String>,
}

/// What is never listed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(in crate::cli) struct BlockArgs {
    /// Never list a track; may be given several times, as all of these may
    #[arg(id = "block_track", long = "block-track", value_name = "TRACK", hide_short_help = true, help_heading = BLOCKED)]
    pub(in crate::cli) track: Vec<String>,
    /// Never list an artist
    #[arg(id = "block_artist", long = "block-artist", value_name = "NAME", hide_short_help = true, help_heading = BLOCKED)]
    pub(in crate::cli) artist: Vec<String>,
    /// Never list tracks with a tag of the pack
    #[arg(id = "block_tag", long = "block-tag", value_name = "TAG", hide_short_help = true, help_heading = BLOCKED)]
    pub(in crate::cli) tag: Vec<String>,
    /// Never list tracks first released in some years
    #[arg(id = "block_years", long = "block-years", value_name = "YEARS", hide_short_help = true, help_heading = BLOCKED)]
    pub(in crate::cli) years: Vec<Years>,
}

/// Where choices are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(in crate::cli) struct KeptArgs {
    /// The file of kept choices [default: glasscrate/choices.toml in the configuration folder]
    #[arg(long, value_name = "FILE", hide_short_help = true, help_heading = KEPT)]
    pub(in crate::cli) choices: Option<PathBuf>,
    /// Leave kept choices out
    #[arg(long, conflicts_with = "choices", hide_short_help = true, help_heading = KEPT)]
    pub(in crate::cli) no_choices: bool,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(in crate::cli) struct ChoicesArgs {
    #[command(flatten)]
    pub(in crate::cli) list: ChoicesListArgs,
    #[command(subcommand)]
    pub(in crate::cli) command: Option<ChoicesCommand>,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ChoicesCommand {
    /// Tell what is kept, and with a history or a pack what each does (as without a command)
    List(ChoicesListArgs),
    /// Keep what the options say, after a yes
    Add(Box<ChoicesAddArgs>),
    /// Take entries out, after a yes
    Remove(ChoicesRemoveArgs),
    /// Take all entries out that are understood, after a yes
    Clear(ChoicesClearArgs),
    /// Tell where the file is
    Path(ChoicesFileArgs),
}

/// The file, where it is not the usual one.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct ChoicesFileArgs {
    /// The file of kept choices [default: glasscrate/choices.toml in the configuration folder]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) choices: Option<PathBuf>,
}

#[derive(Debug, Default, Args)]
pub(in crate::cli) struct ChoicesListArgs {
    #[command(flatten)]
    pub(in crate::cli) file: ChoicesFileArgs,
    #[command(flatten)]
    pub(in crate::cli) open: OpenArgs,
    /// How to write them [default: table on a terminal, plain otherwise]
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<Format>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ChoicesAddArgs {
    #[command(flatten)]
    pub(in crate::cli) file: ChoicesFileArgs,
    #[command(flatten)]
    pub(in crate::cli) made: MadeArgs,
    /// Until the end of this day, as in 2026-12-31 [default: for good]
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) until: Option<Date>,
    /// The pack that tracks are looked up in: a folder NAME.pack [default: the starter pack]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) pack: Option<PathBuf>,
    /// Write without asking
    #[arg(short, long)]
    pub(in crate::cli) yes: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ChoicesRemoveArgs {
    /// Their numbers, as `choices list` tells them
    #[arg(required = true, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) numbers: Vec<u32>,
    #[command(flatten)]
    pub(in crate::cli) file: ChoicesFileArgs,
    /// Write without asking
    #[arg(short, long)]
    pub(in crate::cli) yes: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ChoicesClearArgs {
    #[command(flatten)]
    pub(in crate::cli) file: ChoicesFileArgs,
    /// Write without asking
    #[arg(short, long)]
    pub(in crate::cli) yes: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct BeliefsArgs {
    #[command(flatten)]
    pub(in crate::cli) open: OpenArgs,
    #[command(flatten)]
    pub(in crate::cli) tune: super::TuneArgs,
    /// What to look at: `seeds`, `artists`, `tags`, `years`, `decades` or `hours`
    #[arg(long, value_name = "VIEW", default_value = "seeds", value_parser = view)]
    pub(in crate::cli) by: By,
    /// Tell the listens behind the belief of this name
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) behind: Option<String>,
    /// How to write them [default: table on a terminal, plain otherwise]
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<Format>,
}

fn view(text: &str) -> Result<By, String> {
    let names = || By::ALL.map(By::name).join(", ");
    By::ALL.into_iter().find(|by| by.name() == text).ok_or_else(|| format!("there are {}", names()))
}

fn percent() -> impl clap::builder::TypedValueParser<Value = i32> {
    clap::value_parser!(i32).range(0..=i64::from(LEVER_LIMIT))
}

fn preset(name: &str) -> Result<&'static Preset, String> {
    let names: Vec<&str> = PRESETS.iter().map(|p| p.name).collect();
    Preset::named(name).ok_or_else(|| format!("there is no preset `{name}`; there are {}", names.join(", ")))
}

/// The presets with what they do.
fn presets() -> String {
    use std::fmt::Write;
    let mut text =
        String::from("Start from a named mix. What other options say goes before it. The presets:\n");
    for p in &PRESETS {
        let _ = write!(text, "\n  {:<17} {}", p.name, p.about);
    }
    text
}
