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

use std::cmp::Reverse;

use crate::engine::score::Scores;
use crate::engine::{Context, Contribution, Evidence, Factors, SignalKind};
use crate::pack::{ListId, TrackId};

use super::Signal;
use super::alike::{Alike, AlikeLists};

const KIND: SignalKind = SignalKind::ListsLikeYours;

pub(super) struct ListsLikeYours;

impl Signal for ListsLikeYours {
    fn reach(&self, cx: &Context<'_>, scores: &mut Scores<'_>) {
        let mixer = i64::from(cx.mixer.weight(KIND));
        let alike = &cx.prepared.alike;
        for a in &alike.lists {
            give(cx, alike, a, mixer, scores);
        }
    }

    fn explain(&self, cx: &Context<'_>, track: TrackId, out: &mut Vec<Contribution>) {
        let mixer = cx.mixer.weight(KIND);
        let alike = &cx.prepared.alike;
        // By voice, the largest part first, of equal ones the newest list.
        let mut parts: Vec<(u32, Reverse<u32>, Reverse<ListId>)> = Vec::new();
        let discount = alike.discount(cx, track);
        for held in alike.held(cx, track) {
            let a = &alike.lists[held.list as usize];
            for term in alike.terms(a).iter().filter(|t| t.place != held.place) {
                let part = term.says_at(held.place);
                let part = discount.map_or(part, |d| d.of(part));
                if part > 0 {
                    parts.push((term.voice, Reverse(part), Reverse(a.list)));
                }
            }
        }
        parts.sort_unstable();
        for own in parts.chunk_by(|a, b| a.0 == b.0) {
            let voice = &alike.voices[own[0].0 as usize];
            let seed = cx.seeds.tracks[voice.seed as usize].track;
            let weight = own.iter().map(|(_, Reverse(part), _)| part).sum();
            let factors = Factors { seed: voice.strength, mixer, weight };
            let lists = own.iter().map(|(_, Reverse(part), Reverse(list))| (*list, *part)).collect();
            let companion = Some(voice.track).filter(|t| *t != seed);
            let evidence = Evidence::Alike { seed, companion, lists };
            out.push(Contribution { signal: KIND, points: factors.points(), evidence, factors });
        }
    }
}

/// Gives the tracks of a list what the voices in it say for them. Where there are discounts every part has its own, which is
/// rounded: they are summed one by one.
fn give(cx: &Context<'_>, alike: &AlikeLists, a: &Alike, mixer: i64, scores: &mut Scores<'_>) {
    let said = |voice: u32, part: u32| i64::from(alike.voices[voice as usize].strength) * i64::from(part);
    if alike.has_discounts() {
        for (place, track) in cx.pack.list_tracks(a.list).enumerate() {
            let Some(discount) = alike.discount(cx, track) else { continue };
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
