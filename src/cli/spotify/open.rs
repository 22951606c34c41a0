//! `spotify open`: a track's page.

use anyhow::anyhow;

use crate::history::spotify_page;
use crate::sources::Quiet;
use crate::sources::spotify::Wanted;

use super::super::args::OpenTrackArgs;
use super::super::console::Console;
use super::super::failure::Failure;
use super::send::choose;
use super::settings::account;

pub(super) fn run(args: &OpenTrackArgs, console: &Console) -> Result<(), Failure> {
    let text = args.track.join(" ");
    let uri = match text.strip_prefix("spotify:track:") {
        Some(_) => text,
        None => look_up(&text, console)?,
    };
    let link =
        spotify_page(&uri).ok_or_else(|| Failure::wrong_use(anyhow!("that is no spotify:track: URI")))?;
    console.write(&format!("{link}\n"))?;
    if !args.print {
        open::that_detached(&link).map_err(|e| anyhow!("no browser could be opened: {e}"))?;
    }
    Ok(())
}

fn look_up(text: &str, console: &Console) -> Result<String, Failure> {
    let Some((artist, title)) = text.split_once(" - ") else {
        return Err(Failure::wrong_use(anyhow!(
            "name the track as `Artist - Title`, or as a spotify:track: URI"
        )));
    };
    let wanted = Wanted { artist: artist.trim().to_owned(), title: title.trim().to_owned(), isrc: None };
    let mut account = account(console, false)?;
    let found = account.find(std::slice::from_ref(&wanted), &Quiet);
    console.enter(&mut account);
    let found = found.map_err(anyhow::Error::new)?;
    let uri = found.first().and_then(|hits| choose(&wanted, hits));
    Ok(uri.ok_or_else(|| anyhow!("Spotify finds no \"{}\"", crate::text::clean(text)))?)
}
