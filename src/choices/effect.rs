//! What a choice does to one history and one pack; and why it does nothing, where that is so.

use crate::engine::{Rule, SignalKind};
use crate::history::HeardId;
use crate::pack::TrackId;
use crate::text::counted;

use super::choice::{Block, Choice, Lever, Part};
use super::fold::rules;
use super::sieve::{Heard, aside};

/// What a choice does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// It sets so many listens of so many distinct tracks aside.
    Aside {
        /// Distinct tracks of the history.
        tracks: usize,
        /// Listens.
        listens: usize,
    },
    /// It keeps so many tracks of the catalogue out.
    Out(usize),
    /// It moves the ranking.
    Moves,
    /// It does nothing here, and why.
    Nothing(String),
}

impl Effect {
    /// In a few words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Aside { tracks, listens } => format!(
                "{} of {}",
                counted(*listens, "listen", "listens"),
                counted(*tracks, "track", "tracks")
            ),
            Self::Out(tracks) => format!("{} of the pack", counted(*tracks, "track", "tracks")),
            Self::Moves => String::new(),
            Self::Nothing(why) => format!("does nothing: {why}"),
        }
    }
}

/// What a choice by itself does. Goes through the history or the catalogue: for lists of choices, not for every frame.
#[must_use]
pub fn effect(choice: &Choice, heard: &Heard<'_>) -> Effect {
    match choice {
        Choice::Without(part) => of_part(part, heard),
        Choice::Block(block) => of_block(block, heard),
        Choice::Set(lever) => {
            of_lever(*lever, heard).map_or(Effect::Moves, |why| Effect::Nothing(why.to_owned()))
        }
    }
}

fn of_part(part: &Part, heard: &Heard<'_>) -> Effect {
    let aside = aside([part], heard);
    let mut silent: Vec<HeardId> = Vec::new();
    for (n, listen) in heard.history.listens().iter().enumerate() {
        if aside.silences(n, listen.track) {
            silent.push(listen.track);
        }
    }
    let listens = silent.len();
    silent.sort_unstable();
    silent.dedup();
    if listens == 0 {
        return Effect::Nothing("the history has nothing of it".to_owned());
    }
    Effect::Aside { tracks: silent.len(), listens }
}

fn of_block(block: &Block, heard: &Heard<'_>) -> Effect {
    let pack = heard.pack;
    let found = rules(block, heard);
    let count: usize = found
        .iter()
        .map(|rule| match *rule {
            Rule::Track(_) => 1,
            Rule::Artist(artist) => pack.track_count_of(artist),
            Rule::Tag(tag) => pack.tagged(tag).count(),
            Rule::Years(from, to) => {
                let within = |t: &TrackId| pack.year(*t).is_some_and(|y| (from..=to).contains(&y));
                pack.tracks().filter(within).count()
            }
            // What these come to depends on what speaks: they are told by what they keep out of a ranking.
            Rule::HeardArtists | Rule::HeardWithin(_) | Rule::Unheard => {
                usize::from(heard.matches.iter().any(|m| m.is_ok()))
            }
        })
        .sum();
    match block {
        Block::HeardArtists | Block::HeardWithin(_) | Block::Unheard if count > 0 => Effect::Moves,
        _ if count > 0 => Effect::Out(count),
        _ => Effect::Nothing("the pack has nothing of it".to_owned()),
    }
}

fn of_lever(lever: Lever, heard: &Heard<'_>) -> Option<&'static str> {
    let known = || heard.matches.iter().any(|m| m.is_ok());
    match lever {
        Lever::Weight(signal, weight) if weight != 0 => idle(signal, heard),
        Lever::HalfLife(_) if heard.history.as_of().is_none() => Some("no listen of the history has a time"),
        Lever::Heard if !known() => Some("the pack knows no track of the history"),
        Lever::Familiar(n) if n != 0 && !known() => Some("the pack knows no track of the history"),
        Lever::Popular(n) if n != 0 => idle(SignalKind::Popularity, heard),
        _ => None,
    }
}

/// Why a signal can give no points here, whatever it weighs. `None` where it can.
#[must_use]
pub fn idle(signal: SignalKind, heard: &Heard<'_>) -> Option<&'static str> {
    let pack = heard.pack;
    let known = || heard.matches.iter().any(|m| m.is_ok());
    let unmatched = "the pack knows no track of the history";
    let alike = || {
        let last = TrackId((pack.track_count() as u32).saturating_sub(1));
        // Tracks stand in the order of their lists.
        pack.popularity_weight(TrackId(0)) == pack.popularity_weight(last)
    };
    match signal {
        SignalKind::Popularity if alike() => Some("all tracks of the pack stand in equally many lists"),
        SignalKind::Tags if pack.tag_count() == 0 => Some("the pack has no tags"),
        SignalKind::Fitted if !pack.has_fitted() => Some("the pack has no fitted weights"),
        SignalKind::ArtistsTogether
            if !heard.matches.iter().any(|m| m.is_err_and(|none| none.artist(pack).is_some())) =>
        {
            Some("the pack knows all tracks of the artists that it knows")
        }
        SignalKind::Together
        | SignalKind::Fitted
        | SignalKind::ListsLikeYours
        | SignalKind::Follows
        | SignalKind::SameArtist
        | SignalKind::Tags
        | SignalKind::HeardBefore
            if !known() =>
        {
            Some(unmatched)
        }
        _ => None,
    }
}
