//! A list with a cursor, a window and a filter: what the history, the recommendations and the help have in common.
//!
//! The window keeps its place until the cursor leaves it: fewer cells change, and the eye keeps its place too.

use tui_input::{Input, InputRequest};

use super::search::{Haystack, Needle};

/// The most characters of a filter.
const FILTER_LIMIT: usize = 200;

/// Cursor, window and filter of one list. Rows are counted among those that the filter lets through.
#[derive(Debug, Clone, Default)]
pub struct ListState {
    /// The selected row.
    pub cursor: usize,
    /// The first visible row.
    pub offset: usize,
    input: Input,
    /// The items that the filter lets through, ascending; `None` without a filter.
    through: Option<Vec<u32>>,
    items: usize,
}

impl ListState {
    /// A list of so many items.
    #[must_use]
    pub fn of(items: usize) -> Self {
        Self { items, ..Self::default() }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.through.as_ref().map_or(self.items, Vec::len)
    }

    /// True when there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many items there are, filtered or not.
    #[must_use]
    pub fn items(&self) -> usize {
        self.items
    }

    /// The item on a row.
    #[must_use]
    pub fn item(&self, row: usize) -> Option<usize> {
        match &self.through {
            Some(t) => t.get(row).map(|n| *n as usize),
            None => (row < self.items).then_some(row),
        }
    }

    /// The selected item.
    #[must_use]
    pub fn selected(&self) -> Option<usize> {
        self.item(self.cursor)
    }

    /// Moves the cursor by so many rows; stops at the ends. True when it moved.
    pub fn step(&mut self, rows: isize) -> bool {
        self.go_to(self.cursor.saturating_add_signed(rows))
    }

    /// Moves the cursor to a row, or the last. True when it moved.
    pub fn go_to(&mut self, row: usize) -> bool {
        let before = self.cursor;
        self.cursor = row.min(self.len().saturating_sub(1));
        self.cursor != before
    }

    /// Selects an item, or the row nearest to where it would be.
    pub fn select(&mut self, item: usize) {
        let row = match &self.through {
            Some(t) => t.partition_point(|n| (*n as usize) < item),
            None => item,
        };
        self.go_to(row);
    }

    /// Moves the window by so many rows and takes the cursor along. True when anything moved.
    pub fn scroll(&mut self, rows: isize, height: usize) -> bool {
        let before = (self.offset, self.cursor);
        let last = self.len().saturating_sub(height);
        self.offset = self.offset.saturating_add_signed(rows).min(last);
        let end = (self.offset + height.max(1)).min(self.len()).saturating_sub(1);
        self.cursor = self.cursor.clamp(self.offset.min(end), end);
        before != (self.offset, self.cursor)
    }

    /// Brings the window to where the cursor is, moving it as little as possible.
    pub fn settle(&mut self, height: usize) {
        self.cursor = self.cursor.min(self.len().saturating_sub(1));
        if self.cursor < self.offset {
            self.offset = self.cursor;
        } else if height > 0 && self.cursor >= self.offset + height {
            self.offset = self.cursor + 1 - height;
        }
        self.offset = self.offset.min(self.len().saturating_sub(height));
    }

    /// The text of the filter.
    #[must_use]
    pub fn filter(&self) -> &str {
        self.input.value()
    }

    /// In which cell of the filter's text the cursor stands.
    #[must_use]
    pub fn filter_cursor(&self) -> usize {
        self.input.visual_cursor()
    }

    /// Changes the filter's text. True when the text is another one (the list must then be filtered again).
    pub fn edit(&mut self, request: InputRequest) -> bool {
        let inserts = matches!(request, InputRequest::InsertChar(_));
        if inserts && self.filter().chars().count() >= FILTER_LIMIT {
            return false;
        }
        self.input.handle(request).is_some_and(|change| change.value)
    }

    /// Forgets the filter's text.
    pub fn clear_filter(&mut self) {
        let item = self.selected();
        self.input.reset();
        self.through = None;
        if let Some(item) = item {
            self.select(item);
        }
    }

    /// Applies the filter to the texts of the items. The selected item stays selected where it can.
    pub fn refilter(&mut self, texts: &[Haystack]) {
        let item = self.selected();
        self.items = texts.len();
        let needle = Needle::new(self.input.value());
        self.through = (!self.input.value().trim().is_empty())
            .then(|| (0..texts.len()).filter(|n| needle.fits(&texts[*n])).map(|n| n as u32).collect());
        if let Some(item) = item {
            self.select(item);
        } else {
            self.cursor = 0;
        }
    }

    /// Gives the list another number of items; the filter is applied by [`Self::refilter`] afterwards.
    pub fn set_items(&mut self, items: usize) {
        self.items = items;
        self.through = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(n: usize) -> Vec<Haystack> {
        (0..n).map(|n| Haystack::new(&[&format!("item {n}")])).collect()
    }

    fn typed(list: &mut ListState, text: &str) {
        for c in text.chars() {
            list.edit(InputRequest::InsertChar(c));
        }
        list.refilter(&texts(list.items()));
    }

    #[test]
    fn the_window_moves_only_when_the_cursor_leaves_it() {
        let mut l = ListState::of(100);
        l.step(9);
        l.settle(10);
        assert_eq!(l.offset, 0);
        l.step(1);
        l.settle(10);
        assert_eq!(l.offset, 1);
        l.step(-5);
        l.settle(10);
        assert_eq!((l.cursor, l.offset), (5, 1));
        l.go_to(99);
        l.settle(10);
        assert_eq!(l.offset, 90);
    }

    #[test]
    fn a_filter_keeps_the_selection_where_it_can() {
        let mut l = ListState::of(100);
        l.go_to(42);
        typed(&mut l, "item 4");
        assert_eq!((l.len(), l.selected()), (19, Some(42)));
        typed(&mut l, "7");
        assert_eq!((l.len(), l.selected()), (1, Some(47)));
        l.clear_filter();
        assert_eq!((l.len(), l.selected()), (100, Some(47)));
        typed(&mut l, "nothing");
        assert_eq!((l.len(), l.selected()), (0, None));
    }

    #[test]
    fn a_filter_does_not_grow_for_ever() {
        let mut l = ListState::of(1);
        typed(&mut l, &"x".repeat(1000));
        assert_eq!(l.filter().len(), FILTER_LIMIT);
    }

    proptest! {
        #[test]
        fn the_cursor_is_in_the_window(n in 0usize..60, moves in prop::collection::vec((-30isize..30, 0usize..20, any::<bool>()), 1..20)) {
            let mut l = ListState::of(n);
            for (by, height, scroll) in moves {
                if scroll { l.scroll(by, height); } else { l.step(by); }
                l.settle(height);
                prop_assert!(l.cursor < n.max(1));
                if n > 0 && height > 0 {
                    prop_assert!((l.offset..l.offset + height).contains(&l.cursor));
                }
            }
        }
    }
}
