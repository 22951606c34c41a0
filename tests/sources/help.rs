//! What the tests of this folder share.

use std::io::Write;
use std::path::{Path, PathBuf};

use glasscrate::history::{History, Outcome};
use glasscrate::sources::{
    DropReason, FileOutcome, FileReport, Progress, Quiet, Reading, SourceError, SourceSpec, Tally, read,
};
use zip::write::SimpleFileOptions;

/// 2026-01-01: later than every fixture.
pub(crate) const NOW: i64 = 1_767_225_600;

pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/history").join(name)
}

pub(crate) fn try_paths(paths: &[PathBuf]) -> Result<Reading, SourceError> {
    let specs: Vec<SourceSpec> = paths.iter().cloned().map(SourceSpec::Path).collect();
    try_specs(&specs, &Quiet)
}

pub(crate) fn try_specs(specs: &[SourceSpec], progress: &dyn Progress) -> Result<Reading, SourceError> {
    read(specs, NOW, progress).inspect(accounted)
}

pub(crate) fn paths(paths: &[PathBuf]) -> Reading {
    try_paths(paths).unwrap()
}

pub(crate) fn fixtures(names: &[&str]) -> Reading {
    paths(&names.iter().map(|n| fixture(n)).collect::<Vec<_>>())
}

/// Reads one file with these bytes.
pub(crate) fn try_bytes(name: &str, bytes: &[u8]) -> Result<Reading, SourceError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    try_paths(&[path])
}

pub(crate) fn bytes(name: &str, bytes: &[u8]) -> Reading {
    try_bytes(name, bytes).unwrap()
}

/// The invariant of every report: each row was kept or dropped for a reason, in every file and in total.
fn accounted(reading: &Reading) {
    let holds = |t: &Tally| t.rows == t.kept + t.dropped.total() && t.skips <= t.kept;
    let report = &reading.report;
    assert!(report.files.iter().all(|f| holds(&f.tally)) && holds(&report.totals), "{report:#?}");
    let sum = |part: fn(&Tally) -> u64| report.files.iter().map(|f| part(&f.tally)).sum::<u64>();
    assert_eq!(sum(|t| t.rows), report.totals.rows);
    assert_eq!(sum(|t| t.kept), report.totals.kept);
    assert_eq!(report.totals.kept, reading.history.listens().len() as u64);
    let skips = reading.history.listens().iter().filter(|l| l.outcome == Outcome::Skipped).count();
    assert_eq!(report.totals.skips, skips as u64);
}

/// `rows kept/skips reason:n …`
pub(crate) fn account(tally: &Tally) -> String {
    let dropped = tally.dropped.iter().map(|(reason, rows)| format!(" {}:{rows}", reason.name()));
    format!("{} {}/{}{}", tally.rows, tally.kept, tally.skips, dropped.collect::<String>())
}

pub(crate) fn dropped(reading: &Reading, reason: DropReason) -> u64 {
    reading.report.totals.dropped.of(reason)
}

pub(crate) fn file<'a>(reading: &'a Reading, ending: &str) -> &'a FileReport {
    reading.report.files.iter().find(|f| f.label.ends_with(ending)).unwrap()
}

/// Why a file was passed over; empty when it was read.
pub(crate) fn passed(reading: &Reading, ending: &str) -> String {
    match &file(reading, ending).outcome {
        FileOutcome::PassedOver(reason) => reason.text().into_owned(),
        FileOutcome::Read(_) => String::new(),
    }
}

/// Every listen as `time artist – title ms outcome ×count`, newest first.
pub(crate) fn lines(history: &History) -> Vec<String> {
    history
        .listens()
        .iter()
        .map(|l| {
            let t = history.track(l.track);
            let part = |n: Option<String>| n.unwrap_or_else(|| "-".to_owned());
            let (at, ms) = (part(l.at.map(|n| n.to_string())), part(l.ms_played.map(|n| n.to_string())));
            format!("{at} {} – {} {ms} {:?} ×{}", t.artist, t.title, l.outcome, l.count)
        })
        .collect()
}

/// A zip archive in memory.
pub(crate) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// One row of extended history that counts as a play.
pub(crate) fn extended_row(title: &str) -> String {
    serde_json::json!({
        "ts": "2024-05-01T10:00:00Z",
        "ms_played": 200_000,
        "master_metadata_track_name": title,
        "master_metadata_album_artist_name": "Low",
        "spotify_track_uri": "spotify:track:0000000000000000000031",
        "reason_end": "trackdone",
    })
    .to_string()
}
