//! JSPF, XSPF written as JSON: `{"playlist": {"title": …, "track": [{"creator": …, "title": …}, …]}}`.

use serde_json::Value;

use super::playlist::{Entry, Parsed};

/// Reads the text of a JSPF file. Members of another type than they should be are empty.
pub(super) fn parse(text: &str) -> Result<Parsed, String> {
    let whole: Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
    let playlist = &whole["playlist"];
    let tracks = playlist["track"].as_array().ok_or("no `track` list in its `playlist`")?;
    let entries = tracks
        .iter()
        .map(|track| Entry {
            artist: text_in(track, "creator"),
            title: text_in(track, "title"),
            names: ["identifier", "location"].iter().flat_map(|n| texts(&track[*n])).collect(),
        })
        .collect();
    Ok(Parsed { title: text_in(playlist, "title"), date: text_in(playlist, "date"), entries })
}

fn text_in(of: &Value, name: &str) -> String {
    of[name].as_str().unwrap_or_default().to_owned()
}

/// A text, or a list of texts: both are met.
fn texts(value: &Value) -> Vec<String> {
    let one = value.as_str().into_iter();
    one.chain(value.as_array().into_iter().flatten().filter_map(Value::as_str)).map(str::to_owned).collect()
}
