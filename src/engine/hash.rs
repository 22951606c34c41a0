//! A ranking's fingerprint: the same pack, seeds and settings give the same sixteen digits on every machine.

use sha2::{Digest, Sha256};

use crate::identify::Seed;
use crate::pack::Pack;

use super::SignalKind;
use super::rank::{Ranked, Settings};

/// The first 16 hexadecimal digits of a SHA-256 over the pack's digest, the settings, the seeds with their weights, and the
/// listed tracks with their scores, each number as eight little-endian bytes.
pub(super) fn ranking_hash(pack: &Pack, seeds: &[Seed], settings: &Settings, listed: &[Ranked]) -> String {
    use std::fmt::Write;
    let mut h = Sha256::new();
    let mut number = |n: i64| h.update(n.to_le_bytes());
    for b in pack.digest().as_str().bytes() {
        number(i64::from(b));
    }
    for signal in SignalKind::ALL {
        number(i64::from(settings.mixer.weight(signal)));
    }
    number(i64::from(settings.heard_too));
    number(seeds.len() as i64);
    for s in seeds {
        number(i64::from(s.track.0));
        number(i64::from(s.weight));
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
