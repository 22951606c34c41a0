//! `pack build`: tables of lists in, a pack out.

use anyhow::anyhow;

use crate::build::{CorpusBuilder, PackAbout, build, write_pack};
use crate::pack::{Parameters, SourceCard};
use crate::sources::Progress;
use crate::text::clean;

use super::args::{PackBuildArgs, TableKind};
use super::console::Console;
use super::failure::Failure;
use super::progress::Bar;
use super::tables::read_all;

pub(super) fn run(args: &PackBuildArgs, console: &Console) -> Result<(), Failure> {
    let TableKind::Csv = args.from;
    let name = pack_name(args)?;
    let mut corpus = CorpusBuilder::new();
    let tables = {
        let progress = Bar::new(console);
        let tables = read_all(&args.files, &mut corpus, console, &progress)?;
        progress.at("counting", 0, None);
        tables
    };
    let licence = &args.licence;
    let sources = tables
        .into_iter()
        .map(|t| SourceCard { name: t.name, licence: licence.clone(), digest: t.digest })
        .collect();
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
