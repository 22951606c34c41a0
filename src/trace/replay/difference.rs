//! What does not agree, each with its path, the value that is written, and the one that was computed.

use std::collections::HashSet;
use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// So many differences are told; all are counted.
pub const TOLD: usize = 20;

/// A value longer than this many characters is cut where it is told.
const LONGEST: usize = 120;

/// How a value was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// From the pack, with the seeds and settings of the document.
    Recomputed,
    /// As the product of factors.
    Product,
    /// As a sum.
    Sum,
    /// By counting, or by the order of the document.
    Order,
    /// From what the document says elsewhere.
    Elsewhere,
    /// As the digest of the part: it was changed after it was written.
    Digest,
}

impl How {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Recomputed => "computed again",
            Self::Product => "product of the factors",
            Self::Sum => "sum",
            Self::Order => "order",
            Self::Elsewhere => "said elsewhere",
            Self::Digest => "digest; the part was changed",
        }
    }
}

/// One value that does not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Where in the document: a JSON Pointer.
    pub path: String,
    /// What is written there, as JSON; `nothing` where there is nothing.
    pub written: String,
    /// What was computed.
    pub computed: String,
    /// How.
    pub how: How,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, written, computed, how } = self;
        write!(f, "{path}: {written} is written, {computed} is computed ({})", how.words())
    }
}

/// All of them: the first in full, the rest as a number. A path is counted once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    told: Vec<Difference>,
    paths: HashSet<String>,
    compared: u64,
}

impl Differences {
    /// The first twenty.
    #[must_use]
    pub fn told(&self) -> &[Difference] {
        &self.told
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.paths.len()
    }

    /// How many values were compared.
    #[must_use]
    pub fn compared(&self) -> u64 {
        self.compared
    }

    /// True when everything agrees.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// The paths of all, in no order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// Whether something at this path does not agree.
    #[must_use]
    pub fn names(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// Compares one value.
    pub(super) fn compare<T: PartialEq + fmt::Display>(
        &mut self,
        path: impl FnOnce() -> String,
        written: &T,
        computed: &T,
        how: How,
    ) {
        self.compared += 1;
        if written != computed {
            self.add(path(), written.to_string(), computed.to_string(), how);
        }
    }

    /// Takes a fault in; of those at one path the first is told.
    pub(super) fn add(&mut self, path: String, written: String, computed: String, how: How) {
        if !self.paths.insert(path.clone()) || self.told.len() == TOLD {
            return;
        }
        self.told.push(Difference { path, written: cut(written), computed: cut(computed), how });
    }

    /// Compares two documents value by value; what only one of them has is a difference, too.
    pub(super) fn compare_trees(&mut self, path: &mut String, written: &Value, computed: &Value) {
        match (written, computed) {
            (Value::Object(a), Value::Object(b)) => {
                for key in a.keys().chain(b.keys().filter(|k| !a.contains_key(*k))) {
                    let part = format!("/{}", key.replace('~', "~0").replace('/', "~1"));
                    self.descend(path, &part, a.get(key), b.get(key));
                }
            }
            (Value::Array(a), Value::Array(b)) => {
                for n in 0..a.len().max(b.len()) {
                    self.descend(path, &format!("/{n}"), a.get(n), b.get(n));
                }
            }
            (a, b) => {
                self.compared += 1;
                if a != b {
                    self.add(path.clone(), a.to_string(), b.to_string(), How::Recomputed);
                }
            }
        }
    }

    fn descend(&mut self, path: &mut String, part: &str, a: Option<&Value>, b: Option<&Value>) {
        let before = path.len();
        path.push_str(part);
        match (a, b) {
            (Some(a), Some(b)) => self.compare_trees(path, a, b),
            (a, b) => {
                self.compared += 1;
                let shown = |v: Option<&Value>| v.map_or("nothing".to_owned(), Value::to_string);
                self.add(path.clone(), shown(a), shown(b), How::Recomputed);
            }
        }
        path.truncate(before);
    }
}

fn cut(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
