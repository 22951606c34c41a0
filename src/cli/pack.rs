//! `pack`: looks into packs and checks them.

use crate::pack::{search, verify};
use crate::report::{Names, near, pack as report, plain, table};

use super::args::{Format, PackCommand, PackInfoArgs, PackSearchArgs, TableOrJson};
use super::console::Console;
use super::context::open_pack;
use super::failure::{COULD_NOT, Failure};

/// So many near names are offered.
const OFFERED: usize = 5;

pub(super) fn run(command: &PackCommand, console: &Console) -> Result<(), Failure> {
    match command {
        PackCommand::Info(args) => info(args, console),
        PackCommand::Verify(args) => check(args, console),
        PackCommand::Search(args) => find(args, console),
        PackCommand::List(args) => super::lists_behind::list(args, console),
        PackCommand::Build(args) => super::build::run(args, console),
    }
}

fn info(args: &PackInfoArgs, console: &Console) -> Result<(), Failure> {
    let pack = open_pack(args.pack.as_deref())?;
    if args.format == TableOrJson::Json {
        return console.json(&report::json(&pack));
    }
    let mut text = String::new();
    report::info(&mut text, &pack, console.cells(), console.paint)?;
    console.write(&text)
}

fn check(args: &PackInfoArgs, console: &Console) -> Result<(), Failure> {
    let problems = match &args.pack {
        Some(folder) => verify(folder).map_err(anyhow::Error::new)?,
        None => open_pack(None)?.check(),
    };
    if args.format == TableOrJson::Json {
        console.json(&report::verification(&problems))?;
    } else {
        let shown = args.pack.as_ref().map_or("starter pack".into(), |p| p.to_string_lossy());
        let mut text = String::new();
        report::problems(&mut text, &crate::text::clean(&shown), &problems, console.paint)?;
        console.write(&text)?;
    }
    if problems.is_empty() { Ok(()) } else { Err(Failure::Answered(COULD_NOT)) }
}

fn find(args: &PackSearchArgs, console: &Console) -> Result<(), Failure> {
    let pack = open_pack(args.pack.as_deref())?;
    let query = args.query.join(" ");
    let hits = search(&pack, &query, args.limit as usize);
    if hits.is_empty() {
        let names = Names::new(&pack);
        let near: Vec<String> =
            near::near(&pack, &query, OFFERED).into_iter().map(|t| format!("  {}", names.full(t))).collect();
        let offer = if near.is_empty() { "" } else { "; near names:" };
        let what = anyhow::anyhow!("the {} knows no \"{query}\"{offer}", names.name());
        return Err(Failure::from(what).with(near));
    }
    let format = args.format.unwrap_or(if console.on_terminal { Format::Table } else { Format::Plain });
    let mut text = String::new();
    match format {
        Format::Json => return console.json(&report::hits(&pack, &hits)),
        Format::Plain => plain::hits(&mut text, &pack, &hits)?,
        Format::Table => table::hits(&mut text, &pack, &hits, console.cells(), console.paint)?,
    }
    console.write(&text)
}
