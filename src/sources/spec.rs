//! What a person writes to name a source: a path, a sample history, a shelf of a Spotify account, or standard input.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use thiserror::Error;

use super::spotify::Shelf;
use super::starter;
use crate::history::SourceKind;
use crate::text::clean;

/// A source of listens, as named on the command line. Parsing it touches no file: a path that does not exist is an error
/// when it is read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SourceSpec {
    /// A file, a folder or a zip archive. (`./starter` is a file of that name, `./-` likewise.)
    Path(PathBuf),
    /// A sample history of the starter pack, one of [`super::starter_names`].
    Starter(&'static str),
    /// A shelf of a Spotify account, through the Web API.
    Spotify(Shelf),
    /// Standard input: one file of listens, told by its shape like any other.
    Stdin,
}

/// Why a text names no source.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SpecError {
    /// Nothing was written.
    #[error("no source was named: give a file, a folder, a zip archive, `starter`, `spotify:` or `-`")]
    Empty,
    /// `starter:NAME` with a name that is not there.
    #[error("there is no sample history `{name}`; there are: {known}")]
    UnknownStarter {
        /// The name asked for, cleaned.
        name: String,
        /// Those that exist.
        known: String,
    },
    /// `spotify:NAME` with a name that is not there.
    #[error("spotify:{name} cannot be read; there are: {known}")]
    UnknownShelf {
        /// The name asked for, cleaned.
        name: String,
        /// Those that exist.
        known: String,
    },
}

impl SourceSpec {
    /// The kind, where the name alone tells it: a file's is told by its shape.
    #[must_use]
    pub fn kind_by_name(&self) -> Option<SourceKind> {
        match self {
            Self::Starter(_) => Some(SourceKind::Starter),
            Self::Spotify(_) => Some(SourceKind::SpotifyApi),
            Self::Path(_) | Self::Stdin => None,
        }
    }
}

impl FromStr for SourceSpec {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        match text {
            "" => Err(SpecError::Empty),
            "-" => Ok(Self::Stdin),
            "starter" => Ok(Self::Starter(starter::DEFAULT_STARTER)),
            _ => {
                if let Some(name) = text.strip_prefix("starter:") {
                    starter(name)
                } else if let Some(name) = text.strip_prefix("spotify:") {
                    shelf(name)
                } else {
                    Ok(Self::Path(PathBuf::from(text)))
                }
            }
        }
    }
}

fn starter(name: &str) -> Result<SourceSpec, SpecError> {
    starter::names().find(|n| *n == name).map(SourceSpec::Starter).ok_or_else(|| {
        let known = starter::names().collect::<Vec<_>>().join(", ");
        SpecError::UnknownStarter { name: clean(name).into_owned(), known }
    })
}

fn shelf(name: &str) -> Result<SourceSpec, SpecError> {
    Shelf::named(name).map(SourceSpec::Spotify).ok_or_else(|| {
        let known = Shelf::ALL.map(Shelf::word).join(", ");
        SpecError::UnknownShelf { name: clean(name).into_owned(), known }
    })
}

impl fmt::Display for SourceSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => f.write_str(&clean(&path.to_string_lossy())),
            Self::Starter(name) => write!(f, "starter:{name}"),
            Self::Spotify(part) => write!(f, "spotify:{}", part.word()),
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
        assert_eq!(parse("spotify:"), Ok(SourceSpec::Spotify(Shelf::Recent)));
        assert_eq!(parse("spotify:liked").unwrap().to_string(), "spotify:liked");
        let wrong = parse("spotify:track:1").unwrap_err().to_string();
        assert!(wrong.contains("recent, top, liked, playlists"), "{wrong}");
    }
}
