//! Reads a trace that may be damaged, cut off, of another version, or hostile.

use std::fmt;

use serde::Deserialize;

use super::Inputs;
use super::checks::Checks;
use super::parts::{
    HistoryPart, ListPart, ListedPart, MOST_LISTED, NamePart, PackPart, Program, RulePart, SCHEMA, Scales,
    SeedsPart, SettingsPart, TrackPart, Withheld,
};
use crate::text::clean;

/// The longest document that is read, in bytes.
pub const MOST_BYTES: u64 = 256 << 20;

/// A trace, read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/trace.md describes the fields, and the types say more")]
pub struct Document {
    pub schema: String,
    pub program: Program<'static>,
    pub pack: PackPart<'static>,
    pub scale: i64,
    pub scales: Scales,
    pub settings: SettingsPart<'static>,
    pub history: HistoryPart<'static>,
    #[serde(default)]
    pub withheld: Option<Withheld<'static>>,
    pub seeds: SeedsPart<'static>,
    pub rules: Vec<RulePart<'static>>,
    pub candidates: u64,
    pub hash: String,
    pub listed: Vec<ListedPart>,
    pub tracks: Vec<TrackPart<'static>>,
    pub artists: Vec<NamePart<'static>>,
    pub lists: Vec<ListPart<'static>>,
    pub tags: Vec<NamePart<'static>>,
    pub words: Vec<NamePart<'static>>,
    pub checks: Checks,
}

/// Why a file is no trace: where in it, and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// The path of the part, as a JSON Pointer; empty for the whole.
    pub path: String,
    /// What is wrong, with line and column.
    pub reason: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = clean(&self.reason);
        if self.path.is_empty() {
            write!(f, "{reason}")
        } else {
            write!(f, "at {}: {reason}", clean(&self.path))
        }
    }
}

impl std::error::Error for ReadError {}

/// Whatever else is there is passed over.
#[derive(Deserialize)]
struct SchemaOnly {
    schema: Option<String>,
}

impl Document {
    /// Reads a document. Every field must be known and of its type; whether the numbers are right is for `replay` to tell.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        // The version first: another one may have other fields.
        let whole = |reason: String| ReadError { path: String::new(), reason };
        match serde_json::from_slice::<SchemaOnly>(bytes).map(|s| s.schema) {
            Ok(Some(schema)) if schema == SCHEMA => {}
            Ok(Some(other)) => {
                let reason = format!("it is `{other}`; this program reads {SCHEMA}");
                return Err(ReadError { path: "/schema".into(), reason });
            }
            Ok(None) => return Err(whole("it is JSON, but has no `schema`: not a trace".into())),
            Err(e) => return Err(whole(format!("not JSON as traces are: {e}"))),
        }
        let mut reader = serde_json::Deserializer::from_slice(bytes);
        let read: Self = serde_path_to_error::deserialize(&mut reader)
            .map_err(|e| ReadError { path: pointer(e.path()), reason: e.inner().to_string() })?;
        reader.end().map_err(|e| whole(e.to_string()))?;
        if !(1..=MOST_LISTED).contains(&read.settings.limit) {
            let reason = format!("{} is not from 1 to {MOST_LISTED}", read.settings.limit);
            return Err(ReadError { path: "/settings/limit".into(), reason });
        }
        Ok(read)
    }

    /// What it says that it was computed from.
    #[must_use]
    pub fn inputs(&self) -> Inputs<'static> {
        Inputs {
            program: self.program.clone(),
            settings: self.settings.clone(),
            rules: self.rules.clone(),
            history: self.history.clone(),
            withheld: self.withheld.clone(),
            seeds: self.seeds.clone(),
        }
    }
}

/// A path as a JSON Pointer.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { variant } => format!("/{variant}"),
            Segment::Unknown => "/?".to_owned(),
        })
        .collect()
}
