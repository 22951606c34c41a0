//! Whole lists on their way from the thread that parses to the thread that files.

use std::collections::HashSet;

use super::report::InputReport;
use super::rows::{Filing, RowMaker, Rows};
use super::{MAX_LIST, too_long};
use crate::build::corpus::{CorpusBuilder, NewTrack};

/// A part is handed over when it holds so many entries, or so many bytes of text: then the parser's memory is bounded,
/// whatever the input.
const FULL: (usize, usize) = (1 << 17, 8 << 20);

/// A part of an input, parsed: some of its lists, whole, and what was wrong with it.
#[derive(Debug, Default)]
pub struct Part {
    rows: Rows,
    /// The rows of the entries of all lists, one list after another.
    entries: Vec<u32>,
    found: Vec<Found>,
}

/// What was found, in the order of the input.
#[derive(Debug, Default)]
struct Found {
    /// What is to be told of it; of a list, only when it is not left out as repeated.
    said: InputReport,
    list: Option<List>,
    /// How many entries the list has.
    length: usize,
}

/// A list that was parsed.
#[derive(Debug, Default)]
pub(super) struct List {
    /// Where it stands, for people.
    pub(super) place: String,
    /// The id that tells it from others, where the kind of input has one.
    pub(super) pid: Option<i64>,
    /// Its name; not cleaned.
    pub(super) name: String,
    /// Its date; not cleaned.
    pub(super) date: String,
}

/// Puts parts together.
pub(super) struct PartMaker<'e> {
    rows: RowMaker,
    part: Part,
    /// Takes a part; false when no more are wanted.
    emit: &'e mut dyn FnMut(Part) -> bool,
    wanted: bool,
}

impl<'e> PartMaker<'e> {
    pub(super) fn new(emit: &'e mut dyn FnMut(Part) -> bool) -> Self {
        Self { rows: RowMaker::default(), part: Part::default(), emit, wanted: true }
    }

    /// The number of a row; `None` when artist or title is blank.
    pub(super) fn row(&mut self, row: &NewTrack<'_>) -> Option<u32> {
        self.rows.number(row)
    }

    /// What is told beside the lists.
    pub(super) fn say(&mut self) -> &mut InputReport {
        if self.part.found.last().is_none_or(|f| f.list.is_some()) {
            self.part.found.push(Found::default());
        }
        let last = self.part.found.len() - 1;
        &mut self.part.found[last].said
    }

    /// Adds a list with the rows of its entries, and what is to be told of it.
    pub(super) fn list(&mut self, list: List, entries: impl IntoIterator<Item = u32>, said: InputReport) {
        let before = self.part.entries.len();
        self.part.entries.extend(entries);
        let length = self.part.entries.len() - before;
        self.part.found.push(Found { said, list: Some(list), length });
        if self.part.entries.len() >= FULL.0 || self.rows.size() >= FULL.1 {
            self.hand_over();
        }
    }

    /// False when no more parts are wanted.
    pub(super) fn wanted(&self) -> bool {
        self.wanted
    }

    /// Hands over what there is.
    pub(super) fn hand_over(&mut self) {
        let mut part = std::mem::take(&mut self.part);
        part.rows = self.rows.take();
        if self.wanted && !part.found.is_empty() {
            self.wanted = (self.emit)(part);
        }
    }
}

/// Files parts one after another, and knows which lists it has had.
#[derive(Debug, Default)]
pub struct PartFiler {
    pids: HashSet<i64>,
}

impl PartFiler {
    /// A filer that has filed nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Files the lists of a part; a list whose id was filed before is left out. Tells what became of all.
    pub fn file(&mut self, part: Part, corpus: &mut CorpusBuilder) -> InputReport {
        let Part { rows, entries, found } = part;
        let mut filing = Filing::new(&rows);
        let (mut report, mut rest, mut tracks) = (InputReport::default(), entries.as_slice(), Vec::new());
        for Found { said, list, length } in found {
            let Some(list) = list else {
                report.merge(said);
                continue;
            };
            let (own, after) = rest.split_at(length);
            rest = after;
            if list.pid.is_some_and(|pid| self.pids.contains(&pid)) {
                report.repeated += 1;
                report.tell(list.place, "a playlist of this pid was read before");
                continue;
            }
            report.merge(said);
            if own.is_empty() {
                continue;
            }
            if own.len() > MAX_LIST {
                report.bad_list(list.place, too_long());
                continue;
            }
            tracks.clear();
            tracks.extend(own.iter().filter_map(|row| filing.track(*row, corpus)));
            corpus.list(&list.name, &list.date, &tracks);
            report.lists += 1;
            self.pids.extend(list.pid);
        }
        report
    }
}
