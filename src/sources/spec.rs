//! What a person writes to name a source: a path, a sample history, or standard input.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use thiserror::Error;

use super::starter;
use crate::text::clean;

/// A source of listens, as named on the command line. Parsing it touches no file: a path that does not exist is an error
/// when it is read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SourceSpec {
    /// A file, a folder or a zip archive. (`./starter` is a file of that name, `./-` likewise.)
    Path(PathBuf),
    /// A sample history of the starter pack, one of [`super::starter_names`].
    Starter(&'static str),
    /// Standard input: one file of listens, told by its shape like any other.
    Stdin,
}

/// Why a text names no source.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SpecError {
    /// Nothing was written.
    #[error("no source was named: give a file, a folder, a zip archive, `starter` or `-`")]
    Empty,
    /// `starter:NAME` with a name that is not there.
    #[error("there is no sample history `{name}`; there are: {known}")]
    UnknownStarter {
        /// The name asked for, cleaned.
        name: String,
        /// Those that exist.
        known: String,
    },
}

impl FromStr for SourceSpec {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        match text {
            "" => Err(SpecError::Empty),
            "-" => Ok(Self::Stdin),
            "starter" => Ok(Self::Starter(starter::DEFAULT_STARTER)),
            _ => match text.strip_prefix("starter:") {
                Some(name) => starter::names().find(|n| *n == name).map(Self::Starter).ok_or_else(|| {
                    let known = starter::names().collect::<Vec<_>>().join(", ");
                    SpecError::UnknownStarter { name: clean(name).into_owned(), known }
                }),
                None => Ok(Self::Path(PathBuf::from(text))),
            },
        }
    }
}

impl fmt::Display for SourceSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => f.write_str(&clean(&path.to_string_lossy())),
            Self::Starter(name) => write!(f, "starter:{name}"),
            Self::Stdin => f.write_str("-"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write() {
        let parse = |t: &str| t.parse::<SourceSpec>();
        assert_eq!(parse("-"), Ok(SourceSpec::Stdin));
        assert_eq!(parse("starter"), parse("starter:night-bus"));
        assert_eq!(parse("./starter"), Ok(SourceSpec::Path("./starter".into())));
        assert_eq!(parse(""), Err(SpecError::Empty));
        let wrong = parse("starter:polka").unwrap_err().to_string();
        assert!(wrong.contains("polka") && wrong.contains("long-roads"), "{wrong}");
        assert_eq!(parse("starter:dance-floors").unwrap().to_string(), "starter:dance-floors");
    }
}
