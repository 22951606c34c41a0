//! Damaged and hostile packs: whatever the bytes, a pack is refused with a reason or read without a panic.

#![allow(clippy::unwrap_used, reason = "a failed test may end so")]

use glasscrate::build::{CorpusBuilder, NewTrack, PackAbout, build};
use glasscrate::engine::{Question, Settings, SignalKind};
use glasscrate::history::{HeardId, Plays};
use glasscrate::identify::{ArtistSeed, MatchRule, Matcher, Seed, Seeds, phrase};
use glasscrate::pack::{ArtistId, ListId, Pack, PackBytes, Parameters, TagId, TrackId, search};
use glasscrate::trace::{evidence_line, sentence, waterfall};
use proptest::prelude::*;

/// A sound little pack.
fn sound() -> PackBytes {
    let mut corpus = CorpusBuilder::new();
    let tracks: Vec<_> = (0..12)
        .map(|n| {
            let (artist, title, isrc) = (format!("artist {}", n % 4), format!("title {n}"), format!("GB{n}"));
            let tags = vec!["dub", if n % 2 == 0 { "folk" } else { "soul" }];
            let new = NewTrack {
                artist: &artist,
                title: &title,
                year: 1990 + n,
                tags,
                isrc: &isrc,
                ..NewTrack::default()
            };
            corpus.track(&new).unwrap()
        })
        .collect();
    for n in 0..6 {
        let list: Vec<_> = (0..5).map(|m| tracks[(n * 3 + m * m) % 12]).collect();
        corpus.list(&format!("list {n}"), "2020-01-01", &list);
    }
    let about =
        PackAbout { name: "p".into(), about: String::new(), licence: "CC0-1.0".into(), sources: vec![] };
    build(&corpus.finish(), &about, &Parameters::default()).unwrap()
}

/// Touches everything that a pack can be asked.
fn walk(pack: &Pack) {
    let beyond = [0, 1, 11, 12, 1000, u32::MAX];
    for t in pack.tracks().take(100).chain(beyond.map(TrackId)) {
        let _ = (pack.title(t), pack.artist_name(pack.artist(t)), pack.year(t), pack.popularity(t));
        let _ = (pack.popularity_weight(t), pack.tags(t).count(), pack.neighbours(t).count());
        for kind in [MatchRule::Isrc, MatchRule::Mbid, MatchRule::Uri, MatchRule::Folded] {
            let _ = pack.identifier(t, kind);
        }
        for l in pack.lists_with(t) {
            let _ = (pack.list_name(l), pack.list_date(l), pack.list_tracks(l).count());
        }
        let _ = pack.lists_with_both(t, TrackId(0));
    }
    for n in beyond {
        let _ = (
            pack.artist_name(ArtistId(n)),
            pack.tracks_of(ArtistId(n)).count(),
            pack.track_count_of(ArtistId(n)),
        );
        let _ = (pack.list_name(ListId(n)), pack.list_tracks(ListId(n)).count());
        let _ = (pack.tag_name(TagId(n as u16)), pack.tagged(TagId(n as u16)).count());
    }
    let _ = pack.check();
    let _ = search(pack, "title artist", 10);
    let matcher = Matcher::new(pack);
    let _ = matcher.by_name("artist 1", "title 1");
    let _ = matcher.artist("artist 2");
    recommend(pack);
}

/// Ranks, and takes the answer apart.
fn recommend(pack: &Pack) {
    let seed = |n: u32| Seed {
        track: TrackId(n),
        weight: 1024,
        plays: Plays::default(),
        rule: MatchRule::SameName,
        heard: vec![HeardId(n)],
        place: n,
    };
    let seeds = Seeds {
        tracks: vec![seed(0), seed(5), seed(11)],
        artists: vec![ArtistSeed { artist: ArtistId(1), weight: 1024, tracks: 1 }],
        words: phrase(pack, "list 3"),
    };
    let mut settings = Settings { heard_too: true, ..Settings::default() };
    for signal in SignalKind::ALL {
        settings.mixer.set(signal, 50);
    }
    let prepared = Question::prepare(pack, &seeds, &settings);
    let question = Question::new(pack, &seeds, &settings, &prepared);
    let ranking = question.rank(20);
    for r in &ranking.listed {
        let all = question.contributions(r);
        let _ = (sentence(pack, &all), waterfall(pack, &all, r.score, 5));
        let _: Vec<String> = all.iter().map(|c| evidence_line(pack, c)).collect();
    }
    let _ = question.standing(20, TrackId(3));
}

#[derive(Debug, Clone)]
enum Damage {
    Set(prop::sample::Index, u8),
    Word(prop::sample::Index, u32),
    Cut(prop::sample::Index),
    Insert(prop::sample::Index, Vec<u8>),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<prop::sample::Index>();
    prop_oneof![
        4 => (at.clone(), any::<u8>()).prop_map(|(i, b)| Damage::Set(i, b)),
        4 => (at.clone(), prop_oneof![any::<u32>(), 0u32..64, Just(u32::MAX), Just(1 << 31)]).prop_map(|(i, w)| Damage::Word(i, w)),
        1 => at.clone().prop_map(Damage::Cut),
        1 => (at, prop::collection::vec(any::<u8>(), 1..40)).prop_map(|(i, b)| Damage::Insert(i, b)),
    ]
}

fn apply(bytes: &mut Vec<u8>, damage: &Damage) {
    if bytes.is_empty() {
        return;
    }
    let len = bytes.len();
    match damage {
        Damage::Set(i, b) => bytes[i.index(len)] = *b,
        Damage::Word(i, w) => {
            let at = i.index(len) & !3;
            let to = (at + 4).min(len);
            bytes[at..to].copy_from_slice(&w.to_le_bytes()[..to - at]);
        }
        Damage::Cut(i) => bytes.truncate(i.index(len)),
        Damage::Insert(i, more) => {
            let at = i.index(len);
            bytes.splice(at..at, more.iter().copied());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn damaged_tables_are_refused_or_read(
        which in any::<prop::sample::Index>(), damages in prop::collection::vec(damage(), 1..6),
    ) {
        let mut pack = PACK.with(Clone::clone);
        let names: Vec<&'static str> = pack.files.keys().copied().collect();
        let file = pack.files.get_mut(names[which.index(names.len())]).unwrap();
        for d in &damages {
            apply(file, d);
        }
        match Pack::from_bytes(pack) {
            Ok(pack) => walk(&pack),
            Err(e) => prop_assert!(!e.to_string().is_empty()),
        }
    }

    #[test]
    fn damaged_cards_are_refused_or_read(damages in prop::collection::vec(damage(), 1..4)) {
        let mut pack = PACK.with(Clone::clone);
        let mut card = std::mem::take(&mut pack.card).into_bytes();
        for d in &damages {
            apply(&mut card, d);
        }
        pack.card = String::from_utf8_lossy(&card).into_owned();
        if let Ok(pack) = Pack::from_bytes(pack) {
            walk(&pack);
        }
    }
}

thread_local! {
    static PACK: PackBytes = sound();
}

#[test]
fn every_cut_of_every_table_is_refused() {
    let whole = sound();
    for (name, bytes) in &whole.files {
        for len in (0..bytes.len()).step_by(7).chain([bytes.len() - 1]) {
            let mut pack = whole.clone();
            pack.files.insert(name, bytes[..len].to_vec());
            assert!(Pack::from_bytes(pack).is_err(), "{name} cut to {len}");
        }
        let mut pack = whole.clone();
        pack.files.remove(name);
        let refused = Pack::from_bytes(pack).unwrap_err().to_string();
        assert!(refused.contains(name), "{refused}");
    }
}

#[test]
fn every_byte_of_the_small_tables_may_be_wrong() {
    let whole = sound();
    for name in ["lists.arrow", "neighbours.arrow", "tracks.arrow"] {
        let len = whole.files[name].len();
        for at in 0..len {
            for flip in [0xff, 0x80] {
                let mut pack = whole.clone();
                pack.files.get_mut(name).unwrap()[at] ^= flip;
                if let Ok(pack) = Pack::from_bytes(pack) {
                    walk(&pack);
                }
            }
        }
    }
}

#[test]
fn folders_are_refused_with_the_file_that_is_wrong() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("p.pack");
    let whole = sound();
    glasscrate::build::write_pack(&whole, &folder).unwrap();
    walk(&Pack::open(&folder).unwrap());
    for (name, bytes) in &whole.files {
        let path = folder.join(name);
        for wrong in
            [&[][..], &bytes[..bytes.len() / 2], b"ARROW1 but not really, only long enough to look like it"]
        {
            std::fs::write(&path, wrong).unwrap();
            let refused = Pack::open(&folder).unwrap_err().to_string();
            assert!(refused.contains(name), "{refused}");
        }
        std::fs::remove_file(&path).unwrap();
        assert!(Pack::open(&folder).unwrap_err().to_string().contains(name));
        std::fs::create_dir(&path).unwrap();
        assert!(Pack::open(&folder).unwrap_err().to_string().contains(name));
        std::fs::remove_dir(&path).unwrap();
        std::fs::write(&path, bytes).unwrap();
    }
    for card in ["", "format = 1", "format = 99\nnew = true", "\u{0}", &"x".repeat(2 << 20)] {
        std::fs::write(folder.join("card.toml"), card).unwrap();
        assert!(Pack::open(&folder).is_err());
    }
}
