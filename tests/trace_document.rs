//! Traces hold what they say: real ones satisfy the schema and replay without a difference; of a damaged one every changed number
//! and name is found and named.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod world;

use std::sync::Arc;

use glasscrate::build::starter_pack;
use glasscrate::engine::SignalKind;
use glasscrate::history::SourceKind;
use glasscrate::pack::Pack;
use glasscrate::query::Query;
use glasscrate::trace::document::{Document, ReadError};
use glasscrate::trace::replay::{Differences, again, inside};
use serde_json::{Value, json};

use world::{HEARD, everything, listener, partly, small, trace_of};

fn schema() -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/trace.schema.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn validator() -> jsonschema::Validator {
    jsonschema::validator_for(&schema()).unwrap()
}

fn assert_valid(validator: &jsonschema::Validator, bytes: &[u8]) {
    let document: Value = serde_json::from_slice(bytes).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(&document).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

/// A small document with every signal, and its pack.
fn whole() -> (Arc<Pack>, Vec<u8>) {
    let pack = Arc::new(small());
    let bytes = trace_of(&listener(&pack, &HEARD), &everything(), &[]);
    (pack, bytes)
}

/// Every object of a schema says whether it lets unknown fields in, and describes its fields.
fn describes(value: &Value, path: &str) {
    let Some(object) = value.as_object() else {
        if let Some(all) = value.as_array() {
            all.iter().enumerate().for_each(|(n, v)| describes(v, &format!("{path}/{n}")));
        }
        return;
    };
    if let Some(properties) = object.get("properties").and_then(Value::as_object) {
        assert!(object.contains_key("additionalProperties"), "{path} lets unknown fields in");
        for (name, property) in properties {
            let told = ["description", "$ref", "const", "enum"].iter().any(|k| property.get(k).is_some());
            assert!(told, "{path}/{name} is not described");
        }
    }
    object.iter().for_each(|(k, v)| describes(v, &format!("{path}/{k}")));
}

#[test]
fn the_schema_is_one_and_leaves_nothing_undocumented() {
    let schema = schema();
    assert!(jsonschema::meta::is_valid(&schema));
    describes(&schema, "");
}

#[test]
fn real_documents_satisfy_the_schema() {
    let validator = validator();
    let (pack, bytes) = whole();
    assert_valid(&validator, &bytes);
    let document = Document::read(&bytes).unwrap();
    let spoken: std::collections::BTreeSet<SignalKind> =
        document.listed.iter().flat_map(|l| &l.contributions).map(|c| c.signal).collect();
    assert_eq!(spoken.len(), SignalKind::ALL.len(), "only {spoken:?}");
    assert_valid(&validator, &trace_of(&listener(&pack, &[]), &Query { limit: 3, ..Query::default() }, &[]));
    let starter = Arc::new(starter_pack().unwrap());
    for query in [Query { limit: 20, ..Query::default() }, Query { limit: 30, ..everything() }] {
        let listener = listener(&starter, &HEARD);
        for withheld in [&[][..], &[SourceKind::Csv]] {
            assert_valid(&validator, &trace_of(&listener, &query, withheld));
        }
    }
}

#[test]
fn the_schema_refuses_what_is_damaged() {
    let validator = validator();
    let (_, bytes) = whole();
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    let damaged = |path: &str, value: Value| {
        let mut copy = document.clone();
        *copy.pointer_mut(path).unwrap_or_else(|| panic!("no {path}")) = value;
        assert!(!validator.is_valid(&copy), "{path} may be anything");
    };
    damaged("/schema", json!("glasscrate/trace/2"));
    damaged("/scale", json!(65536));
    damaged("/settings/limit", json!(0));
    damaged("/settings/mixer/tags", json!(1601));
    damaged("/settings/mix/0/0", json!("nothing"));
    damaged("/pack/digest", json!("sha256:12"));
    damaged("/hash", json!(12));
    damaged("/seeds/tracks/0/weight", json!(2048));
    damaged("/seeds/tracks/0/weight", json!(0.5));
    damaged("/seeds/tracks/0/listens/0", json!([1, 2, 3]));
    damaged("/listed/0/rank", json!("1"));
    damaged("/listed/0/contributions/0/signal", json!("magic"));
    damaged("/listed/0/contributions/0/factors", json!([1, 2]));
    damaged("/checks/~1settings", json!("zz"));
    let mut more = document.clone();
    more["listed"][0]["why"] = json!("because");
    assert!(!validator.is_valid(&more), "unknown fields are let in");
    for name in document.as_object().unwrap().keys() {
        let mut less = document.clone();
        less.as_object_mut().unwrap().remove(name);
        assert!(!validator.is_valid(&less), "{name} may be left out");
    }
}

#[test]
fn a_trace_replays_without_a_difference() {
    let starter = Arc::new(starter_pack().unwrap());
    let (small, _) = whole();
    for pack in [starter, small] {
        for query in [Query { limit: 40, ..Query::default() }, everything(), partly()] {
            let bytes = trace_of(&listener(&pack, &HEARD), &query, &[]);
            let found = replayed(&bytes, &pack);
            assert!(found.count() == 0, "{:#?}", found.told());
            assert!(found.compared() > 100);
        }
    }
}

/// Everything that a replay finds: within the document, and against the pack.
fn replayed(bytes: &[u8], pack: &Pack) -> Differences {
    let document = Document::read(bytes).unwrap();
    let found = inside(&document).unwrap();
    assert!(found.count() == 0, "{:#?}", found.told());
    again(bytes, &document, pack, true).unwrap()
}

/// Every number, name and yes or no of a document, by its path.
fn leaves(value: &Value, path: &str, out: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(all) => all.iter().for_each(|(k, v)| {
            leaves(v, &format!("{path}/{}", k.replace('~', "~0").replace('/', "~1")), out);
        }),
        Value::Array(all) => {
            all.iter().enumerate().for_each(|(n, v)| leaves(v, &format!("{path}/{n}"), out));
        }
        leaf => out.push((path.to_owned(), leaf.clone())),
    }
}

/// Other values for a leaf: the next number, another name, the other signal.
fn changed(path: &str, value: &Value) -> Vec<Value> {
    match value {
        Value::Number(n) => {
            let n = n.as_i64().unwrap();
            let mut all = vec![json!(n.wrapping_add(1))];
            // One digit changed, in the middle of it.
            let digits = n.unsigned_abs().to_string();
            let at = digits.len() / 2;
            let digit = if &digits[at..=at] == "7" { "3" } else { "7" };
            let other = format!("{}{digit}{}", &digits[..at], &digits[at + 1..]);
            all.extend(other.parse::<i64>().map(|n| json!(n)));
            all
        }
        Value::Bool(b) => vec![json!(!b)],
        Value::String(s) if path.ends_with("/signal") => {
            vec![json!(if s == "tags" { "together" } else { "tags" }), json!("nothing")]
        }
        Value::String(s) => vec![json!(format!("{s}x")), json!("")],
        Value::Null => vec![json!(1)],
        Value::Array(_) | Value::Object(_) => unreachable!(),
    }
}

/// The paths that a replay names, or that reading names.
enum Named {
    Refused(ReadError),
    Found(Vec<String>),
}

fn named(bytes: &[u8], pack: &Pack) -> Named {
    let document = match Document::read(bytes) {
        Ok(document) => document,
        Err(refused) => return Named::Refused(refused),
    };
    let within = inside(&document).unwrap();
    let computed = again(bytes, &document, pack, true).unwrap();
    Named::Found(within.paths().chain(computed.paths()).map(str::to_owned).collect())
}

/// True when `named` is the path, or a part that it lies in.
fn covers(named: &str, path: &str) -> bool {
    !named.is_empty() && path.strip_prefix(named).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[test]
fn every_changed_number_and_name_is_found_and_named() {
    let (pack, bytes) = whole();
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    let mut all = Vec::new();
    leaves(&document, "", &mut all);
    assert!(all.len() > 300, "{}", all.len());
    let mut missed = Vec::new();
    for (path, value) in &all {
        // A digest stands under the path of the part that it is of.
        let part = path.strip_prefix("/checks/").map(|key| key.replace("~1", "/").replace("~0", "~"));
        for other in changed(path, value) {
            if other == *value {
                continue;
            }
            let mut copy = document.clone();
            *copy.pointer_mut(path).unwrap() = other.clone();
            let found = match named(&serde_json::to_vec(&copy).unwrap(), &pack) {
                Named::Refused(e) => covers(&e.path, path),
                Named::Found(paths) => {
                    paths.iter().any(|p| covers(p, path) || part.as_deref().is_some_and(|part| p == part))
                }
            };
            if !found {
                missed.push(format!("{path}: {value} as {other}"));
            }
        }
    }
    assert!(missed.is_empty(), "{} of {}: {missed:#?}", missed.len(), all.len());
}

/// The paths of all keys and elements.
fn collect(value: &Value, path: &str, out: &mut Vec<String>) {
    match value {
        Value::Object(all) => all.iter().for_each(|(k, v)| {
            let path = format!("{path}/{}", k.replace('~', "~0").replace('/', "~1"));
            out.push(path.clone());
            collect(v, &path, out);
        }),
        Value::Array(all) => all.iter().enumerate().for_each(|(n, v)| {
            out.push(format!("{path}/{n}"));
            collect(v, &format!("{path}/{n}"), out);
        }),
        _ => {}
    }
}

#[test]
fn everything_that_is_left_out_or_added_is_found() {
    let (pack, bytes) = whole();
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    let mut parts = Vec::new();
    collect(&document, "", &mut parts);
    for path in &parts {
        let (parent, last) = path.rsplit_once('/').unwrap();
        let mut copy = document.clone();
        match copy.pointer_mut(parent).unwrap() {
            Value::Object(all) => drop(all.remove(&last.replace("~1", "/").replace("~0", "~"))),
            Value::Array(all) => drop(all.remove(last.parse().unwrap())),
            _ => unreachable!(),
        }
        match named(&serde_json::to_vec(&copy).unwrap(), &pack) {
            Named::Refused(e) => assert!(!e.reason.is_empty()),
            Named::Found(paths) => assert!(!paths.is_empty(), "{path} can be left out"),
        }
    }
    for (path, more) in [
        ("", "extra"),
        ("/settings", "extra"),
        ("/listed/0", "extra"),
        ("/listed/0/contributions/0", "lists2"),
    ] {
        let mut copy = document.clone();
        copy.pointer_mut(path).unwrap()[more] = json!(1);
        let Named::Refused(e) = named(&serde_json::to_vec(&copy).unwrap(), &pack) else {
            panic!("{path}/{more} is let in");
        };
        assert!(e.path.starts_with(path) && e.reason.contains(more), "{e}");
    }
}

#[test]
fn what_is_no_trace_is_refused_with_its_place() {
    let read = |text: &str| Document::read(text.as_bytes()).unwrap_err();
    assert!(read("").reason.contains("EOF"));
    assert!(read("{}").reason.contains("schema"));
    assert!(read("[1,2]").reason.contains("not JSON as traces are"));
    assert_eq!(read("{\"schema\":\"glasscrate/trace/9\"}").path, "/schema");
    for end in ["", "]"] {
        let nested = format!("{}{}", "[".repeat(100_000), end.repeat(100_000));
        let deep = format!("{{\"schema\":\"glasscrate/trace/1\",\"listed\":{nested}}}");
        assert!(!read(&deep).reason.is_empty());
    }
    let (_, bytes) = whole();
    let text = String::from_utf8(bytes).unwrap();
    for cut in (0..text.len()).step_by(97).filter(|at| text.is_char_boundary(*at)) {
        assert!(Document::read(&text.as_bytes()[..cut]).is_err(), "cut at {cut}");
    }
    let wrong = text.replacen("\"rank\":1,", "\"rank\":-1,", 1);
    let e = read(&wrong);
    assert_eq!(e.path, "/listed/0/rank");
    assert!(e.to_string().contains("line 1 column"), "{e}");
    assert!(read(&text.replacen("\"limit\":5", "\"limit\":4000000000", 1)).path == "/settings/limit");
    assert!(read(&format!("{text} x")).reason.contains("trailing"));
}

#[test]
fn a_hostile_document_neither_panics_nor_runs_away() {
    let (pack, bytes) = whole();
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    let mut all = Vec::new();
    leaves(&document, "", &mut all);
    let extremes = [json!(0), json!(u32::MAX), json!(i64::MAX), json!(i64::MIN), json!(-1), json!(65_535)];
    for (path, _) in all.iter().filter(|(_, v)| v.is_number()) {
        for extreme in &extremes {
            let mut copy = document.clone();
            *copy.pointer_mut(path).unwrap() = extreme.clone();
            match named(&serde_json::to_vec(&copy).unwrap(), &pack) {
                Named::Refused(e) => assert!(!e.path.is_empty(), "{path}: {e}"),
                Named::Found(_) => {}
            }
        }
    }
}

#[test]
fn a_trace_that_withholds_its_seeds_tells_none_of_them() {
    let pack = Arc::new(starter_pack().unwrap());
    let heard: Vec<world::Heard<'_>> = HEARD.to_vec();
    let listener = listener(&pack, &heard);
    for query in [Query { limit: 30, ..Query::default() }, everything()] {
        let open = trace_of(&listener, &query, &[]);
        let bytes = trace_of(&listener, &query, &[SourceKind::Csv]);
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.len() < open.len());
        let document = Document::read(&bytes).unwrap();
        let withheld = document.withheld.clone().unwrap();
        assert!(withheld.reason.contains("CSV table"), "{}", withheld.reason);
        // No title that was heard, no time, no name of a file; artists only where a listed track is by them.
        for (_, title, days, _) in HEARD {
            assert!(!text.contains(title), "{title}");
            assert!(!text.contains(&(1_700_000_000 - days * 86_400).to_string()), "a time is told");
        }
        assert!(
            !text.contains("listens.csv")
                && !text.contains("Unknown to the Pack")
                && !text.contains("Nobody")
        );
        let heard_rows: Vec<u32> = query.ask(&listener).seeds.tracks.iter().map(|s| s.track.0).collect();
        assert!(document.tracks.iter().all(|t| !heard_rows.contains(&t.row)));
        assert!(document.lists.is_empty() || !query.phrase.is_empty());
        for c in document.listed.iter().flat_map(|l| &l.contributions) {
            assert!(c.companion.is_none() && c.parts.is_empty() && c.tags.is_empty() && c.plays.is_none());
            assert!(c.list_rows.is_empty() || c.signal == SignalKind::ListName);
        }
        // Sums, products and digests hold, and a changed number is still found.
        assert!(inside(&document).unwrap().is_empty(), "{:?}", inside(&document).unwrap().told());
        let mut value: Value = serde_json::from_slice(&bytes).unwrap();
        let points = value["listed"][0]["contributions"][0]["points"].as_i64().unwrap();
        value["listed"][0]["contributions"][0]["points"] = json!(points + 1);
        let found = inside(&Document::read(&serde_json::to_vec(&value).unwrap()).unwrap()).unwrap();
        assert!(found.names("/listed/0/contributions/0/points") && found.names("/listed/0/score"));
        let mut value: Value = serde_json::from_slice(&bytes).unwrap();
        value["seeds"]["tracks"][0]["place"] = json!(99);
        let found = inside(&Document::read(&serde_json::to_vec(&value).unwrap()).unwrap()).unwrap();
        assert!(found.names("/seeds/tracks/0"));
    }
}
