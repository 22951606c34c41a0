//! What a list was computed from, gathered from a history: settings, seeds, and the listens behind them.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::engine::{Mixer, Settings, SignalKind};
use crate::history::{Aside, HeardId, HeardTrack, History, Listen, Outcome, SourceKind, WeightSettings};
use crate::identify::{Matches, Seed, Seeds};
use crate::pack::{ArtistId, Pack, TrackId};

use super::parts::{
    ArtistSeedPart, HeardPart, HistoryPart, HistorySource, ListenRow, Program, RulePart, SeedPart, SeedsPart,
    SettingsPart, Withheld,
};
use super::parts_of;

/// The inputs of a trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs<'a> {
    /// Which program wrote it.
    pub program: Program<'a>,
    /// All that the person may set.
    pub settings: SettingsPart<'a>,
    /// What keeps candidates out of the list.
    pub rules: Vec<RulePart<'a>>,
    /// What the seeds were taken from.
    pub history: HistoryPart<'a>,
    /// Set where seeds are not told.
    pub withheld: Option<Withheld<'a>>,
    /// All that speaks for the person.
    pub seeds: SeedsPart<'a>,
}

/// What was asked, beside seeds and pack.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// How many tracks.
    pub limit: u32,
    /// Words that speak as well.
    pub phrase: &'a str,
    /// The mix, and what is kept out of the list.
    pub settings: &'a Settings,
    /// How plays become seed weights.
    pub weight: &'a WeightSettings,
    /// What of the history is set aside.
    pub aside: &'a Aside,
}

/// Gathers the inputs. Where the terms of some source forbid that its content be kept, `withheld` are those kinds: then the
/// document does not tell who the seeds are, nor anything that was heard.
#[must_use]
pub fn inputs<'a>(
    pack: &Pack,
    history: &'a History,
    matches: &Matches,
    seeds: &Seeds,
    asked: &Asked<'a>,
    withheld: &[SourceKind],
) -> Inputs<'a> {
    let (own, mixer) = (Mixer::of(pack.card()), &asked.settings.mixer);
    let changed = SignalKind::ALL.into_iter().filter(|s| own.weight(*s) != mixer.weight(*s));
    let settings = SettingsPart {
        limit: asked.limit,
        heard: asked.settings.heard_too,
        half_life_days: asked.weight.half_life_days,
        phrase: Cow::Borrowed(asked.phrase),
        mix: changed.map(|s| (s, mixer.weight(s))).collect(),
        mixer: SignalKind::ALL.into_iter().map(|s| (s, mixer.weight(s))).collect(),
    };
    let keeps = withheld.is_empty();
    let source = |s: &'a crate::history::Source| HistorySource {
        kind: kind(s.kind),
        label: keeps.then_some(Cow::Borrowed(s.label.as_str())),
    };
    let told = if keeps {
        let told = told(pack, history, matches, seeds, asked.aside);
        SeedsPart { words: seeds.words.iter().map(|w| w.0).collect(), ..told }
    } else {
        opaque(seeds)
    };
    Inputs {
        program: Program { name: env!("CARGO_PKG_NAME").into(), version: env!("CARGO_PKG_VERSION").into() },
        settings,
        rules: parts_of(asked.settings, keeps),
        history: HistoryPart {
            listens: history.listens().len() as u64,
            as_of: history.as_of().filter(|_| keeps),
            sources: history.sources().iter().map(source).collect(),
        },
        withheld: if keeps { None } else { Some(reason(withheld)) },
        seeds: told,
    }
}

/// The kind of a source as documents name it.
fn kind(kind: SourceKind) -> Cow<'static, str> {
    kind.slug().into()
}

fn reason(kinds: &[SourceKind]) -> Withheld<'static> {
    let names: Vec<&str> = kinds.iter().map(|k| k.name()).collect();
    let reason = format!(
        "the terms of {} do not allow that its content is kept, so this document does not tell what was heard, nor which tracks \
         are the seeds; they are numbers here, and the lists, companions, tags and artists that would tell them are left out",
        names.join(", ")
    );
    Withheld { reason: reason.into(), kinds: kinds.iter().map(|k| kind(*k)).collect() }
}

/// Numbers for seeds, and nothing that tells them.
fn opaque(seeds: &Seeds) -> SeedsPart<'static> {
    let track = |s: &Seed| SeedPart {
        row: None,
        weight: s.weight,
        place: s.place,
        aside: None,
        plays: None,
        skips: None,
        matched_by: None,
        heard: Vec::new(),
        listens: Vec::new(),
    };
    let artist = |s: &crate::identify::ArtistSeed| ArtistSeedPart {
        row: None,
        weight: s.weight,
        tracks: s.tracks,
        heard: Vec::new(),
        listens: Vec::new(),
    };
    SeedsPart {
        tracks: seeds.tracks.iter().map(track).collect(),
        artists: seeds.artists.iter().map(artist).collect(),
        words: seeds.words.iter().map(|w| w.0).collect(),
    }
}

/// Seeds with their spellings, and the listens that speak; of a seed that is silent altogether, those that say it was heard.
fn told<'a>(
    pack: &Pack,
    history: &'a History,
    matches: &Matches,
    seeds: &Seeds,
    aside: &Aside,
) -> SeedsPart<'a> {
    let tracks: HashMap<TrackId, usize> =
        seeds.tracks.iter().enumerate().map(|(n, s)| (s.track, n)).collect();
    let artists: HashMap<ArtistId, usize> =
        seeds.artists.iter().enumerate().map(|(n, s)| (s.artist, n)).collect();
    let mut speaking: Vec<Vec<ListenRow>> = vec![Vec::new(); seeds.tracks.len()];
    let mut silent: Vec<Vec<ListenRow>> = vec![Vec::new(); seeds.tracks.len()];
    let mut of_artists: Vec<Vec<ListenRow>> = vec![Vec::new(); seeds.artists.len()];
    let mut named: Vec<Vec<HeardId>> = vec![Vec::new(); seeds.artists.len()];
    for (n, listen) in history.listens().iter().enumerate() {
        let silences = aside.silences(n, listen.track);
        match matches.of(listen.track) {
            Ok((track, _)) => {
                if let Some(n) = tracks.get(&track) {
                    let rows = if silences { &mut silent } else { &mut speaking };
                    rows[*n].push(row(listen));
                }
            }
            Err(unknown) => {
                let artist = unknown.artist(pack).filter(|_| !silences);
                if let Some(n) = artist.and_then(|a| artists.get(&a)) {
                    of_artists[*n].push(row(listen));
                    named[*n].push(listen.track);
                }
            }
        }
    }
    let named = named.into_iter().map(|mut ids| {
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().map(|id| heard_part(history.track(id))).collect()
    });
    let listens = speaking.into_iter().zip(silent);
    let listens = listens.map(|(own, silent)| if own.is_empty() { (silent, true) } else { (own, false) });
    let track = |(s, (listens, silent)): (&Seed, (Vec<ListenRow>, bool))| SeedPart {
        row: Some(s.track.0),
        weight: s.weight,
        place: s.place,
        aside: Some(silent),
        plays: Some(s.plays.plays),
        skips: Some(s.plays.skips),
        matched_by: Some(s.rule),
        heard: s.heard.iter().map(|id| heard_part(history.track(*id))).collect(),
        listens,
    };
    let artist = |((s, listens), heard): ((&crate::identify::ArtistSeed, Vec<ListenRow>), _)| {
        ArtistSeedPart { row: Some(s.artist.0), weight: s.weight, tracks: s.tracks, heard, listens }
    };
    SeedsPart {
        tracks: seeds.tracks.iter().zip(listens).map(track).collect(),
        artists: seeds.artists.iter().zip(of_artists).zip(named).map(artist).collect(),
        words: Vec::new(),
    }
}

fn row(l: &Listen) -> ListenRow {
    match l.outcome {
        Outcome::Played => (l.at, l.count, 0, l.source.0),
        Outcome::Skipped => (l.at, 0, l.count, l.source.0),
    }
}

fn heard_part(t: &HeardTrack) -> HeardPart<'_> {
    HeardPart {
        artist: Cow::Borrowed(&t.artist),
        title: Cow::Borrowed(&t.title),
        isrc: t.isrc.as_deref().map(Cow::Borrowed),
        mbid: t.mbid.as_deref().map(Cow::Borrowed),
        uri: t.uri.as_deref().map(Cow::Borrowed),
    }
}
