//! Reasons are faithful: bars sum to the score, and a sentence names nothing but the evidence of the largest contributions.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::sync::Arc;

use glasscrate::build::starter_pack;
use glasscrate::history::{HistoryBuilder, RawListen, Source, SourceKind};
use glasscrate::query::{Answer, Listener, Query};
use glasscrate::trace::{sentence, waterfall};

fn listener(plays: &[(&str, &str)]) -> Listener {
    let mut builder = HistoryBuilder::new();
    let source = builder.source(Source { kind: SourceKind::Csv, label: "test".into() });
    for (artist, title) in plays {
        builder.push(source, RawListen::named(artist, title));
    }
    Listener::new(Arc::new(starter_pack().unwrap()), Arc::new(builder.finish().0))
}

fn night() -> (Listener, Answer) {
    let listener = listener(&[
        ("Massive Attack", "Teardrop"),
        ("Massive Attack", "Teardrop"),
        ("Portishead", "Glory Box"),
        ("Nina Simone", "Feeling Good"),
        ("Кино", "Группа крови"),
        ("Nobody", "Knows This One"),
    ]);
    let answer = Query { limit: 200, ..Query::default() }.ask(&listener);
    (listener, answer)
}

#[test]
fn every_waterfall_sums_to_the_score_however_few_its_rows() {
    let (l, a) = night();
    assert!(a.ranking.listed.len() > 50);
    for r in &a.ranking.listed {
        let contributions = a.contributions(&l.pack, r);
        for rows in 1..12 {
            let w = waterfall(&l.pack, &contributions, r.score, rows);
            assert!(w.holds, "{:?} in {rows} rows", r.track);
            assert!(w.bars.len() <= rows);
        }
        assert!(!waterfall(&l.pack, &contributions, r.score + 1, 5).holds, "a wrong score is noticed");
    }
}

#[test]
fn a_sentence_names_the_largest_contributions_and_no_other_track() {
    let (l, a) = night();
    for r in &a.ranking.listed {
        let contributions = a.contributions(&l.pack, r);
        let said = sentence(&l.pack, &contributions);
        let best = contributions.iter().find(|c| c.points > 0).unwrap();
        if let Some(seed) = best.evidence.seed() {
            assert!(said.contains(l.pack.title(seed)), "{said}");
        }
        // Of the seeds, only those may be named whose contribution no other unnamed seed's exceeds.
        let named = |t| said.contains(l.pack.title(t));
        let seeds: Vec<_> =
            contributions.iter().filter(|c| c.points > 0).filter_map(|c| c.evidence.seed()).collect();
        let distinct: Vec<_> =
            seeds.iter().enumerate().filter(|(n, s)| !seeds[..*n].contains(s)).map(|(_, s)| *s).collect();
        for late in distinct.iter().skip(2) {
            assert!(!named(*late), "{said} names {}", l.pack.title(*late));
        }
    }
}

#[test]
fn two_plays_of_trip_hop_lead_to_trip_hop_with_reasons() {
    let (l, a) = night();
    let first = &a.ranking.listed[0];
    let said = sentence(&l.pack, &a.contributions(&l.pack, first));
    assert!(said.starts_with("Because you played"), "{said}");
    assert!(said.contains("Teardrop") || said.contains("Glory Box"), "{said}");
}

#[test]
fn nothing_known_still_gives_a_list_and_calls_it_weak() {
    let l = listener(&[("Nobody", "Knows This One")]);
    let a = Query { limit: 10, ..Query::default() }.ask(&l);
    assert!(!a.has_seeds());
    assert_eq!(a.ranking.listed.len(), 10);
    for r in &a.ranking.listed {
        assert!(sentence(&l.pack, &a.contributions(&l.pack, r)).ends_with("Weak evidence."));
    }
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let plays = [
        ("Portishead", "Roads", Some(1_700_000_000)),
        ("PORTISHEAD", "Roads - Remastered 2008", Some(1_700_900_000)),
        ("Massive Attack", "Teardrop", None),
        ("Nina Simone", "Feeling Good", Some(1_700_500_000)),
        ("Nobody", "Knows This One", Some(1_700_600_000)),
        ("Lamb", "Górecki", Some(1_690_000_000)),
    ];
    let pack = Arc::new(starter_pack().unwrap());
    let hash = |order: &[usize]| {
        let mut builder = HistoryBuilder::new();
        let source = builder.source(Source { kind: SourceKind::Csv, label: "test".into() });
        for n in order {
            let (artist, title, at) = plays[*n];
            builder.push(source, RawListen { at, ..RawListen::named(artist, title) });
        }
        let listener = Listener::new(pack.clone(), Arc::new(builder.finish().0));
        Query { limit: 50, ..Query::default() }.ask(&listener).ranking.hash
    };
    let first = hash(&[0, 1, 2, 3, 4, 5]);
    for order in [[5, 4, 3, 2, 1, 0], [2, 0, 4, 1, 5, 3], [1, 5, 0, 3, 2, 4]] {
        assert_eq!(hash(&order), first, "{order:?}");
    }
    assert_ne!(hash(&[0, 1, 2, 3, 4]), first, "another history has another hash");
}
