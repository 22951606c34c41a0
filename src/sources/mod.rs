//! Readers: from whatever holds listens to a [`History`].
//!
//! May touch files. Must not know the pack, the engine or the screen.

pub mod files;
