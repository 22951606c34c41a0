//! The words of the lists' names.

use std::collections::BTreeMap;

use crate::identify::normalise::name_words;

/// Every word that stands in a list's name, folded, in byte order, with the lists that have it, ascending.
pub(super) fn words<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(String, Vec<u32>)> {
    let mut words: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (list, name) in names.enumerate() {
        for word in name_words(name) {
            let lists = words.entry(word).or_default();
            if lists.last() != Some(&(list as u32)) {
                lists.push(list as u32);
            }
        }
    }
    words.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_count_once_a_list() {
        let found = words(["Road Trip!", "trip, TRIP", "", "Été"].into_iter());
        let found: Vec<(&str, &[u32])> = found.iter().map(|(w, l)| (w.as_str(), l.as_slice())).collect();
        assert_eq!(found, [("ete", &[3][..]), ("road", &[0]), ("trip", &[0, 1])]);
    }
}
