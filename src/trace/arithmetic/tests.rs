//! Every contribution is worked out to what the ranking used, and the numbers that are shown multiply to its points.

use std::sync::Arc;

use super::*;
use crate::build::{CorpusBuilder, NewTrack, PackAbout, build, starter_pack};
use crate::choices::{Choice, Choices, Lever, Made};
use crate::history::{DAY, HistoryBuilder, Outcome, RawListen, Source, SourceKind};
use crate::pack::Parameters;
use crate::query::{Answer, Listener, Query};

const HEARD: [(&str, &str); 7] = [
    ("Massive Attack", "Teardrop"),
    ("Portishead", "Glory Box"),
    ("Björk", "Jóga"),
    ("Tricky", "Overcome"),
    ("Massive Attack", "A Song They Never Made"),
    ("Lamb", "Górecki"),
    ("UNKLE", "Lonely Soul"),
];

fn listener(pack: Pack, heard: &[(&str, &str)]) -> Listener {
    let mut builder = HistoryBuilder::new();
    let source = builder.source(Source { kind: SourceKind::Starter, label: "test".into() });
    for (n, (artist, title)) in heard.iter().enumerate() {
        for play in 0..=n as i64 {
            let at = Some(900_000_000 - n as i64 * 9 * DAY - play * DAY);
            let outcome = if play == 3 { Outcome::Skipped } else { Outcome::Played };
            builder.push(source, RawListen { at, outcome, ..RawListen::named(artist, title) });
        }
    }
    Listener::new(Arc::new(pack), Arc::new(builder.finish().0))
}

/// Every signal speaks.
fn loud(limit: usize) -> Query {
    let weight = |s| Lever::Weight(s, if s == SignalKind::ArtistRepeat { 15 } else { 37 });
    let levers = SignalKind::ALL.into_iter().map(weight).chain([Lever::Heard]);
    let choices = Choices::starting_with(levers.map(|l| Made::now(Choice::Set(l))));
    Query { choices, limit, phrase: "night songs list 3".into() }
}

fn each(listener: &Listener, answer: &Answer, mut check: impl FnMut(&Contribution, &Working)) {
    let pack = &listener.pack;
    for ranked in &answer.ranking.listed {
        let contributions = answer.contributions(pack, ranked);
        let of = Subject {
            pack,
            seeds: &answer.seeds,
            prepared: answer.prepared(),
            track: ranked.track,
            contributions: &contributions,
            heaviest: Some(heaviest(pack)),
        };
        for c in &contributions {
            check(c, &arithmetic(&of, c));
        }
    }
}

/// The integers of a line, blanks between thousands taken out.
fn product_of(line: &str) -> Option<i128> {
    let (_, product) = line.split_once(": ")?;
    let (factors, result) = product.split_once(" = ")?;
    let number =
        |s: &str| s.replace([' ', '\u{a0}'], "").replace('−', "-").replace('✓', "").parse::<i128>().ok();
    let product = factors.split(" · ").map(number).product::<Option<i128>>()?;
    (Some(product) == number(result)).then_some(product)
}

fn signals_worked_out(listener: &Listener, query: &Query) -> Vec<SignalKind> {
    let mut seen = Vec::new();
    each(listener, &query.ask(listener), |c, working| {
        assert!(working.holds(), "{working:#?}");
        let results = working.lines.iter().filter(|l| l.role == Role::Holds).count();
        assert!(results > 0, "{working:#?}");
        if c.signal != SignalKind::ArtistRepeat {
            let line = working
                .lines
                .iter()
                .find(|l| l.text.starts_with("in 1/6\u{a0}710\u{a0}886\u{a0}400"))
                .unwrap();
            assert_eq!(product_of(&line.text), Some(c.points.into()), "{}", line.text);
        }
        if !seen.contains(&c.signal) {
            seen.push(c.signal);
        }
    });
    seen
}

#[test]
fn every_contribution_of_the_starter_pack_is_worked_out() {
    let listener = listener(starter_pack().unwrap(), &HEARD);
    let mut seen = signals_worked_out(&listener, &loud(120));
    seen.sort_unstable();
    // The starter pack fits nothing.
    let wanted: Vec<_> = SignalKind::ALL.into_iter().filter(|s| seen.contains(s)).collect();
    assert_eq!(seen, wanted);
    assert!(seen.len() >= 9, "{seen:?}");
}

/// A pack of dated lists, where age, power, recency and companions matter.
fn dated() -> Pack {
    let mut corpus = CorpusBuilder::new();
    let tracks: Vec<_> = (0..30)
        .map(|n| {
            let (artist, title) = (format!("artist {}", n % 7), format!("title {n}"));
            corpus.track(&NewTrack { artist: &artist, title: &title, ..NewTrack::default() }).unwrap()
        })
        .collect();
    for n in 0..60usize {
        let list: Vec<_> = (0..4 + n % 7).map(|k| tracks[(n * n + k * (1 + n % 3)) % 30]).collect();
        let date = if n % 5 == 0 { String::new() } else { format!("19{:02}-01-01", 40 + n / 2) };
        corpus.list(&format!("list {n}"), &date, &list);
    }
    let about =
        PackAbout { name: "w".into(), about: String::new(), licence: "CC0-1.0".into(), sources: vec![] };
    let parameters =
        Parameters { half_life: 50, alike_power: 200, recency: 50, alike: 20, ..Parameters::DEFAULT };
    Pack::from_bytes(build(&corpus.finish(), &about, &parameters).unwrap()).unwrap()
}

#[test]
fn ages_powers_and_places_are_worked_out_too() {
    let names: Vec<(String, String)> =
        [3, 9, 14, 22].iter().map(|n| (format!("artist {}", n % 7), format!("title {n}"))).collect();
    let heard: Vec<(&str, &str)> = names.iter().map(|(a, t)| (a.as_str(), t.as_str())).collect();
    let seen = signals_worked_out(&listener(dated(), &heard), &loud(30));
    for signal in [SignalKind::Together, SignalKind::Fitted, SignalKind::ListsLikeYours, SignalKind::Follows]
    {
        assert!(seen.contains(&signal), "{signal}");
    }
}

#[test]
fn what_does_not_agree_is_said() {
    let listener = listener(starter_pack().unwrap(), &HEARD);
    let answer = loud(20).ask(&listener);
    let ranked = &answer.ranking.listed[0];
    let mut contributions = answer.contributions(&listener.pack, ranked);
    contributions[0].factors.weight += 1;
    let of = Subject {
        pack: &listener.pack,
        seeds: &answer.seeds,
        prepared: answer.prepared(),
        track: ranked.track,
        contributions: &contributions,
        heaviest: Some(heaviest(&listener.pack)),
    };
    let working = arithmetic(&of, &contributions[0]);
    assert!(!working.holds());
    assert!(working.lines.iter().any(|l| l.role == Role::Differs && l.text.contains('✗')));
}

#[test]
fn thousands_are_parted() {
    for (n, text) in
        [(0i64, "0"), (999, "999"), (1000, "1\u{a0}000"), (-6_710_886_400, "−6\u{a0}710\u{a0}886\u{a0}400")]
    {
        assert_eq!(integer(n), text);
    }
}
