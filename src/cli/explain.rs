//! `explain`: finds the one track that a query means, and tells why it stands where it stands.

use anyhow::anyhow;

use crate::engine::counterfactual::Effort;
use crate::history::RawListen;
use crate::identify::{Matcher, NoMatch};
use crate::pack::{Pack, TrackId, search};
use crate::policy::Use;
use crate::report::counterfactual::{self, Counterfactual};
use crate::report::explain::{BARS, Depth, Drawing, Subject, drawing, lines};
use crate::report::{Names, json, near};
use crate::text::clean;

use super::args::{DepthKind, ExplainArgs, Format, OpenArgs};
use super::choices::in_force;
use super::console::Console;
use super::context::{open, query};
use super::failure::Failure;

/// So many names are offered where a query means several tracks, or none.
const OFFERED: usize = 10;

pub(super) fn run(args: &ExplainArgs, console: &Console) -> Result<(), Failure> {
    let OpenArgs { history, pack, no_store } = &args.open;
    let mut context = open(pack.as_deref(), history, *no_store, Use::Score, console)?;
    let choices = in_force(&mut context, &args.tune.made, &args.tune.kept)?.told_to(console);
    let query = query(&args.tune, args.limit as usize, choices);
    for note in context.notes() {
        console.note(&note);
    }
    let pack = &context.listener.pack;
    let track = find(pack, &args.query.join(" "))?;
    let answer = query.ask(&context.listener);
    let standing = answer.standing(pack, track);
    if let Some(most) = args.lists {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        return super::lists_behind::behind(args, pack, track, &standing.contributions, most, console);
    }
    let told = Counterfactual {
        why_not: answer.why_not(pack, (track, &standing), Effort::THOROUGH),
        taken_away: args.take_away.then(|| answer.case(pack).take_away(track, Effort::THOROUGH)),
    };
    if args.format == Format::Json {
        return console.json(&json::explanation(pack, &query, &answer, track, &standing, &told));
    }
    let subject = Subject { pack, answer: &answer, track, standing: &standing };
    let mut text = String::new();
    if args.format == Format::Plain {
        lines(&mut text, &subject)?;
        counterfactual::lines(&mut text, &subject, &told)?;
    } else {
        let bars = if args.all { usize::MAX } else { BARS };
        let depth = match args.depth {
            DepthKind::Sentence => Depth::Sentence,
            DepthKind::Waterfall => Depth::Waterfall,
            DepthKind::Arithmetic => Depth::Arithmetic,
        };
        let how = Drawing { cells: console.cells(), paint: console.paint, bars, depth };
        drawing(&mut text, &subject, &how)?;
        if depth != Depth::Sentence {
            counterfactual::drawing(&mut text, &subject, &told, &how)?;
        }
    }
    console.write(&text)
}

/// The track that a query means.
pub(super) fn find(pack: &Pack, query: &str) -> Result<TrackId, Failure> {
    let query = clean(query);
    let names = Names::new(pack);
    let mut other = None;
    for (artist, title) in splits(&query) {
        match Matcher::new(pack).find(&RawListen::named(artist, title).track) {
            Ok((track, _)) => return Ok(track),
            Err(NoMatch::OtherVersion(track)) => other = other.or(Some(track)),
            Err(_) => {}
        }
    }
    let hits = search(pack, &query, usize::MAX);
    let best = hits.first().map(|h| h.distance);
    let equal: Vec<TrackId> = hits.iter().take_while(|h| Some(h.distance) == best).map(|h| h.track).collect();
    match equal[..] {
        [track] => Ok(track),
        [] => {
            let offered = other.map_or_else(|| near::near(pack, &query, OFFERED), |track| vec![track]);
            let what = match other {
                Some(_) => anyhow!("the {} has only another version of \"{query}\"", names.name()),
                None => anyhow!("the {} knows no \"{query}\"{}", names.name(), hint(&offered)),
            };
            Err(Failure::from(what).with(exact(names, &offered)))
        }
        _ => {
            let what = anyhow!(
                "\"{query}\" can be any of {} tracks; name one exactly, as in `glasscrate explain {}`",
                equal.len(),
                quoted(&names.full(equal[0]))
            );
            let mut told = exact(names, &equal[..equal.len().min(OFFERED)]);
            if equal.len() > OFFERED {
                told.push(format!("  and {} more", equal.len() - OFFERED));
            }
            Err(Failure::wrong_use(what).with(told))
        }
    }
}

/// "Artist - Title" at every dash: artists and titles may hold dashes of their own.
fn splits(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query
        .match_indices(" - ")
        .map(|(at, dash)| (query[..at].trim(), query[at + dash.len()..].trim()))
        .filter(|(artist, title)| !artist.is_empty() && !title.is_empty())
}

fn hint(offered: &[TrackId]) -> &'static str {
    if offered.is_empty() {
        "; `glasscrate pack search WORDS` finds tracks by a part of their name"
    } else {
        "; near names:"
    }
}

fn exact(names: Names<'_>, tracks: &[TrackId]) -> Vec<String> {
    tracks.iter().map(|t| format!("  {}", names.full(*t))).collect()
}

/// For a shell: in double quotes, with what they do not protect escaped.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if matches!(c, '"' | '\\' | '$' | '`') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dash_may_be_the_one() {
        let all: Vec<_> = splits("A - B - C").collect();
        assert_eq!(all, [("A", "B - C"), ("A - B", "C")]);
        assert_eq!(splits("Jay-Z").count(), 0);
        assert_eq!(splits(" - x").count(), 0);
    }

    #[test]
    fn a_shell_reads_back_what_is_quoted() {
        assert_eq!(quoted("Ke$ha - \"x\""), "\"Ke\\$ha - \\\"x\\\"\"");
    }
}
