//! How fast and in how much memory an extended streaming history is read: from a folder, from a zip, and from both at once,
//! where every row of one repeats a row of the other.
//!
//! `cargo bench --bench import` reads 100,000 listens, `cargo bench --bench import -- --full` a million (about 600 MB, made
//! in the temporary folder and removed again). Each reading runs in a process of its own, so that its peak memory is its own.
#![allow(clippy::print_stdout)]

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use glasscrate::sources::{Quiet, SourceSpec, read};

#[path = "support/export.rs"]
mod export;

use export::{ROWS_PER_FILE, write_file};

/// 2030-01-01: later than every row.
const NOW: i64 = 1_893_456_000;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    if let Some(place) = args.iter().position(|a| a == "--read") {
        return measure(&args[place + 1..]);
    }
    let listens = if args.iter().any(|a| a == "--full") { 1_000_000 } else { 100_000 };
    let folder = tempfile::tempdir()?;
    let (plain, zipped) = make(folder.path(), listens)?;
    for sources in [vec![&plain], vec![&zipped], vec![&plain, &zipped]] {
        let done = Command::new(std::env::current_exe()?).arg("--read").args(sources).status()?;
        anyhow::ensure!(done.success(), "a reading failed");
    }
    Ok(())
}

/// Makes the export as a folder and as a zip.
fn make(below: &Path, listens: u64) -> anyhow::Result<(PathBuf, PathBuf)> {
    let (plain, zipped) = (below.join("folder"), below.join("export.zip"));
    fs::create_dir(&plain)?;
    let mut archive = zip::ZipWriter::new(BufWriter::new(File::create(&zipped)?));
    for file in 0..listens.div_ceil(ROWS_PER_FILE) {
        let rows = ROWS_PER_FILE.min(listens - file * ROWS_PER_FILE);
        let mut text = Vec::new();
        write_file(&mut text, file, rows, 50_000)?;
        let name = format!("Streaming_History_Audio_{file:03}.json");
        fs::write(plain.join(&name), &text)?;
        archive.start_file(name, zip::write::SimpleFileOptions::default())?;
        archive.write_all(&text)?;
    }
    archive.finish()?.flush()?;
    Ok((plain, zipped))
}

fn measure(paths: &[String]) -> anyhow::Result<()> {
    let specs: Vec<SourceSpec> = paths.iter().map(|p| SourceSpec::Path(p.into())).collect();
    let begin = Instant::now();
    let reading = read(&specs, NOW, &Quiet)?;
    let seconds = begin.elapsed().as_secs_f64();
    let bytes: u64 = paths.iter().map(|p| size(Path::new(p))).sum();
    let (megabytes, totals) = (bytes as f64 / 1e6, reading.report.totals);
    let names: Vec<&str> = paths.iter().filter_map(|p| Path::new(p).file_name()?.to_str()).collect();
    println!(
        "{}: {} rows, {} listens of {} tracks, {} files, {megabytes:.0} MB on disk: {seconds:.2} s, {:.0} MB/s, peak {}",
        names.join(" + "),
        totals.rows,
        totals.kept,
        reading.history.tracks().len(),
        reading.report.files.len(),
        megabytes / seconds,
        peak(),
    );
    Ok(())
}

/// The bytes of a file, or of the files of a folder.
fn size(path: &Path) -> u64 {
    let one = |p: &Path| fs::metadata(p).map_or(0, |m| m.len());
    match fs::read_dir(path) {
        Ok(entries) => entries.filter_map(|e| Some(one(&e.ok()?.path()))).sum(),
        Err(_) => one(path),
    }
}

/// The most memory this process held, as Linux tells it.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    peak.map_or_else(|| "not known here".to_owned(), |p| p.trim().to_owned())
}
