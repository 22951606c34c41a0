//! `evaluate generate`: made-up playlists are as they say, and as the readers take them.

#![allow(clippy::unwrap_used, reason = "a failed test may end so")]

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;

use support::{finish, program, run, shown};

fn generated(out: &Path, more: &[&str]) -> Value {
    let out = shown(out);
    run(&[&["evaluate", "generate", "--out", &out, "--format", "json"], more].concat()).json()
}

/// The counts of the pack that is made of some lists.
fn counts(kind: &str, lists: &Path, pack: &Path) -> (Value, Value, Value) {
    let made = run(&["pack", "build", "--published", "--from", kind, &shown(lists), "--out", &shown(pack)]);
    assert_eq!(made.code, 0, "{}", made.err);
    let info = run(&["pack", "info", &shown(pack), "--format", "json"]).json();
    let counts = &info["card"]["counts"];
    (counts["lists"].clone(), counts["tracks"].clone(), counts["artists"].clone())
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap())
        .map(|e| (e.file_name().into_string().unwrap(), fs::read(e.path()).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn the_reader_finds_what_was_made_in_either_form() {
    let dir = tempfile::tempdir().unwrap();
    let (slices, table) = (dir.path().join("slices"), dir.path().join("table.csv"));
    let shape = generated(&slices, &["--playlists", "150"]);
    assert_eq!(shape, {
        let mut other = generated(&table, &["--playlists", "150", "--form", "csv"]);
        other["bytes"] = shape["bytes"].clone();
        other
    });
    let wanted = (shape["playlists"].clone(), shape["tracks"].clone(), shape["artists"].clone());
    assert_eq!(counts("mpd", &slices, &dir.path().join("a.pack")), wanted);
    assert_eq!(counts("csv", &table, &dir.path().join("b.pack")), wanted);
}

#[test]
fn slices_are_whole_and_as_long_as_published_ones() {
    let dir = tempfile::tempdir().unwrap();
    let slices = dir.path().join("slices");
    let shape = generated(&slices, &["--playlists", "2500"]);
    let files = files(&slices);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["mpd.slice.0-999.json", "mpd.slice.1000-1999.json", "mpd.slice.2000-2499.json"]);
    let (mut entries, mut bytes) = (0, 0);
    for (_, text) in &files {
        let slice: Value = serde_json::from_slice(text).unwrap();
        for p in slice["playlists"].as_array().unwrap() {
            let tracks = p["tracks"].as_array().unwrap();
            assert_eq!(p["num_tracks"], tracks.len());
            assert!(tracks.iter().zip(0..).all(|(t, n)| t["pos"] == n));
            entries += tracks.len();
        }
        bytes += text.len();
    }
    assert_eq!((&shape["entries"], &shape["bytes"]), (&entries.into(), &bytes.into()));
    // The published slices have 33 GB for 66.3 million entries.
    assert!((480..530).contains(&(bytes / entries)), "{}", bytes / entries);
    let near = |name: &str, low: f64, high: f64| {
        let value = shape[name].as_f64().unwrap();
        assert!((low..high).contains(&value), "{name} {value}");
    };
    near("mean", 62.0, 70.0);
    near("deviation", 49.0, 58.0);
    let quartiles: Vec<u64> =
        shape["quartiles"].as_array().unwrap().iter().map(|q| q.as_u64().unwrap()).collect();
    for (q, wanted) in quartiles.iter().zip([26, 49, 92]) {
        assert!(q.abs_diff(wanted) <= 5, "{quartiles:?}");
    }
}

#[test]
fn the_same_bytes_on_any_number_of_threads_and_others_for_another_seed() {
    let dir = tempfile::tempdir().unwrap();
    let with = |threads: &str, seed: &str| {
        let out = dir.path().join(format!("{threads}-{seed}"));
        let mut command = program();
        command.env("RAYON_NUM_THREADS", threads);
        let args =
            ["evaluate", "generate", "--playlists", "1500", "--challenge", "10", "--seed", seed, "--out"];
        let ran = finish(command.args(args).arg(&out));
        assert_eq!(ran.code, 0, "{}", ran.err);
        (ran.out, files(&out))
    };
    let one = with("1", "1");
    assert_eq!(one.1.len(), 4);
    assert!(one == with("3", "1"));
    assert!(one.1 != with("1", "2").1);
}

#[test]
fn what_lies_there_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    support::file(dir.path(), "mine.txt", "mine");
    let out = shown(dir.path());
    let ran = run(&["evaluate", "generate", "--playlists", "10", "--out", &out]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("not empty"), "{}", ran.err);
    assert_eq!(files(dir.path()).len(), 1);
    for wrong in [
        &["--playlists", "0"][..],
        &["--playlists", "-1"],
        &["--playlists", "5", "--form", "csv", "--challenge", "10"],
    ] {
        let ran = run(&[&["evaluate", "generate", "--out", &shown(&dir.path().join("new"))], wrong].concat());
        assert_eq!(ran.code, 2, "{wrong:?}: {}", ran.err);
    }
}
