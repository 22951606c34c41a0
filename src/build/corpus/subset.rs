//! A corpus of some of the lists of another one, as if only they had been read.

use rayon::prelude::*;

use super::arena::{Groups, Texts};
use super::builder::name_key;
use super::finished::Corpus;
use super::order::{by_date, catalogue, postings, rearranged, uses};

impl Corpus {
    /// The corpus of some lists alone, read in the order given, and the place of each track of this corpus in it: `None` for
    /// those that stand in none of the lists. Both orders are made anew from these lists, so nothing of the others shows in
    /// it; names, years, tags and identifiers of a track stay what all rows together said.
    ///
    /// # Panics
    /// When a list is not of this corpus.
    #[must_use]
    pub fn subset(&self, lists: &[u32]) -> (Self, Vec<Option<u32>>) {
        let used = uses(lists.iter().map(|l| self.list_tracks(*l)), self.track_count());
        let held: Vec<u32> = (0..self.track_count() as u32).filter(|t| used[*t as usize] > 0).collect();
        let key = |t: &u32| name_key(self.artist_name(self.artist(*t)), self.title(*t));
        let mut keys: Vec<String> = vec![String::new(); self.track_count()];
        keys.par_iter_mut().zip(0..self.track_count() as u32).for_each(|(k, t)| {
            if used[t as usize] > 0 {
                *k = key(&t);
            }
        });
        let order = catalogue(held, &used, |t| keys[t as usize].as_str(), |t| self.uri(t));
        drop((keys, used));
        let mut place = vec![None; self.track_count()];
        for (n, t) in order.iter().enumerate() {
            place[*t as usize] = Some(n as u32);
        }
        let list_order: Vec<u32> = by_date(lists.iter().map(|l| self.list_date(*l)))
            .into_iter()
            .map(|n| lists[n as usize])
            .collect();
        let mut own = Groups::default();
        for l in &list_order {
            own.push(self.list_tracks(*l).iter().filter_map(|t| place[*t as usize]));
        }
        let (artists, artist) = self.artists_of(&order);
        let (tags, tags_of) = self.tags_in(&order);
        let part = Self {
            joined_by: self.joined_by,
            artists,
            tags,
            artist,
            titles: rearranged(&self.titles, &order),
            years: order.iter().map(|t| self.year(*t)).collect(),
            tags_of,
            isrcs: rearranged(&self.isrcs, &order),
            mbids: rearranged(&self.mbids, &order),
            uris: rearranged(&self.uris, &order),
            list_names: rearranged(&self.list_names, &list_order),
            list_dates: rearranged(&self.list_dates, &list_order),
            postings: postings(&own, order.len()),
            lists: own,
        };
        (part, place)
    }

    /// The artists of some tracks in order of their first, and that of each.
    fn artists_of(&self, order: &[u32]) -> (Texts, Vec<u32>) {
        let mut place: Vec<Option<u32>> = vec![None; self.artists.len()];
        let mut artists = Texts::default();
        let of_track = order
            .iter()
            .map(|t| {
                let artist = self.artist(*t);
                *place[artist as usize].get_or_insert_with(|| {
                    artists.push(self.artist_name(artist));
                    artists.len() as u32 - 1
                })
            })
            .collect();
        (artists, of_track)
    }

    /// The tags of some tracks, and those of each.
    fn tags_in(&self, order: &[u32]) -> (Texts, Groups<u8>) {
        let mut used = vec![false; self.tags.len()];
        for g in order.iter().flat_map(|t| self.tags_of(*t)) {
            used[usize::from(*g)] = true;
        }
        let (mut place, mut tags) = (vec![0u8; self.tags.len()], Texts::default());
        for (n, name) in self.tags.iter().enumerate().filter(|(n, _)| used[*n]) {
            place[n] = tags.len() as u8;
            tags.push(name);
        }
        let mut groups = Groups::default();
        for t in order {
            groups.push(self.tags_of(*t).iter().map(|g| place[usize::from(*g)]));
        }
        (tags, groups)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CorpusBuilder, NewTrack};
    use super::*;

    const LISTS: [&[(&str, &str, &str)]; 3] = [
        &[("Zero 7", "Destiny", "calm"), ("Air", "La femme d'argent", "french"), ("Air", "Sexy Boy", "pop")],
        &[("Zero 7", "Destiny", "calm"), ("Air", "Sexy Boy", "pop")],
        &[("Moloko", "Sing It Back", "dance"), ("Zero 7", "Destiny", "calm")],
    ];

    fn of(lists: &[usize]) -> Corpus {
        let mut builder = CorpusBuilder::new();
        for l in lists {
            let tracks: Vec<_> = LISTS[*l]
                .iter()
                .filter_map(|(artist, title, tag)| {
                    builder.track(&NewTrack { artist, title, tags: vec![tag], ..NewTrack::default() })
                })
                .collect();
            builder.list("", "2020-01-01", &tracks);
        }
        builder.finish()
    }

    #[test]
    fn a_part_is_what_reading_only_it_gives() {
        for part in [&[0usize, 1, 2][..], &[0], &[1, 2], &[2, 0]] {
            let lists: Vec<u32> = part.iter().map(|l| *l as u32).collect();
            let (subset, _) = of(&[0, 1, 2]).subset(&lists);
            let read = of(part);
            assert_eq!(subset, read, "{part:?}");
        }
    }

    #[test]
    fn places_lead_from_the_whole_to_the_part() {
        let whole = of(&[0, 1, 2]);
        let (part, place) = whole.subset(&[2]);
        let titles: Vec<Option<&str>> = place.iter().map(|p| p.map(|p| part.title(p))).collect();
        let wanted: Vec<Option<&str>> = whole
            .titles()
            .iter()
            .map(|t| Some(t).filter(|t| ["Destiny", "Sing It Back"].contains(t)))
            .collect();
        assert_eq!(titles, wanted);
    }
}
