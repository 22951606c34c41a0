//! A ranking's fingerprint: the same pack, seeds and settings give the same sixteen digits on every machine.

use sha2::{Digest, Sha256};

use super::rank::{Ranked, Settings};
use super::{Context, Rule, SignalKind};

/// The first 16 hexadecimal digits of a SHA-256 over the pack's digest, the settings, the seeds (tracks with weights and
/// places, artists with weights, words), the rules where there are any, and the listed tracks with their scores, each number as
/// eight little-endian bytes.
pub(super) fn ranking_hash(cx: &Context<'_>, settings: &Settings, listed: &[Ranked]) -> String {
    use std::fmt::Write;
    let mut h = Sha256::new();
    let mut number = |n: i64| h.update(n.to_le_bytes());
    for b in cx.pack.digest().as_str().bytes() {
        number(i64::from(b));
    }
    for signal in SignalKind::ALL {
        number(i64::from(settings.mixer.weight(signal)));
    }
    number(i64::from(settings.heard_too));
    number(cx.seeds.tracks.len() as i64);
    for s in &cx.seeds.tracks {
        number(i64::from(s.track.0));
        number(i64::from(s.weight));
        number(i64::from(s.place));
    }
    number(cx.seeds.artists.len() as i64);
    for s in &cx.seeds.artists {
        number(i64::from(s.artist.0));
        number(i64::from(s.weight));
    }
    number(cx.seeds.words.len() as i64);
    for w in &cx.seeds.words {
        number(i64::from(w.0));
    }
    if !settings.rules.is_empty() {
        // No track has this number, so rules are not taken for listed tracks.
        number(-1);
        number(settings.rules.all().len() as i64);
    }
    for rule in settings.rules.all() {
        let (kind, from, to) = match *rule {
            Rule::Track(t) => (0, t.0, 0),
            Rule::Artist(a) => (1, a.0, 0),
            Rule::Tag(t) => (2, u32::from(t.0), 0),
            Rule::Years(from, to) => (3, u32::from(from), u32::from(to)),
            Rule::HeardArtists => (4, 0, 0),
            Rule::HeardWithin(days) => (5, days, 0),
            Rule::Unheard => (6, 0, 0),
        };
        number(kind);
        number(i64::from(from));
        number(i64::from(to));
    }
    for r in listed {
        number(i64::from(r.track.0));
        number(r.score);
    }
    let mut text = String::new();
    for b in h.finalize().iter().take(8) {
        let _ = write!(text, "{b:02x}");
    }
    text
}
