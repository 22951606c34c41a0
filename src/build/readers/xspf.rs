//! XSPF, the XML Shareable Playlist Format: `playlist/trackList/track` with `creator` and `title`.

use roxmltree::{Document, Node};

use super::playlist::{Entry, Parsed};

/// Reads the text of an XSPF file. A document type declaration is refused: no playlist needs entities of its own.
pub(super) fn parse(text: &str) -> Result<Parsed, String> {
    let text = text.trim_start();
    let document = Document::parse(text).map_err(|e| e.to_string())?;
    let root = document.root_element();
    if root.tag_name().name() != "playlist" {
        return Err("its root is no playlist".into());
    }
    let entries = children(root, "trackList")
        .flat_map(|list| children(list, "track"))
        .map(|track| Entry {
            artist: text_in(track, "creator"),
            title: text_in(track, "title"),
            names: children(track, "identifier")
                .chain(children(track, "location"))
                .filter_map(|n| n.text().map(|t| t.trim().to_owned()))
                .collect(),
        })
        .collect();
    Ok(Parsed { title: text_in(root, "title"), date: text_in(root, "date"), entries })
}

/// The children of that name, in whichever namespace: files often forget theirs.
fn children<'a, 'i>(of: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    of.children().filter(move |n| n.is_element() && n.tag_name().name() == name)
}

fn text_in(of: Node<'_, '_>, name: &'static str) -> String {
    children(of, name).next().and_then(|n| n.text()).unwrap_or_default().to_owned()
}
