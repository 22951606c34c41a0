//! Data goes one way: no module names one that lies to its right, and the pure ones name no clock, file, thread or terminal.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::fs;
use std::path::{Path, PathBuf};

/// The Rust files of a folder (or the one file) below `src`, without comments and without what only tests use.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder)];
    while let Some(path) = open.pop() {
        if path.ends_with("tests") {
            continue;
        }
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        } else if path.extension().is_some_and(|e| e == "rs")
            && path.file_name().is_some_and(|n| n != "tests.rs")
        {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let lines: Vec<&str> = code.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
            files.push((path, lines.join("\n")));
        }
    }
    assert!(!files.is_empty(), "no sources in {folder}");
    files
}

fn assert_absent(folder: &str, words: &[String]) {
    for (path, code) in sources(folder) {
        for word in words {
            // Storage of a thread is not the doing of one.
            let code = code.replace("std::thread::LocalKey", "");
            assert!(!code.contains(word), "{} names `{word}`", path.display());
        }
    }
}

#[test]
fn nothing_names_what_lies_to_its_right() {
    let right_of: [(&str, &str); 16] = [
        (
            "text",
            "sources history identify pack build engine choices trace query evaluate policy report tui cli",
        ),
        (
            "stream",
            "sources history identify pack build engine choices trace query evaluate policy report tui cli",
        ),
        ("sources", "identify pack build engine choices trace query evaluate report tui cli"),
        ("history", "sources identify pack build engine choices trace query evaluate policy report tui cli"),
        ("identify", "sources build engine choices trace query evaluate policy report tui cli"),
        ("pack", "sources history build engine choices trace query evaluate policy report tui cli"),
        ("build", "sources history engine choices trace query evaluate report tui cli"),
        ("engine", "sources build choices trace query evaluate policy report tui cli"),
        ("trace", "sources build choices query evaluate policy report tui cli"),
        ("choices", "sources build trace query evaluate policy report tui cli"),
        ("query.rs", "sources build trace evaluate report tui cli"),
        ("policy", "sources identify pack build engine choices trace query evaluate report tui cli"),
        ("evaluate", "sources choices trace policy report tui cli"),
        ("report", "tui cli"),
        ("tui", "cli report sources build evaluate"),
        // A stand-in shares nothing with what it tests.
        (
            "standin",
            "text stream sources history identify pack build engine choices trace query evaluate policy report tui cli",
        ),
    ];
    for (folder, right) in right_of {
        let words: Vec<String> = right.split(' ').map(|m| format!("crate::{m}")).collect();
        assert_absent(folder, &words);
    }
}

#[test]
fn the_core_is_pure() {
    let outside = "std::fs std::net std::thread std::time std::env tokio ratatui crossterm rand:: async";
    let words: Vec<String> = outside.split(' ').map(str::to_owned).collect();
    let pure =
        ["text", "history", "policy", "identify", "engine", "choices", "trace", "query.rs", "evaluate"];
    for folder in pure {
        assert_absent(folder, &words);
    }
}

#[test]
fn memory_is_mapped_in_one_place() {
    for (path, code) in sources("") {
        assert!(path.ends_with("pack/map.rs") || !code.contains("unsafe {"), "{}", path.display());
    }
}

#[test]
fn files_are_of_one_concept() {
    for (path, _) in sources("") {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 500, "{} has {lines} lines: split it by concept", path.display());
    }
}

#[test]
fn what_the_web_api_gives_is_serialised_nowhere() {
    for (path, code) in sources("sources/spotify") {
        // The sign-in is stored, and a request that changes something has a body.
        let may = ["tokens/store.rs", "write_back.rs"].iter().any(|f| path.ends_with(f));
        assert!(may || !(code.contains("Serialize") || code.contains("to_writer")), "{}", path.display());
    }
}

#[test]
fn only_the_adapter_and_the_stand_in_open_sockets() {
    for (path, code) in sources("") {
        let may = path.components().any(|c| c.as_os_str() == "spotify");
        for word in ["TcpListener", "TcpStream", "UdpSocket", "reqwest", "rspotify", "hyper"] {
            assert!(may || !code.contains(word), "{} names `{word}`", path.display());
        }
    }
}
