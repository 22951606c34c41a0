//! What lies over the panes for a while.

pub mod confirm;
pub mod help;
