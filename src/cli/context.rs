//! Opens what a question needs: the pack, the history, and the settings that were given.

use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::build::starter_pack;
use crate::choices::Choices;
use crate::history::UnixSeconds;
use crate::pack::Pack;
use crate::policy::{ATTRIBUTION, Ledger, Use, may_be_fitted};
use crate::query::{Listener, Query};
use crate::sources::{DropReason, Progress, ReadReport, SourceSpec, read_through};

use super::args::TuneArgs;
use super::console::Console;
use super::door::Door;
use super::failure::Failure;
use super::progress::Bar;

/// A history read against a pack, and the accounts of it.
#[derive(Debug)]
pub(super) struct Context {
    /// The history and the pack.
    pub(super) listener: Listener,
    /// What was read, file by file.
    pub(super) report: ReadReport,
    /// What this run read and wrote.
    pub(super) ledger: Ledger,
}

impl Context {
    /// Opens the pack and reads the sources; the sample history where none is named.
    pub(super) fn open(
        pack: Option<&Path>,
        sources: &[SourceSpec],
        now: UnixSeconds,
        progress: &dyn Progress,
        door: &Door,
    ) -> anyhow::Result<Self> {
        let sample: Vec<SourceSpec> = "starter".parse().into_iter().collect();
        let sources = if sources.is_empty() { &sample } else { sources };
        // Side by side: counting the starter pack and reading a history take about as long.
        let (pack, reading) = rayon::join(
            || open_pack(pack),
            || {
                door.enter_read(sources);
                door.with(|remote| read_through(sources, now, progress, remote))
            },
        );
        let (pack, reading) = (pack?, reading?);
        let ledger = door.ledger();
        let listener = Listener::new(Arc::new(pack), Arc::new(reading.history)).on_clock_of(zone());
        Ok(Self { listener, report: reading.report, ledger })
    }

    /// "50 listens · 47 matched · starter pack CC0-1.0 · offline, 0 requests · 0 files written".
    pub(super) fn line(&self) -> String {
        let names = crate::report::Names::new(&self.listener.pack);
        let history = &self.listener.history;
        format!(
            "{} listens · {} matched · {} {} · {}",
            history.listens().len(),
            self.listener.matches.matched_listens(history),
            names.name(),
            names.licence(),
            self.ledger.line()
        )
    }

    /// What is to be known about scores of this history: where its terms switch something off, and where it is from.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut kinds = self.listener.history.sources().iter().map(|s| s.kind);
        if kinds.all(may_be_fitted) {
            return Vec::new();
        }
        let counted = "plays from the Web API are scored with counts only: `together` stands in where a mix has `fitted`";
        vec![counted.to_owned(), ATTRIBUTION.to_owned()]
    }

    /// What should not be passed over in silence: rows that could not be read, and files that ended too early.
    pub(super) fn warnings(&self) -> Vec<String> {
        use DropReason::{BadRecord, BadTime, CutOff, RecordTooLong};
        let damaged: u64 = [BadRecord, BadTime, CutOff, RecordTooLong]
            .into_iter()
            .map(|r| self.report.totals.dropped.of(r))
            .sum();
        let rows = format!("{damaged} of {} rows could not be read", self.report.totals.rows);
        let mut all: Vec<String> = (damaged > 0).then_some(rows).into_iter().collect();
        for f in &self.report.files {
            all.extend(f.stopped.iter().map(|why| format!("{}: {why}", f.label)));
        }
        all
    }
}

/// Opens what a command needs, through the terms and with a bar; what was asked and written for it is entered in the ledger,
/// whatever comes of it.
pub(super) fn open(
    pack: Option<&Path>,
    sources: &[SourceSpec],
    no_store: bool,
    to: Use,
    console: &Console,
) -> Result<Context, Failure> {
    let door = Door::open(sources, pack, to, no_store, console)?;
    let opened = {
        let progress = Bar::new(console);
        Context::open(pack, sources, now(), &progress, &door)
    };
    console.enter_all(&door.ledger());
    Ok(opened?)
}

/// A pack folder, or the starter pack.
pub(super) fn open_pack(folder: Option<&Path>) -> anyhow::Result<Pack> {
    match folder {
        None => starter_pack().context("the starter pack in this program is damaged; install it again"),
        Some(folder) => Pack::open(folder).with_context(|| format!("--pack {}", folder.display())),
    }
}

/// The question that the options ask.
pub(super) fn query(tune: &TuneArgs, limit: usize, choices: Choices) -> Query {
    Query { choices, limit, phrase: tune.phrase.clone().unwrap_or_default() }
}

/// The time zone of this machine; UTC where it does not tell.
pub(super) fn zone() -> TimeZone {
    TimeZone::try_system().unwrap_or(TimeZone::UTC)
}

/// The day in this machine's time zone.
pub(super) fn today() -> Date {
    jiff::Timestamp::from_second(now()).unwrap_or_default().to_zoned(zone()).date()
}

/// The time by this machine's clock.
pub(super) fn now() -> UnixSeconds {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
