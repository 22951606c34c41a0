//! Zip archives: true ones, damaged ones, hostile ones.

use glasscrate::sources::SourceError;

use crate::help::{account, bytes, extended_row, file, fixture, lines, passed, paths, try_bytes, zip};

#[test]
fn a_zip_gives_what_its_folder_gives() {
    let root = fixture("extended-2024");
    let inner = root.join("Spotify Extended Streaming History");
    let files: Vec<(String, Vec<u8>)> = std::fs::read_dir(inner)
        .unwrap()
        .map(|e| {
            let e = e.unwrap();
            let name = format!("Spotify Extended Streaming History/{}", e.file_name().to_string_lossy());
            (name, std::fs::read(e.path()).unwrap())
        })
        .collect();
    let entries: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    let (zipped, plain) = (bytes("my_spotify_data.zip", &zip(&entries)), paths(&[root]));
    assert_eq!(lines(&zipped.history), lines(&plain.history));
    assert_eq!(zipped.report, plain.report);
}

#[test]
fn names_that_lead_upwards_are_harmless() {
    let row = extended_row("Sunflower");
    let reading =
        bytes("a.zip", &zip(&[("../../../tmp/x\u{1b}[2J.json", row.as_bytes()), ("/etc/y", b"no listens")]));
    assert_eq!(reading.report.totals.kept, 1);
    let mut labels: Vec<&str> = reading.report.files.iter().map(|f| f.label.as_str()).collect();
    labels.sort_unstable();
    assert_eq!(labels, ["etc/y", "tmp/x [2J.json"]);
}

#[test]
fn a_thousand_archives_within_are_passed_over() {
    let inner = zip(&[("a.json", extended_row("Sunflower").as_bytes())]);
    let names: Vec<String> = (0..1000).map(|n| format!("{n}.zip")).collect();
    let mut entries: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), inner.as_slice())).collect();
    let error = try_bytes("a.zip", &zip(&entries)).unwrap_err();
    assert!(matches!(&error, SourceError::NothingReadable { looked_at: 1000, .. }), "{error}");
    assert!(error.to_string().contains("archive within an archive"), "{error}");
    let row = extended_row("Sunflower");
    entries.push(("a.json", row.as_bytes()));
    entries.push(("b.json.gz", b"\x1f\x8b\x08\0\0\0\0\0"));
    let reading = bytes("a.zip", &zip(&entries));
    assert_eq!((reading.report.files.len(), reading.report.totals.kept), (1002, 1));
    assert!(passed(&reading, "b.json.gz").contains("archive within"));
}

#[test]
fn a_zip_without_its_end_is_damaged() {
    let whole = zip(&[("a.json", extended_row("Sunflower").as_bytes())]);
    let error = try_bytes("a.zip", &whole[..whole.len() - 30]).unwrap_err();
    assert!(matches!(error, SourceError::DamagedZip { .. }), "{error}");
    assert!(error.to_string().contains("download it again"));
    assert!(matches!(try_bytes("a.zip", b"PK\x03\x04"), Err(SourceError::DamagedZip { .. })));
}

#[test]
fn a_damaged_entry_keeps_what_came_before() {
    // Stored, so that a changed byte shows itself in the check sum alone.
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file("a.json", stored).unwrap();
    let rows: Vec<String> = (0..3).map(|n| extended_row(&format!("song {n}"))).collect();
    writer.write_all(rows.join("\n").as_bytes()).unwrap();
    let mut whole = writer.finish().unwrap().into_inner();
    let place = whole.windows(6).position(|w| w == b"song 2").unwrap();
    whole[place] = b'w';
    let reading = bytes("a.zip", &whole);
    let report = file(&reading, "a.json");
    assert_eq!(report.tally.kept, 3);
    assert!(report.stopped.as_deref().is_some_and(|s| s.contains("what came before was kept")), "{report:?}");
}

#[test]
fn an_encrypted_zip_is_named_as_such() {
    let row = extended_row("Sunflower");
    let plain = zip(&[("a.json", row.as_bytes()), ("b.json", row.as_bytes())]);
    // The flag is bit 0 of the two bytes at 6 in a local header, at 8 in a central one.
    let flag = |bytes: &mut Vec<u8>, only_first: bool| {
        for (magic, at) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
            let places: Vec<usize> =
                bytes.windows(4).enumerate().filter(|(_, w)| w == magic).map(|(n, _)| n).collect();
            for place in places.into_iter().take(if only_first { 1 } else { 9 }) {
                bytes[place + at] |= 1;
            }
        }
    };
    let mut all = plain.clone();
    flag(&mut all, false);
    let error = try_bytes("a.zip", &all).unwrap_err();
    assert!(matches!(error, SourceError::Encrypted { .. }), "{error}");
    let mut one = plain;
    flag(&mut one, true);
    let reading = bytes("a.zip", &one);
    assert_eq!(passed(&reading, "a.json"), "encrypted");
    assert_eq!(account(&reading.report.totals), "1 1/0");
}

#[test]
fn what_unpacks_to_hundreds_of_times_its_size_is_refused() {
    let blank = vec![b' '; 40 << 20];
    let row = extended_row("Sunflower");
    let bomb = [row.as_bytes(), &blank].concat();
    let reading = bytes("a.zip", &zip(&[("bomb.json", &bomb), ("true.json", row.as_bytes())]));
    assert!(passed(&reading, "bomb.json").contains("hundreds of times"), "{:?}", reading.report);
    assert_eq!(reading.report.totals.kept, 1);
}

#[test]
fn entries_upon_each_other_are_refused() {
    let mut whole =
        zip(&[("a.json", extended_row("a").as_bytes()), ("b.json", extended_row("b").as_bytes())]);
    // Let the second entry of the directory point at the first entry's data.
    let directory: Vec<usize> =
        whole.windows(4).enumerate().filter(|(_, w)| *w == b"PK\x01\x02").map(|(n, _)| n).collect();
    whole[directory[1] + 42..directory[1] + 46].copy_from_slice(&[0; 4]);
    let error = try_bytes("a.zip", &whole).unwrap_err();
    assert!(matches!(error, SourceError::Bomb { .. }), "{error}");
}
