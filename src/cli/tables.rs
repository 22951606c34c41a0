//! Tables of lists, read into a corpus: what `pack build` and `evaluate` begin with.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context as _, anyhow, bail};
use flate2::bufread::MultiGzDecoder;

use crate::build::{CorpusBuilder, CsvReport, read_csv};
use crate::pack::{Digest, DigestMaker};
use crate::report::pack as report;
use crate::sources::Progress;
use crate::text::clean;

use super::console::Console;
use super::failure::Failure;
use super::progress::Bar;

/// Bytes read at a time.
const READ_AHEAD: usize = 1 << 18;

/// A table that was read.
#[derive(Debug)]
pub(super) struct Table {
    /// The file's own name, not where it lies: the same tables give the same answer anywhere.
    pub(super) name: String,
    /// Of the file as it lies there, packed or not.
    pub(super) digest: Digest,
}

/// Reads tables in order, and tells on the side what was in them.
pub(super) fn read_all(
    files: &[PathBuf],
    corpus: &mut CorpusBuilder,
    console: &Console,
    progress: &Bar,
) -> Result<Vec<Table>, Failure> {
    let mut tables = Vec::new();
    for path in files {
        let shown = clean(&path.to_string_lossy()).into_owned();
        let (read, digest) = read(path, corpus, progress).with_context(|| shown.clone())?;
        if read.lists == 0 {
            return Err(anyhow!("{shown}: no list in it; wanted rows of list_id, artist and title").into());
        }
        let mut text = String::new();
        report::table_read(&mut text, &shown, &read)?;
        console.note(text.trim_end());
        let name = clean(&path.file_name().unwrap_or_default().to_string_lossy()).into_owned();
        tables.push(Table { name, digest });
    }
    Ok(tables)
}

fn read(path: &Path, corpus: &mut CorpusBuilder, progress: &Bar) -> anyhow::Result<(CsvReport, Digest)> {
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
    Ok((report, digest.take().finish()))
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
