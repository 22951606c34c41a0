//! Sample histories that are compiled in, so that the first run needs no file and no account.
//!
//! Written for this project (the selection is ours, CC0-1.0). Their times are shifted by a constant, so that the newest
//! listen is two hours before now and the sample never grows stale; the distances between listens stay.

use crate::history::UnixSeconds;

/// The sample that `starter` alone means.
pub const DEFAULT_STARTER: &str = "night-bus";

/// The newest listen of a sample is so many seconds before now.
pub(super) const NEWEST_BEFORE_NOW: UnixSeconds = 2 * 3600;

/// Name and table (`played_at,artist,title,ms_played,skipped`).
const SAMPLES: [(&str, &str); 3] = [
    (DEFAULT_STARTER, include_str!("../../assets/starter/histories/night-bus.csv")),
    ("dance-floors", include_str!("../../assets/starter/histories/dance-floors.csv")),
    ("long-roads", include_str!("../../assets/starter/histories/long-roads.csv")),
];

/// The names of the sample histories.
pub fn starter_names() -> impl Iterator<Item = &'static str> {
    SAMPLES.into_iter().map(|(name, _)| name)
}

pub(super) use starter_names as names;

/// The table of a sample.
pub(super) fn table(name: &str) -> Option<&'static str> {
    SAMPLES.into_iter().find(|(n, _)| *n == name).map(|(_, table)| table)
}
