//! What changes when standard output is a terminal: tables, colours, width, and the line about the run.

#![allow(clippy::unwrap_used, reason = "a failed test may end so")]

use std::io::Read as _;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// Runs the program in a terminal of so many columns and gives all that it wrote.
fn shown(args: &[&str], cols: u16, no_color: bool) -> String {
    let size = PtySize { rows: 40, cols, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_glasscrate"));
    command.args(args);
    command.env("TERM", "xterm-256color");
    command.env_remove("NO_COLOR");
    command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-config"));
    if no_color {
        command.env("NO_COLOR", "1");
    }
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut all = Vec::new();
    let mut part = [0; 4096];
    // A terminal whose last writer is gone gives an error on Linux, and an end elsewhere.
    while let Ok(n @ 1..) = reader.read(&mut part) {
        all.extend_from_slice(&part[..n]);
    }
    assert!(child.wait().unwrap().success());
    String::from_utf8(all).unwrap().replace("\r\n", "\n")
}

#[test]
fn a_terminal_gets_a_coloured_table_and_a_line_about_the_run() {
    let text = shown(&["recommend", "-n", "3"], 80, false);
    assert!(text.contains("\u{1b}[") && text.contains("title") && text.contains("score"), "{text}");
    let last = text.lines().last().unwrap();
    assert!(
        last.contains("matched · starter pack CC0-1.0 · offline, 0 requests · 0 files written"),
        "{last}"
    );
    assert!(!shown(&["recommend", "-n", "3", "-q"], 80, false).contains("offline"));
}

#[test]
fn no_color_is_respected_and_outweighed_by_the_command_line() {
    assert!(!shown(&["recommend", "-n", "3"], 80, true).contains('\u{1b}'));
    assert!(!shown(&["explain", "roads", "--color", "never"], 80, false).contains('\u{1b}'));
    assert!(shown(&["recommend", "-n", "3", "--color", "always"], 80, true).contains('\u{1b}'));
}

#[test]
fn lines_keep_to_the_width_of_the_terminal() {
    for cols in [40, 60, 80, 120, 160] {
        for args in [
            &["-q", "recommend"][..],
            &["explain", "roads", "--all"],
            &["history", "--all"],
            &["pack", "info"],
        ] {
            let text = shown(args, cols, true);
            let widest = text.lines().map(glasscrate::text::width).max().unwrap();
            assert!(widest <= usize::from(cols), "{args:?} at {cols}: {widest}\n{text}");
        }
    }
}

#[test]
fn a_terminal_gets_json_with_line_breaks() {
    let text = shown(&["recommend", "-n", "1", "--format", "json"], 80, false);
    assert!(text.lines().count() > 20 && !text.contains('\u{1b}'), "{text}");
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["recommendations"][0]["rank"], 1);
}
