//! `recommend --batch`: many histories, one line each, answered in order on all cores.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use anyhow::{Context as _, anyhow};
use jiff::tz::TimeZone;
use rayon::prelude::*;

use crate::choices::{Choices, Made};
use crate::history::{HeardTrack, History, HistoryBuilder, Source, SourceKind};
use crate::identify::{Match, Matcher, Matches};
use crate::pack::Pack;
use crate::query::{Listener, Query};
use crate::report::batch::{Question, answer, error};
use crate::text::clean;

use super::args::{Format, RecommendArgs};
use super::choices::options;
use super::console::Console;
use super::context::{open_pack, query, zone};
use super::failure::Failure;
use super::lines::{LONGEST, Line, Lines};

pub(super) fn run(args: &RecommendArgs, source: &Path, console: &Console) -> Result<(), Failure> {
    if args.format.is_some_and(|f| f != Format::Json) {
        return Err(Failure::wrong_use(anyhow!("--batch answers in JSON lines; leave --format out")));
    }
    let shown = clean(&source.to_string_lossy()).into_owned();
    let mut lines = Lines::new(open(source).with_context(|| format!("--batch {shown}"))?);
    let pack = Arc::new(open_pack(args.open.pack.as_deref())?);
    // What is kept is of one person; these are many.
    let made = options(&args.tune.made, &pack, None)?.into_iter().map(Made::now);
    let query = query(&args.tune, args.limit as usize, Choices::starting_with(made));
    let desk = Desk::new(pack, query);
    let mut out = console.answer();
    let (mut read, mut bad) = (0usize, 0usize);
    loop {
        let portion = lines.portion().with_context(|| format!("{shown}: cannot be read any further"))?;
        if portion.is_empty() {
            break;
        }
        let answers: Vec<Result<Answered, serde_json::Error>> =
            portion.par_iter().map(|line| desk.answer(line)).collect();
        for answered in answers {
            let answered = answered?;
            out.write_all(&answered.line)?;
            read += 1;
            bad += usize::from(answered.bad);
        }
        // Whoever waits for these answers before asking on must get them.
        out.flush()?;
    }
    if bad > 0 {
        console.warn(&format!("{bad} of {read} lines could not be answered: see their `error`"));
    }
    Ok(())
}

fn open(source: &Path) -> anyhow::Result<Box<dyn Read>> {
    if source == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(source).context("cannot be opened")?;
    if file.metadata().context("cannot be opened")?.is_dir() {
        return Err(anyhow!("is a folder; name a file of JSON lines, or `-`"));
    }
    Ok(Box::new(file))
}

struct Answered {
    line: Vec<u8>,
    bad: bool,
}

/// So many names are remembered by each thread; then it forgets them all. (About 20 MB.)
const REMEMBERED: usize = 1 << 16;

/// What every line needs. The people of a batch share most of their tracks, and a name costs far more to match than to look
/// up, so each thread remembers what it matched.
struct Desk {
    pack: Arc<Pack>,
    query: Query,
    zone: TimeZone,
    remembered: Vec<Mutex<HashMap<HeardTrack, Match>>>,
}

impl Desk {
    fn new(pack: Arc<Pack>, query: Query) -> Self {
        let threads = rayon::current_num_threads();
        let remembered = (0..threads).map(|_| Mutex::default()).collect();
        Self { pack, query, zone: zone(), remembered }
    }

    fn answer(&self, line: &Line) -> Result<Answered, serde_json::Error> {
        let wrong = |id, what: String| {
            let line = error(id, &format!("line {}: {what}", line.number))?;
            Ok(Answered { line, bad: true })
        };
        let Some(bytes) = &line.bytes else {
            return wrong(None, format!("longer than {} MiB", LONGEST >> 20));
        };
        let question = match Question::read(bytes) {
            Ok(question) => question,
            Err((id, what)) => return wrong(id, what),
        };
        let mut builder = HistoryBuilder::new();
        let source = builder.source(Source { kind: SourceKind::JsonLines, label: String::new() });
        for listen in question.listens() {
            builder.push(source, listen);
        }
        let (history, _) = builder.finish();
        let matches = Arc::new(self.matches(&history));
        let zone = self.zone.clone();
        let listener = Listener { pack: Arc::clone(&self.pack), history: Arc::new(history), matches, zone };
        let line = answer(question.id, &self.pack, &self.query.ask(&listener))?;
        Ok(Answered { line, bad: false })
    }

    fn matches(&self, history: &History) -> Matches {
        let thread = rayon::current_thread_index().unwrap_or(0);
        let remembered = self.remembered.get(thread).and_then(|r| r.try_lock().ok());
        let Some(mut remembered) = remembered else { return Matches::new(history, &self.pack) };
        if remembered.len() > REMEMBERED {
            remembered.clear();
        }
        let matcher = Matcher::new(&self.pack);
        Matches::by(history, |track| {
            if let Some(found) = remembered.get(track) {
                return *found;
            }
            let found = matcher.find(track);
            remembered.insert(track.clone(), found);
            found
        })
    }
}
