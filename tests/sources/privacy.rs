//! What says where and who a person was is never kept, not even in a message about a broken record.

use glasscrate::sources::DropReason;

use crate::help::{bytes, dropped, fixtures};

/// What the fixtures plant in the fields that must not be read.
const PLANTED: [&str; 6] = ["pii-planted", "XQ", "192.0.2.", "198.51.100.", "203.0.113.", "2001:db8"];

#[test]
fn nothing_planted_is_kept() {
    let reading = fixtures(&[
        "extended-2022",
        "extended-2024",
        "account-data",
        "listenbrainz",
        "listenbrainz-answer.json",
        "maloja",
        "pano",
        "apple",
        "youtube",
        "lastfm",
    ]);
    let all = format!("{reading:?} {}", serde_json::to_string(&reading.report).unwrap());
    for planted in PLANTED {
        assert!(!all.contains(planted), "{planted}");
    }
}

#[test]
fn messages_about_broken_records_quote_nothing() {
    let broken = [
        r#"{"ts":"2024-01-01T00:00:00Z","ms_played":1,"ip_addr":"198.51.100.7","username":"pii-planted}"#,
        r#"{"ts":"2024-01-01T00:00:00Z","ip_addr":2001:db8::1,"ms_played":40000}"#,
        r#"{"ts":"198.51.100.7","ms_played":40000,"master_metadata_track_name":"a","master_metadata_album_artist_name":"b"}"#,
        r#"{"ts":"x","ts":"pii-planted","ms_played":40000}"#,
        "\"pii-planted\"",
        r#"{"ip_addr_decrypted":"198.51.100.7","username":"pii-planted"#,
    ];
    let reading = bytes("broken.json", broken.join("\n").as_bytes());
    let all = format!("{reading:?} {}", serde_json::to_string(&reading.report).unwrap());
    for planted in PLANTED {
        assert!(!all.contains(planted), "{planted} in {all}");
    }
    assert_eq!(reading.report.totals.rows, 6);
    assert_eq!(dropped(&reading, DropReason::BadTime), 1);
    assert_eq!(dropped(&reading, DropReason::CutOff), 1);
    assert_eq!(dropped(&reading, DropReason::BadRecord), 4);
}
