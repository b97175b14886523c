//! Bodies that came compressed by gzip, though `identity` was asked for.

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

/// How a body of this kind begins.
pub const MAGIC: &[u8] = b"\x1f\x8b";
/// The most bytes of a head, which may hold a name and a comment.
const MAX_HEAD: usize = 64 * 1024;
/// The most bytes that are unpacked at once.
const MAX_AT_ONCE: usize = 64 * 1024;

/// A body that is not what it claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// A body on its way.
pub struct Unpacker {
    /// What came and was not used so far.
    packed: Vec<u8>,
    state: Box<InflateState>,
    part: Part,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Body,
    /// What follows, a checksum and a length, says nothing that the formats
    /// inside do not say themselves.
    Tail,
}

impl Default for Unpacker {
    fn default() -> Unpacker {
        Unpacker {
            packed: Vec::new(),
            state: InflateState::new_boxed(DataFormat::Raw),
            part: Part::Head,
        }
    }
}

impl Unpacker {
    /// Takes the next piece of the body.
    pub fn push(&mut self, piece: &[u8]) {
        if self.part != Part::Tail {
            self.packed.extend_from_slice(piece);
        }
    }

    /// The next bytes, unpacked, at most so many; none until more has come, or
    /// at the end.
    pub fn next(&mut self, max: usize) -> Result<Option<Vec<u8>>, Damaged> {
        if self.part == Part::Head && !self.skip_head()? {
            return Ok(None);
        }
        if self.part == Part::Tail {
            return Ok(None);
        }
        let mut bytes = vec![0; max.min(MAX_AT_ONCE)];
        let ran = inflate(&mut self.state, &self.packed, &mut bytes, MZFlush::None);
        self.packed.drain(..ran.bytes_consumed);
        match ran.status {
            Ok(MZStatus::StreamEnd) => self.part = Part::Tail,
            // It could not go on: more input is needed.
            Ok(_) | Err(MZError::Buf) => {}
            Err(_) => return Err(Damaged),
        }
        bytes.truncate(ran.bytes_written);
        Ok(Some(bytes).filter(|bytes| !bytes.is_empty()))
    }

    /// Whether the body has come to its end.
    pub fn is_whole(&self) -> bool {
        self.part == Part::Tail
    }

    /// Passes over the head; false while it is not all there.
    fn skip_head(&mut self) -> Result<bool, Damaged> {
        let begun = MAGIC.get(..self.packed.len()).unwrap_or(MAGIC);
        if !self.packed.starts_with(begun) {
            return Err(Damaged);
        }
        match head_length(&self.packed) {
            Some(length) => {
                self.packed.drain(..length);
                self.part = Part::Body;
                Ok(true)
            }
            None if self.packed.len() > MAX_HEAD => Err(Damaged),
            None => Ok(false),
        }
    }
}

/// How long a head is that is all there: ten bytes, and what its flags announce
/// (RFC 1952, section 2.3).
fn head_length(bytes: &[u8]) -> Option<usize> {
    const FIXED: usize = 10;
    let flags = *bytes.get(3)?;
    let has = |bit: u8| flags & (1 << bit) != 0;
    let mut at = FIXED;
    if has(2) {
        let length: [u8; 2] = *bytes.get(at..)?.first_chunk()?;
        at += 2 + usize::from(u16::from_le_bytes(length));
    }
    // A name, and a comment.
    for _ in [3, 4].into_iter().filter(|bit| has(*bit)) {
        at += 1 + bytes.get(at..)?.iter().position(|byte| *byte == 0)?;
    }
    if has(1) {
        at += 2;
    }
    (at <= bytes.len()).then_some(at)
}

/// A whole body, unpacked where it is packed, up to so many bytes; what is
/// damaged or longer is left as it is.
pub fn unpacked(body: Vec<u8>, max: usize) -> Vec<u8> {
    if !body.starts_with(MAGIC) {
        return body;
    }
    let mut unpacker = Unpacker::default();
    unpacker.push(&body);
    let mut bytes = Vec::new();
    while bytes.len() <= max
        && let Ok(Some(more)) = unpacker.next(MAX_AT_ONCE)
    {
        bytes.extend(more);
    }
    match unpacker.is_whole() {
        true => bytes,
        false => body,
    }
}

#[cfg(test)]
#[path = "unpack_tests.rs"]
mod tests;
