//! From what was collected to catalogue order.

use rayon::prelude::*;

use crate::identify::normalise::{KeyKind, track_key};

use super::arena::{Groups, Texts};
use super::builder::{CorpusBuilder, FixedMap, Sparse, name_key};
use super::finished::Corpus;
use super::order::{by_date, catalogue, postings, rearranged, uses};

impl CorpusBuilder {
    /// Puts everything in catalogue order, and the lists by date.
    #[must_use]
    pub fn finish(mut self) -> Corpus {
        let keys = self.take_name_keys();
        let spellings = std::mem::take(&mut self.tracks.spellings).into_texts();
        let keys = keys.unwrap_or_else(|| keys_by_name(&spellings, &self.tracks.artist, &self.tracks.title));
        let count = self.tracks.artist.len();
        let used = uses(self.lists.iter(), count);
        let uri = |t: u32| self.tracks.uri.get(t as usize);
        let order = catalogue((0..count as u32).collect(), &used, |t| keys.get(t as usize), uri);
        drop((keys, used));
        let list_order = by_date(self.list_dates.iter());
        let lists = place_lists(std::mem::take(&mut self.lists), &list_order, &order);
        let (tags, tags_of) = place_tags(&std::mem::take(&mut self.tags).into_texts(), &self.tags_of, &order);
        let (artists, artist) = place_artists(&spellings, &self.tracks.artist, &order);
        let sparse = |texts: &Sparse| order.iter().map(|t| texts.get(*t as usize)).collect::<Texts>();
        Corpus {
            joined_by: self.join,
            artists,
            tags,
            artist,
            titles: rearranged(&self.tracks.title, &order),
            years: order.iter().map(|t| self.tracks.year[*t as usize]).collect(),
            tags_of,
            isrcs: sparse(&self.tracks.isrc),
            mbids: sparse(&self.tracks.mbid),
            uris: sparse(&self.tracks.uri),
            list_names: rearranged(&self.list_names, &list_order),
            list_dates: rearranged(&self.list_dates, &list_order),
            postings: postings(&lists, count),
            lists,
        }
    }
}

fn keys_by_name(spellings: &Texts, artist: &[u32], titles: &Texts) -> Texts {
    let key = |t: usize| name_key(spellings.get(artist[t] as usize), titles.get(t));
    let keys: Vec<String> = (0..artist.len()).into_par_iter().map(key).collect();
    keys.iter().map(String::as_str).collect()
}

/// Lists in their new order, with the tracks by their places in the catalogue.
fn place_lists(mut lists: Groups<u32>, list_order: &[u32], order: &[u32]) -> Groups<u32> {
    let mut place = vec![0u32; order.len()];
    for (n, t) in order.iter().enumerate() {
        place[*t as usize] = n as u32;
    }
    if !list_order.is_sorted() {
        let mut sorted = Groups::with_capacity(lists.len(), lists.items().len());
        for l in list_order {
            sorted.push(lists.get(*l as usize).iter().copied());
        }
        lists = sorted;
    }
    for t in lists.items_mut() {
        *t = place[*t as usize];
    }
    lists
}

/// The tags by name, so that the order in which they were met does not show, and those of each track.
fn place_tags(tags: &Texts, tags_of: &FixedMap<u32, Vec<u16>>, order: &[u32]) -> (Texts, Groups<u8>) {
    let mut by_name: Vec<u32> = (0..tags.len() as u32).collect();
    by_name.sort_unstable_by_key(|g| tags.get(*g as usize));
    let mut place = vec![0u8; tags.len()];
    for (n, g) in by_name.iter().enumerate() {
        place[*g as usize] = n as u8;
    }
    let mut groups = Groups::default();
    for t in order {
        let mut own: Vec<u8> = tags_of.get(t).into_iter().flatten().map(|g| place[usize::from(*g)]).collect();
        own.sort_unstable();
        groups.push(own);
    }
    (rearranged(tags, &by_name), groups)
}

/// The artists in order of their first track, as that spells them, and the artist of each track. They are joined as tracks
/// are by name: folded, so that "Bjork" and "Björk" are one.
fn place_artists(spellings: &Texts, artist: &[u32], order: &[u32]) -> (Texts, Vec<u32>) {
    let mut by_key: FixedMap<String, u32> = FixedMap::default();
    // The artist of each spelling that was met.
    let mut of_spelling: Vec<Option<u32>> = vec![None; spellings.len()];
    let mut artists = Texts::default();
    let mut of_track = Vec::with_capacity(order.len());
    for t in order {
        let spelling = artist[*t as usize] as usize;
        let number = *of_spelling[spelling].get_or_insert_with(|| {
            let name = spellings.get(spelling);
            let (key, _) = track_key(KeyKind::Folded, name, "");
            *by_key.entry(key).or_insert_with(|| {
                artists.push(name);
                artists.len() as u32 - 1
            })
        });
        of_track.push(number);
    }
    (artists, of_track)
}
