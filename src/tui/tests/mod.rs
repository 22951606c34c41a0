//! Tests of the interface as a whole: keys in, state and screens out.

mod fixture;
mod keys;
mod never_panics;
mod pages;
mod screens;
