//! `recommend --batch`: many histories, a line each.

#![allow(clippy::unwrap_used, reason = "a failed test may end so")]

mod support;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use support::{LISTS, file, finish, program, run, run_with, shown, small_pack};

fn answers(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

/// Histories of one to nine tracks each, out of what the starter pack lists.
fn questions(count: usize) -> String {
    let known = run(&["recommend", "--format", "json", "-n", "300"]).json();
    let known = known["recommendations"].as_array().unwrap();
    let mut text = String::new();
    for n in 0..count {
        let history: Vec<Value> = (0..=n % 9)
            .map(|m| &known[(n * 7 + m * 31) % known.len()])
            .map(|t| json!({"artist": t["artist"], "title": t["title"]}))
            .collect();
        writeln!(text, "{}", json!({"id": n, "history": history})).unwrap();
    }
    text
}

#[test]
fn answers_come_in_order_and_never_list_what_was_heard() {
    let asked = questions(400);
    let told = run_with(&["recommend", "--batch", "-", "-n", "30"], &asked);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    let (asked, told) = (answers(&asked), answers(&told.out));
    assert_eq!(told.len(), 400);
    for (n, (q, a)) in asked.iter().zip(&told).enumerate() {
        assert_eq!(a["id"], n);
        let name = |t: &Value| (t["artist"].to_string(), t["title"].to_string());
        let heard: HashSet<_> = q["history"].as_array().unwrap().iter().map(name).collect();
        let listed = a["recommendations"].as_array().unwrap();
        assert_eq!(listed.len(), 30, "line {n}");
        assert!(listed.iter().all(|t| !heard.contains(&name(t))), "line {n}");
        let distinct: HashSet<_> = listed.iter().map(name).collect();
        assert_eq!(distinct.len(), 30, "line {n}");
        assert!(listed.is_sorted_by(|a, b| a["score"].as_i64() >= b["score"].as_i64()), "line {n}");
    }
}

#[test]
fn the_bytes_do_not_depend_on_threads_nor_on_the_way_in() {
    let asked = questions(60);
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path(), "q.jsonl", &asked);
    let with = |threads: &str| {
        finish(program().args(["recommend", "--batch", &path]).env("RAYON_NUM_THREADS", threads)).out
    };
    let one = with("1");
    assert_eq!(one.lines().count(), 60);
    assert_eq!(one, with("4"));
    assert_eq!(one, run_with(&["recommend", "--batch", "-"], &asked).out);
}

#[test]
fn a_batch_line_and_a_history_give_the_same_scores() {
    let dir = tempfile::tempdir().unwrap();
    let history = "played_at,artist,title\n2024-03-01T20:00:00Z,Massive Attack,Teardrop\n2024-01-01T20:00:00Z,Air,La femme d'argent\n";
    let single =
        run(&["recommend", "--history", &file(dir.path(), "l.csv", history), "--format", "json"]).json();
    let line = json!({"id": "x", "history": [
        {"artist": "Massive Attack", "title": "Teardrop", "played_at": "2024-03-01T20:00:00Z"},
        {"artist": "Air", "title": "La femme d'argent", "played_at": 1_704_139_200},
    ]});
    let batch = &answers(&run_with(&["recommend", "--batch", "-"], &line.to_string()).out)[0];
    let short = |t: &Value| (t["artist"].clone(), t["title"].clone(), t["score"].clone());
    let of = |v: &Value| v["recommendations"].as_array().unwrap().iter().map(short).collect::<Vec<_>>();
    assert_eq!(of(&single), of(batch));
}

#[test]
fn bad_lines_are_answered_and_the_rest_goes_on() {
    let good = r#"{"artist":"Massive Attack","title":"Teardrop"}"#;
    let asked = format!(
        "{{\"id\":{{\"b\":1, \"a\":[2.50]}},\"history\":[{good}]}}\r\n\
         \n\
         not json\n\
         {{\"id\":\"no history\"}}\n\
         {{\"id\":4,\"history\":[{{\"artist\":\"x\"}}]}}\n\
         {{\"id\":5,\"history\":[{good},{good},{good}]}}\n\
         [1]\n\
         {{\"history\":[]}}\n\
         {{\"id\":null,\"history\":[{good}],\"more\":{{}}}}"
    );
    let told = run_with(&["recommend", "--batch", "-", "-n", "2"], &asked);
    assert_eq!(told.code, 0);
    assert!(told.err.contains("4 of 8 lines"), "{}", told.err);
    let first = told.out.lines().next().unwrap();
    assert!(first.starts_with(r#"{"id":{"b":1, "a":[2.50]},"recommendations":[{"artist":""#), "{first}");
    let told = answers(&told.out);
    assert_eq!(told.len(), 8);
    for (n, id, line) in [
        (1, json!(null), "line 3: "),
        (2, json!("no history"), "line 4: "),
        (3, json!(4), "line 5: "),
        (5, json!(null), "line 7: "),
    ] {
        assert_eq!(told[n]["id"], id);
        assert!(told[n]["error"].as_str().unwrap().starts_with(line), "{}", told[n]);
    }
    // Saying the same thrice is three plays: the same list as for one play, but heavier.
    assert_eq!(told[4]["id"], 5);
    assert_eq!(told[4]["recommendations"].as_array().unwrap().len(), 2);
    // Nothing known, nothing heard: filled by popularity.
    assert_eq!(told[6]["recommendations"].as_array().unwrap().len(), 2);
    assert_eq!(told[7]["id"], Value::Null);
}

#[test]
fn answers_do_not_wait_for_the_end_of_the_questions() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_glasscrate"))
        .args(["recommend", "--batch", "-", "-n", "1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for n in 0..3 {
        writeln!(stdin, r#"{{"id":{n},"history":[{{"artist":"Air","title":"La femme d'argent"}}]}}"#)
            .unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!("{{\"id\":{n},")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn every_track_of_a_pack_may_have_been_heard() {
    let dir = tempfile::tempdir().unwrap();
    let pack = shown(&small_pack(dir.path()));
    let rows = LISTS.lines().skip(1).map(|l| l.split(',').collect::<Vec<_>>());
    let mut history: Vec<Value> = rows.map(|f| json!({"artist": f[4], "title": f[5]})).collect();
    let left = |history: &[Value]| {
        let line = json!({"id": 1, "history": history}).to_string();
        let told = run_with(&["recommend", "--batch", "-", "--pack", &pack], &line);
        answers(&told.out)[0]["recommendations"].as_array().unwrap().clone()
    };
    assert_eq!(left(&history), Vec::<Value>::new());
    history.retain(|t| t["title"] != "Glory Box");
    assert_eq!(left(&history)[0]["title"], "Glory Box");
}

#[test]
fn the_format_may_be_said_but_is_json() {
    let line = r#"{"id":1,"history":[{"artist":"Portishead","title":"Roads"}]}"#;
    let said = run_with(&["recommend", "--batch", "-", "-n", "2", "--format", "json"], line);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(said.out, run_with(&["recommend", "--batch", "-", "-n", "2"], line).out);
    let table = run_with(&["recommend", "--batch", "-", "--format", "table"], line);
    assert_eq!(table.code, 2);
    assert!(table.err.contains("JSON lines"), "{}", table.err);
}
