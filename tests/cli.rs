//! `recommend`, `explain` and `history` on the real binary.

#![allow(clippy::unwrap_used, reason = "a failed test may end so")]

mod support;

use serde_json::Value;
use support::{LISTENS, file, finish, program, run, run_with, shown, small_pack};

/// Every score is the sum of its points, and all points but those of artist repeats are the product of their factors.
fn check_sums(tracks: &[Value]) {
    for t in tracks {
        let lines = t["contributions"].as_array().unwrap();
        let points = |c: &Value| c["points"].as_i64().unwrap();
        assert_eq!(lines.iter().map(points).sum::<i64>(), t["score"].as_i64().unwrap(), "{}", t["title"]);
        for c in lines {
            let f = |name: &str| c["factors"][name].as_i64().unwrap();
            let product = if c["signal"] == "artist-repeat" {
                -(f("of").max(0) * (f("share") * f("above")).clamp(0, 100) / 100)
            } else {
                f("seed") * f("mixer") * f("weight")
            };
            assert_eq!(points(c), product, "{c}");
        }
    }
}

#[test]
fn the_first_run_needs_nothing() {
    let list = run(&["recommend"]);
    assert_eq!((list.code, list.err.as_str()), (0, ""));
    assert_eq!(list.out.lines().count(), 20);
    for (n, line) in list.out.lines().enumerate() {
        let fields: Vec<&str> = line.split('\t').collect();
        assert_eq!(fields.len(), 4, "{line}");
        assert_eq!(fields[0], (n + 1).to_string());
        assert!(fields[1].parse::<f64>().is_ok(), "{line}");
    }
}

#[test]
fn json_adds_up() {
    let answer = run(&["recommend", "--format", "json", "-n", "200", "--heard"]).json();
    assert_eq!(answer["schema"], "glasscrate/recommendations/1");
    let scales = &answer["scales"];
    let scale: i64 = ["seed", "mixer", "weight"].iter().map(|s| scales[s].as_i64().unwrap()).product();
    assert_eq!(answer["scale"].as_i64(), Some(scale));
    assert_eq!(answer["hash"].as_str().unwrap().len(), 16);
    assert!(!answer["seeds"].as_array().unwrap().is_empty());
    let tracks = answer["recommendations"].as_array().unwrap();
    assert_eq!(tracks.len(), 200);
    check_sums(tracks);
    let scores: Vec<i64> = tracks.iter().map(|t| t["score"].as_i64().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b));
    let ranks: Vec<u64> = tracks.iter().map(|t| t["rank"].as_u64().unwrap()).collect();
    assert_eq!(ranks, (1..=200).collect::<Vec<_>>());
}

#[test]
fn json_names_the_evidence() {
    let dir = tempfile::tempdir().unwrap();
    let (pack, history) = (shown(&small_pack(dir.path())), file(dir.path(), "l.csv", LISTENS));
    let answer = run(&[
        "recommend",
        "--pack",
        &pack,
        "--history",
        &history,
        "-n",
        "1",
        "--format",
        "json",
        "--set",
        "together=1",
    ])
    .json();
    let best = &answer["recommendations"][0];
    assert_eq!((&best["artist"], &best["title"]), (&"Portishead".into(), &"Roads".into()));
    assert_eq!(best["year"], 1994);
    assert_eq!(best["ids"]["isrc"], "GBAAA9400001");
    let of = |signal: &str| {
        let all = best["contributions"].as_array().unwrap();
        all.iter().find(|c| c["signal"] == signal).unwrap().clone()
    };
    let together = of("together");
    assert_eq!(together["evidence"]["lists"], 2);
    assert_eq!(together["evidence"]["list_names"], serde_json::json!(["Night (2021-05-01)", "Rain"]));
    assert_eq!(together["evidence"]["seed"]["title"], "Teardrop");
    let alike = of("lists-like-yours");
    assert_eq!(alike["evidence"]["alike"], 2);
    let parts: i64 = alike["evidence"]["parts"].as_array().unwrap().iter().map(|p| p.as_i64().unwrap()).sum();
    assert_eq!(alike["factors"]["weight"], parts);
    assert!(best["sentence"].as_str().unwrap().contains("Teardrop"));
}

#[test]
fn the_same_question_has_the_same_bytes_on_any_number_of_threads() {
    let with = |threads: &str| {
        let args = ["recommend", "--format", "json", "-n", "50", "--set", "tags=0.3"];
        finish(program().args(args).env("RAYON_NUM_THREADS", threads)).out
    };
    let one = with("1");
    assert!(!one.is_empty());
    assert_eq!(one, with("1"));
    assert_eq!(one, with("4"));
}

#[test]
fn settings_change_the_hash_and_the_list() {
    let hash =
        |args: &[&str]| run(&[&["recommend", "--format", "json"], args].concat()).json()["hash"].clone();
    let plain = hash(&[]);
    assert_eq!(plain, hash(&["--half-life", "90", "--set", "lists-like-yours=1"]));
    assert_ne!(plain, hash(&["--set", "lists-like-yours=0"]));
    assert_ne!(plain, hash(&["-n", "3"]));
    assert_ne!(plain, hash(&["--heard"]));
}

#[test]
fn nothing_piped_holds_an_escape_unless_colour_is_asked_for() {
    for args in
        [&["recommend", "--format", "table"][..], &["explain", "roads"], &["history"], &["pack", "info"]]
    {
        assert!(!run(args).out.contains('\u{1b}'), "{args:?}");
        let always = run(&[args, &["--color", "always"]].concat());
        assert!(always.out.contains('\u{1b}'), "{args:?}");
        // What the command line asks for outweighs the environment; `never` outweighs everything.
        let no_color = finish(program().args(args).env("NO_COLOR", "1"));
        assert!(!no_color.out.contains('\u{1b}'), "{args:?}");
        let never = finish(program().args(args).args(["--color=never"]).env("CLICOLOR_FORCE", "1"));
        assert!(!never.out.contains('\u{1b}'), "{args:?}");
    }
}

#[test]
fn tables_are_aligned_by_what_is_shown() {
    let table = run(&["recommend", "--format", "table", "-n", "30", "--set", "popularity=2"]).out;
    let ends: Vec<usize> = table.lines().map(glasscrate::text::width).collect();
    assert_eq!(ends.len(), 31);
    assert!(ends.iter().all(|w| *w == ends[0] && *w <= 100), "{table}");
}

#[test]
fn a_closed_pipe_is_a_quiet_end() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_glasscrate"))
        .args(["recommend", "--format", "json", "-n", "1000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&out.stderr), "");
}

#[test]
fn wrong_use_says_what_is_allowed() {
    for (args, said) in [
        (&["recommend", "-n", "0"][..], "1..=10000"),
        (&["recommend", "-n", "10001"], "1..=10000"),
        (&["recommend", "-n", "x"], "invalid"),
        (&["recommend", "--set", "taggs=1"], "same-artist"),
        (&["recommend", "--set", "tags=99"], "from -16.00 to 16.00"),
        (&["recommend", "--half-life", "-1"], "half-life"),
        (&["recommend", "--history", "starter:polka"], "long-roads"),
        (&["recommend", "--format", "xml"], "table, plain, json"),
        (&["recommend", "--batch", "-", "--format", "plain"], "JSON lines"),
        (&["recommend", "--batch", "-", "--heard"], "cannot be used with"),
        (&["recommend", "--color", "blue"], "always"),
        (&["--history", "x.csv", "recommend"], "after it"),
        (&["explain"], "QUERY"),
        (&["dance"], "dance"),
        (&["tui"], "recommend"),
        (&[], "recommend"),
    ] {
        let wrong = run(args);
        assert_eq!(wrong.code, 2, "{args:?}: {}", wrong.err);
        assert!(wrong.err.contains(said), "{args:?}: {}", wrong.err);
        assert_eq!(wrong.out, "", "{args:?}");
    }
}

#[test]
fn what_cannot_be_done_is_said_in_one_line() {
    let dir = tempfile::tempdir().unwrap();
    let empty = shown(dir.path());
    for (args, said) in [
        (&["recommend", "--history", "/no/such/file"][..], "/no/such/file"),
        (&["recommend", "--pack", "/no/such.pack"], "/no/such.pack"),
        (&["recommend", "--pack", &empty], "no card.toml"),
        (&["explain", "--pack", &empty, "roads"], "no card.toml"),
        (&["history", "--pack", &empty], "no card.toml"),
        (&["pack", "info", &empty], "no card.toml"),
        (&["pack", "verify", &empty], "no card.toml"),
        (&["recommend", "--batch", "/no/such.jsonl"], "/no/such.jsonl"),
        (&["recommend", "--batch", &empty], "folder"),
    ] {
        let failed = run(args);
        assert_eq!(failed.code, 1, "{args:?}: {}", failed.err);
        assert!(failed.err.starts_with("error: ") && failed.err.contains(said), "{args:?}: {}", failed.err);
        assert_eq!(failed.err.lines().count(), 1, "{args:?}: {}", failed.err);
        assert_eq!(failed.err.matches("os error").count(), usize::from(failed.err.contains("os error")));
    }
}

#[test]
fn a_history_that_nothing_is_known_of_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let history = file(dir.path(), "l.csv", "artist,title\nNobody Known,Nothing\n");
    let list = run(&["recommend", "--history", &history, "-n", "7"]);
    assert_eq!((list.code, list.out.lines().count()), (0, 7));
    assert!(list.err.contains("popularity alone"), "{}", list.err);
    assert_eq!(run(&["-q", "recommend", "--history", &history]).err, "");
}

#[test]
fn a_history_can_come_through_a_pipe() {
    let list = run_with(&["recommend", "--history", "-", "-n", "3"], LISTENS);
    assert_eq!((list.code, list.out.lines().count()), (0, 3), "{}", list.err);
    assert!(!list.out.contains("Teardrop"));
}

#[test]
fn explain_draws_what_is_listed() {
    let text = run(&["explain", "Portishead", "-", "Roads"]);
    assert_eq!(text.code, 0, "{}", text.err);
    for said in [
        "Roads · Portishead · 1994",
        "rank ",
        "Because you played",
        " × alike 1.00 × ",
        "= score ✓",
        "Evidence",
    ] {
        assert!(text.out.contains(said), "{said}: {}", text.out);
    }
    assert!(text.out.lines().all(|l| glasscrate::text::width(l) <= 100), "{}", text.out);
    assert_eq!(text.out, run(&["explain", "roads"]).out);
}

#[test]
fn explain_goes_as_deep_as_is_asked() {
    let at = |depth: &str| run(&["explain", "--depth", depth, "roads"]).out;
    let (sentence, waterfall, arithmetic) = (at("sentence"), at("waterfall"), at("arithmetic"));
    assert!(sentence.contains("Because") && !sentence.contains('Σ'));
    assert!(
        waterfall.starts_with(&sentence) && waterfall.contains("= score ✓") && waterfall.contains("Evidence")
    );
    assert!(arithmetic.starts_with(&sentence) && arithmetic.contains("= score ✓"));
    assert!(arithmetic.contains("points = seed × mix × weight"));
    assert!(arithmetic.matches('✓').count() > 10 && !arithmetic.contains('✗'), "{arithmetic}");
    assert_eq!(at("waterfall"), run(&["explain", "roads"]).out);
}

#[test]
fn explain_agrees_with_the_list() {
    let list = run(&["recommend", "--format", "json", "-n", "12"]).json();
    for t in list["recommendations"].as_array().unwrap().iter().step_by(4) {
        let name = format!("{} - {}", t["artist"].as_str().unwrap(), t["title"].as_str().unwrap());
        let one = run(&["explain", "--format", "json", "-n", "12", &name]).json();
        assert_eq!(one["schema"], "glasscrate/explanation/1");
        assert_eq!(one["place"], "listed");
        for key in ["rank", "rank_before", "score", "title", "artist", "sentence", "contributions"] {
            assert_eq!(one[key], t[key], "{name}: {key}");
        }
        assert_eq!(one["hash"], list["hash"]);
        check_sums(&[one]);
    }
}

#[test]
fn explain_tells_what_is_set_aside_and_what_is_not_reached() {
    let dir = tempfile::tempdir().unwrap();
    let (pack, history) = (shown(&small_pack(dir.path())), file(dir.path(), "l.csv", LISTENS));
    let explain = |format: &str, query: &str| {
        run(&["explain", "--pack", &pack, "--history", &history, "-n", "1", "--format", format, query])
    };
    let heard = explain("table", "Teardrop");
    assert!(heard.out.contains("set aside: already heard; it would be rank"), "{}", heard.out);
    assert_eq!(explain("json", "Teardrop").json()["place"], "heard");
    let far = explain("table", "Moondog - Bird's Lament");
    assert!(far.out.contains("no seed reaches it"), "{}", far.out);
    assert_eq!((far.code, explain("json", "birds lament").json()["place"].clone()), (0, "unreached".into()));
    let plain = explain("plain", "roads").out;
    assert!(plain.starts_with("1\t"), "{plain}");
    assert!(plain.contains("\nlists-like-yours\t"), "{plain}");
}

#[test]
fn explain_asks_back_when_several_tracks_fit() {
    let dir = tempfile::tempdir().unwrap();
    let pack = shown(&small_pack(dir.path()));
    let which = run(&["explain", "--pack", &pack, "sinnerman"]);
    assert_eq!((which.code, which.out.as_str()), (2, ""));
    for name in ["Nina Simone - Sinnerman", "Peter Tosh - Sinnerman", "glasscrate explain \""] {
        assert!(which.err.contains(name), "{name}: {}", which.err);
    }
    assert_eq!(run(&["explain", "--pack", &pack, "Nina Simone - Sinnerman"]).code, 0);
    assert_eq!(run(&["explain", "--pack", &pack, "tosh sinnerman"]).code, 0);
}

#[test]
fn explain_offers_near_names_for_what_is_unknown() {
    let dir = tempfile::tempdir().unwrap();
    let pack = shown(&small_pack(dir.path()));
    let near = run(&["explain", "--pack", &pack, "Portishaed - Raods"]);
    assert_eq!((near.code, near.out.as_str()), (1, ""));
    assert!(near.err.contains("Portishead - Roads"), "{}", near.err);
    let version = run(&["explain", "--pack", &pack, "Portishead - Roads (Live)"]);
    assert_eq!(version.code, 1);
    assert!(version.err.contains("only another version") && version.err.contains("Portishead - Roads"));
    let nothing = run(&["explain", "--pack", &pack, "qqqqqqqqqqqqqqqq"]);
    assert_eq!(nothing.code, 1);
    assert!(nothing.err.contains("pack search"), "{}", nothing.err);
}

#[test]
fn history_accounts_for_every_row_and_track() {
    let dir = tempfile::tempdir().unwrap();
    let (pack, history) = (shown(&small_pack(dir.path())), file(dir.path(), "l.csv", LISTENS));
    let told = run(&["history", "--pack", &pack, &history]);
    for said in [
        "l.csv",
        "3 rows",
        "1 of 3 tracks matched",
        "only another version in the pack: Glory Box",
        "artist not in the pack",
    ] {
        assert!(told.out.contains(said), "{said}: {}", told.out);
    }
    let json = run(&["history", "--pack", &pack, &history, "--format", "json", "--all"]).json();
    assert_eq!(json["schema"], "glasscrate/history/1");
    let totals = &json["read"]["totals"];
    let dropped: u64 = totals["dropped"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
    assert_eq!(totals["rows"].as_u64().unwrap(), totals["kept"].as_u64().unwrap() + dropped);
    assert_eq!(json["matched_by"]["same-name"], 1);
    assert_eq!(json["unmatched_by"]["other-version"], 1);
    assert_eq!(json["matched"].as_array().unwrap().len(), 1);
    assert_eq!(json["unmatched"].as_array().unwrap().len(), 2);
    assert!(json["unmatched"].as_array().unwrap().iter().any(|t| t["other_version"]["title"] == "Glory Box"));
    let plain = run(&["history", "--pack", &pack, &history, "--format", "plain"]).out;
    assert_eq!(plain.lines().count(), 3);
    assert!(plain.lines().all(|l| l.split('\t').count() == 7), "{plain}");
}

#[test]
fn damaged_rows_are_warned_of() {
    let dir = tempfile::tempdir().unwrap();
    let history =
        file(dir.path(), "l.jsonl", "{\"artist\":\"Portishead\",\"title\":\"Roads\"}\n{\"artist\":\"Tri");
    let list = run(&["recommend", "--history", &history]);
    assert_eq!(list.code, 0, "{}", list.err);
    assert!(list.err.contains("warning:") && list.err.contains("glasscrate history"), "{}", list.err);
}
