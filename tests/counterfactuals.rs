//! What `explain` says would have to be different, done: each change is made as a person would make it, and the list is asked for again.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test may end so")]

mod support;

use serde_json::Value;
use support::{Run, file, run};

/// A history without times, newest first: one more line above is one more play, later than all others.
const HISTORY: &str = "\
artist,title
Portishead,Roads
Massive Attack,Teardrop
Portishead,Glory Box
Nina Simone,Sinnerman
Fela Kuti,Zombie
";

/// Far more tracks than are listed by default, so that some are beyond the list.
const MANY: &str = "300";

fn with<'a>(base: &[&'a str], more: &[&'a str]) -> Run {
    run(&[base, more].concat())
}

fn full(track: &Value) -> String {
    format!("{} - {}", track["artist"].as_str().unwrap(), track["title"].as_str().unwrap())
}

fn names(list: &Value) -> Vec<String> {
    list["recommendations"].as_array().unwrap().iter().map(full).collect()
}

/// The list that a change leads to when a person makes it.
fn made(change: &Value, history: &str, folder: &std::path::Path) -> Vec<String> {
    let mut args: Vec<String> = ["recommend", "--no-choices", "--format", "json"].map(str::to_owned).to_vec();
    let mut history = history.to_owned();
    match change["kind"].as_str().unwrap() {
        "slider" => {
            let (sign, to) = (change["to"].as_i64().unwrap() < 0, change["to"].as_i64().unwrap().abs());
            let sign = if sign { "-" } else { "" };
            let signal = change["signal"].as_str().unwrap();
            args.push(format!("--set={signal}={sign}{}.{:02}", to / 100, to % 100));
        }
        "aside" => args.push(format!("--without={}", full(&change["seed"]))),
        "added" => {
            let (head, rest) = history.split_once('\n').unwrap();
            let track = &change["track"];
            let row = [&track["artist"], &track["title"]].map(|f| format!("\"{}\"", f.as_str().unwrap()));
            history = format!("{head}\n{}\n{rest}", row.join(","));
        }
        "rule" => args.push("--heard".to_owned()),
        other => panic!("{other}"),
    }
    args.push(format!("--history={}", file(folder, "changed.csv", &history)));
    names(&run(&args.iter().map(String::as_str).collect::<Vec<_>>()).json())
}

#[test]
fn each_change_that_is_told_brings_the_track_in() {
    let dir = tempfile::tempdir().unwrap();
    let history = file(dir.path(), "history.csv", HISTORY);
    let base = ["--no-choices", "--history", &history, "--format", "json"];
    let list = names(&with(&["recommend"], &base).json());
    let far = names(&with(&["recommend", "-n", MANY], &base).json());
    let mut kinds = std::collections::BTreeSet::new();
    for name in [&far[20], &far[29], &far[60], &far[140], &"Portishead - Roads".to_owned()] {
        let told = with(&["explain", name], &base).json();
        assert_eq!(told["take_away"], Value::Null);
        let beside = &told["beside"];
        assert_eq!(full(beside), list[19]);
        let points = |t: &Value, field: &str| t[field].as_i64().unwrap();
        let gaps =
            beside["terms"].as_array().unwrap().iter().map(|t| points(t, "beside") - points(t, "points"));
        assert_eq!(gaps.sum::<i64>(), points(beside, "more"));
        assert_eq!(points(beside, "score") - points(&told, "score"), points(beside, "more"));
        for change in told["changes"].as_array().unwrap() {
            let now = made(change, HISTORY, dir.path());
            let rank = change["rank"].as_u64().unwrap() as usize;
            assert_eq!(now.get(rank - 1), Some(name), "{change}");
            let gone = list.iter().filter(|n| !now.contains(n)).count();
            assert_eq!(gone as u64, change["gone"].as_u64().unwrap(), "{change}");
            kinds.insert(change["kind"].as_str().unwrap().to_owned());
        }
        let all = told["changes"].as_array().unwrap().len() + told["no_change"].as_array().unwrap().len();
        assert_eq!(all, 4);
    }
    assert!(kinds.contains("slider") && kinds.contains("added"), "{kinds:?}");
}

#[test]
fn without_the_seeds_that_are_told_the_track_goes() {
    let dir = tempfile::tempdir().unwrap();
    let history = file(dir.path(), "history.csv", HISTORY);
    // As the pack says, where search finds it; and one table, where sums prove it.
    let table = ["--set=together=1", "--set=lists-like-yours=0", "--set=artist-repeat=0"];
    for mix in [&[][..], &table] {
        let base = [&["--no-choices", "--history", history.as_str(), "--format", "json"][..], mix].concat();
        let list = names(&with(&["recommend"], &base).json());
        for name in [&list[0], &list[9], &list[19]] {
            let told = with(&["explain", "--take-away", name], &base).json();
            let away = &told["take_away"];
            assert_eq!(away["result"], "without", "{told}");
            assert_eq!(away["guarantee"], "smallest");
            let seeds: Vec<String> = away["seeds"].as_array().unwrap().iter().map(full).collect();
            let aside: Vec<String> = seeds.iter().map(|s| format!("--without={s}")).collect();
            let aside: Vec<&str> = aside.iter().map(String::as_str).collect();
            assert!(!names(&with(&[&["recommend"][..], &aside].concat(), &base).json()).contains(name));
            for spared in 0..aside.len() {
                let rest: Vec<&str> =
                    aside.iter().enumerate().filter(|(n, _)| *n != spared).map(|(_, a)| *a).collect();
                assert!(names(&with(&[&["recommend"][..], &rest].concat(), &base).json()).contains(name));
            }
        }
    }
}

#[test]
fn people_and_scripts_are_told_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let history = file(dir.path(), "history.csv", HISTORY);
    let base = ["--no-choices", "--history", &history];
    let far = names(&with(&["recommend", "-n", MANY, "--format", "json"], &base).json());
    let text = with(&["explain", "--take-away", &far[25]], &base);
    for said in ["Beside rank 20: ", "Σ", "What would bring it in", "listed track", "It is not listed."] {
        assert!(text.out.contains(said), "{said}: {}", text.out);
    }
    assert!(text.out.lines().all(|l| glasscrate::text::width(l) <= 100), "{}", text.out);
    let plain = with(&["explain", "--format", "plain", &far[25]], &base).out;
    for start in ["beside\t20\t", "term\t", "change\t"] {
        assert!(plain.lines().any(|l| l.starts_with(start)), "{start}: {plain}");
    }
    let away = with(&["explain", "--take-away", &far[0]], &base).out;
    assert!(away.contains("What would take it away") && away.contains("ranked again."), "{away}");
    assert!(!away.contains("Beside rank"), "{away}");
    let plain = with(&["explain", "--take-away", "--format", "plain", &far[0]], &base).out;
    assert!(plain.lines().last().unwrap().starts_with("without\t"), "{plain}");
}

#[test]
fn a_rule_is_lifted_only_where_it_is_the_one_in_the_way() {
    let dir = tempfile::tempdir().unwrap();
    let history = file(dir.path(), "history.csv", HISTORY);
    let base = ["--no-choices", "--history", &history, "--format", "json"];
    let first = names(&with(&["recommend"], &base).json()).remove(0);
    let (artist, _) = first.split_once(" - ").unwrap();
    let blocked = with(&["explain", "--block-artist", artist, &first], &base).json();
    assert_eq!(blocked["place"], "ruled");
    let change = &blocked["changes"][0];
    assert_eq!((change["kind"].as_str(), change["rank"].as_u64()), (Some("rule"), Some(1)));
    assert!(change["lifted"].as_str().unwrap().contains(artist), "{change}");
    let both = with(&["explain", "--block-artist", artist, "--block-track", &first, &first], &base).json();
    assert_eq!(both["changes"], Value::Array(vec![]));
    assert!(both["no_change"].as_array().unwrap().iter().all(|n| n["proven"] == true), "{both}");
}
