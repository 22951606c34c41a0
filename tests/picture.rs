//! The picture in the README: the real program in a pseudo-terminal, its screen drawn as SVG.
//!
//! `GLASSCRATE_BLESS=1 cargo test --test picture` draws `docs/screen.svg` anew; without it, the test checks that the
//! program still shows what the picture does.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const ROWS: u16 = 30;
const COLS: u16 = 130;
/// Cell size in the picture, in pixels.
const CELL: (f32, f32) = (8.4, 18.0);

/// Runs the program until its screen shows every one of `marks`, after typing `keys` once it is ready.
fn screen(keys: &str, ready: &str, marks: &[&str]) -> vt100::Screen {
    let pty = native_pty_system();
    let pair = pty.openpty(PtySize { rows: ROWS, cols: COLS, pixel_width: 0, pixel_height: 0 }).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_glasscrate"));
    command.env("TERM", "xterm-256color");
    command.env_remove("NO_COLOR");
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    let (send, bytes) = mpsc::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 8192];
        while let Ok(n @ 1..) = reader.read(&mut buffer) {
            if send.send(buffer[..n].to_vec()).is_err() {
                break;
            }
        }
    });
    let mut parser = vt100::Parser::default();
    parser.screen_mut().set_size(ROWS.try_into().unwrap(), COLS.try_into().unwrap());
    let end = Instant::now() + Duration::from_secs(30);
    let mut typed = false;
    loop {
        let text = parser.screen().contents();
        if !typed && text.contains(ready) {
            writer.write_all(keys.as_bytes()).unwrap();
            typed = true;
        } else if typed && marks.iter().all(|m| text.contains(m)) {
            break;
        }
        let left = end.saturating_duration_since(Instant::now());
        match bytes.recv_timeout(left) {
            Ok(more) => parser.process(&more),
            Err(e) => panic!("waited for {marks:?} ({e}):\n{text}"),
        }
    }
    let shown = parser.screen().clone();
    writer.write_all(b"q").unwrap();
    child.wait().unwrap();
    shown
}

fn colour(colour: vt100::Color, plain: &str) -> String {
    const ANSI: [&str; 16] = [
        "#1d2021", "#e06c5f", "#98b95c", "#e5b567", "#6d9fc5", "#b98bc0", "#6fb3a8", "#c8c4b8", "#7c7a72",
        "#f0897c", "#b5d477", "#f3cc85", "#8fbde0", "#d2a8d8", "#8fd0c5", "#f4f1e8",
    ];
    match colour {
        vt100::Color::Default => plain.to_owned(),
        vt100::Color::Idx(n) => {
            ANSI.get(usize::from(n)).map_or_else(|| plain.to_owned(), |c| (*c).to_owned())
        }
        vt100::Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Draws a screen: one `text` element for each cell that shows something, so that wide characters stay in place.
fn svg(screen: &vt100::Screen) -> String {
    let (width, height) = (f32::from(COLS) * CELL.0 + 24.0, f32::from(ROWS) * CELL.1 + 24.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" \
         aria-label=\"Glasscrate in a terminal: history, recommendations, and why\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#16181a\"/>\n\
         <g font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"14\" \
         xml:space=\"preserve\">\n"
    );
    for row in 0..ROWS {
        for col in 0..COLS {
            let Some(cell) = screen.cell(row, col) else { continue };
            let (mut ink, mut paper) = (colour(cell.fgcolor(), "#d6d2c6"), colour(cell.bgcolor(), "none"));
            if cell.inverse() {
                (ink, paper) = (if paper == "none" { "#16181a".to_owned() } else { paper }, ink);
            }
            let (x, y) = (12.0 + f32::from(col) * CELL.0, 12.0 + f32::from(row) * CELL.1);
            if paper != "none" {
                let _ = writeln!(
                    out,
                    "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{paper}\"/>",
                    CELL.0 + 0.3,
                    CELL.1
                );
            }
            let text = cell.contents();
            if text.trim().is_empty() {
                continue;
            }
            let weight = if cell.bold() { " font-weight=\"bold\"" } else { "" };
            let faint = if cell.dim() { " opacity=\"0.6\"" } else { "" };
            let _ = writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{:.1}\" fill=\"{ink}\"{weight}{faint}>{}</text>",
                y + 13.5,
                escape(text)
            );
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

#[test]
fn the_program_shows_what_the_readme_does() {
    // The row of the selection is a mark too: a reason stands there for the first track before the keys are read.
    let shown = screen("2j", "ranked in", &["History", " 2 of 100 ", "Because", "= score ✓"]);
    let drawn = svg(&shown);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/screen.svg");
    if std::env::var_os("GLASSCRATE_BLESS").is_some() {
        std::fs::write(&path, &drawn).unwrap();
    }
    // Ages and times differ from run to run; the borders of the panes do not.
    let committed = std::fs::read_to_string(&path).unwrap();
    let first_row =
        |svg: &str| svg.lines().filter(|l| l.contains("y=\"25.5\"")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(first_row(&drawn), first_row(&committed), "draw the picture anew: GLASSCRATE_BLESS=1");
}
