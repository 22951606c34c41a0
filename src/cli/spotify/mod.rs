//! `spotify`: signing in and out, and writing back. How an account is opened, for this and for `--history spotify:`.

mod demo;
mod login;
mod open;
mod send;
mod settings;
mod status;

use super::args::{SpotifyArgs, SpotifyCommand};
use super::console::Console;
use super::failure::Failure;

pub(super) use login::sign_in_for_this_run;
pub(super) use settings::account;

pub(super) fn run(args: &SpotifyArgs, console: &Console) -> Result<(), Failure> {
    match &args.command {
        SpotifyCommand::Login(args) => login::run(args, console),
        SpotifyCommand::Status => status::status(console),
        SpotifyCommand::Disconnect => status::disconnect(console),
        SpotifyCommand::Playlist(args) => send::playlist(args, console),
        SpotifyCommand::Queue(args) => send::queue(args, console),
        SpotifyCommand::Demo(args) => demo::run(args, console),
        SpotifyCommand::Open(args) => open::run(args, console),
    }
}
