//! What the person stated: the file of it, and the asking.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;

use anyhow::{Context as _, anyhow};

use crate::policy::{Barrier, PackTerms, Question, Statements, Use, may_pass};
use crate::sources::SourceSpec;

use super::console::Console;
use super::failure::Failure;
use super::file::write_whole;
use super::folders;

/// The name of the file in the program's folder.
const FILE: &str = "statements.toml";

/// The statements of this person.
pub(super) fn stated() -> anyhow::Result<Statements> {
    let path = path()?;
    match fs::read_to_string(&path) {
        Ok(text) => Statements::read(&text).with_context(|| path.display().to_string()),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(Statements::default()),
        Err(e) => Err(anyhow!("{}: cannot be read: {e}", path.display())),
    }
}

/// Writes them; a file that would say nothing is removed. Gives the file that was written.
pub(super) fn keep(statements: &Statements) -> anyhow::Result<Option<PathBuf>> {
    let path = path()?;
    let cannot = |e: std::io::Error| anyhow!("{}: cannot be written: {e}", path.display());
    if statements.is_empty() {
        return match fs::remove_file(&path) {
            Err(e) if e.kind() != ErrorKind::NotFound => Err(cannot(e)),
            _ => Ok(None),
        };
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(cannot)?;
    }
    write_whole(&path, |file| file.write_all(statements.text().as_bytes())).map_err(cannot)?;
    Ok(Some(path))
}

/// Shows the notice of a question and asks it. Where nobody can answer, the answer is no.
pub(super) fn ask(question: Question, console: &Console) -> bool {
    console.tell("");
    for paragraph in question.notice() {
        console.paragraph(paragraph);
    }
    console.confirm(question.asks())
}

/// Lets a use of these sources with this pack pass, or tells what stands in the way. What was not answered yet is asked, where
/// somebody is there to answer, and the answer is remembered.
pub(super) fn pass(
    sources: &[SourceSpec],
    pack: PackTerms,
    to: Use,
    console: &Console,
) -> Result<(), Failure> {
    let kinds = || sources.iter().filter_map(SourceSpec::kind_by_name);
    let mut statements = stated()?;
    match may_pass(kinds(), pack, to, &statements) {
        Ok(()) => return Ok(()),
        Err(Barrier::Refused(clause)) => return Err(Failure::refused(clause)),
        Err(Barrier::Unanswered(questions)) => {
            for question in questions {
                if !console.can_ask() || !ask(question, console) {
                    return Err(not_stated(question));
                }
                statements.state(question, &today());
            }
        }
    }
    console.wrote(keep(&statements)?);
    Ok(())
}

/// The end of a run whose question was not answered with yes.
fn not_stated(question: Question) -> Failure {
    let name = question.name();
    let what = anyhow!(
        "the terms of this source need a yes first: read the notice with `glasscrate policy agree {name}`, or use your own \
         copy of the data instead (--history FILE)"
    );
    Failure::barred(what)
}

/// The day, where this machine is.
pub(super) fn today() -> String {
    jiff::Zoned::now().date().to_string()
}

fn path() -> anyhow::Result<PathBuf> {
    Ok(folders::config()?.join(FILE))
}
