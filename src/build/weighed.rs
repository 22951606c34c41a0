//! A corpus as what is counted: tracks in lists, or artists in lists, and what each list weighs by its length and age.

use crate::pack::Parameters;

use super::ages::ages;
use super::corpus::Corpus;
use super::incidence::{Incidence, TooManyLists};
use super::weigh;

/// The tracks of each list.
pub fn weighed_tracks(corpus: &Corpus, parameters: &Parameters) -> Result<Incidence, TooManyLists> {
    let lists = corpus.lists().iter().map(|tracks| tracks.iter().copied());
    Incidence::new(lists, corpus.track_count(), weights(corpus, parameters))
}

/// The artists of each list's tracks, each once however many of its tracks stand there. A list weighs what it weighs for tracks.
pub fn weighed_artists(corpus: &Corpus, parameters: &Parameters) -> Result<Incidence, TooManyLists> {
    let lists = corpus.lists().iter().map(|tracks| tracks.iter().map(|t| corpus.artist(*t)));
    Incidence::new(lists, corpus.artists().len(), weights(corpus, parameters))
}

fn weights(corpus: &Corpus, parameters: &Parameters) -> Vec<u32> {
    let dates: Vec<&str> = corpus.list_dates().iter().collect();
    let lengths = corpus.lists().iter().map(<[u32]>::len);
    let weigh = |(length, age)| weigh::list_weight(length, weigh::freshness(age, parameters), parameters);
    lengths.zip(ages(&dates)).map(weigh).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{CorpusBuilder, NewTrack, WHOLE};

    #[test]
    fn an_artist_stands_in_a_list_once_and_old_lists_weigh_less() {
        let mut builder = CorpusBuilder::new();
        let mut track =
            |artist, title| builder.track(&NewTrack { artist, title, ..NewTrack::default() }).unwrap();
        let (a, b, c) = (track("X", "one"), track("X", "two"), track("Y", "three"));
        builder.list("new", "2020-01-01", &[a, b, c, a]);
        builder.list("old", "2010-01-01", &[a, b, c]);
        let corpus = builder.finish();
        let p = Parameters { length_exponent: 0, half_life: 100, ..Parameters::DEFAULT };
        let (tracks, artists) = (weighed_tracks(&corpus, &p).unwrap(), weighed_artists(&corpus, &p).unwrap());
        assert_eq!((tracks.entry_count(), artists.entry_count()), (6, 4));
        let mut weights = [tracks.weight(0), tracks.weight(1)];
        weights.sort_unstable();
        assert_eq!(weights, [WHOLE / 2, WHOLE]);
        assert_eq!(artists.own_weight(0), u64::from(WHOLE + WHOLE / 2));
    }
}
