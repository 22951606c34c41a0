//! What the program writes to disk when it is not asked to write anything, as the kernel sees it: nothing.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test may fail, and may say why")]

mod watch;

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

use watch::{Place, Written};

/// Runs the program watched, in a fresh home; what it prints goes to `to`.
fn run(home: &Path, arguments: &[&str], to: Stdio) -> Written {
    let log = home.join("record.strace");
    let words = watch::words(&log, Path::new(env!("CARGO_BIN_EXE_glasscrate")));
    let out = Command::new(&words[0])
        .args(&words[1..])
        .args(arguments)
        .env("HOME", home)
        .current_dir(home)
        .stdout(to)
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Written::read(&log)
}

fn is_disk(place: &Place) -> bool {
    !matches!(place, Place::Terminal | Place::Pipe)
}

/// Whether watching is possible; where it is not, the test says so and leaves it to those where it is.
fn possible() -> bool {
    let possible = watch::is_possible();
    if !possible {
        eprintln!("skipped: there is no strace here, or it may not watch");
    }
    possible
}

#[test]
fn nothing_is_written_unasked() {
    if !possible() {
        return;
    }
    for arguments in [
        &["recommend", "--history", "starter", "-n", "5"][..],
        &["explain", "Angel", "--history", "starter"],
        &["history", "starter"],
    ] {
        let home = tempfile::tempdir().unwrap();
        let written = run(home.path(), arguments, Stdio::piped());
        assert_eq!(written.files(), Vec::<&str>::new(), "{arguments:?}");
        assert!(
            written.places().all(|p| !matches!(p, Place::Network(_) | Place::Unseen(_))),
            "{arguments:?}"
        );
        let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left, ["record.strace"], "{arguments:?}");
    }
}

#[test]
fn what_is_written_when_asked_is_seen() {
    if !possible() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let out = File::create(home.path().join("out.json")).unwrap();
    let written = run(home.path(), &["recommend", "--history", "starter", "--format", "json"], out.into());
    let secrets = ["MASSIVE-ATTACK".to_owned(), "no such words".to_owned()];
    let found = written.holds(&secrets, is_disk);
    assert!(!found.is_empty() && found.iter().all(|(_, s)| *s == "MASSIVE-ATTACK"), "{found:?}");
    assert!(found.iter().any(|(p, _)| matches!(p, Place::File(f) if f.ends_with("/out.json"))), "{found:?}");
}
