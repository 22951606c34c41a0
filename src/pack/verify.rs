//! Checks everything that opening does not: digests, every index, every order, and that the counts are what the lists say.

use std::path::Path;

use super::{
    ArtistId, ListId, MAX_TAGS, NeighbourTable, Pack, PackError, Table, TagId, TrackId, WordId, digest_of,
};

/// One thing that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: &'static str,
    /// What is wrong, and where.
    pub what: String,
}

/// At most this many problems are told of one file.
const TOLD: usize = 10;

/// Opens a pack folder and checks all of it. An empty answer means that it is sound.
pub fn verify(folder: &Path) -> Result<Vec<Problem>, PackError> {
    let pack = Pack::open(folder)?;
    let mut problems = Vec::new();
    for table in Table::ALL {
        let path = folder.join(table.file());
        let bytes = super::map::map_file(&path).map_err(|source| PackError::Read { path, source })?;
        let found = digest_of(&bytes);
        let what = match pack.card.files.get(table.file()) {
            Some(said) if *said == found => continue,
            Some(_) => "its digest is not the one on the card",
            None => "the card has no digest of it",
        };
        problems.push(Problem { file: table.file(), what: what.into() });
    }
    problems.extend(pack.check());
    Ok(problems)
}

impl Pack {
    /// Checks every index, order and count of an opened pack.
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let mut p = Problems::default();
        self.check_tracks(&mut p);
        self.check_lists(&mut p);
        self.check_neighbours(&mut p);
        self.check_artists(&mut p);
        self.check_words(&mut p);
        self.check_keys(&mut p);
        p.0
    }

    fn check_tracks(&self, p: &mut Problems) {
        let file = Table::Tracks.file();
        for t in self.tracks() {
            let n = t.0;
            p.when(self.title(t).is_empty(), file, || format!("row {n} has no title, or none that is UTF-8"));
            p.when(self.artist(t).0 as usize >= self.artist_count(), file, || {
                format!("row {n} has no such artist")
            });
            let (tags, weights) = (self.tracks.tags.get(n), self.tracks.tag_weights.get(n));
            p.when(tags.len() > MAX_TAGS, file, || format!("row {n} has more than {MAX_TAGS} tags"));
            p.when(tags.len() != weights.len(), file, || {
                format!("row {n}: {} tags, {} weights", tags.len(), weights.len())
            });
            p.when(tags.iter().any(|g| usize::from(*g) >= self.tag_count()), file, || {
                format!("row {n} has an unknown tag")
            });
            let lists = self.postings.get(n).len();
            p.when(lists != self.popularity(t) as usize, file, || {
                format!("row {n}: says {} lists, is in {lists}", self.popularity(t))
            });
            p.when(t.0 > 0 && self.popularity(TrackId(n - 1)) < self.popularity(t), file, || {
                format!("row {n} is out of catalogue order")
            });
        }
        for a in (0..self.artist_count() as u32).map(ArtistId) {
            let wrong = self
                .artists
                .tracks
                .get(a.0)
                .iter()
                .any(|t| !self.contains(TrackId(*t)) || self.artist(TrackId(*t)) != a);
            p.when(wrong, Table::Artists.file(), || {
                format!("row {} lists tracks that are not the artist's", a.0)
            });
        }
        for g in 0..self.tag_count() as u32 {
            let wrong = self
                .tags
                .tracks
                .get(g)
                .iter()
                .any(|t| !self.tags(TrackId(*t)).any(|(own, _)| own == TagId(g as u16)));
            p.when(wrong, Table::Tags.file(), || format!("row {g} lists tracks without the tag"));
        }
    }

    fn check_lists(&self, p: &mut Problems) {
        let mut entries = 0u64;
        for l in (0..self.list_count() as u32).map(ListId) {
            let tracks = self.lists.tracks.get(l.0);
            entries += tracks.len() as u64;
            let unknown = tracks.iter().any(|t| !self.contains(TrackId(*t)));
            p.when(unknown, Table::Lists.file(), || format!("row {} lists an unknown track", l.0));
            let unposted = tracks.iter().any(|t| self.postings.get(*t).binary_search(&l.0).is_err());
            p.when(unposted && !unknown, Table::Postings.file(), || {
                format!("a track of list {} does not know it", l.0)
            });
        }
        let said = self.card.counts.entries;
        p.when(said != entries, "card.toml", || format!("says {said} entries, the lists have {entries}"));
        let posted: u64 = self.tracks().map(|t| self.postings.get(t.0).len() as u64).sum();
        p.when(posted != entries, Table::Postings.file(), || {
            format!("{posted} entries where the lists have {entries}")
        });
        for t in self.tracks() {
            let lists = self.postings.get(t.0);
            let wrong =
                !lists.is_sorted_by(|a, b| a < b) || lists.iter().any(|l| *l as usize >= self.list_count());
            p.when(wrong, Table::Postings.file(), || format!("row {} is out of order or range", t.0));
        }
    }

    fn check_neighbours(&self, p: &mut Problems) {
        let counts = &self.card.counts;
        self.check_rows(&self.neighbours, Table::Neighbours, counts.neighbours, p);
        self.check_rows(&self.fitted, Table::Fitted, counts.fitted, p);
        let file = Table::Postings.file();
        for t in self.tracks() {
            let (tracks, both) = (self.neighbours.track.get(t.0), self.both.get(t.0));
            let wanted = if self.popularity(t) == 1 { 0 } else { tracks.len() };
            p.when(both.len() != wanted, file, || {
                format!("row {}: {} counts for {wanted} neighbours", t.0, both.len())
            });
            // The counts are evidence: each must be what the lists say.
            let lie = tracks.iter().zip(both).find(|(o, b)| {
                self.lists_with_both(t, TrackId(**o)).len().min(usize::from(u8::MAX)) != usize::from(**b)
            });
            p.when(lie.is_some(), file, || format!("row {}: a count is not what the lists say", t.0));
        }
    }

    fn check_rows(&self, table: &NeighbourTable, name: Table, said: u64, p: &mut Problems) {
        let file = name.file();
        let entries: u64 = self.tracks().map(|t| table.track.get(t.0).len() as u64).sum();
        p.when(said != entries, "card.toml", || format!("says {said} entries of {file}, it has {entries}"));
        for t in self.tracks() {
            let (tracks, weights) = (table.track.get(t.0), table.weight.get(t.0));
            p.when(tracks.len() != weights.len(), file, || format!("row {}: uneven columns", t.0));
            p.when(!weights.is_sorted_by(|a, b| a >= b), file, || {
                format!("row {}: not the strongest first", t.0)
            });
            let bad = tracks.iter().any(|o| *o == t.0 || !self.contains(TrackId(*o)));
            p.when(bad, file, || format!("row {} names itself or an unknown track", t.0));
        }
    }

    fn check_artists(&self, p: &mut Problems) {
        let file = Table::Artists.file();
        for a in 0..self.artist_count() as u32 {
            let (near, weights) = (self.artists.near.get(a), self.artists.near_weights.get(a));
            p.when(near.len() != weights.len(), file, || format!("row {a}: uneven columns"));
            let bad = near.iter().any(|o| *o == a || *o as usize >= self.artist_count());
            p.when(bad, file, || format!("row {a} is near itself or an unknown artist"));
        }
    }

    fn check_words(&self, p: &mut Problems) {
        let file = Table::Words.file();
        for w in (0..self.words.word.len() as u32).map(WordId) {
            let before = if w.0 == 0 { "" } else { self.word_text(WordId(w.0 - 1)) };
            p.when(self.word_text(w) <= before, file, || format!("row {} is out of order", w.0));
            let lists = self.words.lists.get(w.0);
            let bad = lists.iter().any(|l| *l as usize >= self.list_count())
                || !lists.is_sorted_by(|a, b| a < b)
                || lists.is_empty();
            p.when(bad, file, || format!("row {}: its lists are out of order or range", w.0));
        }
    }

    fn check_keys(&self, p: &mut Problems) {
        let hashes = self.keys.hash.values();
        p.when(!hashes.is_sorted(), Table::Keys.file(), || "the hashes are not ascending".into());
    }
}

#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn when(&mut self, wrong: bool, file: &'static str, what: impl FnOnce() -> String) {
        if wrong && self.0.iter().filter(|p| p.file == file).count() < TOLD {
            self.0.push(Problem { file, what: what() });
        }
    }
}
