//! `spotify status` and `spotify disconnect`.

use std::fmt::Write as _;

use crate::history::UnixSeconds;
use crate::policy::Question;
use crate::sources::spotify::{End, Grant, Scope};

use super::super::consent::{keep, stated};
use super::super::console::Console;
use super::super::context::now;
use super::super::failure::{COULD_NOT, Failure};
use super::settings::stored_account;

/// Where a person takes leave back at Spotify.
const APPS: &str = "https://www.spotify.com/account/apps/";

pub(super) fn status(console: &Console) -> Result<(), Failure> {
    let account = stored_account(false)?;
    let Some(grant) = account.grant().map_err(anyhow::Error::new)? else {
        console.write("not signed in to Spotify; `glasscrate spotify login` signs in\n")?;
        return Err(Failure::Answered(COULD_NOT));
    };
    let mut text = String::new();
    writeln!(text, "signed in   on {}, with client id {}", day(grant.signed_in_at), grant.client_id)?;
    writeln!(text, "for         {}", covers(&grant))?;
    writeln!(text, "kept        {}", account.kept())?;
    writeln!(text, "ends        {}", ending(&grant, now()))?;
    let said = stated()?;
    for question in Question::ALL.into_iter().filter(|q| q.is_remembered()) {
        let day =
            said.day(question).map_or_else(|| "not agreed to".to_owned(), |d| format!("agreed to on {d}"));
        writeln!(text, "{:<11} {day}", question.name())?;
    }
    console.write(&text)
}

pub(super) fn disconnect(console: &Console) -> Result<(), Failure> {
    let mut account = stored_account(false)?;
    let was_there = account.disconnect().map_err(anyhow::Error::new)?;
    let mut statements = stated().unwrap_or_default();
    for question in Question::ALL {
        statements.withdraw(question);
    }
    keep(&statements)?;
    console.note(if was_there {
        "forgotten: the sign-in, and what you agreed to for it; nothing else of Spotify is ever stored"
    } else {
        "there was no sign-in; what you agreed to is forgotten"
    });
    console.note(&format!("to take leave back at Spotify as well, remove the app at {APPS}"));
    Ok(())
}

/// What a grant covers, in words.
pub(super) fn covers(grant: &Grant) -> String {
    let all: Vec<&str> = Scope::ALL.into_iter().filter(|s| grant.covers(*s)).map(Scope::word).collect();
    all.join(", ")
}

/// When it ends, in words.
pub(super) fn ending(grant: &Grant, now: UnixSeconds) -> String {
    let on = day(grant.ends_at());
    match grant.end(now) {
        End::Far => format!("on {on}, six months after the sign-in"),
        End::Near(days) => format!("on {on}, in {days} days; sign in again before that"),
        End::Past => format!("ended on {on}; sign in again"),
    }
}

/// A day, in UTC.
pub(super) fn day(at: UnixSeconds) -> String {
    jiff::Timestamp::from_second(at).map_or_else(|_| "?".to_owned(), |t| t.strftime("%Y-%m-%d").to_string())
}
