//! The help, completions and manual pages, word for word.

#![allow(clippy::unwrap_used, reason = "a failed test may end so")]

use std::fmt::Write as _;

use assert_cmd::Command;

fn told(args: &[&str]) -> String {
    let mut command = Command::cargo_bin("glasscrate").unwrap();
    let out = command.args(args).env_remove("COLUMNS").env_remove("NO_COLOR").assert().success();
    String::from_utf8(out.get_output().stdout.clone()).unwrap()
}

#[test]
fn help_of_every_command() {
    let mut all = String::new();
    for path in [
        "",
        "tui",
        "recommend",
        "explain",
        "replay",
        "history",
        "beliefs",
        "choices",
        "choices list",
        "choices add",
        "choices remove",
        "choices clear",
        "choices path",
        "pack",
        "pack info",
        "pack verify",
        "pack search",
        "pack list",
        "pack build",
        "evaluate",
        "evaluate split",
        "completions",
        "man",
    ] {
        let args: Vec<&str> = path.split_whitespace().chain(["--help"]).collect();
        let help = told(&args);
        assert!(!help.contains('\u{1b}'), "{path}: an escape in piped help");
        assert!(help.lines().all(|l| l.chars().count() <= 100), "{path}: a line wider than 100");
        writeln!(all, "===== glasscrate {path}\n{help}").unwrap();
    }
    insta::assert_snapshot!("help", all);
}

#[test]
fn short_help_and_the_help_command() {
    insta::assert_snapshot!("short_help", told(&["-h"]));
    assert_eq!(told(&["help", "recommend"]), told(&["recommend", "--help"]));
    assert_eq!(told(&["help", "pack", "build"]), told(&["pack", "build", "--help"]));
}

#[test]
fn the_version() {
    assert_eq!(told(&["--version"]), concat!("glasscrate ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn manual_pages() {
    let text =
        format!("{}\n{}\n{}", told(&["man"]), told(&["man", "recommend"]), told(&["man", "pack", "build"]));
    insta::assert_snapshot!("man", text);
    for page in [
        "tui",
        "explain",
        "replay",
        "history",
        "beliefs",
        "choices",
        "pack",
        "evaluate",
        "completions",
        "man",
    ] {
        assert!(told(&["man", page]).contains(".SH SYNOPSIS"), "{page}");
    }
    let mut wrong = Command::cargo_bin("glasscrate").unwrap();
    let wrong = wrong.args(["man", "pack", "eat"]).assert().code(2);
    let said = String::from_utf8_lossy(&wrong.get_output().stderr).into_owned();
    assert!(said.contains("info, verify, search, list, build"), "{said}");
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let text = told(&["completions", shell]);
        for word in ["recommend", "half-life", "verify"] {
            assert!(text.contains(word), "{shell}: {word}");
        }
    }
}
