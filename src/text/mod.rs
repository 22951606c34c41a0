//! Text from outside, made safe, and text on screen, measured.
//!
//! Everything that a file or a server says passes [`clean`] before it is kept. Must not know what the text means.

mod clean;
mod count;
mod fit;

pub use clean::{MAX_FIELD_CHARS, clean, clean_owned};
pub use count::counted;
pub use fit::{fit, width};
