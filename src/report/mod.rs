//! Answers laid out for people and for programs: tables, plain lines, drawings, JSON.
//!
//! Pure formatting: values in, text or serialisable values out. Must not know files, terminals or command lines; the width
//! and whether to colour are arguments. A pack comes from outside, so every text of a pack passes [`Names`], which cleans
//! it: no other file of this module asks a pack for a name.

mod arithmetic;
pub mod batch;
pub mod beliefs;
pub mod challenge;
pub mod choices;
mod columns;
pub mod compare;
pub mod counterfactual;
pub mod evaluate;
pub mod explain;
pub mod fidelity;
pub mod generate;
pub mod history;
pub mod json;
pub mod lists;
mod names;
pub mod near;
pub mod pack;
mod paint;
pub mod plain;
pub mod replay;
pub mod table;

pub use names::Names;
pub use paint::{Paint, Tone};
