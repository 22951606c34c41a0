//! Asks the pack again what a document says was asked, and holds the answer against it.

use serde_json::Value;

use crate::engine::{Prepared, Question, Ranking, Settings};
use crate::identify::Seeds;
use crate::pack::Pack;
use crate::trace::document::{Document, Inputs, Subject, write};

use super::Differences;
use super::seeds::{Rebuilt, rebuild};

/// A document's question, asked again.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What it was computed from, as that comes out now.
    pub inputs: Inputs<'static>,
    /// The seeds.
    pub seeds: Seeds,
    /// The settings.
    pub settings: Settings,
    /// What the signals worked out.
    pub prepared: Prepared,
    /// The ranking.
    pub ranking: Ranking,
}

impl Asked {
    /// The question, to ask it more.
    #[must_use]
    pub fn question<'a>(&'a self, pack: &'a Pack) -> Question<'a> {
        Question::new(pack, &self.seeds, &self.settings, &self.prepared)
    }
}

/// Asks again. The document must not withhold its seeds, and be of this pack.
#[must_use]
pub fn asked(doc: &Document, pack: &Pack) -> Asked {
    let Rebuilt { inputs, seeds, settings } = rebuild(doc.inputs(), pack);
    let prepared = Question::prepare(pack, &seeds, &settings);
    let limit = inputs.settings.limit as usize;
    let ranking = Question::new(pack, &seeds, &settings, &prepared).rank(limit);
    Asked { inputs, seeds, settings, prepared, ranking }
}

/// Writes the document a second time from what was asked again, and compares the two value by value. `bytes` are those that
/// `doc` was read from; its digests are left to [`super::inside`].
pub fn again(
    bytes: &[u8],
    doc: &Document,
    pack: &Pack,
    may_be_shared: bool,
) -> Result<Differences, serde_json::Error> {
    let asked = asked(doc, pack);
    let question = asked.question(pack);
    let Asked { inputs, seeds, ranking, .. } = &asked;
    let mut second = Vec::with_capacity(bytes.len());
    write(&mut second, &Subject { pack, seeds, question, ranking, inputs, may_be_shared })?;
    let mut written: Value = serde_json::from_slice(bytes)?;
    let mut computed: Value = serde_json::from_slice(&second)?;
    for document in [&mut written, &mut computed] {
        document.as_object_mut().and_then(|d| d.remove("checks"));
    }
    let mut found = Differences::default();
    found.compare_trees(&mut String::new(), &written, &computed);
    Ok(found)
}
