//! `-`: one file from a pipe, told by its shape.

use std::io::Write;
use std::process::{Command, Stdio};

use glasscrate::sources::{Quiet, SourceSpec};

use crate::help::{lines, try_specs, zip};

/// Not a test by itself: the tests below run it in a process of its own, with something to read.
#[test]
#[ignore = "needs something on standard input"]
fn read_here() {
    match try_specs(&[SourceSpec::Stdin], &Quiet) {
        Ok(reading) => println!("read: {:?}", lines(&reading.history)),
        Err(error) => println!("error: {error}"),
    }
}

fn piped(bytes: &[u8]) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "standard_input::read_here", "--ignored", "--nocapture"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn any_single_file_can_be_piped_in() {
    let said = piped(b"artist,title\nLow,July\n");
    assert!(said.contains("read: [\"- Low – July - Played ×1\"]"), "{said}");
}

#[test]
fn nothing_and_archives_are_named() {
    assert!(piped(b"").contains("error: -: the file is empty"));
    assert!(piped(&zip(&[("a", b"b")])).contains("error: a zip archive cannot be read from standard input"));
}
