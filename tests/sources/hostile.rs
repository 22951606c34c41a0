//! Every format, damaged at random: one bad record costs one record, and whatever the bytes, every row is accounted for.

use std::path::PathBuf;

use proptest::prelude::*;

use crate::help::{fixture, try_bytes};

/// A format: what stands before its rows, between and after them; a row of a number; and rows that are bad.
struct Format {
    name: &'static str,
    before: &'static str,
    between: &'static str,
    after: &'static str,
    row: fn(usize) -> String,
    bad: &'static [&'static str],
}

const BAD_OBJECTS: &[&str] =
    &["{\"a\":}", "{\"a\":\"b}", "{\"a\" \"b\"}", "{\"a\":1,,}", "17", "{\"a\":\"\u{1}\"}"];

const FORMATS: [Format; 10] = [
    Format {
        name: "listenbrainz.jsonl",
        before: "",
        between: "\n",
        after: "",
        row: |n| {
            format!(
                "{{\"listened_at\":{},\"track_metadata\":{{\"artist_name\":\"Low\",\"track_name\":\"{n}\"}}}}",
                1_714_557_600 + n
            )
        },
        bad: BAD_OBJECTS,
    },
    Format {
        name: "maloja.json",
        before: "{\"maloja\":{},\"scrobbles\":[",
        between: ",",
        after: "],\"x\":{}}",
        row: |n| {
            format!(
                "{{\"time\":{},\"track\":{{\"artists\":[\"Low\"],\"title\":\"{n}\"}}}}",
                1_714_557_600 + n
            )
        },
        bad: BAD_OBJECTS,
    },
    Format {
        name: "pages.json",
        before: "[{\"track\":[",
        between: ",",
        after: "],\"@attr\":{\"page\":\"1\"}}]",
        row: |n| {
            let at = 1_714_557_600 + n;
            format!("{{\"artist\":{{\"#text\":\"Low\"}},\"name\":\"{n}\",\"date\":{{\"uts\":\"{at}\"}}}}")
        },
        bad: BAD_OBJECTS,
    },
    Format {
        name: "spotatui.jsonl",
        before: "",
        between: "\n",
        after: "\n",
        row: |n| {
            let at = 1_714_557_600 + n;
            format!(
                "{{\"ended_at\":{at},\"listened_ms\":40000,\"qualified\":true,\"title\":\"{n}\",\"artists\":[\"Low\"]}}"
            )
        },
        bad: BAD_OBJECTS,
    },
    Format {
        name: "youtube.json",
        before: "[",
        between: ",",
        after: "]",
        row: |n| {
            format!(
                "{{\"header\":\"YouTube Music\",\"title\":\"Watched {n} x\",\"titleUrl\":\"u\",\"subtitles\":[{{\"name\":\"Low\"}}],\"time\":\"2024-05-01T10:00:{:02}Z\"}}",
                n % 60
            )
        },
        bad: BAD_OBJECTS,
    },
    Format {
        name: "librefm.csv",
        before: "Time,Artist,Track,Album,TrackMBID,AlbumMBID,ArtistMBID\n",
        between: "\n",
        after: "\n",
        row: |n| format!("{},Low,{n},,,,", 1_714_557_600 + n),
        bad: &["1714557600,Low", "soon,Low,July,,,,", "1714557600,Low,July,,,,,extra"],
    },
    Format {
        name: "oldest.csv",
        before: "",
        between: "\n",
        after: "\n",
        row: |n| format!("Low,,{n},01 May 2024 10:{:02}", n % 60),
        bad: &["Low,July", "Low,,July,someday", "Low,,July,01 May 2024 10:00,more"],
    },
    Format {
        name: "apple.csv",
        before: "Event Type,Song Name,Artist Name,End Reason Type,Event End Timestamp,Play Duration Milliseconds\n",
        between: "\n",
        after: "\n",
        row: |n| format!("PLAY_END,{n},Low,NATURAL_END_OF_TRACK,2024-05-01T10:00:{:02}Z,200000", n % 60),
        bad: &["PLAY_END,July", "PLAY_END,July,Low,NATURAL_END_OF_TRACK,soon,200000"],
    },
    Format {
        name: "scrobbler.log",
        before: "#AUDIOSCROBBLER/1.1\n#TZ/UTC\n",
        between: "\n",
        after: "\n",
        row: |n| format!("Low\t\t{n}\t1\t200\tL\t{}\t", 1_714_557_600 + n),
        bad: &["Low\tJuly", "Low\t\tJuly\t1\t200\tL\tsoon\t", "Low\t\tJuly\t1\t200\t?\t1714557600\t"],
    },
    Format {
        name: "names.txt",
        before: "",
        between: "\n",
        after: "\n",
        row: |n| format!("Low - {n}"),
        bad: &["Low", "no dash here", " - "],
    },
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn one_bad_record_costs_one_record(format in 0..FORMATS.len(), bad in any::<prop::sample::Index>(), rows in 8usize..40, at in any::<prop::sample::Index>()) {
        let format = &FORMATS[format];
        let mut all: Vec<String> = (0..rows).map(format.row).collect();
        // Not first: by the first record a format is told.
        all.insert(1 + at.index(rows), bad.get(format.bad).to_string());
        let text = format!("{}{}{}", format.before, all.join(format.between), format.after);
        let reading = try_bytes(format.name, text.as_bytes()).unwrap();
        let totals = &reading.report.totals;
        prop_assert_eq!((totals.rows, totals.kept), (rows as u64 + 1, rows as u64), "{}: {}\n{:?}", format.name, text, reading.report);
    }
}

/// Every fixture that is one text file.
fn texts() -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(fixture("")).sort_by_file_name().into_iter().map(Result::unwrap);
    let files: Vec<PathBuf> =
        files.filter(|e| e.file_type().is_file()).map(walkdir::DirEntry::into_path).collect();
    assert!(files.len() > 30);
    files
}

/// A change of a few bytes.
#[derive(Debug, Clone)]
enum Change {
    Cut(prop::sample::Index),
    Remove(prop::sample::Index, usize),
    Insert(prop::sample::Index, Vec<u8>),
    Repeat(prop::sample::Index, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let byte = prop_oneof![any::<u8>(), prop::sample::select(b"[{}]\\\":,\n\t;#-\0".to_vec())];
    prop_oneof![
        any::<prop::sample::Index>().prop_map(Change::Cut),
        (any::<prop::sample::Index>(), 1usize..40).prop_map(|(at, n)| Change::Remove(at, n)),
        (any::<prop::sample::Index>(), prop::collection::vec(byte, 1..20))
            .prop_map(|(at, b)| Change::Insert(at, b)),
        (any::<prop::sample::Index>(), 1usize..200).prop_map(|(at, n)| Change::Repeat(at, n)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let at = |index: &prop::sample::Index| index.index(bytes.len() + 1);
        match change {
            Change::Cut(index) => bytes.truncate(at(index)),
            Change::Remove(index, n) => {
                let from = at(index);
                bytes.drain(from..(from + n).min(bytes.len()));
            }
            Change::Insert(index, new) => {
                let from = at(index);
                bytes.splice(from..from, new.iter().copied());
            }
            Change::Repeat(index, n) => {
                let from = at(index);
                let part = bytes[from..(from + n).min(bytes.len())].to_vec();
                bytes.splice(from..from, part);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn whatever_the_bytes_every_row_is_accounted_for(which in any::<prop::sample::Index>(), changes in prop::collection::vec(change(), 1..6)) {
        let path = which.get(&texts()).clone();
        let bytes = changed(std::fs::read(&path).unwrap(), &changes);
        // What cannot be read is an error with a text; what can be is accounted for, which `try_bytes` checks.
        if let Err(error) = try_bytes("any", &bytes) {
            let clean = !error.to_string().contains('\u{1b}');
            prop_assert!(clean, "an escape in a message");
        }
    }
}
