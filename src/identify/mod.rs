//! From names to tracks of a pack: which track a listen is of, by which rule, and what the matched tracks weigh as seeds.
//!
//! Pure. Must not know signals, scores or the screen. [`normalise`] knows no pack either: `build` uses it to write the
//! keys that [`Matcher`] looks up, so both sides always fold names the same way.

mod finder;
mod matching;
pub mod normalise;
mod seed;
mod version;

pub use finder::{Finder, Found, Search};
pub use matching::{Match, MatchRule, Matcher, NoMatch, identifier_key};
pub use seed::{ArtistSeed, Matches, Seed, Seeds, phrase, seeds};
pub use version::{Version, split_title};
