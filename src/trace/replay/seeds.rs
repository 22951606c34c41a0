//! Seeds and settings, rebuilt from what a document says was heard and asked. Nothing that can be computed is believed.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashSet;

use crate::engine::{Mixer, Settings, SignalKind};
use crate::history::{HeardId, HeardTrack, Listen, Outcome, Plays, SourceId, WeightSettings, seed_weight};
use crate::identify::{ArtistSeed, MatchRule, Matcher, Seed, Seeds, phrase};
use crate::pack::{ArtistId, Pack, TrackId};
use crate::trace::document::{
    ArtistSeedPart, HeardPart, Inputs, ListenRow, SeedPart, SeedsPart, parts_of, rules_of,
};

/// The inputs of a document as they come out when they are computed again, and the question that they make.
pub(super) struct Rebuilt {
    pub(super) inputs: Inputs<'static>,
    pub(super) seeds: Seeds,
    pub(super) settings: Settings,
}

/// Computes weights, plays and matches of the seeds, and the mix, from the listens, names and settings of a document.
pub(super) fn rebuild(mut inputs: Inputs<'static>, pack: &Pack) -> Rebuilt {
    let own = Mixer::of(pack.card());
    let mixer = own.clone().with(&inputs.settings.mix);
    let changed = SignalKind::ALL.into_iter().filter(|s| own.weight(*s) != mixer.weight(*s));
    inputs.settings.mix = changed.map(|s| (s, mixer.weight(s))).collect();
    inputs.settings.mixer = SignalKind::ALL.into_iter().map(|s| (s, mixer.weight(s))).collect();
    let settings = Settings { mixer, heard_too: inputs.settings.heard, rules: rules_of(&inputs.rules) };
    inputs.rules = parts_of(&settings, true);
    let weigh = Weigh {
        matcher: Matcher::new(pack),
        pack,
        as_of: inputs.history.as_of.unwrap_or(0),
        settings: WeightSettings { half_life_days: inputs.settings.half_life_days },
    };
    let mut seen = HashSet::new();
    let mut tracks: Vec<(SeedPart<'static>, Seed)> = Vec::new();
    for part in inputs.seeds.tracks {
        tracks.extend(weigh.track(part).filter(|(_, seed)| seen.insert(seed.track)));
    }
    tracks.sort_by_key(|(_, s)| (Reverse(s.weight), s.track));
    let mut seen = HashSet::new();
    let mut artists: Vec<(ArtistSeedPart<'static>, ArtistSeed)> = Vec::new();
    for part in inputs.seeds.artists {
        artists.extend(weigh.artist(part).filter(|(_, seed)| seen.insert(seed.artist)));
    }
    artists.sort_by_key(|(_, s)| (Reverse(s.weight), s.artist));
    let (tracks, track_seeds): (Vec<_>, Vec<_>) = tracks.into_iter().unzip();
    let (artists, artist_seeds): (Vec<_>, Vec<_>) = artists.into_iter().unzip();
    let words = phrase(pack, &inputs.settings.phrase);
    inputs.seeds = SeedsPart { tracks, artists, words: words.iter().map(|w| w.0).collect() };
    Rebuilt { inputs, seeds: Seeds { tracks: track_seeds, artists: artist_seeds, words }, settings }
}

struct Weigh<'a> {
    matcher: Matcher<'a>,
    pack: &'a Pack,
    as_of: i64,
    settings: WeightSettings,
}

impl Weigh<'_> {
    /// A seed; `None` where the pack knows none of its spellings.
    fn track(&self, mut part: SeedPart<'static>) -> Option<(SeedPart<'static>, Seed)> {
        let mut found: Option<(TrackId, MatchRule)> = None;
        for heard in &part.heard {
            let Ok((track, rule)) = self.matcher.find(&heard_track(heard)) else { continue };
            found = Some(found.map_or((track, rule), |(first, best)| (first, best.min(rule))));
        }
        let (track, rule) = found?;
        let plays = self.plays(&part.listens);
        let aside = part.aside.unwrap_or_default();
        let weight = if aside { 0 } else { seed_weight(&plays) };
        part.row = Some(track.0);
        part.weight = weight;
        part.aside = Some(aside);
        part.plays = Some(plays.plays);
        part.skips = Some(plays.skips);
        part.matched_by = Some(rule);
        let heard = (0..part.heard.len() as u32).map(HeardId).collect();
        let place = part.place;
        Some((part, Seed { track, weight, plays, rule, heard, place }))
    }

    /// An artist whose tracks the pack does not know; `None` where it does not know the artist either.
    fn artist(&self, mut part: ArtistSeedPart<'static>) -> Option<(ArtistSeedPart<'static>, ArtistSeed)> {
        let mut found: Option<ArtistId> = None;
        for heard in &part.heard {
            let Err(unknown) = self.matcher.find(&heard_track(heard)) else { continue };
            found = found.or(unknown.artist(self.pack));
        }
        let artist = found?;
        let weight = seed_weight(&self.plays(&part.listens));
        let tracks = part.heard.len() as u32;
        part.row = Some(artist.0);
        part.weight = weight;
        part.tracks = tracks;
        Some((part, ArtistSeed { artist, weight, tracks }))
    }

    fn plays(&self, listens: &[ListenRow]) -> Plays {
        let mut plays = Plays::default();
        for (at, played, skipped, source) in listens {
            for (count, outcome) in [(*played, Outcome::Played), (*skipped, Outcome::Skipped)] {
                if count == 0 {
                    continue;
                }
                let listen = Listen {
                    at: *at,
                    track: HeardId(0),
                    count,
                    ms_played: None,
                    outcome,
                    source: SourceId(*source),
                };
                plays.add(&listen, self.as_of, &self.settings);
            }
        }
        plays
    }
}

fn heard_track(part: &HeardPart<'_>) -> HeardTrack {
    let boxed = |text: &Option<Cow<'_, str>>| text.as_deref().map(Box::from);
    HeardTrack {
        artist: part.artist.as_ref().into(),
        title: part.title.as_ref().into(),
        album: None,
        uri: boxed(&part.uri),
        isrc: boxed(&part.isrc),
        mbid: boxed(&part.mbid),
    }
}
