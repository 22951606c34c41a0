//! `recommend --format`, `--out` and `--copy` on the real binary: what is written follows the published descriptions, and
//! nothing is written that a pack's terms forbid.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test may end so")]

mod support;
mod xspf;

use std::path::Path;

use serde_json::Value;
use support::{LISTENS, LISTS, file, run, run_with, shown, small_pack};

/// Lists whose names mean something in one format or another, with identifiers good and bad.
const HOSTILE: &str = "\
list_id,list_name,artist,title,mbid,uri
1,a,=1+1,</title>&amp;]]>,8f3471b5-7e6a-48da-86a9-c1c07a0f47ae,spotify:track:0000000000000000000001
1,a,-M-,**bold** [x](http://example.org),no id,javascript:alert(1)
1,a,#EXTINF:1,\"a \"\"quoted\"\" name\u{202e}\",,not a uri
2,a,=1+1,</title>&amp;]]>,,
2,a,-M-,**bold** [x](http://example.org),,
2,a,#EXTINF:1,\"a \"\"quoted\"\" name\u{202e}\",,
";

fn pack_of(folder: &Path, lists: &str, licence: &str) -> String {
    let lists = file(folder, "lists.csv", lists);
    let pack = shown(&folder.join("made.pack"));
    let made = run(&["pack", "build", "--from", "csv", &lists, "--out", &pack, "--licence", licence]);
    assert_eq!(made.code, 0, "{}", made.err);
    pack
}

/// The hostile tracks in a format.
fn hostile(format: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let pack = pack_of(folder.path(), HOSTILE, "CC0-1.0");
    let history = file(folder.path(), "history.csv", "artist,title\n=1+1,</title>&amp;]]>\n");
    let args = ["recommend", "--heard", "--pack", &pack, "--history", &history, "--format", format];
    let made = run(&[&args[..], &["--title", "<b>&\"\u{1b}[2J"]].concat());
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(!made.out.contains(['\u{1b}', '\u{202e}']), "{}", made.out);
    made.out
}

fn assert_jspf(text: &str) -> Value {
    let json: Value = serde_json::from_str(text).unwrap();
    let schema: Value = serde_json::from_str(include_str!("schemas/jspf.json")).unwrap();
    let schema = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let wrong: Vec<String> =
        schema.iter_errors(&json).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    json
}

#[test]
fn jspf_follows_its_schema() {
    let json = assert_jspf(&run(&["recommend", "--format", "jspf", "-n", "50"]).out);
    assert_eq!(json["playlist"]["track"].as_array().unwrap().len(), 50);
    let json = assert_jspf(&hostile("jspf"));
    let tracks = json["playlist"]["track"].as_array().unwrap();
    let known = tracks.iter().find(|t| t["creator"] == "=1+1").unwrap();
    assert_eq!(
        known["identifier"],
        serde_json::json!([
            "https://musicbrainz.org/recording/8f3471b5-7e6a-48da-86a9-c1c07a0f47ae",
            "spotify:track:0000000000000000000001"
        ])
    );
    assert!(tracks.iter().filter(|t| t["creator"] != "=1+1").all(|t| t.get("identifier").is_none()));
}

#[test]
fn the_schema_would_notice() {
    let text = run(&["recommend", "--format", "jspf", "-n", "1"]).out;
    for (from, to) in [
        ("\"title\":", "\"titel\":"),
        ("\"Glasscrate\"", "7"),
        ("urn:uuid:", "no uri "),
        ("\"public\": false", "\"public\": \"no\""),
    ] {
        let wrong = text.replace(from, to);
        assert_ne!(wrong, text, "{from}");
        assert!(std::panic::catch_unwind(|| assert_jspf(&wrong)).is_err(), "{from}");
    }
}

#[test]
fn xspf_follows_its_description() {
    xspf::assert_valid(&run(&["recommend", "--format", "xspf", "-n", "50"]).out);
    xspf::assert_valid(&hostile("xspf"));
}

#[test]
fn the_points_of_a_playlist_are_those_of_the_json() {
    let answer = run(&["recommend", "--format", "json"]).json();
    let jspf: Value = serde_json::from_str(&run(&["recommend", "--format", "jspf"]).out).unwrap();
    let ours = jspf["playlist"]["extension"].as_object().unwrap().iter();
    let (uri, about) = ours.into_iter().find(|(k, _)| k.starts_with("urn:uuid:")).unwrap();
    assert_eq!((&about[0]["hash"], &about[0]["scale"]), (&answer["hash"], &answer["scale"]));
    let listed = answer["recommendations"].as_array().unwrap();
    for (track, told) in jspf["playlist"]["track"].as_array().unwrap().iter().zip(listed) {
        let ours = &track["extension"][uri][0];
        assert_eq!((&ours["rank"], &ours["score"]), (&told["rank"], &told["score"]));
        assert_eq!(track["annotation"], told["sentence"]);
        let points =
            |v: &Value| v.as_array().unwrap().iter().map(|c| c["points"].clone()).collect::<Vec<_>>();
        assert_eq!(points(&ours["reasons"]), points(&told["contributions"]));
    }
}

#[test]
fn what_is_written_is_read_back_by_the_program() {
    let plain = run(&["recommend"]).out;
    let wanted: Vec<String> =
        plain.lines().map(|l| l.split('\t').skip(2).collect::<Vec<_>>().join(" - ")).collect();
    assert_eq!(run(&["recommend", "--format", "text"]).out.lines().collect::<Vec<_>>(), wanted);
    let folder = tempfile::tempdir().unwrap();
    for name in ["list.jspf", "list.xspf", "list.m3u8"] {
        let path = shown(&folder.path().join(name));
        assert_eq!(run(&["recommend", "--out", &path]).code, 0);
        let pack = shown(&folder.path().join(format!("{name}.pack")));
        let made =
            run(&["pack", "build", "--from", "playlists", &path, "--out", &pack, "--licence", "CC0-1.0"]);
        assert_eq!(made.code, 0, "{}", made.err);
        for line in &wanted {
            let found = run(&["explain", "--pack", &pack, line]);
            assert!(found.code == 0, "{name}: {line}: {}", found.err);
        }
    }
}

#[test]
fn a_file_s_ending_says_the_format_and_the_option_overrules_it() {
    let folder = tempfile::tempdir().unwrap();
    let written = |name: &str, more: &[&str]| {
        let path = folder.path().join(name);
        let made = run(&[&["recommend", "--out", &shown(&path)], more].concat());
        assert_eq!((made.code, made.out.as_str()), (0, ""), "{}", made.err);
        assert!(made.err.contains(name), "{}", made.err);
        std::fs::read_to_string(path).unwrap()
    };
    assert!(written("a.m3u", &[]).starts_with("#EXTM3U"));
    assert!(written("a.md", &["--title", "Rain"]).starts_with("# Rain"));
    assert!(written("a.csv", &[]).starts_with("rank,artist,title"));
    assert!(written("a.JSON", &[]).starts_with("{\"schema\""));
    assert!(written("a.xspf", &["--format", "text"]).contains(" - "));
    assert_eq!(written("a", &[]), run(&["recommend"]).out);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 6, "nothing is left beside them");
    let nowhere = run(&["recommend", "--out", &shown(&folder.path().join("no/where.csv"))]);
    assert_eq!(nowhere.code, 1);
    assert!(nowhere.err.contains("where.csv"), "{}", nowhere.err);
}

#[test]
fn reasons_stay_out_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let pack = shown(&small_pack(folder.path()));
    let history = file(folder.path(), "history.csv", LISTENS);
    for format in ["jspf", "xspf", "csv", "markdown"] {
        let args = ["recommend", "--pack", &pack, "--history", &history, "--format", format];
        assert!(run(&args).out.contains("Teardrop"), "{format}");
        let without = run(&[&args[..], &["--no-reasons"]].concat()).out;
        assert!(!without.contains("Teardrop") && without.contains("Roads"), "{format}: {without}");
    }
}

#[test]
fn cells_are_guarded_for_spreadsheets_only() {
    assert!(hostile("csv").contains(",=1+1,"));
    let folder = tempfile::tempdir().unwrap();
    let pack = pack_of(folder.path(), HOSTILE, "CC0-1.0");
    let args = ["recommend", "--pack", &pack, "--format", "csv", "--for-spreadsheet"];
    assert!(run(&args).out.contains(",'=1+1,"));
}

#[test]
fn what_terms_forbid_to_hand_on_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let pack = pack_of(folder.path(), LISTS, "LicenseRef-MPD-research");
    for format in ["jspf", "xspf", "m3u8", "csv", "markdown", "text"] {
        let refused =
            run_with(&["recommend", "--pack", &pack, "--history", "-", "--format", format], LISTENS);
        assert_eq!((refused.code, refused.out.as_str()), (3, ""), "{format}");
        assert!(refused.err.contains("LicenseRef-MPD-research") && refused.err.contains("--format table"));
    }
    let out = folder.path().join("list.xspf");
    assert_eq!(run(&["recommend", "--pack", &pack, "--out", &shown(&out)]).code, 3);
    assert!(!out.exists());
    for format in ["table", "plain", "json"] {
        assert_eq!(run(&["recommend", "--pack", &pack, "--format", format]).code, 0, "{format}");
    }
}
