//! `pack build`: lists in, a pack out.

mod inputs;
mod reading;

use anyhow::{anyhow, bail};

use crate::build::{
    CorpusBuilder, InputReport, MpdReader, PackAbout, build, read_csv, read_playlist, write_pack,
};
use crate::pack::{Digest, DigestMaker, Parameters, SourceCard};
use crate::report::pack as report;
use crate::sources::Progress;
use crate::text::clean;

use self::inputs::{Input, Source, gather};
use self::reading::Reading;
use super::args::{ListKind, PackBuildArgs};
use super::console::Console;
use super::failure::Failure;
use super::progress::Bar;

/// On the card of a pack made from the Million Playlist Dataset. Its terms are no SPDX licence, and are not ours to state.
const MPD_LICENCE: &str = "LicenseRef-MPD-research";
const MPD_NAME: &str = "Million Playlist Dataset";
const MPD_ABOUT: &str = "From the Million Playlist Dataset: research and non-commercial use, no redistribution; \
                         see the terms you accepted for the data set";

pub(super) fn run(args: &PackBuildArgs, console: &Console) -> Result<(), Failure> {
    let name = pack_name(args)?;
    let licence = licence(args)?;
    let found = gather(args.from, &args.paths)?;
    let mut corpus = CorpusBuilder::new();
    let sources = {
        let progress = Bar::new(console);
        let reading = Reading::new(&progress, found.iter().flat_map(|s| &s.inputs));
        let sources = match args.from {
            ListKind::Csv => tables(&found, &licence, &reading, &mut corpus, console)?,
            ListKind::Mpd => slices(&found, &licence, &reading, &mut corpus, console)?,
            ListKind::Playlists => playlists(&found, &licence, &reading, &mut corpus, console)?,
        };
        progress.at("counting", 0, None);
        sources
    };
    let about = if args.from == ListKind::Mpd { MPD_ABOUT } else { "" };
    let about = PackAbout { name, about: about.to_owned(), licence, sources };
    let corpus = corpus.finish();
    let pack = build(&corpus, &about, &Parameters::default()).map_err(anyhow::Error::new)?;
    write_pack(&pack, &args.out).map_err(anyhow::Error::new)?;
    console.note(&format!(
        "{}: {} tracks in {} lists; `glasscrate recommend --pack {0}` recommends from it",
        clean(&args.out.to_string_lossy()),
        corpus.tracks.len(),
        corpus.lists.len()
    ));
    if args.from == ListKind::Mpd {
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
    match (args.from, args.licence.as_deref()) {
        (ListKind::Mpd, Some(other)) if other != MPD_LICENCE => {
            Err(Failure::wrong_use(anyhow!("--licence: a pack from the {MPD_NAME} is {MPD_LICENCE}")))
        }
        (ListKind::Mpd, _) => Ok(MPD_LICENCE.to_owned()),
        (ListKind::Csv | ListKind::Playlists, said) => Ok(said.unwrap_or("unknown").to_owned()),
    }
}

/// Each table is a source, told on a line of its own, and must hold a list.
fn tables(
    found: &[Source],
    licence: &str,
    reading: &Reading<'_>,
    corpus: &mut CorpusBuilder,
    console: &Console,
) -> anyhow::Result<Vec<SourceCard>> {
    let mut cards = Vec::new();
    for source in found {
        for input in &source.inputs {
            let read = reading.whole(input, |bytes| read_csv(bytes, corpus).map(Some))?;
            let Some((table, digest)) = read else { continue };
            if table.lists == 0 {
                bail!("{}: no list in it; wanted rows of list_id, artist and title", input.shown);
            }
            tell(console, &input.shown, &table)?;
            cards.push(SourceCard { name: source.name.clone(), licence: licence.to_owned(), digest });
        }
    }
    Ok(cards)
}

/// All slices are one source.
fn slices(
    found: &[Source],
    licence: &str,
    reading: &Reading<'_>,
    corpus: &mut CorpusBuilder,
    console: &Console,
) -> anyhow::Result<Vec<SourceCard>> {
    let mut slices: Vec<&Input> = found.iter().flat_map(|s| &s.inputs).collect();
    slices.sort_by_key(|slice| slice.slice);
    let (mut reader, mut all, mut digests) = (MpdReader::new(), InputReport::default(), Vec::new());
    for slice in &slices {
        if let Some((part, digest)) = reading.whole(slice, |bytes| reader.read(bytes, corpus).map(Some))? {
            all.add(&slice.name, part);
            digests.push(digest);
        }
    }
    tell(console, &format!("{MPD_NAME}, {} files", slices.len()), &all)?;
    if all.lists == 0 {
        bail!("no playlist could be read; no pack was written");
    }
    let digest = joined(digests);
    Ok(vec![SourceCard { name: MPD_NAME.to_owned(), licence: licence.to_owned(), digest }])
}

/// Each path that was named is a source: a file, or a folder of which other files are passed over.
fn playlists(
    found: &[Source],
    licence: &str,
    reading: &Reading<'_>,
    corpus: &mut CorpusBuilder,
    console: &Console,
) -> anyhow::Result<Vec<SourceCard>> {
    let (mut cards, mut lists) = (Vec::new(), 0);
    for source in found {
        let (mut all, mut digests, mut passed) = (InputReport::default(), Vec::new(), 0u64);
        for input in &source.inputs {
            match reading.whole(input, |bytes| read_playlist(bytes, &input.name, corpus))? {
                Some((part, digest)) => {
                    all.add(&input.shown, part);
                    digests.push(digest);
                }
                None if source.folder => passed += 1,
                None => bail!("{}: not a playlist; wanted M3U, XSPF or JSPF", input.shown),
            }
        }
        tell(console, &source.shown, &all)?;
        if passed > 0 {
            console.note(&format!("{}: {passed} files are no playlists", source.shown));
        }
        lists += all.lists;
        cards.push(SourceCard {
            name: source.name.clone(),
            licence: licence.to_owned(),
            digest: joined(digests),
        });
    }
    if lists == 0 {
        bail!("no playlist with a track was found; no pack was written");
    }
    Ok(cards)
}

fn tell(console: &Console, label: &str, read: &InputReport) -> anyhow::Result<()> {
    let mut text = String::new();
    report::table_read(&mut text, label, read)?;
    console.note(text.trim_end());
    Ok(())
}

/// One digest for several files: that of theirs, one a line, in reading order. A single file keeps its own.
fn joined(mut digests: Vec<Digest>) -> Digest {
    if digests.len() == 1 {
        return digests.remove(0);
    }
    let mut maker = DigestMaker::default();
    for line in digests.iter().flat_map(|d| [d.as_str(), "\n"]) {
        maker.update(line.as_bytes());
    }
    maker.finish()
}
