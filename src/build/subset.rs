//! A corpus of some of the lists of another one, as if only they had been read.

use crate::identify::normalise::{KeyKind, full_key, track_key};

use super::corpus::{Corpus, CorpusList};

impl Corpus {
    /// The corpus of some lists alone, in the order given, and the place of each track of this corpus in it: `None` for
    /// those that stand in none of the lists. Catalogue order is made anew from the counts of these lists, so nothing of
    /// the others shows in it; names, years, tags and identifiers of a track stay what all rows together said.
    ///
    /// # Panics
    /// When a list is not of this corpus.
    #[must_use]
    pub fn subset(&self, lists: &[u32]) -> (Self, Vec<Option<u32>>) {
        let mut used = vec![0u32; self.tracks.len()];
        for t in lists.iter().flat_map(|l| &self.lists[*l as usize].tracks) {
            used[*t as usize] += 1;
        }
        let mut order: Vec<(std::cmp::Reverse<u32>, String, u32)> = (0..self.tracks.len() as u32)
            .filter(|t| used[*t as usize] > 0)
            .map(|t| (std::cmp::Reverse(used[t as usize]), self.key(t), t))
            .collect();
        order.sort();
        let mut place = vec![None; self.tracks.len()];
        for (n, (_, _, t)) in order.iter().enumerate() {
            place[*t as usize] = Some(n as u32);
        }
        let mut part = Self::default();
        for l in lists {
            let whole = &self.lists[*l as usize];
            let tracks = whole.tracks.iter().filter_map(|t| place[*t as usize]).collect();
            part.lists.push(CorpusList { name: whole.name.clone(), date: whole.date.clone(), tracks });
        }
        part.take_tracks(self, &order.iter().map(|(_, _, t)| *t).collect::<Vec<_>>());
        (part, place)
    }

    fn key(&self, track: u32) -> String {
        let t = &self.tracks[track as usize];
        let (key, version) = track_key(KeyKind::Folded, &self.artists[t.artist as usize], &t.title);
        full_key(KeyKind::Folded, &key, &version)
    }

    /// Takes over the tracks in this order, with their artists and tags, and files the lists that hold them.
    fn take_tracks(&mut self, whole: &Self, order: &[u32]) {
        let mut tag_used = vec![false; whole.tags.len()];
        for g in order.iter().flat_map(|t| &whole.tracks[*t as usize].tags) {
            tag_used[usize::from(*g)] = true;
        }
        let mut tag_place = vec![0u8; whole.tags.len()];
        for (n, name) in whole.tags.iter().enumerate().filter(|(n, _)| tag_used[*n]) {
            tag_place[n] = self.tags.len() as u8;
            self.tags.push(name.clone());
        }
        let mut artist_place: Vec<Option<u32>> = vec![None; whole.artists.len()];
        for t in order {
            let mut track = whole.tracks[*t as usize].clone();
            let artist = track.artist as usize;
            track.artist = *artist_place[artist].get_or_insert_with(|| {
                self.artists.push(whole.artists[artist].clone());
                self.artists.len() as u32 - 1
            });
            for g in &mut track.tags {
                *g = tag_place[usize::from(*g)];
            }
            track.lists.clear();
            self.tracks.push(track);
        }
        for (n, l) in self.lists.iter().enumerate() {
            for t in &l.tracks {
                self.tracks[*t as usize].lists.push(n as u32);
            }
        }
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
            assert_eq!(subset.tracks, read.tracks, "{part:?}");
            assert_eq!(subset.artists, read.artists);
            assert_eq!(subset.tags, read.tags);
            assert_eq!(subset.lists, read.lists);
        }
    }

    #[test]
    fn places_lead_from_the_whole_to_the_part() {
        let whole = of(&[0, 1, 2]);
        let (part, place) = whole.subset(&[2]);
        let titles: Vec<Option<&str>> =
            place.iter().map(|p| p.map(|p| part.tracks[p as usize].title.as_str())).collect();
        let wanted: Vec<Option<&str>> = whole
            .tracks
            .iter()
            .map(|t| Some(t.title.as_str()).filter(|t| ["Destiny", "Sing It Back"].contains(t)))
            .collect();
        assert_eq!(titles, wanted);
    }
}
