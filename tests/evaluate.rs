//! `evaluate split` on the real binary, where the right answer is known.

#![allow(clippy::unwrap_used, reason = "a failed test may end so")]

mod support;

use std::fmt::Write as _;

use serde_json::Value;

use support::{file, finish, program, run};

/// Clusters that share no track and take turns.
const CLUSTERS: usize = 20;

/// Tracks of a cluster; a list holds them all.
const TRACKS: usize = 6;

/// Rounds: a list of each cluster in each.
const ROUNDS: usize = 10;

/// Every list holds one cluster whole, its tracks rotated by the round; the last round is a tenth of the lists. Each track has
/// an artist of its own, and stands in as many lists as any other, so popularity knows nothing.
fn clusters() -> String {
    let mut csv = String::from("list_id,list_name,date,position,artist,title\n");
    for round in 0..ROUNDS {
        for cluster in 0..CLUSTERS {
            let id = round * CLUSTERS + cluster;
            for place in 0..TRACKS {
                let track = (place + round) % TRACKS;
                let (day, pos) = (round + 1, place + 1);
                writeln!(
                    csv,
                    "{id},list {id},2020-01-{day:02},{pos},artist {cluster} {track},title {cluster} {track}"
                )
                .unwrap();
            }
        }
    }
    csv
}

fn evaluated(csv: &str, more: &[&str]) -> Value {
    let dir = tempfile::tempdir().unwrap();
    let lists = file(dir.path(), "lists.csv", csv);
    let mut args = vec!["evaluate", "split", "--from", "csv", &lists, "--format", "json"];
    args.extend(more);
    run(&args).json()
}

fn method<'a>(answer: &'a Value, name: &str) -> &'a Value {
    answer["methods"].as_array().unwrap().iter().find(|m| m["name"] == name).unwrap()
}

fn mean(answer: &Value, name: &str, metric: &str) -> f64 {
    let metrics = method(answer, name)["metrics"].as_array().unwrap();
    metrics.iter().find(|m| m["metric"] == metric).unwrap()["mean"].as_f64().unwrap()
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 2e-6, "{a} is not {b}");
}

#[test]
fn the_mix_finds_cluster_mates_and_popularity_does_not() {
    for order in [&["--order", "time"][..], &["--order", "seed", "--seed", "5"]] {
        let answer = evaluated(&clusters(), &[&["-n", "10"], order].concat());
        assert_eq!(answer["schema"], "glasscrate/evaluation/1");
        assert_eq!(answer["counts"]["training"], 180);
        assert_eq!(answer["counts"]["tested"], 20);
        assert_eq!(answer["counts"]["wanted"], 60);
        assert_eq!(answer["counts"]["unknown"], 0);
        for metric in ["ndcg@10", "recall@10", "r-precision", "hit-rate@10", "mrr", "mpd-r-precision"] {
            near(mean(&answer, "mix", metric), 1.0);
        }
        near(mean(&answer, "mix", "mpd-clicks"), 0.0);
        assert!(mean(&answer, "popularity", "recall@10") < 0.2, "{answer}");
        assert!(mean(&answer, "popularity", "mpd-clicks") > 40.0);
        assert!(method(&answer, "popularity")["ndcg_minus_mix"]["high"].as_f64().unwrap() < -0.5);
    }
}

#[test]
fn nothing_of_the_held_out_lists_is_trained_on() {
    // A cluster that appears only in the newest lists cannot be found; the one list that has two known tracks is tested.
    let mut csv = clusters();
    for id in [900, 901] {
        for track in 0..4 {
            writeln!(csv, "{id},new,2021-01-01,{track},new artist {track},new title {track}").unwrap();
        }
    }
    csv.push_str(
        "902,mixed,2021-01-02,1,artist 3 0,title 3 0\n902,mixed,2021-01-02,2,new artist 9,new title 9\n",
    );
    csv.push_str(
        "902,mixed,2021-01-02,3,artist 3 1,title 3 1\n902,mixed,2021-01-02,4,new artist 8,new title 8\n",
    );
    let answer = evaluated(&csv, &["-n", "10", "--test", "0.0148"]);
    let counts = &answer["counts"];
    assert_eq!(counts["lists"], 203);
    assert_eq!(counts["held_out"], 3);
    assert_eq!(counts["left_out"], 2);
    assert_eq!(counts["tested"], 1);
    assert_eq!(counts["tracks"], CLUSTERS * TRACKS);
    assert_eq!((&counts["wanted"], &counts["unknown"]), (&2.into(), &1.into()));
    // The unknown one counts as missed: half of the two is all that can be had.
    near(mean(&answer, "mix", "recall@10"), 0.5);
}

#[test]
fn one_line_for_each_signal_taken_out() {
    let answer = evaluated(&clusters(), &["-n", "10", "--ablation"]);
    let names: Vec<&str> =
        answer["methods"].as_array().unwrap().iter().map(|m| m["name"].as_str().unwrap()).collect();
    assert_eq!(names[..2], ["mix", "popularity"]);
    let mixer = answer["settings"]["mixer"].as_object().unwrap();
    let mut speaking: Vec<String> =
        mixer.iter().filter(|(_, w)| **w != 0).map(|(s, _)| format!("without {s}")).collect();
    let mut taken_out = names[2..].to_vec();
    speaking.sort();
    taken_out.sort_unstable();
    assert_eq!(taken_out, speaking);
    assert!(taken_out.len() > 2);
    near(mean(&answer, "without tags", "ndcg@10"), 1.0);

    let together = ["-n", "10", "--only", "together", "--set", "together=1", "--ablation"];
    let only = evaluated(&clusters(), &together);
    assert_eq!(only["methods"].as_array().unwrap().len(), 3);
    assert_eq!(only["settings"]["mixer"]["together"], 100);
    assert_eq!(only["settings"]["mixer"]["popularity"], 0);
    near(mean(&only, "mix", "ndcg@10"), 1.0);
    assert!(mean(&only, "without together", "ndcg@10") < 0.2);
    let set = evaluated(&clusters(), &["-n", "10", "--only", "together", "--set", "tags=0.5"]);
    assert_eq!(set["settings"]["mixer"]["tags"], 50);
}

#[test]
fn ablation_is_a_method_of_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let lists = file(dir.path(), "lists.csv", &clusters());
    let told = |args: &[&str]| run(&[args, &["--published", "--from", "csv", &lists, "-n", "10"]].concat());
    let (own, flag) = (told(&["evaluate", "ablation"]), told(&["evaluate", "split", "--ablation"]));
    assert_eq!((own.code, flag.code), (0, 0), "{}", own.err);
    assert!(own.out.contains("without lists-like-yours"));
    assert_eq!(own.out, flag.out);
}

#[test]
fn explanations_are_true_and_the_seeds_they_name_matter_most() {
    let dir = tempfile::tempdir().unwrap();
    let lists = file(dir.path(), "lists.csv", &uneven());
    let with = |more: &[&str]| {
        let args = [
            "evaluate",
            "explanations",
            "--from",
            "csv",
            &lists,
            "-n",
            "20",
            "--published",
            "--format",
            "json",
        ];
        run(&[&args[..], more].concat()).json()
    };
    let all = ["--set", "fitted=1", "--set", "lists-like-yours=1", "--set", "follows=1"];
    for answer in [with(&["--set", "together=1"]), with(&all)] {
        assert_eq!(answer["schema"], "glasscrate/fidelity/1");
        assert_eq!((&answer["sums"]["wrong"], &answer["taken"]["wrong"]), (&0.into(), &0.into()));
        assert!(answer["sums"]["contributions"].as_u64() > answer["sums"]["tracks"].as_u64());
        assert!(answer["taken"]["tracks"].as_u64() > Some(10), "{answer}");
    }
    // One signal in which each seed speaks for itself: the whole score falls by what the seed gave, and the curves are those of
    // a sum.
    let plain = with(&["--only", "together", "--set", "together=1"]);
    assert_eq!(plain["taken"]["whole_score"], plain["taken"]["tracks"]);
    assert_eq!(plain["taken"]["linear_signals"], serde_json::json!(["together"]));
    let kept = plain["kept"].as_array().unwrap();
    assert_eq!(kept.iter().map(|p| p["seeds"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 2, 3, 5]);
    let mut before = [1.0, 0.0];
    for point in kept {
        let share = |way: usize| point["ways"][way]["share"]["mean"].as_f64().unwrap();
        // Without the largest less is left than without others; with the largest alone more than with others.
        assert!(share(0) < share(1) && share(2) > share(3), "{point}");
        near(share(0) + share(2), 1.0);
        near(share(1) + share(3), 1.0);
        // More removed leaves less, more left keeps more.
        assert!(share(0) <= before[0] && share(2) >= before[1], "{point}");
        before = [share(0), share(2)];
    }
    assert_eq!(with(&["--sample", "4"])["looked_at"], 4);

    let table = run(&["evaluate", "explanations", "--from", "csv", &lists, "-n", "20", "--published"]);
    assert_eq!(table.code, 0, "{}", table.err);
    assert!(table.out.contains("0 sums differ from the score"), "{}", table.out);
    assert!(table.out.lines().all(|l| l.chars().count() <= 100), "{}", table.out);
}

/// Lists of twelve tracks, in order: the first six of a list are told. Which tracks stand in it is drawn so that some pairs
/// meet far more often than others.
fn uneven() -> String {
    let mut csv = String::from("list_id,list_name,date,position,artist,title\n");
    let mut state = 1u64;
    for id in 0..150 {
        let mut tracks: Vec<u64> = Vec::new();
        while tracks.len() < 12 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let even = (state >> 33) as f64 / (1u64 << 31) as f64;
            let track = (40.0 * even * even) as u64 + 40 * (id % 3);
            if !tracks.contains(&track) {
                tracks.push(track);
            }
        }
        for (place, t) in tracks.iter().enumerate() {
            let day = 1 + id / 6;
            writeln!(csv, "{id},list {id},2020-01-{day:02},{place},artist {t},title {t}").unwrap();
        }
    }
    csv
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let dir = tempfile::tempdir().unwrap();
    let lists = file(dir.path(), "lists.csv", &clusters());
    let with = |threads: &str| {
        let mut command = program();
        command.env("RAYON_NUM_THREADS", threads);
        let args = ["evaluate", "split", "--from", "csv", &lists, "--ablation", "--format", "json"];
        let ran = finish(command.args(args));
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let one = with("1");
    assert_eq!(one, with("2"));
    assert_eq!(one, with("7"));
}

#[test]
fn a_table_with_intervals() {
    let dir = tempfile::tempdir().unwrap();
    let lists = file(dir.path(), "lists.csv", &clusters());
    let ran = run(&["evaluate", "split", "--from", "csv", &lists, "-n", "10", "--ablation"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.lines().all(|l| l.chars().count() <= 100), "{}", ran.out);
    let line = |name: &str| ran.out.lines().find(|l| l.starts_with(name)).unwrap();
    assert!(line("ndcg@10").contains("1.0000 [ 1.0000,  1.0000]"), "{}", ran.out);
    assert!(line("200 lists by time").contains("180 to train on (120 tracks), 20 held out"), "{}", ran.out);
    assert!(line("without tags").ends_with("+0.0000 [+0.0000, +0.0000]"), "{}", ran.out);
}

#[test]
fn what_cannot_be_evaluated_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let lists = file(dir.path(), "lists.csv", &clusters());
    for wrong in [
        &["--test", "0"][..],
        &["--test", "1"],
        &["--test", "nan"],
        &["--test", "-0.1"],
        &["-n", "0"],
        &["--only", "luck"],
        &["--set", "luck=1"],
        &["--order", "alphabet"],
        &["--seed", "x"],
    ] {
        let ran = run(&[&["evaluate", "split", "--from", "csv", &lists], wrong].concat());
        assert_eq!(ran.code, 2, "{wrong:?}: {}", ran.err);
        assert_eq!(ran.out, "");
    }
    let fails = |csv: &str, why: &str| {
        let lists = file(dir.path(), "bad.csv", csv);
        let ran = run(&["evaluate", "split", "--from", "csv", &lists]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains(why), "{}", ran.err);
    };
    fails("list_id,artist,title\n1,a,b\n2,a,b\n", "no list has a date");
    fails("list_id,date,artist,title\n1,2020,a,b\n", "too few");
    fails("list_id,date,artist,title\n1,2020,a,b\n2,2021,c,d\n2,2021,e,f\n", "two tracks that the training");
    let absent = run(&["evaluate", "split", "--from", "csv", "no-such-file.csv"]);
    assert_eq!(absent.code, 1);
}
