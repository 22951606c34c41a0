//! How long a question takes on a pack of any size: opening, ranking by one neighbour table and by the whole default mix, with
//! traces of the first hundred, and from thousands of seeds. One thread, warm; seeds are the tracks of lists of the pack.
//!
//! `cargo bench --bench query -- PACK [QUESTIONS]`. Make a large pack with `glasscrate evaluate generate` and `pack build`.
//! `--cold` first tells the system to forget the pack's pages, so that they are read from the disk again.
#![allow(clippy::print_stdout)]

#[path = "support/seeds.rs"]
mod seeds;

use std::fs::File;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use glasscrate::engine::{Mixer, Question, Settings, SignalKind};
use glasscrate::identify::Seeds;
use glasscrate::pack::Pack;
use seeds::{percentiles, seeds};

/// So many tracks are listed.
const LISTED: usize = 100;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let cold = args.iter().any(|a| a == "--cold");
    let mut plain = args.iter().filter(|a| !a.starts_with("--"));
    let Some(folder) = plain.next().map(Path::new) else {
        println!("name a pack: cargo bench --bench query -- PACK [QUESTIONS]");
        return Ok(());
    };
    let questions: u32 = plain.next().map_or(Ok(1000), |n| n.parse()).context("QUESTIONS")?;
    if cold {
        forget(folder)?;
    }
    let begun = Instant::now();
    let pack = Pack::open(folder)?;
    println!("open                                {:>9.1} ms", begun.elapsed().as_secs_f64() * 1e3);
    println!("{} tracks, {} lists", pack.track_count(), pack.list_count());
    let mut table = Mixer::silent();
    table.set(SignalKind::Together, 100);
    let of = |mixer: &Mixer| Settings { mixer: mixer.clone(), ..Settings::default() };
    let (one, mix) = (of(&table), of(&Mixer::of(pack.card())));
    let sets: Vec<Seeds> = (0..questions).map(|n| seeds(&pack, n, 50)).collect();
    if cold {
        times("default mix, 50 seeds, first times", &sets[..sets.len().min(20)], |s| {
            rank(&pack, s, &mix, false)
        });
        return Ok(());
    }
    // Once before the clock runs: the pages of the pack that are needed are in memory and mapped.
    for set in &sets {
        black_box(rank(&pack, set, &mix, true));
        black_box(rank(&pack, set, &one, false));
    }
    times("one table, 50 seeds", &sets, |s| rank(&pack, s, &one, false));
    times("default mix, 50 seeds", &sets, |s| rank(&pack, s, &mix, false));
    times("default mix, 50 seeds, 100 traces", &sets, |s| rank(&pack, s, &mix, true));
    let many: Vec<Seeds> = (0..questions.div_ceil(20)).map(|n| seeds(&pack, n * 20, 5000)).collect();
    times("default mix, 5000 seeds", &many, |s| rank(&pack, s, &mix, false));
    println!("private memory                      {:>9.1} MiB", private_mib()?);
    Ok(())
}

/// Ranks, and takes the list apart where asked for.
fn rank(pack: &Pack, seeds: &Seeds, settings: &Settings, traced: bool) -> usize {
    let prepared = Question::prepare(pack, seeds, settings);
    let question = Question::new(pack, seeds, settings, &prepared);
    let ranking = question.rank(LISTED);
    if !traced {
        return ranking.listed.len();
    }
    question.traces(&ranking.listed).map(|all| all.len()).sum()
}

fn times(what: &str, sets: &[Seeds], mut ask: impl FnMut(&Seeds) -> usize) {
    let mut took: Vec<Duration> = Vec::with_capacity(sets.len());
    for set in sets {
        let begun = Instant::now();
        black_box(ask(set));
        took.push(begun.elapsed());
    }
    let (median, last) = percentiles(took);
    println!("{what:<34}  p50 {:>8.0} µs  p99 {:>8.0} µs", median * 1e3, last * 1e3);
}

/// Asks the system to drop the pages of every file.
fn forget(folder: &Path) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let file = File::open(entry?.path())?;
        file.sync_all()?;
        rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed)?;
    }
    Ok(())
}

/// What the process has of its own, without what is mapped from files.
fn private_mib() -> anyhow::Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|l| l.starts_with("RssAnon:")).context("no RssAnon")?;
    let kib: f64 = line.split_whitespace().nth(1).context("no number")?.parse()?;
    Ok(kib / 1024.0)
}
