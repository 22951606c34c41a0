//! `GET /search`: words and fields, ten at a time.

use serde_json::{Map, Value};

use super::super::catalogue::{self, Track};
use super::super::endpoint::Endpoint;
use super::super::http::Answer;
use super::{Call, paging};

/// What can be searched for; tracks are all that is found here.
const KINDS: [&str; 7] = ["album", "artist", "playlist", "track", "show", "episode", "audiobook"];
/// The fields that a query may name.
const FIELDS: [&str; 5] = ["album", "artist", "isrc", "track", "year"];

/// `GET /search`.
pub(super) fn search(call: &Call<'_>) -> Result<Answer, Answer> {
    let query = call.asked.asked("q").unwrap_or_default().trim();
    if query.is_empty() {
        return Err(Answer::error(400, "No search query"));
    }
    let kinds: Vec<&str> = call.asked.asked("type").unwrap_or_default().split(',').collect();
    if kinds.iter().any(|k| !KINDS.contains(k)) {
        return Err(Answer::error(400, "Bad search type field"));
    }
    let window = paging::window(call.asked, 5, 10, 1000)?;
    let terms = terms_of(query);
    let found: Vec<&Track> = catalogue::all().filter(|t| terms.iter().all(|term| term.fits(t))).collect();
    let mut body = Map::new();
    for kind in kinds {
        let items =
            if kind == "track" { found.iter().map(|t| call.bodies.track(t)).collect() } else { Vec::new() };
        let kept = [("q", query), ("type", kind)];
        body.insert(format!("{kind}s"), call.bodies.page(Endpoint::Search, "search", &kept, window, items));
    }
    Ok(Answer::json(200, &Value::Object(body)))
}

/// Words that must occur: in a field, or anywhere.
#[derive(Debug, PartialEq, Eq)]
struct Term {
    field: Option<&'static str>,
    words: String,
}

impl Term {
    fn fits(&self, track: &Track) -> bool {
        let holds = |text: &str| text.to_lowercase().contains(&self.words);
        match self.field {
            Some("album") => holds(&track.album()),
            Some("artist") => holds(track.artist),
            Some("isrc") => holds(&track.isrc()),
            Some("track") => holds(track.title),
            Some("year") => holds(&track.year.to_string()),
            _ => holds(track.title) || holds(track.artist) || holds(&track.album()),
        }
    }
}

/// Takes a query apart: `track:Zylthorpe Lantern artist:"The Brimquills" dusk`. Unquoted words after a field belong to it up
/// to the next field.
fn terms_of(query: &str) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut in_field = false;
    for word in query.split_whitespace() {
        let named = FIELDS.iter().find_map(|f| Some((*f, word.strip_prefix(f)?.strip_prefix(':')?)));
        let (field, text) = named.map_or((None, word), |(f, rest)| (Some(f), rest));
        let text = text.trim_matches('"').to_lowercase();
        match terms.last_mut() {
            Some(last) if field.is_none() && in_field => {
                last.words.push(' ');
                last.words.push_str(&text);
            }
            _ => terms.push(Term { field, words: text }),
        }
        in_field |= field.is_some();
    }
    terms.into_iter().map(|t| Term { words: t.words.trim().to_owned(), ..t }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_taken_apart() {
        let term = |field, words: &str| Term { field, words: words.to_owned() };
        assert_eq!(
            terms_of("track:Zylthorpe Lantern artist:\"The Brimquills\""),
            [term(Some("track"), "zylthorpe lantern"), term(Some("artist"), "the brimquills")]
        );
        assert_eq!(terms_of("dusk snarrow"), [term(None, "dusk"), term(None, "snarrow")]);
        assert_eq!(terms_of("isrc:ZZSTN2600003"), [term(Some("isrc"), "zzstn2600003")]);
    }
}
