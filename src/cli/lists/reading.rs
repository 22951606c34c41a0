//! Reads files on several threads, and hands over what was parsed of them in their order: what comes of it does not depend on
//! the number of threads. Tells how far it is, and digests what goes by.

use std::fs::File;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, anyhow};

use super::inputs::Input;
use crate::pack::{Digest, DigestMaker};
use crate::sources::Progress;

/// So many parts of one file wait to be filed. A part is bounded, so the whole queue is: about 10 MB a part.
const WAITING: usize = 2;

/// What comes of a file, in this order: any number of parts, then its end.
pub(super) enum Step<P> {
    /// A part of it, parsed.
    Part(P),
    /// All of it was read. Its digest, as it lies there, packed or not; `None` when it is of another kind.
    End(Option<Digest>),
}

/// Reads files.
pub(super) struct Reading<'a> {
    meter: Meter<'a>,
    threads: usize,
}

/// How many bytes are through.
struct Meter<'a> {
    progress: &'a dyn Progress,
    done: AtomicU64,
    total: u64,
}

type Steps<P> = SyncSender<anyhow::Result<Step<P>>>;

impl<'a> Reading<'a> {
    /// Reads `inputs`, not all at once maybe, on so many threads.
    pub(super) fn new<'i>(
        progress: &'a dyn Progress,
        threads: usize,
        inputs: impl Iterator<Item = &'i Input>,
    ) -> Self {
        let total = inputs.map(|i| i.size).sum();
        Self { meter: Meter { progress, done: AtomicU64::new(0), total }, threads }
    }

    /// Lets `parse` read each of the files, and `take` have what comes of them, with the number of the file. The first error,
    /// in the order of the files, ends it.
    pub(super) fn each<P: Send>(
        &self,
        inputs: &[&Input],
        parse: impl Fn(&Input, &mut dyn Read, &mut dyn FnMut(P) -> bool) -> Result<bool, String> + Sync,
        take: impl FnMut(usize, Step<P>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let (senders, receivers): (Vec<_>, Vec<_>) = inputs
            .iter()
            .map(|_| {
                let (sender, receiver) = sync_channel(WAITING);
                (Mutex::new(Some(sender)), receiver)
            })
            .unzip();
        // A thread asks before it begins a file, so that none runs far ahead of the filing: one file a thread, and one more.
        let (allow, may_begin) = channel::<()>();
        for _ in 0..=self.threads {
            let _ = allow.send(());
        }
        let (next, may_begin) = (AtomicUsize::new(0), Mutex::new(may_begin));
        std::thread::scope(|threads| {
            for _ in 0..self.threads.clamp(1, inputs.len().max(1)) {
                threads.spawn(|| {
                    while let Some(n) = begin(&next, &may_begin).filter(|n| *n < inputs.len()) {
                        let steps = senders[n].lock().unwrap_or_else(PoisonError::into_inner).take();
                        let Some(steps) = steps else { continue };
                        let end = file(inputs[n], &self.meter, &parse, &steps);
                        // Nobody listens when the filing has ended already.
                        let _ = steps.send(end.map(Step::End));
                    }
                });
            }
            hear_all(inputs, receivers, allow, take)
        })
    }
}

/// Hears what comes of the files, one after another. `heard` and `allow` go when it ends, also after an error: then no thread
/// waits for them any longer.
#[expect(clippy::needless_pass_by_value, reason = "the end of this function is the end of it")]
fn hear_all<P>(
    inputs: &[&Input],
    heard: Vec<Receiver<anyhow::Result<Step<P>>>>,
    allow: Sender<()>,
    mut take: impl FnMut(usize, Step<P>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for (n, steps) in heard.into_iter().enumerate() {
        loop {
            // Only a thread that died says nothing at the end.
            let step = steps.recv().map_err(|_| anyhow!("{}: the reading ended", inputs[n].shown))??;
            let ended = matches!(step, Step::End(_));
            take(n, step)?;
            if ended {
                break;
            }
        }
        let _ = allow.send(());
    }
    Ok(())
}

/// The next file to read, when one more may be begun.
fn begin(next: &AtomicUsize, may_begin: &Mutex<Receiver<()>>) -> Option<usize> {
    may_begin.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()?;
    Some(next.fetch_add(1, Ordering::Relaxed))
}

fn file<P>(
    input: &Input,
    meter: &Meter<'_>,
    parse: impl Fn(&Input, &mut dyn Read, &mut dyn FnMut(P) -> bool) -> Result<bool, String>,
    steps: &Steps<P>,
) -> anyhow::Result<Option<Digest>> {
    let read = || -> anyhow::Result<_> {
        let file = File::open(&input.path).context("cannot read it")?;
        let mut bytes = Counted { file, digest: DigestMaker::default(), read: 0, meter };
        let wanted = parse(input, &mut bytes, &mut |part| steps.send(Ok(Step::Part(part))).is_ok());
        if wanted.map_err(|e| anyhow!(e))? {
            // What the reader did not want (what stands after its end) is part of the file all the same.
            io::copy(&mut bytes, &mut io::sink()).context("cannot read it")?;
            return Ok(Some(bytes.digest.finish()));
        }
        // A file that is passed over counts as done.
        meter.more(input.size.saturating_sub(bytes.read));
        Ok(None)
    };
    read().with_context(|| input.shown.clone())
}

impl Meter<'_> {
    fn more(&self, bytes: u64) {
        let done = self.done.fetch_add(bytes, Ordering::Relaxed) + bytes;
        self.progress.at("reading lists", done, Some(self.total));
    }
}

struct Counted<'a> {
    file: File,
    digest: DigestMaker,
    read: u64,
    meter: &'a Meter<'a>,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(into)?;
        self.digest.update(&into[..n]);
        self.read += n as u64;
        self.meter.more(n as u64);
        Ok(n)
    }
}
