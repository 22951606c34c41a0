//! The filter of a list: which rows hold every word that was typed. Smart case: a capital letter asks for exact case.

use crate::identify::normalise::fold;

/// The text of one row that a filter looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Haystack {
    exact: String,
    folded: String,
}

impl Haystack {
    /// Of the fields of a row.
    #[must_use]
    pub fn new(fields: &[&str]) -> Self {
        let exact = fields.join("\n");
        let folded: Vec<String> = fields.iter().map(|f| fold_quick(f)).collect();
        Self { exact, folded: folded.join("\n") }
    }
}

/// What was typed, ready to be looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    words: Vec<String>,
    exact: bool,
}

impl Needle {
    /// Reads what was typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let exact = typed.chars().any(char::is_uppercase);
        let words = typed.split_whitespace().map(|w| if exact { w.to_owned() } else { fold_quick(w) });
        Self { words: words.collect(), exact }
    }

    /// True when every word is found.
    #[must_use]
    pub fn fits(&self, hay: &Haystack) -> bool {
        let text = if self.exact { &hay.exact } else { &hay.folded };
        self.words.iter().all(|w| text.contains(w.as_str()))
    }
}

/// As [`fold`], without its allocations where a name is plain ASCII: a long history is folded in one key press.
fn fold_quick(name: &str) -> String {
    if name.is_ascii() && !name.contains('&') {
        let quick: String =
            name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        if !quick.is_empty() {
            return quick;
        }
    }
    fold(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_case_and_accents() {
        let hay = Haystack::new(&["Jóga", "Björk"]);
        for (typed, fits) in [
            ("", true),
            ("joga", true),
            ("bjork jo", true),
            ("jogabjork", false),
            ("Jóga", true),
            ("Joga", false),
            ("BJÖRK", false),
            ("tricky", false),
        ] {
            assert_eq!(Needle::new(typed).fits(&hay), fits, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn the_quick_way_is_the_same(name in "[ -~]{0,20}") {
            prop_assert_eq!(fold_quick(&name), fold(&name));
        }
    }
}
