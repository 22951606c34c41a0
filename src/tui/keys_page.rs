//! `docs/keys.md`, written from the action table.

use std::fmt::Write;

use super::action::{Scope, TABLE};
use super::key::shown;

/// The page of all keys, as Markdown.
#[must_use]
pub fn keys_page() -> String {
    let mut page = String::from(
        "# Keys\n\nWritten from the table of actions in `src/tui/action.rs`; a test keeps the two the same.\n\n\
         A count before a movement repeats it: `5j`. The keys `1`, `2` and `3` go to a pane, so a count that begins with one of \
         them is begun with `0`: `012j`.\n\nA filter looks for every word in title and artist. Small letters find capital \
         ones and accents are left out; a word with a capital letter asks for exactly that.\n\n`Enter` goes deeper and `Esc` back: \
         from a track to its reasons, from a reason to its arithmetic, to the lists that it rests on, to one of these lists, to any \
         track in it.\n\nThe mouse: a click selects, a click on the selected row opens it, a click on a slider puts it there, the \
         wheel scrolls what is under it.\n",
    );
    for scope in Scope::ALL {
        let _ = write!(page, "\n## {}\n\n| keys | action | what it does |\n|---|---|---|\n", scope.heading());
        for b in TABLE.iter().filter(|b| b.scope == scope) {
            let keys: Vec<String> = b.keys.iter().map(|k| format!("`{}`", shown(k))).collect();
            let _ = writeln!(page, "| {} | {} | {} |", keys.join(" "), b.name, b.doc);
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// With `GLASSCRATE_BLESS=1` in the environment the page is written anew.
    #[test]
    fn the_page_is_what_the_table_says() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md");
        if std::env::var_os("GLASSCRATE_BLESS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, keys_page()).unwrap();
        }
        let page = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(page, keys_page(), "docs/keys.md is old: run this test with GLASSCRATE_BLESS=1");
    }
}
