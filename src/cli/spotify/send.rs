//! `spotify playlist` and `spotify queue`: recommendations into the person's own account, after a yes.

use std::fmt::Write as _;

use anyhow::anyhow;

use crate::history::spotify_page;
use crate::identify::MatchRule;
use crate::identify::normalise::{KeyKind, track_key};
use crate::pack::{Pack, TrackId};
use crate::policy::{Barrier, PackTerms, Question, Statements, Use, may_pass};
use crate::query::Answer;
use crate::report::Names;
use crate::sources::spotify::{Account, DESCRIPTION, Hit, NewPlaylist, Sent, Trouble, Wanted};
use crate::text::counted;

use super::super::args::{OpenArgs, PlaylistArgs, QueueArgs, SendArgs};
use super::super::choices::in_force;
use super::super::console::Console;
use super::super::context::{Context, open, query};
use super::super::failure::Failure;
use super::super::progress::Bar;
use super::settings::account;

/// Recommendations that Spotify has.
struct Ready {
    account: Account,
    context: Context,
    answer: Answer,
    tracks: Vec<(TrackId, String)>,
}

pub(super) fn playlist(args: &PlaylistArgs, console: &Console) -> Result<(), Failure> {
    let Some(mut ready) = ready(&args.send, console)? else { return Ok(()) };
    let list = NewPlaylist {
        name: args.name.clone(),
        description: description(&ready.context.listener.pack, &ready.answer),
        tracks: ready.tracks.iter().map(|(_, uri)| uri.clone()).collect(),
    };
    console.tell(&format!(
        "a private playlist \"{}\" with these, described as:\n  {}",
        list.name, list.description
    ));
    if !agreed(&args.send, console) {
        return Ok(());
    }
    let sent = {
        let progress = Bar::new(console);
        ready.account.make_playlist(&list, &progress)
    };
    told(&mut ready.account, sent, list.tracks.len(), console)
}

pub(super) fn queue(args: &QueueArgs, console: &Console) -> Result<(), Failure> {
    let Some(mut ready) = ready(&args.send, console)? else { return Ok(()) };
    console.tell("these at the end of your player's queue");
    if !agreed(&args.send, console) {
        return Ok(());
    }
    let uris: Vec<String> = ready.tracks.iter().map(|(_, uri)| uri.clone()).collect();
    let sent = {
        let progress = Bar::new(console);
        ready.account.queue(&uris, &progress)
    };
    told(&mut ready.account, sent, uris.len(), console)
}

/// Asks the question, looks its tracks up, and shows them. `None` when there is nothing to send.
fn ready(args: &SendArgs, console: &Console) -> Result<Option<Ready>, Failure> {
    if !args.yes && !args.dry_run && !console.can_ask() {
        let what =
            anyhow!("nobody is there to be asked; --yes sends without asking, --dry-run sends nothing");
        return Err(Failure::wrong_use(what));
    }
    let OpenArgs { history, pack, no_store } = &args.open;
    // A sign-in for this run only must serve reading and writing; a list is written with one that is kept.
    if *no_store {
        return Err(Failure::wrong_use(anyhow!("--no-store: writing back needs `glasscrate spotify login`")));
    }
    let mut context = open(pack.as_deref(), history, false, Use::Score, console)?;
    let choices = in_force(&mut context, &args.tune.made, &args.tune.kept)?.told_to(console);
    let query = query(&args.tune, args.limit as usize, choices);
    let pack = &context.listener.pack;
    let kinds = context.listener.history.sources().iter().map(|s| s.kind);
    let terms = PackTerms::of(&pack.card().licence);
    if let Err(Barrier::Refused(clause)) = may_pass(kinds, terms, Use::WriteBack, &Statements::default()) {
        return Err(Failure::refused(clause));
    }
    let answer = query.ask(&context.listener);
    let mut account = account(console, false)?;
    let tracks: Vec<TrackId> = answer.ranking.listed.iter().map(|r| r.track).collect();
    let found = find(&mut account, pack, &tracks, console);
    console.enter(&mut account);
    let tracks = found?;
    if tracks.is_empty() {
        console.note("nothing to send: Spotify has none of the tracks");
        return Ok(None);
    }
    Ok(Some(Ready { account, context, answer, tracks }))
}

/// Spotify's URI of each track that it has; shows what was found, and what was not.
fn find(
    account: &mut Account,
    pack: &Pack,
    tracks: &[TrackId],
    console: &Console,
) -> Result<Vec<(TrackId, String)>, Failure> {
    let names = Names::new(pack);
    let known = |t: TrackId| names.identifier(t, MatchRule::Uri).filter(|u| u.starts_with("spotify:track:"));
    let wanted: Vec<(TrackId, Wanted)> = tracks
        .iter()
        .filter(|t| known(**t).is_none())
        .map(|&t| {
            let isrc = names.identifier(t, MatchRule::Isrc).map(std::borrow::Cow::into_owned);
            (t, Wanted { artist: names.artist_of(t).into_owned(), title: names.title(t).into_owned(), isrc })
        })
        .collect();
    let asked: Vec<Wanted> = wanted.iter().map(|(_, w)| w.clone()).collect();
    let hits = if asked.is_empty() {
        Vec::new()
    } else {
        let progress = Bar::new(console);
        account.find(&asked, &progress).map_err(anyhow::Error::new)?
    };
    let looked_up = |t: TrackId| {
        let place = wanted.iter().position(|(w, _)| *w == t)?;
        choose(&wanted.get(place)?.1, hits.get(place)?)
    };
    let mut found = Vec::new();
    let mut shown = String::new();
    for &t in tracks {
        match known(t).map(std::borrow::Cow::into_owned).or_else(|| looked_up(t)) {
            Some(uri) => {
                let _ = writeln!(shown, "  {}  {}", names.full(t), spotify_page(&uri).unwrap_or_default());
                found.push((t, uri));
            }
            None => {
                let _ = writeln!(shown, "  {}  (Spotify has none of this name; left out)", names.full(t));
            }
        }
    }
    console.tell(shown.trim_end());
    Ok(found)
}

/// The hit that is the wanted track: the same ISRC, or the same names after folding, version and all.
pub(super) fn choose(wanted: &Wanted, hits: &[Hit]) -> Option<String> {
    let same_code = |h: &&Hit| wanted.isrc.is_some() && h.isrc() == wanted.isrc.as_deref();
    let same_name = |h: &&Hit| {
        [KeyKind::Folded, KeyKind::Latin, KeyKind::Primary]
            .into_iter()
            .any(|k| track_key(k, h.artist(), h.title()) == track_key(k, &wanted.artist, &wanted.title))
    };
    let hit = hits.iter().find(same_code).or_else(|| hits.iter().find(same_name))?;
    hit.uri().map(str::to_owned)
}

/// What the list rests on, as far as Spotify's limit lets it be told.
fn description(pack: &Pack, answer: &Answer) -> String {
    let names = Names::new(pack);
    let end = format!(". Found by Glasscrate in the {}, ranking {}.", names.name(), answer.ranking.hash);
    let room = DESCRIPTION.saturating_sub(end.chars().count());
    let mut text = String::new();
    for seed in answer.seeds.tracks.iter().filter(|s| s.weight > 0) {
        let joint = if text.is_empty() { "Because of " } else { ", " };
        let more = format!("{joint}{}", names.full(seed.track));
        if text.chars().count() + more.chars().count() > room {
            break;
        }
        text.push_str(&more);
    }
    if text.is_empty() {
        text.push_str("By popularity");
    }
    text + &end
}

/// The person's yes to what was shown; with `--dry-run` it is not asked for, and nothing is sent.
fn agreed(args: &SendArgs, console: &Console) -> bool {
    if args.dry_run {
        console.note("nothing was sent");
        return false;
    }
    if args.yes {
        return true;
    }
    for paragraph in Question::Sending.notice() {
        console.paragraph(paragraph);
    }
    if console.confirm(Question::Sending.asks()) {
        return true;
    }
    console.note("nothing was sent");
    false
}

/// Tells what arrived.
fn told(
    account: &mut Account,
    sent: Result<Sent, Trouble>,
    of: usize,
    console: &Console,
) -> Result<(), Failure> {
    console.enter(account);
    let sent = sent.map_err(anyhow::Error::new)?;
    if let Some(link) = &sent.link {
        console.write(&format!("{link}\n"))?;
    }
    let arrived = format!("{} of {of}", counted(sent.tracks, "track", "tracks"));
    match sent.trouble {
        None => {
            console.note(&format!("sent: {arrived}"));
            Ok(())
        }
        Some(trouble) => Err(anyhow::Error::new(trouble).context(format!("only {arrived} arrived")).into()),
    }
}
