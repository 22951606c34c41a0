//! Lists of any kind, read into a corpus: what `pack build` and `evaluate` begin with.

mod inputs;
mod reading;

use std::fmt::Write as _;
use std::io::Read;

use anyhow::bail;

use crate::build::{
    CorpusBuilder, InputReport, Part, PartFiler, TableFiler, TablePart, parse_csv, parse_playlist,
    parse_slice,
};
use crate::pack::{Digest, DigestMaker, SourceCard};
use crate::report::pack as report;

use self::inputs::{Input, Source, gather};
use self::reading::{Reading, Step};
use super::args::{ListKind, ListsArgs};
use super::console::Console;
use super::progress::Bar;

/// The name of that data set on a card.
pub(super) const MPD_NAME: &str = "Million Playlist Dataset";

/// The lists that were asked for, found but not read yet.
pub(super) struct Lists<'a> {
    args: &'a ListsArgs,
    found: Vec<Source>,
}

/// What reading needs beside the lists.
pub(super) struct Place<'a> {
    /// What a card says of the licence of each source.
    pub(super) licence: &'a str,
    /// The most memory, in bytes, that the corpus may take while it is made.
    pub(super) memory: u64,
    pub(super) console: &'a Console,
    pub(super) progress: &'a Bar,
}

impl<'a> Lists<'a> {
    /// Looks which files there are.
    pub(super) fn find(args: &'a ListsArgs) -> anyhow::Result<Self> {
        Ok(Self { args, found: gather(args.from, &args.paths)? })
    }

    /// What is read, and how: another text when a file was changed, came or went.
    pub(super) fn key(&self) -> String {
        let mut key = format!("{:?} {:?}", self.args.from, self.args.joined_by());
        for input in self.found.iter().flat_map(|s| &s.inputs) {
            // As bytes, so that no name looks like two, nor like another that is no text.
            let path = input.path.as_os_str().as_encoded_bytes().escape_ascii();
            let _ = write!(key, "\n{path} {} {}", input.size, input.changed);
        }
        key
    }

    /// Reads all files in order, and tells on the side what was in them. Gives what a card says of them.
    pub(super) fn read(&self, place: &Place<'_>) -> anyhow::Result<(CorpusBuilder, Vec<SourceCard>)> {
        let inputs = self.found.iter().flat_map(|s| &s.inputs);
        let reading = Reading::new(place.progress, rayon::current_num_threads(), inputs);
        let mut corpus = CorpusBuilder::joining(self.args.joined_by());
        let read = match self.args.from {
            ListKind::Csv => tables,
            ListKind::Mpd => slices,
            ListKind::Playlists => playlists,
        };
        let cards = read(&self.found, &reading, &mut corpus, place)?;
        Ok((corpus, cards))
    }
}

impl Place<'_> {
    /// Ends the reading of lists that do not fit.
    fn fits(&self, corpus: &CorpusBuilder, at: &Input) -> anyhow::Result<()> {
        let wanted = corpus.memory();
        if wanted > self.memory {
            let mib = |bytes: u64| bytes.div_ceil(1 << 20);
            bail!(
                "{}: the lists up to here take {} MiB, more than the {} MiB that --memory leaves for them; give more, or read fewer lists",
                at.shown,
                mib(wanted),
                mib(self.memory)
            );
        }
        Ok(())
    }

    fn card(&self, name: &str, digest: Digest) -> SourceCard {
        SourceCard { name: name.to_owned(), licence: self.licence.to_owned(), digest }
    }
}

/// Each table is a source, told on a line of its own, and must hold a list.
fn tables(
    found: &[Source],
    reading: &Reading<'_>,
    corpus: &mut CorpusBuilder,
    place: &Place<'_>,
) -> anyhow::Result<Vec<SourceCard>> {
    // A table that is named is a file, and the only one of its source.
    let inputs: Vec<(&Source, &Input)> =
        found.iter().flat_map(|s| s.inputs.iter().map(move |i| (s, i))).collect();
    let tables: Vec<&Input> = inputs.iter().map(|(_, input)| *input).collect();
    let (mut cards, mut filer) = (Vec::new(), TableFiler::default());
    let parse = |_: &Input, bytes: &mut dyn Read, emit: &mut dyn FnMut(TablePart) -> bool| {
        parse_csv(bytes, emit).map(|()| true)
    };
    reading.each(&tables, parse, |n, step| {
        let (source, input) = inputs[n];
        let digest = match step {
            Step::Part(part) => {
                filer.file(part, corpus);
                return place.fits(corpus, input);
            }
            Step::End(digest) => digest,
        };
        let table = std::mem::take(&mut filer).close(corpus);
        if table.lists == 0 {
            bail!("{}: no list in it; wanted rows of list_id, artist and title", input.shown);
        }
        tell(place.console, &input.shown, &table)?;
        cards.extend(digest.map(|digest| place.card(&source.name, digest)));
        Ok(())
    })?;
    Ok(cards)
}

/// All slices are one source.
fn slices(
    found: &[Source],
    reading: &Reading<'_>,
    corpus: &mut CorpusBuilder,
    place: &Place<'_>,
) -> anyhow::Result<Vec<SourceCard>> {
    let mut slices: Vec<&Input> = found.iter().flat_map(|s| &s.inputs).collect();
    slices.sort_by_key(|slice| slice.slice);
    let (mut filer, mut all, mut digests) = (PartFiler::new(), InputReport::default(), Vec::new());
    let parse = |_: &Input, bytes: &mut dyn Read, emit: &mut dyn FnMut(Part) -> bool| {
        parse_slice(bytes, emit).map(|()| true)
    };
    reading.each(&slices, parse, |n, step| {
        match step {
            Step::Part(part) => all.add(&slices[n].name, filer.file(part, corpus)),
            Step::End(digest) => digests.extend(digest),
        }
        place.fits(corpus, slices[n])
    })?;
    tell(place.console, &format!("{MPD_NAME}, {} files", slices.len()), &all)?;
    if all.lists == 0 {
        bail!("no playlist could be read; no pack was written");
    }
    Ok(vec![place.card(MPD_NAME, joined(digests))])
}

/// Each path that was named is a source: a file, or a folder of which other files are passed over.
fn playlists(
    found: &[Source],
    reading: &Reading<'_>,
    corpus: &mut CorpusBuilder,
    place: &Place<'_>,
) -> anyhow::Result<Vec<SourceCard>> {
    let (mut cards, mut lists) = (Vec::new(), 0);
    let mut filer = PartFiler::new();
    let parse = |input: &Input, bytes: &mut dyn Read, emit: &mut dyn FnMut(Part) -> bool| {
        parse_playlist(bytes, &input.name, emit)
    };
    for source in found {
        let (mut all, mut digests, mut passed) = (InputReport::default(), Vec::new(), 0u64);
        let own: Vec<&Input> = source.inputs.iter().collect();
        reading.each(&own, parse, |n, step| {
            match step {
                Step::Part(part) => all.add(&own[n].shown, filer.file(part, corpus)),
                Step::End(Some(digest)) => digests.push(digest),
                Step::End(None) if source.folder => passed += 1,
                Step::End(None) => bail!("{}: not a playlist; wanted M3U, XSPF or JSPF", own[n].shown),
            }
            place.fits(corpus, own[n])
        })?;
        tell(place.console, &source.shown, &all)?;
        if passed > 0 {
            place.console.note(&format!("{}: {passed} files are no playlists", source.shown));
        }
        lists += all.lists;
        cards.push(place.card(&source.name, joined(digests)));
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
