//! Tab-separated lines for scripts: one a track, no header, no colour, ASCII signs.

use std::fmt::{self, Write};

use crate::pack::{Hit, Pack};
use crate::query::Answer;
use crate::trace;

use super::Names;

/// Points as a decimal number with an ASCII minus.
#[must_use]
pub fn number(points: i64) -> String {
    trace::decimal(points).replace('−', "-")
}

/// `rank, score, artist, title` of every listed track.
pub fn recommendations(out: &mut impl Write, pack: &Pack, answer: &Answer) -> fmt::Result {
    let names = Names::new(pack);
    for (n, r) in answer.ranking.listed.iter().enumerate() {
        let (artist, title) = (names.artist_of(r.track), names.title(r.track));
        writeln!(out, "{}\t{}\t{artist}\t{title}", n + 1, number(r.score))?;
    }
    Ok(())
}

/// `artist, title, year, lists` of every track found.
pub fn hits(out: &mut impl Write, pack: &Pack, hits: &[Hit]) -> fmt::Result {
    let names = Names::new(pack);
    for h in hits {
        let year = pack.year(h.track).map(|y| y.to_string()).unwrap_or_default();
        let (artist, title) = (names.artist_of(h.track), names.title(h.track));
        writeln!(out, "{artist}\t{title}\t{year}\t{}", pack.popularity(h.track))?;
    }
    Ok(())
}
