//! `evaluate challenge` from end to end, on a made-up data set and challenge.

#![allow(clippy::unwrap_used, reason = "a failed test may end so")]

mod support;

use std::collections::HashSet;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use serde_json::Value;

use support::{Run, file, run, shown};

/// Playlists to learn from, and one of each kind three times to answer.
struct World {
    dir: tempfile::TempDir,
    slices: String,
    set: String,
    truth: String,
}

fn world(playlists: &str) -> World {
    let dir = tempfile::tempdir().unwrap();
    let slices = shown(&dir.path().join("slices"));
    let made =
        run(&["evaluate", "generate", "--playlists", playlists, "--challenge", "30", "--out", &slices]);
    assert_eq!(made.code, 0, "{}", made.err);
    let (set, truth) = (format!("{slices}/challenge_set.json"), format!("{slices}/challenge_truth.json"));
    World { dir, slices, set, truth }
}

impl World {
    fn path(&self, name: &str) -> String {
        shown(&self.dir.path().join(name))
    }

    /// A pack of the playlists, with the published parameters.
    fn pack(&self) -> String {
        let pack = self.path("p.pack");
        let made = run(&["pack", "build", "--published", "--from", "mpd", &self.slices, "--out", &pack]);
        assert_eq!(made.code, 0, "{}", made.err);
        pack
    }

    fn answered(&self, from: &[&str], out: &str, more: &[&str]) -> Run {
        let args = ["evaluate", "challenge", "--challenge", &self.set, "--out", out];
        let team = ["--team", "Made up", "--email", "team@example.org"];
        run(&[&args[..], from, &team, more].concat())
    }

    fn check(&self, submission: &str) -> Run {
        run(&["evaluate", "challenge", "--challenge", &self.set, "--check", submission])
    }
}

fn json(path: &str) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn uris(playlist: &Value) -> Vec<String> {
    playlist["tracks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["track_uri"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_submission_is_as_the_rules_want_it_and_measured_as_they_say() {
    let world = world("300");
    let pack = world.pack();
    let out = world.path("s.csv");
    let told =
        world.answered(&["--pack", &pack], &out, &["--truth", &world.truth, "--format", "json"]).json();
    let text = fs::read_to_string(&out).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("team_info,Made up,team@example.org"));

    // Checked again here, by other means than the program's own.
    let (set, truth) = (json(&world.set), json(&world.truth));
    let mut sums = [0.0; 3];
    let playlists = set["playlists"].as_array().unwrap();
    for (line, (p, whole)) in lines.zip(playlists.iter().zip(truth["playlists"].as_array().unwrap())) {
        let fields: Vec<&str> = line.split(", ").collect();
        assert_eq!(fields[0], p["pid"].to_string());
        assert_eq!(p["pid"], whole["pid"]);
        let listed = &fields[1..];
        assert_eq!(listed.len(), 500);
        assert_eq!(listed.iter().collect::<HashSet<_>>().len(), 500);
        let seeds: HashSet<String> = uris(p).into_iter().collect();
        assert!(listed.iter().all(|uri| !seeds.contains(*uri) && uri.len() == 36));
        let held: HashSet<String> = uris(whole).into_iter().filter(|uri| !seeds.contains(uri)).collect();
        let hits: Vec<usize> = (0..500).filter(|n| held.contains(listed[*n])).collect();
        let gain = |n: usize| 1.0 / (n as f64 + 2.0).log2();
        let ideal: f64 = (0..held.len().min(500)).map(gain).sum();
        sums[0] += hits.iter().filter(|n| **n < held.len()).count() as f64 / held.len() as f64;
        sums[1] += hits.iter().map(|n| gain(*n)).sum::<f64>() / ideal;
        sums[2] += hits.first().map_or(51.0, |n| (n / 10) as f64);
    }
    let kinds = told["kinds"].as_array().unwrap();
    assert_eq!(kinds.len(), 11);
    let all = &kinds[10];
    assert_eq!((&all["kind"], &all["playlists"]), (&"all".into(), &30.into()));
    let mean = |name: &str| all[name]["mean"].as_f64().unwrap();
    assert!((mean("ndcg") - sums[1] / 30.0).abs() < 1e-5);
    assert!((mean("clicks") - sums[2] / 30.0).abs() < 1e-5);
    // The artists' quarter comes on top.
    assert!(mean("r_precision") >= sums[0] / 30.0 - 1e-6);
    assert!(mean("ndcg") > 0.01, "{told}");
    for (row, title) in
        kinds.iter().zip(["title only", "title, first track", "title, first 5", "no title, first 5"])
    {
        assert_eq!(row["kind"], title);
        assert_eq!(row["playlists"], 3);
    }
    assert!(told["by_popularity"].as_u64().unwrap() < 10, "{told}");
    assert_eq!((&told["faults"], &told["answered"]), (&0.into(), &30.into()));

    let checked = world.check(&out);
    assert_eq!(
        (checked.code, checked.out.contains("30 playlists, as the rules want it")),
        (0, true),
        "{}",
        checked.out
    );
}

#[test]
fn packed_submissions_say_the_same_and_a_broken_one_is_told() {
    let world = world("200");
    let pack = world.pack();
    let (plain, packed) = (world.path("s.csv"), world.path("s.csv.gz"));
    let table = world.answered(&["--pack", &pack], &plain, &["--truth", &world.truth]);
    assert_eq!(table.code, 0, "{}", table.err);
    assert!(table.out.lines().all(|l| l.chars().count() <= 100), "{}", table.out);
    assert!(table.out.lines().any(|l| l.starts_with("title, 25 at random")), "{}", table.out);
    assert_eq!(world.answered(&["--pack", &pack], &packed, &["--track", "main"]).code, 0);
    let text = fs::read_to_string(&plain).unwrap();
    let mut unpacked = String::new();
    flate2::read::GzDecoder::new(fs::File::open(&packed).unwrap()).read_to_string(&mut unpacked).unwrap();
    assert_eq!(unpacked, text.replacen("team_info,", "team_info,main,", 1));
    assert_eq!(world.check(&packed).code, 0);

    let cut = file(world.dir.path(), "cut.csv", &text[..text.len() / 2 - 2000]);
    let told = world.check(&cut);
    assert_eq!(told.code, 1);
    assert!(
        told.out.contains("tracks instead of 500") && told.out.contains("playlists have no line"),
        "{}",
        told.out
    );
    let absent = world.check(&world.path("none.csv"));
    assert_eq!((absent.code, absent.out.as_str()), (1, ""));
}

#[test]
fn what_cannot_be_answered_is_refused_and_leaves_nothing() {
    let world = world("60");
    let out = world.path("s.csv");
    let team = |name: &str, email: &str| {
        let args = ["evaluate", "challenge", "--challenge", &world.set, "--pack", "x.pack", "--out", &out];
        run(&[&args[..], &["--team", name, "--email", email]].concat()).code
    };
    assert_eq!((team("a,b", "a@b"), team("a", "nobody"), team(" ", "a@b"), team("a", "a@b")), (2, 2, 2, 1));
    let args = ["evaluate", "challenge", "--challenge", &world.set];
    assert_eq!(run(&args).code, 2);
    assert_eq!(run(&[&args[..], &["--check", "x", "--out", &out]].concat()).code, 2);

    // A pack without URIs, and one that is too small.
    let small = support::small_pack(world.dir.path());
    let small = shown(&small);
    let few = [&args[..], &["--pack", &small, "--out", &out, "--team", "t", "--email", "a@b"]].concat();
    let ran = run(&few);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("500 are wanted"), "{}", ran.err);
    let bad = file(world.dir.path(), "bad.json", "{\"playlists\": 3}");
    let ran = run(&["evaluate", "challenge", "--challenge", &bad, "--check", &out]);
    assert!(ran.code == 1 && ran.err.contains("not a challenge set"), "{}", ran.err);
    assert!(!Path::new(&out).exists());
    // A truth of other playlists; and the lists themselves, without a pack.
    let from = ["--from", "mpd", &world.slices];
    let ran = world.answered(&from, &out, &["--truth", &format!("{}/mpd.slice.0-59.json", world.slices)]);
    assert!(ran.code == 1 && ran.err.contains("is not in the truth"), "{}", ran.err);
    assert_eq!(world.check(&out).code, 0);
}
