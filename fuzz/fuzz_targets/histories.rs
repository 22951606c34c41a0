//! Any bytes as a history: whatever they are told to be, every row is accounted for.

#![no_main]

use glasscrate::sources::{Tally, read_bytes};
use libfuzzer_sys::fuzz_target;

/// Later than any fixture.
const NOW: i64 = 1_767_225_600;

fuzz_target!(|bytes: &[u8]| {
    let Ok(reading) = read_bytes("any", bytes, NOW) else { return };
    let holds = |t: &Tally| t.rows == t.kept + t.dropped.total() && t.skips <= t.kept;
    assert!(reading.report.files.iter().all(|file| holds(&file.tally)));
    assert!(holds(&reading.report.totals));
    assert_eq!(reading.report.totals.kept, reading.history.listens().len() as u64);
});
