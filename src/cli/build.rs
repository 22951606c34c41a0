//! `pack build`: tables of lists in, a pack out.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use anyhow::{Context as _, anyhow, bail};
use flate2::bufread::MultiGzDecoder;

use crate::build::{CorpusBuilder, PackAbout, build, read_csv, write_pack};
use crate::pack::{Digest, DigestMaker, Parameters, SourceCard};
use crate::report::pack as report;
use crate::sources::Progress;
use crate::text::clean;

use super::args::{PackBuildArgs, TableKind};
use super::console::Console;
use super::failure::Failure;
use super::progress::Bar;

/// Bytes read at a time.
const READ_AHEAD: usize = 1 << 18;

pub(super) fn run(args: &PackBuildArgs, console: &Console) -> Result<(), Failure> {
    let TableKind::Csv = args.from;
    let name = pack_name(args)?;
    let mut corpus = CorpusBuilder::new();
    let mut sources = Vec::new();
    {
        let progress = Bar::new(console);
        for path in &args.files {
            let shown = clean(&path.to_string_lossy()).into_owned();
            let table = read(path, &mut corpus, &progress).with_context(|| shown.clone())?;
            if table.report.lists == 0 {
                return Err(
                    anyhow!("{shown}: no list in it; wanted rows of list_id, artist and title").into()
                );
            }
            let mut text = String::new();
            report::table_read(&mut text, &shown, &table.report)?;
            console.note(text.trim_end());
            // The file's own name, not where it lies: the same tables give the same pack anywhere.
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let name = clean(&file).into_owned();
            sources.push(SourceCard { name, licence: args.licence.clone(), digest: table.digest });
        }
        progress.at("counting", 0, None);
    }
    let about = PackAbout { name, about: String::new(), licence: args.licence.clone(), sources };
    let corpus = corpus.finish();
    let pack = build(&corpus, &about, &Parameters::default()).map_err(anyhow::Error::new)?;
    write_pack(&pack, &args.out).map_err(anyhow::Error::new)?;
    console.note(&format!(
        "{}: {} tracks in {} lists; `glasscrate recommend --pack {0}` recommends from it",
        clean(&args.out.to_string_lossy()),
        corpus.tracks.len(),
        corpus.lists.len()
    ));
    Ok(())
}

/// The name on the card: what was asked for, or the folder's without `.pack`.
fn pack_name(args: &PackBuildArgs) -> Result<String, Failure> {
    let folder = args.out.file_name().map(|n| n.to_string_lossy()).unwrap_or_default();
    let Some(stem) = folder.strip_suffix(".pack").filter(|s| !s.is_empty()) else {
        let what = anyhow!("--out {}: a pack is a folder NAME.pack", args.out.display());
        return Err(Failure::wrong_use(what));
    };
    Ok(clean(args.name.as_deref().unwrap_or(stem)).into_owned())
}

struct Table {
    report: crate::build::CsvReport,
    digest: Digest,
}

fn read(path: &Path, corpus: &mut CorpusBuilder, progress: &Bar) -> anyhow::Result<Table> {
    if path == Path::new("-") {
        bail!(
            "a pack is built from files, which its card names; save standard input to a file and name that"
        );
    }
    let meta = std::fs::metadata(path).context("cannot read it")?;
    if !meta.is_file() {
        bail!("not a file; name the tables themselves");
    }
    let file = File::open(path).context("cannot read it")?;
    // The digest is of the file as it lies there, packed or not.
    let digest = Rc::new(RefCell::new(DigestMaker::default()));
    let counted = Counted { file, digest: Rc::clone(&digest), done: 0, total: meta.len(), progress };
    let mut raw = BufReader::with_capacity(READ_AHEAD, counted);
    let packed = io::BufRead::fill_buf(&mut raw).context("cannot read it")?.starts_with(&[0x1f, 0x8b]);
    let report =
        if packed { read_csv(MultiGzDecoder::new(&mut raw), corpus) } else { read_csv(&mut raw, corpus) };
    let report = report.map_err(|e| anyhow!(e))?;
    // What the table's reader did not want (a gzip file's tail) is part of the file all the same.
    io::copy(&mut raw, &mut io::sink()).context("cannot read it")?;
    drop(raw);
    let digest = digest.take().finish();
    Ok(Table { report, digest })
}

/// Reads a file while telling how far, and digesting what goes by.
struct Counted<'a> {
    file: File,
    digest: Rc<RefCell<DigestMaker>>,
    done: u64,
    total: u64,
    progress: &'a Bar,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(into)?;
        self.digest.borrow_mut().update(&into[..n]);
        self.done += n as u64;
        self.progress.at("reading lists", self.done, Some(self.total));
        Ok(n)
    }
}
