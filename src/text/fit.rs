//! Width in terminal cells, and cutting to it.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many terminal cells a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Cuts a text to at most `cells` cells, on a grapheme boundary, with `…` where something was cut.
#[must_use]
pub fn fit(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    if cells == 0 {
        return String::new();
    }
    let mut out = String::new();
    let mut used = 0;
    for g in text.graphemes(true) {
        let w = width(g);
        if used + w > cells - 1 {
            break;
        }
        out.push_str(g);
        used += w;
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wide_and_combined_characters_are_counted_as_shown() {
        assert_eq!(fit("竹内まりや", 7), "竹内ま…");
        assert_eq!(fit("竹内まりや", 10), "竹内まりや");
        assert_eq!(fit("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(fit("abc", 0), "");
    }

    proptest! {
        #[test]
        fn never_wider_than_asked(text in "\\PC{0,40}", cells in 0usize..40) {
            prop_assert!(width(&fit(&text, cells)) <= cells);
        }
    }
}
