//! Each format, from the fixtures.

use glasscrate::history::SourceKind;
use glasscrate::sources::{FileOutcome, Quiet, SourceSpec, starter_names};

use crate::help::{NOW, account, bytes, file, fixtures, lines, passed, try_specs};

#[test]
fn the_extended_history_of_2022() {
    let reading = fixtures(&["extended-2022"]);
    let first = file(&reading, "endsong_0.json");
    assert_eq!(first.outcome, FileOutcome::Read(SourceKind::SpotifyExtended));
    assert_eq!(account(&first.tally), "9 5/1 podcast:1 no artist or title:1 too short:1 private session:1");
    assert_eq!(account(&file(&reading, "endsong_1.json").tally), "2 1/0 duplicate:1");
    assert_eq!(passed(&reading, "endvideo.json"), "nothing in it");
    assert_eq!(
        lines(&reading.history),
        [
            "1643840542 Mulatu Astatke – Yèkèrmo Sèw 255000 Played ×1",
            "1636983742 The Residents – Moisture 20500 Played ×1",
            "1636983721 Beck – Loser 15400 Skipped ×1",
            "1636983704 Nina Simone – Sinnerman 622000 Played ×1",
            "1488745011 Massive Attack – Teardrop 330773 Played ×1",
            "1488744700 Portishead – Roads 302000 Played ×1",
        ]
    );
    let track = reading.history.track(reading.history.listens()[0].track);
    assert_eq!(track.album.as_deref(), Some("Éthiopiques 4"));
    assert_eq!(track.uri.as_deref(), Some("spotify:track:0000000000000000000008"));
}

#[test]
fn the_extended_history_since_2023_with_video_and_audiobooks() {
    let reading = fixtures(&["extended-2024"]);
    assert_eq!(
        account(&file(&reading, "2023-2024_0.json").tally),
        "12 6/1 podcast:1 audiobook:1 too short:2 private session:1 duplicate:1"
    );
    assert_eq!(account(&file(&reading, "Video_2023-2024.json").tally), "2 1/0 podcast:1");
    assert_eq!(passed(&reading, ".pdf"), "a PDF document");
    assert!(
        lines(&reading.history)
            .contains(&"1704110400 Björk – All Is Full of Love 268000 Played ×1".to_owned())
    );
}

#[test]
fn the_account_data_and_the_files_beside_it() {
    let reading = fixtures(&["account-data"]);
    assert_eq!(account(&file(&reading, "music_0.json").tally), "5 3/1 no artist or title:1 too short:1");
    assert_eq!(account(&file(&reading, "podcast_0.json").tally), "1 0/0 podcast:1");
    for (name, why) in [
        ("Userdata.json", "account details"),
        ("Playlist1.json", "playlists"),
        ("YourLibrary.json", "saved library"),
        ("Inferences.json", "guessed by Spotify"),
        ("SearchQueries.json", "searches"),
        ("Marquee.json", "advertising"),
    ] {
        assert!(passed(&reading, name).contains(why), "{name}: {}", passed(&reading, name));
    }
    let older = fixtures(&["account-data-2020"]);
    assert_eq!(
        lines(&older.history)[1],
        "1583020740 Arthur Russell – This Is How We Walk on the Moon 284000 Played ×1"
    );
}

#[test]
fn tables_in_any_order_with_any_separator() {
    let reading = fixtures(&["tables/any-order.csv"]);
    assert_eq!(
        lines(&reading.history),
        [
            "1714644600 Neil Young – Harvest Moon 200000 Played ×1",
            "1714558200 Neil Young – Harvest Moon 200000 Played ×1",
            "1714557900 Elliott Smith – Say \"Yes\" 12000 Skipped ×1",
            "1714557600 Townes Van Zandt – Pancho, and Lefty 243000 Played ×1",
        ]
    );
    let track = reading.history.track(reading.history.listens()[3].track);
    assert_eq!(track.isrc.as_deref(), Some("ZZXXX0000001"));
    assert_eq!(
        lines(&fixtures(&["tables/semicolon.csv"]).history),
        ["- Cesária Évora – Sodade - Played ×12", "- Orchestra Baobab – Utru Horas - Played ×3"]
    );
    let tabs = fixtures(&["tables/lastfm.tsv"]);
    assert_eq!(
        lines(&tabs.history),
        ["1714558200 Can – Halleluhwah - Played ×1", "- Neu! – Hallogallo - Played ×1"]
    );
    assert!(tabs.history.track(tabs.history.listens()[1].track).mbid.is_some());
}

#[test]
fn json_lines_with_the_names_people_use() {
    assert_eq!(
        lines(&fixtures(&["lines/listens.jsonl"]).history),
        [
            "1714558200 Pharoah Sanders – The Creator Has a Master Plan - Played ×1",
            "1714558200 Sun Ra – Lanquidity 12000 Skipped ×1",
            "1714557600 Alice Coltrane – Journey in Satchidananda - Played ×2",
            "- Dorothy Ashby – Afro-Harping - Played ×1",
        ]
    );
}

#[test]
fn names_of_files_say_nothing() {
    let text = std::fs::read(crate::help::fixture("tables/semicolon.csv")).unwrap();
    assert_eq!(
        bytes("Streaming_History_Audio_0.json", &text).report.files[0].outcome,
        FileOutcome::Read(SourceKind::Csv)
    );
    let text = std::fs::read(crate::help::fixture("extended-2022/MyData/endsong_1.json")).unwrap();
    assert_eq!(
        bytes("notes.txt", &text).report.files[0].outcome,
        FileOutcome::Read(SourceKind::SpotifyExtended)
    );
}

#[test]
fn a_gzip_file_is_read_through() {
    use std::io::Write;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&std::fs::read(crate::help::fixture("tables/semicolon.csv")).unwrap()).unwrap();
    assert_eq!(bytes("a.gz", &packed.finish().unwrap()).report.totals.kept, 2);
}

#[test]
fn utf_16_with_a_byte_order_mark_is_read() {
    let text = std::fs::read_to_string(crate::help::fixture("extended-2022/MyData/endsong_1.json")).unwrap();
    let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let reading = bytes("wide.json", &wide);
    assert!(lines(&reading.history)[0].contains("Yèkèrmo Sèw"));
    let table: Vec<u8> =
        "\u{feff}artist\ttitle\nBjörk\tJóga\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(lines(&bytes("wide.txt", &table).history), ["- Björk – Jóga - Played ×1"]);
}

#[test]
fn sample_histories_end_two_hours_before_now() {
    for name in starter_names() {
        let reading = try_specs(&[SourceSpec::Starter(name)], &Quiet).unwrap();
        assert_eq!(reading.history.as_of(), Some(NOW - 7200), "{name}");
        assert_eq!(reading.history.sources()[0].kind, SourceKind::Starter);
        assert_eq!(reading.report.totals.rows, reading.report.totals.kept, "{name}: {:?}", reading.report);
        assert!(reading.report.totals.skips > 0, "{name} has no skip");
    }
}

#[test]
fn the_report_is_json() {
    let json = serde_json::to_value(&fixtures(&["account-data"]).report).unwrap();
    let files = json["files"].as_array().unwrap();
    let music = files.iter().find(|f| f["label"].as_str().unwrap().ends_with("music_0.json")).unwrap();
    assert_eq!(music["outcome"]["read"], "spotify-account");
    assert_eq!(music["dropped"]["no-name"], 1);
    let user = files.iter().find(|f| f["label"].as_str().unwrap().ends_with("Userdata.json")).unwrap();
    assert_eq!(user["outcome"]["passed-over"]["reason"], "not-listens");
    assert_eq!(json["totals"]["rows"], 6);
}
