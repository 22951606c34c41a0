//! The account for programs.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::history::{HeardId, Plays};
use crate::identify::{MatchRule, NoMatch};
use crate::pack::TrackId;
use crate::sources::ReadReport;

use super::super::Names;
use super::super::json::{self, PackName, Track};
use super::{Account, Reason, SetAside, TOLD};

/// `glasscrate/history/1`. `rows` = `kept` + the sum of `dropped`, in each file and in total.
#[derive(Debug, Serialize)]
pub struct HistoryJson<'a> {
    schema: &'static str,
    pack: PackName<'a>,
    read: &'a ReadReport,
    listens: Counts,
    tracks: Counts,
    matched_by: BTreeMap<MatchRule, usize>,
    unmatched_by: BTreeMap<Reason, usize>,
    #[serde(skip_serializing_if = "<[SetAside]>::is_empty")]
    set_aside: &'a [SetAside],
    #[serde(skip_serializing_if = "Option::is_none")]
    matched: Option<Vec<MatchedLine<'a>>>,
    unmatched: Vec<UnmatchedLine<'a>>,
}

#[derive(Debug, Serialize)]
struct Counts {
    all: usize,
    matched: usize,
}

#[derive(Debug, Serialize)]
struct MatchedLine<'a> {
    title: &'a str,
    artist: &'a str,
    plays: u32,
    skips: u32,
    rule: MatchRule,
    track: Track<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

#[derive(Debug, Serialize)]
struct UnmatchedLine<'a> {
    title: &'a str,
    artist: &'a str,
    plays: u32,
    skips: u32,
    reason: Reason,
    #[serde(skip_serializing_if = "Option::is_none")]
    other_version: Option<Track<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

/// The account for programs. Without `all` it holds the first [`TOLD`] unmatched tracks and no matched ones.
#[must_use]
pub fn json<'a>(account: &'a Account<'a>, all: bool) -> HistoryJson<'a> {
    let listener = account.listener;
    let names = Names::new(&listener.pack);
    let shown = if all { account.unmatched.len() } else { TOLD.min(account.unmatched.len()) };
    let matched = all.then(|| {
        let line = |(id, plays, track, rule): &(HeardId, Plays, TrackId, MatchRule)| {
            let t = account.heard(*id);
            let (title, artist) = (&*t.title, &*t.artist);
            let track = json::track(names, *track);
            let link = account.link(*id);
            MatchedLine { title, artist, plays: plays.plays, skips: plays.skips, rule: *rule, track, link }
        };
        account.matched.iter().map(line).collect()
    });
    let unmatched = account.unmatched[..shown].iter().map(|(id, plays, why)| {
        let t = account.heard(*id);
        let other_version = match why {
            NoMatch::OtherVersion(other) => Some(json::track(names, *other)),
            _ => None,
        };
        UnmatchedLine {
            title: &t.title,
            artist: &t.artist,
            plays: plays.plays,
            skips: plays.skips,
            reason: Reason::of(*why),
            other_version,
            link: account.link(*id),
        }
    });
    HistoryJson {
        schema: "glasscrate/history/1",
        pack: json::pack_name(names),
        read: account.report,
        listens: Counts { all: listener.history.listens().len(), matched: account.matched_listens },
        tracks: Counts { all: listener.history.tracks().len(), matched: account.matched.len() },
        matched_by: account.rules(),
        unmatched_by: account.reasons().into_iter().collect(),
        set_aside: &account.set_aside,
        matched,
        unmatched: unmatched.collect(),
    }
}
