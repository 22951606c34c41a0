//! The shape of made-up playlists.

use std::fmt::{self, Write};

use serde::Serialize;

use crate::evaluate::generate::Shape;

/// The shape for people.
pub fn table(out: &mut impl Write, shape: &Shape, bytes: u64) -> fmt::Result {
    let [low, middle, high] = shape.quartiles;
    let mut line = |name: &str, value: String| writeln!(out, "{name:<22}{value:>16}");
    line("playlists", shape.playlists.to_string())?;
    line("entries", shape.entries.to_string())?;
    line("tracks", shape.tracks.to_string())?;
    line("  in one list only", format!("{:.1} %", 100.0 * share(shape.once, shape.tracks)))?;
    line("  in most lists", shape.most.to_string())?;
    line("artists", shape.artists.to_string())?;
    line("length, mean", format!("{:.2}", shape.mean))?;
    line("length, deviation", format!("{:.2}", shape.deviation))?;
    line("length, quartiles", format!("{low}, {middle}, {high}"))?;
    line("ordered pairs", shape.pairs.to_string())?;
    line("bytes", bytes.to_string())?;
    line("bytes an entry", format!("{:.1}", share(bytes, shape.entries)))
}

fn share(part: u64, of: u64) -> f64 {
    part as f64 / of.max(1) as f64
}

/// `glasscrate/generated/1`.
#[derive(Debug, Serialize)]
pub struct GeneratedJson {
    schema: &'static str,
    seed: u64,
    playlists: u64,
    entries: u64,
    tracks: u64,
    once: u64,
    most: u64,
    artists: u64,
    mean: f64,
    deviation: f64,
    quartiles: [usize; 3],
    pairs: u64,
    bytes: u64,
}

/// The shape for programs.
#[must_use]
pub fn json(shape: &Shape, seed: u64, bytes: u64) -> GeneratedJson {
    let six = |x: f64| (x * 1e6).round() / 1e6;
    GeneratedJson {
        schema: "glasscrate/generated/1",
        seed,
        playlists: shape.playlists,
        entries: shape.entries,
        tracks: shape.tracks,
        once: shape.once,
        most: shape.most,
        artists: shape.artists,
        mean: six(shape.mean),
        deviation: six(shape.deviation),
        quartiles: shape.quartiles,
        pairs: shape.pairs,
        bytes,
    }
}
