//! Contributions worked out in full, for people: the lines of `trace::arithmetic`, wrapped and coloured.

use std::fmt::{self, Write};

use crate::text::clean;
use crate::trace::{self, Role, arithmetic, heaviest};

use super::Tone;
use super::explain::{Drawing, Subject};

/// How far the lines below a heading stand in.
const INDENT: &str = "    ";

/// Works the largest contributions of a track out.
pub(super) fn workings(out: &mut impl Write, subject: &Subject<'_>, how: &Drawing) -> fmt::Result {
    let Subject { pack, answer, track, standing } = *subject;
    let of = trace::Subject {
        pack,
        seeds: &answer.seeds,
        prepared: answer.prepared(),
        track,
        contributions: &standing.contributions,
        heaviest: Some(heaviest(pack)),
    };
    for (n, c) in standing.contributions.iter().take(how.bars).enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        for (at, line) in arithmetic(&of, c).lines.iter().enumerate() {
            let (tone, indent) = match line.role {
                Role::Heading if at == 0 => (Some(Tone::Heading), ""),
                Role::Heading => (Some(Tone::Strong), "  "),
                Role::Text => (None, INDENT),
                Role::Formula => (Some(Tone::For), INDENT),
                Role::Holds => (Some(Tone::Good), INDENT),
                Role::Differs => (Some(Tone::Bad), INDENT),
                Role::Aside => (Some(Tone::Dim), INDENT),
            };
            let options = textwrap::Options::new(how.cells.max(20).saturating_sub(indent.len()));
            for wrapped in textwrap::wrap(&clean(&line.text), options) {
                let painted = tone.map_or_else(|| wrapped.to_string(), |t| how.paint.on(t, &wrapped));
                writeln!(out, "{indent}{painted}")?;
            }
        }
    }
    let untold = standing.contributions.len().saturating_sub(how.bars);
    if untold > 0 {
        let line = format!("and {untold} smaller contributions: --all works them out too");
        writeln!(out, "\n{}", how.paint.on(Tone::Dim, &line))?;
    }
    Ok(())
}
