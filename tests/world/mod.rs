//! Small packs made in memory, histories for them, and their traces: what the tests of reasons share.

#![allow(dead_code, unreachable_pub, reason = "each test file uses what it needs")]
#![allow(clippy::unwrap_used, reason = "a failed test may end so")]

use std::sync::Arc;

use glasscrate::build::{CorpusBuilder, NewTrack, PackAbout, build};
use glasscrate::choices::{Block, Choice, Choices, Lever, Made, Part, Years};
use glasscrate::engine::{MixStep, SignalKind};
use glasscrate::history::{HistoryBuilder, Outcome, RawListen, Source, SourceKind};
use glasscrate::pack::{Pack, Parameters, SourceCard, digest_of};
use glasscrate::query::{Answer, Listener, Query};
use glasscrate::trace::document::{Asked, Inputs, Subject, inputs, write};

/// Name, date, and tracks by artist and title.
pub type List<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

/// A pack of lists.
pub fn pack(lists: &[List<'_>]) -> Pack {
    let mut corpus = CorpusBuilder::new();
    for (name, date, tracks) in lists {
        let numbers: Vec<_> = tracks
            .iter()
            .map(|(artist, title)| {
                let tags = if artist.len() % 2 == 0 { vec!["trip-hop", "night"] } else { vec!["night"] };
                corpus.track(&NewTrack { artist, title, tags, ..NewTrack::default() }).unwrap()
            })
            .collect();
        corpus.list(name, date, &numbers);
    }
    let source = SourceCard { name: "lists".into(), licence: "CC0-1.0".into(), digest: digest_of(b"lists") };
    let about = PackAbout {
        name: "small".into(),
        about: "for tests".into(),
        licence: "CC0-1.0".into(),
        sources: vec![source],
    };
    Pack::from_bytes(build(&corpus.finish(), &about, &Parameters::default()).unwrap()).unwrap()
}

/// Nights and rains.
pub fn small() -> Pack {
    let (roads, glory, mysterons) =
        (("Portishead", "Roads"), ("Portishead", "Glory Box"), ("Portishead", "Mysterons"));
    let (teardrop, angel) = (("Massive Attack", "Teardrop"), ("Massive Attack", "Angel"));
    let (hell, black) = (("Tricky", "Hell Is Round the Corner"), ("Tricky", "Black Steel"));
    let bird = ("Moondog", "Bird's Lament");
    pack(&[
        ("Night", "2021-05-01", &[roads, teardrop, hell, bird]),
        ("Late night", "2021-06-01", &[teardrop, roads, angel, glory]),
        ("Rain", "2022-01-01", &[glory, mysterons, teardrop]),
        ("Rain at night", "", &[hell, black, roads, angel]),
        ("Alone", "2020-01-01", &[bird, mysterons]),
    ])
}

/// One row of a history: artist, title, days ago, and whether it was skipped.
pub type Heard<'a> = (&'a str, &'a str, i64, bool);

/// A history with a play twice, a skip, a remaster, and tracks that the pack does not know.
pub const HEARD: [Heard<'_>; 7] = [
    ("Massive Attack", "Teardrop", 0, false),
    ("Massive Attack", "Teardrop", 40, false),
    ("Portishead", "Roads - Remastered 2011", 3, false),
    ("Portishead", "Roads", 9, true),
    ("Tricky", "Unknown to the Pack", 12, false),
    ("Moondog", "Bird's Lament", 200, false),
    ("Nobody", "Known", 1, false),
];

/// Reads a history against a pack.
pub fn listener(pack: &Arc<Pack>, heard: &[Heard<'_>]) -> Listener {
    let mut builder = HistoryBuilder::new();
    let source = builder.source(Source { kind: SourceKind::Csv, label: "listens.csv".into() });
    for (artist, title, days, skipped) in heard {
        let outcome = if *skipped { Outcome::Skipped } else { Outcome::Played };
        let at = Some(1_700_000_000 - days * 86_400);
        builder.push(source, RawListen { at, outcome, ..RawListen::named(artist, title) });
    }
    Listener::new(Arc::clone(pack), Arc::new(builder.finish().0))
}

/// A mix in which every signal speaks.
pub fn all_signals() -> Vec<MixStep> {
    use SignalKind::{
        ArtistRepeat, ArtistsTogether, Fitted, Follows, HeardBefore, ListName, ListsLikeYours, Popularity,
        SameArtist, Tags, Together,
    };
    vec![
        (Together, 50),
        (Fitted, 30),
        (ListsLikeYours, 100),
        (Follows, 40),
        (ListName, 100),
        (ArtistsTogether, 25),
        (SameArtist, 20),
        (Tags, 10),
        (Popularity, 2),
        (HeardBefore, -10),
        (ArtistRepeat, 15),
    ]
}

/// A question in which everything is used that a document can hold.
pub fn everything() -> Query {
    let weights = all_signals().into_iter().map(|(signal, weight)| Lever::Weight(signal, weight));
    let levers = weights.chain([Lever::Heard]).map(Choice::Set);
    let blocks = [
        Block::Artist("Moondog".into()),
        Block::Tag("polka".into()),
        Block::Years(Years { from: 1900, to: 1950 }),
        Block::HeardWithin(1),
    ];
    let blocks = blocks.map(Choice::Block);
    Query {
        choices: Choices::starting_with(levers.chain(blocks).map(Made::now)),
        limit: 5,
        phrase: "rain at night".into(),
    }
}

/// A question with parts of the history set aside: an artist, and what was heard on a day.
pub fn partly() -> Query {
    let day = "2023-11-05".parse().unwrap();
    let parts = [Part::Artist("Tricky".into()), Part::Period(day), Part::Tag("trip-hop".into())];
    let choices = Choices::starting_with(parts.map(Choice::Without).map(Made::now));
    Query { choices, limit: 5, phrase: String::new() }
}

/// The inputs of an answer; seeds are withheld because of `withheld`.
pub fn inputs_of<'a>(
    listener: &'a Listener,
    query: &'a Query,
    answer: &'a Answer,
    withheld: &[SourceKind],
) -> Inputs<'a> {
    let asked = Asked {
        limit: query.limit as u32,
        phrase: &query.phrase,
        settings: answer.settings(),
        weight: answer.weight(),
        aside: answer.aside(),
    };
    inputs(&listener.pack, &listener.history, &listener.matches, &answer.seeds, &asked, withheld)
}

/// The trace of a question, as bytes.
pub fn trace_of(listener: &Listener, query: &Query, withheld: &[SourceKind]) -> Vec<u8> {
    let answer = query.ask(listener);
    let inputs = inputs_of(listener, query, &answer, withheld);
    let mut out = Vec::new();
    let subject = Subject {
        pack: &listener.pack,
        seeds: &answer.seeds,
        question: answer.question(&listener.pack),
        ranking: &answer.ranking,
        inputs: &inputs,
        may_be_shared: true,
    };
    write(&mut out, &subject).unwrap();
    out
}
