//! What would have to be different: why a track is not listed, the smallest change that brings it in, and the fewest seeds
//! without which a listed one goes.
//!
//! Every answer is checked by ranking again before it is given, and says what is known beyond that ([`Guarantee`]). Pure:
//! effort is counted in rankings and steps ([`Effort`]), not in time. Must not know histories, nor how anything is shown.
//!
//! - `difference`: two tracks' points beside each other, term by term.
//! - `change`, `slider`, `setting_aside`, `adding`: the smallest single change that brings a track in.
//! - `fewest`, `guided`, `additive`, `cover`: the fewest seeds without which a track goes. `additive` is the ranking as sums over seeds, where it is
//!   that; `cover` is the search for the smallest set in such sums.

mod adding;
mod additive;
mod change;
mod cover;
mod difference;
mod fewest;
mod guided;
mod setting_aside;
mod slider;
#[cfg(test)]
mod tests;

pub use change::{Change, Changes, Kind, Suggestion};
pub use difference::{About, Difference, Term, difference};
pub use fewest::{Fewest, TakenAway};

use crate::identify::Seeds;
use crate::pack::{Pack, TrackId};

use super::{Prepared, Question, Ranked, Settings};

/// What is known of an answer, beyond that ranking again has confirmed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guarantee {
    /// Nothing smaller of its kind does it.
    Smallest,
    /// Nothing with fewer parts than this does it. The answer has more parts, and what lies between was not gone through.
    NoneBelow(u32),
    /// It does it; something smaller of its kind may do it too.
    Checked,
}

/// How much may be tried before an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// So many rankings, each of some milliseconds on a large pack.
    pub rankings: u32,
    /// So many steps of search, each of about a nanosecond.
    pub steps: u64,
}

impl Effort {
    /// For an interface that waits: some tens of milliseconds on a pack of a million tracks.
    pub const QUICK: Self = Self { rankings: 8, steps: 10_000_000 };

    /// For a command: some seconds on a pack of a million tracks.
    pub const THOROUGH: Self = Self { rankings: 1000, steps: 1_000_000_000 };
}

/// A question that was asked, to be asked again with something different.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    pack: &'a Pack,
    seeds: &'a Seeds,
    settings: &'a Settings,
    prepared: &'a super::Prepared,
    limit: usize,
}

impl<'a> Case<'a> {
    /// The case of a question of which `limit` tracks are listed. `prepared` is what [`Question::prepare`] gave for it.
    #[must_use]
    pub fn new(
        pack: &'a Pack,
        seeds: &'a Seeds,
        settings: &'a Settings,
        prepared: &'a Prepared,
        limit: usize,
    ) -> Self {
        Self { pack, seeds, settings, prepared, limit }
    }

    fn question(&self) -> Question<'a> {
        Question::new(self.pack, self.seeds, self.settings, self.prepared)
    }

    /// What is listed now.
    fn listed(&self) -> Vec<Ranked> {
        self.question().list(self.limit, self.limit, None).1
    }

    /// What would be listed.
    fn listed_with(&self, seeds: &Seeds, settings: &Settings) -> Vec<Ranked> {
        let prepared = Question::prepare(self.pack, seeds, settings);
        Question::new(self.pack, seeds, settings, &prepared).list(self.limit, self.limit, None).1
    }

    /// The tracks that speak.
    fn speaking(&self) -> Vec<TrackId> {
        self.seeds.tracks.iter().filter(|s| s.weight > 0).map(|s| s.track).collect()
    }

    /// The seeds with some of them set aside: they stay known as heard, but give no points.
    fn without(&self, aside: &[TrackId]) -> Seeds {
        let mut seeds = self.seeds.clone();
        for seed in seeds.tracks.iter_mut().filter(|s| aside.contains(&s.track)) {
            seed.weight = 0;
        }
        seeds
    }

    /// True where nothing sets a track aside.
    fn may_be_listed(&self, track: TrackId) -> bool {
        self.question().aside(&[track]) == [(false, false)]
    }
}

/// The rank of a track in a list, from 1.
fn rank_in(listed: &[Ranked], track: TrackId) -> Option<u32> {
    listed.iter().position(|r| r.track == track).map(|n| n as u32 + 1)
}
