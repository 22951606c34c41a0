//! `recommend --batch`: many histories, one line each, answered in order on all cores.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use rayon::prelude::*;

use crate::history::{HistoryBuilder, Source, SourceKind};
use crate::pack::Pack;
use crate::query::{Listener, Query};
use crate::report::batch::{Question, answer, error};
use crate::text::clean;

use super::args::RecommendArgs;
use super::console::Console;
use super::context::{open_pack, query};
use super::failure::Failure;
use super::lines::{LONGEST, Line, Lines};

pub(super) fn run(args: &RecommendArgs, source: &Path, console: &Console) -> Result<(), Failure> {
    let query = query(&args.tune, args.limit as usize).map_err(|e| Failure::wrong_use(e.into()))?;
    let shown = clean(&source.to_string_lossy()).into_owned();
    let mut lines = Lines::new(open(source).with_context(|| format!("--batch {shown}"))?);
    let pack = Arc::new(open_pack(args.open.pack.as_deref())?);
    let mut out = console.answer();
    let (mut read, mut bad) = (0usize, 0usize);
    loop {
        let portion = lines.portion().with_context(|| format!("{shown}: cannot be read any further"))?;
        if portion.is_empty() {
            break;
        }
        let answers: Vec<Result<Answered, serde_json::Error>> =
            portion.par_iter().map(|line| one(line, &pack, &query)).collect();
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

fn one(line: &Line, pack: &Arc<Pack>, query: &Query) -> Result<Answered, serde_json::Error> {
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
    let listener = Listener::new(Arc::clone(pack), Arc::new(history));
    let line = answer(question.id, pack, &query.ask(&listener))?;
    Ok(Answered { line, bad: false })
}
