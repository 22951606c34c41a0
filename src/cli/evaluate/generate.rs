//! `evaluate generate`: made-up playlists into files.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, anyhow, bail};
use rayon::prelude::*;

use crate::cli::args::{EvaluateGenerateArgs, GeneratedForm, TableOrJson};
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::progress::Bar;
use crate::evaluate::generate::{Generator, TABLE_HEAD};
use crate::report::generate as report;
use crate::sources::Progress as _;

/// So many slices of a table are made at once, and then written in order.
const SLICES_AT_ONCE: u64 = 8;

pub(super) fn run(args: &EvaluateGenerateArgs, console: &Console) -> Result<(), Failure> {
    let generator = Generator::new(args.playlists, args.seed);
    if args.challenge.is_some() && args.form != GeneratedForm::Mpd {
        return Err(Failure::wrong_use(anyhow!("--challenge goes with --form mpd")));
    }
    let bytes = {
        let progress = Bar::new(console);
        match args.form {
            GeneratedForm::Mpd => folder(&generator, &args.out, &progress),
            GeneratedForm::Csv => table(&generator, &args.out, &progress),
        }
        .with_context(|| args.out.display().to_string())?
    };
    if let Some(count) = args.challenge {
        challenge(&generator, count, &args.out).with_context(|| args.out.display().to_string())?;
    }
    let shape = generator.shape();
    if args.format == TableOrJson::Json {
        return console.json(&report::json(&shape, args.seed, bytes));
    }
    let mut text = String::new();
    report::table(&mut text, &shape, bytes)?;
    console.write(&text)
}

/// Each slice is a file of its own, made and written by any thread.
fn folder(generator: &Generator, path: &Path, progress: &Bar) -> anyhow::Result<u64> {
    fs::create_dir_all(path).context("cannot make the folder")?;
    if fs::read_dir(path).context("cannot list it")?.next().is_some() {
        bail!("the folder is not empty; made-up slices would mix with what is there");
    }
    let written = AtomicU64::new(0);
    (0..generator.slices()).into_par_iter().try_for_each_init(Vec::new, |bytes, slice| {
        bytes.clear();
        generator.slice(slice, bytes);
        let name = generator.slice_name(slice);
        fs::write(path.join(&name), &bytes).with_context(|| format!("cannot write {name}"))?;
        let before = written.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        progress.at("writing playlists", before, None);
        anyhow::Ok(())
    })?;
    Ok(written.into_inner())
}

/// The two files of a challenge, beside the slices.
fn challenge(generator: &Generator, count: u64, folder: &Path) -> anyhow::Result<()> {
    let write = || -> io::Result<()> {
        let file = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
        generator.challenge(count, &mut file("challenge_set.json")?, &mut file("challenge_truth.json")?)
    };
    write().context("cannot write the challenge")
}

/// Parts are made on all threads and written in order.
fn table(generator: &Generator, path: &Path, progress: &Bar) -> anyhow::Result<u64> {
    let write = || -> io::Result<u64> {
        let mut out = BufWriter::new(File::create(path)?);
        out.write_all(TABLE_HEAD.as_bytes())?;
        let mut written = TABLE_HEAD.len() as u64;
        let slices = generator.slices();
        for first in (0..slices).step_by(SLICES_AT_ONCE as usize) {
            let parts: Vec<Vec<u8>> = (first..slices.min(first + SLICES_AT_ONCE))
                .into_par_iter()
                .map(|slice| {
                    let mut rows = Vec::new();
                    generator.rows(slice, &mut rows);
                    rows
                })
                .collect();
            for rows in parts {
                out.write_all(&rows)?;
                written += rows.len() as u64;
            }
            progress.at("writing playlists", written, None);
        }
        out.into_inner()?.sync_all()?;
        Ok(written)
    };
    write().context("cannot write it")
}
