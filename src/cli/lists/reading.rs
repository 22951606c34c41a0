//! Reads a file while telling how far, and digesting what goes by.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};

use anyhow::{Context as _, anyhow};

use super::inputs::Input;
use crate::build::InputReport;
use crate::pack::{Digest, DigestMaker};
use crate::sources::Progress;

/// The reading of all inputs: how many bytes are through.
pub(super) struct Reading<'a> {
    progress: &'a dyn Progress,
    done: Cell<u64>,
    total: u64,
}

impl<'a> Reading<'a> {
    pub(super) fn new<'i>(progress: &'a dyn Progress, inputs: impl Iterator<Item = &'i Input>) -> Self {
        Self { progress, done: Cell::new(0), total: inputs.map(|i| i.size).sum() }
    }

    /// Lets `use_it` read a file, and gives what it said with the digest of the file as it lies there, packed or not;
    /// `None` when it did not want the file.
    pub(super) fn whole(
        &self,
        input: &Input,
        use_it: impl FnOnce(&mut dyn Read) -> Result<Option<InputReport>, String>,
    ) -> anyhow::Result<Option<(InputReport, Digest)>> {
        let before = self.done.get();
        let read = || {
            let file = File::open(&input.path).context("cannot read it")?;
            let mut bytes = Counted { file, digest: DigestMaker::default(), reading: self };
            let Some(report) = use_it(&mut bytes).map_err(|e| anyhow!(e))? else { return Ok(None) };
            // What the reader did not want (what stands after its end) is part of the file all the same.
            io::copy(&mut bytes, &mut io::sink()).context("cannot read it")?;
            Ok(Some((report, bytes.digest.finish())))
        };
        let read: anyhow::Result<_> = read();
        // A file that was passed over counts as done.
        self.done.set(before + input.size);
        read.with_context(|| input.shown.clone())
    }
}

struct Counted<'a> {
    file: File,
    digest: DigestMaker,
    reading: &'a Reading<'a>,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(into)?;
        self.digest.update(&into[..n]);
        let done = self.reading.done.get() + n as u64;
        self.reading.done.set(done);
        self.reading.progress.at("reading lists", done, Some(self.reading.total));
        Ok(n)
    }
}
