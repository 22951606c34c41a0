//! `lists-like-yours`: the candidate stands in the lists that are most like the history.
//!
//! ```text
//! points = strength · mixer · Σ over lists p of d_i · b_jp            where the candidate i stands after j in p
//!                                             of d_i · order · b_jp   where it stands before
//! ```
//!
//! for each voice `j` (a seed, or a companion that speaks for one: `voices`), over the most alike lists that hold it and the
//! candidate, with `b` and `d` as in `alike`: what everybody plays says little, and so do long and old lists. `order` is a parameter of
//! the pack. (The playlist neighbourhoods of Kelen et al., *Efficient k-NN for playlist continuation*, 2018; bounded for each
//! seed as in Kersbergen et al., *Serenade*, 2022.) The sum is over pairs of a voice and a list, and the evidence is the lists
//! themselves. No track speaks for itself.

use std::sync::Arc;

use crate::engine::score::Scores;
use crate::engine::{Context, Contribution, Evidence, Factors, Parts, SignalKind};
use crate::pack::{ListId, TrackId};

use super::Signal;
use super::alike::{Alike, AlikeLists};

const KIND: SignalKind = SignalKind::ListsLikeYours;

pub(super) struct ListsLikeYours;

impl Signal for ListsLikeYours {
    fn reach(&self, cx: &Context<'_>, scores: &mut Scores<'_, '_>) {
        let mixer = i64::from(cx.mixer.weight(KIND));
        let alike = &cx.prepared.alike;
        for a in &alike.lists {
            give(cx, alike, a, mixer, scores);
        }
    }

    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>) {
        let mixer = cx.mixer.weight(KIND);
        let alike = &cx.prepared.alike;
        let mut parts: Vec<Part> = Vec::new();
        let discount = alike.discount(cx.pack, track);
        for held in alike.held(cx, track).iter() {
            let a = &alike.lists[held.list as usize];
            for term in alike.terms(a).iter().filter(|t| t.place != held.place) {
                let points = term.says_at(held.place);
                let points = discount.map_or(points, |d| d.of(points));
                if points > 0 {
                    parts.push(Part::of(term.voice, points, a.list));
                }
            }
        }
        parts.sort_unstable();
        let lists: Arc<[(ListId, u32)]> = parts.iter().map(|p| (p.list(), p.points())).collect();
        let mut from = 0;
        for own in parts.chunk_by(|a, b| a.voice() == b.voice()) {
            let voice = &alike.voices[own[0].voice()];
            let seed = cx.seeds.tracks[voice.seed as usize].track;
            let weight = own.iter().map(|p| p.points()).sum();
            let factors = Factors { seed: voice.strength, mixer, weight };
            let lists = Parts::of(&lists, from..from + own.len());
            from += own.len();
            let companion = Some(voice.track).filter(|t| *t != seed);
            let evidence = Evidence::Alike { seed, companion, lists };
            out.push(Contribution { signal: KIND, points: factors.points(), evidence, factors });
        }
    }
}

/// What one list gives for one voice, in one number, since explaining puts very many of them in order: by voice, the largest part
/// first, of equal ones the newest list. Voices are below 2^13 (seeds and companions are bounded in `voices`), parts below 2^19.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Part(u64);

impl Part {
    const POINTS: u32 = (1 << 19) - 1;

    fn of(voice: u32, points: u32, list: ListId) -> Self {
        Self(u64::from(voice) << 51 | u64::from(Self::POINTS - points) << 32 | u64::from(!list.0))
    }

    fn voice(self) -> usize {
        (self.0 >> 51) as usize
    }

    fn points(self) -> u32 {
        Self::POINTS - ((self.0 >> 32) as u32 & Self::POINTS)
    }

    fn list(self) -> ListId {
        ListId(!(self.0 as u32))
    }
}

/// Gives the tracks of a list what the voices in it say for them. Where there are discounts every part has its own, which is
/// rounded: they are summed one by one.
fn give(cx: &Context<'_>, alike: &AlikeLists, a: &Alike, mixer: i64, scores: &mut Scores<'_, '_>) {
    let said = |voice: u32, part: u32| i64::from(alike.voices[voice as usize].strength) * i64::from(part);
    if alike.has_discounts() {
        for (place, track) in cx.pack.list_tracks(a.list).enumerate() {
            let Some(discount) = alike.discount(cx.pack, track) else { continue };
            let others = alike.terms(a).iter().filter(|t| t.place as usize != place);
            let sum: i64 = others.map(|t| said(t.voice, discount.of(t.says_at(place as u32)))).sum();
            scores.add(track, sum * mixer);
        }
        return;
    }
    // Walks the list once, with what all voices say for the place it has come to.
    let mut terms = alike.terms(a).iter().peekable();
    let mut now: i64 = terms.clone().map(|t| said(t.voice, t.before)).sum();
    for (place, track) in cx.pack.list_tracks(a.list).enumerate() {
        let Some(own) = terms.next_if(|t| t.place as usize == place) else {
            scores.add(track, now * mixer);
            continue;
        };
        // A voice hears all but itself.
        let others = now - said(own.voice, own.before);
        scores.add(track, others * mixer);
        now = others + said(own.voice, own.after);
    }
}
