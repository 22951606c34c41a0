//! One run of a program in a pseudo-terminal, with a terminal emulator that sees what a person would see.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// A test fails when it waited so long.
const LIMIT: Duration = Duration::from_secs(30);

/// The program is at rest when it sent nothing for so long.
const QUIET: Duration = Duration::from_millis(300);

/// What the program sent, and the screen that it makes.
pub(crate) struct Output {
    /// Everything that was sent.
    pub(crate) bytes: Vec<u8>,
    /// The terminal.
    pub(crate) parser: vt100::Parser,
    ended: bool,
}

/// One run of a program.
pub(crate) struct Program {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Arc<(Mutex<Output>, Condvar)>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

impl Program {
    /// Starts the program without arguments.
    pub(crate) fn start(columns: u16, rows: u16) -> Self {
        Self::start_with(columns, rows, &[])
    }

    /// Starts the program with something in its environment.
    pub(crate) fn start_with(columns: u16, rows: u16, env: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_glasscrate"));
        command.env_remove("NO_COLOR");
        command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-config"));
        for (name, value) in env {
            command.env(name, value);
        }
        Self::of(command, columns, rows)
    }

    /// Starts any program.
    pub(crate) fn of(mut command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let output = Output { bytes: Vec::new(), parser, ended: false };
        let output = Arc::new((Mutex::new(output), Condvar::new()));
        let reader = pair.master.try_clone_reader().unwrap();
        let shared = output.clone();
        std::thread::spawn(move || follow(reader, &shared));
        let writer = pair.master.take_writer().unwrap();
        Self { child, master: pair.master, writer, output }
    }

    /// Types.
    pub(crate) fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.output.0.lock().unwrap().parser.set_size(cells(rows), cells(columns));
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// Waits until the output is as asked.
    pub(crate) fn wait(&self, what: &str, mut holds: impl FnMut(&Output) -> bool) {
        let begun = Instant::now();
        let mut out = self.output.0.lock().unwrap();
        while !holds(&out) {
            let Some(left) = LIMIT.checked_sub(begun.elapsed()) else {
                panic!("waited in vain for {what}; the screen:\n{}", out.parser.screen().contents());
            };
            out = self.output.1.wait_timeout(out, left).unwrap().0;
        }
    }

    /// Waits until a text is on the screen.
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait(text, |out| out.parser.screen().contents().contains(text));
    }

    /// Waits until a text is not on the screen.
    pub(crate) fn wait_gone(&self, text: &str) {
        self.wait(&format!("{text} to go"), |out| !out.parser.screen().contents().contains(text));
    }

    /// Waits until the recommendations and their reasons are shown.
    pub(crate) fn wait_ready(&self) {
        self.wait_for("= score ✓");
    }

    /// Waits until the program is at rest.
    pub(crate) fn wait_quiet(&self) {
        let begun = Instant::now();
        let (mut seen, mut since) = (usize::MAX, Instant::now());
        while since.elapsed() < QUIET {
            assert!(begun.elapsed() < LIMIT, "the program does not come to rest");
            let out = self.output.0.lock().unwrap();
            if out.bytes.len() != seen {
                (seen, since) = (out.bytes.len(), Instant::now());
            }
            drop(self.output.1.wait_timeout(out, QUIET / 4).unwrap());
        }
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        kill_process(Pid::from_raw(id).unwrap(), signal).unwrap();
    }

    /// Waits for the end; gives whether it was a success, and everything that was sent.
    pub(crate) fn end(mut self) -> (bool, Vec<u8>) {
        self.wait("the end", |out| out.ended);
        let success = self.child.wait().unwrap().success();
        (success, self.bytes())
    }

    /// Everything that was sent so far.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.output.0.lock().unwrap().bytes.clone()
    }

    /// The screen as text.
    pub(crate) fn contents(&self) -> String {
        self.output.0.lock().unwrap().parser.screen().contents()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
    }
}

fn follow(mut reader: impl Read, shared: &(Mutex<Output>, Condvar)) {
    let mut buffer = [0; 4096];
    loop {
        // A pseudo-terminal whose other end is closed gives an error on Linux, and nothing elsewhere.
        let read = reader.read(&mut buffer).unwrap_or(0);
        let mut out = shared.0.lock().unwrap();
        out.bytes.extend_from_slice(&buffer[..read]);
        out.parser.process(&buffer[..read]);
        out.ended = read == 0;
        shared.1.notify_all();
        if out.ended {
            return;
        }
    }
}

/// How often some bytes were sent.
pub(crate) fn count(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).filter(|w| *w == what).count()
}

fn last(bytes: &[u8], what: &str) -> Option<usize> {
    bytes.windows(what.len()).rposition(|w| w == what.as_bytes())
}

/// Every mode that was switched on was switched off after that, and the cursor is shown.
pub(crate) fn assert_clean(bytes: &[u8]) {
    for mode in ["1049", "2004", "1000", "1006", "2026"] {
        let on = last(bytes, &format!("\x1b[?{mode}h"));
        let off = last(bytes, &format!("\x1b[?{mode}l"));
        assert!(on.is_some(), "mode {mode} was never on");
        assert!(off > on, "mode {mode} was left on");
    }
    assert!(last(bytes, "\x1b[?25h") > last(bytes, "\x1b[?25l"), "the cursor was left hidden");
    for mode in ["1002", "1003", "1004"] {
        let on = last(bytes, &format!("\x1b[?{mode}h"));
        assert_eq!(on, None, "mode {mode} wakes the program for nothing");
    }
}
