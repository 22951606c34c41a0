//! The smallest single change that brings a track into the list.
//!
//! One change of each kind is looked for: a rule lifted, a slider moved, a seed set aside, a seed added. Changes of different kinds have no common
//! measure but what they do to the list, so that is the order: the change comes first after which the fewest of the tracks listed now are
//! gone. Each is confirmed by ranking again.

use crate::engine::{Ranked, Rule, Settings, SignalKind};
use crate::history::Plays;
use crate::identify::{MatchRule, Seed, Seeds};
use crate::pack::TrackId;

use super::{Case, Effort, Guarantee, rank_in};

/// One play, as [`Plays`] counts them.
const ONE_PLAY: u64 = 1 << 16;

/// One thing that could be different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Tracks heard before are let in.
    HeardToo,
    /// A rule of the person is lifted.
    Lifted(Rule),
    /// A signal has another weight, in hundredths.
    Slider {
        /// The signal.
        signal: SignalKind,
        /// The weight it has.
        from: i32,
        /// The weight it would have.
        to: i32,
    },
    /// A seed is set aside.
    Aside(TrackId),
    /// A track that was not heard is played once, later than all others.
    Added {
        /// The track.
        track: TrackId,
        /// What it weighs as a seed, in 1/1024: one play.
        weight: u32,
    },
}

/// The kinds of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A rule lifted.
    Rule,
    /// A slider moved.
    Slider,
    /// A seed set aside.
    Aside,
    /// A seed added.
    Added,
}

impl Kind {
    /// All kinds; of changes that do as much to the list the first comes first.
    pub const ALL: [Self; 4] = [Self::Rule, Self::Slider, Self::Aside, Self::Added];
}

impl Change {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::HeardToo | Self::Lifted(_) => Kind::Rule,
            Self::Slider { .. } => Kind::Slider,
            Self::Aside(_) => Kind::Aside,
            Self::Added { .. } => Kind::Added,
        }
    }
}

/// A change that brings the track in, confirmed by ranking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggestion {
    /// The change.
    pub change: Change,
    /// The rank of the track then, from 1.
    pub rank: u32,
    /// How many of the tracks listed now are gone then.
    pub gone: u32,
    /// What is known of smaller changes of the same kind. Of sliders the one moved by the fewest hundredths is the smallest; of seeds the one after
    /// which the fewest listed tracks are gone.
    pub guarantee: Guarantee,
}

/// What would bring a track in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// The smallest change of each kind that does, the smallest of all first.
    pub found: Vec<Suggestion>,
    /// The kinds of which none was found; with `true` where there is none.
    pub without: Vec<(Kind, bool)>,
}

/// What was found of one kind: the change, or whether there is none.
pub(super) type Of = Result<Suggestion, bool>;

impl Case<'_> {
    /// The smallest single changes that bring a track into the list; none when it is listed. The effort is that of each kind.
    #[must_use]
    pub fn changes(&self, track: TrackId, effort: Effort) -> Changes {
        let before = self.listed();
        if rank_in(&before, track).is_some() {
            return Changes::default();
        }
        let may = self.may_be_listed(track);
        let mut changes = Changes::default();
        for kind in Kind::ALL {
            let found = match kind {
                Kind::Rule => self.rule(track, may, &before),
                // While a rule sets it aside nothing else lets it in.
                _ if !may => Err(true),
                Kind::Slider => self.slider(track, effort, &before),
                Kind::Aside => self.setting_aside(track, effort, &before),
                Kind::Added => self.adding(track, effort, &before),
            };
            match found {
                Ok(suggestion) => changes.found.push(suggestion),
                Err(proven) => changes.without.push((kind, proven)),
            }
        }
        changes.found.sort_by_key(|s| (s.gone, s.change.kind()));
        changes
    }

    /// What would be listed after a change.
    #[must_use]
    pub fn after(&self, change: Change) -> Vec<Ranked> {
        let (seeds, settings) = self.changed(change);
        self.listed_with(&seeds, &settings)
    }

    /// The seeds and settings after a change.
    #[must_use]
    pub fn changed(&self, change: Change) -> (Seeds, Settings) {
        let (mut seeds, mut settings) = (self.seeds.clone(), self.settings.clone());
        match change {
            Change::HeardToo => settings.heard_too = true,
            Change::Lifted(rule) => {
                settings.rules = settings.rules.all().iter().copied().filter(|r| *r != rule).collect();
            }
            Change::Slider { signal, to, .. } => settings.mixer.set(signal, to),
            Change::Aside(track) => seeds = self.without(&[track]),
            Change::Added { track, weight } => add(&mut seeds, track, weight),
        }
        (seeds, settings)
    }

    fn rule(&self, track: TrackId, may: bool, before: &[Ranked]) -> Of {
        if may {
            return Err(true);
        }
        let lifted =
            self.settings.rules.on(self.pack, self.seeds, track).map_or(Change::HeardToo, Change::Lifted);
        self.confirmed(lifted, track, before, Guarantee::Smallest).ok_or(true)
    }

    /// Ranks again after a change; `None` when the track is not listed then.
    pub(super) fn confirmed(
        &self,
        change: Change,
        track: TrackId,
        before: &[Ranked],
        guarantee: Guarantee,
    ) -> Option<Suggestion> {
        let after = self.after(change);
        let rank = rank_in(&after, track)?;
        let gone = before.iter().filter(|b| !after.iter().any(|a| a.track == b.track)).count() as u32;
        Some(Suggestion { change, rank, gone, guarantee })
    }

    /// Confirms changes until the effort is spent, and gives the one after which the fewest tracks are gone; of equal ones the first.
    /// Whether all were tried, too.
    pub(super) fn best_of(
        &self,
        changes: impl IntoIterator<Item = Change>,
        track: TrackId,
        effort: Effort,
        before: &[Ranked],
    ) -> (Option<Suggestion>, bool) {
        let mut best: Option<Suggestion> = None;
        let mut left = effort.rankings;
        for change in changes {
            if left == 0 {
                return (best, false);
            }
            left -= 1;
            let found = self.confirmed(change, track, before, Guarantee::Checked);
            best = best.into_iter().chain(found).min_by_key(|s| s.gone);
        }
        (best, true)
    }
}

/// Adds a track that was not heard, as if it had been played once after all others.
fn add(seeds: &mut Seeds, track: TrackId, weight: u32) {
    for seed in &mut seeds.tracks {
        seed.place += 1;
    }
    let plays = Plays { fresh_plays: ONE_PLAY, plays: 1, ..Plays::default() };
    let seed = Seed { track, weight, plays, rule: MatchRule::SameName, heard: Vec::new(), place: 0 };
    seeds.tracks.push(seed);
    seeds.tracks.sort_by_key(|s| (std::cmp::Reverse(s.weight), s.track));
}
