//! What a replay found.

use std::fmt::{self, Write};

use serde::Serialize;

use crate::text::{clean, counted};
use crate::trace::document::Document;
use crate::trace::replay::{Difference, Differences};

use super::{Paint, Tone};

/// What was checked of a trace, and what came of it.
#[derive(Debug, Clone, Copy)]
pub struct Replayed<'a> {
    /// The document.
    pub document: &'a Document,
    /// What does not add up within it.
    pub inside: &'a Differences,
    /// What does not agree with what was computed again; `None` where that cannot be done.
    pub again: Option<&'a Differences>,
}

impl Replayed<'_> {
    /// True when everything was computed again, and every value agrees.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.inside.is_empty() && self.again.is_some_and(Differences::is_empty)
    }

    /// The differences to tell, those that the pack tells first, each path once.
    fn told(&self) -> Vec<&Difference> {
        let again = self.again.map_or(&[][..], Differences::told);
        let more = self.inside.told().iter().filter(|d| !self.again.is_some_and(|a| a.names(&d.path)));
        again.iter().chain(more).take(crate::trace::replay::TOLD).collect()
    }

    fn count(&self) -> usize {
        let (inside, again) = (self.inside, self.again);
        again.map_or(0, Differences::count)
            + inside.paths().filter(|p| !again.is_some_and(|a| a.names(p))).count()
    }
}

/// For people.
pub fn text(out: &mut impl Write, replayed: &Replayed<'_>, paint: Paint) -> fmt::Result {
    let doc = replayed.document;
    let contributions: usize = doc.listed.iter().map(|l| l.contributions.len()).sum();
    writeln!(
        out,
        "{} and {} of the {} · ranking {}",
        counted(doc.listed.len(), "track", "tracks"),
        counted(contributions, "contribution", "contributions"),
        clean(&doc.pack.name),
        clean(&doc.hash)
    )?;
    if replayed.inside.is_empty() {
        let line = "products, sums, ranks and digests hold within the document";
        writeln!(out, "{} {line}", paint.on(Tone::Good, "✓"))?;
    }
    match (replayed.again, &doc.withheld) {
        (Some(again), _) if again.is_empty() => {
            let line = format!("all {} values were computed again and agree", again.compared());
            writeln!(out, "{} {line}", paint.on(Tone::Good, "✓"))?;
        }
        (None, Some(withheld)) => {
            let line = "cannot be computed again: it withholds its seeds. What can be checked without them was: products, \
                        sums, ranks, references and digests. What cannot: the seeds' weights, the stored weights, the \
                        ranking, its fingerprint";
            writeln!(out, "{} {line}", paint.on(Tone::Warning, "!"))?;
            writeln!(out, "  {}", clean(&withheld.reason))?;
        }
        _ => {}
    }
    let told = replayed.told();
    for d in &told {
        writeln!(out, "{} {}", paint.on(Tone::Bad, "✗"), clean(&d.to_string()))?;
    }
    if replayed.count() > told.len() {
        writeln!(out, "and {} more", replayed.count() - told.len())?;
    }
    if replayed.count() > 0 {
        writeln!(out, "{}", counted(replayed.count(), "value does not agree", "values do not agree"))?;
    }
    Ok(())
}

/// `glasscrate/replay/1`.
#[derive(Debug, Serialize)]
pub struct ReplayJson<'a> {
    schema: &'static str,
    agrees: bool,
    hash: &'a str,
    computed_again: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<&'a str>,
    compared: u64,
    count: usize,
    differences: Vec<&'a Difference>,
}

/// For programs.
#[must_use]
pub fn json<'a>(replayed: &'a Replayed<'a>) -> ReplayJson<'a> {
    ReplayJson {
        schema: "glasscrate/replay/1",
        agrees: replayed.agrees(),
        hash: &replayed.document.hash,
        computed_again: replayed.again.is_some(),
        withheld: replayed.document.withheld.as_ref().map(|w| w.reason.as_ref()),
        compared: replayed.inside.compared() + replayed.again.map_or(0, Differences::compared),
        count: replayed.count(),
        differences: replayed.told(),
    }
}
