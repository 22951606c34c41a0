//! Many small texts, or many short rows of numbers, each kind in two allocations.

use hashbrown::HashTable;
use twox_hash::XxHash3_64;

/// Texts one after another, by number from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    text: String,
    /// Where each ends, in bytes.
    ends: Vec<u64>,
}

impl Texts {
    /// From all texts in one, and where each ends.
    pub(super) fn from_parts(text: String, ends: Vec<u64>) -> Self {
        Self { text, ends }
    }

    /// All texts in one, and where each ends.
    pub(super) fn parts(&self) -> (&str, &[u64]) {
        (&self.text, &self.ends)
    }

    /// How many bytes of memory it holds.
    pub(super) fn memory(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * 8
    }

    /// Adds one at the end.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u64);
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many bytes they have together.
    #[must_use]
    pub fn size(&self) -> usize {
        self.text.len()
    }

    /// One of them.
    ///
    /// # Panics
    /// When there are not so many.
    #[must_use]
    pub fn get(&self, n: usize) -> &str {
        let begin = if n == 0 { 0 } else { self.ends[n - 1] };
        &self.text[begin as usize..self.ends[n] as usize]
    }

    /// All, in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.len()).map(|n| self.get(n))
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut all = Self::default();
        for text in texts {
            all.push(text);
        }
        all
    }
}

/// Rows of numbers one after another, by number from 0 (compressed sparse rows).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups<T> {
    items: Vec<T>,
    /// Where each ends.
    ends: Vec<u64>,
}

impl<T> Default for Groups<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Groups<T> {
    /// From all items, and where each row ends: ascending, the last at the end of the items.
    pub(super) fn from_parts(items: Vec<T>, ends: Vec<u64>) -> Self {
        Self { items, ends }
    }

    /// None yet, with room for so many rows and items.
    pub(super) fn with_capacity(rows: usize, items: usize) -> Self {
        Self { items: Vec::with_capacity(items), ends: Vec::with_capacity(rows) }
    }

    /// Adds a row at the end.
    pub fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.items.extend(row);
        self.ends.push(self.items.len() as u64);
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// One of them.
    ///
    /// # Panics
    /// When there are not so many.
    #[must_use]
    pub fn get(&self, n: usize) -> &[T] {
        let begin = if n == 0 { 0 } else { self.ends[n - 1] };
        &self.items[begin as usize..self.ends[n] as usize]
    }

    /// All rows, in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[T]> + Clone {
        (0..self.len()).map(|n| self.get(n))
    }

    /// The items of all rows, one after another.
    #[must_use]
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// Where each row ends.
    pub(super) fn ends(&self) -> &[u64] {
        &self.ends
    }

    pub(super) fn items_mut(&mut self) -> &mut [T] {
        &mut self.items
    }
}

/// Distinct texts, numbered from 0 in the order they came.
#[derive(Debug, Default)]
pub(super) struct Distinct {
    texts: Texts,
    /// Half the hash of each text, and its number: the texts themselves are looked at only where that half agrees.
    table: HashTable<(u32, u32)>,
}

/// Half a hash, and as many bits as a table asks for.
fn hash_of(text: &str) -> (u32, u64) {
    let half = XxHash3_64::oneshot(text.as_bytes()) as u32;
    (half, spread(half))
}

fn spread(half: u32) -> u64 {
    u64::from(half) << 32 | u64::from(half)
}

impl Distinct {
    /// The number of a text, and whether it is new.
    pub(super) fn number(&mut self, text: &str) -> (u32, bool) {
        if let Some(n) = self.find(text) {
            return (n, false);
        }
        let (half, hash) = hash_of(text);
        let n = self.texts.len() as u32;
        self.texts.push(text);
        self.table.insert_unique(hash, (half, n), |(half, _)| spread(*half));
        (n, true)
    }

    /// The number of a text that came before.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        let (half, hash) = hash_of(text);
        let same = |(other, n): &(u32, u32)| *other == half && self.texts.get(*n as usize) == text;
        self.table.find(hash, same).map(|(_, n)| *n)
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// How many bytes of memory it holds, about.
    pub(super) fn memory(&self) -> usize {
        self.texts.memory() + self.table.capacity() * 11
    }

    pub(super) fn into_texts(self) -> Texts {
        self.texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_come_back(texts in proptest::collection::vec("\\PC{0,8}", 0..20)) {
            let arena: Texts = texts.iter().map(String::as_str).collect();
            prop_assert_eq!(arena.iter().collect::<Vec<_>>(), texts);
        }

        #[test]
        fn rows_come_back(rows in proptest::collection::vec(proptest::collection::vec(any::<u32>(), 0..5), 0..20)) {
            let mut groups = Groups::default();
            for row in &rows {
                groups.push(row.iter().copied());
            }
            prop_assert_eq!(groups.iter().map(<[u32]>::to_vec).collect::<Vec<_>>(), rows);
        }

        #[test]
        fn each_text_has_one_number(texts in proptest::collection::vec("[ab]{0,3}", 0..60)) {
            let mut distinct = Distinct::default();
            for text in &texts {
                let known = distinct.find(text);
                let (n, new) = distinct.number(text);
                prop_assert_eq!(known, (!new).then_some(n));
                prop_assert_eq!(distinct.texts.get(n as usize), text);
            }
        }
    }
}
