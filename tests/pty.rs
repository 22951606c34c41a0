//! The real program in a real pseudo-terminal: keys in, screens out, and a clean terminal afterwards.
//!
//! Nothing waits for a time, only for what the screen shows; the one second of the idle test is what it measures.
#![cfg(unix)]

#[cfg(test)]
mod program;

use std::time::Duration;

use glasscrate::query::Query;
use glasscrate::tui::{Options, Start, run};
use portable_pty::CommandBuilder;
use rustix::process::Signal;

use program::{Output, Program, assert_clean, count};

/// The selected row and the number of rows, as the title of the recommendations says.
fn place(out: &Output) -> Option<(usize, usize)> {
    let contents = out.parser.screen().contents();
    let (_, title) = contents.lines().next()?.split_once(" Recommendations")?;
    let words: Vec<&str> = title.split_whitespace().collect();
    let of = words.iter().position(|w| *w == "of")?;
    Some((words.get(of.checked_sub(1)?)?.parse().ok()?, words.get(of + 1)?.parse().ok()?))
}

#[test]
fn an_evening() {
    let mut s = Program::start(120, 40);
    s.wait_ready();
    s.send("jj");
    s.wait("the third row", |out| place(out).is_some_and(|p| p.0 == 3));
    s.send("1/zzzz");
    s.wait_for("/zzzz");
    s.wait_for(" 0 of ");
    s.send("\x1b");
    s.wait_gone("/zzzz");
    s.send("23x");
    s.wait_for("set aside: ");
    s.wait_for("History, ");
    s.send("u");
    s.wait_for("undone: set aside: ");
    s.send("?");
    s.wait_for("take the last change back");
    s.send("q");
    s.wait_gone("take the last change back");
    s.resize(60, 20);
    s.wait_for(" 2 Recommendations ");
    s.resize(30, 8);
    s.wait_for("too small");
    s.resize(120, 40);
    s.wait_for("History");
    s.send("q");
    let (success, bytes) = s.end();
    assert!(success);
    assert_clean(&bytes);
}

/// Every question, from the keyboard: why, on what evidence, why not, what would take it away, what if, what was done, what is
/// believed, and the way back from each.
#[test]
fn the_way_through_every_question() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().to_str().unwrap();
    let mut s = Program::start_with(120, 40, &[("XDG_CONFIG_HOME", config), ("HOME", config)]);
    s.wait_ready();
    s.send("3\r");
    s.wait_for("seed × mix × weight");
    s.send("\r");
    s.wait_for(" Evidence ");
    s.send("\r");
    s.wait_for("★ the track in question");
    s.send("\r");
    s.wait_for(" Track: ");
    s.send("qqq");
    s.wait_for("seed × mix × weight");
    s.send("fgiant steps");
    s.wait_for("John Coltrane");
    s.send("\r");
    s.wait_for(" Track: Giant Steps ");
    s.wait_for("Beside the last listed");
    s.send("G");
    s.wait_for("What would bring it in?");
    s.send("q");
    s.wait_for(" Find a track ");
    s.send("\x1b");
    s.wait_gone(" Find a track ");
    s.send("w");
    s.wait_for("What would take it away?");
    s.wait_for("Checked by ranking again");
    s.send("qm");
    s.wait_for("rare ↔ popular");
    s.send("jjllll");
    s.wait_for("+20 %");
    s.send("qd");
    s.wait_for("20 % towards the popular");
    s.send("u");
    s.wait_for("(taken back)");
    s.send("U");
    s.wait_gone("(taken back)");
    s.send("qp\t");
    s.wait_for("[artists]");
    s.send("x");
    s.wait_for("set aside: ");
    s.send("q");
    s.send("s");
    s.wait_for("Keep this?");
    // Who leaves right after a yes loses nothing.
    s.send("yq");
    let (success, bytes) = s.end();
    assert!(success);
    assert_clean(&bytes);
    let kept = std::fs::read_to_string(folder.path().join("glasscrate/choices.toml")).unwrap();
    assert!(kept.contains("[[without]]") && kept.contains("popular = 20"), "{kept}");
}

#[test]
fn control_c_leaves_while_a_filter_is_typed() {
    let mut s = Program::start(80, 24);
    s.wait_ready();
    s.send("/q");
    s.wait_for("/q");
    s.send("\x03");
    let (success, bytes) = s.end();
    assert!(success);
    assert_clean(&bytes);
}

#[test]
fn signals_leave_a_clean_terminal() {
    for signal in [Signal::TERM, Signal::HUP] {
        let s = Program::start(120, 40);
        s.wait_ready();
        s.signal(signal);
        assert_clean(&s.end().1);
    }
}

#[test]
fn suspending_gives_the_terminal_back_and_takes_it_again() {
    let mut s = Program::start(120, 40);
    s.wait_ready();
    s.send("\x1a");
    // Alone in its session the program has nobody to continue it, so it is not stopped; all else is the same.
    s.wait("the terminal to be given back and taken again", |out| {
        count(&out.bytes, b"\x1b[?1049l") == 1 && count(&out.bytes, b"\x1b[?1049h") == 2
    });
    s.wait_ready();
    s.send("j");
    s.wait("the second row", |out| place(out).is_some_and(|p| p.0 == 2));
    s.send("q");
    let (success, bytes) = s.end();
    assert!(success);
    assert_clean(&bytes);
}

#[test]
fn nothing_is_sent_while_nothing_happens() {
    let s = Program::start(120, 40);
    s.wait_ready();
    s.wait_quiet();
    let before = s.bytes().len();
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(s.bytes().len(), before);
}

#[test]
fn a_burst_of_keys_costs_few_frames() {
    let mut s = Program::start(120, 40);
    s.wait_ready();
    s.wait_quiet();
    let (begin, end) = (b"\x1b[?2026h", b"\x1b[?2026l");
    let before = count(&s.bytes(), begin);
    s.send(&"j".repeat(200));
    s.wait("the last row", |out| place(out).is_some_and(|(at, of)| at == of.min(201)));
    s.wait_quiet();
    let bytes = s.bytes();
    let frames = count(&bytes, begin) - before;
    assert!((1..=20).contains(&frames), "{frames} frames");
    assert_eq!(count(&bytes, begin), count(&bytes, end));
}

#[test]
fn without_colour_the_selection_is_still_seen() {
    let mut s = Program::start_with(120, 40, &[("NO_COLOR", "1")]);
    s.wait_ready();
    s.wait("a reversed row", |out| {
        let screen = out.parser.screen();
        let (rows, columns) = screen.size();
        let reversed = |row, column| screen.cell(row, column).is_some_and(vt100::Cell::inverse);
        (0..rows.get()).any(|row| (0..columns.get()).any(|column| reversed(row, column)))
    });
    s.send("q");
    let bytes = s.end().1;
    let text = String::from_utf8_lossy(&bytes);
    let colours = |n: u16| (30..39).contains(&n) || (40..49).contains(&n) || (90..108).contains(&n);
    let coloured = text.split("\x1b[").skip(1).any(|part| {
        let Some((parameters, _)) = part.split_once('m') else { return false };
        parameters.chars().all(|c| c.is_ascii_digit() || c == ';')
            && parameters.split(';').any(|p| p.parse().is_ok_and(colours))
    });
    assert!(!coloured, "a colour was set");
}

/// Runs this test program's own [`child_that_panics`] in a pseudo-terminal.
#[test]
fn a_panic_leaves_a_clean_terminal_and_says_what_and_where() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "child_that_panics", "--nocapture", "--test-threads=1"]);
    command.env(CHILD, "1");
    let s = Program::of(command, 120, 40);
    s.wait_for("nothing was kept");
    let screen = s.contents();
    assert!(screen.contains("a fault of its own: the test asks for it"), "{screen}");
    assert!(screen.contains("tests/pty.rs:"), "{screen}");
    assert_clean(&s.end().1);
}

/// Set for the process that plays the program in the test above.
const CHILD: &str = "GLASSCRATE_TEST_CHILD";

/// The role of that process; without the mark there is nothing to play.
#[test]
fn child_that_panics() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let start = Start {
        live: false,
        load: std::sync::Arc::new(|_| panic!("the test asks for it")),
        query: Query::default(),
        keep: None,
        now: 0,
        options: Options::default(),
    };
    assert!(run(start).is_err());
}
