//! A zip of files as they are: uncompressed, without times, owners and directories, so that equal
//! files make equal bytes (PKWARE's APPNOTE.TXT, 4.3).

use anyhow::{Context, Result};

use super::pack::Packed;

/// Version 2.0, the first with directories in names.
const NEEDED: u16 = 20;
/// Made by the same version, on Unix: that is where the mode has its place.
const MADE_BY: u16 = 3 << 8 | NEEDED;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
/// Stored: no compression.
const METHOD: u16 = 0;
/// Midnight, and the first day of the format.
const TIME: u16 = 0;
const DATE: u16 = 1 << 5 | 1;
/// A regular file that everyone may read.
const MODE: u32 = 0o100_644 << 16;

/// The zip of these files in their order.
pub fn archive(files: &[Packed], comment: &str) -> Result<Vec<u8>> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let start = length(&out)?;
        let size = length(bytes)?;
        let mut shared = Vec::new();
        shorts(&mut shared, &[NEEDED, FLAGS, METHOD, TIME, DATE]);
        longs(&mut shared, &[crc32fast::hash(bytes), size, size]);
        shorts(&mut shared, &[short(name.len())?, 0]);

        out.extend(b"PK\x03\x04");
        out.extend(&shared);
        out.extend(name.bytes());
        out.extend(bytes);

        directory.extend(b"PK\x01\x02");
        shorts(&mut directory, &[MADE_BY]);
        directory.extend(&shared);
        // No comment, on the first disk, binary.
        shorts(&mut directory, &[0, 0, 0]);
        longs(&mut directory, &[MODE, start]);
        directory.extend(name.bytes());
    }
    let count = short(files.len())?;
    let (start, size) = (length(&out)?, length(&directory)?);
    out.extend(directory);
    out.extend(b"PK\x05\x06");
    shorts(&mut out, &[0, 0, count, count]);
    longs(&mut out, &[size, start]);
    shorts(&mut out, &[short(comment.len())?]);
    out.extend(comment.bytes());
    Ok(out)
}

fn shorts(out: &mut Vec<u8>, numbers: &[u16]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn longs(out: &mut Vec<u8>, numbers: &[u32]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn short(number: usize) -> Result<u16> {
    u16::try_from(number).context("too much for a zip")
}

fn length(bytes: &[u8]) -> Result<u32> {
    u32::try_from(bytes.len()).context("too large for a zip")
}
