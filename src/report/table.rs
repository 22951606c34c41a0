//! Tables for people, fitted to the width of the terminal.

use std::fmt::{self, Write};

use crate::pack::{Hit, Pack, TrackId};
use crate::query::{Answer, Listener};
use crate::text::width;
use crate::trace;

use super::columns::{left, right, share};
use super::{Names, Paint, Tone};

/// From this width on there is room for the sentence beside the names.
const WITH_REASONS: usize = 110;

/// Stands before the title of what the person owns.
const OWNED: char = '♪';

/// The listed tracks: rank, title, artist, score, and why where there is room. Those the person owns are marked.
pub fn recommendations(
    out: &mut impl Write,
    listener: &Listener,
    answer: &Answer,
    is_owned: &dyn Fn(TrackId) -> bool,
    cells: usize,
    paint: Paint,
) -> fmt::Result {
    let names = Names::new(&listener.pack);
    let listed = &answer.ranking.listed;
    let title = |track| {
        let title = names.title(track);
        if is_owned(track) { format!("{OWNED} {title}").into() } else { title }
    };
    let titles: Vec<_> = listed.iter().map(|r| title(r.track)).collect();
    let artists: Vec<_> = listed.iter().map(|r| names.artist_of(r.track)).collect();
    let scores: Vec<_> = listed.iter().map(|r| trace::decimal(r.score)).collect();
    let rank_cells = listed.len().to_string().len().max(2);
    let score_cells = widest(scores.iter().map(String::as_str), "score");
    let gaps = 6;
    let names_room = cells.saturating_sub(rank_cells + score_cells + gaps);
    let reasons = cells >= WITH_REASONS;
    let names_room = if reasons { names_room.min(52) } else { names_room };
    let (title_cells, artist_cells) = share(
        names_room,
        widest(titles.iter().map(AsRef::as_ref), "title"),
        widest(artists.iter().map(AsRef::as_ref), "artist"),
    );
    let reason_cells = cells.saturating_sub(rank_cells + title_cells + artist_cells + score_cells + gaps + 2);
    let heading = format!(
        "{}  {}  {}  {}{}",
        right("#", rank_cells),
        left("title", title_cells),
        left("artist", artist_cells),
        right("score", score_cells),
        if reasons { "  why" } else { "" },
    );
    writeln!(out, "{}", paint.on(Tone::Dim, &heading))?;
    for (n, r) in listed.iter().enumerate() {
        let tone = if r.score < 0 { Tone::Against } else { Tone::For };
        write!(
            out,
            "{}  {}  {}  {}",
            paint.on(Tone::Dim, &right(&(n + 1).to_string(), rank_cells)),
            paint.on(Tone::Strong, &left(&titles[n], title_cells)),
            left(&artists[n], artist_cells),
            paint.on(tone, &right(&scores[n], score_cells)),
        )?;
        if reasons {
            let sentence = names.sentence(&answer.contributions(&listener.pack, r));
            write!(out, "  {}", paint.on(Tone::Dim, &crate::text::fit(&sentence, reason_cells)))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Tracks found by name.
pub fn hits(out: &mut impl Write, pack: &Pack, hits: &[Hit], cells: usize, paint: Paint) -> fmt::Result {
    let names = Names::new(pack);
    let titles: Vec<_> = hits.iter().map(|h| names.title(h.track)).collect();
    let artists: Vec<_> = hits.iter().map(|h| names.artist_of(h.track)).collect();
    let (title_cells, artist_cells) = share(
        cells.saturating_sub(18),
        widest(titles.iter().map(AsRef::as_ref), "title"),
        widest(artists.iter().map(AsRef::as_ref), "artist"),
    );
    let heading = format!("{}  {}  year  lists", left("title", title_cells), left("artist", artist_cells));
    writeln!(out, "{}", paint.on(Tone::Dim, &heading))?;
    for (n, h) in hits.iter().enumerate() {
        let year = pack.year(h.track).map(|y| y.to_string()).unwrap_or_default();
        writeln!(
            out,
            "{}  {}  {}  {}",
            paint.on(Tone::Strong, &left(&titles[n], title_cells)),
            left(&artists[n], artist_cells),
            right(&year, 4),
            right(&pack.popularity(h.track).to_string(), 5),
        )?;
    }
    Ok(())
}

fn widest<'a>(texts: impl Iterator<Item = &'a str>, heading: &str) -> usize {
    texts.map(width).chain([width(heading)]).max().unwrap_or(0)
}
