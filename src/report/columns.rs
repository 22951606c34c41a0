//! Columns of text, aligned by the cells they take on screen.

use crate::text::{fit, width};

/// A text cut or padded to exactly so many cells.
pub(super) fn left(text: &str, cells: usize) -> String {
    let mut out = fit(text, cells);
    let used = width(&out);
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(used)));
    out
}

/// As [`left`], with the padding before the text.
pub(super) fn right(text: &str, cells: usize) -> String {
    let cut = fit(text, cells);
    let mut out = " ".repeat(cells.saturating_sub(width(&cut)));
    out.push_str(&cut);
    out
}

/// Shares `room` cells between two columns that want `a` and `b`: each gets what it wants where that fits; else the smaller
/// one keeps what it wants up to half.
pub(super) fn share(room: usize, a: usize, b: usize) -> (usize, usize) {
    if a + b <= room {
        return (a, b);
    }
    let half = room / 2;
    if a <= half {
        (a, room - a)
    } else if b <= half {
        (room - b, b)
    } else {
        (room - half, half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_are_padded_by_cells() {
        assert_eq!(left("竹内", 6), "竹内  ");
        assert_eq!(right("7", 3), "  7");
        assert_eq!(left("abcdef", 4), "abc…");
    }

    #[test]
    fn two_columns_share_what_there_is() {
        assert_eq!(share(20, 5, 9), (5, 9));
        assert_eq!(share(20, 5, 90), (5, 15));
        assert_eq!(share(20, 90, 5), (15, 5));
        assert_eq!(share(21, 90, 90), (11, 10));
    }
}
