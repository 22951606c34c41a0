//! Traces: written by `recommend --trace`, computed again by `replay`, held against today by `recommend --compare`.

use std::fs::File;
use std::io::{self, Read, Write as _};
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};

use crate::history::SourceKind;
use crate::pack::Pack;
use crate::policy::{may_be_kept, may_be_shared};
use crate::query::{Answer, Listener, Query};
use crate::report::{Names, compare as comparison_report, replay as report};
use crate::text::clean;
use crate::trace::compare::{Now, compare};
use crate::trace::document::{self, Document, Inputs, MOST_BYTES, Subject};
use crate::trace::replay::{again, inside};

use super::args::{Format, ReplayArgs, TableOrJson};
use super::console::Console;
use super::context::open_pack;
use super::failure::{COULD_NOT, Failure};
use super::file::write_whole;

/// What an answer was computed from. Seeds are withheld where the terms of a source ask for it.
fn inputs<'a>(listener: &'a Listener, query: &'a Query, answer: &'a Answer) -> Inputs<'a> {
    let Listener { pack, history, matches, .. } = listener;
    let mut withheld: Vec<SourceKind> =
        history.sources().iter().map(|s| s.kind).filter(|k| !may_be_kept(*k)).collect();
    withheld.sort_unstable();
    withheld.dedup();
    let asked = document::Asked {
        limit: query.limit as u32,
        phrase: &query.phrase,
        settings: answer.settings(),
        weight: answer.weight(),
        aside: answer.aside(),
    };
    document::inputs(pack, history, matches, &answer.seeds, &asked, &withheld)
}

/// Writes the trace of an answer to a file, whole or not at all; to standard output where the path is `-`.
pub(super) fn save(
    path: &Path,
    listener: &Listener,
    query: &Query,
    answer: &Answer,
    console: &Console,
) -> Result<(), Failure> {
    let pack = &listener.pack;
    let inputs = inputs(listener, query, answer);
    let subject = Subject {
        pack,
        seeds: &answer.seeds,
        question: answer.question(pack),
        ranking: &answer.ranking,
        inputs: &inputs,
        may_be_shared: may_be_shared(&pack.card().licence),
    };
    if is_stdout(path) {
        let mut out = console.answer();
        document::write(&mut out, &subject)?;
        out.write_all(b"\n")?;
        return Ok(out.flush()?);
    }
    let shown = path.to_string_lossy();
    write_whole(path, |file| {
        document::write(&mut *file, &subject).map_err(io::Error::from)?;
        file.write_all(b"\n")
    })
    .with_context(|| format!("--trace {}: cannot write it", clean(&shown)))?;
    if inputs.withheld.is_some() {
        console.warn("the trace does not tell the seeds: the terms of a source do not allow that (see `withheld` in it)");
    }
    Ok(())
}

/// Whether an output path means standard output.
pub(super) fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
}

/// Tells what is different from an older trace.
pub(super) fn tell_changes(
    path: &Path,
    listener: &Listener,
    query: &Query,
    answer: &Answer,
    format: Format,
    console: &Console,
) -> Result<(), Failure> {
    let (old, _) = read(path).with_context(|| format!("--compare {}", clean(&path.to_string_lossy())))?;
    let inputs = inputs(listener, query, answer);
    let now = Now {
        pack: &listener.pack,
        seeds: &answer.seeds,
        question: answer.question(&listener.pack),
        ranking: &answer.ranking,
        settings: answer.settings(),
        inputs: &inputs,
    };
    let comparison = compare(&old, &now);
    let mut text = String::new();
    match format {
        Format::Json => {
            return console.json(&comparison_report::json(&old, &comparison, &answer.ranking.hash));
        }
        Format::Plain => comparison_report::lines(&mut text, &comparison)?,
        Format::Table => {
            comparison_report::text(&mut text, &old, &comparison, console.cells(), console.paint)?;
        }
    }
    console.write(&text)
}

/// `replay`.
pub(super) fn replay(args: &ReplayArgs, console: &Console) -> Result<(), Failure> {
    let shown = clean(&args.trace.to_string_lossy()).into_owned();
    let (doc, bytes) = read(&args.trace).with_context(|| shown.clone())?;
    let within = inside(&doc)?;
    let computed = if doc.withheld.is_some() {
        None
    } else {
        let pack = pack_of(&doc, args.pack.as_deref()).with_context(|| shown.clone())?;
        Some(again(&bytes, &doc, &pack, may_be_shared(&pack.card().licence))?)
    };
    if doc.program.version != env!("CARGO_PKG_VERSION") {
        let (then, now) = (clean(&doc.program.version), env!("CARGO_PKG_VERSION"));
        console.note(&format!("written by version {then}, computed again by version {now}"));
    }
    let replayed = report::Replayed { document: &doc, inside: &within, again: computed.as_ref() };
    if args.format == TableOrJson::Json {
        console.json(&report::json(&replayed))?;
    } else {
        let mut text = String::new();
        report::text(&mut text, &replayed, console.paint)?;
        console.write(&text)?;
    }
    if replayed.agrees() { Ok(()) } else { Err(Failure::Answered(COULD_NOT)) }
}

/// The pack that a trace is of: the named one, or the starter pack, if it has the digest.
fn pack_of(doc: &Document, named: Option<&Path>) -> anyhow::Result<Pack> {
    let pack = open_pack(named)?;
    let (found, wanted) = (pack.digest().as_str(), doc.pack.digest.as_ref());
    if found == wanted {
        return Ok(pack);
    }
    let which = Names::new(&pack).name().into_owned();
    bail!(
        "it is of the pack {} ({}), not of the {which} ({found}); name the pack that it is of with --pack",
        clean(&doc.pack.name),
        clean(wanted)
    )
}

/// Reads a trace from a file, or from standard input where the path is `-`.
fn read(path: &Path) -> anyhow::Result<(Document, Vec<u8>)> {
    let bytes = if is_stdout(path) {
        bounded(io::stdin().lock())?
    } else {
        let file = File::open(path).context("cannot read it")?;
        if file.metadata().context("cannot read it")?.is_dir() {
            return Err(anyhow!("is a folder; name a file that `recommend --trace` has written"));
        }
        bounded(file)?
    };
    let doc = Document::read(&bytes).context("this is no trace that can be read")?;
    Ok((doc, bytes))
}

fn bounded(from: impl Read) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MOST_BYTES + 1).read_to_end(&mut bytes).context("cannot read it")?;
    if bytes.len() as u64 > MOST_BYTES {
        bail!("is longer than {} MiB, the most that is read", MOST_BYTES >> 20);
    }
    Ok(bytes)
}
