//! The terminal while the interface runs: raw, on its alternate screen, with mouse and paste; and always given back as it was.
//!
//! It is given back when [`Guard`] is dropped, before the program is suspended, and by the panic hook: a release build aborts,
//! so nothing is dropped then.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::CrosstermBackend;

use super::draw::draw;
use super::region::Regions;
use super::state::State;

/// Clicks and the wheel, with coordinates beyond 223. Motion is not asked for: every move of the mouse would wake the program.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// True while the terminal is ours.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Held while a frame is sent, so that a thread that panics does not give the terminal back in the middle of it.
static DRAWING: Mutex<()> = Mutex::new(());

/// So long a frame is waited for; when the drawing itself panics, it will not end.
const FRAME: Duration = Duration::from_millis(20);

/// Holds the terminal; dropping it gives the terminal back.
#[derive(Debug)]
pub(super) struct Guard {
    mouse: bool,
}

impl Guard {
    /// Takes the terminal.
    pub(super) fn take(mouse: bool) -> io::Result<Self> {
        if !io::stdout().is_terminal() {
            return Err(io::Error::other("standard output is no terminal"));
        }
        let guard = Self { mouse };
        guard.enter()?;
        Ok(guard)
    }

    /// Takes the terminal (again, after it was given back).
    pub(super) fn enter(&self) -> io::Result<()> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let mut out = io::stdout().lock();
        execute!(out, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
        if self.mouse {
            execute!(out, Print(MOUSE_ON))?;
        }
        Ok(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back as it was. False when it was not taken. What fails is passed over: the terminal may be gone.
pub(super) fn give_back() -> bool {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return false;
    }
    let begun = Instant::now();
    let _held = loop {
        match DRAWING.try_lock() {
            Err(TryLockError::WouldBlock) if begun.elapsed() < FRAME => thread::sleep(FRAME / 20),
            other => break other,
        }
    };
    let mut out = io::stdout();
    // A panic may strike between the two ends of an update.
    let _ = execute!(
        out,
        EndSynchronizedUpdate,
        Print(MOUSE_OFF),
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
    true
}

/// Makes a panic leave a clean terminal and three lines: what, where, and that nothing was kept.
pub(super) fn install_panic_hook() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if give_back() {
            let _ = io::stderr().lock().write_all(last_words(info).as_bytes());
        } else {
            before(info);
        }
    }));
}

fn last_words(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let what = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no reason given");
    let place = info.location().map(|l| format!("{}:{}", l.file(), l.line())).unwrap_or_default();
    format!(
        "glasscrate stopped because of a fault of its own: {}\nin version {}, at {place}\nnothing was kept and nothing was sent; please report these lines\n",
        crate::text::clean(what),
        env!("CARGO_PKG_VERSION"),
    )
}

/// Draws on the terminal, each frame as one update.
#[derive(Debug)]
pub(super) struct Screen {
    terminal: ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>,
}

impl Screen {
    /// A screen as large as the terminal.
    pub(super) fn new() -> io::Result<Self> {
        let out = BufWriter::with_capacity(1 << 16, io::stdout());
        Ok(Self { terminal: ratatui::Terminal::new(CrosstermBackend::new(out))? })
    }

    /// Its size in cells.
    pub(super) fn size(&self) -> io::Result<ratatui::layout::Size> {
        self.terminal.size()
    }

    /// Draws a frame; gives what stands where. With `all`, every cell is sent, whatever the terminal holds.
    pub(super) fn draw(&mut self, state: &State, all: bool) -> io::Result<Regions> {
        let _held = DRAWING.lock();
        let mut regions = Regions::default();
        if !TAKEN.load(Ordering::SeqCst) {
            // Another thread panicked and gave it back.
            return Ok(regions);
        }
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        if all {
            // `clear` would ask the terminal for the cursor's place, and wait for an answer that the input thread takes.
            let size = self.terminal.size()?;
            self.terminal.resize(size.into())?;
        }
        self.terminal.draw(|frame| regions = draw(state, frame))?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        Ok(regions)
    }
}
