//! `evaluate` and its methods.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::engine::{MixStep, SignalKind};
use crate::evaluate::challenge::{PUBLISHED, Track};

use super::examples::{AFTER_CHALLENGE, AFTER_EXPLANATIONS, AFTER_GENERATE, AFTER_SPLIT};
use super::{ListKind, ListsArgs, MOST_LISTED, TableOrJson, mixer_step, signals};

/// Of made-up playlists: ten times the published data set.
const MOST_GENERATED: u64 = 10_000_000;

#[derive(Debug, Args)]
pub(in crate::cli) struct EvaluateArgs {
    #[command(subcommand)]
    pub(in crate::cli) command: EvaluateCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum EvaluateCommand {
    /// Train on the first part of some lists, and rank for the halves of the rest
    #[command(after_help = AFTER_SPLIT)]
    Split(EvaluateSplitArgs),
    /// As `split --ablation`: a line for each signal taken out of the mix
    #[command(after_help = AFTER_SPLIT)]
    Ablation(TrialArgs),
    /// Hold explanations against what happens without the tracks that they name
    #[command(after_help = AFTER_EXPLANATIONS)]
    Explanations(EvaluateExplanationsArgs),
    /// Make up playlists with the published shape of the Million Playlist Dataset
    #[command(after_help = AFTER_GENERATE)]
    Generate(EvaluateGenerateArgs),
    /// Answer the Million Playlist Dataset challenge, or check a submission to it
    #[command(after_help = AFTER_CHALLENGE)]
    Challenge(EvaluateChallengeArgs),
}

/// In which order lists stand before the last are held out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum OrderKind {
    /// By date: the newest are held out
    Time,
    /// By a hash of seed, place and name
    Seed,
}

/// What is held out, and which mix is asked.
#[derive(Debug, Args)]
pub(in crate::cli) struct TrialArgs {
    #[command(flatten)]
    pub(in crate::cli) lists: ListsArgs,
    /// The share of the lists that is held out, between 0 and 1
    #[arg(long, value_name = "SHARE", default_value = "0.1", allow_negative_numbers = true, value_parser = share)]
    pub(in crate::cli) test: f64,
    /// In which order lists stand before the last are held out
    #[arg(long, value_name = "ORDER", default_value = "time")]
    pub(in crate::cli) order: OrderKind,
    /// The seed of the order and of the intervals
    #[arg(long, value_name = "N", default_value = "1")]
    pub(in crate::cli) seed: u64,
    /// How many tracks each ranking lists
    #[arg(
        short = 'n',
        long = "limit",
        value_name = "N",
        default_value = "100",
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(1..=MOST_LISTED)
    )]
    pub(in crate::cli) limit: u32,
    /// Weigh a signal; may be given several times
    #[arg(long, value_name = "SIGNAL=WEIGHT", value_parser = mixer_step, long_help = signals())]
    pub(in crate::cli) set: Vec<MixStep>,
    /// Silence every signal but this one, which weighs 1.00 if it had no weight; may be given several times. `--set`
    /// comes after it
    #[arg(long, value_name = "SIGNAL", value_parser = signal)]
    pub(in crate::cli) only: Vec<SignalKind>,
    /// Take the published parameters, instead of choosing them on lists that the training part holds out
    #[arg(long)]
    pub(in crate::cli) published: bool,
    /// How to write the figures
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(in crate::cli) format: TableOrJson,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct EvaluateSplitArgs {
    #[command(flatten)]
    pub(in crate::cli) trial: TrialArgs,
    /// Measure also without each of the signals
    #[arg(long)]
    pub(in crate::cli) ablation: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct EvaluateExplanationsArgs {
    #[command(flatten)]
    pub(in crate::cli) trial: TrialArgs,
    /// Look at so many of the held-out lists, evenly spread
    #[arg(
        long = "sample",
        value_name = "N",
        default_value = "300",
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    pub(in crate::cli) sample: u32,
}

/// What made-up playlists are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum GeneratedForm {
    /// A folder of slices, as the Million Playlist Dataset is published: half a kilobyte for each track of a list
    Mpd,
    /// One comma-separated table
    Csv,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct EvaluateGenerateArgs {
    /// How many playlists
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=MOST_GENERATED))]
    pub(in crate::cli) playlists: u64,
    /// Where to: a new or empty folder for slices, a file for a table
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) out: PathBuf,
    /// As what
    #[arg(long, value_name = "FORM", default_value = "mpd")]
    pub(in crate::cli) form: GeneratedForm,
    /// Other seeds make other playlists and names
    #[arg(long, value_name = "N", default_value = "1")]
    pub(in crate::cli) seed: u64,
    /// Also make a challenge of so many further playlists: `challenge_set.json` and the whole playlists,
    /// `challenge_truth.json`, in the folder of the slices
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=PUBLISHED as u64))]
    pub(in crate::cli) challenge: Option<u64>,
    /// How to write the shape of what was made
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(in crate::cli) format: TableOrJson,
}

/// The two parts of the challenge of 2018.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TrackArg {
    /// Only the data set was used
    Main,
    /// Other data were used as well
    Creative,
}

impl From<TrackArg> for Track {
    fn from(track: TrackArg) -> Self {
        match track {
            TrackArg::Main => Self::Main,
            TrackArg::Creative => Self::Creative,
        }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct EvaluateChallengeArgs {
    /// The challenge set
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) challenge: PathBuf,
    /// The submission to write; packed where its name ends with .gz
    #[arg(long, value_name = "FILE", required_unless_present = "check")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// The team's name
    #[arg(long, value_name = "NAME", required_unless_present = "check")]
    pub(in crate::cli) team: Option<String>,
    /// The team's email address
    #[arg(long, value_name = "ADDRESS", required_unless_present = "check")]
    pub(in crate::cli) email: Option<String>,
    /// Name this part of the challenge in the first line, as the rules of 2018 wanted it
    #[arg(long, value_name = "TRACK")]
    pub(in crate::cli) track: Option<TrackArg>,
    /// The pack to answer from: a folder NAME.pack
    #[arg(long, value_name = "DIR", required_unless_present_any = ["check", "from"])]
    pub(in crate::cli) pack: Option<PathBuf>,
    /// Answer from a pack that is made of these lists, in memory
    #[arg(long, value_name = "KIND", conflicts_with = "pack", requires = "paths")]
    pub(in crate::cli) from: Option<ListKind>,
    /// The lists of `--from`: files and folders
    #[arg(value_name = "PATH", requires = "from")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// The whole playlists, in the form of a slice: measures the answers
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) truth: Option<PathBuf>,
    /// Weigh a signal; may be given several times
    #[arg(long, value_name = "SIGNAL=WEIGHT", value_parser = mixer_step, long_help = signals())]
    pub(in crate::cli) set: Vec<MixStep>,
    /// Check this submission instead of writing one
    #[arg(long, value_name = "FILE", conflicts_with_all = ["out", "team", "email", "track", "pack", "from", "truth", "set"])]
    pub(in crate::cli) check: Option<PathBuf>,
    /// How to write what came of it
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(in crate::cli) format: TableOrJson,
}

fn share(text: &str) -> Result<f64, String> {
    let wrong = || format!("`{text}` is not a share between 0 and 1, as in 0.1");
    let share: f64 = text.parse().map_err(|_| wrong())?;
    if share > 0.0 && share < 1.0 { Ok(share) } else { Err(wrong()) }
}

fn signal(name: &str) -> Result<SignalKind, String> {
    SignalKind::ALL.into_iter().find(|s| s.name() == name).ok_or_else(|| {
        format!("there is no signal `{name}`; there are {}", SignalKind::ALL.map(SignalKind::name).join(", "))
    })
}
