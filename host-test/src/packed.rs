//! Bodies packed by gzip.

use miniz_oxide::deflate::compress_to_vec;

/// A whole gzip body: head, data, checksum and length.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    let length = (bytes.len() as u32).to_le_bytes();
    let checksum = checksum(bytes).to_le_bytes();
    [&head[..], &compress_to_vec(bytes, 6), &checksum, &length].concat()
}

/// The checksum CRC-32.
fn checksum(bytes: &[u8]) -> u32 {
    let rest = bytes.iter().fold(u32::MAX, |rest, byte| {
        (0..8).fold(rest ^ u32::from(*byte), |rest, _| match rest & 1 {
            0 => rest >> 1,
            _ => rest >> 1 ^ 0xedb8_8320,
        })
    });
    !rest
}
