//! Foreign bytes on their way in: looked at ahead, decoded to UTF-8, cut into records, in constant memory.
//!
//! What readers of listens (`sources`) and readers of lists (`build`) share. Must not know files, archives, nor what a
//! record means.

pub(crate) mod ahead;
pub(crate) mod decode;
pub(crate) mod fields;
pub(crate) mod lines;
pub(crate) mod records;
