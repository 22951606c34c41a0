//! `pack build` ended before its end: by a kill, by a full disk, by a second build. What was there stays whole, and nothing that
//! was done whole is done again.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test may end so")]

mod support;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use support::{Run, bytes, file, finish, run, shown};

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

/// Lists that share tracks: the neighbours take more room than the lists.
fn table(folder: &Path, name: &str, lists: usize) -> PathBuf {
    let mut rows = String::from("list_id,list_name,date,artist,title\n");
    for l in 0..lists {
        for t in 0..40 {
            let n = (l * 17 + t * t) % 400;
            writeln!(rows, "{l},List {l},2020-01-{:02},Artist {},Title {n}", 1 + l % 28, n % 60).unwrap();
        }
    }
    file(folder, name, &rows);
    folder.join(name)
}

fn build(from: &Path, out: &Path, more: &[&str]) -> Run {
    run(&[&["pack", "build", "--published", "--from", "csv", &shown(from), "--out", &shown(out)], more]
        .concat())
}

#[test]
fn a_kill_at_any_moment_leaves_a_whole_pack() {
    let dir = tempfile::tempdir().unwrap();
    let (old_lists, new_lists) = (table(dir.path(), "old.csv", 20), table(dir.path(), "new.csv", 600));
    let (out, other) = (dir.path().join("a.pack"), dir.path().join("b.pack"));
    assert_eq!(build(&new_lists, &out, &[]).code, 0);
    let new = bytes(&out);
    assert_eq!(build(&old_lists, &other, &["--name", "a"]).code, 0);
    assert_eq!(build(&old_lists, &out, &[]).code, 0);
    let old = bytes(&out);
    assert_eq!(old, bytes(&other));
    std::fs::remove_dir_all(&other).unwrap();
    let (mut wait, mut killed) = (Duration::from_millis(2), 0);
    loop {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("glasscrate"))
            .args([
                "pack",
                "build",
                "--published",
                "--from",
                "csv",
                &shown(&new_lists),
                "--out",
                &shown(&out),
            ])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(wait);
        child.kill().unwrap();
        let ended = child.wait().unwrap();
        let now = bytes(&out);
        assert!(now == old || now == new, "after {wait:?}");
        if ended.success() {
            assert_eq!(now, new);
            break;
        }
        killed += 1;
        if now == new {
            // The kill came after the new pack took its place.
            assert_eq!(build(&old_lists, &out, &[]).code, 0);
        }
        wait = wait.mul_f64(1.2);
    }
    assert!(killed > 3, "{killed} kills are no test");
    assert_eq!(names(dir.path()), ["a.pack", "new.csv", "old.csv"], "nothing is left beside");
}

/// Runs a build in which no file may be longer than so many blocks of a shell; writing more fails as on a full disk.
fn in_little_room(blocks: u32, from: &Path, out: &Path) -> Run {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let program = shown(&assert_cmd::cargo::cargo_bin("glasscrate"));
    let mut command = assert_cmd::Command::new("sh");
    command.args(["-c", &script, "sh", &program, "pack", "build", "--published", "--from", "csv"]);
    finish(command.args([&shown(from), "--out", &shown(out)]))
}

#[test]
fn a_full_disk_leaves_the_old_pack_and_what_was_read() {
    let dir = tempfile::tempdir().unwrap();
    let (old_lists, new_lists) = (table(dir.path(), "old.csv", 3), table(dir.path(), "new.csv", 60));
    let (out, other) = (dir.path().join("a.pack"), dir.path().join("b.pack"));
    assert_eq!(build(&old_lists, &out, &[]).code, 0);
    let old = bytes(&out);
    assert_eq!(build(&new_lists, &other, &["--name", "a"]).code, 0);
    let new = bytes(&other);
    // Not even the lists can be kept.
    let full = in_little_room(2, &new_lists, &out);
    assert_eq!(full.code, 1, "{}", full.err);
    assert!(full.err.contains("cannot write") && full.err.contains("cannot be kept"), "{}", full.err);
    assert_eq!(names(dir.path()), ["a.pack", "b.pack", "new.csv", "old.csv"]);
    assert_eq!(bytes(&out), old);
    // The lists can, the neighbours cannot.
    let longest = new.iter().map(|(_, b)| b.len()).max().unwrap() as u32;
    let full = in_little_room(longest / 1024 - 8, &new_lists, &out);
    assert_eq!(full.code, 1, "{}", full.err);
    assert!(full.err.contains("cannot write"), "{}", full.err);
    assert_eq!(bytes(&out), old);
    assert_eq!(names(&dir.path().join(".a.pack.work")), ["corpus", "lock"]);
    // The next build goes on from there, and comes to the same.
    let went_on = build(&new_lists, &out, &[]);
    assert_eq!(went_on.code, 0, "{}", went_on.err);
    assert!(went_on.err.contains("going on from there"), "{}", went_on.err);
    assert_eq!(bytes(&out), new);
    assert_eq!(names(dir.path()), ["a.pack", "b.pack", "new.csv", "old.csv"]);
}

#[test]
fn lists_that_changed_are_read_again() {
    let dir = tempfile::tempdir().unwrap();
    let lists = table(dir.path(), "lists.csv", 60);
    let out = dir.path().join("a.pack");
    let leave = || {
        let full = in_little_room(100, &lists, &out);
        assert_eq!(full.code, 1, "{}", full.err);
        assert!(dir.path().join(".a.pack.work/corpus").exists(), "{}", full.err);
    };
    leave();
    let fresh = build(&lists, &out, &["--fresh"]);
    assert!(fresh.code == 0 && !fresh.err.contains("going on"), "{}", fresh.err);
    for change in [&["--join", "uri"][..], &["--licence", "CC0-1.0"]] {
        leave();
        let changed = build(&lists, &out, change);
        assert!(changed.code == 0 && !changed.err.contains("going on"), "{}", changed.err);
    }
    leave();
    table(dir.path(), "lists.csv", 61);
    let changed = build(&lists, &out, &[]);
    assert!(changed.code == 0 && !changed.err.contains("going on"), "{}", changed.err);
    assert!(changed.err.contains("61 lists"), "{}", changed.err);
}

#[test]
fn lists_that_do_not_fit_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let lists = table(dir.path(), "lists.csv", 60);
    let out = dir.path().join("a.pack");
    for (memory, code, said) in [
        ("1K", 1, "no pack is built in less than"),
        ("128.01M", 1, "lists.csv: the lists up to here take"),
        ("1X", 2, "size"),
    ] {
        let refused = build(&lists, &out, &["--memory", memory]);
        assert_eq!(refused.code, code, "{}", refused.err);
        assert!(refused.err.contains(said), "{}", refused.err);
        assert_eq!(names(dir.path()), ["lists.csv"]);
    }
    assert_eq!(build(&lists, &out, &["--memory", "1G"]).code, 0);
}

/// A playlist of ten tracks; in other slices other spellings of them.
fn playlist(pid: usize) -> String {
    let track = |pos: usize| {
        let n = (pid * 7 + pos * pos) % 90;
        let (artist, title) = (format!("Artist {}", n % 20), format!("Title {n}"));
        let (artist, title) = if pid.is_multiple_of(3) {
            (artist.to_uppercase(), format!("{title} (Mono)"))
        } else {
            (artist, title)
        };
        format!(
            r#"{{"pos":{pos},"artist_name":"{artist}","track_name":"{title}","track_uri":"spotify:track:{n}"}}"#
        )
    };
    let tracks: Vec<String> = (0..10).map(track).collect();
    let time = 1_400_000_000 + pid % 50 * 86_400;
    format!(r#"{{"name":"List {pid}","pid":{pid},"modified_at":{time},"tracks":[{}]}}"#, tracks.join(","))
}

#[test]
fn the_number_of_threads_does_not_show() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("data");
    std::fs::create_dir(&folder).unwrap();
    for s in 0..12 {
        let playlists: Vec<String> = (0..30).map(|p| playlist(s * 30 + p)).collect();
        let text = format!("{{\"info\": {{}}, \"playlists\": [{}]}}", playlists.join(",\n"));
        file(&folder, &format!("mpd.slice.{}-{}.json", s * 30, s * 30 + 29), &text);
    }
    let of = |threads: &str, join: &str| {
        let out = dir.path().join(format!("{threads}-{join}.pack"));
        let args = ["--name", "a", "--threads", threads, "--join", join, "--out", &shown(&out)];
        let built =
            run(&[&["pack", "build", "--published", "--from", "mpd", &shown(&folder)], &args[..]].concat());
        assert_eq!(built.code, 0, "{}", built.err);
        (bytes(&out), built.err.lines().next().unwrap().to_owned())
    };
    for join in ["name", "uri"] {
        let one = of("1", join);
        assert!(one.1.contains("12 files: 3600 rows, 360 lists"), "{}", one.1);
        assert_eq!(one, of("2", join));
        assert_eq!(one, of("7", join));
    }
}
