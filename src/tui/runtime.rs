//! The loop: wait, take what is there, change the state, draw once if something changed. Nothing ticks.

use std::future::Future;
use std::io;
use std::time::Duration;

use crossterm::event::{Event, KeyEventKind, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Size;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

use super::region::Regions;
use super::state::State;
use super::terminal::{Guard, Screen, give_back};
use super::theme::Theme;
use super::update::{Draw, Effects, Input, Onward, update};
use super::work::{Keeping, Message, Office, Outbox, Ranker, listen, load};
use super::{Loader, Options, Start};

/// So long a ranking, or the first rows of a page, are waited for before the frame is drawn without them: most come within this,
/// and one frame is enough then.
const PATIENCE: Duration = Duration::from_millis(4);

/// So long a suspended program waits to be stopped. Where there is nobody to continue it, it is not stopped at all.
const STOPPING: Duration = Duration::from_millis(100);

/// Rows for one step of the wheel.
const WHEEL_ROWS: isize = 3;

/// Runs the interface until the person leaves.
pub(super) fn run(start: Start) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let Start { load, live, query, keep, now, options } = start;
    let Options { mono, mouse } = options;
    let theme = if mono { Theme::mono() } else { Theme::colour() };
    // Under NO_COLOR the terminal library would also drop bold and reversed; the theme has no colour then.
    crossterm::style::force_color_output(true);
    super::terminal::install_panic_hook();
    let guard = Guard::take(mouse)?;
    let screen = Screen::new()?;
    let mut state = State::new(query, now, theme, screen.size()?);
    state.live = live;
    state.kept_at = keep.as_ref().map(|k| k.place.clone());
    runtime.block_on(async {
        let (out, inbox) = unbounded_channel();
        let interface = Interface {
            signals: Signals::new()?,
            ranker: Ranker::start(out.clone())?,
            office: Office::start(&out)?,
            keeping: keep.map(|k| Keeping::start(k, out.clone())).transpose()?,
            regions: Regions::default(),
            guard,
            screen,
            state,
            inbox,
        };
        interface.run(load, out).await
    })
}

/// The signals that are heeded.
struct Signals {
    terminate: Signal,
    hang_up: Signal,
    interrupt: Signal,
    carry_on: Signal,
}

/// What a signal asks for.
enum Asked {
    Quit,
    Reenter,
}

impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            carry_on: signal(SignalKind::from_raw(rustix::process::Signal::CONT.as_raw()))?,
        })
    }

    async fn next(&mut self) -> Asked {
        tokio::select! {
            _ = self.terminate.recv() => Asked::Quit,
            _ = self.hang_up.recv() => Asked::Quit,
            _ = self.interrupt.recv() => Asked::Quit,
            _ = self.carry_on.recv() => Asked::Reenter,
        }
    }
}

struct Interface {
    guard: Guard,
    screen: Screen,
    state: State,
    regions: Regions,
    signals: Signals,
    ranker: Ranker,
    office: Office,
    keeping: Option<Keeping>,
    inbox: UnboundedReceiver<Message>,
}

impl Interface {
    async fn run(mut self, loader: Loader, out: Outbox) -> anyhow::Result<()> {
        // The first frame comes before anything is read.
        self.regions = self.screen.draw(&self.state, false)?;
        listen(out.clone())?;
        load(loader.clone(), out.clone())?;
        loop {
            let mut effects = Effects::default();
            self.wait(&mut effects).await?;
            self.drain(&mut effects)?;
            if self.hand_out(&mut effects) {
                self.patience(&mut effects).await?;
            }
            if effects.load {
                load(loader.clone(), out.clone())?;
            }
            match effects.onward {
                Onward::Wait => {}
                Onward::Quit => return Ok(()),
                Onward::Suspend => {
                    self.suspend().await?;
                    effects.draw = Draw::All;
                }
            }
            if effects.draw > Draw::Nothing {
                self.regions = self.screen.draw(&self.state, effects.draw == Draw::All)?;
            }
        }
    }

    /// Waits for the first thing to happen.
    async fn wait(&mut self, effects: &mut Effects) -> anyhow::Result<()> {
        tokio::select! {
            biased;
            asked = self.signals.next() => match asked {
                Asked::Quit => effects.onward = Onward::Quit,
                Asked::Reenter => {
                    // Stopped and continued by someone else: the shell has been at the terminal since.
                    self.guard.enter()?;
                    effects.draw = Draw::All;
                }
            },
            message = self.inbox.recv() => match message {
                Some(message) => self.take(message, effects)?,
                None => effects.onward = Onward::Quit,
            },
        }
        Ok(())
    }

    /// Takes everything that is there already, so that many keys cost one frame.
    fn drain(&mut self, effects: &mut Effects) -> anyhow::Result<()> {
        while effects.onward == Onward::Wait {
            let Ok(message) = self.inbox.try_recv() else { break };
            self.take(message, effects)?;
        }
        Ok(())
    }

    /// Gives what is asked for to the threads. True when there was something.
    fn hand_out(&self, effects: &mut Effects) -> bool {
        let rank = effects.rank.take();
        let asked = rank.is_some() || !effects.jobs.is_empty();
        if let Some(ask) = rank {
            self.ranker.ask(ask);
        }
        let keep = std::mem::take(&mut effects.keep);
        if let Some(keeping) = self.keeping.as_ref().filter(|_| !keep.is_empty()) {
            keeping.ask(keep);
        }
        for job in effects.jobs.drain(..) {
            self.office.ask(job);
        }
        asked
    }

    /// Waits a moment for what was asked for; whatever comes meanwhile is taken too.
    async fn patience(&mut self, effects: &mut Effects) -> anyhow::Result<()> {
        let waited = timeout(PATIENCE, async {
            while self.state.expects() && effects.onward == Onward::Wait {
                match self.inbox.recv().await {
                    Some(message) => self.take(message, effects)?,
                    None => break,
                }
                self.hand_out(effects);
            }
            anyhow::Ok(())
        });
        waited.await.unwrap_or(Ok(()))
    }

    fn take(&mut self, message: Message, effects: &mut Effects) -> anyhow::Result<()> {
        let input = match message {
            Message::Input(input) => Some(input),
            Message::Terminal(event) => translate(event, &self.regions),
            Message::Lost(why) => anyhow::bail!(why),
        };
        if let Some(input) = input {
            effects.merge(update(&mut self.state, input));
        }
        Ok(())
    }

    /// Gives the terminal back, stops, and takes it again when the program is continued.
    async fn suspend(&mut self) -> anyhow::Result<()> {
        give_back();
        let stop = rustix::process::Signal::TSTP;
        let continued = self.signals.carry_on.recv();
        rustix::process::kill_process(rustix::process::getpid(), stop)?;
        stopped(continued).await;
        self.guard.enter()?;
        let size = self.screen.size()?;
        update(&mut self.state, Input::Resize(size));
        Ok(())
    }
}

/// Returns once the program was continued, or when it turns out that it was not stopped.
async fn stopped(continued: impl Future<Output = Option<()>>) {
    let _ = timeout(STOPPING, continued).await;
}

/// What an event of the terminal means for the state, where it means something.
fn translate(event: Event, regions: &Regions) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => Some(Input::Key(key.into())),
        Event::Mouse(mouse) => translate_mouse(mouse, regions),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Resize(width, height) => Some(Input::Resize(Size::new(width, height))),
        Event::Key(_) | Event::FocusGained | Event::FocusLost => None,
    }
}

fn translate_mouse(mouse: MouseEvent, regions: &Regions) -> Option<Input> {
    let hit = regions.at(mouse.column, mouse.row)?;
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Input::Press(hit)),
        MouseEventKind::ScrollUp => Some(Input::Wheel(hit, -WHEEL_ROWS)),
        MouseEventKind::ScrollDown => Some(Input::Wheel(hit, WHEEL_ROWS)),
        _ => None,
    }
}
