//! `recommend --trace`, `replay`, `recommend --compare`, `explain --lists` and `pack list`, as they are used.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test may end so")]

mod support;

use serde_json::{Value, json};
use support::{LISTENS, file, finish, program, run, run_with, shown, small_pack};

/// A folder with a small pack, a history, and its trace.
struct Monday {
    dir: tempfile::TempDir,
    pack: String,
    listens: String,
    trace: String,
}

impl Monday {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let pack = shown(&small_pack(dir.path()));
        let listens = file(dir.path(), "listens.csv", LISTENS);
        let trace = shown(&dir.path().join("monday.json"));
        let made = run(&["recommend", "--pack", &pack, "--history", &listens, "--trace", &trace]);
        assert_eq!(made.code, 0, "{}", made.err);
        assert!(made.out.starts_with("1\t"), "the list is written as well: {}", made.out);
        Self { dir, pack, listens, trace }
    }

    fn value(&self) -> Value {
        serde_json::from_slice(&std::fs::read(&self.trace).unwrap()).unwrap()
    }

    fn changed(&self, path: &str, value: Value) -> String {
        let mut document = self.value();
        *document.pointer_mut(path).unwrap() = value;
        file(self.dir.path(), "changed.json", &document.to_string())
    }
}

#[test]
fn a_trace_is_written_and_replays() {
    let monday = Monday::new();
    let document = monday.value();
    assert_eq!(document["schema"], "glasscrate/trace/1");
    assert_eq!(document["seeds"]["tracks"][0]["heard"][0]["title"], "Teardrop");
    assert_eq!(document["seeds"]["tracks"][0]["listens"][0][0], 1_709_323_200);
    let good = run(&["replay", &monday.trace, "--pack", &monday.pack]);
    assert_eq!(good.code, 0, "{}{}", good.out, good.err);
    assert!(good.out.contains("were computed again and agree"), "{}", good.out);
    let told = run(&["replay", &monday.trace, "--pack", &monday.pack, "--format", "json"]).json();
    assert_eq!(
        (&told["schema"], &told["agrees"], &told["count"]),
        (&json!("glasscrate/replay/1"), &json!(true), &json!(0))
    );
    assert_eq!(told["hash"], document["hash"]);
    // From standard input, and written to standard output.
    let args = ["recommend", "--pack", &monday.pack, "--history", &monday.listens, "--trace", "-"];
    let out = run(&args);
    assert_eq!(out.out, std::fs::read_to_string(&monday.trace).unwrap());
    let piped = run_with(&["replay", "-", "--pack", &monday.pack], &out.out);
    assert_eq!(piped.code, 0, "{}", piped.err);
    // A document indented by hand says the same.
    let pretty = file(monday.dir.path(), "pretty.json", &serde_json::to_string_pretty(&document).unwrap());
    assert_eq!(run(&["replay", &pretty, "--pack", &monday.pack]).code, 0);
}

#[test]
fn a_changed_digit_is_found_and_named() {
    let monday = Monday::new();
    let points = monday.value()["listed"][0]["contributions"][0]["points"].as_i64().unwrap();
    let path = monday.changed("/listed/0/contributions/0/points", json!(points + 1));
    let found = run(&["replay", &path, "--pack", &monday.pack]);
    assert_eq!(found.code, 1);
    let line = format!("/listed/0/contributions/0/points: {} is written, {points} is computed", points + 1);
    assert!(found.out.contains(&line), "{}", found.out);
    let listen = monday.changed("/seeds/tracks/0/listens/0/0", json!(1_709_323_201));
    let found = run(&["replay", &listen, "--pack", &monday.pack]);
    assert!(found.code == 1 && found.out.contains("/seeds/tracks/0:"), "{}", found.out);
}

#[test]
fn another_pack_and_what_is_no_trace_are_refused() {
    let monday = Monday::new();
    let starter = run(&["replay", &monday.trace]);
    assert_eq!((starter.code, starter.out.as_str()), (1, ""));
    assert!(
        starter.err.contains("it is of the pack small") && starter.err.contains("--pack"),
        "{}",
        starter.err
    );
    let none = run(&["replay", &monday.listens, "--pack", &monday.pack]);
    assert!(none.code == 1 && none.err.contains("no trace"), "{}", none.err);
    let folder = run(&["replay", &shown(monday.dir.path())]);
    assert!(folder.code == 1 && folder.err.contains("is a folder"), "{}", folder.err);
    let missing = run(&["replay", "nowhere.json"]);
    assert!(missing.code == 1 && missing.err.contains("nowhere.json"), "{}", missing.err);
    let field = monday.changed("/listed/0/rank", json!("first"));
    let field = run(&["replay", &field, "--pack", &monday.pack]);
    assert!(field.code == 1 && field.err.contains("at /listed/0/rank"), "{}", field.err);
    let nowhere = shown(&monday.dir.path().join("no/such/folder.json"));
    let unwritten = run(&["recommend", "--trace", &nowhere]);
    assert!(unwritten.code == 1 && unwritten.err.contains("--trace"), "{}", unwritten.err);
}

#[test]
fn a_written_trace_replaces_the_file_and_leaves_nothing_beside_it() {
    let monday = Monday::new();
    std::fs::write(&monday.trace, "old").unwrap();
    let again =
        run(&["recommend", "--pack", &monday.pack, "--history", &monday.listens, "--trace", &monday.trace]);
    assert_eq!(again.code, 0);
    assert_eq!(run(&["replay", &monday.trace, "--pack", &monday.pack]).code, 0);
    assert!(!monday.dir.path().join("monday.json.part").exists());
    let batch = run(&["recommend", "--batch", "-", "--trace", &monday.trace]);
    assert_eq!(batch.code, 2, "{}", batch.err);
}

#[test]
fn the_sample_history_replays_from_the_starter_pack() {
    let dir = tempfile::tempdir().unwrap();
    let trace = shown(&dir.path().join("t.json"));
    let more =
        ["--heard", "--phrase", "night", "--set", "together=0.5", "--set", "artist-repeat=0.2", "-n", "60"];
    let args: Vec<&str> = ["recommend", "--trace", &trace].into_iter().chain(more).collect();
    assert_eq!(run(&args).code, 0);
    let good = run(&["replay", &trace]);
    assert_eq!(good.code, 0, "{}", good.out);
}

#[test]
fn what_changed_since_monday_is_told_with_its_reasons() {
    let monday = Monday::new();
    let compare = |history: &str, format: &str, more: &[&str]| {
        let args = [
            "recommend",
            "--pack",
            &monday.pack,
            "--history",
            history,
            "--compare",
            &monday.trace,
            "--format",
            format,
        ];
        finish(program().args(args).args(more))
    };
    let same = compare(&monday.listens, "json", &[]).json();
    assert_eq!((same["same_pack"].clone(), same["tracks"].clone()), (json!(true), json!([])));
    let tuesday = format!(
        "{LISTENS}2024-03-02T20:00:00Z,Moondog,Bird's Lament\n2024-03-02T21:00:00Z,Portishead,Roads\n"
    );
    let tuesday = file(monday.dir.path(), "tuesday.csv", &tuesday);
    let told = compare(&tuesday, "json", &["--set", "tags=0.2"]).json();
    assert_eq!(told["schema"], "glasscrate/comparison/1");
    assert!(
        told["settings"].as_array().unwrap().iter().any(|s| s["name"] == "mixer tags" && s["now"] == "20")
    );
    let new: Vec<&Value> =
        told["seeds"].as_array().unwrap().iter().filter(|s| s["change"] == "new").collect();
    assert_eq!(new.len(), 2, "{told}");
    let went: Vec<&str> = told["tracks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|t| t["change"] == "went")
        .map(|t| t["name"].as_str().unwrap())
        .collect();
    assert_eq!(went, ["Portishead - Roads", "Moondog - Bird's Lament"], "what was heard since is set aside");
    let mut checked = 0;
    for t in told["tracks"].as_array().unwrap() {
        let Some(difference) = t["difference"].as_i64() else { continue };
        let terms = t["terms"].as_array().unwrap();
        let sum: i64 = terms.iter().map(|c| c["now"].as_i64().unwrap() - c["then"].as_i64().unwrap()).sum();
        assert_eq!(sum, difference, "{t}");
        checked += 1;
    }
    assert!(checked > 2, "{told}");
    let table = compare(&tuesday, "table", &[]).out;
    for said in ["came", "went", "Seeds", "new      Moondog - Bird's Lament", "(new)"] {
        assert!(table.contains(said), "{said}: {table}");
    }
    let plain = compare(&tuesday, "plain", &[]).out;
    assert!(plain.lines().all(|l| l.split('\t').count() == 6), "{plain}");
    // Against another pack: only what the document holds is known.
    let starter =
        run(&["recommend", "--history", &monday.listens, "--compare", &monday.trace, "--format", "json"])
            .json();
    assert_eq!(starter["same_pack"], false);
    assert!(run(&["recommend", "--compare", &monday.listens]).err.contains("--compare"));
}

#[test]
fn the_lists_behind_a_reason_are_told_with_places() {
    let dir = tempfile::tempdir().unwrap();
    let (pack, listens) = (shown(&small_pack(dir.path())), file(dir.path(), "l.csv", LISTENS));
    let lists = |more: &[&str]| {
        finish(program().args(["explain", "--pack", &pack, "--history", &listens, "roads"]).args(more))
    };
    let table = lists(&["--lists"]).out;
    for said in [
        "Portishead - Roads",
        "lists-like-yours · Massive Attack - Teardrop",
        "Night (2021-05-01)",
        "places 2 and 1 of 3",
    ] {
        assert!(table.contains(said), "{said}: {table}");
    }
    let json = lists(&["--lists", "--format", "json"]).json();
    assert_eq!(json["schema"], "glasscrate/lists/1");
    let first = &json["contributions"][0];
    assert_eq!(first["seed"]["title"], "Teardrop");
    assert_eq!(first["lists"].as_array().unwrap().len(), 2);
    let one = lists(&["--lists=1", "--format", "json"]).json();
    assert_eq!(one["contributions"][0]["lists"].as_array().unwrap().len(), 1);
    let plain = lists(&["--lists", "--format", "plain"]).out;
    assert!(plain.lines().count() > 1 && plain.lines().all(|l| l.split('\t').count() == 10), "{plain}");
    let number = first["lists"][0]["list"].to_string();
    let list = run(&["pack", "list", &number, "--pack", &pack, "--format", "json"]).json();
    assert_eq!(list["name"], first["lists"][0]["name"]);
    let tracks = list["tracks"].as_array().unwrap();
    let position = first["lists"][0]["position"].as_u64().unwrap() as usize;
    assert_eq!(tracks[position - 1]["title"], "Roads");
}

#[test]
fn a_list_is_found_by_number_and_by_name() {
    let dir = tempfile::tempdir().unwrap();
    let pack = shown(&small_pack(dir.path()));
    let list = |name: &str| run(&["pack", "list", "--pack", &pack, name]);
    let rain = list("rain");
    assert_eq!(rain.code, 0, "{}", rain.err);
    assert!(rain.out.starts_with("1\tPortishead\tRoads\t1994\n"), "{}", rain.out);
    let none = list("polka");
    assert!(none.code == 1 && none.err.contains("no list \"polka\""), "{}", none.err);
    assert_eq!(list("99").code, 1);
    let many = run(&["pack", "list", "night"]);
    assert!(many.code == 0 || (many.code == 2 && many.err.contains("can be any of")), "{}", many.err);
    let table = run(&["pack", "list", "--pack", &pack, "--format", "table", "alone"]).out;
    assert!(table.contains("Alone, 2 tracks") && table.contains("1  Moondog - Bird's Lament"), "{table}");
}
