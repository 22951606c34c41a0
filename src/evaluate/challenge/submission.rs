//! The form in which answers are handed in.

use std::io::{self, Write};

use super::answer::Answered;
use crate::identify::MatchRule;
use crate::pack::Pack;

/// The two parts of the challenge of 2018. Today's challenge has one, and its first line names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Track {
    /// Only the data set was used.
    Main,
    /// Other data were used as well.
    Creative,
}

impl Track {
    /// Its name in the first line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Creative => "creative",
        }
    }
}

/// Who submits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    name: String,
    email: String,
    track: Option<Track>,
}

impl Team {
    /// A team; `track` only for the form of 2018.
    ///
    /// # Errors
    /// When the name or the address cannot stand in a comma-separated line, or the address is none.
    pub fn new(name: &str, email: &str, track: Option<Track>) -> Result<Self, String> {
        for (what, text) in [("name", name), ("email address", email)] {
            if text.trim().is_empty() {
                return Err(format!("the team's {what} is blank"));
            }
            if text.contains(|c: char| c == ',' || c.is_control()) {
                return Err(format!("the team's {what} has a comma or a control character"));
            }
        }
        if !email.contains('@') {
            return Err(format!("`{email}` is no email address"));
        }
        Ok(Self { name: name.trim().to_owned(), email: email.trim().to_owned(), track })
    }
}

/// Writes the answers, a line each, after a line about the team.
///
/// # Errors
/// When they cannot be written.
pub fn write(out: &mut impl Write, pack: &Pack, team: &Team, answers: &[Answered]) -> io::Result<()> {
    let track = team.track.map(|t| format!("{},", t.name())).unwrap_or_default();
    writeln!(out, "team_info,{track}{},{}", team.name, team.email)?;
    for answer in answers {
        write!(out, "{}", answer.pid)?;
        for t in &answer.tracks {
            write!(out, ", {}", pack.identifier(*t, MatchRule::Uri).unwrap_or_default())?;
        }
        writeln!(out)?;
    }
    out.flush()
}
