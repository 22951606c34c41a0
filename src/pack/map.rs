//! The one place that maps memory, and the only `unsafe` of the program.

use std::fs::File;
use std::io;
use std::path::Path;

use arrow_buffer::Buffer;
use bytes::Bytes;

/// Maps a file read-only and gives it as an Arrow buffer that keeps the mapping alive.
///
/// An empty file gives an empty buffer (mapping it would be an error).
#[expect(unsafe_code, reason = "memory-mapping a file has no safe interface")]
pub(super) fn map_file(path: &Path) -> io::Result<Buffer> {
    let file = File::open(path)?;
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    if meta.len() == 0 {
        return Ok(Buffer::from(Vec::<u8>::new()));
    }
    // SAFETY: the mapping is private and read-only. The one obligation that Rust cannot check is that nobody changes the
    // file while it is mapped. Glasscrate itself never writes into a pack: `build::write` makes a new folder and renames it
    // into place, so a mapped file stays whole even when its pack is replaced. If another program truncates the file, the
    // kernel ends this process (SIGBUS): the price that every memory-mapped reader pays.
    let map = unsafe { memmap2::Mmap::map(&file)? };
    Ok(Buffer::from(Bytes::from_owner(map)))
}
