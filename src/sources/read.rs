//! From sources to a history: lists the files, reads them on all cores, merges them in their order, joins duplicates.
//!
//! The result depends on the files alone, not on threads: a file is read as a whole by one thread into a batch, and batches
//! are merged in the order of the files. So many files are under way at once as keeps the cores busy, no more, which bounds
//! the memory beside the history itself.

use rayon::prelude::*;

use super::error::SourceError;
use super::files::{Batch, Found, Holder, Item, MAX_FILES, Meter, Place, Window, read_item, walk};
use super::progress::Progress;
use super::remote::Remote;
use super::report::{FileOutcome, FileReport, PassReason, ReadReport, Tally};
use super::spec::SourceSpec;
use super::spotify::{Delivery, Shelf};
use super::starter;
use crate::history::{History, HistoryBuilder, SourceId, SourceKind, UnixSeconds};

/// Files under way at once, for each thread.
const AHEAD: usize = 4;

/// What was read, and the account of it.
#[derive(Debug)]
pub struct Reading {
    /// All listens, duplicates joined.
    pub history: History,
    /// Every file and every row.
    pub report: ReadReport,
}

/// One source, listed.
struct Listed {
    label: String,
    holder: Holder,
    starter: bool,
    found: Vec<Found>,
    /// What is to be asked for, when it is no file, and what came.
    shelf: Option<Shelf>,
    delivered: Vec<Delivery>,
}

impl Listed {
    fn new(label: String, holder: Holder, found: Vec<Found>) -> Self {
        Self { label, holder, starter: false, found, shelf: None, delivered: Vec::new() }
    }
}

/// Reads all sources into one history.
///
/// `now` bounds what times can be true (two days after it at most) and is where sample histories end (two hours before it).
/// A source that cannot be read, or that holds no listens, is an error; what is wrong within one is in the report.
pub fn read(specs: &[SourceSpec], now: UnixSeconds, progress: &dyn Progress) -> Result<Reading, SourceError> {
    read_through(specs, now, progress, &mut Remote::Nobody)
}

/// The same, with somebody who can ask the sources that are not files. These are asked first, one after another.
pub fn read_through(
    specs: &[SourceSpec],
    now: UnixSeconds,
    progress: &dyn Progress,
    remote: &mut Remote<'_>,
) -> Result<Reading, SourceError> {
    progress.at("looking", 0, None);
    let mut listed = specs.iter().map(list).collect::<Result<Vec<_>, _>>()?;
    for source in &mut listed {
        if let Some(shelf) = source.shelf {
            progress.at("asking Spotify", 0, None);
            source.delivered = remote.spotify(shelf, now, progress)?;
        }
    }
    few_enough(&listed)?;
    let sizes = listed.iter().flat_map(|l| &l.found).map(|f| match f {
        Found::Item(item) => item.size,
        Found::Passed(_) => Some(0),
    });
    let meter = Meter::new(progress, sizes.sum());
    let mut merger = Merger::default();
    for source in listed {
        if source.shelf.is_some() {
            source.delivered.into_iter().for_each(|d| merger.add(d.label, d.batch));
            continue;
        }
        let first = merger.report.files.len();
        let times = if source.starter { Window::until(i64::MAX) } else { Window::until(now) };
        let mut found = source.found.into_iter().peekable();
        while found.peek().is_some() {
            let some: Vec<Found> = found.by_ref().take(AHEAD * rayon::current_num_threads()).collect();
            let read: Vec<Result<Done, SourceError>> =
                some.into_par_iter().map(|f| read_found(f, &meter, times)).collect();
            for done in read {
                match done? {
                    Done::Batch(label, mut batch) => {
                        if source.starter {
                            batch.set_kind(SourceKind::Starter);
                            batch.shift_newest_to(now.saturating_sub(starter::NEWEST_BEFORE_NOW));
                        }
                        merger.add(label, batch);
                    }
                    Done::Passed(report) => merger.report.files.push(report),
                }
            }
        }
        none_readable(&source.label, source.holder, &merger.report.files[first..])?;
    }
    if progress.cancelled() {
        return Err(SourceError::Cancelled);
    }
    progress.at("joining", 0, None);
    Ok(merger.finish())
}

fn list(spec: &SourceSpec) -> Result<Listed, SourceError> {
    let one = |place| vec![Found::Item(Item { label: spec.to_string(), place, size: None })];
    let label = spec.to_string();
    match spec {
        SourceSpec::Path(path) => {
            let (holder, found) = walk(path)?;
            Ok(Listed::new(label, holder, found))
        }
        SourceSpec::Stdin => Ok(Listed::new(label, Holder::File, one(Place::Stdin))),
        SourceSpec::Spotify(shelf) => {
            Ok(Listed { shelf: Some(*shelf), ..Listed::new(label, Holder::Many, Vec::new()) })
        }
        SourceSpec::Starter(name) => {
            let table = starter::table(name).ok_or_else(|| SourceError::Missing { label: label.clone() })?;
            Ok(Listed { starter: true, ..Listed::new(label, Holder::File, one(Place::Memory(table))) })
        }
    }
}

/// A listen names its source by 16 bits, so all files together must be fewer than those can tell apart.
fn few_enough(listed: &[Listed]) -> Result<(), SourceError> {
    let too_many = |label: &str, limit| Err(SourceError::TooManyFiles { label: label.to_owned(), limit });
    if let Some(source) = listed.iter().find(|l| l.found.len() > MAX_FILES) {
        return too_many(&source.label, MAX_FILES);
    }
    let limit = usize::from(u16::MAX);
    if listed.iter().map(|l| l.found.len()).sum::<usize>() > limit {
        return too_many("all sources together", limit);
    }
    Ok(())
}

/// A file, read or not.
enum Done {
    Batch(String, Batch),
    Passed(FileReport),
}

fn read_found(found: Found, meter: &Meter<'_>, times: Window) -> Result<Done, SourceError> {
    match found {
        Found::Passed(report) => Ok(Done::Passed(report)),
        Found::Item(item) => Ok(match read_item(&item, meter, times)? {
            Ok(batch) => Done::Batch(item.label, batch),
            Err(reason) => Done::Passed(FileReport::passed(item.label, reason)),
        }),
    }
}

/// The error for a source none of whose files could be read.
fn none_readable(label: &str, holder: Holder, files: &[FileReport]) -> Result<(), SourceError> {
    if files.iter().any(|f| matches!(f.outcome, FileOutcome::Read(_))) {
        return Ok(());
    }
    let label = label.to_owned();
    let first = files.iter().find_map(|f| match &f.outcome {
        FileOutcome::PassedOver(reason) => Some((&f.label, reason)),
        FileOutcome::Read(_) => None,
    });
    match (holder, first) {
        (Holder::File, Some((_, PassReason::Empty))) => Err(SourceError::Empty { label }),
        (Holder::File, Some((_, reason))) => {
            Err(SourceError::NotListens { label, why: reason.text().into_owned() })
        }
        (_, first) => {
            let example = first.map_or_else(String::new, |(l, r)| format!(" (first: {l}: {})", r.text()));
            Err(SourceError::NothingReadable { label, looked_at: files.len(), example })
        }
    }
}

/// Collects batches in their order.
#[derive(Default)]
struct Merger {
    builder: HistoryBuilder,
    report: ReadReport,
    /// For each source of the builder, its place among the report's files.
    file_of: Vec<usize>,
}

impl Merger {
    fn add(&mut self, label: String, batch: Batch) {
        let (report, source) = batch.merge(label, &mut self.builder);
        if source.is_some() {
            self.file_of.push(self.report.files.len());
        }
        self.report.files.push(report);
    }

    fn finish(self) -> Reading {
        let Self { builder, mut report, file_of } = self;
        let (history, joins) = builder.finish();
        for join in joins {
            let SourceId(source) = join.source;
            if let Some(file) = file_of.get(usize::from(source)) {
                report.files[*file].tally.join(join.outcome);
            }
        }
        let mut totals = Tally::default();
        for file in &report.files {
            totals.add(&file.tally);
        }
        report.totals = totals;
        Reading { history, report }
    }
}
