//! Digests of what a replay takes from the document and cannot compute again: settings, listens, spellings.
//!
//! Everything else in a document is recomputed and compared number by number. What was asked and what was heard has nothing to
//! be compared with, so each such part has a digest of its own: a change is found, and the part is named.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::pack::DigestMaker;

use super::Inputs;

/// Digests by the path of the part (a JSON Pointer): the first 16 hexadecimal digits of the SHA-256 of its compact JSON.
pub type Checks = BTreeMap<String, String>;

/// The digests of all inputs.
pub fn checks(inputs: &Inputs<'_>) -> Result<Checks, serde_json::Error> {
    let mut all = Checks::new();
    all.insert("/program".to_owned(), check(&inputs.program)?);
    all.insert("/settings".to_owned(), check(&inputs.settings)?);
    all.insert("/rules".to_owned(), check(&inputs.rules)?);
    all.insert("/history".to_owned(), check(&inputs.history)?);
    if let Some(withheld) = &inputs.withheld {
        all.insert("/withheld".to_owned(), check(withheld)?);
    }
    for (n, seed) in inputs.seeds.tracks.iter().enumerate() {
        all.insert(format!("/seeds/tracks/{n}"), check(seed)?);
    }
    for (n, seed) in inputs.seeds.artists.iter().enumerate() {
        all.insert(format!("/seeds/artists/{n}"), check(seed)?);
    }
    all.insert("/seeds/words".to_owned(), check(&inputs.seeds.words)?);
    Ok(all)
}

fn check(part: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut maker = DigestMaker::default();
    maker.update(&serde_json::to_vec(part)?);
    let digest = maker.finish();
    let hex = digest.as_str().trim_start_matches("sha256:");
    Ok(hex.get(..16).unwrap_or(hex).to_owned())
}
