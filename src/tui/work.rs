//! What runs beside the interface: loading, ranking, and reading the keyboard. Each is a thread that sends messages.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::UnboundedSender;

use super::jobs::{Clerk, Desk, Job};
use super::state::Library;
use super::update::{Ask, Input, RankedNow};
use super::{Keep, Keeper, Loader, Loading};
use crate::text::clean;

/// Progress is shown at most this often.
const PROGRESS_EVERY: Duration = Duration::from_millis(50);

/// What a thread beside the interface says.
#[derive(Debug)]
pub(super) enum Message {
    /// Something for the state.
    Input(Input),
    /// Something that the terminal said.
    Terminal(crossterm::event::Event),
    /// A thread ended that should not: the interface cannot go on.
    Lost(String),
}

pub(super) type Outbox = UnboundedSender<Message>;

/// Says that a thread is lost, unless it ended as it should.
struct Alarm {
    out: Outbox,
    name: &'static str,
    armed: bool,
}

impl Drop for Alarm {
    fn drop(&mut self) {
        if self.armed {
            let _ = self.out.send(Message::Lost(format!("{} stopped because of a fault", self.name)));
        }
    }
}

fn spawn(
    name: &'static str,
    out: Outbox,
    work: impl FnOnce(&Outbox) + Send + 'static,
) -> std::io::Result<JoinHandle<()>> {
    let run = move || {
        let mut alarm = Alarm { out, name, armed: true };
        work(&alarm.out);
        alarm.armed = false;
    };
    thread::Builder::new().name(name.to_owned()).spawn(run)
}

/// Loads, and says how far it is.
pub(super) fn load(loader: Loader, out: Outbox) -> std::io::Result<()> {
    spawn("loading", out, move |out| {
        let shown = std::cell::RefCell::new((String::new(), Instant::now()));
        let progress = |p: Loading| {
            let mut shown = shown.borrow_mut();
            if shown.0 != p.stage || shown.1.elapsed() >= PROGRESS_EVERY {
                *shown = (p.stage.clone(), Instant::now());
                let stage = clean(&p.stage).into_owned();
                let _ = out.send(Message::Input(Input::Loading(Loading { stage, ..p })));
            }
        };
        let result = loader(&progress)
            .map(|loaded| Box::new(Library::new(loaded)))
            .map_err(|why| clean(&format!("{why:#}")).into_owned());
        let names = result.as_ref().ok().map(|library| library.names());
        let _ = out.send(Message::Input(Input::Loaded(result)));
        // Shown first, indexed then: a filter over a long history must not wait for this at its first key.
        if let Some(names) = names {
            let _ = out.send(Message::Input(Input::Indexed(names.index())));
        }
    })
    .map(drop)
}

/// Ranks in a thread of its own; the newest request wins.
#[derive(Debug)]
pub(super) struct Ranker {
    requests: mpsc::Sender<Ask>,
}

impl Ranker {
    /// Starts the thread.
    pub(super) fn start(out: Outbox) -> std::io::Result<Self> {
        let (requests, inbox) = mpsc::channel::<Ask>();
        spawn("ranking", out, move |out| {
            while let Ok(first) = inbox.recv() {
                let ask = inbox.try_iter().last().unwrap_or(first);
                let begun = Instant::now();
                let answer = ask.query.ask(&ask.listener);
                let took = begun.elapsed();
                let ranked = RankedNow { generation: ask.generation, answer, took };
                let _ = out.send(Message::Input(Input::Ranked(Box::new(ranked))));
            }
        })?;
        Ok(Self { requests })
    }

    /// Asks. The thread lives as long as this does, so the request arrives.
    pub(super) fn ask(&self, ask: Ask) {
        let _ = self.requests.send(ask);
    }
}

/// The threads that do jobs, one a desk; for each the newest job wins.
#[derive(Debug)]
pub(super) struct Office {
    desks: Vec<(Desk, mpsc::Sender<Job>, Arc<AtomicU64>)>,
}

impl Office {
    /// Starts the threads.
    pub(super) fn start(out: &Outbox) -> std::io::Result<Self> {
        let desks = Desk::ALL.into_iter().map(|desk| {
            let (requests, inbox) = mpsc::channel::<Job>();
            let newest = Arc::new(AtomicU64::new(0));
            let of_desk = newest.clone();
            spawn(desk.name(), out.clone(), move |out| {
                let mut clerk = Clerk::default();
                while let Ok(first) = inbox.recv() {
                    let job = inbox.try_iter().last().unwrap_or(first);
                    let ticket = job.ticket;
                    let wanted = || of_desk.load(Ordering::Relaxed) <= ticket;
                    let mut tell = |told| out.send(Message::Input(Input::Told(told))).is_ok() && wanted();
                    clerk.work(job, &mut tell, &wanted);
                }
            })?;
            Ok((desk, requests, newest))
        });
        Ok(Self { desks: desks.collect::<std::io::Result<_>>()? })
    }

    /// Gives a job to its desk, which drops an older one.
    pub(super) fn ask(&self, job: Job) {
        let Some((_, requests, newest)) = self.desks.iter().find(|(d, _, _)| *d == job.task.desk()) else {
            return;
        };
        newest.store(job.ticket, Ordering::Relaxed);
        let _ = requests.send(job);
    }
}

/// Changes the file of kept choices, in a thread of its own. Dropping it waits until all that was asked for is written: who
/// leaves right after a yes loses nothing.
#[derive(Debug)]
pub(super) struct Keeping {
    requests: Option<mpsc::Sender<Vec<Keep>>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeping {
    /// Starts the thread.
    pub(super) fn start(keeper: Keeper, out: Outbox) -> std::io::Result<Self> {
        let (requests, inbox) = mpsc::channel::<Vec<Keep>>();
        let thread = spawn("keeping", out, move |out| {
            while let Ok(keeps) = inbox.recv() {
                let written: anyhow::Result<Vec<String>> = keeps.iter().map(&keeper.change).collect();
                let result = written.map(|said| said.last().cloned().unwrap_or_default());
                let result = result.map_err(|why| format!("{why:#}"));
                let clean = |text: String| clean(&text).into_owned();
                let input = Input::Kept(keeps, result.map(clean).map_err(clean));
                let _ = out.send(Message::Input(input));
            }
        })?;
        Ok(Self { requests: Some(requests), thread: Some(thread) })
    }

    /// Asks for changes. The thread lives as long as this does.
    pub(super) fn ask(&self, keeps: Vec<Keep>) {
        if let Some(requests) = &self.requests {
            let _ = requests.send(keeps);
        }
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        drop(self.requests.take());
        // A fault in the thread was told already.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// Reads the terminal. The thread ends with the program: a blocked read cannot be called off.
pub(super) fn listen(out: Outbox) -> std::io::Result<()> {
    spawn("reading the keyboard", out, |out| {
        loop {
            match crossterm::event::read() {
                Ok(event) => {
                    if out.send(Message::Terminal(event)).is_err() {
                        return;
                    }
                }
                Err(why) => {
                    let _ = out.send(Message::Lost(format!("the terminal cannot be read: {why}")));
                    return;
                }
            }
        }
    })
    .map(drop)
}
