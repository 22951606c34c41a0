//! `spotify demo`: a stand-in to try signing in, reading and writing back without an account.

use std::net::{Ipv4Addr, SocketAddr};

use crate::standin::spotify::{Scenario, Server, demo};

use super::super::args::DemoArgs;
use super::super::console::Console;
use super::super::context::now;
use super::super::failure::Failure;

/// The latest play of the demonstration is so many seconds old.
const NEWEST: i64 = 600;

pub(super) fn run(args: &DemoArgs, console: &Console) -> Result<(), Failure> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    let server =
        Server::start_on(demo::scenario((now() - NEWEST) * 1000), address).map_err(anyhow::Error::new)?;
    console.note("a stand-in for Spotify, with made-up plays; set these where you run the program:");
    console.write(&format!(
        "export GLASSCRATE_SPOTIFY_API={}\nexport GLASSCRATE_SPOTIFY_ACCOUNTS={}\nexport GLASSCRATE_SPOTIFY_CLIENT_ID={}\n",
        server.base_api(),
        server.base_accounts(),
        Scenario::CLIENT_ID
    ))?;
    console.note(
        "then `glasscrate spotify login`, `glasscrate --history spotify:`, …; Ctrl-C stops the stand-in",
    );
    loop {
        std::thread::park();
    }
}
