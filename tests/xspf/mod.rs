//! A check of XSPF, version 1, written from its description at <https://www.xspf.org/spec>.

use roxmltree::{Document, Node};

const SPACE: &str = "http://xspf.org/ns/0/";

/// The children that an element may have, each with whether it may repeat and what it holds.
type Rules = &'static [(&'static str, bool, Holds)];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// A text without elements.
    Text,
    /// An absolute URI, or one relative to the playlist.
    Uri,
    /// A count.
    Number,
    /// What an application wants, under its URI.
    Extension,
    /// The tracks.
    Tracks,
}

const PLAYLIST: Rules = &[
    ("title", false, Holds::Text),
    ("creator", false, Holds::Text),
    ("annotation", false, Holds::Text),
    ("info", false, Holds::Uri),
    ("location", false, Holds::Uri),
    ("identifier", false, Holds::Uri),
    ("image", false, Holds::Uri),
    ("license", false, Holds::Uri),
    ("extension", true, Holds::Extension),
    ("trackList", false, Holds::Tracks),
];

const TRACK: Rules = &[
    ("location", true, Holds::Uri),
    ("identifier", true, Holds::Uri),
    ("title", false, Holds::Text),
    ("creator", false, Holds::Text),
    ("annotation", false, Holds::Text),
    ("info", false, Holds::Uri),
    ("image", false, Holds::Uri),
    ("album", false, Holds::Text),
    ("trackNum", false, Holds::Number),
    ("duration", false, Holds::Number),
    ("extension", true, Holds::Extension),
];

/// Fails with every rule that a text breaks.
pub(crate) fn assert_valid(text: &str) {
    let faults = faults(text);
    assert!(faults.is_empty(), "{faults:#?}\n{text}");
}

fn faults(text: &str) -> Vec<String> {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(e) => return vec![e.to_string()],
    };
    let (root, mut faults) = (document.root_element(), Vec::new());
    if !root.has_tag_name((SPACE, "playlist")) {
        faults.push("the root is no playlist of the name space".to_owned());
    }
    if root.attribute("version") != Some("1") {
        faults.push("the version is not 1".to_owned());
    }
    element(root, PLAYLIST, &mut faults);
    if root.children().filter(|n| n.has_tag_name((SPACE, "trackList"))).count() != 1 {
        faults.push("not one trackList".to_owned());
    }
    faults
}

fn element(of: Node<'_, '_>, rules: Rules, faults: &mut Vec<String>) {
    let mut seen: Vec<&str> = Vec::new();
    for child in of.children() {
        if !child.is_element() {
            if child.text().is_some_and(|t| !t.trim().is_empty()) {
                faults.push(format!("loose text in {}", of.tag_name().name()));
            }
            continue;
        }
        let name = child.tag_name().name();
        let rule = rules.iter().find(|(n, ..)| *n == name && child.tag_name().namespace() == Some(SPACE));
        let Some((_, repeats, holds)) = rule else {
            faults.push(format!("{name} in {}", of.tag_name().name()));
            continue;
        };
        if seen.contains(&name) && !repeats {
            faults.push(format!("{name} twice in {}", of.tag_name().name()));
        }
        seen.push(name);
        content(child, *holds, faults);
    }
}

fn content(node: Node<'_, '_>, holds: Holds, faults: &mut Vec<String>) {
    let name = node.tag_name().name();
    let text: String = node.children().filter_map(|n| n.text()).collect();
    if matches!(holds, Holds::Text | Holds::Uri | Holds::Number) && node.children().any(|n| n.is_element()) {
        faults.push(format!("an element within {name}"));
    }
    match holds {
        Holds::Text => {}
        Holds::Uri => {
            let is_plain = |c: char| c.is_ascii_graphic() && !"<>\"{}|\\^`".contains(c);
            if text.is_empty() || !text.chars().all(is_plain) {
                faults.push(format!("{name} is no URI: {text}"));
            }
        }
        Holds::Number => {
            if text.parse::<u64>().is_err() {
                faults.push(format!("{name} is no number: {text}"));
            }
        }
        Holds::Extension => {
            if !node.attribute("application").is_some_and(|a| a.contains(':') && !a.contains(' ')) {
                faults.push("an extension without its application".to_owned());
            }
            if node.children().any(|n| n.is_element() && n.tag_name().namespace() == Some(SPACE)) {
                faults.push("an element of XSPF itself within an extension".to_owned());
            }
        }
        Holds::Tracks => {
            for track in node.children().filter(Node::is_element) {
                if track.has_tag_name((SPACE, "track")) {
                    element(track, TRACK, faults);
                } else {
                    faults.push(format!("{} in trackList", track.tag_name().name()));
                }
            }
        }
    }
}

#[test]
fn the_check_would_notice() {
    let right = "<playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\"><title>a</title><trackList><track>\
                 <location>a%20b.mp3</location><title>x</title><duration>1</duration></track></trackList></playlist>";
    assert_valid(right);
    for (from, to) in [
        ("version=\"1\"", "version=\"2\""),
        ("ns/0/", "ns/1/"),
        ("<title>a</title>", "<title>a</title><title>b</title>"),
        ("a%20b.mp3", "a b.mp3"),
        ("<duration>1", "<duration>long"),
        ("<title>x</title>", "<name>x</name>"),
        ("trackList", "tracks"),
        ("</title>", ""),
    ] {
        let wrong = right.replace(from, to);
        assert!(!faults(&wrong).is_empty(), "{from}");
    }
}
