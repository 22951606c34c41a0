//! The lists that are most like a history, and what each of them says.
//!
//! ```text
//! a_p  = worth(p) · Σ over voices j in p of strength_j · voice_j          likeness of list p
//! f_p  = (a_p / a_max)^(power − 1)                                        the most alike count more
//! b_jp = voice_j · worth(p) · f_p · unit                                  what j gives to what stands after it in p
//! d_i  = (1 + most)^(−d · s/256),   s = ⌊popularity(i) / 256⌋              what of it reaches track i: about (1 + lists)^−d
//! ```
//!
//! To look for lists, the newest `10 000 / voices` of each voice are gone through, 8 to 1000; the `k` most alike are kept, of
//! equal ones the newer. `power`, `unit`, `d` and `k` are parameters of the pack; `most` is the largest number of lists of a
//! track. Integers, 16 fractional bits, rounded down (the powers to the nearest); no `b` is more than 2^19 − 1.

use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::sync::OnceLock;

use crate::engine::sparse::{Hint, Spare, lent};
use crate::engine::{Context, SignalKind};
use crate::pack::{ListId, Pack, Parameters, TrackId};

use super::discount::{Discount, Discounts};
use super::voices::{Voice, voices};

/// So many of the newest lists of each voice are looked at, …
const NEWEST: usize = 1000;

/// … and so many of all together, but of each some.
const LOOKED_AT: usize = 10_000;
const LEAST: usize = 8;

/// The most lists that a pack may ask for; it bounds the sum of a candidate.
const MOST: u32 = 1000;

/// The largest [`Term::after`]: 2^19.
const LARGEST: u64 = (1 << 19) - 1;

thread_local! {
    static SPARE: Spare<u64> = RefCell::default();
    static NUMBERS: Spare<u32> = RefCell::default();
}

/// The lists most like a history.
#[derive(Debug, Clone, Default)]
pub(in crate::engine) struct AlikeLists {
    pub(super) voices: Vec<Voice>,
    pub(super) lists: Vec<Alike>,
    terms: Vec<Term>,
    discounts: Discounts,
    gathered: OnceLock<Gathered>,
}

/// Where each of some tracks stands in the lists.
#[derive(Debug, Clone)]
struct Gathered {
    /// Which tracks, ascending.
    tracks: Vec<TrackId>,
    /// Where they stand, by track.
    held: Vec<Held>,
}

/// A list, and where its terms stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Alike {
    pub list: ListId,
    /// `f_p`, 16 fractional bits.
    closeness: u32,
    from: u32,
    to: u32,
}

/// A voice in a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term {
    /// Its place in the list.
    pub place: u32,
    /// Which of the voices.
    pub voice: u32,
    /// What it gives to what stands after it, below 2^19.
    pub after: u32,
    /// What it gives to what stands before it.
    pub before: u32,
}

impl Term {
    /// What it gives to what stands at a place of the list.
    pub(super) fn says_at(&self, place: u32) -> u32 {
        if self.place < place { self.after } else { self.before }
    }
}

/// What one voice says in one of the lists, with the numbers that it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// How loud the voice is, 16 fractional bits.
    pub loudness: u32,
    /// How near the list's likeness is to that of the most alike, to the power of the pack; 16 fractional bits.
    pub closeness: u32,
    /// The voice's place in the list, from 0.
    pub place: u32,
    /// What it says for a track after it, in 1/65536.
    pub after: u32,
    /// What it says for a track before it, in 1/65536.
    pub before: u32,
}

/// A track in one of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Held {
    pub track: TrackId,
    /// Which of the lists.
    pub list: u32,
    /// Its place there.
    pub place: u32,
}

impl AlikeLists {
    pub(in crate::engine) fn of(cx: &Context<'_>) -> Self {
        if cx.mixer.weight(SignalKind::ListsLikeYours) == 0 {
            return Self::default();
        }
        let parameters = &cx.pack.card().parameters;
        let voices = voices(cx);
        let ranked = most_alike(cx, &voices, parameters.alike.min(MOST) as usize);
        let most = ranked.iter().map(|(_, a)| *a).max().unwrap_or(0).max(1);
        let hint = Hint::of(voices.iter().map(|v| v.track.0));
        let mut alike = Self { voices, discounts: Discounts::of(cx), ..Self::default() };
        lent(&NUMBERS, cx.pack.track_count(), |numbers| {
            for (n, voice) in alike.voices.iter().enumerate() {
                if let Some(number) = numbers.sum(voice.track.0) {
                    *number = n as u32;
                }
            }
            for (list, likeness) in ranked {
                let list = ListId(list);
                let closeness = closeness(likeness, most, parameters);
                let factor = u64::from(cx.pack.list_worth(list)) * closeness;
                let from = alike.terms.len() as u32;
                let tracks = cx.pack.list_tracks(list).enumerate();
                for (place, track) in tracks.filter(|(_, t)| hint.may_hold(t.0)) {
                    if let Some(voice) = numbers.known(track.0) {
                        let term = term(place, *voice, factor, &alike.voices, parameters);
                        alike.terms.push(term);
                    }
                }
                let to = alike.terms.len() as u32;
                alike.lists.push(Alike { list, closeness: closeness as u32, from, to });
            }
        });
        alike
    }

    /// True where not all of each part reaches every track.
    pub(super) fn has_discounts(&self) -> bool {
        self.discounts.any()
    }

    /// What of the parts reaches a track; `None` where there are no discounts.
    pub(in crate::engine) fn discount(&self, pack: &Pack, track: TrackId) -> Option<Discount> {
        self.discounts.of_track(pack, track)
    }

    /// The voices in a list, in its order.
    pub(super) fn terms(&self, alike: &Alike) -> &[Term] {
        &self.terms[alike.from as usize..alike.to as usize]
    }

    /// What a track says in one of the lists; `None` where it is no voice, or the list is not among them.
    pub(in crate::engine) fn said(&self, list: ListId, voice: TrackId) -> Option<Said> {
        let alike = &self.lists[self.lists.binary_search_by_key(&list, |a| a.list).ok()?];
        let term = self.terms(alike).iter().find(|t| self.voices[t.voice as usize].track == voice)?;
        let loudness = self.voices[term.voice as usize].loudness;
        Some(Said {
            loudness,
            closeness: alike.closeness,
            place: term.place,
            after: term.after,
            before: term.before,
        })
    }

    /// Gathers where tracks stand in one walk over the lists, for [`AlikeLists::held`] to be asked of each. Once; later calls do nothing.
    pub(in crate::engine) fn gather(&self, cx: &Context<'_>, tracks: impl Iterator<Item = TrackId>) {
        self.gathered.get_or_init(|| {
            let mut tracks: Vec<TrackId> = tracks.collect();
            tracks.sort_unstable();
            let hint = Hint::of(tracks.iter().map(|t| t.0));
            let mut held = Vec::new();
            lent(&NUMBERS, cx.pack.track_count(), |wanted| {
                for track in &tracks {
                    wanted.sum(track.0);
                }
                for (n, a) in self.lists.iter().enumerate() {
                    let here = cx.pack.list_tracks(a.list).enumerate();
                    held.extend(
                        here.filter(|(_, t)| hint.may_hold(t.0) && wanted.known(t.0).is_some())
                            .map(|(place, track)| Held { track, list: n as u32, place: place as u32 }),
                    );
                }
            });
            held.sort_unstable();
            Gathered { tracks, held }
        });
    }

    /// Where a track stands in the lists, by list and place.
    pub(super) fn held(&self, cx: &Context<'_>, track: TrackId) -> Cow<'_, [Held]> {
        if let Some(g) = self.gathered.get().filter(|g| g.tracks.binary_search(&track).is_ok()) {
            let from = g.held.partition_point(|h| h.track < track);
            let len = g.held[from..].partition_point(|h| h.track == track);
            return Cow::Borrowed(&g.held[from..from + len]);
        }
        let of_list = |(n, a): (usize, &Alike)| {
            let places = cx.pack.list_tracks(a.list).enumerate().filter(|(_, t)| *t == track);
            places.map(move |(place, track)| Held { track, list: n as u32, place: place as u32 })
        };
        Cow::Owned(self.lists.iter().enumerate().flat_map(of_list).collect())
    }
}

/// The `count` lists with the largest likeness, ascending by list.
fn most_alike(cx: &Context<'_>, voices: &[Voice], count: usize) -> Vec<(u32, u64)> {
    let each = (LOOKED_AT / voices.len().max(1)).clamp(LEAST, NEWEST);
    let mut found: Vec<(u32, u64)> = lent(&SPARE, cx.pack.list_count(), |sums| {
        for v in voices {
            let said = u64::from(v.strength) * u64::from(v.loudness);
            for list in cx.pack.newest_lists_with(v.track, each) {
                if let Some(sum) = sums.sum(list.0) {
                    *sum += said;
                }
            }
        }
        sums.sums().to_vec()
    });
    for (list, sum) in &mut found {
        *sum *= u64::from(cx.pack.list_worth(ListId(*list)));
    }
    if found.len() > count {
        found.select_nth_unstable_by_key(count, |(list, sum)| (Reverse(*sum), Reverse(*list)));
        found.truncate(count);
    }
    found.sort_unstable();
    found
}

/// `(likeness / most)^(power − 1)`, 16 fractional bits; 65536 for the most alike.
fn closeness(likeness: u64, most: u64, parameters: &Parameters) -> u64 {
    if parameters.alike_power <= 100 {
        return 1 << 16;
    }
    let share = likeness as f64 / most as f64;
    // Software mathematics: the same bits on every machine.
    libm::round(libm::pow(share, f64::from(parameters.alike_power - 100) / 100.0) * 65_536.0) as u64
}

/// `factor` is worth times closeness, 32 fractional bits.
fn term(place: usize, voice: u32, factor: u64, voices: &[Voice], parameters: &Parameters) -> Term {
    let said = u64::from(voices[voice as usize].loudness);
    // 16 + 32 bits, of which 16 go; then a unit of at most 24 bits with 8 fractional ones.
    let raw = ((said * factor) >> 16) * u64::from(parameters.alike_unit.min(1 << 24));
    let after = (raw >> 24).min(LARGEST);
    let before = after * u64::from(parameters.order.min(100)) / 100;
    Term { place: place as u32, voice, after: after as u32, before: before as u32 }
}
