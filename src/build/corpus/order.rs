//! Catalogue order, and the order of lists.

use rayon::prelude::*;

use super::arena::{Groups, Texts};
use crate::pack::is_date;

/// The order of lists: the dated ones oldest first, then those without a date, which count as newest; lists of one date, and
/// those without one, as they were read. `dates` are in reading order.
pub(super) fn by_date<'a>(dates: impl Iterator<Item = &'a str>) -> Vec<u32> {
    let dates: Vec<Option<&str>> = dates.map(|d| Some(d).filter(|d| is_date(d))).collect();
    let mut order: Vec<u32> = (0..dates.len() as u32).collect();
    // Stable.
    order.sort_by_key(|l| (dates[*l as usize].is_none(), dates[*l as usize]));
    order
}

/// Catalogue order of some tracks: in most lists first, then by key, then by URI, then as they stood.
pub(super) fn catalogue<'a>(
    mut tracks: Vec<u32>,
    used: &[u32],
    key: impl Fn(u32) -> &'a str + Sync,
    uri: impl Fn(u32) -> &'a str + Sync,
) -> Vec<u32> {
    tracks.par_sort_unstable_by(|a, b| {
        let by_use = used[*b as usize].cmp(&used[*a as usize]);
        by_use.then_with(|| key(*a).cmp(key(*b))).then_with(|| uri(*a).cmp(uri(*b))).then(a.cmp(b))
    });
    tracks
}

/// In how many of the lists each track stands.
pub(super) fn uses<'a>(lists: impl Iterator<Item = &'a [u32]>, tracks: usize) -> Vec<u32> {
    let mut used = vec![0u32; tracks];
    for t in lists.flatten() {
        used[*t as usize] += 1;
    }
    used
}

/// The lists that hold each track, ascending, from the tracks of each list.
pub(super) fn postings(lists: &Groups<u32>, tracks: usize) -> Groups<u32> {
    // Where the next list of each track goes; afterwards, where its lists end.
    let mut next = vec![0u64; tracks];
    for t in lists.items() {
        next[*t as usize] += 1;
    }
    let mut before = 0;
    for n in &mut next {
        before += std::mem::replace(n, before);
    }
    let mut items = vec![0u32; lists.items().len()];
    for (l, tracks) in lists.iter().enumerate() {
        for t in tracks {
            let at = &mut next[*t as usize];
            items[*at as usize] = l as u32;
            *at += 1;
        }
    }
    Groups::from_parts(items, next)
}

/// Texts in another order.
pub(super) fn rearranged(texts: &Texts, order: &[u32]) -> Texts {
    order.iter().map(|n| texts.get(*n as usize)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_without_a_date_count_as_newest() {
        let dates = ["2020-01-03", "", "2020-01-01", "soon", "2020-01-03", "1999"];
        assert_eq!(by_date(dates.into_iter()), [5, 2, 0, 4, 1, 3]);
    }

    #[test]
    fn postings_turn_lists_around() {
        let mut lists = Groups::default();
        for l in [&[2, 0][..], &[], &[0, 1, 2], &[2]] {
            lists.push(l.iter().copied());
        }
        let postings = postings(&lists, 4);
        assert_eq!(postings.iter().collect::<Vec<_>>(), [&[0, 2][..], &[2], &[0, 2, 3], &[]]);
    }

    #[test]
    fn ties_break_by_key_then_by_uri() {
        let (keys, uris) = (["b", "a", "a", "c"], ["", "2", "1", ""]);
        let order = catalogue((0..4).collect(), &[1, 1, 1, 2], |t| keys[t as usize], |t| uris[t as usize]);
        assert_eq!(order, [3, 2, 1, 0]);
    }
}
