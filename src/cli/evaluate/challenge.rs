//! `evaluate challenge`: a challenge set in, a submission out; or a submission checked.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context as _, anyhow};
use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;

use crate::build::{Counted, Done, PackAbout, lay_out};
use crate::cli::args::{EvaluateChallengeArgs, ListsArgs, TableOrJson};
use crate::cli::console::Console;
use crate::cli::context::open_pack;
use crate::cli::failure::{COULD_NOT, Failure};
use crate::cli::file::write_whole;
use crate::cli::lists::{Lists, Place};
use crate::cli::progress::Bar;
use crate::engine::{Mixer, Settings};
use crate::evaluate::challenge::{
    Answered, ChallengeSet, Checked, Team, Track, Truth, answer, check, measure, write,
};
use crate::evaluate::tune;
use crate::pack::Pack;
use crate::report::challenge as report;
use crate::sources::Progress as _;
use crate::text::clean;

/// The seed of the intervals.
const SEED: u64 = 1;

pub(super) fn run(args: &EvaluateChallengeArgs, console: &Console) -> Result<(), Failure> {
    let set = open(&args.challenge, ChallengeSet::read)?;
    if let Some(submission) = &args.check {
        return tell_checked(&check_file(&set, submission)?, &set, submission, args, console);
    }
    // clap asks for all three beside a set of answers to make.
    let (Some(out), Some(team), Some(email)) = (&args.out, &args.team, &args.email) else {
        return Err(Failure::wrong_use(anyhow!(
            "--out, --team and --email are needed to write a submission"
        )));
    };
    let team =
        Team::new(team, email, args.track.map(Track::from)).map_err(|e| Failure::wrong_use(anyhow!(e)))?;
    let truth = args.truth.as_deref().map(|path| open(path, Truth::read)).transpose()?;
    let (pack, answers) = {
        let progress = Bar::new(console);
        let pack = pack(args, console, &progress)?;
        let settings = Settings { mixer: Mixer::of(pack.card()).with(&args.set), ..Settings::default() };
        progress.at("ranking", 0, None);
        let answers = answer(&pack, &set, &settings).map_err(anyhow::Error::new)?;
        (pack, answers)
    };
    write_file(out, &pack, &team, &answers).with_context(|| shown(out))?;
    let checked = check_file(&set, out)?;
    let measured = match &truth {
        Some(truth) => measure(&pack, &set, &answers, truth, SEED).map_err(|e| anyhow!(e))?,
        None => Vec::new(),
    };
    if args.format == TableOrJson::Json {
        console.json(&report::json(&set, &answers, &checked, &measured))?;
    } else {
        let mut text = String::new();
        report::table(&mut text, &set, &answers, &checked, &measured, console.paint)?;
        console.write(&text)?;
    }
    ended(&checked)
}

/// The pack that was named, or one of the lists that were.
fn pack(args: &EvaluateChallengeArgs, console: &Console, progress: &Bar) -> anyhow::Result<Pack> {
    let Some(from) = args.from else { return open_pack(args.pack.as_deref()) };
    let lists = ListsArgs { from, paths: args.paths.clone(), join: None, threads: None };
    // Nothing is kept that would carry a licence.
    let place = Place { licence: "unknown", memory: u64::MAX, console, progress };
    let (corpus, sources) = Lists::find(&lists)?.read(&place)?;
    let corpus = corpus.finish();
    progress.at("choosing parameters", 0, None);
    let choice = tune(&corpus)?.choice;
    progress.at("counting", 0, None);
    let counted = Counted::of(&corpus, &choice.parameters, &Done::default())?;
    let about =
        PackAbout { name: "challenge".into(), about: String::new(), licence: "unknown".into(), sources };
    Ok(Pack::from_bytes(lay_out(&corpus, &counted, &about, &choice)?)?)
}

fn open<T>(path: &Path, read: impl FnOnce(BufReader<File>) -> Result<T, String>) -> anyhow::Result<T> {
    let file = File::open(path).context("cannot read it").with_context(|| shown(path))?;
    read(BufReader::new(file)).map_err(|e| anyhow!(e)).with_context(|| shown(path))
}

/// No half submission is ever left under its name.
fn write_file(path: &Path, pack: &Pack, team: &Team, answers: &[Answered]) -> anyhow::Result<()> {
    let written = write_whole(path, |file| {
        if path.extension().is_some_and(|e| e == "gz") {
            let mut packed = GzEncoder::new(file, Compression::default());
            write(&mut packed, pack, team, answers)?;
            packed.finish().map(drop)
        } else {
            write(file, pack, team, answers)
        }
    });
    written.context("cannot write it")
}

/// Checks a submission as it lies there, packed with gzip or not.
fn check_file(set: &ChallengeSet, path: &Path) -> anyhow::Result<Checked> {
    let checked = || -> io::Result<Checked> {
        let mut file = BufReader::new(File::open(path)?);
        let packed = file.fill_buf()?.starts_with(&[0x1f, 0x8b]);
        let text: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
        check(set, BufReader::new(text))
    };
    checked().context("cannot read it").with_context(|| shown(path))
}

fn tell_checked(
    checked: &Checked,
    set: &ChallengeSet,
    path: &Path,
    args: &EvaluateChallengeArgs,
    console: &Console,
) -> Result<(), Failure> {
    if args.format == TableOrJson::Json {
        console.json(&report::json(set, &[], checked, &[]))?;
    } else {
        let mut text = String::new();
        report::checked(&mut text, &shown(path), set, checked, console.paint)?;
        console.write(&text)?;
    }
    ended(checked)
}

fn ended(checked: &Checked) -> Result<(), Failure> {
    if checked.count == 0 { Ok(()) } else { Err(Failure::Answered(COULD_NOT)) }
}

fn shown(path: &Path) -> String {
    clean(&path.to_string_lossy()).into_owned()
}
