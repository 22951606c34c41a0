//! The promises of choices, held against random ones.

use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::document::Document;
use super::*;
use crate::build::starter_pack;
use crate::engine::{Place, Rule, SignalKind};
use crate::history::{DAY, HeardTrack, History, HistoryBuilder, RawListen, Source, SourceKind};
use crate::pack::Pack;
use crate::query::{Listener, Query};
use std::sync::{Arc, LazyLock};

static PACK: LazyLock<Arc<Pack>> = LazyLock::new(|| Arc::new(starter_pack().unwrap()));

/// 2026-01-15T12:00:00Z.
const NOW: i64 = 1_768_478_400;

/// Twelve tracks of the starter pack and two that it does not know, two sources, one listen every nineteen hours.
fn history() -> History {
    let mut builder = HistoryBuilder::new();
    let a = builder.source(Source { kind: SourceKind::Csv, label: "a.csv".into() });
    let b = builder.source(Source { kind: SourceKind::SpotifyAccount, label: "b.json".into() });
    let unknown = [
        ("Nobody At All", "Nothing"),
        (PACK.artist_name(PACK.artist(crate::pack::TrackId(0))), "Not In There"),
    ];
    let known = PACK.tracks().step_by(37).take(12).map(|t| (PACK.artist_name(PACK.artist(t)), PACK.title(t)));
    let names: Vec<(&str, &str)> = known.chain(unknown).collect();
    for n in 0..60i64 {
        // The last of them were heard then and never again.
        let (artist, title) = names[if n < 50 { n * n % 14 } else { n % 14 } as usize];
        let mut raw = RawListen { at: Some(NOW - n * 19 * 3600), ..RawListen::named(artist, title) };
        raw.track.album = (n % 2 == 0).then(|| format!("{artist}'s record").into());
        builder.push(if n % 3 == 0 { a } else { b }, raw);
    }
    builder.finish().0
}

fn listener() -> Listener {
    Listener::new(PACK.clone(), Arc::new(history()))
}

fn track_name() -> impl Strategy<Value = TrackName> {
    let known =
        (0u32..PACK.track_count() as u32).prop_map(|t| TrackName::of_pack(&PACK, crate::pack::TrackId(t)));
    let plain = ("\\PC{1,12}", "\\PC{1,12}").prop_map(|(a, t)| TrackName::new(&a, &t));
    prop_oneof![known, plain.prop_filter("named", |t| !t.artist().is_empty() && !t.title().is_empty())]
}

fn name() -> impl Strategy<Value = String> {
    let artist =
        prop::sample::select(vec!["Portishead", "Massive Attack", "Björk", "Nobody"]).prop_map(str::to_owned);
    prop_oneof![
        artist,
        "\\PC{1,12}"
            .prop_map(|t| crate::text::clean(&t).into_owned())
            .prop_filter("named", |t| !t.is_empty())
    ]
}

fn years() -> impl Strategy<Value = Years> {
    (1950u16..2020, 0u16..15).prop_map(|(from, more)| Years { from, to: from + more })
}

fn part() -> impl Strategy<Value = Part> {
    let day = || (2025i16..2027, 1i8..13, 1i8..29).prop_map(|(y, m, d)| date(y, m, d));
    prop_oneof![
        track_name().prop_map(Part::Track),
        name().prop_map(Part::Artist),
        (prop::option::of(name()), name()).prop_map(|(artist, album)| Part::Album { artist, album }),
        name().prop_map(Part::Tag),
        years().prop_map(Part::Years),
        (day(), day()).prop_map(|(a, b)| Part::Period(Period { from: a.min(b), to: a.max(b) })),
        (0u8..24, 0u8..24).prop_map(|(from, to)| Part::Hours(Hours { from, to })),
        prop_oneof![Just("csv".to_owned()), Just("b.json".to_owned()), name()].prop_map(Part::Source),
    ]
}

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        track_name().prop_map(Block::Track),
        name().prop_map(Block::Artist),
        prop::sample::select(vec!["rock", "trip-hop", "none such"]).prop_map(|t| Block::Tag(t.to_owned())),
        years().prop_map(Block::Years),
        Just(Block::HeardArtists),
        Just(Block::Unheard),
        (1u32..400).prop_map(Block::HeardWithin),
    ]
}

fn lever() -> impl Strategy<Value = Lever> {
    prop_oneof![
        (prop::sample::select(SignalKind::ALL.to_vec()), 0i32..100).prop_map(|(s, w)| Lever::Weight(s, w)),
        (0u32..1000).prop_map(Lever::HalfLife),
        Just(Lever::Heard),
        (-100i32..=100).prop_map(Lever::Familiar),
        (-100i32..=100).prop_map(Lever::Popular),
        (0..PRESETS.len()).prop_map(|n| Lever::Preset(&PRESETS[n])),
    ]
}

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![
        part().prop_map(Choice::Without),
        block().prop_map(Choice::Block),
        lever().prop_map(Choice::Set)
    ]
}

#[derive(Debug, Clone)]
enum Do {
    Make(Choice),
    MakeAll(Vec<Choice>),
    Adjust(Lever),
    Toggle(Choice),
    Lift(Choice),
    Reset,
    Clear,
    Undo,
    Redo,
}

fn deed() -> impl Strategy<Value = Do> {
    prop_oneof![
        3 => choice().prop_map(Do::Make),
        1 => prop::collection::vec(choice(), 0..4).prop_map(Do::MakeAll),
        3 => lever().prop_map(Do::Adjust),
        2 => choice().prop_map(Do::Toggle),
        1 => choice().prop_map(Do::Lift),
        1 => Just(Do::Reset),
        1 => Just(Do::Clear),
        2 => Just(Do::Undo),
        1 => Just(Do::Redo),
    ]
}

fn carry_out(choices: &mut Choices, deed: Do) {
    match deed {
        Do::Make(c) => drop(choices.make(c)),
        Do::MakeAll(all) => drop(choices.make_all(all)),
        Do::Adjust(lever) => drop(choices.adjust(Choice::Set(lever))),
        Do::Toggle(c) => drop(choices.toggle(c)),
        Do::Lift(c) => drop(choices.lift(&c)),
        Do::Reset => drop(choices.reset_levers()),
        Do::Clear => drop(choices.clear()),
        Do::Undo => drop(choices.undo().map(|_| ())),
        Do::Redo => drop(choices.redo().map(|_| ())),
    }
}

proptest! {
    #[test]
    fn undoing_all_is_the_start_and_redoing_all_the_end(
        start in prop::collection::vec(choice(), 0..6), deeds in prop::collection::vec(deed(), 0..30),
    ) {
        let begun = Choices::starting_with(start.into_iter().map(Made::now));
        prop_assert!(begun.done().is_empty());
        let mut choices = begun.clone();
        for deed in deeds {
            carry_out(&mut choices, deed);
            // One place for one thing.
            let made = choices.made();
            for (n, m) in made.iter().enumerate() {
                prop_assert!(made[..n].iter().all(|o| !o.choice.same_place(&m.choice)));
            }
            prop_assert!(choices.done().iter().all(|s| !s.words().is_empty()));
        }
        while choices.redo().is_some() {}
        let (end, steps) = (choices.made().to_vec(), choices.done().len());
        let mut seen = vec![end.clone()];
        while choices.undo().is_some() {
            seen.push(choices.made().to_vec());
        }
        prop_assert_eq!(choices.made(), begun.made());
        prop_assert_eq!(choices.undone().len(), steps);
        for wanted in seen.iter().rev().skip(1) {
            prop_assert!(choices.redo().is_some());
            prop_assert_eq!(choices.made(), &wanted[..]);
        }
        prop_assert_eq!(choices.made(), &end[..]);
    }

    #[test]
    fn every_step_changes_something(deeds in prop::collection::vec(deed(), 0..20)) {
        let mut choices = Choices::default();
        for deed in deeds {
            let (before, steps) = (choices.made().to_vec(), choices.done().len());
            let adjusts = matches!(deed, Do::Adjust(_));
            carry_out(&mut choices, deed);
            prop_assert!(adjusts || (choices.done().len() != steps) == (choices.made() != before));
        }
    }

    #[test]
    fn what_is_kept_is_read_back(made in prop::collection::vec((choice(), 0u8..3), 0..12)) {
        let lasts = |n| if n == 0 { Lasts::Until(date(2027, 2, 28)) } else { Lasts::Kept };
        let wanted = Choices::starting_with(made.into_iter().map(|(choice, n)| Made { choice, lasts: lasts(n) }));
        let mut document = Document::default();
        for m in wanted.made() {
            prop_assert!(document.keep(m), "{:?}", m);
            prop_assert!(!document.keep(m));
        }
        let text = document.to_string();
        prop_assert!(text.starts_with("# What glasscrate leaves out"));
        let back: Document = text.parse().unwrap();
        let entries = back.entries();
        prop_assert!(entries.iter().all(|e| e.found.is_ok()), "{text}");
        prop_assert_eq!(entries.len(), wanted.made().len());
        for m in wanted.made() {
            prop_assert!(entries.iter().any(|e| e.found.as_ref() == Ok(m)), "{:?} in {}", m, text);
        }
        prop_assert_eq!(back.on(date(2027, 3, 1)).len(), wanted.made().iter().filter(|m| m.lasts == Lasts::Kept).count());
        for m in wanted.made() {
            prop_assert!(document.forget(&m.choice) && !document.forget(&m.choice));
        }
        prop_assert!(document.entries().is_empty());
        prop_assert_eq!(document.to_string(), document::HEADER);
    }

    #[test]
    fn no_text_is_too_strange_for_the_kept_file(text in "\\PC{0,200}") {
        if let Ok(document) = text.parse::<Document>() {
            let _ = (document.entries(), document.on(date(2026, 1, 1)), document.to_string());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_blocked_is_never_listed_and_unblocking_restores_the_very_ranking(
        blocks in prop::collection::vec(block(), 1..5), levers in prop::collection::vec(lever(), 0..3),
    ) {
        let listener = listener();
        let start = levers.into_iter().map(|l| Made::now(Choice::Set(l)));
        let mut query = Query { limit: 60, choices: Choices::starting_with(start), ..Query::default() };
        let before = query.ask(&listener);
        query.choices.make_all(blocks.into_iter().map(Choice::Block));
        let blocked = query.ask(&listener);
        let rules = &blocked.settings().rules;
        for r in &blocked.ranking.listed {
            prop_assert_eq!(rules.on(&PACK, &blocked.seeds, r.track), None);
        }
        // The list is as full as the catalogue lets it be, and the others keep their order and scores.
        let kept: Vec<_> = before.ranking.listed.iter().filter(|r| rules.on(&PACK, &before.seeds, r.track).is_none()).collect();
        let same = before.settings().mixer == blocked.settings().mixer;
        let plain = blocked.settings().mixer.weight(SignalKind::ArtistRepeat) == 0;
        if same && plain && before.settings().heard_too == blocked.settings().heard_too {
            for (a, b) in kept.iter().zip(&blocked.ranking.listed) {
                prop_assert_eq!((a.track, a.score), (b.track, b.score));
            }
        }
        for (rank, track, rule) in blocked.kept_out(&PACK) {
            let place = blocked.standing(&PACK, track).place;
            prop_assert!(matches!(place, Place::Ruled(named, Some(_)) if named == rule), "{:?} {}", place, rank);
        }
        while query.choices.undo().is_some() {}
        let after = query.ask(&listener);
        prop_assert_eq!(&after.ranking, &before.ranking);
        prop_assert_eq!(after.seeds, before.seeds);
    }

    #[test]
    fn what_is_set_aside_says_nothing_and_stays_heard(parts in prop::collection::vec(part(), 1..4)) {
        let listener = listener();
        let all = Query { limit: 20, ..Query::default() }.ask(&listener);
        let mut query = Query { limit: 20, ..Query::default() };
        query.choices.make_all(parts.iter().cloned().map(Choice::Without));
        let answer = query.ask(&listener);
        let tracks = |a: &crate::query::Answer| {
            let mut t: Vec<_> = a.seeds.tracks.iter().map(|s| s.track).collect();
            t.sort_unstable();
            t
        };
        prop_assert_eq!(tracks(&answer), tracks(&all));
        let silent = |n: usize, l: &crate::history::Listen| answer.aside().silences(n, l.track);
        for seed in &answer.seeds.tracks {
            let listens = listener.history.listens().iter().enumerate();
            let speaking = listens.filter(|(n, l)| seed.heard.contains(&l.track) && !silent(*n, l)).count();
            prop_assert_eq!(seed.weight > 0, speaking > 0);
            if speaking > 0 {
                prop_assert_eq!(seed.plays.plays as usize, speaking);
            }
        }
        // Each part by itself names the listens that it silences.
        for part in &parts {
            for listen in behind(part, &listener.heard()) {
                let n = listener.history.listens().iter().position(|l| std::ptr::eq(l, listen)).unwrap();
                prop_assert!(silent(n, listen));
            }
        }
    }

    #[test]
    fn taking_a_belief_away_takes_its_weight_away(by in prop::sample::select(By::ALL.to_vec()), pick in any::<prop::sample::Index>()) {
        let listener = listener();
        let mut query = Query::default();
        let before = query.ask(&listener);
        let beliefs = before.beliefs(&listener, by);
        let belief = pick.get(&beliefs.all).clone();
        prop_assert!(belief.weight > 0 && belief.weight <= beliefs.total);
        prop_assert!(behind(&belief.part, &listener.heard()).next().is_some());
        query.choices.make(Choice::Without(belief.part.clone()));
        let after = query.ask(&listener).beliefs(&listener, by);
        let still = after.all.iter().find(|b| b.part == belief.part).map_or(0, |b| b.weight);
        prop_assert_eq!(still, 0, "{}", belief.name);
        prop_assert!(after.total < beliefs.total);
    }
}

#[test]
fn the_parts_of_a_history_by_hand() {
    let listener = listener();
    let heard = listener.heard();
    let count = |part: &Part| behind(part, &heard).count();
    let whole = listener.history.listens().len();
    assert_eq!(count(&Part::Source("csv".into())) + count(&Part::Source("b.json".into())), whole);
    assert_eq!(count(&Part::Source("spotify-account".into())), count(&Part::Source("b.json".into())));
    assert_eq!(count(&Part::Hours(Hours { from: 0, to: 23 })), whole);
    let (night, day) = (Hours { from: 22, to: 5 }, Hours { from: 6, to: 21 });
    assert_eq!(count(&Part::Hours(night)) + count(&Part::Hours(day)), whole);
    // From the fourteenth, midnight, to the fifteenth, noon: 36 hours, one listen every nineteen.
    let period: Period = "2026-01-14..2026-01-15".parse().unwrap();
    assert_eq!(count(&Part::Period(period)), 2);
    assert_eq!(count(&Part::Period("1999".parse().unwrap())), 0);
    let own: &HeardTrack = listener.history.tracks().iter().find(|t| t.album.is_some()).unwrap();
    let (album, artist) = (own.album.as_deref().unwrap().to_uppercase(), own.artist.to_string());
    let of = |artist: Option<&str>| Part::Album { artist: artist.map(str::to_owned), album: album.clone() };
    let listens = count(&of(Some(&artist)));
    assert!(listens > 0 && listens == count(&of(None)));
    assert_eq!(count(&of(Some("Somebody Else"))), 0);
    assert!(count(&Part::Artist(artist)) >= listens);
    assert_eq!(
        count(&Part::Artist("nobody AT all".into())),
        count(&Part::Track(TrackName::new("Nobody at All", "nothing")))
    );
}

#[test]
fn a_period_follows_the_clock_of_the_listener() {
    // One second after noon UTC of the fifteenth is the sixteenth in a zone fourteen hours ahead.
    let utc = listener();
    let ahead = listener().on_clock_of(TimeZone::fixed(jiff::tz::offset(14)));
    let day = Part::Period("2026-01-16".parse().unwrap());
    assert_eq!(behind(&day, &utc.heard()).count(), 0);
    assert_eq!(behind(&day, &ahead.heard()).count(), 1);
}

#[test]
fn levers_are_the_published_combinations() {
    let listener = listener();
    let weight =
        |choices: &[Choice], signal| fold(choices, &listener.heard()).0.settings.mixer.weight(signal);
    let base = |signal| weight(&[], signal);
    let set = Choice::Set;
    let (_, seeds) = fold(&[], &listener.heard());
    let all: u32 = seeds.tracks.iter().map(|s| s.weight).chain(seeds.artists.iter().map(|s| s.weight)).sum();
    let reach = (all as i32 * 100 / 5 / 1024).clamp(100, 1600);
    let popularity = SignalKind::Popularity;
    assert_eq!(weight(&[set(Lever::Popular(-30))], popularity), base(popularity) - 30 * reach / 100);
    // What is set itself goes before, whichever came first.
    let own = set(Lever::Weight(popularity, 7));
    assert_eq!(weight(&[own.clone(), set(Lever::Popular(-30))], popularity), 7);
    assert_eq!(weight(&[set(Lever::Popular(-30)), own], popularity), 7);
    for (familiar, heard_before) in [(1, -98 * reach / 100), (50, 0), (100, reach)] {
        let (folded, _) = fold(&[set(Lever::Familiar(familiar))], &listener.heard());
        assert!(folded.settings.heard_too);
        assert_eq!(folded.settings.mixer.weight(SignalKind::HeardBefore), heard_before);
    }
    let (new, _) = fold(&[set(Lever::Familiar(-40))], &listener.heard());
    assert!(!new.settings.heard_too);
    assert_eq!(new.settings.mixer.weight(SignalKind::SameArtist), base(SignalKind::SameArtist) - 40);
    let (old, _) = fold(&[set(Lever::Preset(Preset::named("old-favourites").unwrap()))], &listener.heard());
    assert_eq!((old.settings.heard_too, old.weight.half_life_days), (true, 0));
    assert_eq!(old.settings.rules.all(), [Rule::HeardWithin(30), Rule::Unheard]);
    let own = [set(Lever::HalfLife(7)), set(Lever::Preset(Preset::named("old-favourites").unwrap()))];
    assert_eq!(fold(&own, &listener.heard()).0.weight.half_life_days, 7);
}

#[test]
fn presets_do_what_they_say() {
    let listener = listener();
    let ask = |name: &str| {
        let choices = [Made::now(Choice::Set(Lever::Preset(Preset::named(name).unwrap())))];
        Query { limit: 20, choices: Choices::starting_with(choices), ..Query::default() }.ask(&listener)
    };
    let plain = Query { limit: 20, ..Query::default() }.ask(&listener);
    assert_eq!(ask("as-the-pack-says").ranking, plain.ranking);
    let new = ask("new-artists-only");
    assert_eq!(new.ranking.listed.len(), 20);
    let heard = |t| plain.seeds.tracks.iter().any(|s| PACK.artist(s.track) == PACK.artist(t));
    assert!(new.ranking.listed.iter().all(|r| !heard(r.track)));
    let old = ask("old-favourites");
    let newest = old.seeds.tracks.iter().filter_map(|s| s.plays.last).max().unwrap();
    let last = |t| old.seeds.tracks.iter().find(|s| s.track == t).map(|s| s.plays.last.unwrap());
    assert!(!old.ranking.listed.is_empty());
    for r in &old.ranking.listed {
        assert!(last(r.track).is_some_and(|at| at <= newest - 30 * DAY), "heard, and not lately");
    }
    let lists = |a: &crate::query::Answer| {
        a.ranking.listed.iter().map(|r| u64::from(PACK.popularity(r.track))).sum::<u64>()
    };
    assert!(lists(&ask("deep-cuts")) < lists(&plain));
    let artists = |a: &crate::query::Answer| {
        a.ranking.listed.iter().map(|r| PACK.artist(r.track)).collect::<std::collections::BTreeSet<_>>().len()
    };
    assert!(artists(&ask("many-artists")) >= artists(&plain));
}

#[test]
fn a_choice_that_does_nothing_says_so() {
    let listener = listener();
    let heard = listener.heard();
    let nothing = |c: Choice| matches!(effect(&c, &heard), Effect::Nothing(_));
    assert!(nothing(Choice::Without(Part::Artist("Nobody Ever".into()))));
    assert!(nothing(Choice::Block(Block::Tag("none such".into()))));
    assert!(!nothing(Choice::Block(Block::Artist(PACK.artist_name(crate::pack::ArtistId(0)).into()))));
    let empty = Listener::new(PACK.clone(), Arc::new(History::default()));
    for choice in
        [Choice::Set(Lever::HalfLife(3)), Choice::Set(Lever::Heard), Choice::Set(Lever::Familiar(9))]
    {
        assert!(matches!(effect(&choice, &empty.heard()), Effect::Nothing(_)), "{choice:?}");
        assert_eq!(effect(&choice, &heard), Effect::Moves, "{choice:?}");
    }
}

#[test]
fn what_a_passing_source_told_is_known_as_such() {
    let listener = listener();
    let heard = listener.heard();
    let passing = |choice: &Choice, kind: SourceKind| told_in_passing(choice, &heard, |k| k != kind);
    let artist = listener.history.track(listener.history.listens()[0].track).artist.to_string();
    let block = Choice::Block(Block::Artist(artist.clone()));
    // The newest listen is of the first source, and its artist was heard again from the other one.
    assert!(passing(&block, SourceKind::Csv) || passing(&block, SourceKind::SpotifyAccount));
    assert!(!passing(&block, SourceKind::Starter));
    assert!(!passing(&Choice::Block(Block::Artist("Nobody Ever".into())), SourceKind::Csv));
    assert!(!passing(&Choice::Set(Lever::Heard), SourceKind::Csv));
}

#[test]
fn moves_of_one_lever_are_one_step() {
    let mut choices = Choices::default();
    let to = |n| Choice::Set(Lever::Popular(n));
    for n in 1..=20 {
        assert!(choices.adjust(to(n)));
    }
    assert!(!choices.adjust(to(20)), "it stands there");
    choices.adjust(Choice::Set(Lever::HalfLife(3)));
    choices.adjust(to(5));
    assert_eq!(choices.done().len(), 3);
    choices.undo();
    assert_eq!(choices.about(&to(0)), Some(&to(20)));
    choices.undo();
    assert_eq!(choices.undo().map(Step::words).as_deref(), Some("20 % towards the popular"));
    assert!(choices.made().is_empty());
}

#[test]
fn a_preset_puts_levers_back_but_not_what_is_set_aside() {
    let mut choices = Choices::default();
    let aside = Choice::Without(Part::Artist("A".into()));
    choices.make(aside.clone());
    choices.make(Choice::Set(Lever::Weight(SignalKind::Tags, 50)));
    let preset = Choice::Set(Lever::Preset(&PRESETS[1]));
    choices.make(preset.clone());
    assert_eq!(choices.in_force().collect::<Vec<_>>(), [&aside, &preset]);
    choices.undo();
    assert!(choices.holds(&Choice::Set(Lever::Weight(SignalKind::Tags, 50))) && !choices.holds(&preset));
}

const HOSTILE: &str = "\
# mine
title = \"not ours\"

[[without]]
artist = \"Portishead\" # loved too much
until = 2026-12-31

[[without]]
artist = \"\\u001b[31mred\\u001b[0m\"

[[without]]
artst = \"typo\"

[[without]]
track = \"Roads\"

[[block]]
artist = 7

[[block]]
years = \"1999..1990\"

[[set]]
signal = \"tags\"
weight = 99

[[set]]
signal = \"tags\"
weight = 0.29

[[set]]
half-life = -3

[[strange]]
x = 1
";

#[test]
fn what_is_not_understood_is_told_and_stays() {
    let mut document: Document = HOSTILE.parse().unwrap();
    let entries = document.entries();
    let good: Vec<String> =
        entries.iter().filter_map(|e| e.found.as_ref().ok()).map(|m| m.choice.words()).collect();
    assert_eq!(
        good,
        [
            "set aside: all that you heard by Portishead",
            "set aside: all that you heard by [31mred [0m",
            "tags weighs 0.29",
        ]
    );
    assert_eq!(entries.len(), 11);
    for e in entries.iter().filter_map(|e| e.found.as_ref().err()) {
        assert!(!e.is_empty() && !e.contains('\u{1b}'), "{e}");
    }
    assert_eq!(document.on(date(2027, 1, 1)).len(), 2, "one is over");
    // Written anew, everything else stands as it stood.
    document.keep(&Made { choice: Choice::Block(Block::Tag("rock".into())), lasts: Lasts::Kept });
    document.keep(&Made { choice: Choice::Without(Part::Artist("Portishead".into())), lasts: Lasts::Kept });
    document.forget(&Choice::Set(Lever::Weight(SignalKind::Tags, 29)));
    let text = document.to_string();
    for line in [
        "# mine",
        "title = \"not ours\"",
        "artst = \"typo\"",
        "artist = 7",
        "[[strange]]",
        "weight = 99",
        "half-life = -3",
        "tag = \"rock\"",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(text.starts_with("# mine\n"), "{text}");
    assert!(!text.contains("0.29") && !text.contains("2026-12-31"), "{text}");
    assert_eq!(document.entries().len(), 11);
}

#[test]
fn what_is_no_toml_is_told_with_its_place() {
    let error = "[[without]]\nartist = \"a\nb\"".parse::<Document>().unwrap_err().to_string();
    assert!(error.contains("line 3"), "{error}");
    let nested = format!("x = {}1{}", "[".repeat(5000), "]".repeat(5000));
    assert!(nested.parse::<Document>().is_err());
    let odd: Document = "without = 3\n".parse().unwrap();
    assert!(odd.entries()[0].found.is_err());
    let mut odd = odd;
    assert!(!odd.keep(&Made { choice: Choice::Without(Part::Tag("t".into())), lasts: Lasts::Kept }));
}
