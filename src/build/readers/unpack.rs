//! Takes one layer of gzip or zstd off, told by its first bytes, and decodes to UTF-8.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use crate::stream::ahead::Ahead;
use crate::stream::decode::Text;

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// Bytes read at a time.
pub(super) const READ_AHEAD: usize = 1 << 18;

/// The text of an input that may be packed. An input that is damaged or ends too soon fails while it is read.
pub(super) fn unpacked<'a>(raw: impl Read + 'a) -> Text<'a> {
    let mut raw = Ahead::new(Box::new(raw));
    let (head, _) = raw.look(ZSTD.len());
    let (gzip, zstd) = (head.starts_with(GZIP), head.starts_with(ZSTD));
    let packed = BufReader::with_capacity(READ_AHEAD, raw);
    let plain: Box<dyn Read + 'a> = if gzip {
        Box::new(MultiGzDecoder::new(packed))
    } else if zstd {
        Box::new(Frames { packed, decoder: FrameDecoder::new(), open: false })
    } else {
        Box::new(packed)
    };
    Text::decoded(Ahead::new(plain))
}

/// The frames of a zstd file, one after another (the decoder knows single frames only).
struct Frames<R> {
    packed: R,
    decoder: FrameDecoder,
    /// Whether the decoder is within a frame.
    open: bool,
}

impl<R: BufRead> Frames<R> {
    fn begin(&mut self) -> io::Result<()> {
        match self.decoder.reset(&mut self.packed) {
            Ok(()) => self.open = true,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length, ..
            })) => {
                io::copy(&mut (&mut self.packed).take(u64::from(length)), &mut io::sink())?;
            }
            Err(e) => return Err(io::Error::other(e)),
        }
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        self.open = false;
        let said = self.decoder.get_checksum_from_data();
        if said.is_some() && said != self.decoder.get_calculated_checksum() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "damaged: a checksum does not agree"));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while !out.is_empty() {
            if !self.open {
                if self.packed.fill_buf()?.is_empty() {
                    return Ok(0);
                }
                self.begin()?;
            } else if self.decoder.can_collect() > 0 {
                return self.decoder.read(out);
            } else if self.decoder.is_finished() {
                self.end()?;
            } else {
                let step = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.packed, step).map_err(io::Error::other)?;
            }
        }
        Ok(0)
    }
}
