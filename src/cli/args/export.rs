//! How a list is written, and where to.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::export;

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ListFormat {
    /// For people, fitted to the terminal
    Table,
    /// For scripts: fields separated by tabs
    Plain,
    /// For programs: integers throughout, with a `schema`
    Json,
    /// A playlist in JSON for services, with the reasons
    Jspf,
    /// A playlist in XML for players, with the reasons
    Xspf,
    /// A playlist for players: a line a file, link or name
    M3u8,
    /// A table with a header
    Csv,
    /// A numbered list with a sentence of reasons each
    #[value(alias = "md")]
    Markdown,
    /// `Artist - Title`, one a line
    Text,
}

impl ListFormat {
    /// The format that a file's ending asks for.
    pub(in crate::cli) fn of_name(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match ending.as_str() {
            "json" => Self::Json,
            "jspf" => Self::Jspf,
            "xspf" => Self::Xspf,
            "m3u8" | "m3u" => Self::M3u8,
            "csv" => Self::Csv,
            "md" | "markdown" => Self::Markdown,
            "txt" => Self::Text,
            "tsv" => Self::Plain,
            _ => return None,
        })
    }
}

/// How a list is written, and where to.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ExportArgs {
    /// How to write the list [default: table on a terminal, plain otherwise; with --out as the file's ending says, with --copy
    /// text]
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<ListFormat>,
    /// Write the list to a file: whole or not at all; one of that name is replaced
    #[arg(long, value_name = "FILE", conflicts_with_all = ["batch", "compare"])]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Copy the list to the clipboard, through the terminal (OSC 52; also over SSH)
    #[arg(long, conflicts_with_all = ["out", "batch", "compare"])]
    pub(in crate::cli) copy: bool,
    /// What a playlist is called
    #[arg(long, value_name = "TEXT", default_value = "Glasscrate recommendations")]
    pub(in crate::cli) title: String,
    /// Leave the reasons out of a playlist: they name what you have listened to
    #[arg(long)]
    pub(in crate::cli) no_reasons: bool,
    /// In CSV, put an apostrophe before cells that a spreadsheet would compute (those that begin with = + - @)
    #[arg(long)]
    pub(in crate::cli) for_spreadsheet: bool,
}

impl ExportArgs {
    /// The format to write in.
    pub(in crate::cli) fn chosen(&self, on_terminal: bool) -> ListFormat {
        let by_name = || self.out.as_deref().and_then(ListFormat::of_name);
        let otherwise = if self.copy {
            ListFormat::Text
        } else if on_terminal && self.out.is_none() {
            ListFormat::Table
        } else {
            ListFormat::Plain
        };
        self.format.or_else(by_name).unwrap_or(otherwise)
    }

    /// The playlist format of a list format; `None` for those that are for looking at.
    pub(in crate::cli) fn playlist_format(&self, format: ListFormat) -> Option<export::Format> {
        Some(match format {
            ListFormat::Table | ListFormat::Plain | ListFormat::Json => return None,
            ListFormat::Jspf => export::Format::Jspf,
            ListFormat::Xspf => export::Format::Xspf,
            ListFormat::M3u8 => export::Format::M3u8,
            ListFormat::Csv => export::Format::Csv { guarded: self.for_spreadsheet },
            ListFormat::Markdown => export::Format::Markdown,
            ListFormat::Text => export::Format::Text,
        })
    }
}
