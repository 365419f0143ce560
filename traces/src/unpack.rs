//! Deflate, bounded.

use std::io::{Read, Write};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};

/// At most `most` bytes of what is packed; what cannot be unpacked is left out.
pub(crate) fn zlib(packed: &[u8], most: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    // What came out before a mistake is still worth looking at.
    let _ = ZlibDecoder::new(packed).take(limit).read_to_end(&mut bytes);
    bytes
}

/// Packed; always the same for the same bytes.
pub(crate) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}

/// How long what is packed is, counted up to `most`, without keeping it.
pub(crate) fn zlib_len(packed: &[u8], most: usize) -> usize {
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    let mut decoder = ZlibDecoder::new(packed).take(limit);
    let mut buffer = [0; 4096];
    let mut len = 0_usize;
    while let Ok(count @ 1..) = decoder.read(&mut buffer) {
        len = len.saturating_add(count);
    }
    len
}
