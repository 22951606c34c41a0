//! `spotify login`: guides a person through Spotify's dashboard and page.

use std::io;

use anyhow::anyhow;

use crate::sources::Quiet;
use crate::sources::spotify::{Account, Grant, REDIRECT, Scope, Trouble, Way};

use super::super::args::{For, LoginArgs};
use super::super::console::Console;
use super::super::failure::Failure;
use super::settings::{Settings, account};
use super::status::{covers, day};

/// The longest client id that is taken for one. Spotify's have 32 characters.
const LONGEST_ID: usize = 64;

impl From<For> for Scope {
    fn from(what: For) -> Self {
        match what {
            For::Recent => Self::RecentlyPlayed,
            For::Top => Self::Top,
            For::Liked => Self::Library,
            For::Playlists => Self::Playlists,
            For::Playlist => Self::WritePlaylists,
            For::Queue => Self::Playback,
        }
    }
}

pub(super) fn run(args: &LoginArgs, console: &Console) -> Result<(), Failure> {
    let mut account = account(console, false)?;
    let settings = Settings::read()?;
    // Whatever is wrong with what was stored before, a new sign-in replaces it.
    let before = account.grant().ok().flatten();
    let client_id = client_id(args, &settings, before.as_ref(), console)?;
    let scopes = scopes(args, before.as_ref());
    for scope in scopes.iter().filter(|s| !Scope::FIRST.contains(s)) {
        console.tell(&format!("asking for {}, {}", scope.name(), scope.reason()));
    }
    let grant = sign_in(&mut account, &client_id, &scopes, args, &settings, console)?;
    console.note(&format!(
        "signed in, for {}; kept {}; Spotify ends it on {}",
        covers(&grant),
        account.kept(),
        day(grant.ends_at())
    ));
    console.note("`glasscrate --history spotify:` shows your latest plays; `glasscrate spotify disconnect` forgets all of this");
    Ok(())
}

/// Signs in for one run only, with nothing stored.
pub(in crate::cli) fn sign_in_for_this_run(
    account: &mut Account,
    scopes: &[Scope],
    console: &Console,
) -> Result<(), Failure> {
    let args = LoginArgs {
        client_id: None,
        what: Vec::new(),
        port: None,
        paste: false,
        no_browser: !console.can_ask(),
        wait: 5,
    };
    let settings = Settings::read()?;
    let client_id = client_id(&args, &settings, None, console)?;
    sign_in(account, &client_id, scopes, &args, &settings, console)?;
    Ok(())
}

fn sign_in(
    account: &mut Account,
    client_id: &str,
    scopes: &[Scope],
    args: &LoginArgs,
    settings: &Settings,
    console: &Console,
) -> Result<Grant, Failure> {
    let port = args.port.or(settings.port);
    let tell = |url: &str| {
        console.tell("Open Spotify's page in your browser, and agree there:\n");
        console.tell(&format!("  {url}\n"));
        if args.paste {
            console.tell("The browser then ends at an address on 127.0.0.1 that does not open. Paste that address here:");
        } else {
            console.tell(&format!("Waiting for the browser to come back, for {} minutes.", args.wait));
            if !args.no_browser && console.can_ask() {
                // Where no browser can be opened the address is there to be copied.
                let _ = open::that_detached(url);
            }
        }
    };
    let mut line = || {
        let mut text = String::new();
        io::stdin().read_line(&mut text).map(|_| text)
    };
    let way = if args.paste {
        Way::Paste { port, line: &mut line }
    } else {
        Way::Browser { port: port.unwrap_or(0), minutes: args.wait }
    };
    let signed_in = account.sign_in(client_id, scopes, way, &tell, &Quiet);
    console.enter(account);
    signed_in.map_err(|e| anyhow::Error::new(e).into())
}

/// What was asked for, what a first sign-in asks for, and what was granted before: a new grant replaces the old one.
fn scopes(args: &LoginArgs, before: Option<&Grant>) -> Vec<Scope> {
    let asked: Vec<Scope> = args.what.iter().map(|w| Scope::from(*w)).collect();
    let wanted =
        |s: &Scope| Scope::FIRST.contains(s) || asked.contains(s) || before.is_some_and(|b| b.covers(*s));
    Scope::ALL.into_iter().filter(wanted).collect()
}

/// The client id: given, set, the one of before, or asked for.
fn client_id(
    args: &LoginArgs,
    settings: &Settings,
    before: Option<&Grant>,
    console: &Console,
) -> Result<String, Failure> {
    let known = args.client_id.clone().or_else(|| settings.client_id.clone());
    let known = known.or_else(|| before.map(|b| b.client_id.clone()));
    let id = match known {
        Some(id) => id,
        None if console.can_ask() => {
            guide(console);
            console.ask("Client ID: ").ok_or(anyhow::Error::new(Trouble::NoClientId))?
        }
        None => return Err(anyhow::Error::new(Trouble::NoClientId).into()),
    };
    let id = id.trim();
    if id.is_empty() || id.len() > LONGEST_ID || !id.bytes().all(|b| b.is_ascii_alphanumeric()) {
        let what = anyhow!("that is no client id: Spotify's are letters and digits, 32 of them");
        return Err(Failure::wrong_use(what));
    }
    Ok(id.to_owned())
}

/// The way through Spotify's dashboard.
fn guide(console: &Console) {
    console.tell(
        "Spotify lets each person use its Web API through an app of their own. Your account needs Premium.\n",
    );
    for step in [
        "1. Open https://developer.spotify.com/dashboard and create an app; tick Web API.",
        &format!("2. As its redirect URI enter {REDIRECT} (without a port; a free one is used)."),
        "3. In its settings, under User Management, add yourself with the e-mail address of your account.",
        "4. Copy its Client ID.",
    ] {
        console.tell(step);
    }
    console.tell("");
}
