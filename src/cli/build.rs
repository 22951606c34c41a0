//! `pack build`: lists in, a pack out.

use anyhow::anyhow;

use crate::build::{CorpusBuilder, PackAbout, build, write_pack};
use crate::pack::Parameters;
use crate::sources::Progress;
use crate::text::clean;

use super::args::{ListKind, PackBuildArgs};
use super::console::Console;
use super::failure::Failure;
use super::lists::{MPD_NAME, read_lists};
use super::progress::Bar;

/// On the card of a pack made from the Million Playlist Dataset. Its terms are no SPDX licence, and are not ours to state.
const MPD_LICENCE: &str = "LicenseRef-MPD-research";
const MPD_ABOUT: &str = "From the Million Playlist Dataset: research and non-commercial use, no redistribution; \
                         see the terms you accepted for the data set";

pub(super) fn run(args: &PackBuildArgs, console: &Console) -> Result<(), Failure> {
    let name = pack_name(args)?;
    let licence = licence(args)?;
    let mut corpus = CorpusBuilder::new();
    let sources = {
        let progress = Bar::new(console);
        let sources = read_lists(&args.lists, &licence, &mut corpus, console, &progress)?;
        progress.at("counting", 0, None);
        sources
    };
    let about = if args.lists.from == ListKind::Mpd { MPD_ABOUT } else { "" };
    let about = PackAbout { name, about: about.to_owned(), licence, sources };
    let corpus = corpus.finish();
    let pack = build(&corpus, &about, &Parameters::default()).map_err(anyhow::Error::new)?;
    write_pack(&pack, &args.out).map_err(anyhow::Error::new)?;
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
        (ListKind::Mpd, Some(other)) if other != MPD_LICENCE => {
            Err(Failure::wrong_use(anyhow!("--licence: a pack from the {MPD_NAME} is {MPD_LICENCE}")))
        }
        (ListKind::Mpd, _) => Ok(MPD_LICENCE.to_owned()),
        (ListKind::Csv | ListKind::Playlists, said) => Ok(said.unwrap_or("unknown").to_owned()),
    }
}
