//! Everything that can be wrong: a clear message, or a counted row; never a crash, never a hang.

use std::sync::atomic::{AtomicU64, Ordering};

use glasscrate::sources::{DropReason, Position, Progress, Quiet, SourceError, SourceSpec};

use crate::help::{
    account, bytes, dropped, extended_row, file, fixture, fixtures, lines, passed, paths, try_bytes,
    try_paths, try_specs,
};

#[test]
fn a_missing_file_is_named() {
    let error = try_paths(&[fixture("not-there.json")]).unwrap_err();
    assert!(matches!(&error, SourceError::Missing { label } if label.ends_with("not-there.json")), "{error}");
    assert!(error.to_string().contains("no such file or folder"));
}

#[test]
fn an_empty_file_is_named() {
    for empty in [&b""[..], b" \n\n", b"[]", b"\xef\xbb\xbf"] {
        let error = try_bytes("a.json", empty).unwrap_err();
        assert!(matches!(&error, SourceError::Empty { .. }), "{empty:?}: {error}");
    }
}

#[test]
fn a_file_without_listens_is_named_and_so_is_what_it_is() {
    let error = try_bytes("a.json", br#"{"playlists":[]}"#).unwrap_err().to_string();
    assert!(error.contains("playlists, not listens") && error.contains("exports of Spotify"), "{error}");
    let error = try_bytes("a.txt", b"Dear diary").unwrap_err().to_string();
    assert!(error.contains("no header with artist and title"), "{error}");
}

#[test]
fn a_folder_with_nothing_readable_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let error = try_paths(std::slice::from_ref(&path)).unwrap_err();
    assert!(matches!(error, SourceError::NothingReadable { looked_at: 0, .. }), "{error}");
    std::fs::write(path.join("a.png"), b"\x89PNG").unwrap();
    let error = try_paths(&[path]).unwrap_err();
    assert!(error.to_string().contains("first: a.png: an image"), "{error}");
}

#[test]
fn a_cut_off_file_keeps_what_came_before_and_says_so() {
    let text = format!("[{},{},{}", extended_row("a"), extended_row("b"), &extended_row("c")[..40]);
    let reading = bytes("a.json", text.as_bytes());
    assert_eq!(account(&reading.report.totals), "3 2/0 cut off:1");
    assert!(reading.report.files[0].stopped.as_deref().is_some_and(|s| s.contains("ends within a record")));
}

#[test]
fn one_bad_record_is_counted_with_its_place_and_the_rest_is_read() {
    let (a, b) = (extended_row("a"), extended_row("b"));
    for bad in ["{\"ts\":}", "{\"ts\":\"x", "{\"ms_played\":12,,}", "{\"ts\" \"x\"}", "17"] {
        let reading = bytes("a.json", format!("[{a},\n{bad},\n{b}]").as_bytes());
        assert_eq!(account(&reading.report.totals), "3 2/0 bad record:1", "{bad}");
        let found = &reading.report.files[0].bad[0];
        assert_eq!(found.position, Position::Byte(a.len() as u64 + 3), "{bad}");
    }
}

#[test]
fn only_the_first_bad_records_are_described() {
    let reading =
        bytes("a.json", format!("{}\n{}", extended_row("a"), "{\"ts\":}\n".repeat(1000)).as_bytes());
    assert_eq!(dropped(&reading, DropReason::BadRecord), 1000);
    assert_eq!(reading.report.files[0].bad.len(), glasscrate::sources::BAD_SHOWN);
}

#[test]
fn bad_rows_of_a_table_are_counted_with_their_lines() {
    let reading = fixtures(&["tables/bad-rows.csv"]);
    assert_eq!(account(&reading.report.totals), "7 2/0 no artist or title:1 bad time:2 bad record:2");
    let places: Vec<Position> = reading.report.files[0].bad.iter().map(|b| b.position).collect();
    assert_eq!(places, [3, 4, 5, 8].map(Position::Line));
}

#[test]
fn bytes_that_are_no_utf_8_spoil_their_record_only() {
    let latin = b"{\"artist\":\"Bj\xf6rk\",\"title\":\"Joga\"}\n{\"artist\":\"Bjork\",\"title\":\"Joga\",\"note\":\"\xff\"}\n";
    let reading = bytes("a.jsonl", latin);
    assert_eq!(account(&reading.report.totals), "2 1/0 bad record:1");
    let reading = bytes("a.csv", b"artist,title\nBj\xf6rk,J\xf3ga\nBjork,Joga\n");
    assert_eq!(account(&reading.report.totals), "2 1/0 bad record:1");
    assert!(reading.report.files[0].bad[0].what.contains("UTF-8"));
}

#[test]
fn nul_bytes_do_no_harm() {
    let reading = bytes(
        "a.json",
        format!("\0[\0{}\0,\0{}]\0\0", extended_row("a"), extended_row("b\\u0000c")).as_bytes(),
    );
    assert_eq!(account(&reading.report.totals), "2 2/0");
    assert!(reading.history.tracks().iter().any(|t| &*t.title == "b c" || &*t.title == "b\\u0000c"));
    assert_eq!(
        lines(&bytes("a.csv", b"artist,title\nLow,Sun\0flower\n").history),
        ["- Low – Sun flower - Played ×1"]
    );
}

#[test]
fn hostile_titles_are_made_harmless() {
    let title = format!("\u{1b}]0;own\u{7}\u{202e}Roads {}", "x".repeat(100_000));
    let reading = bytes("a.json", extended_row(&title).as_bytes());
    let kept = &reading.history.tracks()[0].title;
    assert!(
        kept.starts_with("]0;own Roads x") && kept.ends_with('…') && kept.chars().count() == 512,
        "{kept}"
    );
}

#[test]
fn a_title_of_a_megabyte_is_a_record_too_long_wherever_it_stands() {
    let long = extended_row(&"x".repeat(2 << 20));
    for rows in [[long.clone(), extended_row("a")], [extended_row("a"), long]] {
        let reading = bytes("a.json", format!("[{}]", rows.join(",")).as_bytes());
        assert_eq!(account(&reading.report.totals), "2 1/0 record too long:1");
    }
    let reading = bytes("a.csv", format!("artist,title\nLow,{}\nLow,July\n", "x".repeat(2 << 20)).as_bytes());
    assert_eq!(account(&reading.report.totals), "2 1/0 record too long:1");
}

#[test]
fn times_that_cannot_be_are_counted() {
    let times = [
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "99999999999999999999",
        "1970-01-01T00:00:00Z",
        "2030-01-01T00:00:00Z",
        "",
        "soon",
    ];
    let rows: Vec<String> =
        times.iter().map(|t| extended_row("a").replace("2024-05-01T10:00:00Z", t)).collect();
    let reading =
        try_bytes("a.json", format!("{}\n{}", extended_row("b"), rows.join("\n")).as_bytes()).unwrap();
    assert_eq!(dropped(&reading, DropReason::BadTime), times.len() as u64);
    let numbers = ["9223372036854775807", "-9223372036854775808", "1e308", "18446744073709551616"];
    let rows: Vec<String> =
        numbers.iter().map(|n| format!("{{\"artist\":\"a\",\"title\":\"b\",\"ts\":{n}}}")).collect();
    assert_eq!(dropped(&bytes("a.jsonl", rows.join("\n").as_bytes()), DropReason::BadTime), 4);
}

#[test]
fn fields_of_another_type_are_no_value() {
    let row = r#"{"artist":"Low","title":"July","album":17,"ts":null,"ms_played":"240000","skipped":"no","plays":"3","isrc":{},"uri":[]}"#;
    assert_eq!(lines(&bytes("a.jsonl", row.as_bytes()).history), ["- Low – July 240000 Played ×3"]);
    let row = extended_row("a").replace("200000", "\"200000\"").replace("\"trackdone\"", "17");
    assert_eq!(bytes("a.json", row.as_bytes()).report.totals.kept, 1);
}

#[test]
fn brackets_without_end_are_a_bad_record() {
    let deep = format!("{{\"ts\":1,\"ms_played\":2,\"x\":{}", "[".repeat(900_000));
    let reading =
        bytes("a.json", format!("{deep}{}}}\n{}", "]".repeat(100_000), extended_row("a")).as_bytes());
    assert_eq!(account(&reading.report.totals), "2 1/0 bad record:1");
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_refused_at_once() {
    let error = try_paths(&["/dev/zero".into()]).unwrap_err();
    assert!(matches!(&error, SourceError::Special { what: "device", .. }), "{error}");
    let folder = tempfile::tempdir().unwrap();
    let fifo = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let error = try_paths(&[fifo]).unwrap_err();
    assert!(error.to_string().contains("pass `-`"), "{error}");
    std::fs::copy(fixture("tables/semicolon.csv"), folder.path().join("a.csv")).unwrap();
    let reading = paths(&[folder.path().to_owned()]);
    assert_eq!(passed(&reading, "pipe"), "a pipe, not a file");
    assert_eq!(reading.report.totals.kept, 2);
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_circles_are_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("in")).unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("in/round")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("in/broken")).unwrap();
    std::fs::copy(fixture("tables/semicolon.csv"), folder.path().join("in/a.csv")).unwrap();
    let reading = paths(&[folder.path().to_owned()]);
    assert_eq!(reading.report.totals.kept, 2);
    assert!(passed(&reading, "in/round").contains("leads back"), "{:?}", reading.report);
    assert!(passed(&reading, "in/broken").contains("could not be read"));
}

#[cfg(unix)]
#[test]
fn a_file_one_may_not_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "artist,title\nLow,July\n").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Permissions do not bind the superuser; the error's own test covers the message there.
    match try_paths(std::slice::from_ref(&path)) {
        Err(error) => assert!(matches!(error, SourceError::NoPermission { .. }), "{error}"),
        Ok(_) => assert!(std::fs::File::open(&path).is_ok()),
    }
}

#[test]
fn a_folder_too_deep_is_read_to_its_limit() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("1/2/3/4/5/6/7/8/9");
    std::fs::create_dir_all(&deep).unwrap();
    std::fs::write(deep.join("deep.csv"), "artist,title\nLow,July\n").unwrap();
    std::fs::write(folder.path().join("1/2/3/4/5/6/7/near.csv"), "artist,title\nLow,July\n").unwrap();
    let reading = paths(&[folder.path().to_owned()]);
    assert_eq!(file(&reading, "near.csv").tally.kept, 1);
    assert_eq!(reading.report.files.len(), 1);
}

/// Stops once so many bytes are through.
struct StopAfter(u64, AtomicU64);

impl Progress for StopAfter {
    fn at(&self, stage: &'static str, done: u64, total: Option<u64>) {
        assert!(stage != "reading" || total.is_none_or(|t| done <= t));
        self.1.fetch_max(done, Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.1.load(Ordering::Relaxed) > self.0
    }
}

#[test]
fn the_person_can_stop_it_and_sees_how_far_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    let text = format!("{}\n", extended_row("a")).repeat(20_000);
    std::fs::write(&path, &text).unwrap();
    let specs = [SourceSpec::Path(path)];
    let stopped = try_specs(&specs, &StopAfter(1 << 20, AtomicU64::new(0)));
    assert!(matches!(stopped, Err(SourceError::Cancelled)));
    let all = StopAfter(u64::MAX, AtomicU64::new(0));
    assert!(try_specs(&specs, &all).is_ok());
    assert_eq!(all.1.load(Ordering::Relaxed), text.len() as u64);
    assert!(try_specs(&[], &Quiet).unwrap().history.is_empty());
}
