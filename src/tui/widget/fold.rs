//! A window over a list whose ends are folded into one line each ("3 larger", "and 31 smaller"), so that what is shown always
//! stands for the whole.

use std::ops::Range;

/// Below this many lines there is no room for folded ends.
const FOLDED: usize = 3;

/// Which items of a list are shown on some lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fold {
    len: usize,
    lines: usize,
    start: usize,
    end: usize,
}

impl Fold {
    /// A window of so many lines that begins with an item, as far as the list allows.
    #[must_use]
    pub fn new(len: usize, lines: usize, start: usize) -> Self {
        if len <= lines {
            return Self { len, lines, start: 0, end: len };
        }
        if lines < FOLDED {
            let start = start.min(len - lines);
            return Self { len, lines, start, end: start + lines };
        }
        // One line stands for all items above, one for all below; folding a single item would save nothing.
        let start = match start {
            0 | 1 => 0,
            s => s.min(len + 1 - lines),
        };
        let room = lines - usize::from(start > 0);
        let end = if start + room >= len { len } else { start + room - 1 };
        Self { len, lines, start, end }
    }

    /// The items that are shown one by one.
    #[must_use]
    pub fn shown(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The items that the first line stands for.
    #[must_use]
    pub fn above(&self) -> Range<usize> {
        if self.lines < FOLDED { 0..0 } else { 0..self.start }
    }

    /// The items that the last line stands for.
    #[must_use]
    pub fn below(&self) -> Range<usize> {
        if self.lines < FOLDED { self.len..self.len } else { self.end..self.len }
    }

    /// The first item of the nearest window that shows an item.
    #[must_use]
    pub fn holding(self, item: usize) -> usize {
        let item = item.min(self.len.saturating_sub(1));
        if self.shown().contains(&item) || self.lines == 0 {
            return self.start;
        }
        if item < self.start {
            return Self::new(self.len, self.lines, item).start;
        }
        let back = if self.lines < FOLDED { self.lines - 1 } else { self.lines.saturating_sub(3) };
        let near = Self::new(self.len, self.lines, item.saturating_sub(back));
        if near.shown().contains(&item) { near.start } else { Self::new(self.len, self.lines, item).start }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ends_are_folded() {
        let f = Fold::new(10, 4, 0);
        assert_eq!((f.above(), f.shown(), f.below()), (0..0, 0..3, 3..10));
        let f = Fold::new(10, 4, 3);
        assert_eq!((f.above(), f.shown(), f.below()), (0..3, 3..5, 5..10));
        let f = Fold::new(10, 4, 9);
        assert_eq!((f.above(), f.shown(), f.below()), (0..7, 7..10, 10..10));
        assert_eq!(Fold::new(4, 4, 2).shown(), 0..4);
    }

    proptest! {
        #[test]
        fn every_item_is_shown_or_folded_once_and_the_lines_hold_it(
            len in 0usize..80, lines in 0usize..20, start in 0usize..90, item in 0usize..80,
        ) {
            let f = Fold::new(len, lines, start);
            if lines >= FOLDED {
                prop_assert_eq!(f.above().end, f.shown().start);
                prop_assert_eq!(f.shown().end, f.below().start);
                prop_assert_eq!(f.below().end, len);
                let used = f.shown().len() + usize::from(!f.above().is_empty()) + usize::from(!f.below().is_empty());
                prop_assert_eq!(used, lines.min(len));
            }
            if item < len && lines > 0 {
                let held = Fold::new(len, lines, f.holding(item));
                prop_assert!(held.shown().contains(&item), "{:?} does not show {}", held, item);
            }
        }
    }
}
