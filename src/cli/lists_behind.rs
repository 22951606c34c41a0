//! `explain --lists` and `pack list`: the lists that are evidence, written as they are found.

use std::io::Write as _;

use anyhow::anyhow;

use crate::engine::Contribution;
use crate::pack::{ListId, Pack, TrackId, lists_named};
use crate::report::explain::BARS;
use crate::report::lists::{self, Evidence};
use crate::report::{Names, Tone};
use crate::text::clean;

use super::args::{ExplainArgs, Format, PackListArgs};
use super::console::Console;
use super::context::open_pack;
use super::failure::Failure;

/// So many lists are offered where a name means several.
const OFFERED: usize = 10;

/// The lists behind the largest contributions to a track.
pub(super) fn behind(
    args: &ExplainArgs,
    pack: &Pack,
    track: TrackId,
    contributions: &[Contribution],
    most: usize,
    console: &Console,
) -> Result<(), Failure> {
    let told = if args.all { contributions.len() } else { contributions.len().min(BARS) };
    let evidence = Evidence { pack, track, contributions: &contributions[..told], most };
    if args.format == Format::Json {
        return console.json(&lists::json(&evidence));
    }
    let (cells, paint) = (console.cells(), console.paint);
    let mut out = console.answer();
    if args.format == Format::Table {
        writeln!(out, "{}", paint.on(Tone::Heading, &Names::new(pack).full(track)))?;
    }
    for c in evidence.contributions {
        if args.format == Format::Table {
            writeln!(out, "{}", evidence.heading(c, cells, paint))?;
        }
        for b in evidence.of(c) {
            match args.format {
                Format::Plain => writeln!(out, "{}", evidence.fields(c, &b))?,
                _ => writeln!(out, "{}", evidence.line(&b, cells))?,
            }
        }
    }
    Ok(out.flush()?)
}

/// One list of a pack.
pub(super) fn list(args: &PackListArgs, console: &Console) -> Result<(), Failure> {
    let pack = open_pack(args.pack.as_deref())?;
    let list = find(&pack, &args.list.join(" "))?;
    let format = args.format.unwrap_or(if console.on_terminal { Format::Table } else { Format::Plain });
    let mut out = console.answer();
    match format {
        Format::Json => return console.json(&lists::list_json(&pack, list)),
        Format::Plain => {
            for line in lists::list_plain(&pack, list) {
                writeln!(out, "{line}")?;
            }
        }
        Format::Table => {
            writeln!(out, "{}", console.paint.on(Tone::Heading, &lists::list_heading(&pack, list)))?;
            for line in lists::list_table(&pack, list, console.cells()) {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(out.flush()?)
}

/// By number, as reports tell it, otherwise by name.
fn find(pack: &Pack, query: &str) -> Result<ListId, Failure> {
    let query = clean(query);
    let number = query.strip_prefix('#').unwrap_or(&query).parse::<u32>().ok();
    if let Some(number) = number.filter(|n| (*n as usize) < pack.list_count()) {
        return Ok(ListId(number));
    }
    let found = lists_named(pack, &query);
    let names = Names::new(pack);
    match found[..] {
        [list] => Ok(list),
        [] => Err(Failure::from(anyhow!(
            "the {} has no list \"{query}\": give a number below {}, or words of a name",
            names.name(),
            pack.list_count()
        ))),
        _ => {
            let what = anyhow!(
                "\"{query}\" can be any of {} lists; give its number, as in `glasscrate pack list {}`",
                found.len(),
                found[0].0
            );
            let mut told: Vec<String> =
                found.iter().take(OFFERED).map(|l| format!("  {}", lists::list_heading(pack, *l))).collect();
            if found.len() > OFFERED {
                told.push(format!("  and {} more", found.len() - OFFERED));
            }
            Err(Failure::wrong_use(what).with(told))
        }
    }
}
