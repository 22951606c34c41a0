//! `--library` on the real binary: files told by their tags, and lists that play at once.

#![allow(clippy::unwrap_used, reason = "a failed test may end so")]

mod support;

use std::fs;
use std::path::Path;

use support::{file, run, shown, small_pack};

/// A FLAC file of no sound, with these comments: the stream's description and the comments are all that a reader of tags needs.
fn flac(seconds: u64, comments: &[(&str, &str)]) -> Vec<u8> {
    let mut info = vec![0x10, 0x00, 0x10, 0x00, 0, 0, 0, 0, 0, 0];
    // 44 100 Hz in 20 bits, two channels, 16 bits a sample, and the number of samples in 36 bits.
    let samples = seconds * 44_100;
    info.extend_from_slice(&((44_100_u64 << 44) | (1 << 41) | (15 << 36) | samples).to_be_bytes());
    info.extend_from_slice(&[0; 16]);
    let mut told = Vec::new();
    let mut text = |t: &str| {
        told.extend_from_slice(&(t.len() as u32).to_le_bytes());
        told.extend_from_slice(t.as_bytes());
    };
    text("test");
    let mut fields = Vec::new();
    for (name, value) in comments {
        let field = format!("{name}={value}");
        fields.extend_from_slice(&(field.len() as u32).to_le_bytes());
        fields.extend_from_slice(field.as_bytes());
    }
    told.extend_from_slice(&(comments.len() as u32).to_le_bytes());
    told.extend_from_slice(&fields);
    let block = |kind: u8, body: &[u8]| {
        let length = (body.len() as u32).to_be_bytes();
        [&[kind, length[1], length[2], length[3]], body].concat()
    };
    [b"fLaC".to_vec(), block(0, &info), block(0x84, &told)].concat()
}

/// A library that holds "Roads" twice, a file without names, one that is damaged, and a text.
fn library(folder: &Path) -> String {
    let music = folder.join("Music");
    fs::create_dir_all(music.join("Portishead #1")).unwrap();
    let roads = [("ARTIST", "PORTISHEAD"), ("TITLE", "Roads (Remastered)"), ("ALBUM", "Dummy")];
    fs::write(music.join("Portishead #1/09 Roads.flac"), flac(302, &roads)).unwrap();
    fs::write(music.join("zz copy.flac"), flac(302, &roads)).unwrap();
    fs::write(music.join("nameless.flac"), flac(10, &[])).unwrap();
    fs::write(music.join("damaged.mp3"), b"no sound").unwrap();
    fs::write(music.join("notes.txt"), "Portishead - Glory Box").unwrap();
    shown(&music)
}

#[test]
fn what_is_owned_is_marked_counted_and_plays_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let pack = shown(&small_pack(folder.path()));
    let music = library(folder.path());
    let history = file(folder.path(), "history.csv", "artist,title\nMassive Attack,Teardrop\n");
    let ask = |more: &[&str]| {
        let run = run(
            &[&["recommend", "--pack", &pack, "--history", &history, "--library", &music], more].concat()
        );
        assert_eq!(run.code, 0, "{}", run.err);
        run
    };
    let table = ask(&["--format", "table"]);
    assert!(table.out.contains("♪ Roads") && !table.out.contains("♪ Hell"), "{}", table.out);
    assert!(
        table.err.contains("2 tagged files, 1 track of the pack among them; 1 without names, 1 unreadable"),
        "{}",
        table.err
    );

    let list = folder.path().join("lists/list.m3u8");
    fs::create_dir(folder.path().join("lists")).unwrap();
    ask(&["--out", &shown(&list), "--library-only"]);
    let text = fs::read_to_string(&list).unwrap();
    let lines: Vec<&str> = text.lines().skip(2).collect();
    assert_eq!(lines, ["#EXTINF:302,Portishead - Roads", "../Music/Portishead #1/09 Roads.flac"]);
    assert!(list.parent().unwrap().join(lines[1]).is_file());

    let jspf = ask(&["--format", "jspf", "--library-only"]);
    let jspf: serde_json::Value = serde_json::from_str(&jspf.out).unwrap();
    let location = jspf["playlist"]["track"][0]["location"][0].as_str().unwrap();
    assert!(
        location.starts_with("file:///") && location.ends_with("/Portishead%20%231/09%20Roads.flac"),
        "{location}"
    );
    assert_eq!(jspf["playlist"]["track"][0]["duration"], 302_000);
}

#[test]
fn only_the_library_is_listed_and_its_scores_stay() {
    let folder = tempfile::tempdir().unwrap();
    let pack = shown(&small_pack(folder.path()));
    let music = library(folder.path());
    let args = ["recommend", "--pack", &pack, "--heard", "--format", "plain"];
    let all = run(&args).out;
    let only = run(&[&args[..], &["--library", &music, "--library-only", "-n", "1"]].concat()).out;
    let fields = |line: &str| line.split('\t').skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(only.lines().count(), 1);
    assert!(all.lines().any(|line| fields(line) == fields(only.trim_end())), "{all}\n{only}");
    let first = run(&[&args[..], &["--library", &music, "--library-first"]].concat()).out;
    let mut sorted: Vec<_> = all.lines().map(fields).collect();
    sorted.sort_by_key(|f| f != &fields(only.trim_end()));
    assert_eq!(first.lines().map(fields).collect::<Vec<_>>(), sorted);
}

#[test]
fn a_library_that_is_none_is_named() {
    let missing = run(&["recommend", "--library", "no/such/folder"]);
    assert_eq!(missing.code, 1);
    assert!(
        missing.err.contains("no/such/folder: cannot be opened as a folder of audio files"),
        "{}",
        missing.err
    );
    assert_eq!(run(&["recommend", "--library-only"]).code, 2);
}
