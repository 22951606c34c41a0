//! `spotify` and `policy`: commands and options.

use clap::{Args, Subcommand, ValueEnum};

use super::examples::{AFTER_LOGIN, AFTER_POLICY, AFTER_SPOTIFY, AFTER_WRITE_BACK};
use super::{OpenArgs, TuneArgs};

/// So many minutes the browser is waited for at most.
const LONGEST_WAIT: i64 = 60;

#[derive(Debug, Args)]
#[command(after_help = AFTER_SPOTIFY)]
pub(in crate::cli) struct SpotifyArgs {
    #[command(subcommand)]
    pub(in crate::cli) command: SpotifyCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum SpotifyCommand {
    /// Sign in, with a client id of your own
    #[command(after_help = AFTER_LOGIN)]
    Login(LoginArgs),
    /// Tell whether you are signed in, for what, and until when
    Status,
    /// Forget the sign-in, and what you agreed to for it
    Disconnect,
    /// Make a private playlist of recommendations in your account
    #[command(after_help = AFTER_WRITE_BACK)]
    Playlist(PlaylistArgs),
    /// Put recommendations at the end of your player's queue
    #[command(after_help = AFTER_WRITE_BACK)]
    Queue(QueueArgs),
    /// Run a stand-in for Spotify on this machine, to try all of this without an account
    Demo(DemoArgs),
    /// Open a track's page at open.spotify.com
    Open(OpenTrackArgs),
}

/// What a sign-in is to cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum For {
    /// Your latest plays (always asked for)
    Recent,
    /// The tracks you played most (always asked for)
    Top,
    /// The tracks you saved
    Liked,
    /// Your own playlists
    Playlists,
    /// Making private playlists
    Playlist,
    /// Your player's queue
    Queue,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct LoginArgs {
    #[arg(long, value_name = "ID", help = "The client id of your app [env: GLASSCRATE_SPOTIFY_CLIENT_ID]")]
    pub(in crate::cli) client_id: Option<String>,
    /// What to ask leave for beside your latest and most played tracks; may be given several times
    #[arg(long = "for", value_name = "WHAT")]
    pub(in crate::cli) what: Vec<For>,
    /// Listen on this port of 127.0.0.1, where your app's redirect names one [default: a free one]
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub(in crate::cli) port: Option<u16>,
    /// Paste the address that the browser ends at, instead of listening for it (over SSH)
    #[arg(long)]
    pub(in crate::cli) paste: bool,
    /// Only show the address of Spotify's page, do not open the browser
    #[arg(long)]
    pub(in crate::cli) no_browser: bool,
    /// Wait so many minutes for the browser
    #[arg(
        long,
        value_name = "MINUTES",
        default_value = "5",
        value_parser = clap::value_parser!(u64).range(1..=LONGEST_WAIT as u64)
    )]
    pub(in crate::cli) wait: u64,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct PlaylistArgs {
    /// The name of the playlist
    pub(in crate::cli) name: String,
    #[command(flatten)]
    pub(in crate::cli) send: SendArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct QueueArgs {
    #[command(flatten)]
    pub(in crate::cli) send: SendArgs,
}

/// What to send, and whether to ask.
#[derive(Debug, Args)]
pub(in crate::cli) struct SendArgs {
    #[command(flatten)]
    pub(in crate::cli) open: OpenArgs,
    #[command(flatten)]
    pub(in crate::cli) tune: TuneArgs,
    /// How many tracks to send
    #[arg(
        short = 'n',
        long = "limit",
        value_name = "N",
        default_value = "20",
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(1..=500)
    )]
    pub(in crate::cli) limit: u32,
    /// Send without asking
    #[arg(short, long)]
    pub(in crate::cli) yes: bool,
    /// Show what would be sent, and send nothing (tracks are looked up all the same)
    #[arg(long, conflicts_with = "yes")]
    pub(in crate::cli) dry_run: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DemoArgs {
    /// Listen on this port of 127.0.0.1; 0: a free one
    #[arg(long, value_name = "PORT", default_value = "0")]
    pub(in crate::cli) port: u16,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct OpenTrackArgs {
    /// A Spotify URI (`spotify:track:…`), or artist and title as `Artist - Title`
    #[arg(required = true, num_args = 1.., value_name = "TRACK")]
    pub(in crate::cli) track: Vec<String>,
    /// Only print the address
    #[arg(long)]
    pub(in crate::cli) print: bool,
}

#[derive(Debug, Args)]
#[command(after_help = AFTER_POLICY)]
pub(in crate::cli) struct PolicyArgs {
    #[command(subcommand)]
    pub(in crate::cli) command: Option<PolicyCommand>,
}

/// A statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Statement {
    /// Plays from the Web API may be scored with counts
    Analysis,
    /// Packs of the Million Playlist Dataset are used with them for research
    Research,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum PolicyCommand {
    /// Print the whole table, with clauses and ways round (as without a command)
    Show,
    /// Tell what you agreed to, and when
    Said,
    /// Read a notice and agree to it
    Agree(AgreeArgs),
    /// Take back what you agreed to
    Withdraw(WithdrawArgs),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AgreeArgs {
    /// To what
    pub(in crate::cli) statement: Statement,
    /// Agree without being asked, having read the notice
    #[arg(short, long)]
    pub(in crate::cli) yes: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct WithdrawArgs {
    /// What
    pub(in crate::cli) statement: Statement,
}
