//! Choices on the real binary: the options, the kept file, and what is believed.

#![allow(clippy::unwrap_used, reason = "a failed test may end so")]

mod support;

use std::path::Path;

use serde_json::Value;
use support::{LISTENS, Run, file, finish, program, run, shown, small_pack};

/// Runs the program with a configuration folder of its own.
fn at(config: &Path, args: &[&str]) -> Run {
    finish(program().args(args).env("XDG_CONFIG_HOME", config))
}

fn titles(list: &Run) -> Vec<String> {
    assert_eq!(list.code, 0, "{}", list.err);
    list.out.lines().map(|l| l.split('\t').skip(2).collect::<Vec<_>>().join(" - ")).collect()
}

/// The artist of the first recommendation, and its whole line.
fn first() -> (String, String) {
    let list = titles(&run(&["recommend", "-n", "1"]));
    (list[0].split(" - ").next().unwrap().to_owned(), list[0].clone())
}

#[test]
fn what_is_blocked_is_not_listed_and_explain_names_the_rule() {
    let (artist, track) = first();
    let before = titles(&run(&["recommend", "-n", "30"]));
    let blocked = run(&["recommend", "-n", "30", "--block-artist", &artist]);
    let after = titles(&blocked);
    assert!(blocked.err.contains("kept out by your rules"), "{}", blocked.err);
    assert_eq!(after.len(), 30);
    assert!(!after.iter().any(|t| t.starts_with(&format!("{artist} - "))));
    let rest: Vec<_> = before.iter().filter(|t| !t.starts_with(&format!("{artist} - "))).collect();
    assert!(rest.iter().all(|t| after.contains(t)));
    let told = run(&["explain", "--block-artist", &artist, &track]).out;
    assert!(told.contains(&format!("set aside by your rule: never list anything by {artist}")), "{told}");
    assert!(told.contains("it would be rank 1"), "{told}");
    let json = run(&["explain", "--block-track", &track, "--format", "json", &track]).json();
    assert_eq!((&json["place"], &json["rank"]), (&Value::from("ruled"), &Value::from(1)));
    assert!(json["rule"].as_str().unwrap().contains(&artist));
    let scores = json["contributions"].as_array().unwrap().iter().map(|c| c["points"].as_i64().unwrap());
    assert_eq!(scores.sum::<i64>(), json["score"].as_i64().unwrap());
}

#[test]
fn what_is_set_aside_gives_no_points_and_is_told_in_the_settings() {
    let plain = run(&["recommend", "--format", "json"]).json();
    let seed = &plain["seeds"][0];
    let artist = seed["artist"].as_str().unwrap();
    let less = run(&["recommend", "--format", "json", "--without-artist", artist]).json();
    assert_ne!(less["hash"], plain["hash"]);
    let of = |answer: &Value| {
        let all = answer["seeds"].as_array().unwrap().clone();
        all.into_iter().filter(|s| s["artist"] == artist).map(|s| s["weight"].as_u64().unwrap()).sum::<u64>()
    };
    assert!(of(&plain) > 0);
    assert_eq!(of(&less), 0);
    assert_eq!(less["seeds"].as_array().unwrap().len(), plain["seeds"].as_array().unwrap().len());
    assert_eq!(less["settings"]["choices"][0], format!("set aside: all that you heard by {artist}"));
    assert_eq!(plain["settings"].get("choices"), None);
    // One track of it by name.
    let full = format!("{artist} - {}", seed["title"].as_str().unwrap());
    let one = run(&["recommend", "--format", "json", "--without", &full]).json();
    assert!(of(&one) < of(&plain));
}

#[test]
fn parts_of_a_history_are_set_aside_and_told_by_history() {
    let dir = tempfile::tempdir().unwrap();
    let (pack, listens) = (shown(&small_pack(dir.path())), file(dir.path(), "l.csv", LISTENS));
    let told = |option: &[&str]| {
        let args = [&["history", &listens, "--pack", &pack, "--format", "json"], option].concat();
        run(&args).json()["set_aside"][0]["effect"].as_str().unwrap_or_default().to_owned()
    };
    for (option, effect) in [
        (["--without-period", "2024-03"], "2 listens of 2 tracks"),
        (["--without-period", "2024-02-01..2024-02-29"], "1 listen of 1 track"),
        (["--without-source", "csv"], "3 listens of 3 tracks"),
        (["--without-source", "l.csv"], "3 listens of 3 tracks"),
        (["--without-artist", "massive attack"], "1 listen of 1 track"),
        (["--without-years", "1990s"], "1 listen of 1 track"),
        (["--without-tag", "Trip-Hop"], "1 listen of 1 track"),
        (["--without", "Nobody Known - Nothing"], "1 listen of 1 track"),
    ] {
        assert_eq!(told(&option), effect, "{option:?}");
    }
    let none = run(&["history", &listens, "--pack", &pack, "--without-artist", "Moondog"]);
    assert!(none.err.contains("does nothing here: the history has nothing of it"), "{}", none.err);
    let table = run(&["history", &listens, "--pack", &pack, "--without-artist", "Massive Attack"]).out;
    assert!(table.contains("set aside by you") && table.contains("(1 listen of 1 track)"), "{table}");
}

#[test]
fn hours_are_those_of_this_machines_clock() {
    let dir = tempfile::tempdir().unwrap();
    let (pack, listens) = (shown(&small_pack(dir.path())), file(dir.path(), "l.csv", LISTENS));
    let hours = |zone: &str| {
        let args = ["beliefs", "--by", "hours", "--pack", &pack, "--history", &listens];
        let told = finish(program().args(args).env("TZ", zone)).out;
        told.lines().map(|l| l.rsplit('\t').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(hours("UTC"), ["20:00"]);
    assert_eq!(hours("JST-9"), ["05:00"]);
}

#[test]
fn levers_and_presets() {
    let hash =
        |args: &[&str]| run(&[&["recommend", "--format", "json"], args].concat()).json()["hash"].clone();
    let plain = hash(&[]);
    assert_eq!(plain, hash(&["--preset", "as-the-pack-says"]));
    assert_eq!(plain, hash(&["--new", "0", "--popular", "0", "--half-life", "90"]));
    let others = [
        &["--new", "60"][..],
        &["--familiar", "60"],
        &["--obscure", "30"],
        &["--popular", "30"],
        &["--preset", "deep-cuts"],
    ];
    for args in others {
        assert_ne!(plain, hash(args), "{args:?}");
    }
    for wrong in [
        &["--new", "5", "--familiar", "5"][..],
        &["--popular", "101"],
        &["--preset", "polka"],
        &["--without-period", "soon"],
    ] {
        let refused = run(&[&["recommend"], wrong].concat());
        assert_eq!(refused.code, 2, "{wrong:?} {}", refused.out);
    }
    assert!(run(&["recommend", "--preset", "polka"]).err.contains("old-favourites"));
    let familiar = run(&["recommend", "--familiar", "100", "--format", "json", "-n", "5"]).json();
    let heard: Vec<_> = familiar["seeds"].as_array().unwrap().iter().map(|s| s["title"].clone()).collect();
    assert!(familiar["recommendations"].as_array().unwrap().iter().all(|r| heard.contains(&r["title"])));
}

#[test]
fn choices_are_kept_from_run_to_run_after_a_yes() {
    let dir = tempfile::tempdir().unwrap();
    let config = dir.path();
    let path = config.join("glasscrate/choices.toml");
    let (artist, _) = first();
    let add = ["choices", "add", "--block-artist", &artist, "--without-period", "2015-12"];
    let unasked = at(config, &add);
    assert_eq!(unasked.code, 2);
    assert!(unasked.err.contains("--yes") && unasked.err.contains("never list"), "{}", unasked.err);
    assert!(!path.exists());
    let added = at(config, &[&add[..], &["--yes"]].concat());
    assert_eq!(added.code, 0, "{}", added.err);
    assert!(added.err.contains("1 file written"), "{}", added.err);
    assert_eq!(at(config, &["choices", "path"]).out.trim(), shown(&path));
    let kept = titles(&at(config, &["recommend"]));
    assert!(!kept.iter().any(|t| t.starts_with(&format!("{artist} - "))));
    assert_eq!(titles(&at(config, &["recommend", "--no-choices"])), titles(&run(&["recommend"])));
    let listed = at(config, &["choices"]).out;
    assert_eq!(listed.lines().count(), 2);
    assert!(
        listed.contains("for good") && listed.contains("listens from 2015-12-01 to 2015-12-31"),
        "{listed}"
    );
    let effects = at(config, &["choices", "list", "--history", "starter", "--format", "json"]).json();
    assert_eq!(effects["schema"], "glasscrate/choices/1");
    assert!(effects["choices"][1]["effect"].as_str().unwrap().contains("of the pack"), "{effects}");
    assert_eq!(at(config, &["choices", "remove", "3", "--yes"]).code, 2);
    assert_eq!(at(config, &["choices", "remove", "2", "--yes"]).code, 0);
    assert_eq!(titles(&at(config, &["recommend"])), titles(&run(&["recommend"])));
    assert_eq!(at(config, &["choices", "clear", "--yes"]).code, 0);
    assert_eq!(at(config, &["choices"]).out, "");
    // Nothing of what was written beside it is left.
    assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn what_is_over_holds_no_longer_and_what_is_not_understood_stays() {
    let dir = tempfile::tempdir().unwrap();
    let (artist, _) = first();
    let text = format!(
        "# my own words\n\n[[block]]\nartist = \"{artist}\" # for a while\nuntil = 2020-01-01\n\n[[block]]\nmood = \"sad\"\n"
    );
    let path = file(dir.path(), "c.toml", &text);
    let with = |args: &[&str]| run(&[args, &["--choices", &path]].concat());
    let list = with(&["recommend"]);
    assert_eq!(titles(&list), titles(&run(&["recommend"])));
    assert!(list.err.contains("1 kept choice is not understood"), "{}", list.err);
    let told = with(&["choices"]).out;
    assert!(told.contains("over since 2020-01-01") && told.contains("not understood"), "{told}");
    assert_eq!(with(&["choices", "add", "--set", "tags=0.29", "--yes"]).code, 0);
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written.starts_with(text.trim_end()), "{written}");
    assert!(written.contains("weight = 0.29"), "{written}");
    assert_eq!(with(&["choices", "clear", "--yes"]).code, 0);
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(
        written.contains("# my own words") && written.contains("mood") && !written.contains("tags"),
        "{written}"
    );
}

#[test]
fn a_file_that_is_no_file_of_choices_is_refused_with_a_reason() {
    let dir = tempfile::tempdir().unwrap();
    let broken = file(dir.path(), "b.toml", "[[block]]\nartist = ");
    let refused = run(&["recommend", "--choices", &broken]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("b.toml") && refused.err.contains("line 2"), "{}", refused.err);
    let long = file(dir.path(), "l.toml", &"# x\n".repeat(400_000));
    assert!(run(&["choices", "--choices", &long]).err.contains("longer than 1 MiB"));
    assert_eq!(run(&["recommend", "--choices", &shown(&dir.path().join("none.toml"))]).code, 1);
    assert_eq!(run(&["choices", "add", "--choices", &broken, "--block-tag", "rock", "--yes"]).code, 1);
    assert_eq!(run(&["choices", "add", "--yes"]).code, 2);
}

#[test]
fn a_batch_of_other_people_goes_by_the_options_alone() {
    let dir = tempfile::tempdir().unwrap();
    let lines = "{\"id\":1,\"history\":[{\"artist\":\"Massive Attack\",\"title\":\"Teardrop\"}]}\n";
    let batch = file(dir.path(), "people.jsonl", lines);
    let plain = at(dir.path(), &["recommend", "--batch", &batch, "-n", "5"]);
    let best: Value = serde_json::from_str(&plain.out).unwrap();
    let artist = best["recommendations"][0]["artist"].as_str().unwrap().to_owned();
    assert_eq!(at(dir.path(), &["choices", "add", "--block-artist", &artist, "--yes"]).code, 0);
    assert_eq!(at(dir.path(), &["recommend", "--batch", &batch, "-n", "5"]).out, plain.out);
    let blocked = at(dir.path(), &["recommend", "--batch", &batch, "-n", "5", "--block-artist", &artist]);
    assert!(!blocked.out.contains(&format!("\"{artist}\"")), "{}", blocked.out);
}

#[test]
fn beliefs_are_sums_of_seed_weights() {
    let answer = run(&["recommend", "--format", "json"]).json();
    let weights: u64 =
        answer["seeds"].as_array().unwrap().iter().map(|s| s["weight"].as_u64().unwrap()).sum();
    let by = |view: &str| run(&["beliefs", "--by", view, "--format", "json"]).json();
    let sum = |beliefs: &Value| {
        beliefs["beliefs"].as_array().unwrap().iter().map(|b| b["weight"].as_u64().unwrap()).sum::<u64>()
    };
    let seeds = by("seeds");
    assert_eq!(seeds["schema"], "glasscrate/beliefs/1");
    assert_eq!(sum(&seeds), weights);
    assert_eq!(sum(&by("artists")), by("artists")["total"].as_u64().unwrap());
    assert!(sum(&by("tags")) > weights, "a track has several tags");
    assert!(sum(&by("years")) <= weights && sum(&by("years")) == sum(&by("decades")));
    let hours = sum(&by("hours"));
    assert!(
        hours <= weights && hours * 100 >= weights * 98,
        "{hours} of {weights}: rounded down for each hour"
    );
    // Each can be looked behind, and taken away by the choice that it names.
    let tag = by("tags")["beliefs"][0]["name"].as_str().unwrap().to_owned();
    let behind = run(&["beliefs", "--by", "tags", "--behind", &tag, "--format", "json"]).json();
    let plays =
        behind["beliefs"][0]["plays"].as_u64().unwrap() + behind["beliefs"][0]["skips"].as_u64().unwrap();
    assert_eq!(behind["behind"].as_array().unwrap().len() as u64, plays);
    let without = run(&["beliefs", "--by", "tags", "--without-tag", &tag, "--format", "json"]).json();
    let left =
        without["beliefs"].as_array().unwrap().iter().find(|b| b["name"] == tag.as_str()).unwrap().clone();
    assert_eq!(left["weight"], 0);
    assert_eq!(run(&["beliefs", "--by", "moods"]).code, 2);
    assert_eq!(run(&["beliefs", "--behind", "no such track"]).code, 2);
    let table = run(&["beliefs", "--by", "decades", "--format", "table"]).out;
    assert!(table.contains("1990s") && table.contains('█') && table.contains(" %"), "{table}");
}
