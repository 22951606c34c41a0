//! `pack build`: lists in, a pack out.

use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};

use crate::build::{BuildError, Corpus, Counted, Done, PackAbout, Work, counting_memory, lay_out_at};
use crate::evaluate::{Tuning, published, tune};
use crate::pack::{FORMAT, Parameters, SourceCard};
use crate::policy::MPD_RESEARCH;
use crate::sources::Progress;
use crate::text::{clean, counted};

use super::args::{ListKind, PackBuildArgs};
use super::console::Console;
use super::failure::Failure;
use super::lists::{Lists, MPD_NAME, Place};
use super::progress::Bar;

const MPD_ABOUT: &str = "From the Million Playlist Dataset: research and non-commercial use, no redistribution; \
                         see the terms you accepted for the data set";

/// How often it is looked how far counting is.
const LOOK: Duration = Duration::from_millis(50);

/// What reading and counting hold beside the corpus, at most about: parts of files on their way, and the arrays of a thread.
const BESIDE: u64 = 128 << 20;

pub(super) fn run(args: &PackBuildArgs, console: &Console) -> Result<(), Failure> {
    let name = pack_name(args)?;
    let licence = licence(args)?;
    args.lists.use_threads()?;
    let lists = Lists::find(&args.lists)?;
    let version = env!("CARGO_PKG_VERSION");
    let key = format!("glasscrate {version}, format {FORMAT}, {licence}\n{}", lists.key());
    let work = Work::begin(&args.out, key, args.fresh).map_err(anyhow::Error::new)?;
    let progress = Bar::new(console);
    let (corpus, sources) = corpus(args, &licence, &lists, &work, console, &progress)?;
    let choice = if args.published {
        published(&corpus)
    } else {
        progress.at("choosing parameters", 0, None);
        let tuning = tune(&corpus).map_err(anyhow::Error::new)?;
        tell(console, &tuning);
        tuning.choice
    };
    progress.at("counting", 0, None);
    fits(args, &corpus, &choice.parameters)?;
    let about = if args.lists.from == ListKind::Mpd { MPD_ABOUT } else { "" };
    let about = PackAbout { name, about: about.to_owned(), licence, sources };
    let pairs = count(&corpus, &choice.parameters, &progress)?;
    progress.at("writing", 0, None);
    lay_out_at(&corpus, &pairs, &about, &choice, &args.out).map_err(anyhow::Error::new)?;
    drop(progress);
    console.note(&format!(
        "{}: {} tracks in {} lists; `glasscrate recommend --pack {0}` recommends from it",
        clean(&args.out.to_string_lossy()),
        corpus.track_count(),
        corpus.list_count()
    ));
    if args.lists.from == ListKind::Mpd {
        console.note(MPD_ABOUT);
    }
    Ok(())
}

/// Ends a build that would take more memory than it may, before it takes it.
fn fits(args: &PackBuildArgs, corpus: &Corpus, parameters: &Parameters) -> anyhow::Result<()> {
    let counting = counting_memory(corpus, parameters, rayon::current_num_threads());
    let wanted = BESIDE + corpus.memory() + counting;
    let mib = |bytes: u64| bytes.div_ceil(1 << 20);
    match args.memory {
        Some(memory) if wanted > memory => bail!(
            "--memory: counting and fitting {} take about {} MiB, more than the {} MiB given; give more (what was read is kept for the next try), or build from fewer lists",
            counted(corpus.list_count(), "list", "lists"),
            mib(wanted),
            mib(memory)
        ),
        _ => Ok(()),
    }
}

/// Counts and fits, and tells how far it is.
fn count(corpus: &Corpus, parameters: &Parameters, progress: &Bar) -> anyhow::Result<Counted> {
    let done = Done::default();
    std::thread::scope(|scope| {
        let counting = scope.spawn(|| Counted::of(corpus, parameters, &done));
        while !counting.is_finished() {
            let (all, pairs) = (done.all_pairs.load(Relaxed), done.pairs.load(Relaxed));
            if pairs < all || all == 0 {
                progress.count("counting", pairs, all, "pairs");
            } else {
                let all = done.all_tracks.load(Relaxed);
                progress.count("fitting", done.tracks.load(Relaxed), all, "tracks");
            }
            std::thread::park_timeout(LOOK);
        }
        let counted = counting.join().map_err(|_| anyhow!("counting stopped because of a fault"))?;
        Ok(counted.map_err(BuildError::from)?)
    })
}

/// What was chosen for the pack, and what it is worth.
fn tell(console: &Console, tuning: &Tuning) {
    if tuning.asked == 0 {
        return console.note("too few lists to choose parameters on; the published ones stay");
    }
    let taken =
        if tuning.taken.is_empty() { "the published ones stay".to_owned() } else { tuning.taken.join(", ") };
    console.note(&format!(
        "parameters, chosen on {}: {taken}; NDCG@100 {:.4} with the published ones, {:.4} with these",
        counted(tuning.asked, "held-out list", "held-out lists"),
        tuning.published,
        tuning.chosen
    ));
}

/// The lists, read; or as a build that was ended after reading left them.
fn corpus(
    args: &PackBuildArgs,
    licence: &str,
    lists: &Lists<'_>,
    work: &Work,
    console: &Console,
    progress: &Bar,
) -> anyhow::Result<(Corpus, Vec<SourceCard>)> {
    if let Some((corpus, note)) = work.corpus()
        && let Ok(sources) = serde_json::from_str(&note)
    {
        console.note("the same lists were read by a build that was ended; going on from there (--fresh reads them again)");
        return Ok((corpus, sources));
    }
    let Some(memory) = args.memory.unwrap_or(u64::MAX).checked_sub(BESIDE) else {
        bail!("--memory: no pack is built in less than {} MiB", BESIDE >> 20);
    };
    let (corpus, sources) = lists.read(&Place { licence, memory, console, progress })?;
    progress.at("putting in order", 0, None);
    let corpus = corpus.finish();
    let note = serde_json::to_string(&sources).context("cannot note the sources")?;
    if let Err(e) = work.keep(&corpus, &note) {
        console.warn(&format!("what was read cannot be kept, in case the build is ended: {e}"));
    }
    Ok((corpus, sources))
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

/// The licence on the card. That of the Million Playlist Dataset cannot be chosen.
fn licence(args: &PackBuildArgs) -> Result<String, Failure> {
    match (args.lists.from, args.licence.as_deref()) {
        (ListKind::Mpd, Some(other)) if other != MPD_RESEARCH => {
            Err(Failure::wrong_use(anyhow!("--licence: a pack from the {MPD_NAME} is {MPD_RESEARCH}")))
        }
        (ListKind::Mpd, _) => Ok(MPD_RESEARCH.to_owned()),
        (ListKind::Csv | ListKind::Playlists, said) => Ok(said.unwrap_or("unknown").to_owned()),
    }
}
