//! How long the questions about a ranking take on a pack of any size, from 200 seeds: ranking again after a change with the moves
//! from before, the fewest seeds that take a track away, what would bring one in, and the finder at every key.
//!
//! `cargo bench --bench questions -- PACK [QUESTIONS]`. Warm. Everything but the finder takes one core.
#![allow(clippy::print_stdout)]

#[path = "support/seeds.rs"]
mod seeds;

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use glasscrate::engine::counterfactual::{Case, Effort, Guarantee, TakenAway};
use glasscrate::engine::{Mixer, Question, Ranked, Settings, SignalKind, moves};
use glasscrate::identify::{Finder, Search, Seeds};
use glasscrate::pack::{Pack, TrackId};
use seeds::{percentiles, seeds};

/// So many seeds each question has.
const SEEDS: usize = 200;

/// So many tracks are listed.
const LISTED: usize = 100;

/// So many tracks the finder looks at before it shows something.
const PORTION: usize = 1 << 15;

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1).filter(|a| !a.starts_with("--"));
    let Some(folder) = args.next() else {
        println!("name a pack: cargo bench --bench questions -- PACK [QUESTIONS]");
        return Ok(());
    };
    let questions: u32 = args.next().map_or(Ok(100), |n| n.parse()).context("QUESTIONS")?;
    let pack = Arc::new(Pack::open(Path::new(&folder))?);
    println!("{} tracks, {} lists", pack.track_count(), pack.list_count());
    let settings = |mixer: Mixer| Settings { mixer, ..Settings::default() };
    let mut table = Mixer::silent();
    table.set(SignalKind::Together, 100);
    table.set(SignalKind::Popularity, 2);
    let mut repeats = Mixer::of(pack.card());
    repeats.set(SignalKind::ArtistRepeat, 15);
    let mixes = [
        ("default mix", settings(Mixer::of(pack.card()))),
        ("default mix, artist repeats", settings(repeats)),
        ("together and popularity", settings(table)),
    ];
    let sets: Vec<Seeds> = (0..questions).map(|n| seeds(&pack, n, SEEDS)).collect();
    for (name, settings) in &mixes {
        println!("\n{name}");
        asked(&pack, &sets, settings);
    }
    println!();
    finder(&pack);
    Ok(())
}

/// All questions under one mix.
fn asked(pack: &Pack, sets: &[Seeds], settings: &Settings) {
    let mut again = Vec::new();
    let mut away: Vec<Duration> = Vec::new();
    let mut thorough: Vec<Duration> = Vec::new();
    let mut changes: Vec<Duration> = Vec::new();
    let (mut smallest, mut none, mut sizes, mut rankings) = (0, 0, 0, 0);
    let (mut proven, mut brought) = (0, 0);
    for (n, set) in sets.iter().enumerate() {
        let prepared = Question::prepare(pack, set, settings);
        let before = Question::new(pack, set, settings, &prepared).rank(LISTED).listed;
        let Some(listed) = before.get(n * 37 % before.len().max(1)) else { continue };
        again.push(timed(|| again_without(pack, set, settings, n, &before)).0);
        let case = Case::new(pack, set, settings, &prepared, LISTED);
        let (took, found) = timed(|| case.take_away(listed.track, Effort::QUICK));
        away.push(took);
        match found {
            TakenAway::Without(fewest) => {
                smallest += usize::from(fewest.guarantee == Guarantee::Smallest);
                sizes += fewest.seeds.len();
                rankings += fewest.rankings;
            }
            _ => none += 1,
        }
        let (took, found) = timed(|| case.take_away(listed.track, Effort::THOROUGH));
        thorough.push(took);
        proven += usize::from(
            matches!(found, TakenAway::Without(fewest) if fewest.guarantee == Guarantee::Smallest),
        );
        let far = Question::new(pack, set, settings, &prepared).rank(LISTED * 3).listed;
        if let Some(beyond) = far.get(LISTED + n % LISTED) {
            let (took, found) = timed(|| case.changes(beyond.track, Effort::QUICK));
            changes.push(took);
            brought += usize::from(!found.found.is_empty());
        }
    }
    let count = sets.len();
    told("rank again without a seed, moves", again);
    told("fewest seeds, quick", away);
    println!(
        "  proven smallest {smallest} of {count}, none found {none}, {sizes} seeds in all, {rankings} rankings"
    );
    told("fewest seeds, thorough", thorough);
    println!("  proven smallest {proven} of {count}");
    told("what brings a track in, quick", changes);
    println!("  found {brought} of {count}");
}

/// One seed set aside: prepared, ranked and held against the ranking before.
fn again_without(pack: &Pack, set: &Seeds, settings: &Settings, n: usize, before: &[Ranked]) -> usize {
    let mut without = set.clone();
    let count = without.tracks.len();
    without.tracks[n % count].weight = 0;
    let prepared = Question::prepare(pack, &without, settings);
    let now = Question::new(pack, &without, settings, &prepared).rank(LISTED).listed;
    moves(before, &now).gone.len()
}

/// Names typed key by key.
fn finder(pack: &Arc<Pack>) {
    let (took, finder) = timed(|| Finder::new(pack.clone()));
    println!("finder: made in {:.1} ms", took.as_secs_f64() * 1e3);
    let tracks = pack.track_count() as u32;
    let lines: Vec<String> = (0..20)
        .map(|n| {
            let track = TrackId((n * 7919 * 13) % tracks.max(1));
            format!("{} {}", pack.artist_name(pack.artist(track)), pack.title(track))
        })
        .collect();
    for round in ["cold", "warm"] {
        let (mut first, mut whole) = (Vec::new(), Vec::new());
        let mut found = 0;
        for line in &lines {
            let mut search = Search::new(100);
            for end in line.char_indices().map(|(n, c)| n + c.len_utf8()).take(24) {
                let begun = Instant::now();
                search.ask(&line[..end]);
                let mut done = search.step(&finder, PORTION);
                first.push(begun.elapsed());
                while !done {
                    done = search.step(&finder, PORTION);
                }
                whole.push(begun.elapsed());
                found += black_box(search.found().len());
            }
        }
        told(&format!("finder, {round}: first results of a key"), first);
        told(&format!("finder, {round}: all results of a key"), whole);
        println!("  {found} finds");
    }
    let mut typo = Vec::new();
    for line in &lines {
        let wrong: String = line.chars().enumerate().filter(|(n, _)| *n != 4).map(|(_, c)| c).collect();
        typo.push(timed(|| finder.find(&wrong, 100)).0);
    }
    told("finder: a letter missing, all results", typo);
}

fn timed<R>(work: impl FnOnce() -> R) -> (Duration, R) {
    let begun = Instant::now();
    let result = black_box(work());
    (begun.elapsed(), result)
}

fn told(what: &str, took: Vec<Duration>) {
    let (median, last) = percentiles(took);
    println!("{what:<42}  p50 {median:>8.2} ms  p99 {last:>8.2} ms");
}
