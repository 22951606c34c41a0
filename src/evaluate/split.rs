//! Which lists train and which test.

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::build::Corpus;

/// In which order lists stand before the last of them are held out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By date, oldest first, so that the test asks about what came later. Lists of the same date keep the order they were
    /// read in; lists without a date stand before all others.
    Time,
    /// By the first eight bytes of SHA-256(seed, place in the corpus, name), numbers as eight little-endian bytes: as good as
    /// drawn, and the same everywhere.
    Seed(u64),
}

/// Lists to train on and lists to test on, by their index in the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The first part, in the order of the corpus.
    pub train: Vec<u32>,
    /// The last share of the order, in that order.
    pub test: Vec<u32>,
    /// How many lists have no date (a date begins with four digits).
    pub undated: usize,
}

/// Why lists cannot be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SplitError {
    /// Nothing to train on, or nothing to test on.
    #[error("{0} lists are too few to hold some out")]
    TooFew(usize),
    /// By time, without times.
    #[error("no list has a date; hold lists out with --order seed")]
    Undated,
}

/// Splits: the last `share` (between 0 and 1) of the lists, rounded, at least one and not all, are held out.
pub fn split(corpus: &Corpus, order: Order, share: f64) -> Result<Split, SplitError> {
    let count = corpus.list_count();
    if count < 2 {
        return Err(SplitError::TooFew(count));
    }
    let dated: Vec<bool> = (0..count as u32).map(|l| is_date(corpus.list_date(l))).collect();
    let undated = dated.iter().filter(|d| !**d).count();
    let mut lists: Vec<u32> = (0..count as u32).collect();
    match order {
        Order::Time if undated == count => return Err(SplitError::Undated),
        // `false` comes before `true`; the sort is stable, so reading order breaks ties.
        Order::Time => lists.sort_by_key(|l| {
            let dated = dated[*l as usize];
            (dated, if dated { corpus.list_date(*l) } else { "" })
        }),
        Order::Seed(seed) => {
            lists.sort_by_cached_key(|l| (draw(seed, *l, corpus.list_name(*l)), *l));
        }
    }
    let held = ((count as f64 * share).round() as usize).clamp(1, count - 1);
    let test = lists.split_off(count - held);
    lists.sort_unstable();
    Ok(Split { train: lists, test, undated })
}

fn is_date(date: &str) -> bool {
    date.len() >= 4 && date.bytes().take(4).all(|b| b.is_ascii_digit())
}

fn draw(seed: u64, place: u32, name: &str) -> u64 {
    let mut hash = Sha256::new();
    hash.update(seed.to_le_bytes());
    hash.update(u64::from(place).to_le_bytes());
    hash.update(name.as_bytes());
    hash.finalize().iter().take(8).fold(0, |n, b| n << 8 | u64::from(*b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{CorpusBuilder, NewTrack};

    fn corpus(dates: &[&str]) -> Corpus {
        let mut b = CorpusBuilder::new();
        let track = b.track(&NewTrack { artist: "a", title: "t", ..NewTrack::default() }).unwrap();
        for d in dates {
            b.list("list", d, &[track]);
        }
        b.finish()
    }

    #[test]
    fn the_newest_are_held_out() {
        let c = corpus(&["2020-01-03", "", "2020-01-01", "soon", "2020-01-03"]);
        let s = split(&c, Order::Time, 0.4).unwrap();
        assert_eq!(s, Split { train: vec![0, 3, 4], test: vec![1, 2], undated: 2 });
        // Never none, never all.
        assert_eq!(split(&c, Order::Time, 0.01).unwrap().test, [2]);
        assert_eq!(split(&c, Order::Time, 0.99).unwrap().train.len(), 1);
    }

    #[test]
    fn what_cannot_be_split_is_refused() {
        assert_eq!(split(&corpus(&["", ""]), Order::Time, 0.5), Err(SplitError::Undated));
        assert_eq!(split(&corpus(&["2020"]), Order::Time, 0.5), Err(SplitError::TooFew(1)));
        assert!(split(&corpus(&["", ""]), Order::Seed(1), 0.5).is_ok());
    }

    #[test]
    fn seeds_draw_differently_and_each_the_same() {
        let c = corpus(&[""; 100]);
        let of = |seed| split(&c, Order::Seed(seed), 0.2).unwrap();
        assert_eq!(of(1), of(1));
        assert_ne!(of(1).test, of(2).test);
        let mut all = [of(1).train, of(1).test].concat();
        all.sort_unstable();
        assert_eq!(all, (0..100).collect::<Vec<u32>>());
    }
}
