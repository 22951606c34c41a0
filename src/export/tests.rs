//! Every format: what it says, and what a hostile pack cannot make it say.

use serde_json::Value;

use super::*;
use crate::pack::TrackId;

/// Names that mean something in one of the formats.
const HOSTILE: [&str; 12] = [
    "Roads",
    "</title><script>alert(1)</script>",
    "]]> & \"both\" 'quotes' <!-- -->",
    "=HYPERLINK(\"http://example.org\")",
    "-M-",
    "#EXTINF:1,fake",
    "**bold** [link](http://example.org) <b>x</b> `code` ![i](x)",
    "1. one\\* _two_ ~~three~~ | four",
    "a\u{fffe}b\u{ffff}c",
    "Артём — 竹内まりや 🎧",
    "&lt;&#x41;&amp;",
    "http://example.org www.example.org a@example.org",
];

fn playlist(names: &[&str]) -> Playlist {
    let track = |(n, name): (usize, &&str)| Track {
        id: TrackId(n as u32),
        rank: n + 1,
        title: (*name).to_owned(),
        artist: names[names.len() - 1 - n].to_owned(),
        year: (n % 2 == 0).then_some(1994),
        isrc: Some("GBAAA9400001".to_owned()),
        mbid: Some(if n % 2 == 0 { format!("00000000-0000-4000-8000-{n:012}") } else { "no id\"".into() }),
        uri: Some(if n % 3 == 0 { format!("spotify:track:{n:022}") } else { "no uri <".into() }),
        place: (n % 4 == 0).then(|| Place { path: format!("{name}/{n}.flac"), ms: Some(61_499) }),
        score: 1000 - n as i64,
        sentence: format!("Because you played {name}, which is in 2 lists with it."),
        reasons: vec![Reason {
            signal: "together",
            points: 1000 - n as i64,
            from: (*name).to_owned(),
            evidence: "2 lists with both".to_owned(),
        }],
    };
    Playlist {
        title: names[0].to_owned(),
        pack: "small <pack>".to_owned(),
        licence: "CC0-1.0".to_owned(),
        hash: "0123456789abcdef".to_owned(),
        scale: 6_710_886_400,
        tracks: names.iter().enumerate().map(track).collect(),
    }
}

fn text_of(format: Format, playlist: &Playlist) -> String {
    let mut out = Vec::new();
    write(format, playlist, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn jspf_holds_names_identifiers_and_reasons_to_the_letter() {
    let list = playlist(&HOSTILE);
    let json: Value = serde_json::from_str(&text_of(Format::Jspf, &list)).unwrap();
    let tracks = json["playlist"]["track"].as_array().unwrap();
    assert_eq!(tracks.len(), HOSTILE.len());
    for (line, track) in tracks.iter().zip(&list.tracks) {
        assert_eq!(
            (&line["title"], &line["creator"]),
            (&track.title.as_str().into(), &track.artist.as_str().into())
        );
        let ours = &line["extension"][EXTENSION][0];
        let points = ours["reasons"].as_array().unwrap().iter().map(|r| r["points"].as_i64().unwrap());
        assert_eq!(points.sum::<i64>(), ours["score"].as_i64().unwrap());
    }
    let page = "https://musicbrainz.org/recording/00000000-0000-4000-8000-000000000000";
    assert_eq!(tracks[0]["identifier"][0], page);
    assert_eq!(tracks[1].get("identifier"), None, "what is no identifier is left out");
    assert_eq!(json["playlist"]["extension"][jspf::OF_PLAYLIST]["public"], false);
}

#[test]
fn xspf_is_read_back_to_the_letter() {
    let list = playlist(&HOSTILE);
    let text = text_of(Format::Xspf, &list);
    let document = roxmltree::Document::parse(&text).unwrap();
    let tracks: Vec<_> = document.descendants().filter(|n| n.has_tag_name("track")).collect();
    assert_eq!(tracks.len(), HOSTILE.len());
    let readable = |text: &str| text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    for (node, track) in tracks.iter().zip(&list.tracks) {
        let child =
            |name| node.children().find(|n| n.has_tag_name(name)).and_then(|n| n.text()).unwrap_or("");
        assert_eq!(child("title"), readable(&track.title));
        assert_eq!(child("creator"), readable(&track.artist));
        let reason = node.descendants().find(|n| n.has_tag_name("reason")).unwrap();
        assert_eq!(reason.attribute("from").unwrap(), readable(&track.reasons[0].from));
        assert_eq!(reason.attribute("points").unwrap(), track.score.to_string());
    }
}

#[test]
fn m3u8_has_two_lines_a_track_and_no_name_becomes_a_command() {
    let list = playlist(&HOSTILE);
    let text = text_of(Format::M3u8, &list);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2 + 2 * HOSTILE.len());
    assert_eq!(lines[0], "#EXTM3U");
    for (pair, track) in lines[2..].chunks(2).zip(&list.tracks) {
        let shown = pair[0].strip_prefix("#EXTINF:").unwrap().split_once(',').unwrap();
        assert_eq!(shown.1, format!("{} - {}", track.artist, track.title));
        assert_eq!(shown.0, if track.place.is_some() { "61" } else { "-1" });
        assert!(!pair[1].starts_with('#'), "{}", pair[1]);
    }
    assert_eq!(lines[3], "Roads/0.flac");
    assert_eq!(lines[5], format!("{} - {}", list.tracks[1].artist, list.tracks[1].title));
}

#[test]
fn a_path_with_a_line_break_stays_one_line() {
    let mut list = playlist(&["Roads"]);
    list.tracks[0].place = Some(Place { path: "a\n#EXTINF:1,x\nb.mp3".into(), ms: None });
    assert_eq!(text_of(Format::M3u8, &list).lines().nth(3), Some("a%0A%23EXTINF%3A1%2Cx%0Ab.mp3"));
}

#[test]
fn csv_is_exact_and_guarded_only_on_request() {
    let list = playlist(&HOSTILE);
    let column = |guarded, n: usize| -> Vec<String> {
        let text = text_of(Format::Csv { guarded }, &list);
        let mut table = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(table.headers().unwrap().len(), 9);
        table.records().map(|r| r.unwrap()[n].to_owned()).collect()
    };
    assert_eq!(column(false, 2), HOSTILE);
    let guarded = column(true, 2);
    assert_eq!(guarded[3], "'=HYPERLINK(\"http://example.org\")");
    assert_eq!(guarded[4], "'-M-");
    assert_eq!(guarded[0], "Roads");
    for n in [1, 2, 4, 5, 6, 8] {
        assert!(column(true, n).iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "column {n}");
    }
}

#[test]
fn markdown_shows_names_as_they_are_and_no_markup_of_theirs() {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let list = playlist(&HOSTILE);
    let text = text_of(Format::Markdown, &list);
    let (mut items, mut shown) = (0, String::new());
    for event in Parser::new_ext(&text, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Start(Tag::Item) => {
                items += 1;
                shown.push('\n');
            }
            Event::Start(Tag::Strong | Tag::Paragraph | Tag::List(Some(1)) | Tag::Heading { .. })
            | Event::End(_) => {}
            Event::Text(t) => shown.push_str(&t),
            other => panic!("{other:?} in {text}"),
        }
    }
    assert_eq!(items, HOSTILE.len());
    for track in &list.tracks {
        assert!(shown.contains(&format!("{} by {}", track.title, track.artist)), "{shown}");
        assert!(shown.contains(&track.sentence), "{shown}");
    }
}

#[test]
fn text_is_a_line_a_track() {
    assert_eq!(text_of(Format::Text, &playlist(&["Roads"])), "Roads - Roads\n");
}

#[test]
fn without_reasons_nothing_tells_what_was_listened_to() {
    let mut list = playlist(&["Roads"]);
    list.tracks[0].sentence = "Because you played Teardrop.".into();
    list.tracks[0].reasons[0].from = "Teardrop".into();
    let list = list.without_reasons();
    for format in [Format::Jspf, Format::Xspf, Format::Csv { guarded: false }, Format::Markdown] {
        assert!(!text_of(format, &list).contains("Teardrop"), "{format:?}");
    }
    assert!(!listenbrainz::bodies(&list, false).create.to_string().contains("Teardrop"));
}

#[test]
fn listenbrainz_gets_recordings_by_the_hundred_and_reasons_in_html_it_lets_stand() {
    let names: Vec<String> = (0..450).map(|n| format!("song {n} <b>")).collect();
    let list = playlist(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let bodies = listenbrainz::bodies(&list, false);
    let count = |v: &Value| v["playlist"]["track"].as_array().unwrap().len();
    assert_eq!(count(&bodies.create), 100);
    assert_eq!(bodies.add.iter().map(count).collect::<Vec<_>>(), [100, 25]);
    assert_eq!(bodies.left_out.len(), 225);
    let playlist = &bodies.create["playlist"];
    assert_eq!(playlist["extension"][jspf::OF_PLAYLIST]["public"], false);
    let html = playlist["annotation"].as_str().unwrap();
    let tags: std::collections::BTreeSet<&str> =
        html.split('<').skip(1).filter_map(|t| t.split('>').next()).collect();
    assert_eq!(
        tags.into_iter().collect::<Vec<_>>(),
        ["/li", "/p", "/strong", "/ul", "li", "p", "strong", "ul"]
    );
}
