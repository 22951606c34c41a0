//! Any bytes as lists: as a table, as a slice of the Million Playlist Dataset, as a playlist file of either name.

#![no_main]

use glasscrate::build::{CorpusBuilder, MpdReader, read_csv, read_playlist};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (kind, bytes) = input;
    let mut corpus = CorpusBuilder::new();
    // What cannot be read is an error with a text; nothing may panic.
    let _ = match kind % 4 {
        0 => read_csv(bytes, &mut corpus).map(Some),
        1 => MpdReader::new().read(bytes, &mut corpus).map(Some),
        2 => read_playlist(bytes, "list.m3u8", &mut corpus),
        _ => read_playlist(bytes, "list", &mut corpus),
    };
    let _ = corpus.finish();
});
