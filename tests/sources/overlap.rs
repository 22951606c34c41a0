//! Several sources at once: what they share is one play, and the file it went from says so.

use glasscrate::history::SourceKind;
use glasscrate::sources::DropReason;

use crate::help::{account, bytes, dropped, extended_row, file, fixture, fixtures, lines, paths, zip};

#[test]
fn account_data_gives_way_to_the_extended_history() {
    let both = fixtures(&["account-data", "extended-2024"]);
    assert_eq!(
        account(&file(&both, "music_0.json").tally),
        "5 2/1 no artist or title:1 too short:1 duplicate:1"
    );
    let avril: Vec<_> = both
        .history
        .listens()
        .iter()
        .filter(|l| &*both.history.track(l.track).title == "Avril 14th")
        .collect();
    assert_eq!(avril.len(), 1);
    assert_eq!(both.history.sources()[usize::from(avril[0].source.0)].kind, SourceKind::SpotifyExtended);
}

#[test]
fn the_order_of_sources_does_not_show() {
    let there = fixtures(&["account-data", "extended-2024", "extended-2022"]);
    let back = fixtures(&["extended-2022", "extended-2024", "account-data"]);
    assert_eq!(lines(&there.history), lines(&back.history));
    assert_eq!(there.report.totals, back.report.totals);
}

#[test]
fn the_same_export_twice_is_one() {
    let once = fixtures(&["extended-2022"]);
    let twice = fixtures(&["extended-2022", "extended-2022"]);
    assert_eq!(lines(&once.history), lines(&twice.history));
    assert_eq!(dropped(&twice, DropReason::Duplicate), once.report.totals.kept + 2);
}

#[test]
fn many_files_are_merged_in_their_order_whatever_the_threads() {
    let rows: Vec<String> = (0..100).map(|n| format!("[{}]", extended_row(&format!("song {n}")))).collect();
    let names: Vec<String> = (0..100).map(|n| format!("f{n:03}.json")).collect();
    let entries: Vec<(&str, &[u8])> =
        names.iter().zip(&rows).map(|(n, r)| (n.as_str(), r.as_bytes())).collect();
    let archive = zip(&entries);
    let reading = bytes("my_spotify_data.zip", &archive);
    let titles: Vec<&str> = reading.history.tracks().iter().map(|t| &*t.title).collect();
    assert_eq!(titles, (0..100).map(|n| format!("song {n}")).collect::<Vec<_>>());
    let labels: Vec<&str> = reading.report.files.iter().map(|f| f.label.as_str()).collect();
    assert_eq!(labels, names);
}

#[test]
fn a_zip_in_a_folder_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let row = extended_row("Sunflower");
    std::fs::write(folder.path().join("export.zip"), zip(&[("in/a.json", row.as_bytes())])).unwrap();
    std::fs::copy(fixture("tables/semicolon.csv"), folder.path().join("b.csv")).unwrap();
    let reading = paths(&[folder.path().to_owned()]);
    assert_eq!(reading.report.totals.kept, 3);
    assert_eq!(file(&reading, "a.json").label, "export.zip/in/a.json");
}
