//! How fast and in how much memory neighbours are counted and weights fitted, and how that grows with the lists.
//!
//! `cargo bench --bench build` measures 10,000 and 100,000 made-up playlists, `cargo bench --bench build -- 1000000` as many as
//! it says. Peak memory is that of the process during each step, the lists and what was counted before included.
#![allow(clippy::print_stdout)]

use std::sync::atomic::AtomicU64;
use std::time::Instant;

use glasscrate::build::{Fit, Incidence, Keep, TooManyLists, fit, neighbours};
use glasscrate::evaluate::generate::Generator;
use glasscrate::pack::Parameters;

fn main() -> Result<(), TooManyLists> {
    let mut sizes: Vec<u64> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000];
    }
    println!("{} threads", rayon::current_num_threads());
    for playlists in sizes {
        measure(playlists)?;
    }
    Ok(())
}

fn measure(playlists: u64) -> Result<(), TooManyLists> {
    let p = Parameters::default();
    let (tracks, artists) = lists(playlists);
    let tracks = incidence(&tracks, &p)?;
    let artists = incidence(&artists, &p)?;
    let pairs = tracks.all_pairs();
    println!(
        "{playlists} playlists: {} entries, {} tracks, {pairs} pairs",
        tracks.entry_count(),
        tracks.track_count()
    );
    let none = AtomicU64::new(0);
    let each = p.fitted_kept as usize;
    step("counted, 30 kept", pairs, || neighbours(&tracks, &p, Keep::all(each), &none));
    if let Some(how) = Fit::of(&p) {
        let counted = step("counted for fitting", pairs, || neighbours(&tracks, &p, how.keep(each), &none));
        step("fitted", 0, || fit(&tracks, &counted, &how, &none));
    }
    let keep = Keep::all(p.artist_neighbours as usize);
    step("artists counted", artists.all_pairs(), || neighbours(&artists, &p, keep, &none));
    Ok(())
}

/// Does it once, and prints how long it took, and how many pairs a second that makes.
fn step<T>(what: &str, pairs: u64, work: impl FnOnce() -> T) -> T {
    forget_peak();
    let begun = Instant::now();
    let done = work();
    let seconds = begun.elapsed().as_secs_f64();
    let rate =
        if pairs > 0 { format!("{:.0} M pairs/s", pairs as f64 / seconds / 1e6) } else { String::new() };
    println!("  {what:<20} {seconds:>7.2} s  {:>5} MiB peak  {rate}", peak_mib());
    done
}

/// Tracks by list and artists by list, numbered by how many lists they are in, as in a catalogue.
fn lists(playlists: u64) -> (Vec<Vec<u32>>, Vec<Vec<u32>>) {
    let generator = Generator::new(playlists, 1);
    let all = (0..generator.slices()).flat_map(|s| generator.numbers(s).collect::<Vec<_>>());
    let (mut tracks, mut artists) = (Vec::new(), Vec::new());
    for list in all {
        tracks.push(list.iter().map(|(t, _)| *t).collect());
        artists.push(list.iter().map(|(_, a)| *a).collect());
    }
    renumber(&mut tracks);
    renumber(&mut artists);
    (tracks, artists)
}

fn renumber(lists: &mut [Vec<u32>]) {
    let most = lists.iter().flatten().max().map_or(0, |t| *t as usize + 1);
    let mut used = vec![0u32; most];
    for t in lists.iter().flatten() {
        used[*t as usize] += 1;
    }
    let mut order: Vec<u32> = (0..most as u32).collect();
    order.sort_by_key(|t| std::cmp::Reverse(used[*t as usize]));
    let mut place = vec![0; most];
    for (n, t) in (0..).zip(order) {
        place[t as usize] = n;
    }
    for t in lists.iter_mut().flatten() {
        *t = place[*t as usize];
    }
}

/// The lists weighed by length.
fn incidence(lists: &[Vec<u32>], parameters: &Parameters) -> Result<Incidence, TooManyLists> {
    let exponent = f64::from(parameters.length_exponent) / 100.0;
    let weigh = |l: &Vec<u32>| ((l.len() as f64).powf(-exponent) * 65_536.0).round() as u32;
    let tracks = lists.iter().flatten().max().map_or(0, |t| *t as usize + 1);
    Incidence::new(lists.iter().map(Vec::as_slice), tracks, lists.iter().map(weigh).collect())
}

/// Begins anew to watch for the largest size of the process (Linux).
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The largest size of the process since then, in MiB (Linux).
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}
