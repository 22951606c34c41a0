//! `-`: one file from a pipe, told by its shape; read by the real program.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::help::zip;

/// What the program says of a history on its standard input: its answer, then its messages.
fn piped(bytes: &[u8]) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_glasscrate"))
        .args(["history", "--all", "--format", "plain", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[test]
fn any_single_file_can_be_piped_in() {
    let said = piped(b"artist,title\nLow,July\n");
    assert!(said.contains("Low") && said.contains("July"), "{said}");
}

#[test]
fn nothing_and_archives_are_named() {
    let nothing = piped(b"");
    assert!(nothing.contains("error: -: the file is empty"), "{nothing}");
    let archive = piped(&zip(&[("a", b"b")]));
    assert!(archive.contains("error: a zip archive cannot be read from standard input"), "{archive}");
}
