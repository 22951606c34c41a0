//! Each service's export and each program's log, from the fixtures.

use glasscrate::history::{History, SourceKind};
use glasscrate::sources::{FileOutcome, Reading};

use crate::help::{account, bytes, file, fixtures, lines, passed};

fn kind(reading: &Reading, ending: &str) -> SourceKind {
    match file(reading, ending).outcome {
        FileOutcome::Read(kind) => kind,
        FileOutcome::PassedOver(_) => panic!("{}", passed(reading, ending)),
    }
}

/// Album, URI, ISRC and `MusicBrainz` id of a title.
fn about(history: &History, title: &str) -> String {
    let track = history.tracks().iter().find(|t| &*t.title == title).unwrap();
    let part = |field: &Option<Box<str>>| field.as_deref().unwrap_or("-").to_owned();
    [part(&track.album), part(&track.uri), part(&track.isrc), part(&track.mbid)].join(" ")
}

#[test]
fn listenbrainz_export() {
    let reading = fixtures(&["listenbrainz"]);
    assert_eq!(kind(&reading, "5.jsonl"), SourceKind::ListenBrainz);
    assert_eq!(
        account(&file(&reading, "5.jsonl").tally),
        "6 3/1 no artist or title:1 bad time:1 bad record:1"
    );
    assert_eq!(
        lines(&reading.history),
        [
            "1714560600 Broadcast – Come On Let's Go - Played ×1",
            "1714558800 Burial – Archangel - Played ×1",
            "1714558200 Massive Attack – Angel 12000 Skipped ×1",
            "1714557600 Portishead – Roads 302000 Played ×1",
        ]
    );
    assert_eq!(
        about(&reading.history, "Roads"),
        "Dummy spotify:track:0000000000000000000041 ZZXXX0000041 00000000-0000-4000-8000-000000000002"
    );
    assert_eq!(about(&reading.history, "Angel"), "- - - 00000000-0000-4000-8000-000000000003");
    assert_eq!(about(&reading.history, "Come On Let's Go"), "- spotify:track:0000000000000000000042 - -");
    assert!(passed(&reading, "feedback.jsonl").contains("liked"));
    assert!(passed(&reading, "pinned_recording.jsonl").contains("pinned"));
    assert!(passed(&reading, "user.json").contains("JSON without artist and title"));
}

#[test]
fn listenbrainz_answer_and_dump() {
    let reading = fixtures(&["listenbrainz-answer.json"]);
    assert_eq!(
        lines(&reading.history),
        ["1714558800 Burial – Archangel - Played ×1", "1714558200 Low – July - Played ×1"]
    );
    let dump = br#"{"user_id":1,"user_name":"x","timestamp":1714558200,"track_metadata":{"artist_name":"Low","track_name":"July"},"recording_msid":"y"}"#;
    let reading = bytes("5.listens", dump);
    assert_eq!(kind(&reading, "5.listens"), SourceKind::ListenBrainz);
    assert_eq!(reading.report.totals.kept, 1);
}

#[test]
fn maloja() {
    let reading = fixtures(&["maloja"]);
    assert_eq!(kind(&reading, "export.json"), SourceKind::Maloja);
    assert_eq!(account(&reading.report.totals), "5 3/1 no artist or title:1 bad time:1");
    assert_eq!(
        lines(&reading.history),
        [
            "1714558800 Broadcast – Corporeal 9000 Skipped ×1",
            "1714558200 Broadcast – Tender Buttons - Played ×1",
            "1714557600 Stereolab – Simple Headphone Mind 640000 Played ×1",
        ]
    );
    assert_eq!(about(&reading.history, "Simple Headphone Mind"), "Simple Headphone Mind - - -");
}

#[test]
fn pano_scrobbler() {
    let reading = fixtures(&["pano"]);
    assert_eq!(kind(&reading, "scrobbles.jsonl"), SourceKind::PanoScrobbler);
    assert_eq!(kind(&reading, "scrobbles.csv"), SourceKind::PanoScrobbler);
    assert_eq!(account(&reading.report.totals), "4 3/0 bad time:1");
    assert_eq!(
        lines(&reading.history),
        [
            "1714558800 Cocteau Twins – Beatrix - Played ×1",
            "1714558200 Cocteau Twins – Pandora - Played ×1",
            "1714557600 Cocteau Twins – Lorelei - Played ×1",
        ]
    );
}

#[test]
fn libre_fm() {
    let reading = fixtures(&["librefm"]);
    assert_eq!(kind(&reading, ".csv"), SourceKind::LibreFm);
    assert_eq!(account(&reading.report.totals), "4 3/0 no artist or title:1");
    assert_eq!(
        about(&reading.history, "Prairie Dog"),
        "Sounds of the Satellites - - 00000000-0000-4000-8000-000000000011"
    );
}

#[test]
fn scrobbler_log() {
    let reading = fixtures(&["player"]);
    assert_eq!(kind(&reading, ".log"), SourceKind::ScrobblerLog);
    assert_eq!(account(&reading.report.totals), "6 3/1 no artist or title:1 bad record:2");
    assert_eq!(
        lines(&reading.history),
        [
            "1714558200 The Notwist – Consequence - Skipped ×1",
            "1714557600 The Notwist – Pilot #1 \"live\" - Played ×1",
            "- The Notwist – Pick Up the Phone - Played ×1",
        ]
    );
}

#[test]
fn a_log_without_a_zone_shows_the_time_of_this_machine_s_zone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scrobbler.log");
    std::fs::write(&path, "#AUDIOSCROBBLER/1.1\n#TZ/UNKNOWN\nLow\t\tJuly\t1\t200\tL\t1714557600\t\n")
        .unwrap();
    // 10:00 on the player's clock, which hangs in a zone three hours before UTC; the same play in UTC is 07:00.
    let scrobble = folder.path().join("listens.jsonl");
    let listen =
        "{\"listened_at\":1714546800,\"track_metadata\":{\"artist_name\":\"Low\",\"track_name\":\"July\"}}\n";
    std::fs::write(&scrobble, listen).unwrap();
    let shared = |zone: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_glasscrate"))
            .args(["history", "--format", "json"])
            .arg(folder.path())
            .env("TZ", zone)
            .output()
            .unwrap();
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(json["read"]["totals"]["rows"], 2);
        json["shared"].clone()
    };
    assert_eq!(shared("UTC0"), serde_json::Value::Null, "three hours apart they are two plays");
    let both = shared("XYZ-3");
    assert_eq!(both[0]["listens"], 1);
    let kinds = [&both[0]["kept"]["kind"], &both[0]["also"]["kind"]];
    assert!(kinds.contains(&&"scrobbler-log".into()) && kinds.contains(&&"listenbrainz".into()), "{both}");
}

#[test]
fn spotatui() {
    let reading = fixtures(&["spotatui"]);
    assert_eq!(kind(&reading, ".jsonl"), SourceKind::Spotatui);
    assert_eq!(
        lines(&reading.history),
        [
            "1714558820 Massive Attack – (Exchange) 20000 Played ×1",
            "1714558208 Massive Attack – Group Four 8000 Skipped ×1",
            "1714557850 Massive Attack – Mezzanine 250000 Played ×1",
        ]
    );
    assert_eq!(about(&reading.history, "Mezzanine"), "Mezzanine spotify:track:0000000000000000000051 - -");
}

#[test]
fn apple_music() {
    let reading = fixtures(&["apple"]);
    assert_eq!(kind(&reading, "Activity.csv"), SourceKind::AppleMusic);
    assert_eq!(
        account(&file(&reading, "Activity.csv").tally),
        "5 2/1 not music:1 no artist or title:1 too short:1"
    );
    assert_eq!(account(&file(&reading, "Tracks.csv").tally), "4 2/1 no artist or title:1 bad time:1");
    assert_eq!(
        lines(&reading.history),
        [
            "1714640400 Air – Remember 4000 Skipped ×1",
            "1714636800 Air – Talisman - Played ×2",
            "1714557852 Air – Sexy Boy 12000 Skipped ×1",
            "1714557840 Air – La femme d'argent 240000 Played ×1",
        ]
    );
}

#[test]
fn youtube_music() {
    let reading = fixtures(&["youtube"]);
    assert_eq!(kind(&reading, ".json"), SourceKind::YouTubeMusic);
    assert_eq!(account(&reading.report.totals), "8 5/0 not music:1 no artist or title:1 bad time:1");
    assert_eq!(
        lines(&reading.history),
        [
            "1714557840 Pale Saints – Sight of You - Played ×1",
            "1714557780 Ride – Vapour Trail - Played ×1",
            "1714557720 My Bloody Valentine – Only Shallow - Played ×1",
            "1714557660 Slowdive – Souvlaki Space Station - Played ×1",
            "1714557600 Slowdive – Alison - Played ×1",
        ]
    );
}

#[test]
fn last_fm_by_every_program() {
    let reading = fixtures(&["lastfm"]);
    for (name, tally) in [
        ("pages.json", "4 1/0 playing now:1 duplicate:1 bad time:1"),
        ("answer.json", "2 1/0 playing now:1"),
        ("stats.json", "2 2/0"),
        ("stats.csv", "1 1/0"),
        ("oldest.csv", "4 1/0 playing now:1 no artist or title:1 bad time:1"),
        ("recenttracks.csv", "1 1/0"),
    ] {
        assert_eq!(kind(&reading, name), SourceKind::LastFm, "{name}");
        assert_eq!(account(&file(&reading, name).tally), tally, "{name}");
    }
    assert_eq!(
        lines(&reading.history),
        [
            "1714559600 Neu! – Weissensee - Played ×1",
            "1714558600 Neu! – Negativland - Played ×1",
            "1714557600 Can – Halleluhwah - Played ×1",
            "1714557600 Cluster – Hollywood - Played ×1",
            "1714557600 Faust – Jennifer, again - Played ×1",
            "1714557600 Neu! – Hallogallo - Played ×1",
            "1714556600 Can – Spoon - Played ×1",
        ]
    );
    assert_eq!(about(&reading.history, "Halleluhwah"), "Tago Mago - - 00000000-0000-4000-8000-000000000031");
}

#[test]
fn a_plain_list() {
    let reading = fixtures(&["names"]);
    assert_eq!(kind(&reading, "list.txt"), SourceKind::PlainList);
    assert_eq!(account(&reading.report.totals), "5 4/0 bad record:1");
    assert_eq!(
        lines(&reading.history),
        [
            "- Talk Talk – Ascension Day - Played ×1",
            "- Talk Talk – After the Flood - Played ×1",
            "- Mark Hollis – The Colour of Spring - Played ×1",
            "- Talk Talk – New Grass - part two - Played ×1",
        ]
    );
}
