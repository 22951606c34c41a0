//! How long the trace of a list takes on a pack of any size: a hundred tracks for two hundred seeds, with everything behind each
//! score, written as one document. One thread, warm; seeds are the tracks of lists of the pack, each with three listens.
//!
//! `cargo bench --bench trace -- PACK [TRACES]`. Make a large pack with `glasscrate evaluate generate` and `pack build`.
#![allow(clippy::print_stdout)]

use std::collections::HashSet;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use glasscrate::history::{HistoryBuilder, RawListen, Source, SourceKind};
use glasscrate::pack::{ListId, Pack, TrackId};
use glasscrate::query::{Answer, Listener, Query};
use glasscrate::trace::document::{Asked, Document, Inputs, Subject, inputs, write};
use glasscrate::trace::replay::{again, inside};

/// So many tracks are listed, of so many seeds.
const LISTED: usize = 100;
const SEEDS: usize = 200;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let Some(folder) = args.first().map(Path::new) else {
        println!("name a pack: cargo bench --bench trace -- PACK [TRACES]");
        return Ok(());
    };
    let traces: u32 = args.get(1).map_or(Ok(100), |n| n.parse()).context("TRACES")?;
    let pack = Arc::new(Pack::open(folder)?);
    println!("{} tracks, {} lists", pack.track_count(), pack.list_count());
    let query = Query { limit: LISTED, ..Query::default() };
    let (mut gathering, mut writing, mut replaying, mut sizes) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut contributions, mut bytes) = (0, 0);
    for n in 0..traces {
        let listener = listener(&pack, n);
        let answer = query.ask(&listener);
        // Once before the clock runs: the pages of the pack that are needed are in memory and mapped.
        black_box(trace(&listener, &query, &answer)?.len());
        let begun = Instant::now();
        let asked = inputs_of(&listener, &query, &answer);
        gathering.push(begun.elapsed());
        drop(asked);
        let begun = Instant::now();
        let document = trace(&listener, &query, &answer)?;
        writing.push(begun.elapsed());
        let begun = Instant::now();
        let read = Document::read(&document).context("its own document")?;
        anyhow::ensure!(inside(&read)?.is_empty() && again(&document, &read, &pack, true)?.is_empty());
        replaying.push(begun.elapsed());
        contributions += read.listed.iter().map(|l| l.contributions.len()).sum::<usize>();
        bytes += document.len();
        sizes.push(document.len());
    }
    println!("{LISTED} tracks for {SEEDS} seeds, {traces} traces");
    told("inputs gathered", gathering);
    told("gathered and written to memory", writing);
    told("read, computed again, compared", replaying);
    sizes.sort_unstable();
    let median = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    let each = bytes / contributions.max(1);
    println!("contributions a trace {:>9}", contributions / traces.max(1) as usize);
    println!("bytes, median         {median:>9}   a contribution {each}");
    Ok(())
}

/// The trace as the program writes it, into memory.
fn trace(listener: &Listener, query: &Query, answer: &Answer) -> anyhow::Result<Vec<u8>> {
    let inputs = inputs_of(listener, query, answer);
    let mut out = Vec::new();
    let subject = Subject {
        pack: &listener.pack,
        seeds: &answer.seeds,
        question: answer.question(&listener.pack),
        ranking: &answer.ranking,
        inputs: &inputs,
        may_be_shared: true,
    };
    write(&mut out, &subject)?;
    Ok(out)
}

fn inputs_of<'a>(listener: &'a Listener, query: &'a Query, answer: &'a Answer) -> Inputs<'a> {
    let asked = Asked {
        limit: query.limit as u32,
        phrase: &query.phrase,
        settings: answer.settings(),
        weight: answer.weight(),
        aside: answer.aside(),
    };
    inputs(&listener.pack, &listener.history, &listener.matches, &answer.seeds, &asked, &[])
}

/// A history of tracks of lists spread over the pack, until there are enough.
fn listener(pack: &Arc<Pack>, n: u32) -> Listener {
    let lists = pack.list_count() as u64;
    let mut tracks: Vec<TrackId> = Vec::new();
    let mut known = HashSet::new();
    for step in 0..lists {
        if tracks.len() == SEEDS {
            break;
        }
        let list = ListId(((u64::from(n) * 7919 + step * 104_729) % lists) as u32);
        tracks.extend(pack.list_tracks(list).filter(|t| known.insert(*t)).take(SEEDS - tracks.len()));
    }
    let mut builder = HistoryBuilder::new();
    let source = builder.source(Source { kind: SourceKind::Csv, label: "made up".into() });
    for (n, track) in tracks.iter().enumerate() {
        let (artist, title) = (pack.artist_name(pack.artist(*track)), pack.title(*track));
        for play in 0..3 {
            let at = Some(1_700_000_000 - n as i64 * 3_600 - play * 1_000_000);
            builder.push(source, RawListen { at, ..RawListen::named(artist, title) });
        }
    }
    Listener::new(Arc::clone(pack), Arc::new(builder.finish().0))
}

fn told(what: &str, mut took: Vec<Duration>) {
    took.sort();
    let at = |share: usize| {
        took.get(took.len().saturating_sub(1) * share / 100).map_or(0.0, Duration::as_secs_f64)
    };
    println!("{what:<32} p50 {:>7.2} ms  p99 {:>7.2} ms", at(50) * 1e3, at(99) * 1e3);
}
