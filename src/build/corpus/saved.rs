//! A corpus as a file, so that a build that was ended goes on from here: arrays as they lie, little-endian, and a SHA-256 of all
//! at the end. For this program alone, and one version of it; nothing else reads it.

use std::io::{self, Read, Write};

use super::arena::{Groups, Texts};
use super::finished::Corpus;
use crate::build::digesting::Digesting;
use crate::pack::Join;

/// Changed whenever the arrays are.
const MAGIC: &[u8] = b"glasscrate corpus 1\n";

/// Numbers are turned into bytes so many bytes at a time.
const STEP: usize = 1 << 16;

impl Corpus {
    /// Writes the corpus, with a word of the caller's before it.
    pub fn save(&self, word: &str, out: impl Write) -> io::Result<()> {
        let mut out = Digesting::new(out);
        out.write_all(MAGIC)?;
        put(&mut out, word.as_bytes())?;
        put(&mut out, &[u8::from(self.joined_by == Join::Uri)])?;
        for texts in self.all_texts() {
            let (text, ends) = texts.parts();
            put(&mut out, text.as_bytes())?;
            put(&mut out, ends)?;
        }
        put(&mut out, &self.artist)?;
        put(&mut out, &self.years)?;
        put(&mut out, self.tags_of.items())?;
        put(&mut out, self.tags_of.ends())?;
        for groups in [&self.lists, &self.postings] {
            put(&mut out, groups.items())?;
            put(&mut out, groups.ends())?;
        }
        let (mut out, digest) = out.finish();
        out.write_all(digest.as_str().as_bytes())?;
        out.flush()
    }

    fn all_texts(&self) -> [&Texts; 8] {
        let Self { artists, tags, titles, isrcs, mbids, uris, list_names, list_dates, .. } = self;
        [artists, tags, titles, isrcs, mbids, uris, list_names, list_dates]
    }

    /// Reads what [`Self::save`] wrote: the corpus and the word.
    ///
    /// # Errors
    /// When it is not whole, not as it was written, or of another version.
    pub fn load(input: impl Read) -> io::Result<(Self, String)> {
        let mut input = Digesting::new(input);
        let mut magic = [0; MAGIC.len()];
        input.read_exact(&mut magic)?;
        if magic != MAGIC {
            return Err(wrong());
        }
        let word = text(&mut input)?;
        let joined_by = match get::<u8>(&mut input)?.as_slice() {
            [0] => Join::Name,
            [1] => Join::Uri,
            _ => return Err(wrong()),
        };
        let mut texts = || Ok::<_, io::Error>(Texts::from_parts(text(&mut input)?, get(&mut input)?));
        let [artists, tags, titles, isrcs] = [texts()?, texts()?, texts()?, texts()?];
        let [mbids, uris, list_names, list_dates] = [texts()?, texts()?, texts()?, texts()?];
        let (artist, years) = (get(&mut input)?, get(&mut input)?);
        let tags_of = Groups::from_parts(get(&mut input)?, get(&mut input)?);
        let lists = Groups::from_parts(get(&mut input)?, get(&mut input)?);
        let postings = Groups::from_parts(get(&mut input)?, get(&mut input)?);
        let (input, digest) = input.finish();
        let mut said = Vec::new();
        // One byte more than there may be.
        input.take(digest.as_str().len() as u64 + 1).read_to_end(&mut said)?;
        if said != digest.as_str().as_bytes() {
            return Err(wrong());
        }
        let corpus = Self {
            joined_by,
            artists,
            tags,
            artist,
            titles,
            years,
            tags_of,
            isrcs,
            mbids,
            uris,
            list_names,
            list_dates,
            lists,
            postings,
        };
        Ok((corpus, word))
    }
}

fn wrong() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not a whole corpus of this version")
}

/// A number of a fixed size.
trait Number: Copy {
    const SIZE: usize;
    fn append(self, bytes: &mut Vec<u8>);
    fn of(bytes: &[u8]) -> Self;
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Number for $number {
            const SIZE: usize = size_of::<Self>();

            fn append(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }

            fn of(bytes: &[u8]) -> Self {
                let mut own = [0; size_of::<Self>()];
                own.copy_from_slice(bytes);
                Self::from_le_bytes(own)
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64);

/// How many numbers, and the numbers.
fn put<N: Number>(out: &mut impl Write, numbers: &[N]) -> io::Result<()> {
    out.write_all(&(numbers.len() as u64).to_le_bytes())?;
    let mut bytes = Vec::with_capacity(STEP);
    for some in numbers.chunks(STEP / N::SIZE) {
        bytes.clear();
        for n in some {
            n.append(&mut bytes);
        }
        out.write_all(&bytes)?;
    }
    Ok(())
}

/// Room is made as bytes come: a length that lies takes none.
fn get<N: Number>(input: &mut impl Read) -> io::Result<Vec<N>> {
    let mut count = [0; 8];
    input.read_exact(&mut count)?;
    let mut rest = u64::from_le_bytes(count);
    let (mut numbers, mut bytes) = (Vec::new(), vec![0; STEP]);
    while rest > 0 {
        let some = rest.min((STEP / N::SIZE) as u64);
        let bytes = &mut bytes[..some as usize * N::SIZE];
        input.read_exact(bytes)?;
        numbers.extend(bytes.chunks_exact(N::SIZE).map(N::of));
        rest -= some;
    }
    Ok(numbers)
}

fn text(input: &mut impl Read) -> io::Result<String> {
    String::from_utf8(get(input)?).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::super::{CorpusBuilder, NewTrack};
    use super::*;

    fn corpus() -> Corpus {
        let mut builder = CorpusBuilder::joining(Join::Uri);
        let rows = [("Björk", "Jóga", "a"), ("Air", "Remember", "b"), ("Air", "Remember", "c")];
        let tracks: Vec<_> = rows
            .iter()
            .filter_map(|(artist, title, uri)| {
                builder.track(&NewTrack {
                    artist,
                    title,
                    uri,
                    tags: vec!["calm", uri],
                    ..NewTrack::default()
                })
            })
            .collect();
        builder.list("one", "2020-01-01", &tracks);
        builder.list("two", "", &tracks[1..]);
        builder.finish()
    }

    #[test]
    fn a_corpus_comes_back() {
        let (corpus, mut bytes) = (corpus(), Vec::new());
        corpus.save("word", &mut bytes).unwrap();
        assert_eq!(Corpus::load(bytes.as_slice()).unwrap(), (corpus, "word".to_owned()));
    }

    #[test]
    fn what_was_cut_or_changed_is_refused() {
        let mut bytes = Vec::new();
        corpus().save("word", &mut bytes).unwrap();
        for at in 0..bytes.len() {
            assert!(Corpus::load(&bytes[..at]).is_err(), "cut at {at}");
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert!(Corpus::load(other.as_slice()).is_err(), "changed at {at}");
        }
        bytes.push(0);
        assert!(Corpus::load(bytes.as_slice()).is_err());
    }
}
